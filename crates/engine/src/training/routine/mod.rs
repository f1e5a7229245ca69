//! Programmes as other apps read them.
//!
//! What each format is known to take, and what it is not, stands in `docs/formats.md`.

mod hevy;
mod liftoscript;
mod names;

use std::collections::BTreeMap;

use spotcheck_model::parameters::ProgressionParameters;

pub use hevy::hevy;
pub use liftoscript::{Liftoscript, liftoscript};
pub use names::built_in as liftosaur_name;

use super::{
    programme::{Entry, Week, Work},
    progression::{KG_PER_LB, Loading, Steps, Units},
};

/// Repetitions in reserve and the rating of exertion of a set add up to this.
const MOST_EXERTION: f64 = 10.0;

/// What somebody lifts now: usual loads in kg by place in [`exercises`](super::exercises), where known.
#[derive(Clone, Debug, PartialEq)]
pub struct Loads {
    /// The loads, kg.
    pub usual_kg: BTreeMap<usize, f64>,
    /// In what weights are made.
    pub units: Units,
}

impl Loads {
    /// The load of an entry in a week, in kg, if it has one that is known.
    fn of(&self, p: &ProgressionParameters, entry: &Entry, week: &Week) -> Option<f64> {
        let steps = Steps::new(p, entry.loading, self.units)?;
        let usual_kg = *self.usual_kg.get(&entry.exercise)?;
        Some(if week.load_frac < 1.0 {
            steps.below(usual_kg * week.load_frac).min(usual_kg)
        } else {
            usual_kg
        })
    }

    /// The load of a ramp set before work sets of `load_kg`, which are loaded as `entry` is.
    fn ramped(&self, p: &ProgressionParameters, entry: &Entry, load_kg: f64, frac: f64) -> f64 {
        let steps = Steps::new(p, entry.loading, self.units);
        let load = load_kg * frac;
        steps.map_or(load, |steps| steps.below(load).min(load_kg))
    }

    /// A load in the units of weights, to a hundredth.
    fn number(&self, load_kg: f64) -> f64 {
        let load = match self.units {
            Units::Kilograms => load_kg,
            Units::Pounds => load_kg / KG_PER_LB,
        };
        (100.0 * load).round() / 100.0
    }
}

fn is_loaded(entry: &Entry) -> bool {
    entry.loading != Loading::Unloaded
}

/// How hard a set is rated.
fn exertion(dose: Work) -> f64 {
    MOST_EXERTION - dose.rir
}

/// Rest after a set, in whole seconds.
fn rest_s(entry: &Entry) -> f64 {
    entry
        .superset
        .map_or(entry.rest_s, |superset| superset.rest_s)
        .ceil()
}

/// The place of each entry's superset among those of its session; the same for both partners.
fn supersets(entries: &[Entry]) -> Vec<Option<usize>> {
    let leader = |place: usize| entries[place].superset.map(|one| one.partner.min(place));
    let leaders: Vec<usize> = (0..entries.len())
        .filter(|place| leader(*place) == Some(*place))
        .collect();
    (0..entries.len())
        .map(|place| {
            let led = leader(place)?;
            leaders.iter().position(|one| *one == led)
        })
        .collect()
}
