//! Whose numbers hold: those of a level, or those of who recovers less.

use spotcheck_model::parameters::{Parameter, ProgressionParameters};

use super::{
    super::request::{Level, Request},
    entry::Effort,
    order::Class,
};

/// A column of the table of programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Novice,
    Intermediate,
    Advanced,
    /// Older, or in an energy deficit, whatever the level.
    Careful,
}

impl Column {
    pub(super) fn of(p: &ProgressionParameters, request: &Request) -> Self {
        if request.is_deficit || p.careful_age.value <= request.age_y {
            return Self::Careful;
        }
        match request.level {
            Level::Novice => Self::Novice,
            Level::Intermediate => Self::Intermediate,
            Level::Advanced => Self::Advanced,
        }
    }

    /// Fewest and most repetitions.
    pub(super) fn reps(self, p: &ProgressionParameters) -> [f64; 2] {
        values(match self {
            Self::Novice => [&p.novice_least_reps, &p.novice_most_reps],
            Self::Intermediate => [&p.intermediate_least_reps, &p.intermediate_most_reps],
            Self::Advanced => [&p.advanced_least_reps, &p.advanced_most_reps],
            Self::Careful => [&p.careful_least_reps, &p.careful_most_reps],
        })
    }

    /// Repetitions in reserve over a block.
    pub(super) fn rir(self, p: &ProgressionParameters, class: Class) -> Effort {
        let [first, last] = values(match (self, class) {
            (Self::Novice, _) => [&p.novice_first_rir, &p.novice_last_rir],
            (Self::Intermediate, _) => [&p.intermediate_first_rir, &p.intermediate_last_rir],
            (Self::Advanced, Class::Isolation) => [
                &p.advanced_isolation_first_rir,
                &p.advanced_isolation_last_rir,
            ],
            (Self::Advanced, Class::Heavy | Class::Compound) => {
                [&p.advanced_first_rir, &p.advanced_last_rir]
            }
            (Self::Careful, _) => [&p.careful_first_rir, &p.careful_last_rir],
        });
        Effort { first, last }
    }

    /// Weeks of a block, its deload included.
    pub(super) fn weeks(self, p: &ProgressionParameters) -> f64 {
        match self {
            Self::Novice => p.novice_deload.value,
            Self::Intermediate => p.intermediate_deload.value,
            Self::Advanced => p.advanced_deload.value,
            Self::Careful => p.careful_deload.value,
        }
    }
}

fn values<const N: usize>(parameters: [&Parameter; N]) -> [f64; N] {
    parameters.map(|parameter| parameter.value)
}
