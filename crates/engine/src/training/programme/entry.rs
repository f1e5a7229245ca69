//! What is done of an exercise in a session.

use super::super::{
    exercise::{Exercise, exercises},
    progression::{Loading, Progress},
};

/// An exercise in a session.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in [`exercises`].
    pub exercise: usize,
    /// Its name.
    pub name: &'static str,
    /// Sessions of a week that have it.
    pub per_week: usize,
    /// Work sets, as planned for the last week before the deload.
    pub sets: u8,
    /// What a set is.
    pub reps: Reps,
    /// Repetitions that are left at the end of a set.
    pub rir: Effort,
    /// Rest after a set that is done alone, s.
    pub rest_s: f64,
    /// Whether a set is done with one side, then with the other.
    pub is_per_side: bool,
    /// With what it takes turns.
    pub superset: Option<Superset>,
    /// Sets before the first work set.
    pub warm_up: Vec<RampSet>,
    /// What may stand in for it, the most similar first; places in [`exercises`].
    pub substitutions: Vec<usize>,
    /// What is next where no load can be added, or none is left.
    pub harder: Option<usize>,
    /// What its load is made of.
    pub loading: Loading,
    /// How much a load rises at a step, over the load.
    pub step_frac: f64,
    /// What tells the next load.
    pub progress: Progress,
}

impl Entry {
    /// The exercise.
    pub fn exercise(&self) -> &'static Exercise {
        &exercises()[self.exercise]
    }
}

/// How long a set is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reps {
    /// The fewest.
    pub lo: u32,
    /// The most.
    pub hi: u32,
    /// Of what.
    pub counted: Counted,
}

/// What is counted in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Repetitions, of each side.
    Repetitions,
    /// Seconds a position is held or a load carried, of each side.
    Seconds,
}

/// Repetitions in reserve from the first week of a block to the last before its deload.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// In the first week.
    pub first: f64,
    /// In the last before the deload.
    pub last: f64,
}

/// An exercise that another takes turns with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Superset {
    /// The other's place in the session.
    pub partner: usize,
    /// Rest after a set before the other's, s.
    pub rest_s: f64,
}

/// A set that warms up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RampSet {
    /// Its load over that of work sets.
    pub load_frac: f64,
    /// Its repetitions.
    pub reps: u32,
}
