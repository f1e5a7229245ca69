//! What was lifted of our exercises, and what is kept under names that are not ours.

use std::collections::BTreeMap;

use jiff::civil::Date;
use spotcheck_engine::training::{
    exercises,
    programme::Counted,
    progression::{Bout, LoggedSet, Units},
};
use spotcheck_import::SetKind;

use crate::{
    diary::days,
    lifted::{Lifted, place},
};

/// All sets that are kept, by exercise.
#[derive(Debug, Default)]
pub(super) struct History {
    sets: BTreeMap<usize, Vec<Lifted>>,
    /// Names of other apps, and the exercise each is read as.
    pub(super) read_as: BTreeMap<String, usize>,
    /// Names that nothing is made of.
    pub(super) unknown: BTreeMap<String, Unknown>,
    /// The first day of any set.
    origin: Option<Date>,
    in_lb: usize,
    in_kg: usize,
}

/// Sets of an exercise we do not know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unknown {
    pub(super) sets: usize,
    pub(super) last: Date,
}

impl History {
    pub(super) fn of(lifted: Vec<Lifted>) -> Self {
        let mut history = Self {
            origin: lifted.first().map(|set| set.at.day),
            ..Self::default()
        };
        for set in lifted {
            history.add(set);
        }
        history
    }

    fn add(&mut self, set: Lifted) {
        if set.load_kg.is_some() {
            *(if set.is_in_lb {
                &mut self.in_lb
            } else {
                &mut self.in_kg
            }) += 1;
        }
        let Some(place) = place(&set.name) else {
            let last = set.at.day;
            let unknown = self.unknown.entry(set.name);
            let unknown = unknown.or_insert(Unknown { sets: 0, last });
            *unknown = Unknown {
                sets: unknown.sets + 1,
                last: unknown.last.max(last),
            };
            return;
        };
        if set.name != exercises()[place].name {
            self.read_as.insert(set.name.clone(), place);
        }
        self.sets.entry(place).or_default().push(set);
    }

    /// The unit in which most loads were told.
    pub(super) fn units(&self) -> Units {
        if self.in_kg < self.in_lb {
            Units::Pounds
        } else {
            Units::Kilograms
        }
    }

    /// The places of all exercises of which sets are kept.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.sets.keys().copied()
    }

    /// The days on which an exercise was done, in order.
    pub(super) fn days_of(&self, place: usize) -> impl Iterator<Item = Date> {
        self.sets
            .get(&place)
            .into_iter()
            .flatten()
            .map(|set| set.at.day)
    }

    /// Days from the first set of all to a date.
    pub(super) fn day(&self, date: Date) -> usize {
        self.origin
            .and_then(|origin| days(origin, date))
            .unwrap_or(0)
    }

    /// The date of such a day.
    pub(super) fn date(&self, day: usize) -> Option<Date> {
        use jiff::ToSpan as _;
        let days = i64::try_from(day).ok()?;
        self.origin?.checked_add(days.days()).ok()
    }

    /// The work sets of an exercise day by day. Ramp and drop sets are none, nor is what tells no count.
    pub(super) fn bouts(
        &self,
        place: usize,
        counted: Counted,
        is_deload: impl Fn(Date) -> bool,
    ) -> Vec<Bout> {
        let mut bouts: Vec<Bout> = Vec::new();
        for set in self.sets.get(&place).into_iter().flatten() {
            let Some(logged) = logged(set, counted) else {
                continue;
            };
            let day = self.day(set.at.day);
            match bouts.last_mut().filter(|bout| bout.day == day) {
                Some(bout) => bout.sets.push(logged),
                None => bouts.push(Bout {
                    day,
                    sets: vec![logged],
                    is_deload: is_deload(set.at.day),
                }),
            }
        }
        bouts
    }
}

fn logged(set: &Lifted, counted: Counted) -> Option<LoggedSet> {
    if !matches!(set.kind, SetKind::Working | SetKind::Failure) {
        return None;
    }
    let count = match counted {
        Counted::Repetitions => set.reps,
        Counted::Seconds => set.seconds,
    };
    let count = count.map(f64::round).filter(|count| 1.0 <= *count)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and above nought; more than fits is refused as more than a set has"
    )]
    let reps = count as u32;
    Some(LoggedSet {
        load_kg: set.load_kg.unwrap_or(0.0),
        reps,
        rir: set.rir,
    })
}
