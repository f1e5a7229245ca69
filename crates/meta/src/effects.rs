//! Effects as given: estimates with their sampling variances, checked once.

use crate::Error;

/// k estimates and their sampling variances: all finite, the variances positive.
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    yi: Vec<f64>,
    vi: Vec<f64>,
}

impl Effects {
    /// Takes estimates `yi` and variances `vi` of the same effects.
    ///
    /// # Errors
    /// [`Error::TooFew`] for none, [`Error::Length`], [`Error::BadEffect`].
    pub fn new(yi: Vec<f64>, vi: Vec<f64>) -> Result<Self, Error> {
        if yi.is_empty() {
            return Err(Error::TooFew { k: 0, least: 1 });
        }
        if yi.len() != vi.len() {
            return Err(Error::Length {
                what: "vi".to_owned(),
                found: vi.len(),
                expected: yi.len(),
            });
        }
        for (index, (&estimate, &variance)) in yi.iter().zip(&vi).enumerate() {
            if !(estimate.is_finite() && variance.is_finite() && 0.0 < variance) {
                return Err(Error::BadEffect {
                    index,
                    estimate,
                    variance,
                });
            }
        }
        Ok(Self { yi, vi })
    }

    /// Number of effects, one or more.
    pub fn k(&self) -> usize {
        self.yi.len()
    }

    /// The estimates.
    pub fn yi(&self) -> &[f64] {
        &self.yi
    }

    /// Their sampling variances.
    pub fn vi(&self) -> &[f64] {
        &self.vi
    }

    /// The effects `keep` only, in that order.
    ///
    /// # Errors
    /// [`Error::TooFew`] when none is kept.
    ///
    /// # Panics
    /// When an index is not below k.
    pub fn select(&self, keep: &[usize]) -> Result<Self, Error> {
        let pick = |values: &[f64]| keep.iter().map(|&i| values[i]).collect();
        Self::new(pick(&self.yi), pick(&self.vi))
    }
}
