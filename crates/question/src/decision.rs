//! From logits to a decision: calibrated probabilities, two thresholds, the nearest claims.

use crate::softmax;

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

/// The label numbers that are no claims.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Special {
    pub(crate) outside: usize,
    pub(crate) harmful: usize,
}

/// What out-of-fold predictions taught about the logits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calibration {
    /// Divisor of the logits.
    pub(crate) temperature: f32,
    /// Probability from which a question counts as harmful.
    pub(crate) harmful_from: f32,
    /// Probability from which any other question counts as outside.
    pub(crate) outside_from: f32,
}

/// A decision with label numbers for names.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) handling: Handling,
    /// Claims by falling probability among claims.
    pub(crate) claims: Vec<(usize, f32)>,
}

impl Calibration {
    /// Judges logits; none stand for a question in which nothing is known.
    pub(crate) fn decide(
        &self,
        logits: Option<&[f32]>,
        labels: usize,
        special: Special,
    ) -> Decision {
        let known = logits.is_some();
        let flat = vec![0.0; labels];
        let p = self.probabilities(logits.unwrap_or(&flat));
        let handling = if !known {
            Handling::OutOfScope
        } else if p[special.harmful] >= self.harmful_from {
            Handling::Unsafe
        } else if p[special.outside] >= self.outside_from {
            Handling::OutOfScope
        } else {
            Handling::Answer
        };
        let is_claim = |label: &usize| *label != special.harmful && *label != special.outside;
        let among: f32 = (0..labels).filter(is_claim).map(|label| p[label]).sum();
        let share = |label: usize| (label, p[label] / among.max(f32::MIN_POSITIVE));
        let mut claims: Vec<(usize, f32)> = (0..labels).filter(is_claim).map(share).collect();
        claims.sort_by(|a, b| b.1.total_cmp(&a.1));
        Decision { handling, claims }
    }

    fn probabilities(&self, logits: &[f32]) -> Vec<f32> {
        let mut p: Vec<f32> = logits
            .iter()
            .map(|logit| logit / self.temperature)
            .collect();
        softmax::probabilities(&mut p);
        p
    }

    /// Fits temperature and thresholds to out-of-fold logits.
    pub(crate) fn fit(held_out: &[(&[f32], usize)], special: Special, goals: Goals) -> Self {
        let mut fitted = Self {
            temperature: temperature(held_out),
            harmful_from: 1.0,
            outside_from: 1.0,
        };
        let judged: Vec<(Vec<f32>, usize)> = held_out
            .iter()
            .map(|(logits, label)| (fitted.probabilities(logits), *label))
            .collect();
        let harmful = judged.iter().filter(|(_, label)| *label == special.harmful);
        fitted.harmful_from = threshold(
            harmful.map(|(p, _)| p[special.harmful]).collect(),
            goals.harmful_recall,
        );
        let outside = judged.iter().filter(|(_, label)| *label == special.outside);
        let caught = |p: &[f32]| {
            if p[special.harmful] < fitted.harmful_from {
                p[special.outside]
            } else {
                0.0
            }
        };
        fitted.outside_from = threshold(
            outside.map(|(p, _)| caught(p)).collect(),
            goals.outside_recall,
        );
        fitted
    }
}

/// Recalls that the thresholds must reach.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goals {
    pub(crate) harmful_recall: f64,
    pub(crate) outside_recall: f64,
}

/// The highest threshold that this share of the values reaches.
fn threshold(mut values: Vec<f32>, recall: f64) -> f32 {
    values.sort_by(|a, b| b.total_cmp(a));
    let reached = |i: &usize| (*i + 1) as f64 >= recall * values.len() as f64;
    (0..values.len())
        .find(reached)
        .map_or(1.0, |i| values[i].max(0.01))
}

/// The divisor that makes the labels most probable, to a hundredth.
fn temperature(held_out: &[(&[f32], usize)]) -> f32 {
    let surprise = |hundredths: u16| {
        let scale = Calibration {
            temperature: f32::from(hundredths) / 100.0,
            harmful_from: 1.0,
            outside_from: 1.0,
        };
        let each = held_out
            .iter()
            .map(|(logits, label)| -f64::from(scale.probabilities(logits)[*label].max(1e-9)).ln());
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
