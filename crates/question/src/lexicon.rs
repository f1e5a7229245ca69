//! The lexicon: concepts, each with the words and phrases that people use for it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{error::Error, text};

/// Most words of a phrase.
pub(crate) const LONGEST_PHRASE: usize = 5;

/// Concepts with their phrases, the words that carry no topic, and the concepts that warn of harm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Words that carry no topic of their own (`the`, `does`, `please`).
    pub stop: Vec<String>,
    /// Names of the concepts any one of which is a sign of harm.
    #[serde(default)]
    pub harm: Vec<String>,
    /// Names of the concepts that are a sign of harm only when two of them meet.
    #[serde(default)]
    pub risk: Vec<String>,
    /// Names of the concepts each of which takes one sign of harm back.
    #[serde(default)]
    pub ease: Vec<String>,
    /// Concept name to its words and phrases, of one to five words, in any inflection.
    pub concepts: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// Reads a lexicon from TOML: a table `concepts` of arrays, an array `stop` and, if there are any,
    /// the arrays `harm`, `risk` and `ease`.
    ///
    /// # Errors
    /// TOML of another shape, a phrase that is empty or longer than five words, or a name in
    /// the other arrays that is no concept.
    pub fn parse(toml_text: &str) -> Result<Self, Error> {
        let lexicon: Self = toml::from_str(toml_text)?;
        let stop = ("stop", &lexicon.stop);
        let concepts = lexicon.concepts.iter();
        for (concept, phrases) in concepts
            .map(|(name, all)| (name.as_str(), all))
            .chain([stop])
        {
            phrases
                .iter()
                .try_for_each(|phrase| checked(concept, phrase))?;
        }
        let unknown = [&lexicon.harm, &lexicon.risk, &lexicon.ease]
            .into_iter()
            .flatten()
            .find(|name| !lexicon.concepts.contains_key(*name))
            .cloned();
        unknown.map_or(Ok(lexicon), |concept| {
            Err(Error::UnknownConcept { concept })
        })
    }

    /// Adds the words and phrases that another language has for the same concepts.
    ///
    /// # Errors
    /// A concept that this lexicon does not hold.
    pub fn extend(&mut self, other: Self) -> Result<(), Error> {
        self.stop.extend(other.stop);
        for (concept, phrases) in other.concepts {
            match self.concepts.get_mut(&concept) {
                Some(held) => held.extend(phrases),
                None => return Err(Error::UnknownConcept { concept }),
            }
        }
        Ok(())
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
