//! What keeps a weight once it is reached.

use super::{
    course::{ACCEPTED_KG, TOLERANCE, measured, reached},
    linear::Linear,
    root,
};
use crate::{Baseline, Day, Error, Parameters, Person, Schedule, Setting, limits};

/// After so many time constants e⁻¹⁰ of a change is still to come: 50 mg of a kg.
const TIME_CONSTANTS: f64 = 10.0;

/// The intake at which a weight settles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Maintenance {
    /// Intake to hold from the day on, kcal/day.
    pub intake_kcal_per_day: f64,
    /// The body once it has settled.
    pub settled: Day,
    /// How often the model was run.
    pub evaluations: usize,
}

/// The constant intake from `from_day` on at which weight settles where the schedule has led by
/// then, everything else as scheduled.
///
/// It is found by running the model on for ten time constants, ten years and more; weight is then
/// within 10⁻⁴ kg of what was reached. On the way it rises by some tenths of a kg, as glycogen and
/// fluid come back with the food, until as much tissue has gone. Holding fat and lean tissue as they
/// are instead, as the planner of the NIDDK does, lets that water stay on top.
///
/// Of a schedule that lets the body age it keeps the weight at the end of those years: age has then
/// lowered what the body burns.
///
/// # Errors
/// As [`simulate`](crate::simulate) for the person and the schedule, [`Error::OutOfRange`] for a day
/// so late that the body does not settle within a century, [`Error::NothingKeeps`] if no intake keeps that weight.
pub fn maintenance(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    from_day: usize,
) -> Result<Maintenance, Error> {
    let start = reached(parameters, person, schedule, from_day)?;
    let baseline = Baseline::new(parameters, person)?;
    let pal = schedule.on(from_day).pal.given_usual(baseline.pal);
    let time_days = Linear::new(parameters, person, baseline, start.fat_kg, pal).time_days();
    let last_day = settled_day(from_day, time_days)?;
    let range = limits::INTAKE.ends();
    let bracket = root::narrow(range, TOLERANCE, |intake| {
        let held = schedule
            .clone()
            .replace(Setting::IntakeKcalPerDay(intake), from_day)?;
        let led = reached(parameters, person, &held, last_day);
        measured(led, |day| day.weight_kg - start.weight_kg)
    })?;
    let evaluations = bracket.evaluations;
    let [nearest, _] = bracket.into_nearest();
    let settled = nearest.outcome?;
    if ACCEPTED_KG < nearest.f.abs() {
        return Err(Error::NothingKeeps {
            weight_kg: start.weight_kg,
        });
    }
    Ok(Maintenance {
        intake_kcal_per_day: nearest.x,
        settled,
        evaluations,
    })
}

/// The day by which a body that began to settle on `from_day` has settled.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a number of days"
)]
fn settled_day(from_day: usize, time_days: f64) -> Result<usize, Error> {
    let settled = from_day as f64 + (TIME_CONSTANTS * time_days).ceil();
    Ok(limits::DAYS.check(settled)? as usize)
}
