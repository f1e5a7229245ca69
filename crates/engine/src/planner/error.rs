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
    /// A number no plan has.
    #[error("{field} of {value} is outside {lo} to {hi}")]
    OutOfRange {
        /// What the number is.
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
