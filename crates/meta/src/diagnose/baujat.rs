//! Which effects make the heterogeneity, and which move the result.

use super::{PerEffect, refit::Refit};
use crate::{Design, Effects, Fit};

/// One point of a Baujat plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Baujat {
    /// Squared residual over total variance.
    pub x: f64,
    /// Squared change of the fitted value when the effect is left out, over its variance then.
    pub y: f64,
}

/// The points of a Baujat plot; an effect whose deletion leaves no model holds the reason.
pub fn baujat(fit: &Fit, effects: &Effects, design: &Design) -> PerEffect<Baujat> {
    let each = (0..effects.k()).map(|i| {
        let refit = Refit::without(i, effects, design, &fit.options)?;
        let expected = refit.expect(&design.row(i));
        let resid = fit.residuals[i];
        let moved = expected.value - (effects.yi()[i] - resid);
        Ok(Baujat {
            x: resid * resid / (effects.vi()[i] + fit.tau2),
            // Where all moderators are zero and there is no intercept, nothing moves the fitted value.
            y: if 0.0 < expected.variance {
                moved * moved / expected.variance
            } else {
                0.0
            },
        })
    });
    each.collect()
}
