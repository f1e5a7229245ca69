//! Where a schedule leads: the one place that runs the model forwards for the inverse problems.

use super::root::Tolerance;
use crate::{Day, Error, Parameters, Person, Schedule, Solver, Trajectory, simulate};

/// Search is over when kcal/day (or an activity level) and kg are known this well.
pub(super) const TOLERANCE: Tolerance = Tolerance {
    argument: 1e-6,
    value: 1e-6,
};
/// A result further than this from what was asked, kg, is none: the body left the model's range.
pub(super) const ACCEPTED_KG: f64 = 1e-4;

/// The body on a day of a schedule.
pub(super) fn reached(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    day: usize,
) -> Result<Day, Error> {
    let course = course(parameters, person, schedule, day)?;
    Ok(last(&course))
}

/// The last day of a course.
pub(super) fn last(course: &Trajectory) -> Day {
    *course.days().last().expect("a course has a day 0")
}

/// The body on every day until one.
pub(super) fn course(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    days: usize,
) -> Result<Trajectory, Error> {
    simulate(parameters, person, schedule, days, Solver::Exact)
}

/// A measure of where a schedule led; infinite, with the reason, where the body left the range the
/// model holds for on the way.
///
/// # Errors
/// Any other error.
pub(super) fn measured<T>(
    led: Result<T, Error>,
    measure: impl Fn(&T) -> f64,
) -> Result<(f64, Result<T, Error>), Error> {
    if let Err(Error::LeavesRange { value, hi, .. }) = led {
        let side = if hi < value { 1.0 } else { -1.0 };
        return Ok((side * f64::INFINITY, led));
    }
    let led = led?;
    Ok((measure(&led), Ok(led)))
}
