//! Sets that are kept: load, repetitions and exertion of each put together again, and whose exercise it is.

mod names;

use std::collections::BTreeMap;

use jiff::civil::Date;
use spotcheck_import::{Moment, Observation, Quantity, SetKind, Unit};
use spotcheck_store::{Person, Wanted};

use crate::cli::kept::Kept;
pub(crate) use names::{near, place};

/// Repetitions in reserve and the rating of exertion of a set add up to this.
pub(crate) const MOST_EXERTION: f64 = 10.0;
const SECONDS_PER_MINUTE: f64 = 60.0;
/// What a set is told by, and what it says of it.
const PARTS: [(Quantity, Say); 4] = [
    (Quantity::Load, |set, told| {
        set.load_kg = Some(told.value);
        set.is_in_lb = told.given == Unit::Pound;
    }),
    (Quantity::Repetitions, |set, told| {
        set.reps = Some(told.value);
    }),
    (Quantity::Exercise, |set, told| {
        set.seconds = Some(SECONDS_PER_MINUTE * told.value);
    }),
    (Quantity::Exertion, |set, told| {
        set.rir = Some((MOST_EXERTION - told.value).max(0.0));
    }),
];

/// Puts what an observation tells to a set.
type Say = fn(&mut Lifted, &Observation);

/// A set as it was told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lifted {
    /// When.
    pub(crate) at: Moment,
    /// What the exercise is called there.
    pub(crate) name: String,
    /// What it was for.
    pub(crate) kind: SetKind,
    /// Its number, as the app counts.
    pub(crate) number: Option<u32>,
    /// Its load, kg; nothing where none is told.
    pub(crate) load_kg: Option<f64>,
    /// Whether the load was told in pounds.
    pub(crate) is_in_lb: bool,
    /// Repetitions.
    pub(crate) reps: Option<f64>,
    /// How long it took, s.
    pub(crate) seconds: Option<f64>,
    /// Repetitions left at its end.
    pub(crate) rir: Option<f64>,
}

/// What tells sets apart: when, of what, in which workout, which number, what for.
type Key = (Moment, String, Option<String>, Option<u32>, &'static str);

/// All sets of a person up to a day, in the order of time.
///
/// # Errors
/// What the store says.
pub(crate) fn lifted(kept: &Kept, person: &Person, last: Date) -> anyhow::Result<Vec<Lifted>> {
    let mut sets: BTreeMap<Key, Lifted> = BTreeMap::new();
    for (part, say) in PARTS {
        let wanted = Wanted {
            quantity: Some(part),
            from: None,
            to: Some(last),
        };
        let mut each = |_, observation| add(&mut sets, &observation, say);
        kept.wait(kept.store.observations(person, wanted, &mut each))?;
    }
    Ok(sets.into_values().collect())
}

/// Puts what is told of a set to what else is; anything but sets is left out.
fn add(sets: &mut BTreeMap<Key, Lifted>, observation: &Observation, say: Say) {
    let (Some(set), Some(name)) = (observation.set, observation.item.clone()) else {
        return;
    };
    let key = (
        observation.at,
        name.clone(),
        observation.group.clone(),
        set.number,
        set.kind.name(),
    );
    let lifted = sets.entry(key).or_insert_with(|| Lifted {
        at: observation.at,
        name,
        kind: set.kind,
        number: set.number,
        load_kg: None,
        is_in_lb: false,
        reps: None,
        seconds: None,
        rir: (set.kind == SetKind::Failure).then_some(0.0),
    });
    say(lifted, observation);
}
