//! Why no plan can be reckoned.

use crate::training::{TrainingError, programme::ProgrammeError};

/// Why no plan can be reckoned: what was asked for makes no sense, or the model refuses the person.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Rate, weeks and weight are all given.
    #[error("a rate, a time and a weight are given; any two fix the third")]
    Overdetermined,
    /// A weight on the other side of today's.
    #[error("a goal of {goal_kg} kg from {weight_kg} kg is not where the plan is to go")]
    Direction {
        /// Weight today, kg.
        weight_kg: f64,
        /// Weight asked for, kg.
        goal_kg: f64,
    },
    /// A rate, or another weight, in a plan that keeps weight.
    #[error("a plan that keeps weight has no rate and reaches no other weight")]
    Still,
    /// A number no plan has.
    #[error("{value} {field} is outside {lo} to {hi}")]
    OutOfRange {
        /// What the number is of.
        field: &'static str,
        /// The number.
        value: f64,
        /// The least accepted.
        lo: f64,
        /// The largest accepted.
        hi: f64,
    },
    /// The week of lifting that is asked for.
    #[error(transparent)]
    Training(#[from] TrainingError),
    /// The week of lifting cannot be laid out.
    #[error(transparent)]
    Programme(#[from] ProgrammeError),
    /// The model does not hold for the person.
    #[error(transparent)]
    Person(#[from] spotcheck_model::Error),
}

/// Refuses a number outside a range, and one that is none.
pub(super) fn within(field: &'static str, value: f64, lo: f64, hi: f64) -> Result<(), PlanError> {
    if (lo..=hi).contains(&value) {
        Ok(())
    } else {
        Err(PlanError::OutOfRange {
            field,
            value,
            lo,
            hi,
        })
    }
}
