//! What a request for a programme is refused for.

use super::score::Rule;

/// Why there is no programme.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainingError {
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
    /// No shape has this name.
    #[error("there is no preset `{name}`")]
    UnknownPreset {
        /// The name.
        name: String,
    },
    /// No exercise has this name.
    #[error("there is no exercise `{name}`")]
    UnknownExercise {
        /// The name.
        name: String,
    },
    /// What is to stand out must leave something to stand out from.
    #[error("{asked} emphases, allowed are one preset alone or up to {most} muscles")]
    TooMuchEmphasis {
        /// Emphases asked for.
        asked: usize,
        /// Muscles at most.
        most: usize,
    },
    /// A choice that is none of this request.
    #[error("the choice breaks the rules {rules:?}")]
    Broken {
        /// Each rule once.
        rules: Vec<Rule>,
    },
    /// The linear programme that bounds a choice was not solved.
    #[error("the bound was not found: {reason}")]
    Bound {
        /// What the solver said.
        reason: microlp::Error,
    },
}

/// Refuses a number outside `lo..=hi`.
pub(super) fn within(
    field: &'static str,
    value: f64,
    lo: f64,
    hi: f64,
) -> Result<(), TrainingError> {
    if (lo..=hi).contains(&value) {
        Ok(())
    } else {
        Err(TrainingError::OutOfRange {
            field,
            value,
            lo,
            hi,
        })
    }
}
