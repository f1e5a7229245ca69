//! The location-scale model: moderators of the mean and, beside them, of the between-study variance.
//!
//! | symbol | meaning |
//! |---|---|
//! | β | coefficients of the mean, on the moderators X |
//! | α | coefficients of ln τ²ᵢ, on the moderators Z |
//! | wᵢ | 1 / (vi + τ²ᵢ) |
//! | P | W − WX(X'WX)⁻¹X'W, never formed |
//!
//! Viechtbauer and López-López 2022, Res Synth Methods 13:697. α climbs the likelihood with β profiled out, by
//! Newton's method on its exact derivatives, so that time is O(k p² q²).

mod climb;
mod slope;

use crate::{
    Coefficients, Design, Effects, Error, Likelihoods, Omnibus, Options,
    model::{Weighted, likelihoods, variance_scale},
    special,
};
use climb::Climb;

const NAME: &str = "a location-scale model";

/// A fitted location-scale model.
#[derive(Debug, Clone, PartialEq)]
pub struct LocationScale {
    /// What was asked.
    pub options: Options,
    /// β.
    pub coefficients: Coefficients,
    /// Degrees of freedom of their t; absent for normal quantiles.
    pub df: Option<f64>,
    /// Test of all moderators of the mean, or of the intercept where there are none.
    pub moderators: Omnibus,
    /// α.
    pub scale: Coefficients,
    /// Degrees of freedom of their t; absent for normal quantiles.
    pub scale_df: Option<f64>,
    /// Test of all moderators of ln τ², or of the intercept where there are none.
    pub scale_moderators: Omnibus,
    /// Between-study variance of each effect.
    pub tau2: Vec<f64>,
    /// Cochran's Q of the residual heterogeneity.
    pub q: f64,
    /// Its degrees of freedom, k − p.
    pub q_df: usize,
    /// Its p value.
    pub q_p_value: f64,
    /// Log-likelihoods and information criteria.
    pub likelihoods: Likelihoods,
}

/// Fits a model with the moderators of `design` for the mean and those of `scale` for ln τ², by ML or REML.
///
/// # Errors
/// [`Error::Length`] when k differs; [`Error::Undefined`] for another method, for given weights or a given
/// τ², and when the τ² of some effects runs to zero, where its logarithm has no end;
/// [`Error::TooFew`]; [`Error::NoConvergence`]; [`Error::Singular`].
pub fn location_scale(
    effects: &Effects,
    design: &Design,
    scale: &Design,
    options: &Options,
) -> Result<LocationScale, Error> {
    let climb = Climb::new(effects, design, scale, options)?;
    let top = climb.top()?;
    let (k, p, q) = (effects.k(), design.p(), scale.p());
    let uses_t = options.test.uses_t();
    let degrees = |parameters: usize| uses_t.then(|| (k - parameters) as f64);
    let at = &top.at;
    let vb = design.r_inverse() * &at.a_inverse * design.r_inverse().transpose();
    let beta = design.r_inverse() * &at.on_q;
    let coefficients = Coefficients::new(
        design.names().to_vec(),
        beta.iter().copied().collect(),
        vb * variance_scale(at, options, k - p),
        degrees(p).as_slice(),
        options.level,
    )?;
    let alpha = scale.r_inverse() * &top.on_q;
    let va = climb.curvature(&top)?.inverse();
    let scale_table = Coefficients::new(
        scale.names().to_vec(),
        alpha.iter().copied().collect(),
        scale.r_inverse() * va * scale.r_inverse().transpose(),
        degrees(q).as_slice(),
        options.level,
    )?;
    let residual = Weighted::at(0.0, effects, design)?.rss;
    let of_mean = coefficients.moderators(design.has_intercept());
    let of_scale = scale_table.moderators(scale.has_intercept());
    Ok(LocationScale {
        options: options.clone(),
        moderators: coefficients.test(&of_mean, degrees(p))?,
        coefficients,
        df: degrees(p),
        scale_moderators: scale_table.test(&of_scale, degrees(q))?,
        scale: scale_table,
        scale_df: degrees(q),
        likelihoods: likelihoods(at, at.rss, effects, p + q),
        tau2: top.tau2,
        q: residual,
        q_df: k - p,
        q_p_value: if p < k {
            special::chi2_above(residual, (k - p) as f64)
        } else {
            1.0
        },
    })
}
