//! The one bibliography: who published what, and where a reader finds it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::{
    Flag,
    error::Error,
    place::{self, Place},
};

const FILE: &str = "sources.toml";

/// Fields that `recalled` may name.
const FIELDS: [&str; 7] = [
    "authors", "year", "title", "journal", "pmid", "doi", "registry",
];

/// One publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Fields above that come from memory; an address among them is not shown.
    #[serde(default)]
    pub recalled: Vec<String>,
}

impl Source {
    /// "Authors (year). Title. Journal." with a title of our own in square brackets.
    pub fn citation(&self) -> String {
        let year = self
            .year
            .map_or_else(|| "no date".to_owned(), |year| year.to_string());
        let journal = self
            .journal
            .as_ref()
            .map_or_else(String::new, |journal| format!(" {journal}."));
        let title = match &self.title {
            ours if self.title_is_ours => format!("[{ours}]."),
            title if title.ends_with(['?', '.', '!']) => title.clone(),
            title => format!("{title}."),
        };
        format!("{} ({year}). {title}{journal}", self.authors)
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
            .or_else(|| {
                self.confirmed("registry", self.registry.as_deref())
                    .map(str::to_owned)
            })
    }

    fn confirmed<'a>(&self, field: &str, value: Option<&'a str>) -> Option<&'a str> {
        value.filter(|_| !self.recalled.iter().any(|name| name == field))
    }
}

/// Reads the bibliography, keyed as rows and parameters cite it.
///
/// # Errors
/// [`Error::Toml`] with the line where the text leaves the schema; [`Error::BadValue`] where
/// `recalled` names no field.
pub(crate) fn parse(text: &str) -> Result<BTreeMap<String, Source>, Error> {
    let spanned: BTreeMap<String, Spanned<Source>> = place::toml(FILE, text)?;
    let checked = spanned.into_iter().map(|(key, source)| {
        let place = Place::at(FILE, text, source.span().start);
        let source = source.into_inner();
        let is_typo = |name: &&String| !FIELDS.contains(&name.as_str());
        match source.recalled.iter().find(is_typo) {
            Some(name) => Err(place.bad("recalled", name)),
            None => Ok((key, source)),
        }
    });
    checked.collect()
}
