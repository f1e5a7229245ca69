//! Best linear unbiased predictions of the true effects.

use crate::{Design, Effects, Error, Fit, Weighting};

/// The true effect of one study, drawn towards what the model expects of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blup {
    /// Prediction.
    pub pred: f64,
    /// Its standard error.
    pub se: f64,
    /// Interval of the true effect.
    pub pi_lb: f64,
    /// Interval of the true effect.
    pub pi_ub: f64,
}

/// Predicts the true effect of each study (Raudenbush and Bryk 1985, J Educ Stat 10:75).
///
/// # Errors
/// [`Error::Undefined`] when effects were not weighted by the inverse of their variance.
pub fn blup(fit: &Fit, effects: &Effects, design: &Design) -> Result<Vec<Blup>, Error> {
    if fit.options.weighting != Weighting::InverseVariance {
        return Err(Error::Undefined {
            what: "a best linear unbiased prediction",
            why: "the effects were not weighted by the inverse of their variance",
        });
    }
    let critical = fit.critical();
    let each = effects.yi().iter().zip(effects.vi()).enumerate();
    let each = each.map(|(i, (yi, vi))| {
        let expected = fit.predict(design.row(i).as_slice())?;
        let own = fit.tau2 / (fit.tau2 + vi);
        let pred = own * yi + (1.0 - own) * expected.estimate;
        let se = (own * vi + ((1.0 - own) * expected.se).powi(2)).sqrt();
        Ok(Blup {
            pred,
            se,
            pi_lb: pred - critical * se,
            pi_ub: pred + critical * se,
        })
    });
    each.collect()
}
