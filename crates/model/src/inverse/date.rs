//! When a schedule reaches a goal.

use super::{
    course::{course, last},
    goal::Goal,
};
use crate::{Day, Error, Parameters, Person, Schedule, Trajectory, limits};

/// The first look ahead; each next one is twice as far.
const FIRST_LOOK_DAYS: usize = 365;

/// What a schedule makes of a goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrival {
    /// It is reached.
    On(Day),
    /// It is not reached within a century: the body settles short of it.
    Settles(Day),
    /// It is not reached before the body leaves the range the model holds for, on the day after
    /// this one.
    Leaves(Day),
}

/// The first day on which a schedule reaches a goal.
///
/// # Errors
/// As [`simulate`](crate::simulate) for the person and the schedule, and [`Error::OutOfRange`] for a
/// goal nobody weighs.
pub fn date_for_goal(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    goal: Goal,
) -> Result<Arrival, Error> {
    goal.check(person)?;
    let mut ahead = FIRST_LOOK_DAYS;
    loop {
        let (course, leaves) = followed(parameters, person, schedule, ahead)?;
        let days = course.days();
        let start_kg = goal.excess_kg(person, &days[0]);
        let is_there = |day: &&Day| {
            let excess_kg = goal.excess_kg(person, day);
            excess_kg * start_kg <= 0.0
        };
        if let Some(day) = days.iter().find(is_there) {
            return Ok(Arrival::On(*day));
        }
        let last = last(&course);
        if leaves {
            return Ok(Arrival::Leaves(last));
        }
        if ahead == limits::MOST_DAYS {
            return Ok(Arrival::Settles(last));
        }
        ahead = (2 * ahead).min(limits::MOST_DAYS);
    }
}

/// The days until one, or until the last before the body leaves the model's range, and whether it
/// does.
fn followed(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    days: usize,
) -> Result<(Trajectory, bool), Error> {
    match course(parameters, person, schedule, days) {
        Err(Error::LeavesRange { day, .. }) if 0 < day => {
            let before = course(parameters, person, schedule, day - 1)?;
            Ok((before, true))
        }
        Ok(all) => Ok((all, false)),
        Err(error) => Err(error),
    }
}
