//! What a log says.

use super::{Mixture, Normal, Refused, TimeOfDay, WEEK_DAYS};

/// What a log says up to a day, and what it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Day of the estimate; what was measured up to it and eaten before it was used.
    pub as_of: usize,
    /// Mean expenditure of the last fortnight (or since the start) on the scale on which the
    /// person logs: what keeps weight, as they would write it down.
    pub expenditure_kcal_per_day: Mixture,
    /// What is likely spent in truth, from that and from what is known of people.
    pub real_expenditure_kcal_per_day: Mixture,
    /// Weight without the water that comes and goes by itself.
    pub trend_kg: Mixture,
    /// Fat.
    pub fat_kg: Mixture,
    /// What the scale used last is expected to show on a morning `horizon` days later if the plan
    /// is kept.
    pub weight_ahead_kg: Mixture,
    /// How fast tissue changes from here on, by what is eaten.
    pub rate: Rate,
    /// How far the scale may be from tissue on any day, 90 % of the time, kg.
    pub water_kg: f64,
    /// Days on which weight may have jumped with no energy in it.
    pub jumps: Vec<Jumped>,
    /// Weighings that were refused.
    pub refused: Vec<Refused>,
}

/// Weight that came or went at once and stayed, and of which nobody told: another scale, clothes,
/// water.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jumped {
    /// The likeliest day.
    pub day: usize,
    /// Probability that it did.
    pub probability: f64,
}

/// One day of the past, given all that was logged.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Days since the start.
    pub day: usize,
    /// Weight without the water that comes and goes by itself.
    pub trend_kg: Mixture,
    /// Fat.
    pub fat_kg: Mixture,
    /// Expenditure of the day on the person's logging scale.
    pub expenditure_kcal_per_day: Mixture,
}

/// One morning to come, if the plan is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Foretold {
    /// Days since the start.
    pub day: usize,
    /// Weight without the water that comes and goes by itself.
    pub trend_kg: Mixture,
    /// What the scale used last will show.
    pub shown_kg: Mixture,
}

/// A scale, a time of day or a method that differs from the first.
#[derive(Clone, Debug, PartialEq)]
pub struct Offset {
    /// What differs.
    pub of: Device,
    /// By how much: kg, or for fat a share of weight.
    pub by: Mixture,
}

/// What measures with an offset of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A scale, by its number.
    Scale(u32),
    /// A time of day.
    Time(TimeOfDay),
    /// A way of measuring fat.
    Fat(super::FatMethod),
}

/// What happened to tissue and expenditure over the last weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    /// Days it covers: 28, or those since the start.
    pub days: usize,
    /// Change of tissue, kg.
    pub tissue_kg: Mixture,
    /// Change of expenditure on the logging scale beyond what tissue and adaptation explain.
    pub expenditure_kcal_per_day: Mixture,
    /// Mean intake on the logging scale, with what is reckoned for days left out.
    pub eaten_kcal_per_day: f64,
    /// Slope of a straight line through the weighings, each less what its scale and time of day
    /// add; none with fewer than four.
    pub shown_kg_per_week: Option<f64>,
}

/// How fast tissue changes, as a function of intake on the logging scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// Share, kg a day for a kcal, and kg a day if nothing is eaten.
    parts: Vec<(f64, f64, Normal)>,
}

impl Rate {
    pub(super) fn new(parts: Vec<(f64, f64, Normal)>) -> Self {
        Self { parts }
    }

    /// Change of tissue in kg a week at an intake.
    pub fn at(&self, intake_kcal_per_day: f64) -> Mixture {
        let part = |(share, per_kcal, fasting): &(f64, f64, Normal)| {
            let mean = WEEK_DAYS * (fasting.mean + per_kcal * intake_kcal_per_day);
            let sd = WEEK_DAYS * fasting.sd;
            (*share, Normal { mean, sd })
        };
        Mixture::new(self.parts.iter().map(part).collect())
    }

    /// The intake whose expected change is `kg_per_week`, kcal a day.
    pub fn intake_for(&self, kg_per_week: f64) -> f64 {
        let slope: f64 = self.parts.iter().map(|(w, slope, _)| w * slope).sum();
        let fasting: f64 = self.parts.iter().map(|(w, _, at)| w * at.mean).sum();
        (kg_per_week / WEEK_DAYS - fasting) / slope
    }
}
