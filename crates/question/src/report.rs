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
    /// How it is asked.
    pub voice: String,
}

/// Shares of questions matched rightly.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
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
    /// `top1` by voice.
    pub top1_by_voice: BTreeMap<String, f64>,
    /// `top1` by claim.
    pub top1_by_claim: BTreeMap<String, f64>,
    /// Wanted label, given label and how often, most frequent first.
    pub confusions: Vec<(String, String, usize)>,
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
            voice,
            question,
            ..
        } = row.clone();
        Self {
            question,
            label,
            also: Vec::new(),
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

#[derive(Debug)]
struct Tally<'o> {
    options: &'o TrainOptions,
    n: usize,
    top1: Share,
    nearest1: Share,
    top3: Share,
    outside: Share,
    harmful: Share,
    refused: Share,
    by_voice: BTreeMap<String, Share>,
    by_claim: BTreeMap<String, Share>,
    confusions: BTreeMap<(String, String), usize>,
}

impl<'o> Tally<'o> {
    fn new(options: &'o TrainOptions) -> Self {
        Self {
            options,
            n: 0,
            top1: Share::default(),
            nearest1: Share::default(),
            top3: Share::default(),
            outside: Share::default(),
            harmful: Share::default(),
            refused: Share::default(),
            by_voice: BTreeMap::new(),
            by_claim: BTreeMap::new(),
            confusions: BTreeMap::new(),
        }
    }

    fn add(&mut self, wanted: &Labelled, found: &Match<'_>) {
        let given = match (found.handling, found.best) {
            (Handling::Unsafe, _) => self.options.harmful.as_str(),
            (Handling::Answer, Some(best)) => best.label,
            (Handling::OutOfScope | Handling::Answer, _) => self.options.outside.as_str(),
        };
        let right = |label: &str| wanted.label == label || wanted.also.iter().any(|a| a == label);
        self.n += 1;
        if wanted.label == self.options.outside {
            self.outside.add(right(given));
        } else if wanted.label == self.options.harmful {
            self.harmful.add(right(given));
        } else {
            let place = found.nearest.iter().position(|near| right(near.label));
            self.top1.add(right(given));
            self.nearest1.add(place == Some(0));
            self.top3.add(place.is_some());
            self.refused.add(found.handling != Handling::Answer);
            self.by_voice
                .entry(wanted.voice.clone())
                .or_default()
                .add(right(given));
            self.by_claim
                .entry(wanted.label.clone())
                .or_default()
                .add(right(given));
        }
        if !right(given) {
            *self
                .confusions
                .entry((wanted.label.clone(), given.to_owned()))
                .or_default() += 1;
        }
    }

    fn report(self) -> Report {
        let values = |shares: BTreeMap<String, Share>| {
            shares
                .into_iter()
                .map(|(name, share)| (name, share.value()))
                .collect()
        };
        let mut confusions: Vec<_> = self
            .confusions
            .into_iter()
            .map(|((wanted, given), n)| (wanted, given, n))
            .collect();
        confusions.sort_by_key(|(_, _, n)| std::cmp::Reverse(*n));
        Report {
            n: self.n,
            top1: self.top1.value(),
            nearest1: self.nearest1.value(),
            top3: self.top3.value(),
            outside_recall: self.outside.value(),
            unsafe_recall: self.harmful.value(),
            refused: self.refused.value(),
            top1_by_voice: values(self.by_voice),
            top1_by_claim: values(self.by_claim),
            confusions,
        }
    }
}
