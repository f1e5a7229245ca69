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
            for phrase in phrases {
                let words = text::tokens(phrase).len();
                if words == 0 || words > LONGEST_PHRASE {
                    return Err(Error::PhraseLength {
                        concept: concept.clone(),
                        phrase: phrase.clone(),
                        words,
                        limit: LONGEST_PHRASE,
                    });
                }
            }
        }
        Ok(lexicon)
    }
}
