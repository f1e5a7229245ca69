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

    /// The interval of the sign-flipped quantity.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self {
            lo: -self.hi,
            hi: -self.lo,
        }
    }
}
