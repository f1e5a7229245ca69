//! An interval with the probability of lying inside it.

use statrs::distribution::{ContinuousCDF, Normal};

use crate::Error;

/// A range of values and its level, such as 0.95, in the unit of what it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize)]
#[serde(try_from = "Raw")]
pub struct Interval {
    lo: f64,
    hi: f64,
    level: f64,
    width_sd: f64,
}

impl Interval {
    /// The interval from `lo` to `hi` that holds with probability `level`; level 1 is a plain
    /// range.
    ///
    /// # Errors
    /// [`Error::NotAnInterval`] unless `lo <= hi`, both finite, and `0 < level <= 1`.
    pub fn new(lo: f64, hi: f64, level: f64) -> Result<Self, Error> {
        let sound = lo.is_finite() && hi.is_finite() && lo <= hi && 0.0 < level && level <= 1.0;
        if sound {
            Ok(Self {
                lo,
                hi,
                level,
                width_sd: 2.0 * Normal::standard().inverse_cdf(f64::midpoint(1.0, level)),
            })
        } else {
            Err(Error::NotAnInterval { lo, hi, level })
        }
    }

    /// Lower end.
    pub fn lo(self) -> f64 {
        self.lo
    }

    /// Upper end.
    pub fn hi(self) -> f64 {
        self.hi
    }

    /// Probability of lying inside.
    pub fn level(self) -> f64 {
        self.level
    }

    /// How many standard deviations wide it is if it is the central interval of a normal
    /// distribution; endless for a plain range.
    pub(crate) fn width_sd(self) -> f64 {
        self.width_sd
    }

    /// Whether `value` lies inside, ends included.
    pub fn contains(self, value: f64) -> bool {
        (self.lo..=self.hi).contains(&value)
    }
}

/// The interval as files write it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    lo: f64,
    hi: f64,
    level: f64,
}

impl TryFrom<Raw> for Interval {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self, Error> {
        Self::new(raw.lo, raw.hi, raw.level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_not_an_interval() {
        assert!(Interval::new(1.0, 2.0, 0.95).is_ok());
        for (lo, hi, level) in [
            (2.0, 1.0, 0.95),
            (f64::NAN, 1.0, 0.95),
            (0.0, f64::INFINITY, 0.95),
            (0.0, 1.0, 0.0),
            (0.0, 1.0, 1.1),
            (0.0, 1.0, f64::NAN),
        ] {
            assert!(Interval::new(lo, hi, level).is_err(), "{lo} {hi} {level}");
        }
    }
}
