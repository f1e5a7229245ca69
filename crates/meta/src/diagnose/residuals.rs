//! How far each effect is from what its model expects.

use super::{
    PerEffect,
    refit::{Expected, Refit},
};
use crate::{Design, Effects, Error, Fit};

/// A residual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Residual {
    /// Observed minus expected.
    pub resid: f64,
    /// Its standard error.
    pub se: f64,
    /// Residual over standard error.
    pub z: f64,
}

impl Residual {
    fn new(resid: f64, variance: f64) -> Result<Self, Error> {
        let se = variance.sqrt();
        let z = resid / se;
        if !(0.0 < se && z.is_finite()) {
            return Err(Error::Undefined {
                what: "a standardised residual",
                why: "the effect alone decides what is expected of it",
            });
        }
        Ok(Self { resid, se, z })
    }

    /// The residual of an effect from what the model `without` it expects.
    pub(super) fn deleted(
        i: usize,
        effects: &Effects,
        without: &Fit,
        expected: &Expected,
    ) -> Result<Self, Error> {
        let total = effects.vi()[i] + without.tau2;
        let variance = without.variance_scale * total + expected.variance;
        Self::new(effects.yi()[i] - expected.value, variance)
    }
}

/// Internally standardised residuals: from the model of all effects.
///
/// # Errors
/// [`Error::Singular`] when the fit was of other effects or moderators. An effect whose hat value is 1
/// holds [`Error::Undefined`].
pub fn rstandard(
    fit: &Fit,
    effects: &Effects,
    design: &Design,
) -> Result<PerEffect<Residual>, Error> {
    let variance = fit.solution(fit.tau2, effects, design)?.variance;
    let hat = fit.hat_values(effects, design)?;
    let each = effects.vi().iter().zip(hat).enumerate();
    let each = each.map(|(i, (vi, hat))| {
        let row = design.q().row(i).transpose();
        let total = vi + fit.tau2;
        let left = total * (1.0 - 2.0 * hat) + row.dot(&(&variance * &row));
        // What rounding leaves of a variance that is none.
        let nothing = 10.0 * f64::EPSILON * total;
        let left = if left <= nothing { 0.0 } else { left };
        Residual::new(fit.residuals[i], left)
    });
    Ok(each.collect())
}

/// Externally standardised residuals: of each effect from the model of all others.
///
/// # Errors
/// None of the whole; an effect whose deletion leaves no model holds the reason.
pub fn rstudent(fit: &Fit, effects: &Effects, design: &Design) -> PerEffect<Residual> {
    let each = (0..effects.k()).map(|i| {
        let refit = Refit::without(i, effects, design, &fit.options)?;
        Residual::deleted(i, effects, &refit.fit, &refit.expect(&design.row(i)))
    });
    each.collect()
}
