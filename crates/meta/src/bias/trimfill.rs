//! Trim and fill: the studies a symmetric funnel would still have, and the estimate with them.
//!
//! Duval and Tweedie 2000, Biometrics 56:455 and J Am Stat Assoc 95:89.

use super::regression::{Predictor, regression_test};
use crate::{Design, Effects, Error, Fit, Options, Weighting, fit};

const MAX_ITERATIONS: usize = 100;

/// Which end of the funnel studies are missing from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The low end.
    Left,
    /// The high end.
    Right,
}

impl Side {
    /// The name used in results, as metafor has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// Which of Duval and Tweedie's estimators counts the missing studies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MissingEstimator {
    /// From the sum of ranks, linearly.
    L0,
    /// From the run of ranks at the full end.
    R0,
    /// From the sum of ranks, by a quadratic.
    Q0,
}

impl MissingEstimator {
    /// Every estimator.
    pub const ALL: [Self; 3] = [Self::L0, Self::R0, Self::Q0];

    /// The name used in results, as metafor has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::L0 => "L0",
            Self::R0 => "R0",
            Self::Q0 => "Q0",
        }
    }
}

/// A funnel filled up.
#[derive(Debug, Clone, PartialEq)]
pub struct TrimFill {
    /// How many studies are missing.
    pub missing: usize,
    /// Standard error of that number; absent where its variance is not positive.
    pub se_missing: Option<f64>,
    /// p value of the hypothesis that none is; of [`MissingEstimator::R0`] only.
    pub p_missing: Option<f64>,
    /// Where they are missing.
    pub side: Side,
    /// The effects given, then those filled in.
    pub effects: Effects,
    /// The model of all of them.
    pub fit: Fit,
}

impl TrimFill {
    /// Estimates and variances of the studies filled in.
    pub fn filled(&self) -> (&[f64], &[f64]) {
        let from = self.effects.k() - self.missing;
        (&self.effects.yi()[from..], &self.effects.vi()[from..])
    }
}

/// Fills up the funnel of `effects` about the mean of a model with `options`. Without a `side` it is the one
/// opposite to where small studies lie.
///
/// # Errors
/// [`Error::TooFew`] for fewer than two effects, three without a side; [`Error::Undefined`] for given
/// weights, and where an estimator has no value; [`Error::NoConvergence`]; those of [`fit`].
pub fn trim_and_fill(
    effects: &Effects,
    side: Option<Side>,
    estimator: MissingEstimator,
    options: &Options,
) -> Result<TrimFill, Error> {
    if effects.k() < 2 {
        return Err(Error::TooFew {
            k: effects.k(),
            least: 2,
        });
    }
    if matches!(options.weighting, Weighting::Given(_)) {
        return Err(Error::Undefined {
            what: "trim and fill",
            why: "a study that was never seen has no given weight",
        });
    }
    let side = side.map_or_else(|| emptier(effects, options), Ok)?;
    let funnel = Funnel::of(effects, side)?;
    let trimmed = funnel.trim(estimator, options)?;
    let missing = trimmed.rounded;
    let (mut yi, mut vi) = (effects.yi().to_vec(), effects.vi().to_vec());
    let outermost = funnel.k - missing..funnel.k;
    let mirrored = |y: &f64| funnel.sign * (2.0 * trimmed.center - y);
    yi.extend(funnel.sorted.yi()[outermost.clone()].iter().map(mirrored));
    vi.extend(&funnel.sorted.vi()[outermost]);
    let filled = Effects::new(yi, vi)?;
    let fit = fit(&filled, &Design::intercept(filled.k())?, options)?;
    Ok(TrimFill {
        missing,
        se_missing: trimmed.se,
        p_missing: (estimator == MissingEstimator::R0).then(|| 0.5_f64.powf(missing as f64 + 1.0)),
        side,
        effects: filled,
        fit,
    })
}

/// The side opposite to where small studies lie, by the sign of the regression on the standard error.
fn emptier(effects: &Effects, options: &Options) -> Result<Side, Error> {
    let test = regression_test(effects, Predictor::StandardError, options)?;
    if test.fit.coefficients.beta[1] < 0.0 {
        Ok(Side::Right)
    } else {
        Ok(Side::Left)
    }
}

/// Effects in rising order, turned so that studies are missing on the left.
struct Funnel {
    k: usize,
    /// −1 where it was turned.
    sign: f64,
    sorted: Effects,
}

