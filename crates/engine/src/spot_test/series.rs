//! From readings of two sides to differences of sessions.

use std::collections::BTreeMap;

use super::{Fault, design::WEEK, rule::WEEKS_OF_EFFECT};

/// The largest girth anybody measures, mm.
const MOST_MM: f64 = 3000.0;
/// Days from the first of training on which anybody measures: ten years.
const MOST_DAYS: u32 = 3650;

/// Which of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limb {
    /// The one that is trained.
    Trained,
    /// The other.
    Control,
}

/// One reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// Day; training begins on day 0, after that day's session.
    pub day: i32,
    /// Which side.
    pub limb: Limb,
    /// Thickness or girth, mm.
    pub value_mm: f64,
    /// Who measured, if told.
    pub rater: Option<String>,
    /// What was measured with, if told.
    pub tool: Option<String>,
    /// Body weight on that day, if told, kg.
    pub weight_kg: Option<f64>,
    /// Hours since the side was trained, if told.
    pub rest_h: Option<f64>,
}

impl Measurement {
    /// Whether it can be.
    ///
    /// # Errors
    /// What of it cannot.
    pub fn check(&self) -> Result<(), Fault> {
        let is_length = 0.0 < self.value_mm && self.value_mm <= MOST_MM;
        let is_weight = |kg: f64| 0.0 < kg && kg.is_finite();
        let is_time = |h: f64| 0.0 <= h && h.is_finite();
        if MOST_DAYS < self.day.unsigned_abs() {
            Err(Fault::Day)
        } else if !is_length {
            Err(Fault::Value)
        } else if !self.weight_kg.is_none_or(is_weight) {
            Err(Fault::Weight)
        } else if !self.rest_h.is_none_or(is_time) {
            Err(Fault::Rest)
        } else {
            Ok(())
        }
    }
}

/// The difference of the sides in a session: its variance is `s²·read + τ²·session`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Weeks since training began; negative before.
    pub week: f64,
    /// Trained less control, mm, or of the logarithms.
    pub difference: f64,
    /// What `s²` counts with.
    pub read: f64,
    /// What `τ²` counts with.
    pub session: f64,
}

/// How readings of the same side and session scatter about their mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Within {
    /// Sum of squares, mm².
    pub squares: f64,
    /// Degrees of freedom.
    pub freedom: f64,
}

/// A side in a session.
#[derive(Clone, Debug, Default)]
struct Reads(Vec<f64>);

/// Both sides in every session in which both were measured.
#[derive(Clone, Debug)]
pub(super) struct Series {
    sessions: Vec<(i32, [Reads; 2])>,
}

impl Reads {
    fn count(&self) -> f64 {
        self.0.len() as f64
    }

    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.count()
    }

    fn squares(&self) -> f64 {
        let mean = self.mean();
        self.0.iter().map(|value| (value - mean).powi(2)).sum()
    }
}

impl Point {
    /// How much of an effect stated for twelve weeks there is on that day.
    pub(super) fn exposure(&self) -> f64 {
        self.week.max(0.0) / WEEKS_OF_EFFECT
    }
}

impl Series {
    /// The sessions up to a day, from readings in any order.
    pub(super) fn until(measurements: &[Measurement], last_day: i32) -> Self {
        let mut days: BTreeMap<i32, [Reads; 2]> = BTreeMap::new();
        for told in measurements.iter().filter(|told| told.day <= last_day) {
            let sides = days.entry(told.day).or_default();
            sides[told.limb as usize].0.push(told.value_mm);
        }
        let both = |sides: &[Reads; 2]| sides.iter().all(|reads| !reads.0.is_empty());
        Self {
            sessions: days.into_iter().filter(|(_, sides)| both(sides)).collect(),
        }
    }

    /// How many sessions, those before training included.
    pub(super) fn len(&self) -> usize {
        self.sessions.len()
    }

    /// The day of the last one.
    pub(super) fn last_day(&self) -> Option<i32> {
        self.sessions.last().map(|(day, _)| *day)
    }

    /// How many sessions from day 0 on.
    pub(super) fn in_training(&self) -> usize {
        self.sessions.iter().filter(|(day, _)| 0 <= *day).count()
    }

    /// Differences in mm.
    pub(super) fn differences(&self) -> Vec<Point> {
        let point = |(day, [trained, control]): &(i32, [Reads; 2])| Point {
            week: week(*day),
            difference: trained.mean() - control.mean(),
            read: 1.0 / trained.count() + 1.0 / control.count(),
            session: 1.0,
        };
        self.sessions.iter().map(point).collect()
    }

    /// Differences of logarithms, for limbs that were unequal to begin with.
    pub(super) fn log_differences(&self) -> Vec<Point> {
        let [trained_mm, control_mm] = [Limb::Trained, Limb::Control].map(|limb| self.mean(limb));
        let point = |(day, [trained, control]): &(i32, [Reads; 2])| Point {
            week: week(*day),
            difference: (trained.mean() / control.mean()).ln(),
            read: 1.0 / (trained.count() * trained_mm.powi(2))
                + 1.0 / (control.count() * control_mm.powi(2)),
            session: 1.0 / (trained_mm * control_mm),
        };
        self.sessions.iter().map(point).collect()
    }

    /// Means of one side, as points whose "difference" is the side itself.
    pub(super) fn side(&self, limb: Limb) -> Vec<Point> {
        let point = |(day, sides): &(i32, [Reads; 2])| Point {
            week: week(*day),
            difference: sides[limb as usize].mean(),
            read: 1.0,
            session: 0.0,
        };
        self.sessions.iter().map(point).collect()
    }

    /// The scatter of readings about their session.
    pub(super) fn within(&self) -> Within {
        let reads = || self.sessions.iter().flat_map(|(_, sides)| sides);
        Within {
            squares: reads().map(Reads::squares).sum(),
            freedom: reads().map(|reads| reads.count() - 1.0).sum(),
        }
    }

    fn mean(&self, limb: Limb) -> f64 {
        let means = self
            .sessions
            .iter()
            .map(|(_, sides)| sides[limb as usize].mean());
        means.sum::<f64>() / self.len() as f64
    }
}

fn week(day: i32) -> f64 {
    f64::from(day) / f64::from(WEEK)
}
