//! Log-likelihoods of a fit, and the criteria made of them.

use super::weighted::Weighted;
use crate::{Effects, special};

const LN_2PI: f64 = 1.837_877_066_409_345_3;

/// A log-likelihood with its deviance and information criteria.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitStatistics {
    /// Log-likelihood.
    pub ll: f64,
    /// Deviance from the saturated model.
    pub deviance: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// The Bayesian criterion.
    pub bic: f64,
    /// Akaike's criterion with the small-sample correction.
    pub aicc: f64,
}

/// Those of the full and of the restricted likelihood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likelihoods {
    /// Of all the data.
    pub ml: FitStatistics,
    /// Of the data with the coefficients removed.
    pub reml: FitStatistics,
}

impl FitStatistics {
    /// From a log-likelihood, the one of a saturated model, `parameters`, and the number of observations.
    pub(crate) fn of(ll: f64, saturated: f64, parameters: usize, observations: usize) -> Self {
        let (m, n) = (parameters as f64, observations as f64);
        let enough = n.max(m + 2.0);
        Self {
            ll,
            deviance: -2.0 * (ll - saturated),
            aic: -2.0 * ll + 2.0 * m,
            bic: -2.0 * ll + m * n.ln(),
            aicc: -2.0 * ll + 2.0 * m * enough / (enough - m - 1.0),
        }
    }
}

/// The likelihoods at a fit of `parameters` with the residual sum `rss`.
pub(crate) fn likelihoods(
    at: &Weighted<'_>,
    rss: f64,
    effects: &Effects,
    parameters: usize,
) -> Likelihoods {
    let (k, p) = (effects.k(), at.on_q.len());
    let ln_variances = -special::ln_product(at.weights.iter().copied());
    let ln_sampling = special::ln_product(effects.vi().iter().copied());
    let saturated = -0.5 * (effects.k() as f64 * LN_2PI + ln_sampling);
    let ml = -0.5 * (k as f64 * LN_2PI + ln_variances + rss);
    // With orthonormal columns ln |X'X| − ln |X'WX| is −ln |Q'WQ|.
    let reml = -0.5 * ((k - p) as f64 * LN_2PI + ln_variances + at.ln_det_a + rss);
    let mut likelihoods = Likelihoods {
        ml: FitStatistics::of(ml, saturated, parameters, k),
        reml: FitStatistics::of(reml, 0.0, parameters, k - p),
    };
    if k == p {
        likelihoods.ml.deviance = 0.0;
    }
    likelihoods
}
