//! What loads are made of, and the steps between them.

use spotcheck_model::parameters::ProgressionParameters;

use super::super::{equipment::Equipment, exercise::Exercise};

/// Kilograms of an international avoirdupois pound.
pub const KG_PER_LB: f64 = 0.453_592_37;
/// A load counts as on a step this share of a step below it, so that conversion of units does not cost one.
const SLACK: f64 = 1e-6;

/// What a load is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Loading {
    /// Plates on a bar.
    Plates,
    /// Dumbbells or kettlebells, each of one weight.
    Dumbbells,
    /// A stack of weights.
    Stack,
    /// The body, or a band that tells no weight.
    Unloaded,
}

impl Loading {
    /// What an exercise is loaded with, done with the first of its equipment that is there.
    pub fn of(exercise: &Exercise, there: &[Equipment]) -> Self {
        let is_there =
            |thing: &&Equipment| **thing == Equipment::Bodyweight || there.contains(thing);
        let options = &exercise.equipment;
        // What can be done in rings moves the body, whatever else holds it.
        if options.iter().flatten().any(|one| *one == Equipment::Rings) {
            return Self::Unloaded;
        }
        let chosen = options
            .iter()
            .find(|needed| needed.iter().filter(is_there).count() == needed.len())
            .or(options.first());
        let loads = chosen.into_iter().flatten().map(|one| Self::from(*one));
        loads.min_by_key(|one| *one as u8).unwrap_or(Self::Unloaded)
    }
}

impl From<Equipment> for Loading {
    fn from(equipment: Equipment) -> Self {
        match equipment {
            Equipment::Barbell
            | Equipment::Smith
            | Equipment::CurlBar
            | Equipment::TrapBar
            | Equipment::Landmine => Self::Plates,
            Equipment::Dumbbells | Equipment::Kettlebell => Self::Dumbbells,
            Equipment::Cable | Equipment::Pulldown | Equipment::Machines => Self::Stack,
            Equipment::Rack
            | Equipment::Bench
            | Equipment::PullUpBar
            | Equipment::DipBars
            | Equipment::Bands
            | Equipment::Bodyweight
            | Equipment::Step
            | Equipment::Ball
            | Equipment::Sliders
            | Equipment::Rings
            | Equipment::BackExtension
            | Equipment::AbWheel => Self::Unloaded,
        }
    }
}

/// What tells the next load.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Repetitions rise through their range, then the load by a step.
    Double,
    /// The load that the strength of the last sessions gives for the fewest repetitions at the effort asked for.
    Effort,
}

/// In what weights are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Units {
    /// Kilograms.
    Kilograms,
    /// Pounds.
    Pounds,
}

/// The loads there are: multiples of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steps {
    step_kg: f64,
}

impl Steps {
    /// The loads of a kind of weight; those of the body have none.
    pub fn new(p: &ProgressionParameters, loading: Loading, units: Units) -> Option<Self> {
        let [kilograms, pounds] = match loading {
            Loading::Plates => [&p.plate_step_kg, &p.plate_step_lb],
            Loading::Dumbbells => [&p.dumbbell_step_kg, &p.dumbbell_step_lb],
            Loading::Stack => [&p.stack_step_kg, &p.stack_step_lb],
            Loading::Unloaded => return None,
        };
        Some(Self {
            step_kg: match units {
                Units::Kilograms => kilograms.value,
                Units::Pounds => pounds.value * KG_PER_LB,
            },
        })
    }

    /// The greatest load that is not above, at least a step, kg.
    pub fn below(self, load_kg: f64) -> f64 {
        self.at((load_kg / self.step_kg + SLACK).floor().max(1.0))
    }

    /// The load that is nearest, the greater of two, at least a step, kg.
    pub fn nearest(self, load_kg: f64) -> f64 {
        self.at((load_kg / self.step_kg + SLACK).round().max(1.0))
    }

    /// The least load that is not below, at least a step, kg.
    pub fn not_below(self, load_kg: f64) -> f64 {
        self.at((load_kg / self.step_kg - SLACK).ceil().max(1.0))
    }

    /// The least load above, kg.
    pub fn above(self, load_kg: f64) -> f64 {
        self.at((load_kg / self.step_kg + SLACK).floor() + 1.0)
    }

    /// The load after `load_kg` that is greater by about `share`, and by a step at least, kg.
    pub fn raised(self, load_kg: f64, share: f64) -> f64 {
        self.below(load_kg * (1.0 + share)).max(self.above(load_kg))
    }

    fn at(self, steps: f64) -> f64 {
        steps * self.step_kg
    }
}
