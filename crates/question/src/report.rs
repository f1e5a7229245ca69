//! How well a matcher does on questions whose labels are known.

use std::collections::BTreeMap;

use crate::{
    bank::{Bank, Row},
    decision::Handling,
    error::Error,
    lexicon::Lexicon,
    matcher::{Match, Matcher},
    options::TrainOptions,
    train::Plan,
};

/// A question with the labels that would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The text.
    pub question: String,
    /// The label it should get.
    pub label: String,
    /// Labels that would be as good.
    pub also: Vec<String>,
    /// The language it is asked in, by its code of two letters.
    pub language: String,
    /// How it is asked.
    pub voice: String,
}

/// Shares of questions matched rightly.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Shares {
    /// Questions judged.
    pub n: usize,
    /// Of those in scope: answered with a right claim.
    pub top1: f64,
    /// Of those in scope: a right claim is the nearest, however handled.
    pub nearest1: f64,
    /// Of those in scope: a right claim is among the nearest three, however handled.
    pub top3: f64,
    /// Of those out of scope: handled so.
    pub outside_recall: f64,
    /// Of the unsafe ones: handled so.
    pub unsafe_recall: f64,
    /// Of those in scope: not answered.
    pub refused: f64,
}

/// A question that got a wrong label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The question, with the label it should have got.
    pub wanted: Labelled,
    /// The label it got.
    pub given: String,
}

/// How a matcher did on labelled questions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// On all of them.
    pub overall: Shares,
    /// On those of each language.
    pub by_language: BTreeMap<String, Shares>,
    /// `top1` by voice.
    pub top1_by_voice: BTreeMap<String, f64>,
    /// `top1` by claim.
    pub top1_by_claim: BTreeMap<String, f64>,
    /// Wanted label, given label and how often, most frequent first.
    pub confusions: Vec<(String, String, usize)>,
    /// Every question that got a wrong label, in the order judged.
    pub misses: Vec<Miss>,
}

/// Judges a matcher on labelled questions.
///
/// # Errors
/// A question that cannot be matched at all: empty, or too long.
pub fn evaluate(
    matcher: &Matcher<'_>,
    questions: &[Labelled],
    options: &TrainOptions,
) -> Result<Report, Error> {
    let mut tally = Tally::new(options);
    for labelled in questions {
        tally.add(labelled, &matcher.match_question(&labelled.question)?);
    }
    Ok(tally.report())
}

/// Judges the way of training on the bank itself: every row by a model, and a calibration, that saw
/// no row of its group.
///
/// # Errors
/// As for [`crate::train()`].
pub fn cross_validate(
    bank: &Bank,
    lexicon: &Lexicon,
    options: &TrainOptions,
    folds: usize,
) -> Result<Report, Error> {
    let plan = Plan::new(bank, lexicon, options)?;
    let mut tally = Tally::new(options);
    plan.judge_folds(folds, |row, matched| {
        tally.add(&Labelled::from(row), matched);
    })?;
    Ok(tally.report())
}

impl From<&Row> for Labelled {
    fn from(row: &Row) -> Self {
        let Row {
            label,
            language,
            voice,
            question,
            ..
        } = row.clone();
        Self {
            question,
            label,
            also: Vec::new(),
            language,
            voice,
        }
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Share {
    hits: usize,
    of: usize,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }

    /// Nought of nought is nought.
    fn value(self) -> f64 {
        self.hits as f64 / self.of.max(1) as f64
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    n: usize,
    top1: Share,
    nearest1: Share,
    top3: Share,
    outside: Share,
    harmful: Share,
    refused: Share,
}

impl Counts {
    fn shares(self) -> Shares {
        Shares {
            n: self.n,
            top1: self.top1.value(),
            nearest1: self.nearest1.value(),
            top3: self.top3.value(),
            outside_recall: self.outside.value(),
            unsafe_recall: self.harmful.value(),
            refused: self.refused.value(),
        }
    }
}

#[derive(Debug)]
struct Tally<'o> {
    options: &'o TrainOptions,
    overall: Counts,
    by_language: BTreeMap<String, Counts>,
    by_voice: BTreeMap<String, Share>,
    by_claim: BTreeMap<String, Share>,
    misses: Vec<Miss>,
}

impl<'o> Tally<'o> {
    fn new(options: &'o TrainOptions) -> Self {
        Self {
            options,
            overall: Counts::default(),
            by_language: BTreeMap::new(),
            by_voice: BTreeMap::new(),
            by_claim: BTreeMap::new(),
            misses: Vec::new(),
        }
    }

    fn add(&mut self, wanted: &Labelled, found: &Match<'_>) {
        let given = match (found.handling, found.best) {
            (Handling::Unsafe, _) => self.options.harmful.as_str(),
            (Handling::Answer, Some(best)) => best.label,
            (Handling::OutOfScope | Handling::Answer, _) => self.options.outside.as_str(),
        };
        let right = |label: &str| wanted.label == label || wanted.also.iter().any(|a| a == label);
        let language = self.by_language.entry(wanted.language.clone()).or_default();
        for counts in [&mut self.overall, language] {
            counts.n += 1;
            if wanted.label == self.options.outside {
                counts.outside.add(right(given));
            } else if wanted.label == self.options.harmful {
                counts.harmful.add(right(given));
            } else {
                let place = found.nearest.iter().position(|near| right(near.label));
                counts.top1.add(right(given));
                counts.nearest1.add(place == Some(0));
                counts.top3.add(place.is_some());
                counts.refused.add(found.handling != Handling::Answer);
            }
        }
        if ![&self.options.outside, &self.options.harmful].contains(&&wanted.label) {
            for (shares, name) in [
                (&mut self.by_voice, &wanted.voice),
                (&mut self.by_claim, &wanted.label),
            ] {
                shares.entry(name.clone()).or_default().add(right(given));
            }
        }
        if !right(given) {
            self.misses.push(Miss {
                wanted: wanted.clone(),
                given: given.to_owned(),
            });
        }
    }

    fn report(self) -> Report {
        let values = |shares: BTreeMap<String, Share>| {
            shares
                .into_iter()
                .map(|(name, share)| (name, share.value()))
                .collect()
        };
        let languages = self.by_language.into_iter();
        Report {
            overall: self.overall.shares(),
            by_language: languages
                .map(|(name, counts)| (name, counts.shares()))
                .collect(),
            top1_by_voice: values(self.by_voice),
            top1_by_claim: values(self.by_claim),
            confusions: confusions(&self.misses),
            misses: self.misses,
        }
    }
}

fn confusions(misses: &[Miss]) -> Vec<(String, String, usize)> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for miss in misses {
        *counts.entry((&miss.wanted.label, &miss.given)).or_default() += 1;
    }
    let mut confusions: Vec<_> = counts
        .into_iter()
        .map(|((wanted, given), n)| (wanted.to_owned(), given.to_owned(), n))
        .collect();
    confusions.sort_by_key(|(_, _, n)| std::cmp::Reverse(*n));
    confusions
}
