//! Where in the evidence something is wrong, and reading TOML so that it is known.

use serde::de::DeserializeOwned;

use crate::{error::Error, sanity::Finding};

/// A line of a file, from which an error about it is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// File name below `data/evidence`.
    pub(crate) file: &'static str,
    /// One-based line.
    pub(crate) line: u64,
}

impl Place {
    /// The line that holds byte `offset` of `text`.
    pub(crate) fn at(file: &'static str, text: &str, offset: usize) -> Self {
        let before = text.bytes().take(offset);
        let line = before.filter(|byte| *byte == b'\n').count() as u64 + 1;
        Self { file, line }
    }

    pub(crate) fn bad(self, field: &'static str, value: impl Into<String>) -> Error {
        let Self { file, line } = self;
        let value = value.into();
        Error::BadValue {
            file,
            line,
            field,
            value,
        }
    }

    pub(crate) fn dangling(self, key: &str, wanted: &'static str) -> Error {
        let Self { file, line } = self;
        let key = key.to_owned();
        Error::DanglingKey {
            file,
            line,
            key,
            wanted,
        }
    }

    pub(crate) fn duplicate(self, key: &str) -> Error {
        let Self { file, line } = self;
        let key = key.to_owned();
        Error::DuplicateKey { file, line, key }
    }

    pub(crate) fn implausible(self, finding: &Finding) -> Error {
        let Self { file, line } = self;
        Error::Implausible {
            file,
            line,
            key: finding.row.clone(),
            column: finding.column,
            doubt: finding.doubt.word(),
        }
    }

    pub(crate) fn recalled(self, key: &str) -> Error {
        let Self { file, line } = self;
        let key = key.to_owned();
        Error::Recalled { file, line, key }
    }
}

/// Reads a TOML text into its schema.
///
/// # Errors
/// [`Error::Toml`] with the line where the text leaves the schema.
pub(crate) fn toml<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|source| {
        let offset = source.span().map_or(0, |span| span.start);
        let Place { file, line } = Place::at(file, text, offset);
        Error::Toml { file, line, source }
    })
}
