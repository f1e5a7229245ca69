//! The next loads as JSON.

use serde::Serialize;
use spotcheck_engine::training::{
    exercises,
    programme::Counted,
    progression::{LnStrength, Why},
};

use super::{
    Shown,
    advised::Next,
    words::{early, once, told, unit, why},
};

#[derive(Debug, Serialize)]
pub(super) struct Wire<'a> {
    as_of: String,
    units: &'static str,
    block: Block,
    deload: Deload,
    sessions: Vec<Session>,
    read_as: Vec<ReadAs<'a>>,
    unknown: Vec<Unknown<'a>>,
    unplanned: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Block {
    began: String,
    week: usize,
    weeks: usize,
    deload_from: String,
}

#[derive(Debug, Serialize)]
struct Deload {
    /// Whether one is due, by the block or before its time.
    due: bool,
    /// `block`, or why before its time.
    cause: Option<String>,
    /// Whether the loads are those of one.
    shown: bool,
    text: String,
}

#[derive(Debug, Serialize)]
struct Session {
    day: &'static str,
    exercises: Vec<Exercise>,
}

#[derive(Debug, Serialize)]
struct Exercise {
    name: &'static str,
    /// In `units`; null for the body's, and for one that has to be found.
    load: Option<f64>,
    load_kg: Option<f64>,
    sets: u8,
    reps: [u32; 2],
    unit: &'static str,
    per_side: bool,
    aim: u32,
    rir: f64,
    instead: Option<&'static str>,
    rule: &'static str,
    why: String,
    /// What could be lifted once.
    strength_kg: Option<Strength>,
    sessions_kept: usize,
}

#[derive(Debug, Serialize)]
struct Strength {
    median: f64,
    lo90: f64,
    hi90: f64,
}

#[derive(Debug, Serialize)]
struct ReadAs<'a> {
    told: &'a str,
    exercise: &'static str,
}

#[derive(Debug, Serialize)]
struct Unknown<'a> {
    told: &'a str,
    sets: usize,
    last: String,
}

impl Shown<'_> {
    /// The document.
    pub(super) fn wire(&self) -> Wire<'_> {
        let standing = &self.advised.standing;
        let sessions = self.advised.sessions.iter();
        let name = |place: usize| exercises()[place].name.as_str();
        let by_block = self.is_scheduled().then(|| "block".to_owned());
        let cause = by_block.or(self.advised.early.map(early));
        Wire {
            as_of: self.today.to_string(),
            units: unit(self.units),
            block: Block {
                began: standing.began.to_string(),
                week: standing.week + 1,
                weeks: standing.weeks,
                deload_from: standing.deload_from().to_string(),
            },
            deload: Deload {
                due: cause.is_some(),
                cause,
                shown: self.advised.is_deload,
                text: self.deload(),
            },
            sessions: sessions
                .map(|(weekday, entries)| Session {
                    day: weekday.name(),
                    exercises: entries
                        .iter()
                        .map(|next| self.exercise_wire(next))
                        .collect(),
                })
                .collect(),
            read_as: self
                .history
                .read_as
                .iter()
                .map(|(told, place)| ReadAs {
                    told,
                    exercise: name(*place),
                })
                .collect(),
            unknown: self
                .history
                .unknown
                .iter()
                .map(|(told, unknown)| Unknown {
                    told,
                    sets: unknown.sets,
                    last: unknown.last.to_string(),
                })
                .collect(),
            unplanned: self.unplanned.iter().map(|place| name(*place)).collect(),
        }
    }

    fn exercise_wire(&self, next: &Next<'_>) -> Exercise {
        let advice = &next.advice;
        Exercise {
            name: next.entry.name,
            load: advice.load_kg.map(|kg| told(kg, self.units)),
            load_kg: advice.load_kg,
            sets: advice.sets,
            reps: [advice.reps.lo, advice.reps.hi],
            unit: match advice.reps.counted {
                Counted::Repetitions => "reps",
                Counted::Seconds => "s",
            },
            per_side: next.entry.is_per_side,
            aim: advice.aim,
            rir: advice.rir,
            instead: next.instead(),
            rule: rule(advice.why),
            why: why(next, self.units),
            strength_kg: next.followed.last().map(|one| strength(one.known)),
            sessions_kept: next.bouts.len(),
        }
    }
}

fn strength(known: LnStrength) -> Strength {
    let [median, lo90, hi90] = once(known);
    Strength { median, lo90, hi90 }
}

/// The rule of `docs/method/programme.md` that a load follows.
fn rule(why: Why) -> &'static str {
    match why {
        Why::First => "first",
        Why::Full { .. } => "full",
        Why::FarStep { .. } => "far_step",
        Why::NotFull { .. } => "not_full",
        Why::Short { .. } => "short",
        Why::Strength { .. } => "strength",
        Why::Deload { .. } => "deload",
        Why::Absent { .. } => "absent",
        Why::Harder { .. } => "harder",
        Why::Longer { .. } => "longer",
        Why::Longest { .. } => "longest",
    }
}
