//! The one bibliography: who published what, and where a reader finds it.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::{
    Flag,
    error::{Error, line_at},
};

/// File name shown in errors.
pub(crate) const FILE: &str = "sources.toml";

/// One publication.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Authors as known; "et al." where we know no more.
    pub authors: String,
    /// Year of publication; absent for an unpublished or undated record.
    pub year: Option<u16>,
    /// The published title, or our short one when `title_is_ours`.
    pub title: String,
    /// Whether `title` is our description, not the published title.
    #[serde(default)]
    pub title_is_ours: bool,
    /// Journal, volume and page.
    pub journal: Option<String>,
    /// PubMed identifier.
    pub pmid: Option<String>,
    /// Digital object identifier, without a host.
    pub doi: Option<String>,
    /// Trial registration.
    pub registry: Option<String>,
    /// Whether the publication itself was seen.
    pub flag: Flag,
    /// Fields above that come from memory; they are not shown.
    #[serde(default)]
    pub recalled: Vec<String>,
}

impl Source {
    /// "Authors (year). Title. Journal."
    pub fn citation(&self) -> String {
        let year = self
            .year
            .map_or_else(|| "no date".to_owned(), |year| year.to_string());
        let journal = self
            .journal
            .as_ref()
            .map_or_else(String::new, |journal| format!(" {journal}."));
        let stop = if self.title.ends_with(['?', '.', '!']) {
            ""
        } else {
            "."
        };
        format!("{} ({year}). {}{stop}{journal}", self.authors, self.title)
    }

    /// "First author year", as in running text.
    pub fn short(&self) -> String {
        let first = self
            .authors
            .split([',', '&', ';'])
            .next()
            .unwrap_or_default()
            .trim();
        let first = first.split(" et al").next().unwrap_or(first);
        let year = self
            .year
            .map_or_else(String::new, |year| format!(" {year}"));
        format!("{first}{year}")
    }

    /// PubMed identifier, unless it is only recalled.
    pub fn pmid(&self) -> Option<&str> {
        self.confirmed("pmid", self.pmid.as_deref())
    }

    /// DOI, unless it is only recalled.
    pub fn doi(&self) -> Option<&str> {
        self.confirmed("doi", self.doi.as_deref())
    }

    /// "PMID …" or "doi:…" or the registration: where a reader finds it.
    pub fn address(&self) -> Option<String> {
        self.pmid()
            .map(|pmid| format!("PMID {pmid}"))
            .or_else(|| self.doi().map(|doi| format!("doi:{doi}")))
            .or_else(|| self.registry.clone())
    }

    fn confirmed<'a>(&self, field: &str, value: Option<&'a str>) -> Option<&'a str> {
        value.filter(|_| !self.recalled.iter().any(|name| name == field))
    }
}

/// Reads the bibliography, keyed as rows and parameters cite it.
///
/// # Errors
/// [`Error::Toml`] with the line where the text leaves the schema.
pub(crate) fn parse(text: &str) -> Result<BTreeMap<String, Source>, Error> {
    let spanned: BTreeMap<String, Spanned<Source>> = toml::from_str(text).map_err(|source| {
        let offset = source.span().map_or(0, |span| span.start);
        Error::Toml {
            file: FILE,
            line: line_at(text, offset),
            source,
        }
    })?;
    Ok(spanned
        .into_iter()
        .map(|(key, source)| (key, source.into_inner()))
        .collect())
}
