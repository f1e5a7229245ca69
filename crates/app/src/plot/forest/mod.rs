//! A forest plot: one line an effect, those pooled together, what the pool says, and what disagrees apart.
//!
//! | mark | meaning |
//! |---|---|
//! | square | a study; its size rises with the root of its weight, as metafor draws it |
//! | diamond | a pooled mean with its interval |
//! | open diamond | a pooled mean as published |
//! | dashed line | prediction interval: where a further study would lie |
//! | open circle | a study that disagrees and is not in the pool |

mod columns;
mod pooled;
mod spoken;
mod svg;
mod text;

pub(crate) use pooled::{GROUPS_NOTE, Given, effects, heterogeneity, model, sections, summary};

use spotcheck_evidence::Interval;

use super::axis::{self, Axis};
use crate::number;

/// Steps the axis is divided in, about; metafor's default.
const DIVISIONS: usize = 4;

/// What a forest plot shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Forest {
    /// What the picture says, in a sentence.
    pub(crate) title: String,
    /// What is measured.
    pub(crate) subject: String,
    pub(crate) unit: String,
    /// What lies below zero, and above it.
    pub(crate) sides: [String; 2],
    /// The smallest effect that matters, in `unit`.
    pub(crate) smallest: Option<f64>,
    pub(crate) figures: Figures,
    pub(crate) sections: Vec<Section>,
    /// How it was made, and what a reader must know.
    pub(crate) notes: Vec<String>,
}

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Section {
    pub(crate) heading: Option<String>,
    pub(crate) lines: Vec<Line>,
}

/// One line of the plot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) label: String,
    /// Who was measured and how; may be empty.
    pub(crate) detail: String,
    pub(crate) mark: Mark,
    /// Absent where there is no figure on this scale.
    pub(crate) measured: Option<Measured>,
    /// Share of the pool.
    pub(crate) weight_percent: Option<f64>,
}

/// An estimate with its 95 % interval, in the unit of the plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measured {
    pub(crate) estimate: f64,
    pub(crate) ci: Interval,
}

/// What stands at an estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Mark {
    /// Times the usual size, 0.5 to 1.5.
    Study(f64),
    Dissent,
    Pooled,
    Subgroup,
    Published,
    /// An interval without an estimate of its own.
    Prediction,
}

impl Mark {
    /// Whether it sums up the lines above it.
    fn is_summary(self) -> bool {
        matches!(
            self,
            Self::Pooled | Self::Subgroup | Self::Published | Self::Prediction
        )
    }
}

/// With how many digits figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Figures {
    /// Two significant ones.
    TwoDigits,
    /// Those of the publication.
    AsPrinted,
    /// The same decimals for all.
    Decimals(usize),
}

impl Figures {
    /// The decimals that give a typical standard error two digits.
    pub(crate) fn of_errors(errors: impl Iterator<Item = f64>) -> Self {
        let mut errors: Vec<f64> = errors.collect();
        errors.sort_by(f64::total_cmp);
        let typical = errors.get(errors.len() / 2).copied().unwrap_or(1.0);
        Self::Decimals(axis::decimals_of(0.1 * typical))
    }

    pub(crate) fn estimate(self, measured: &Measured) -> String {
        self.show(measured.estimate, measured)
    }

    /// "−3.5 to +5.4"
    pub(crate) fn interval(self, measured: &Measured) -> String {
        number::range(measured.ci, |value| self.show(value, measured))
    }

    /// A number that stands alone.
    pub(crate) fn of(self, value: f64) -> String {
        let ci = Interval::around(value, 0.0);
        self.show(
            value,
            &Measured {
                estimate: value,
                ci,
            },
        )
    }

    fn show(self, value: f64, beside: &Measured) -> String {
        match self {
            Self::TwoDigits => number::two_digits(value),
            Self::AsPrinted => {
                number::as_printed(value, &[beside.estimate, beside.ci.lo, beside.ci.hi])
            }
            Self::Decimals(decimals) => axis::shown(value, decimals, number::signed),
        }
    }
}

impl Forest {
    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.sections.iter().flat_map(|section| &section.lines)
    }

    fn has(&self, wanted: impl Fn(Mark) -> bool) -> bool {
        self.lines()
            .any(|line| line.measured.is_some() && wanted(line.mark))
    }

    /// An axis with every estimate, zero, the range that is too small to matter and the pooled interval;
    /// of the other intervals as much as lies within once that reach, or a typical interval, more.
    fn axis(&self) -> Axis {
        let smallest = self.smallest.unwrap_or_default();
        let mut core = Interval::around(0.0, smallest);
        let mut widths = Vec::new();
        for (mark, measured) in self.measured() {
            let whole = mark.is_summary() && mark != Mark::Prediction;
            let (lo, hi) = if whole {
                (measured.ci.lo, measured.ci.hi)
            } else {
                (measured.estimate, measured.estimate)
            };
            core = Interval {
                lo: core.lo.min(lo),
                hi: core.hi.max(hi),
            };
            widths.push(measured.ci.hi - measured.ci.lo);
        }
        widths.sort_by(f64::total_cmp);
        let typical = widths.get(widths.len() / 2).copied().unwrap_or_default();
        let reach = typical.max(core.hi - core.lo);
        let (mut lo, mut hi) = (core.lo, core.hi);
        for (_, measured) in self.measured() {
            lo = lo.min(measured.ci.lo.max(core.lo - reach));
            hi = hi.max(measured.ci.hi.min(core.hi + reach));
        }
        Axis::covering(lo, hi, DIVISIONS)
    }

    fn measured(&self) -> impl Iterator<Item = (Mark, &Measured)> {
        self.lines()
            .filter_map(|line| Some((line.mark, line.measured.as_ref()?)))
    }

    /// "within ±5 %: too small to matter"
    fn too_small(&self) -> Option<String> {
        let smallest = self.smallest?;
        Some(format!(
            "within ±{smallest}{}: too small to matter",
            super::unit_after(&self.unit)
        ))
    }
}

/// A share as a whole number of percent.
fn percent(share: f64) -> String {
    if 0.0 < share && share < 0.5 {
        "<1".to_owned()
    } else {
        number::plain(share, 0)
    }
}
