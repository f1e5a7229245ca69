//! Henmi and Copas's interval: the fixed-effect mean, which small studies move least, with a width that bears
//! heterogeneity.
//!
//! Henmi and Copas 2010, Stat Med 29:2969.

use super::panels;
use crate::{Effects, Error, coefficients::check_level, root, special};

/// Widest panel on the logarithmic scale of the integral.
const PANEL: f64 = 0.1;
/// Beyond this the normal density is nothing.
const FAR: f64 = 9.0;
/// The root is looked for from here on, far below any of a level that is asked for.
const NEAR: f64 = 1e-6;

/// The fixed-effect mean and an interval that allows for heterogeneity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HenmiCopas {
    /// Mean with inverse-variance weights.
    pub estimate: f64,
    /// Its standard error under heterogeneity.
    pub se: f64,
    /// Lower end.
    pub ci_lb: f64,
    /// Upper end.
    pub ci_ub: f64,
    /// `DerSimonian` and Laird's τ².
    pub tau2: f64,
}

/// Works the interval out at `level`.
///
/// # Errors
/// [`Error::TooFew`] for fewer than two effects; [`Error::BadLevel`]; [`Error::Undefined`] or
/// [`Error::NoConvergence`] when the quantile cannot be found.
pub fn henmi_copas(effects: &Effects, level: f64) -> Result<HenmiCopas, Error> {
    if effects.k() < 2 {
        return Err(Error::TooFew {
            k: effects.k(),
            least: 2,
        });
    }
    check_level(level)?;
    let (moments, estimate) = Moments::of(effects);
    let tail = 0.5 * (1.0 - level);
    let farthest = special::normal_quantile(1.0 - tail);
    let quantile = root::between("Henmi and Copas's quantile", (NEAR, farthest), 1e-12, |t| {
        moments.above(t) - tail
    })?;
    let se = (moments.inflation() / moments.w1).sqrt();
    let half = moments.inflation().sqrt() * quantile * se;
    Ok(HenmiCopas {
        estimate,
        se,
        ci_lb: estimate - half,
        ci_ub: estimate + half,
        tau2: moments.tau2,
    })
}

/// What the distribution of the pivot depends on: k, τ² and W₁ = Σw, Wₙ = Σwⁿ / W₁.
struct Moments {
    df: f64,
    tau2: f64,
    w1: f64,
    w2: f64,
    w3: f64,
    w4: f64,
}

impl Moments {
    fn of(effects: &Effects) -> (Self, f64) {
        let sum = |n: i32| effects.vi().iter().map(|v| v.powi(-n)).sum::<f64>();
        let w1 = sum(1);
        let pairs = || effects.yi().iter().zip(effects.vi());
        let mean = pairs().map(|(y, v)| y / v).sum::<f64>() / w1;
        let q: f64 = pairs().map(|(y, v)| (y - mean) * (y - mean) / v).sum();
        let df = effects.k() as f64 - 1.0;
        let w2 = sum(2) / w1;
        let moments = Self {
            df,
            tau2: ((q - df) / (w1 - w2)).max(0.0),
            w1,
            w2,
            w3: sum(3) / w1,
            w4: sum(4) / w1,
        };
        (moments, mean)
    }

    /// Variance of the mean over that without heterogeneity.
    fn inflation(&self) -> f64 {
        1.0 + self.tau2 * self.w2
    }

    /// Mean and variance of Q given that the standardised mean is `r`.
    fn q_given(&self, r: f64) -> (f64, f64) {
        let Self {
            df,
            tau2,
            w1,
            w2,
            w3,
            w4,
        } = *self;
        let v = self.inflation();
        let spread = w3 - w2 * w2;
        let excess = r * r / (v * v) - 1.0 / v;
        let mean = df + tau2 * (w1 - w2) + tau2 * tau2 * excess * spread;
        let variance = 2.0 * df
            + 4.0 * tau2 * (w1 - w2)
            + 2.0 * tau2.powi(2) * (w1 * w2 - 2.0 * w3 + w2 * w2)
            + 4.0 * tau2.powi(2) * excess * spread
            + 4.0 * tau2.powi(3) * excess * (w4 - 2.0 * w2 * w3 + w2.powi(3))
            + 2.0 * tau2.powi(4) * (1.0 / (v * v) - 2.0 * r * r / v.powi(3)) * spread * spread;
        (mean, variance)
    }

    /// Probability that the pivot is above `t`: Q, a gamma of matched moments, below what makes it so.
    fn above(&self, t: f64) -> f64 {
        let step = self.w1 / self.w2 - 1.0;
        // On the logarithm of r the integrand changes at one pace, however small t is.
        let edges = panels::even(0.0, (FAR / t).ln(), PANEL);
        let each = panels::nodes(&edges).into_iter().map(|(s, weight)| {
            let ratio = s.exp();
            let r = t * ratio;
            let (mean, variance) = self.q_given(self.inflation().sqrt() * r);
            let most = step * (ratio * ratio - 1.0) + self.df;
            let below = 1.0
                - special::chi2_above(2.0 * most * mean / variance, 2.0 * mean * mean / variance);
            weight * r * below * special::normal_density(r)
        });
        each.sum()
    }
}
