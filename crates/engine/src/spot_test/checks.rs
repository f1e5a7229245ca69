//! What has to hold for a reading to mean what it says.

use std::collections::BTreeSet;

use spotcheck_model::Parameters;
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Measurement, Point, Question, series::Series};

/// Sessions before training that it takes to see the sides drift apart.
const LEAST_BASELINE: usize = 4;

/// An assumption of the test and what the data say of it; `None` where they do not tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Check {
    /// The sides ran parallel before training: p of the slope of their difference.
    Parallel {
        /// Two-sided p.
        p: Option<f64>,
    },
    /// One tool measured.
    OneTool {
        /// How many did.
        count: Option<usize>,
    },
    /// One rater measured.
    OneRater {
        /// How many did.
        count: Option<usize>,
    },
    /// The planned sessions took place.
    Measured {
        /// Share of them.
        done_frac: f64,
    },
    /// The one side was trained as planned, and the other was not.
    Trained {
        /// Share of the planned sessions.
        done_frac: Option<f64>,
    },
    /// Body weight changed, so that there was fat loss to be shared.
    WeightChanged {
        /// Last over first weight, less one.
        change_frac: Option<f64>,
    },
    /// Swelling had gone when a side was measured.
    Rested {
        /// The shortest time from training to measuring, h.
        least_h: Option<f64>,
    },
}

impl Check {
    /// Whether it holds; `None` where the data do not tell.
    pub fn holds(self, parameters: &Parameters) -> Option<bool> {
        let p = &parameters.instruments;
        match self {
            Self::Parallel { p: seen } => seen.map(|seen| p.baseline_p_least.value < seen),
            Self::OneTool { count } | Self::OneRater { count } => count.map(|count| count == 1),
            Self::Measured { done_frac } => Some(p.sessions_least.value <= done_frac),
            Self::Trained { done_frac } => done_frac.map(|done| p.sessions_least.value <= done),
            Self::WeightChanged { change_frac } => {
                change_frac.map(|change| p.weight_change_least.value <= change.abs())
            }
            Self::Rested { least_h } => least_h.map(|least| p.swelling_gap.value <= least),
        }
    }
}

/// Every check, for the data up to a day.
pub(super) fn checks(question: &Question<'_>, series: &Series, last_day: i32) -> [Check; 7] {
    let told = || {
        let all = question.measurements.iter();
        all.filter(move |told| told.day <= last_day)
    };
    let names = |name: fn(&Measurement) -> Option<&str>| {
        let names: BTreeSet<&str> = told().filter_map(name).collect();
        (!names.is_empty()).then_some(names.len())
    };
    let least_h = told().filter_map(|told| told.rest_h).reduce(f64::min);
    [
        Check::Parallel {
            p: parallel(&series.differences()),
        },
        Check::OneTool {
            count: names(|told| told.tool.as_deref()),
        },
        Check::OneRater {
            count: names(|told| told.rater.as_deref()),
        },
        Check::Measured {
            done_frac: measured(question, series, last_day),
        },
        Check::Trained {
            done_frac: question.trained_frac,
        },
        Check::WeightChanged {
            change_frac: weight_change(told()),
        },
        Check::Rested { least_h },
    ]
}

/// Sessions measured since training began over those planned to that day.
fn measured(question: &Question<'_>, series: &Series, last_day: i32) -> f64 {
    let days = f64::from(
        last_day
            .max(0)
            .min(super::design::WEEK * question.weeks.cast_signed()),
    );
    let planned = days / f64::from(super::design::WEEK) * f64::from(question.per_week);
    series.in_training() as f64 / (planned + 1.0)
}

fn weight_change<'a>(told: impl Iterator<Item = &'a Measurement>) -> Option<f64> {
    let mut weights: Vec<(i32, f64)> = told
        .filter_map(|told| Some((told.day, told.weight_kg?)))
        .collect();
    weights.sort_by_key(|(day, _)| *day);
    let ((first, from_kg), (last, to_kg)) = (weights.first()?, weights.last()?);
    (first < last).then(|| to_kg / from_kg - 1.0)
}

/// Two-sided p of the slope of the difference before training, by ordinary least squares.
fn parallel(points: &[Point]) -> Option<f64> {
    let before: Vec<&Point> = points.iter().filter(|point| point.week <= 0.0).collect();
    if before.len() < LEAST_BASELINE {
        return None;
    }
    let n = before.len() as f64;
    let mean = |of: fn(&Point) -> f64| before.iter().map(|point| of(point)).sum::<f64>() / n;
    let (x, y) = (mean(|point| point.week), mean(|point| point.difference));
    let sum = |of: &dyn Fn(&Point) -> f64| before.iter().map(|point| of(point)).sum::<f64>();
    let xx = sum(&|point| (point.week - x).powi(2));
    let slope = sum(&|point| (point.week - x) * (point.difference - y)) / xx;
    let residual = |point: &Point| point.difference - y - slope * (point.week - x);
    let freedom = n - 2.0;
    let se = (sum(&|point| residual(point).powi(2)) / freedom / xx).sqrt();
    let student = StudentsT::new(0.0, 1.0, freedom).ok()?;
    let p = 2.0 * student.sf((slope / se).abs());
    p.is_finite().then_some(p)
}
