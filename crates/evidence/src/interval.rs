//! A two-sided interval, on the scale of the estimate it belongs to.

/// What adding and halving decimals may lose, relative to the largest of them.
const BINARY_ROUNDING: f64 = 1e-12;

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

    /// Whether the two have a point in common, ends that differ by binary rounding alone included.
    pub(crate) fn meets(self, other: Self) -> bool {
        let ends = [self.lo, self.hi, other.lo, other.hi];
        let finite = ends.into_iter().filter(|end| end.is_finite());
        let slack = BINARY_ROUNDING * finite.map(f64::abs).fold(0.0, f64::max);
        self.lo <= other.hi + slack && other.lo <= self.hi + slack
    }

    /// How far its points lie from zero: least and most.
    pub(crate) fn sizes(self) -> Self {
        let (a, b) = (self.lo.abs(), self.hi.abs());
        let holds_zero = self.lo <= 0.0 && 0.0 <= self.hi;
        Self {
            lo: if holds_zero { 0.0 } else { a.min(b) },
            hi: a.max(b),
        }
    }
}
