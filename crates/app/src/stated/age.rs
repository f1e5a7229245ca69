//! The age that a question tells, in the words of one language.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::phrases::{Phrases, spellings};

/// Youngest age that people write into a question about a body.
const LEAST_AGE: u32 = 8;

/// How a language tells an age.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgeWords {
    before: Phrases,
    between: Phrases,
    after: Phrases,
    someone: Phrases,
    is: Phrases,
    of: Phrases,
    years: Phrases,
    weak: Phrases,
    then: Phrases,
    lasting: Phrases,
    spelled: BTreeMap<String, u32>,
}

impl AgeWords {
    /// Whether words tell the age of a child.
    pub(super) fn tell_child(&self, words: &[String], units: &[&Phrases], adult_age: f64) -> bool {
        (0..words.len()).any(|i| {
            self.age_at(words, i, units)
                .is_some_and(|age| LEAST_AGE <= age && f64::from(age) < adult_age)
        })
    }

    /// The age that a word tells, if its neighbours make it one.
    fn age_at(&self, words: &[String], i: usize, units: &[&Phrases]) -> Option<u32> {
        let (age, ending) = self.number(&words[i])?;
        let after = &words[i + 1..];
        if !ending.is_empty() {
            return self.after.has(ending).then_some(age);
        }
        if self.after.first(after).is_some() {
            return Some(age);
        }
        let next = after.first().map_or("", String::as_str);
        let is_duration =
            self.years.has(next) && after.get(1).is_some_and(|word| self.lasting.has(word));
        if is_duration || units.iter().any(|units| units.has(next)) {
            return None;
        }
        let is_followed = next.is_empty() || self.then.has(next);
        self.is_announced(&words[..i], is_followed).then_some(age)
    }

    /// Whether what stands before a number makes it an age.
    fn is_announced(&self, before: &[String], is_followed: bool) -> bool {
        let announced = self.between.skipped_last(before);
        let is_someone = |words: &[String]| words.iter().any(|word| self.someone.has(word));
        let whose = before.len().saturating_sub(2);
        self.before.last(announced)
            || (is_followed && self.weak.last(announced))
            || (self.is.last(announced) && is_someone(announced))
            || (self.of.last(before) && is_someone(&before[whose..]))
    }

    /// The number that a word is or, if spelt, starts with, and the rest of the word.
    fn number<'a>(&self, word: &'a str) -> Option<(u32, &'a str)> {
        if let Ok(number) = word.parse() {
            return Some((number, ""));
        }
        self.spelled.iter().find_map(|(name, &age)| {
            spellings(name)
                .iter()
                .flatten()
                .find_map(|name| Some((age, word.strip_prefix(name.as_str())?)))
        })
    }
}
