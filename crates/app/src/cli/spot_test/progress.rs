//! How far a kept test is: which sessions are done, due or missed, and which side is next.

use std::collections::{BTreeMap, BTreeSet};

use spotcheck_engine::spot_test::Side;

use super::kept::{KeptTest, side};

/// How it stands with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Both sides were measured on one day.
    Done,
    /// It may be measured.
    Due,
    /// Its days are over.
    Missed,
    /// Its days are to come.
    Ahead,
}

/// A session, which may be measured from its day until the one before the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) day: i32,
    pub(super) last_day: i32,
    pub(super) state: State,
    first: Side,
}

/// The side to measure next, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next {
    pub(super) day: i32,
    pub(super) side: Side,
}

/// Every session as it stands on a day.
#[derive(Debug)]
pub(super) struct Progress {
    pub(super) slots: Vec<Slot>,
    pub(super) next: Option<Next>,
}

impl Progress {
    pub(super) fn of(kept: &KeptTest, today: i32) -> Self {
        let mut sides: BTreeMap<i32, BTreeSet<&str>> = BTreeMap::new();
        for one in &kept.readings {
            let sides = sides.entry(one.day).or_default();
            sides.insert(one.side.name());
        }
        let is_done = |day, last_day| sides.range(day..=last_day).any(|(_, both)| both.len() == 2);
        let sessions = kept.design.sessions.iter().enumerate();
        let slots = sessions.map(|(index, session)| {
            let (day, last_day) = (session.day, kept.last_day(index));
            let state = if is_done(day, last_day) {
                State::Done
            } else if last_day < today {
                State::Missed
            } else if day <= today {
                State::Due
            } else {
                State::Ahead
            };
            Slot {
                day,
                last_day,
                state,
                first: session.first,
            }
        });
        let slots: Vec<Slot> = slots.collect();
        let next = other(kept, today).or_else(|| first(&slots, today));
        Self { slots, next }
    }

    /// The days of the sessions that stand so.
    pub(super) fn days(&self, state: State) -> Vec<i32> {
        let such = self.slots.iter().filter(|slot| slot.state == state);
        such.map(|slot| slot.day).collect()
    }
}

/// The other side, where one was measured today and the other was not.
fn other(kept: &KeptTest, today: i32) -> Option<Next> {
    let mut measured = kept.readings.iter().filter(|one| one.day == today);
    match (measured.next(), measured.next()) {
        (Some(one), None) => Some(Next {
            day: today,
            side: side(one.side).other(),
        }),
        _ => None,
    }
}

/// The side to begin the next session with.
fn first(slots: &[Slot], today: i32) -> Option<Next> {
    let open = |slot: &&Slot| matches!(slot.state, State::Due | State::Ahead);
    slots.iter().find(open).map(|slot| Next {
        day: slot.day.max(today),
        side: slot.first,
    })
}
