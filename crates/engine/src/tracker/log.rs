//! What a person wrote down.

use spotcheck_model::Sex;

use super::TrackError;

/// Days from the start to the last one that is followed or foretold: a lifetime of weighing.
pub(super) const MOST_DAYS: usize = 36_500;
/// Kilograms of a body; what is outside is no reading of one, in pounds neither.
const BODY_KG: [f64; 2] = [1.0, 1000.0];
/// Kilocalories of a day; a day in kilojoules is inside, and refused later by its neighbours.
const DAY_KCAL: [f64; 2] = [0.0, 100_000.0];
/// Share of a body that is fat.
const FAT_FRAC: [f64; 2] = [0.01, 0.8];

/// Who somebody is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Me {
    /// Sex.
    pub sex: Sex,
    /// Age in years.
    pub age_y: f64,
    /// Height in cm.
    pub height_cm: f64,
    /// Activity level, if the person says.
    pub pal: Option<f64>,
}

/// When on a day somebody stood on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeOfDay {
    /// After getting up, or at no known time.
    Morning,
    /// Later, with the day's food and drink inside.
    Evening,
}

/// One weighing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighing {
    /// Days since the start.
    pub day: usize,
    /// The reading, kg.
    pub kg: f64,
    /// Which scale, by any number; what the others show is read as an offset from the first used.
    pub scale: u32,
    /// When on the day.
    pub time: TimeOfDay,
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

/// What total fat was measured with, or reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FatMethod {
    /// Girths and an equation such as the US Navy's.
    Tape,
    /// Skinfolds and an equation such as Jackson and Pollock's.
    Skinfold,
    /// Thickness by ultrasound, and an equation.
    Ultrasound,
    /// Bioelectrical impedance, such as a smart scale's.
    Bia,
    /// Dual-energy X-ray absorptiometry.
    Dxa,
}

/// A measurement of total fat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FatReading {
    /// Days since the start.
    pub day: usize,
    /// Fat over body weight, 0 to 1.
    pub fat_frac: f64,
    /// What with; each method errs by an amount of its own that stays, and by one that does not.
    pub method: FatMethod,
}

/// What moves water more than days usually do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Creatine is begun: water is taken up over weeks, and stays.
    Creatine,
    /// A journey.
    Travel,
    /// An illness.
    Illness,
}

/// Something that moves water from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Days since the start.
    pub day: usize,
    /// What.
    pub kind: EventKind,
}

/// What is known of a menstrual cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cycle {
    /// Nothing: one of unknown phase is allowed for in women before the usual age of menopause.
    #[default]
    Untold,
    /// There is none, by nature or by contraception.
    Absent,
    /// Days on which bleeding began, one or more.
    Begun(Vec<usize>),
}

/// What was written down, in any order. Day 0 is the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// Weighings; several of one scale at one time of a day count as their mean.
    pub weights: Vec<Weighing>,
    /// Food, by day.
    pub intake: Vec<LoggedIntake>,
    /// What is planned, by first day.
    pub plan: Vec<PlannedIntake>,
    /// Measurements of total fat.
    pub fat: Vec<FatReading>,
    /// What moved water.
    pub events: Vec<Event>,
    /// Menstrual cycle.
    pub cycle: Cycle,
}

impl Weighing {
    /// A weighing in the morning on the only scale.
    pub fn morning(day: usize, kg: f64) -> Self {
        Self {
            day,
            kg,
            scale: 0,
            time: TimeOfDay::Morning,
        }
    }
}

impl Cycle {
    fn begun(mut days: Vec<usize>) -> Self {
        days.sort_unstable();
        days.dedup();
        if days.is_empty() {
            Self::Untold
        } else {
            Self::Begun(days)
        }
    }

    /// As much as is known of it on a day.
    pub(super) fn until(&self, day: usize) -> Self {
        match self {
            Self::Begun(days) => {
                let known = days.partition_point(|begun| *begun <= day);
                Self::begun(days[..known].to_vec())
            }
            Self::Untold | Self::Absent => self.clone(),
        }
    }
}

impl Log {
    /// Refuses numbers that are none and days given twice; sorts by day.
    pub(super) fn checked(mut self) -> Result<Self, TrackError> {
        for &Weighing { day, kg, .. } in &self.weights {
            check("weight", day, kg, BODY_KG)?;
        }
        for &LoggedIntake { day, kcal, .. } in &self.intake {
            check("intake", day, kcal, DAY_KCAL)?;
        }
        for &PlannedIntake { from_day, kcal } in &self.plan {
            check("planned intake", from_day, kcal, DAY_KCAL)?;
        }
        for &FatReading { day, fat_frac, .. } in &self.fat {
            check("share of fat", day, fat_frac, FAT_FRAC)?;
        }
        self.weights.sort_by_key(|weighing| weighing.day);
        self.intake.sort_by_key(|intake| intake.day);
        self.plan.sort_by_key(|planned| planned.from_day);
        self.fat.sort_by_key(|reading| reading.day);
        if let Cycle::Begun(days) = self.cycle {
            self.cycle = Cycle::begun(days);
        }
        let twice = self.intake.windows(2).find(|two| two[0].day == two[1].day);
        match twice {
            Some(two) => Err(TrackError::IntakeTwice { day: two[0].day }),
            None => Ok(self),
        }
    }

    /// Food of some days.
    pub(super) fn eaten(&self, days: std::ops::Range<usize>) -> &[LoggedIntake] {
        let place = |day| self.intake.partition_point(|other| other.day < day);
        &self.intake[place(days.start)..place(days.end)]
    }

    /// What is planned for a day.
    pub(super) fn planned(&self, day: usize) -> Option<f64> {
        let begun = self.plan.partition_point(|entry| entry.from_day <= day);
        Some(self.plan[begun.checked_sub(1)?].kcal)
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
