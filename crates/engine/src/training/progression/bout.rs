//! What was lifted of one exercise in one session.

/// Bounds that no lifter passes, so that a slip is not followed.
const MOST_LOAD_KG: f64 = 1000.0;
const MOST_REPS: u32 = 1000;
const MOST_RIR: f64 = 20.0;

/// A session of one exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Bout {
    /// The day, counted from any.
    pub day: usize,
    /// Work sets, in order.
    pub sets: Vec<LoggedSet>,
    /// Whether it was meant to be one of less, which no load follows.
    pub is_deload: bool,
}

/// A work set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoggedSet {
    /// Its load as it is told of this exercise, in kg; nought without one.
    pub load_kg: f64,
    /// Its repetitions, or seconds.
    pub reps: u32,
    /// Repetitions that were left, if told.
    pub rir: Option<f64>,
}

/// Why no advice follows from a log.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProgressionError {
    /// A bout that is not after the one before it, or a today before the last.
    #[error("day {day} is not after day {previous}")]
    OutOfOrder {
        /// Its day.
        day: usize,
        /// The one before.
        previous: usize,
    },
    /// A number that no set has.
    #[error("{field} of {value} on day {day} is outside 0 to {most}")]
    OutOfRange {
        /// What it is.
        field: &'static str,
        /// The day.
        day: usize,
        /// The number.
        value: f64,
        /// The largest accepted.
        most: f64,
    },
}

/// Checks that bouts are in order, none after today, and of sets that can be.
pub(super) fn check(bouts: &[Bout], today: usize) -> Result<(), ProgressionError> {
    for pair in bouts.windows(2) {
        let [previous, day] = [pair[0].day, pair[1].day];
        if day <= previous {
            return Err(ProgressionError::OutOfOrder { day, previous });
        }
    }
    if let Some(last) = bouts.last().filter(|last| today < last.day) {
        let [day, previous] = [today, last.day];
        return Err(ProgressionError::OutOfOrder { day, previous });
    }
    bouts.iter().try_for_each(|bout| {
        let mut sets = bout.sets.iter();
        sets.try_for_each(|set| check_set(bout.day, set))
    })
}

fn check_set(day: usize, set: &LoggedSet) -> Result<(), ProgressionError> {
    let numbers = [
        ("load", set.load_kg, MOST_LOAD_KG),
        ("repetitions", f64::from(set.reps), f64::from(MOST_REPS)),
        ("reserve", set.rir.unwrap_or(0.0), MOST_RIR),
    ];
    for (field, value, most) in numbers {
        if !(0.0..=most).contains(&value) {
            return Err(ProgressionError::OutOfRange {
                field,
                day,
                value,
                most,
            });
        }
    }
    Ok(())
}
