//! When the evidence was last searched, and how long answers are ordered.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::{
    error::Error,
    place::{self, Place},
    sanity::Finding,
};

pub(crate) const FILE: &str = "registry.toml";

/// What holds for the evidence as a whole.
#[derive(Debug, Clone)]
pub struct Registry {
    /// `YYYY-MM` of the last search.
    pub checked: String,
    /// Named orders of sections for long answers.
    pub story: BTreeMap<String, Vec<Section>>,
    /// Doubts about rows that someone has looked into and let stand.
    pub acknowledged: Vec<Acknowledged>,
}

/// A doubt that stands with a reason.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledged {
    /// Key of the row.
    pub row: String,
    /// The [word](crate::sanity::Doubt::word) of the doubt.
    pub doubt: String,
    /// Why the row stands.
    pub why: String,
}

impl Acknowledged {
    /// Whether it speaks of this finding.
    pub(crate) fn is_of(&self, finding: &Finding) -> bool {
        self.row == finding.row && self.doubt == finding.doubt.word()
    }
}

/// One section of a long answer: a heading and the claims told under it.
#[derive(Debug, Clone)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Claim ids in order.
    pub claims: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    checked: String,
    story: BTreeMap<String, Vec<Part>>,
    #[serde(default)]
    acknowledged: Vec<Acknowledged>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    title: String,
    claims: Vec<Spanned<String>>,
}

/// Reads the registry; `check` refuses a claim id at its place.
///
/// # Errors
/// [`Error::Toml`] with the line where the text leaves the schema, and those of `check`.
pub(crate) fn parse(
    text: &str,
    check: impl Fn(Place, &str) -> Result<(), Error>,
) -> Result<Registry, Error> {
    let File {
        checked,
        story,
        acknowledged,
    } = place::toml(FILE, text)?;
    let section = |part: Part| {
        let claims = part.claims.into_iter().map(|id| {
            check(Place::at(FILE, text, id.span().start), id.as_ref())?;
            Ok(id.into_inner())
        });
        Ok(Section {
            title: part.title,
            claims: claims.collect::<Result<_, Error>>()?,
        })
    };
    let story = story.into_iter().map(|(name, parts)| {
        let sections = parts.into_iter().map(section);
        Ok((name, sections.collect::<Result<_, Error>>()?))
    });
    Ok(Registry {
        checked,
        story: story.collect::<Result<_, Error>>()?,
        acknowledged,
    })
}
