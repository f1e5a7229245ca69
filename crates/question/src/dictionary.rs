//! The dictionary: the words a matcher knows how to spell, and the phrases that name concepts.
//!
//! Built once in training, then read in place, so that training and matching see text alike.

use std::collections::BTreeMap;

use crate::{
    bank::Row,
    bytes::{self, Cursor},
    error::Error,
    hash,
    lexicon::{LONGEST_PHRASE, Lexicon},
    spelling,
    text::{self, LONGEST_WORD},
};

/// Number of the concept that marks words without a topic.
pub(crate) const STOP: u16 = 0;
const PHRASE: u8 = b'p';
/// What the concepts of a question must weigh together to be a sign of harm.
const ALARM: i8 = 2;
const RISK: i8 = 1;
const EASE: i8 = -2;
/// Voices whose spelling is not to be learned from.
const MISSPELT: [&str; 2] = ["typo", "slang"];

/// A dictionary in the bytes of a model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dictionary<'m> {
    /// For each word length from one letter on: the words of that length, sorted.
    words: [&'m [u8]; LONGEST_WORD],
    phrases: &'m [[u8; 8]],
    concepts: &'m [[u8; 2]],
    /// How much each concept, by number, is a sign of harm.
    gravity: &'m [u8],
}

/// Collects the words of well-spelt rows and of the lexicon, and the phrases of its concepts.
pub(crate) fn build<'r>(rows: impl IntoIterator<Item = &'r Row>, lexicon: &Lexicon) -> Vec<u8> {
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    let phrases = lexicon.concepts.values().flatten();
    for token in lexicon
        .stop
        .iter()
        .chain(phrases.clone())
        .flat_map(|phrase| text::tokens(phrase))
    {
        *words.entry(token).or_default() += 2;
    }
    for row in rows
        .into_iter()
        .filter(|row| !MISSPELT.contains(&row.voice.as_str()))
    {
        for token in text::tokens(&row.question) {
            *words.entry(token).or_default() += 1;
        }
    }
    words.retain(|word, _| !text::is_number(word));
    let mut out = Vec::new();
    for len in 1..=LONGEST_WORD {
        let same: Vec<&String> = words.keys().filter(|word| word.len() == len).collect();
        bytes::put_u32(&mut out, same.len());
        for word in same {
            out.extend(word.as_bytes());
        }
    }
    let mut table: Vec<(u64, u16)> = Vec::new();
    for word in &lexicon.stop {
        table.push((phrase_key(&text::tokens(word)), STOP));
    }
    for (number, phrases) in (1..).zip(lexicon.concepts.values()) {
        table.extend(
            phrases
                .iter()
                .map(|phrase| (phrase_key(&text::tokens(phrase)), number)),
        );
    }
    table.sort_unstable();
    table.dedup();
    bytes::put_u32(&mut out, table.len());
    for (key, _) in &table {
        out.extend(key.to_le_bytes());
    }
    for (_, concept) in &table {
        out.extend(concept.to_le_bytes());
    }
    bytes::put_u32(&mut out, lexicon.concepts.len() + 1);
    out.push(0);
    let gravities = lexicon.concepts.keys().map(|name| gravity(lexicon, name));
    out.extend(gravities.map(i8::cast_unsigned));
    out
}

fn gravity(lexicon: &Lexicon, name: &String) -> i8 {
    if lexicon.harm.contains(name) {
        ALARM
    } else if lexicon.risk.contains(name) {
        RISK
    } else if lexicon.ease.contains(name) {
        EASE
    } else {
        0
    }
}

fn phrase_key(tokens: &[String]) -> u64 {
    hash::of_parts(PHRASE, tokens.iter().map(|token| text::stem(token)))
}

impl<'m> Dictionary<'m> {
    pub(crate) fn read(cursor: &mut Cursor<'m>) -> Result<Self, Error> {
        let mut words = [[].as_slice(); LONGEST_WORD];
        for (len, same) in (1..).zip(&mut words) {
            let count = cursor.u32("dictionary")?;
            let n = count
                .checked_mul(len)
                .ok_or_else(|| cursor.bad("dictionary"))?;
            *same = cursor.take(n, "dictionary")?;
        }
        let count = cursor.u32("phrases")?;
        let phrases = cursor.fields(count, "phrases")?;
        let concepts = cursor.fields(count, "phrases")?;
        let count = cursor.u32("concepts")?;
        let gravity = cursor.take(count, "concepts")?;
        Ok(Self {
            words,
            phrases,
            concepts,
            gravity,
        })
    }

    /// Whether these different concepts, together, are a sign of harm.
    pub(crate) fn warns(&self, concepts: &[u16]) -> bool {
        let known = concepts
            .iter()
            .filter_map(|concept| self.gravity.get(usize::from(*concept)));
        let sum: i32 = known.map(|gravity| i32::from(gravity.cast_signed())).sum();
        sum >= i32::from(ALARM)
    }

    /// Whether the word is spelt as in the dictionary.
    pub(crate) fn knows(&self, word: &str) -> bool {
        let Some(same) = word.len().checked_sub(1).and_then(|i| self.words.get(i)) else {
            return false;
        };
        let (mut low, mut high) = (0, same.len() / word.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match same[middle * word.len()..][..word.len()].cmp(word.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return true,
            }
        }
        false
    }

    /// The nearest dictionary word to a misspelt one, if any is near.
    pub(crate) fn correct(&self, word: &str) -> Option<&'m str> {
        let within = spelling::allowance(word)?;
        let shortest = word.len().saturating_sub(within).max(3);
        let near = shortest..=(word.len() + within).min(LONGEST_WORD);
        near.flat_map(|len| self.words[len - 1].chunks_exact(len))
            .filter_map(|known| Some((spelling::cost(word.as_bytes(), known, within)?, known)))
            .min_by_key(|(cost, _)| *cost)
            .and_then(|(_, known)| std::str::from_utf8(known).ok())
    }

    /// The concepts named by the phrases that start at the first of these tokens, with their lengths.
    pub(crate) fn concepts_at(&self, tokens: &[String]) -> Vec<(u16, usize)> {
        let mut found = Vec::new();
        for n in 1..=tokens.len().min(LONGEST_PHRASE) {
            let key = phrase_key(&tokens[..n]);
            let start = self
                .phrases
                .partition_point(|entry| u64::from_le_bytes(*entry) < key);
            let same = self.phrases[start..].iter().zip(&self.concepts[start..]);
            let same = same.take_while(|(entry, _)| u64::from_le_bytes(**entry) == key);
            found.extend(same.map(|(_, concept)| (u16::from_le_bytes(*concept), n)));
        }
        found
    }
}
