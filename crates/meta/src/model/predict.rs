//! What a model expects of effects with given moderators.

use nalgebra::DVector;

use super::Fit;
use crate::Error;

/// The mean expected at some values of the moderators, and where a single true effect would lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// Mean.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// Interval of the mean.
    pub ci_lb: f64,
    /// Interval of the mean.
    pub ci_ub: f64,
    /// Prediction interval: mean ± critical × √(se² + τ²).
    pub pi_lb: f64,
    /// Prediction interval.
    pub pi_ub: f64,
}

impl Fit {
    /// Predicts at `row`: one value a coefficient, the intercept's 1 included.
    ///
    /// # Errors
    /// [`Error::Length`] when there are not p values.
    pub fn predict(&self, row: &[f64]) -> Result<Prediction, Error> {
        if row.len() != self.p {
            return Err(Error::Length {
                what: "the row to predict for".to_owned(),
                found: row.len(),
                expected: self.p,
            });
        }
        let row = DVector::from_row_slice(row);
        let beta = DVector::from_row_slice(&self.coefficients.beta);
        let estimate = row.dot(&beta);
        // Collinear moderators leave a small difference of large numbers, which rounding may turn negative.
        let variance = row.dot(&(&self.coefficients.vb * &row)).max(0.0);
        let confidence = self.critical() * variance.sqrt();
        let prediction = self.critical() * (variance + self.tau2).sqrt();
        Ok(Prediction {
            estimate,
            se: variance.sqrt(),
            ci_lb: estimate - confidence,
            ci_ub: estimate + confidence,
            pi_lb: estimate - prediction,
            pi_ub: estimate + prediction,
        })
    }

    /// Predicts the mean of a model without moderators.
    ///
    /// # Errors
    /// [`Error::Length`] when there are moderators.
    pub fn predict_mean(&self) -> Result<Prediction, Error> {
        self.predict(&[1.0])
    }
}
