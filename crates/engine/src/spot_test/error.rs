//! What the test of one spot refuses.

/// Why there is no plan or no reading.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
#[expect(
    clippy::error_impl_error,
    reason = "one error for the test, told apart by its path"
)]
pub enum Error {
    /// A test ends at one of its looks.
    #[error("a test of {weeks} weeks is not planned; it ends where it is looked at: {looks:?}")]
    Weeks {
        /// What was asked for.
        weeks: u32,
        /// Weeks at which a test is looked at.
        looks: &'static [u32],
    },
    /// A number outside what makes sense.
    #[error("{field} is {value}, allowed are {lo} to {hi}")]
    OutOfRange {
        /// What it is, with its unit.
        field: &'static str,
        /// What was given.
        value: f64,
        /// Least accepted value.
        lo: f64,
        /// Largest accepted value.
        hi: f64,
    },
    /// A measurement that cannot be. It is told by its place alone, so that who measures stays blind.
    #[error("measurement {} cannot be: {fault}", .place + 1)]
    CannotBe {
        /// Its place among the measurements, from 0.
        place: usize,
        /// What of it.
        fault: Fault,
    },
    /// Too few sessions in which both sides were measured.
    #[error(
        "both sides were measured in {sessions} sessions up to the last look, a reading needs {least}"
    )]
    TooFewSessions {
        /// Sessions found.
        sessions: usize,
        /// Sessions needed.
        least: usize,
    },
}

/// What of a measurement cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its day.
    #[error("a day is within ten years of the first of training")]
    Day,
    /// Its thickness or girth.
    #[error("a thickness or girth in mm is above 0 and at most 3000")]
    Value,
    /// Its weight.
    #[error("a weight is above zero")]
    Weight,
    /// Its time since training.
    #[error("hours since training are 0 or more")]
    Rest,
}

/// Refuses a number outside `lo..=hi`.
pub(super) fn within(field: &'static str, value: f64, lo: f64, hi: f64) -> Result<(), Error> {
    if (lo..=hi).contains(&value) {
        Ok(())
    } else {
        Err(Error::OutOfRange {
            field,
            value,
            lo,
            hi,
        })
    }
}
