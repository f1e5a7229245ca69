//! Why a log cannot be followed.

/// Why a log cannot be followed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrackError {
    /// Nobody was weighed by the day asked about.
    #[error("there is no usable weighing up to day {day}")]
    NoWeight {
        /// The last day looked at.
        day: usize,
    },
    /// A number that is none, or that no body has.
    #[error("{field} of {value} on day {day} is outside {lo} to {hi}")]
    OutOfRange {
        /// What the number is.
        field: &'static str,
        /// The day it is of.
        day: usize,
        /// The number.
        value: f64,
        /// The least accepted.
        lo: f64,
        /// The largest accepted.
        hi: f64,
    },
    /// A day whose intake was given twice.
    #[error("the intake of day {day} is given twice")]
    IntakeTwice {
        /// The day.
        day: usize,
    },
    /// A day further off than any log.
    #[error("day {day} is beyond day {most}")]
    TooFar {
        /// The day.
        day: usize,
        /// The last accepted.
        most: usize,
    },
    /// More scales and ways of measuring than are followed.
    #[error("{needed} offsets of scales, evenings and ways of measuring fat; {most} are followed")]
    TooManyDevices {
        /// Offsets the log needs.
        needed: usize,
        /// The most accepted.
        most: usize,
    },
    /// The model does not hold for the person.
    #[error(transparent)]
    Person(#[from] spotcheck_model::Error),
}
