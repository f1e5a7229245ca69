//! What is asked for, and what is advised.

use super::{
    super::programme::{Counted, Entry, Reps, Week, Work},
    absence::DAYS_PER_WEEK,
    load::{Loading, Progress, Units},
};

/// What is asked for of an exercise in a session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prescription {
    /// Work sets.
    pub sets: u8,
    /// How long a set is.
    pub reps: Reps,
    /// Repetitions to leave.
    pub rir: f64,
    /// What the load is made of.
    pub loading: Loading,
    /// In what weights are made.
    pub units: Units,
    /// How much a load rises at a step, over the load.
    pub step_frac: f64,
    /// What tells the next load.
    pub progress: Progress,
    /// What is next where no load can be added; a place in [`exercises`](super::super::exercises).
    pub harder: Option<usize>,
    /// Load over the usual, below one in a week of less.
    pub load_frac: f64,
    /// Days between sessions of it, as planned.
    pub gap_days: f64,
}

impl Prescription {
    /// What a week of a block asks for of an entry.
    pub fn new(entry: &Entry, week: &Week, dose: Work, units: Units) -> Self {
        Self {
            sets: dose.sets,
            reps: entry.reps,
            rir: dose.rir,
            loading: entry.loading,
            units,
            step_frac: entry.step_frac,
            progress: entry.progress,
            harder: entry.harder,
            load_frac: week.load_frac,
            gap_days: DAYS_PER_WEEK / entry.per_week as f64,
        }
    }

    /// Whether sets tell what could be lifted once: repetitions of a load do, seconds and what is added to the body do not.
    pub(super) fn tells_strength(&self) -> bool {
        self.reps.counted == Counted::Repetitions && self.loading != Loading::Unloaded
    }
}

/// What to do of an exercise next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Advice {
    /// The load, kg; nothing for the body's, and for one that has to be found.
    pub load_kg: Option<f64>,
    /// Work sets.
    pub sets: u8,
    /// How long a set is.
    pub reps: Reps,
    /// What to try for in every set.
    pub aim: u32,
    /// Repetitions to leave.
    pub rir: f64,
    /// What to do in its stead; a place in [`exercises`](super::super::exercises).
    pub exercise: Option<usize>,
    /// Why.
    pub why: Why,
}

/// Why something is advised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Why {
    /// Nothing was lifted yet: the load is the one with which the fewest repetitions leave those asked for.
    First,
    /// Every set reached the most repetitions and left those asked for, so the load rises.
    Full {
        /// The load before, kg.
        from_kg: f64,
        /// The fewest repetitions of a set.
        least: u32,
    },
    /// So did they, but the next weight is far off, so repetitions rise beyond the range.
    FarStep {
        /// The fewest repetitions of a set.
        least: u32,
        /// The next weight, kg.
        next_kg: f64,
        /// How far it is, over the load.
        step_frac: f64,
        /// Repetitions from which on it is taken.
        needed: u32,
    },
    /// Not every set did, so the load stays.
    NotFull {
        /// The fewest repetitions of a set.
        least: u32,
        /// Those of the range.
        most: u32,
    },
    /// A set had fewer repetitions than the range, so the load is what strength gives.
    Short {
        /// The load before, kg.
        from_kg: f64,
        /// The fewest repetitions of a set.
        least: u32,
        /// Strength, kg.
        strength_kg: f64,
    },
    /// The load is what strength gives for the fewest repetitions and those to leave.
    Strength {
        /// The load before, kg.
        from_kg: f64,
        /// Strength, kg.
        strength_kg: f64,
        /// One SD of ln strength.
        sd: f64,
    },
    /// A week of less.
    Deload {
        /// The usual load, kg; nothing without one.
        from_kg: Option<f64>,
        /// Load over the usual, as near to what is asked for as weights come; one where none is nearer.
        load_frac: f64,
    },
    /// Weeks off.
    Absent {
        /// How many.
        weeks: f64,
        /// The load before, kg; nothing without one.
        from_kg: Option<f64>,
        /// Load over that before, as near to what is asked for as weights come; one where none is nearer.
        load_frac: f64,
        /// Whether the block begins anew.
        is_restart: bool,
    },
    /// No load can be added, and every set reached the most repetitions: something harder is next.
    Harder {
        /// The fewest repetitions of a set.
        least: u32,
    },
    /// There is nothing harder, so sets grow longer.
    Longer {
        /// The fewest repetitions of a set.
        least: u32,
    },
    /// There is nothing harder, and sets are as long as they should be.
    Longest {
        /// The fewest repetitions of a set.
        least: u32,
    },
}
