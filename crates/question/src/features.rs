//! What a question is seen as: counted features in blocks, each known by a hash.

use std::collections::BTreeMap;

use crate::{
    dictionary::{Dictionary, STOP},
    hash, text,
};

/// Number of feature blocks.
pub(crate) const BLOCKS: usize = 5;
/// Most misspelt words of one question that are looked up: the search is the slowest step.
const MOST_CORRECTIONS: usize = 24;
/// Most letters of a run.
const LONGEST_RUN: usize = 5;
/// Content words further apart than this are not paired.
const PAIR_WINDOW: usize = 8;

/// A view of the question; each is scaled to unit length and then weighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Block {
    /// Stems and neighbouring stems.
    Words,
    /// Pairs of content words near each other, in any order, concepts standing for their words.
    Pairs,
    /// Runs of two to five letters within a word and its edges.
    Letters,
    /// Concepts.
    Concepts,
    /// A sign of harm, if there is one.
    Alarm,
}

/// A feature and how often it occurs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Feature {
    pub(crate) key: u64,
    pub(crate) block: Block,
    pub(crate) count: f32,
}

#[derive(Default)]
struct Counts(BTreeMap<(Block, u64), f32>);

impl Counts {
    fn add<'p>(&mut self, block: Block, kind: u8, parts: impl IntoIterator<Item = &'p str>) {
        *self
            .0
            .entry((block, hash::of_parts(kind, parts)))
            .or_default() += 1.0;
    }
}

/// Looks at a question.
pub(crate) fn extract(dictionary: &Dictionary<'_>, question: &str) -> Vec<Feature> {
    let typed = text::tokens(question);
    let spelt = corrected(dictionary, &typed);
    let mut counts = Counts::default();
    words(&mut counts, &spelt);
    for (typed, spelt) in typed.iter().zip(&spelt) {
        letters(&mut counts, typed);
        if typed != spelt {
            letters(&mut counts, spelt);
        }
    }
    let named = concepts(&mut counts, dictionary, &spelt);
    if dictionary.warns(&named) {
        counts.add(Block::Alarm, b'a', []);
    }
    let counts = counts.0.into_iter();
    counts
        .map(|((block, key), count)| Feature { key, block, count })
        .collect()
}

fn corrected(dictionary: &Dictionary<'_>, typed: &[String]) -> Vec<String> {
    let mut left = MOST_CORRECTIONS;
    let fix = |word: &String| {
        if left == 0 || text::is_number(word) || dictionary.knows(word) {
            return word.clone();
        }
        if let Some(word) = text::without_umlauts(word).filter(|word| dictionary.knows(word)) {
            return word;
        }
        left -= 1;
        dictionary
            .correct(word)
            .map_or_else(|| word.clone(), str::to_owned)
    };
    typed.iter().map(fix).collect()
}

fn words(counts: &mut Counts, spelt: &[String]) {
    let stems = spelt.iter().map(|word| text::stem(word));
    let stems: Vec<&str> = std::iter::once("<").chain(stems).chain([">"]).collect();
    for pair in stems.windows(2) {
        counts.add(Block::Words, b'b', pair.iter().copied());
        if pair[1] != ">" {
            counts.add(Block::Words, b'w', [pair[1]]);
        }
        if let (Ok(number), true) = (pair[0].parse::<f64>(), text::is_number(pair[0])) {
            counts.add(Block::Words, b'n', [pair[1]]);
            counts.add(Block::Words, b'm', [magnitude(number), pair[1]]);
        }
    }
}

/// Half decades, so that 500 kcal a day and 1500 are told apart.
fn magnitude(number: f64) -> &'static str {
    const LIMITS: [(f64, &str); 8] = [
        (1.0, "a"),
        (3.0, "b"),
        (10.0, "c"),
        (30.0, "d"),
        (100.0, "e"),
        (300.0, "f"),
        (1000.0, "g"),
        (3000.0, "h"),
    ];
    LIMITS
        .iter()
        .find(|(limit, _)| number < *limit)
        .map_or("i", |(_, name)| name)
}

fn letters(counts: &mut Counts, word: &str) {
    let framed = format!(" {word} ");
    for n in 2..=framed.len().min(LONGEST_RUN) {
        for start in 0..=framed.len() - n {
            counts.add(Block::Letters, b'c', [&framed[start..start + n]]);
        }
    }
}

/// Counts the concepts and the pairs of content; tells which concepts there are.
fn concepts(counts: &mut Counts, dictionary: &Dictionary<'_>, spelt: &[String]) -> Vec<u16> {
    let mut content: Vec<String> = Vec::new();
    let mut named: Vec<u16> = Vec::new();
    let mut covered = 0;
    for (i, word) in spelt.iter().enumerate() {
        let here = dictionary.concepts_at(&spelt[i..]);
        let topical = here.iter().filter(|(concept, _)| *concept != STOP);
        named.extend(topical.clone().map(|(concept, _)| concept));
        if let Some((concept, n)) = topical.max_by_key(|(concept, n)| (*n, u16::MAX - concept)) {
            if covered <= i {
                content.push(format!("@{concept}"));
            }
            covered = covered.max(i + n);
        } else if covered <= i && here.is_empty() {
            content.push(if text::is_number(word) {
                "#".to_owned()
            } else {
                text::stem(word).to_owned()
            });
        }
    }
    for (i, first) in content.iter().enumerate() {
        for second in content[i + 1..].iter().take(PAIR_WINDOW) {
            counts.add(
                Block::Pairs,
                b'p',
                [first.min(second).as_str(), first.max(second)],
            );
        }
    }
    named.sort_unstable();
    named.dedup();
    for concept in &named {
        counts.add(Block::Concepts, b'k', [concept.to_string().as_str()]);
    }
    named
}
