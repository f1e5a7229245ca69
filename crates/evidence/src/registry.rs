//! When the evidence was last searched, and how long answers are ordered.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, line_at};

/// File name shown in errors.
pub(crate) const FILE: &str = "registry.toml";

/// What holds for the evidence as a whole.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// `YYYY-MM` of the last search.
    pub checked: String,
    /// Named orders of sections for long answers.
    pub story: BTreeMap<String, Vec<Section>>,
}

/// One section of a long answer: a heading and the claims told under it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Claim ids in order.
    pub claims: Vec<String>,
}

/// Reads the registry.
///
/// # Errors
/// [`Error::Toml`] with the line where the text leaves the schema.
pub(crate) fn parse(text: &str) -> Result<Registry, Error> {
    toml::from_str(text).map_err(|source| {
        let offset = source.span().map_or(0, |span| span.start);
        Error::Toml {
            file: FILE,
            line: line_at(text, offset),
            source,
        }
    })
}
