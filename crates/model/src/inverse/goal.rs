//! What is to be reached, and by when.

use crate::{Day, Error, Person, limits};

/// What a person wants to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// Body weight, kg.
    WeightKg(f64),
    /// Fat mass, kg.
    FatKg(f64),
    /// Body mass index, kg/m².
    Bmi(f64),
}

/// A goal on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// What is to be reached.
    pub goal: Goal,
    /// The day on which it is to be reached, 1 or later.
    pub by_day: usize,
}

impl Goal {
    /// How far a body is above the goal, kg of weight or of fat.
    pub(super) fn excess_kg(self, person: &Person, day: &Day) -> f64 {
        match self {
            Self::WeightKg(goal_kg) => day.weight_kg - goal_kg,
            Self::FatKg(goal_kg) => day.fat_kg - goal_kg,
            Self::Bmi(goal) => day.weight_kg - goal * person.height_m().powi(2),
        }
    }

    /// Refuses what nobody weighs.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a weight or a fat mass outside the ranges of
    /// [`PersonInput`](crate::PersonInput).
    pub fn check(self, person: &Person) -> Result<(), Error> {
        match self {
            Self::WeightKg(goal_kg) => limits::WEIGHT.check(goal_kg)?,
            Self::FatKg(goal_kg) => limits::FAT.check(goal_kg)?,
            Self::Bmi(goal) => limits::WEIGHT.check(goal * person.height_m().powi(2))?,
        };
        Ok(())
    }
}
