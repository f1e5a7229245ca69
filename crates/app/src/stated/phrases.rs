//! Words and phrases, and where a question holds them.

use serde::Deserialize;
use spotcheck_question::tokens;

/// Phrases as the words of a question are read: lower case, without accents, umlauts also as they are spelt out.
#[derive(Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Phrases(Vec<Vec<String>>);

impl From<Vec<String>> for Phrases {
    fn from(told: Vec<String>) -> Self {
        let spellings = told.iter().flat_map(|phrase| spellings(phrase));
        Self(spellings.collect())
    }
}

impl Phrases {
    pub(super) fn within(&self, words: &[String]) -> bool {
        (0..words.len()).any(|i| self.first(&words[i..]).is_some())
    }

    /// The length of the phrase that words start with, in words.
    pub(super) fn first(&self, words: &[String]) -> Option<usize> {
        let phrase = self.0.iter().find(|phrase| words.starts_with(phrase))?;
        Some(phrase.len())
    }

    /// Words without the last one, if that is one of these.
    pub(super) fn skipped_last<'a>(&self, words: &'a [String]) -> &'a [String] {
        match words.split_last() {
            Some((last, before)) if self.has(last) => before,
            _ => words,
        }
    }

    pub(super) fn last(&self, words: &[String]) -> bool {
        self.0.iter().any(|phrase| words.ends_with(phrase))
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.0
            .iter()
            .any(|phrase| phrase.len() == 1 && phrase[0] == word)
    }
}

/// The ways in which a phrase is typed, in words: umlauts folded, and spelt out.
pub(super) fn spellings(phrase: &str) -> Vec<Vec<String>> {
    let spelt_out = phrase
        .replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue");
    let mut spellings = vec![tokens(phrase)];
    if spelt_out != phrase {
        spellings.push(tokens(&spelt_out));
    }
    spellings
}
