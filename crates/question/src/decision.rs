//! From a reading to a decision: calibrated probabilities, thresholds, the nearest claims.

use crate::{options::TrainOptions, softmax};

/// A threshold is never lower: a goal that no threshold reaches must not refuse every question.
const LEAST_THRESHOLD: f32 = 0.01;

/// What to do with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Handling {
    /// Answer it with the best claim.
    Answer,
    /// Say that no claim covers it.
    OutOfScope,
    /// Decline, and point to help.
    Unsafe,
}

impl Handling {
    /// One lower-case word for it: `answer`, `out_of_scope` or `unsafe`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::OutOfScope => "out_of_scope",
            Self::Unsafe => "unsafe",
        }
    }
}

/// The label numbers that are no claims.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Special {
    pub(crate) outside: usize,
    pub(crate) harmful: usize,
}

/// What a model makes of a question: a logit for each label.
pub(crate) type Reading = Vec<f32>;

/// What out-of-fold predictions taught about the logits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calibration {
    /// Divisor of the logits.
    temperature: f32,
    /// Probability from which a question counts as harmful.
    harmful_from: f32,
    /// Probability, given that it is not harmful, from which a question counts as outside.
    outside_from: f32,
    /// Probability among claims from which the best one is an answer.
    answer_from: f32,
}

/// A decision with label numbers for names.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) handling: Handling,
    /// Claims by falling probability among claims.
    pub(crate) claims: Vec<(usize, f32)>,
}

impl Calibration {
    /// Before calibration.
    pub(crate) const NONE: Self = Self::of([1.0; 4]);

    pub(crate) const fn of(fields: [f32; 4]) -> Self {
        let [temperature, harmful_from, outside_from, answer_from] = fields;
        Self {
            temperature,
            harmful_from,
            outside_from,
            answer_from,
        }
    }

    pub(crate) const fn fields(&self) -> [f32; 4] {
        [
            self.temperature,
            self.harmful_from,
            self.outside_from,
            self.answer_from,
        ]
    }

    /// Judges a reading; none stands for a question in which nothing is known.
    pub(crate) fn decide(
        &self,
        reading: Option<&Reading>,
        labels: usize,
        special: Special,
    ) -> Decision {
        let p = reading.map_or_else(
            || vec![1.0 / labels as f32; labels],
            |reading| self.probabilities(reading),
        );
        let is_claim = |label: &usize| *label != special.harmful && *label != special.outside;
        let among: f32 = (0..labels).filter(is_claim).map(|label| p[label]).sum();
        let share = |label: usize| (label, p[label] / among.max(f32::MIN_POSITIVE));
        let mut claims: Vec<(usize, f32)> = (0..labels).filter(is_claim).map(share).collect();
        claims.sort_by(|a, b| b.1.total_cmp(&a.1));
        let clear = claims
            .first()
            .is_some_and(|(_, share)| *share >= self.answer_from);
        let handling = match reading {
            Some(_) if self.is_harmful(&p, special) => Handling::Unsafe,
            Some(_) if clear && outside(&p, special) < self.outside_from => Handling::Answer,
            _ => Handling::OutOfScope,
        };
        Decision { handling, claims }
    }

    fn is_harmful(&self, p: &[f32], special: Special) -> bool {
        p[special.harmful] >= self.harmful_from
    }

    fn probabilities(&self, reading: &Reading) -> Vec<f32> {
        let mut p: Vec<f32> = reading
            .iter()
            .map(|logit| logit / self.temperature)
            .collect();
        softmax::probabilities(&mut p);
        p
    }

    /// Fits temperature and two thresholds to out-of-fold readings with their label numbers; the third
    /// threshold is as the options say.
    pub(crate) fn fit(
        held_out: &[(&Reading, usize)],
        special: Special,
        options: &TrainOptions,
    ) -> Self {
        let mut fitted = Self {
            temperature: temperature(held_out),
            answer_from: options.faintest_claim,
            ..Self::NONE
        };
        let judged: Vec<(Vec<f32>, usize)> = held_out
            .iter()
            .map(|(reading, label)| (fitted.probabilities(reading), *label))
            .collect();
        let labelled = |wanted: usize| judged.iter().filter(move |(_, label)| *label == wanted);
        let harmful = labelled(special.harmful).map(|(p, _)| p[special.harmful]);
        fitted.harmful_from = threshold(harmful.collect(), options.harmful_recall);
        let not_harmful = labelled(special.outside).map(|(p, _)| {
            if fitted.is_harmful(p, special) {
                0.0
            } else {
                outside(p, special)
            }
        });
        fitted.outside_from = threshold(not_harmful.collect(), options.outside_recall);
        fitted
    }
}

/// Probability that no claim answers, given that the question is not harmful.
fn outside(p: &[f32], special: Special) -> f32 {
    p[special.outside] / (1.0 - p[special.harmful]).max(f32::MIN_POSITIVE)
}

/// The highest threshold that this share of the values reaches.
fn threshold(mut values: Vec<f32>, recall: f64) -> f32 {
    values.sort_by(|a, b| b.total_cmp(a));
    let reached = |i: &usize| (*i + 1) as f64 >= recall * values.len() as f64;
    (0..values.len())
        .find(reached)
        .map_or(1.0, |i| values[i].max(LEAST_THRESHOLD))
}

/// The divisor that makes the labels most probable, to a hundredth.
fn temperature(held_out: &[(&Reading, usize)]) -> f32 {
    let surprise = |hundredths: u16| {
        let scale = Calibration {
            temperature: f32::from(hundredths) / 100.0,
            ..Calibration::NONE
        };
        let probability =
            |reading: &Reading, label: usize| scale.probabilities(reading)[label].max(1e-9);
        let each = held_out
            .iter()
            .map(|(reading, label)| -f64::from(probability(reading, *label)).ln());
        each.sum::<f64>()
    };
    let (mut low, mut high) = (20_u16, 500_u16);
    while low < high {
        let middle = u16::midpoint(low, high);
        if surprise(middle) <= surprise(middle + 1) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    f32::from(low) / 100.0
}
