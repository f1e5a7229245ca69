//! The one thing a person changes to reach a goal.

use super::{
    course::{ACCEPTED_KG, TOLERANCE, measured, reached},
    goal::Target,
    root::{self, Bracket},
};
use crate::{Baseline, Day, Error, Parameters, Person, Schedule, Setting, limits};

/// What is changed from day 0 on and then held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lever {
    /// Energy intake, kcal/day.
    Intake,
    /// Physical activity level.
    Pal,
    /// Energy of activity on top of the usual, kcal per kg of weight a day.
    AddedActivity,
}

/// How a lever is to be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The lever, in its unit: what reaches the goal, or what comes nearest.
    pub value: f64,
    /// The schedule with the lever so set.
    pub schedule: Schedule,
    /// The body on the day of the goal.
    pub reached: Day,
    /// Why the goal is not reached; `None` where it is.
    pub obstacle: Option<Obstacle>,
    /// How often the model was run.
    pub evaluations: usize,
}

/// What stands between a person and a goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Obstacle {
    /// The lever is at the least value it may have.
    Least {
        /// That value, in the lever's unit.
        value: f64,
    },
    /// The lever is at the largest value it may have.
    Most {
        /// That value, in the lever's unit.
        value: f64,
    },
    /// The body would leave the range the model holds for.
    Body {
        /// Day on which it would.
        day: usize,
        /// Name of the quantity with its unit.
        quantity: &'static str,
        /// Where it would lead.
        value: f64,
        /// Least value the model holds for.
        lo: f64,
        /// Largest value the model holds for.
        hi: f64,
    },
}

impl Lever {
    /// The lever at a value in its unit.
    pub fn setting(self, value: f64) -> Setting {
        match self {
            Self::Intake => Setting::IntakeKcalPerDay(value),
            Self::Pal => Setting::Pal(value),
            Self::AddedActivity => Setting::AddedActivityKcalPerKgPerDay(value),
        }
    }

    /// The values a plan may ask for.
    ///
    /// Intake stays at or above what needs medical supervision, or what the person eats or burns
    /// where that is less. Added activity ends where it would make up the highest activity level.
    fn range(self, parameters: &Parameters, baseline: &Baseline) -> (f64, f64) {
        let (least_pal, most_pal) = limits::PAL.ends();
        match self {
            Self::Intake => {
                let least = parameters.safety.intake_supervised.value;
                let usual = baseline.intake_kcal_per_day;
                let burnt = baseline.expenditure_kcal_per_day;
                (least.min(usual).min(burnt), limits::INTAKE.ends().1)
            }
            Self::Pal => (least_pal, most_pal),
            Self::AddedActivity => {
                let (none, most) = limits::ADDED_ACTIVITY.ends();
                let spare = (most_pal - baseline.pal) * baseline.resting_kcal_per_day;
                (none, most.min(spare / baseline.weight_kg))
            }
        }
    }
}

/// The constant value of a lever from day 0 on that leads to a goal on its day, everything else
/// as scheduled; what was scheduled for the lever gives way.
///
/// Weight or fat on the day is within 10⁻⁴ kg of the goal. Where no value leads there, the nearest
/// one does as [`Solution::obstacle`] tells.
///
/// ```
/// use spotcheck_model::{Parameters, Person, PersonInput, Schedule, Sex, inverse::*};
/// # fn main() -> Result<(), spotcheck_model::Error> {
/// let person = Person::new(PersonInput::new(Sex::Male, 40.0, 180.0, 95.0, 1.5))?;
/// let parameters = Parameters::published();
/// let target = Target { goal: Goal::WeightKg(85.0), by_day: 180 };
/// let plan = plan_for(parameters, &person, &Schedule::usual(), target, Lever::Intake)?;
/// assert!(plan.obstacle.is_none() && (plan.reached.weight_kg - 85.0).abs() < 1e-4);
/// let kept = maintenance(parameters, &person, &plan.schedule, target.by_day)?;
/// assert!(plan.value < kept.intake_kcal_per_day);
/// # Ok(()) }
/// ```
///
/// # Errors
/// As [`simulate`](crate::simulate) for the person and the schedule, [`Error::OutOfRange`] for a
/// goal nobody weighs or a day that is not after the start, [`Error::LeavesRange`] if the body
/// leaves the model's range whatever the lever.
pub fn plan_for(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    target: Target,
    lever: Lever,
) -> Result<Solution, Error> {
    let Target { goal, by_day } = target;
    goal.check(person)?;
    limits::BY_DAY.check(by_day as f64)?;
    let range = lever.range(parameters, &Baseline::new(parameters, person)?);
    let pulled = |value| schedule.clone().replace(lever.setting(value), 0);
    let bracket = root::narrow(range, TOLERANCE, |value| {
        let led = reached(parameters, person, &pulled(value)?, by_day);
        measured(led, |day| goal.excess_kg(person, day))
    })?;
    let evaluations = bracket.evaluations;
    let (value, reached, obstacle) = judged(bracket, range)?;
    Ok(Solution {
        value,
        schedule: pulled(value)?,
        reached,
        obstacle,
        evaluations,
    })
}

/// The value found, where it leads, and what keeps it from the goal.
fn judged(
    bracket: Bracket<Result<Day, Error>>,
    range: (f64, f64),
) -> Result<(f64, Day, Option<Obstacle>), Error> {
    let holds_root = bracket.holds_root();
    let [nearest, beyond] = bracket.into_nearest();
    let day = nearest.outcome?;
    let obstacle = if nearest.f.abs() <= ACCEPTED_KG {
        None
    } else if holds_root {
        Some(Obstacle::of(&beyond.outcome, nearest.x, range))
    } else {
        Some(Obstacle::end(nearest.x, range))
    };
    Ok((nearest.x, day, obstacle))
}

impl Obstacle {
    /// What happens just beyond the last value that the model holds for.
    fn of(beyond: &Result<Day, Error>, value: f64, range: (f64, f64)) -> Self {
        match *beyond {
            Err(Error::LeavesRange {
                day,
                quantity,
                value,
                lo,
                hi,
            }) => Self::Body {
                day,
                quantity,
                value,
                lo,
                hi,
            },
            Ok(_) | Err(_) => Self::end(value, range),
        }
    }

    /// The end of the range that a value is nearer to.
    fn end(value: f64, (least, most): (f64, f64)) -> Self {
        if value - least <= most - value {
            Self::Least { value: least }
        } else {
            Self::Most { value: most }
        }
    }
}
