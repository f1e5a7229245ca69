//! Whether a printed estimate, its interval and its p fit together.
//!
//! | symbol | meaning |
//! |---|---|
//! | y, lo, hi | estimate and ends, of a ratio their logarithms |
//! | z | quantile that made the interval: of the normal, or of t |

use spotcheck_meta::special;

use super::printed::rounded;
use crate::{Flag, Interval, Synthesis};

/// Measures that are ratios, symmetric in their logarithm.
const RATIOS: [&str; 4] = ["OR", "RR", "HR", "ROM"];

/// A printed estimate with its ends, each with its rounding.
#[derive(Clone, Copy)]
pub(super) struct Printed {
    y: Interval,
    lo: Interval,
    hi: Interval,
}

impl Synthesis {
    /// The estimate and its interval as printed; `None` where one of them is missing, is not what the
    /// publication prints, or stands from memory.
    pub(super) fn printed(&self) -> Option<Printed> {
        let columns = [
            ("estimate", self.estimate),
            ("lo", self.lo),
            ("hi", self.hi),
        ];
        let is_printed = |column| self.flag_of(column) == Flag::Verified;
        if !columns.iter().all(|(column, _)| is_printed(*column)) {
            return None;
        }
        let [y, lo, hi] = columns.map(|(column, value)| {
            let value = value?;
            Some(rounded(&self.decimals, column, value))
        });
        Some(Printed {
            y: y?,
            lo: lo?,
            hi: hi?,
        })
    }

    /// Scales on which the interval may be symmetric: of a ratio the logarithm, of a share either.
    pub(super) fn is_log(&self) -> &'static [bool] {
        if RATIOS.contains(&self.measure.as_str()) {
            &[true]
        } else if self.measure == "percent" {
            &[false, true]
        } else {
            &[false]
        }
    }

    /// The p that estimate and interval give, by the normal and by t of the trials or people behind it.
    pub(super) fn p_of_interval(&self, printed: Printed) -> Option<Interval> {
        let is_log = RATIOS.contains(&self.measure.as_str());
        let Printed { y, lo, hi } = printed.on(is_log)?;
        let width = Interval {
            lo: (hi.lo - lo.hi).max(0.0),
            hi: hi.hi - lo.lo,
        };
        let upper = f64::midpoint(1.0, self.level? / 100.0);
        if !(0.5 < upper && upper < 1.0) {
            return None;
        }
        let size = y.sizes();
        let by = |quantile: f64, above: &dyn Fn(f64) -> f64| Interval {
            lo: 2.0 * above(2.0 * quantile * size.hi / width.lo),
            hi: 2.0 * above(2.0 * quantile * size.lo / width.hi),
        };
        let normal = by(special::normal_quantile(upper), &special::normal_above);
        let df = if self.is_pool() {
            self.trials().map(|k| f64::from(k) - 1.0)
        } else {
            self.people().map(|n| f64::from(n) - 2.0)
        };
        let Some(df) = df.filter(|df| 1.0 <= *df) else {
            return Some(normal);
        };
        let t = by(special::student_quantile(upper, df), &|t| {
            special::student_above(t, df)
        });
        Some(Interval {
            lo: normal.lo.min(t.lo),
            hi: normal.hi.max(t.hi),
        })
    }
}

impl Printed {
    /// The estimate with its rounding.
    pub(super) fn estimate(self) -> Interval {
        self.y
    }

    /// Where the middle of the interval lies, on the plain scale whatever scale it is the middle on.
    pub(super) fn middle(self, is_log: bool) -> Option<Interval> {
        let Self { lo, hi, .. } = self.on(is_log)?;
        let back = |x: f64| if is_log { x.exp() } else { x };
        Some(Interval {
            lo: back(f64::midpoint(lo.lo, hi.lo)),
            hi: back(f64::midpoint(lo.hi, hi.hi)),
        })
    }

    fn on(self, is_log: bool) -> Option<Self> {
        let Self { y, lo, hi } = self;
        if !is_log {
            return Some(self);
        }
        let is_positive = [y, lo, hi].iter().all(|figure| 0.0 < figure.lo);
        let ln = |figure: Interval| Interval {
            lo: figure.lo.ln(),
            hi: figure.hi.ln(),
        };
        is_positive.then(|| Self {
            y: ln(y),
            lo: ln(lo),
            hi: ln(hi),
        })
    }
}