/// The number of missing studies on which the iterations settled.
struct Trimmed {
    rounded: usize,
    se: Option<f64>,
    /// The mean of what was left.
    center: f64,
}

impl Funnel {
    fn of(effects: &Effects, side: Side) -> Result<Self, Error> {
        let sign = if side == Side::Right { -1.0 } else { 1.0 };
        let turned = effects.yi().iter().map(|y| sign * y).collect();
        let turned = Effects::new(turned, effects.vi().to_vec())?;
        let mut order: Vec<usize> = (0..effects.k()).collect();
        order.sort_by(|&a, &b| turned.yi()[a].total_cmp(&turned.yi()[b]));
        Ok(Self {
            k: effects.k(),
            sign,
            sorted: turned.select(&order)?,
        })
    }

    /// Trims the outermost studies, takes the mean of the rest, and counts again, until the count stays.
    fn trim(&self, estimator: MissingEstimator, options: &Options) -> Result<Trimmed, Error> {
        let mut missing = 0;
        for _ in 0..MAX_ITERATIONS {
            let kept: Vec<usize> = (0..self.k.saturating_sub(missing)).collect();
            let rest = self.sorted.select(&kept)?;
            let center = fit(&rest, &Design::intercept(kept.len())?, options)?;
            let center = center.coefficients.beta[0];
            let count = self.count(center, estimator).ok_or(Error::Undefined {
                what: "the number of missing studies",
                why: "the effects are too uneven, or all equal: try the estimator L0",
            })?;
            if count.rounded == missing {
                return Ok(count);
            }
            missing = count.rounded;
        }
        Err(Error::NoConvergence {
            what: "the number of missing studies",
            iterations: MAX_ITERATIONS,
            advice: "try another estimator of their number",
        })
    }

    /// How many are missing about `center`; `None` where the estimator has no value.
    fn count(&self, center: f64, estimator: MissingEstimator) -> Option<Trimmed> {
        let ranks = self.signed_ranks(center);
        let k = self.k as f64;
        let positive: f64 = ranks.iter().filter(|rank| 0.0 < **rank).sum();
        let (count, variance) = match estimator {
            MissingEstimator::L0 => {
                let count = (4.0 * positive - k * (k + 1.0)) / (2.0 * k - 1.0);
                let divisor = (2.0 * k - 1.0) / 4.0;
                (count, rank_variance(k, count) / divisor.powi(2))
            }
            MissingEstimator::Q0 => {
                let count = k - 0.5 - (2.0 * k * k - 4.0 * positive + 0.25).sqrt();
                let divisor = (k - count - 0.5) / 2.0;
                (count, rank_variance(k, count) / divisor.powi(2))
            }
            MissingEstimator::R0 => {
                let lowest = ranks.iter().copied().fold(f64::INFINITY, f64::min);
                let count = if lowest < 0.0 {
                    k + lowest - 1.0
                } else {
                    f64::NAN
                };
                (count, 2.0 * count.max(0.0) + 2.0)
            }
        };
        // The nearest number of studies that leaves one at least; there is none near a count that is not finite.
        let rounded = (0..self.k).find(|studies| count < *studies as f64 + 0.5)?;
        Some(Trimmed {
            rounded,
            se: (0.0 <= variance).then(|| variance.sqrt()),
            center,
        })
    }

    /// Ranks of the distances from `center`, with the sign of the distance; ties in order.
    fn signed_ranks(&self, center: f64) -> Vec<f64> {
        let from: Vec<f64> = self.sorted.yi().iter().map(|y| y - center).collect();
        let mut order: Vec<usize> = (0..self.k).collect();
        order.sort_by(|&a, &b| from[a].abs().total_cmp(&from[b].abs()));
        let mut ranks = vec![0.0; self.k];
        for (rank, i) in (1..=self.k).zip(order) {
            let sign = if from[i].abs() <= 0.0 {
                0.0
            } else {
                from[i].signum()
            };
            ranks[i] = sign * rank as f64;
        }
        ranks
    }
}

/// Variance of the sum of positive ranks of `k` studies of which `count` more are missing.
fn rank_variance(k: f64, count: f64) -> f64 {
    let c = count;
    (k * (k + 1.0) * (2.0 * k + 1.0) + 10.0 * c.powi(3) + 27.0 * c * c + 17.0 * c
        - 18.0 * k * c * c
        - 18.0 * k * c
        + 6.0 * k * k * c)
        / 24.0
}
