//! What the model accepts. These are refusals, not physiology: wide enough for any adult it was
//! meant for.

use crate::{Error, lanes::Real};

/// An accepted range of one input.
pub(crate) struct Limit {
    field: &'static str,
    lo: f64,
    hi: f64,
}

impl Limit {
    pub(crate) const fn new(field: &'static str, lo: f64, hi: f64) -> Self {
        Self { field, lo, hi }
    }

    /// The least and the largest accepted value.
    pub(crate) const fn ends(&self) -> (f64, f64) {
        (self.lo, self.hi)
    }

    /// The value, if accepted; NaN is not.
    pub(crate) fn check(&self, value: f64) -> Result<f64, Error> {
        if (self.lo..=self.hi).contains(&value) {
            Ok(value)
        } else {
            Err(Error::OutOfRange {
                field: self.field,
                value,
                lo: self.lo,
                hi: self.hi,
            })
        }
    }

    /// How far `value` is inside; negative outside, NaN for NaN.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "left as a call it would be compiled without the wide registers of its caller"
    )]
    pub(crate) fn margin<R: Real>(&self, value: R) -> R {
        (value - self.lo).least(R::splat(self.hi) - value)
    }

    /// As [`Self::check`] for what a forecast reaches.
    pub(crate) fn check_on(&self, day: usize, value: f64) -> Result<f64, Error> {
        within(day, self.field, value, self.lo, self.hi)
    }
}

/// The value, if a forecast may reach it; NaN is refused.
pub(crate) fn within(
    day: usize,
    quantity: &'static str,
    value: f64,
    lo: f64,
    hi: f64,
) -> Result<f64, Error> {
    if (lo..=hi).contains(&value) {
        Ok(value)
    } else {
        Err(Error::LeavesRange {
            day,
            quantity,
            value,
            lo,
            hi,
        })
    }
}

/// Below this a person grows.
pub(crate) const ADULT_Y: f64 = 18.0;

pub(crate) const AGE: Limit = Limit::new("age_y", ADULT_Y, 110.0);
pub(crate) const HEIGHT: Limit = Limit::new("height_cm", 100.0, 250.0);
pub(crate) const WEIGHT: Limit = Limit::new("weight_kg", 25.0, 400.0);
pub(crate) const FAT: Limit = Limit::new("fat_kg", 0.1, 400.0);
pub(crate) const PAL: Limit = Limit::new("pal", 1.0, 3.0);
pub(crate) const WAIST: Limit = Limit::new("waist_cm", 40.0, 250.0);
pub(crate) const HIP: Limit = Limit::new("hip_cm", 40.0, 250.0);
pub(crate) const THIGH: Limit = Limit::new("thigh_cm", 15.0, 150.0);
pub(crate) const ARM: Limit = Limit::new("arm_cm", 10.0, 100.0);
pub(crate) const USUAL_CARB: Limit = Limit::new("carb_frac", 0.05, 0.95);
pub(crate) const USUAL_INTAKE: Limit = Limit::new("baseline_intake_kcal_per_day", 500.0, 10_000.0);

pub(crate) const INTAKE: Limit = Limit::new("intake_kcal_per_day", 0.0, 20_000.0);
pub(crate) const INTAKE_CHANGE: Limit =
    Limit::new("intake_change_kcal_per_day", -20_000.0, 20_000.0);
pub(crate) const CARB: Limit = Limit::new("carb_frac", 0.0, 1.0);
pub(crate) const SODIUM_CHANGE: Limit = Limit::new("sodium_change_mg_per_day", -20_000.0, 20_000.0);
pub(crate) const ADDED_ACTIVITY: Limit =
    Limit::new("added_activity_kcal_per_kg_per_day", 0.0, 100.0);
pub(crate) const PROTEIN: Limit = Limit::new("protein_g_per_day", 0.0, 1000.0);
pub(crate) const LIFTING: Limit = Limit::new("resistance_sets_per_muscle_per_week", 0.0, 60.0);
/// A century.
pub(crate) const MOST_DAYS: usize = 36_500;
pub(crate) const DAYS: Limit = Limit::new("days", 0.0, MOST_DAYS as f64);
pub(crate) const BY_DAY: Limit = Limit::new("by_day", 1.0, MOST_DAYS as f64);
pub(crate) const WINDOW: Limit = Limit::new("window_days", 1.0, MOST_DAYS as f64);
/// A week has no more minutes.
pub(crate) const WEEK_MINUTES: Limit = Limit::new("minutes_per_week", 0.0, 10_080.0);
/// Rest is one by definition; nobody keeps up more than the upper end.
pub(crate) const MET: Limit = Limit::new("met", 1.0, 30.0);

pub(crate) const DRAWS: Limit = Limit::new("draws", 1.0, 100_000.0);

pub(crate) const DEPOT: Limit = Limit::new("depot_kg", 0.0, 200.0);
pub(crate) const MINUTES: Limit = Limit::new("minutes_per_day", 0.0, 1440.0);

/// Fat of trunk, legs, arms and head as a scan tells it.
pub(crate) const SCAN_REGIONS: [Limit; 4] = [
    Limit::new("scan.trunk_fat_kg", 0.01, 300.0),
    Limit::new("scan.legs_fat_kg", 0.01, 300.0),
    Limit::new("scan.arms_fat_kg", 0.01, 100.0),
    Limit::new("scan.head_fat_kg", 0.01, 10.0),
];
/// How far four regions may miss the fat mass: rounding, and a little more.
pub(crate) const SCAN_CLOSURE_KG: f64 = 1.0;
/// Visceral and abdominal subcutaneous fat, from least to most, in the unit of each device.
pub(crate) const SCAN_KG: [f64; 2] = [0.001, 100.0];
pub(crate) const SCAN_G: [f64; 2] = [1.0, 100_000.0];
pub(crate) const SCAN_L: [f64; 2] = [0.001, 100.0];
pub(crate) const SCAN_CM2: [f64; 2] = [0.1, 5000.0];

/// Heavier than anyone on record; a forecast beyond is nonsense.
pub(crate) const FORECAST_WEIGHT: Limit = Limit::new("weight_kg", 20.0, 700.0);
/// Lean tissue without fluid and glycogen, extracellular fluid, waist and hip stay bodily.
pub(crate) const FORECAST_LEAN: Limit = Limit::new("lean_tissue_kg", 0.1, 700.0);
pub(crate) const FORECAST_FLUID: Limit = Limit::new("ecf_kg", 0.1, 700.0);
pub(crate) const FORECAST_WAIST: Limit = Limit::new("waist_cm", 1.0, 1000.0);
pub(crate) const FORECAST_HIP: Limit = Limit::new("hip_cm", 1.0, 1000.0);
/// So do thigh and arm.
pub(crate) const FORECAST_THIGH: Limit = Limit::new("thigh_cm", 1.0, 1000.0);
pub(crate) const FORECAST_ARM: Limit = Limit::new("arm_cm", 1.0, 1000.0);
/// More than the heaviest weigh.
pub(crate) const FORECAST_FAT_KG: f64 = 700.0;
