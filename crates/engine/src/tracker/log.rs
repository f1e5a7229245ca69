//! What a person wrote down.

use spotcheck_model::Sex;

use super::TrackError;

/// Days from the start to the last one that is followed or foretold: a lifetime of weighing.
pub(super) const MOST_DAYS: usize = 36_500;
/// Kilograms of a body; what is outside is no reading of one, in pounds neither.
const BODY_KG: [f64; 2] = [1.0, 1000.0];
/// Kilocalories of a day; a day in kilojoules is inside, and refused later by its neighbours.
const DAY_KCAL: [f64; 2] = [0.0, 100_000.0];

/// One weighing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighing {
    /// Days since the start.
    pub day: usize,
    /// The reading, kg.
    pub kg: f64,
}

/// What was logged as eaten on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoggedIntake {
    /// Days since the start.
    pub day: usize,
    /// Energy logged, kcal.
    pub kcal: f64,
    /// Whether everything eaten was logged, if the person says.
    pub complete: Option<bool>,
}

/// What will be logged from a day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlannedIntake {
    /// First day it holds for, until the next entry.
    pub from_day: usize,
    /// Energy a day on the person's logging scale, kcal.
    pub kcal: f64,
}

/// A person and what they wrote down, in any order. Day 0 is the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Log {
    /// Sex.
    pub sex: Sex,
    /// Age in years.
    pub age_y: f64,
    /// Height in cm.
    pub height_cm: f64,
    /// Activity level, if the person says.
    pub pal: Option<f64>,
    /// Weighings; several on a day count as their mean.
    pub weights: Vec<Weighing>,
    /// Food, by day.
    pub intake: Vec<LoggedIntake>,
    /// What is planned, by first day.
    pub plan: Vec<PlannedIntake>,
}

impl Log {
    /// Refuses numbers that are none and days given twice; sorts by day.
    pub(super) fn checked(mut self) -> Result<Self, TrackError> {
        for &Weighing { day, kg } in &self.weights {
            check("weight", day, kg, BODY_KG)?;
        }
        for &LoggedIntake { day, kcal, .. } in &self.intake {
            check("intake", day, kcal, DAY_KCAL)?;
        }
        for &PlannedIntake { from_day, kcal } in &self.plan {
            check("planned intake", from_day, kcal, DAY_KCAL)?;
        }
        self.weights.sort_by_key(|weighing| weighing.day);
        self.intake.sort_by_key(|intake| intake.day);
        self.plan.sort_by_key(|planned| planned.from_day);
        let twice = self.intake.windows(2).find(|two| two[0].day == two[1].day);
        match twice {
            Some(two) => Err(TrackError::IntakeTwice { day: two[0].day }),
            None => Ok(self),
        }
    }
}

fn check(
    field: &'static str,
    day: usize,
    value: f64,
    [lo, hi]: [f64; 2],
) -> Result<(), TrackError> {
    if MOST_DAYS < day {
        return Err(TrackError::TooFar {
            day,
            most: MOST_DAYS,
        });
    }
    if (lo..=hi).contains(&value) {
        Ok(())
    } else {
        Err(TrackError::OutOfRange {
            field,
            day,
            value,
            lo,
            hi,
        })
    }
}
