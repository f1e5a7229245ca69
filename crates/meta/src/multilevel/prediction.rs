//! The effect to be expected at given moderators, and where the true effect of a further study lies.

use nalgebra::DVector;

use super::fit::{MultilevelFit, fewest};
use crate::{Error, Prediction, coefficients::critical};

impl MultilevelFit {
    /// The effect at the moderators `x`, p values with the intercept first where there is one.
    ///
    /// # Errors
    /// [`Error::Length`], [`Error::BadValue`]; [`Error::Undefined`] where variances differ between
    /// levels, so that a level must be said: see [`MultilevelFit::predict_at`].
    pub fn predict(&self, x: &[f64]) -> Result<Prediction, Error> {
        let mut variance = 0.0;
        for term in self.terms() {
            let [common] = term.variances[..] else {
                return Err(Error::Undefined {
                    what: "a prediction interval for no level in particular",
                    why: "variances differ between levels",
                });
            };
            variance += common;
        }
        self.predict_with(x, variance)
    }

    /// The effect at the moderators `x` and the inner levels `levels`, one for each random term.
    ///
    /// # Errors
    /// [`Error::Length`], [`Error::BadValue`].
    pub fn predict_at(&self, x: &[f64], levels: &[usize]) -> Result<Prediction, Error> {
        let terms = &self.likelihood.terms;
        if levels.len() != terms.len() {
            return Err(Error::Length {
                what: "levels".to_owned(),
                found: levels.len(),
                expected: terms.len(),
            });
        }
        let mut variance = 0.0;
        for ((index, &level), gamma) in levels.iter().enumerate().zip(&self.gammas) {
            if gamma.nrows() <= level {
                return Err(Error::BadValue {
                    field: "level",
                    index,
                    value: level as f64,
                    rule: "it is one of the levels of the inner factor, from zero",
                });
            }
            variance += gamma[(level, level)];
        }
        self.predict_with(x, variance)
    }

    fn predict_with(&self, x: &[f64], variance: f64) -> Result<Prediction, Error> {
        let coefficients = self.coefficients();
        let p = coefficients.beta.len();
        if x.len() != p {
            return Err(Error::Length {
                what: "moderators of a prediction".to_owned(),
                found: x.len(),
                expected: p,
            });
        }
        if let Some(index) = x.iter().position(|x| !x.is_finite()) {
            return Err(Error::BadValue {
                field: "moderator",
                index,
                value: x[index],
                rule: "moderators are finite numbers",
            });
        }
        let x = DVector::from_column_slice(x);
        let estimate = x.dot(&DVector::from_column_slice(&coefficients.beta));
        let error = x.dot(&(&coefficients.vb * &x)).max(0.0);
        let used: Vec<usize> = (0..p).filter(|&j| x[j] != 0.0).collect();
        let residual = (self.gls().design().k() - p).max(1) as f64;
        let df = fewest(self.df(), &used).map(|df| if df.is_finite() { df } else { residual });
        let critical = critical(self.options().level, df);
        let confidence = critical * error.sqrt();
        let prediction = critical * (error + variance).sqrt();
        Ok(Prediction {
            estimate,
            se: error.sqrt(),
            ci_lb: estimate - confidence,
            ci_ub: estimate + confidence,
            pi_lb: estimate - prediction,
            pi_ub: estimate + prediction,
        })
    }
}
