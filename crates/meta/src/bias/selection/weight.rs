//! The functions of p that say how likely a study is to be seen.

use crate::Error;

/// How the chance of being seen depends on p.
#[derive(Debug, Clone, PartialEq)]
pub enum Selection {
    /// p^(δ₁ − 1) (1 − p)^(δ₂ − 1); at 1, 1 there is no selection.
    Beta,
    /// exp(−δ p²); at 0 there is none.
    HalfNormal,
    /// 2 exp(−δ p) / (1 + exp(−δ p)); at 0 there is none.
    Logistic,
    /// A constant between cut points, rising between 0 and 1: 1 up to the first, δ₂ up to the next, and so
    /// on; at 1 there is none.
    Steps(Vec<f64>),
}

/// The largest δ that is searched.
const LARGEST: f64 = 100.0;
/// A δ this close to an end of its range is at it.
const AT_BOUND: f64 = 1e-4;
/// Beta weights are infinite at 0 and 1, so p is kept this far from both; their δ too, from 0.
const BETA_LEAST: f64 = 1e-5;

/// A p value, with its complement, which p alone would lose where it is near one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chance {
    pub(super) p: f64,
    pub(super) complement: f64,
    /// Which step it lies on.
    pub(super) step: usize,
}

impl Selection {
    /// The name used in results, as metafor has it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Beta => "beta",
            Self::HalfNormal => "halfnorm",
            Self::Logistic => "logistic",
            Self::Steps(_) => "stepfun",
        }
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let Self::Steps(cuts) = self else {
            return Ok(());
        };
        let mut before = 0.0;
        for (index, &value) in cuts.iter().enumerate() {
            if !(before < value && value < 1.0) {
                return Err(Error::BadValue {
                    field: "steps",
                    index,
                    value,
                    rule: "cut points rise and lie between 0 and 1",
                });
            }
            before = value;
        }
        if cuts.is_empty() {
            return Err(Error::Undefined {
                what: "a step function without cut points",
                why: "it selects nothing",
            });
        }
        Ok(())
    }

    /// How many δ are estimated.
    pub(super) fn parameters(&self) -> usize {
        match self {
            Self::Beta => 2,
            Self::HalfNormal | Self::Logistic => 1,
            Self::Steps(cuts) => cuts.len(),
        }
    }

    /// Whether a first δ is fixed at 1.
    pub(super) fn has_reference(&self) -> bool {
        matches!(self, Self::Steps(_))
    }

    /// How far p is kept from 0 and 1.
    pub(super) fn least_p(&self) -> f64 {
        match self {
            Self::Beta => BETA_LEAST,
            Self::HalfNormal | Self::Logistic | Self::Steps(_) => 0.0,
        }
    }

    /// The range each δ is searched in.
    pub(super) fn range(&self) -> (f64, f64) {
        match self {
            Self::Beta => (BETA_LEAST, LARGEST),
            Self::HalfNormal | Self::Logistic | Self::Steps(_) => (0.0, LARGEST),
        }
    }

    pub(super) fn is_at_bound(&self, delta: f64) -> bool {
        let (lo, hi) = self.range();
        delta <= lo + AT_BOUND || hi - AT_BOUND <= delta
    }

    /// Values of δ to start from: none selected first, then weakly and strongly.
    pub(super) fn starts(&self) -> Vec<Vec<f64>> {
        match self {
            Self::Beta => [
                [1.0, 1.0],
                [0.5, 1.0],
                [2.0, 1.0],
                [1.0, 2.0],
                [1.0, 0.5],
                [0.1, 2.0],
                [5.0, 2.0],
                [2.0, 0.2],
            ]
            .map(Vec::from)
            .into(),
            Self::HalfNormal | Self::Logistic => {
                [1.0, 0.01, 0.2, 5.0, 20.0, 60.0].map(|d| vec![d]).into()
            }
            Self::Steps(cuts) => {
                let level = |d: f64| vec![d; cuts.len()];
                let mut starts: Vec<_> = [1.0, 0.2, 0.03, 5.0, 30.0, 80.0].map(level).into();
                let falling = (1..=cuts.len()).map(|j| 0.4_f64.powf(j as f64));
                starts.push(falling.clone().collect());
                starts.push(falling.map(f64::recip).collect());
                starts
            }
        }
    }

    /// ln w(p; δ)
    pub(super) fn ln_weight(&self, deltas: &[f64], chance: Chance) -> f64 {
        match self {
            Self::Beta => {
                let kept = |p: f64| p.clamp(BETA_LEAST, 1.0 - BETA_LEAST).ln();
                (deltas[0] - 1.0) * kept(chance.p) + (deltas[1] - 1.0) * kept(chance.complement)
            }
            Self::HalfNormal => -deltas[0] * chance.p * chance.p,
            Self::Logistic => {
                let x = deltas[0] * chance.p;
                std::f64::consts::LN_2 - x - (-x).exp().ln_1p()
            }
            Self::Steps(_) if chance.step == 0 => 0.0,
            Self::Steps(_) => deltas[chance.step - 1].ln(),
        }
    }

    /// The step `p` lies on.
    pub(super) fn step_of(&self, p: f64) -> usize {
        match self {
            Self::Steps(cuts) => cuts.iter().filter(|cut| **cut < p).count(),
            Self::Beta | Self::HalfNormal | Self::Logistic => 0,
        }
    }
}
