//! Sets of a workout, counted within an exercise, because apps number only some of them.

use std::collections::HashMap;

use crate::{Set, SetKind};

/// How many sets of each exercise the workout at hand has had.
#[derive(Default)]
pub(super) struct Sets {
    workout: String,
    exercises: HashMap<String, u32>,
}

impl Sets {
    /// The next set of an exercise in a workout.
    pub(super) fn next(&mut self, workout: String, exercise: &str, kind: SetKind) -> Set {
        if self.workout != workout {
            self.workout = workout;
            self.exercises.clear();
        }
        let number = self.exercises.entry(exercise.to_owned()).or_default();
        *number += 1;
        Set {
            number: Some(*number),
            kind,
        }
    }
}
