//! Effects as given: estimates with their sampling variances, checked once.

use crate::Error;

/// Beyond this, or below one over it, the powers of variances that a model takes leave the range of doubles.
const MOST: f64 = 1e70;

/// k estimates and their sampling variances: all finite, the variances positive, and neither so large or small
/// that arithmetic on them is lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    yi: Vec<f64>,
    vi: Vec<f64>,
}

impl Effects {
    /// Takes estimates `yi` and variances `vi` of the same effects.
    ///
    /// # Errors
    /// [`Error::TooFew`] for none, [`Error::Length`], [`Error::BadEffect`]; [`Error::BadValue`] beyond 1e70, for
    /// a variance below 1e-70, or for a standard error below what rounding leaves of the largest estimate.
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
        check_scale(&yi, &vi)?;
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

/// Refuses numbers of which a sum of squares, weighted by precision, keeps no digit.
fn check_scale(yi: &[f64], vi: &[f64]) -> Result<(), Error> {
    let refused = |field, values: &[f64], rule, bad: &dyn Fn(f64) -> bool| {
        let index = values.iter().position(|value| bad(*value));
        index.map_or(Ok(()), |index| {
            let value = values[index];
            Err(Error::BadValue {
                field,
                index,
                value,
                rule,
            })
        })
    };
    let largest = yi.iter().fold(0.0_f64, |largest, y| largest.max(y.abs()));
    let rounding = f64::EPSILON * largest;
    refused("yi", yi, "an estimate is at most 1e70 in size", &|y| {
        MOST < y.abs()
    })?;
    let range = "a variance is from 1e-70 to 1e70: check its unit";
    refused("vi", vi, range, &|v| !(1.0 / MOST..=MOST).contains(&v))?;
    let rule =
        "its square root is less than the last digit of the largest estimate: check its unit";
    refused("vi", vi, rule, &|v| v.sqrt() < rounding)
}
