//! The lexicon: concepts, each with the words and phrases that people use for it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{error::Error, text};

/// Most words of a phrase.
pub(crate) const LONGEST_PHRASE: usize = 5;

/// Concepts with their phrases, and the words that carry no topic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Words that carry no topic of their own (`the`, `does`, `please`).
    pub stop: Vec<String>,
    /// Concept name to its words and phrases, of one to five words, in any inflection.
    pub concepts: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// Reads a lexicon from TOML: an array `stop` and a table `concepts` of arrays.
    ///
    /// # Errors
    /// TOML of another shape, or a phrase that is empty or longer than five words.
    pub fn parse(toml_text: &str) -> Result<Self, Error> {
        let lexicon: Self = toml::from_str(toml_text)?;
        for (concept, phrases) in &lexicon.concepts {
            phrases
                .iter()
                .try_for_each(|phrase| checked(concept, phrase))?;
        }
        Ok(lexicon)
    }
}

fn checked(concept: &str, phrase: &str) -> Result<(), Error> {
    let words = text::tokens(phrase).len();
    if (1..=LONGEST_PHRASE).contains(&words) {
        return Ok(());
    }
    Err(Error::PhraseLength {
        concept: concept.to_owned(),
        phrase: phrase.to_owned(),
        words,
        limit: LONGEST_PHRASE,
    })
}
