//! The query by which new records of each claim are looked for.

use std::collections::BTreeMap;

use toml::Spanned;

use crate::{
    Library,
    error::Error,
    place::{self, Place},
};

const FILE: &str = "queries.toml";

/// The queries compiled into the program.
const BUILT_IN: &str = include_str!("../../../data/evidence/queries.toml");

/// A query for each claim, in the part of their languages that PubMed and Europe PMC share: phrases in
/// quotes, words, `*` at the end of a word, `AND`, `OR`, `NOT` and parentheses.
#[derive(Debug, Clone)]
pub struct Queries(BTreeMap<String, String>);

impl Queries {
    /// The built-in queries.
    ///
    /// # Errors
    /// As [`Queries::parse`]; a test keeps the built-in text free of them.
    pub fn built_in(library: &Library) -> Result<Self, Error> {
        Self::parse(BUILT_IN, library)
    }

    /// Reads a table of claim ids and queries.
    ///
    /// # Errors
    /// [`Error::Toml`] where it is none, [`Error::DanglingKey`] for a claim that is not there,
    /// [`Error::BadValue`] for a query that a service would not understand.
    pub fn parse(text: &str, library: &Library) -> Result<Self, Error> {
        let spanned: BTreeMap<String, Spanned<String>> = place::toml(FILE, text)?;
        let queries = spanned.into_iter().map(|(id, query)| {
            let place = Place::at(FILE, text, query.span().start);
            if library.claims().all(|claim| claim.id != id) {
                return Err(place.dangling(&id, "claim"));
            }
            let query = query.into_inner();
            let query = query.split_whitespace().collect::<Vec<_>>().join(" ");
            if is_balanced(&query) {
                Ok((id, query))
            } else {
                Err(place.bad("query", query))
            }
        });
        queries.collect::<Result<_, _>>().map(Self)
    }

    /// The query of a claim.
    pub fn of(&self, claim: &str) -> Option<&str> {
        self.0.get(claim).map(String::as_str)
    }
}

/// Whether parentheses and quotes pair up, and there is something to look for.
fn is_balanced(query: &str) -> bool {
    let mut depth = 0_i32;
    let mut is_quoted = false;
    for c in query.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !is_quoted && query.chars().any(char::is_alphabetic)
}
