//! A two-sided interval, on the scale of the estimate it belongs to.

/// Lower and upper end; `lo <= hi`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

impl Interval {
    /// `estimate ± half`.
    pub fn around(estimate: f64, half: f64) -> Self {
        Self {
            lo: estimate - half,
            hi: estimate + half,
        }
    }

    /// The interval of `factor` times the quantity; a negative factor swaps the ends.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let (a, b) = (factor * self.lo, factor * self.hi);
        Self {
            lo: a.min(b),
            hi: a.max(b),
        }
    }
}
