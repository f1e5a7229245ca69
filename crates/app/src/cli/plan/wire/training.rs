//! The week of lifting as JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use spotcheck_engine::{
    planner::Plan,
    training::{
        Muscle, Shortfall,
        programme::{Counted, Entry, Session},
    },
};

use super::super::words;

#[derive(Debug, Serialize)]
pub(super) struct Training {
    days: Vec<SessionWire>,
    weekly_sets: BTreeMap<&'static str, Sets>,
    minutes: Vec<f64>,
    shortfalls: Vec<ShortfallWire>,
    bound: BoundWire,
    block: Vec<BlockWeek>,
}

#[derive(Debug, Serialize)]
struct SessionWire {
    day: &'static str,
    minutes: f64,
    exercises: Vec<ExerciseWire>,
}

#[derive(Debug, Serialize)]
struct ExerciseWire {
    name: &'static str,
    sets: u8,
    reps: [u32; 2],
    unit: &'static str,
    per_side: bool,
    rir: f64,
    rest_s: f64,
    superset_with: Option<&'static str>,
    warm_up: Vec<RampWire>,
    substitutions: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct RampWire {
    load_frac: f64,
    reps: u32,
}

#[derive(Debug, Serialize)]
struct Sets {
    name: &'static str,
    planned: f64,
    min: f64,
    target: f64,
    max: f64,
    emphasised: bool,
}

#[derive(Debug, Serialize)]
struct ShortfallWire {
    what: String,
    why: String,
}

#[derive(Debug, Serialize)]
struct BoundWire {
    objective: f64,
    upper: f64,
    gap: f64,
}

#[derive(Debug, Serialize)]
struct BlockWeek {
    week: usize,
    deload: bool,
    load_frac: f64,
    /// Work sets and repetitions in reserve, session by session and exercise by exercise.
    doses: Vec<Vec<DoseWire>>,
}

#[derive(Debug, Serialize)]
struct DoseWire {
    sets: u8,
    rir: f64,
}

pub(super) fn training(plan: &Plan) -> Training {
    let training = &plan.training;
    let programme = &training.programme;
    let muscles = Muscle::ALL.into_iter().map(|muscle| {
        let dose = training.demand.dose(muscle);
        let sets = Sets {
            name: muscle.name(),
            planned: training.volumes[muscle as usize],
            min: dose.min,
            target: dose.target,
            max: dose.max,
            emphasised: dose.is_promoted,
        };
        (muscle.code(), sets)
    });
    let bound = training.selection.bound;
    Training {
        days: programme.sessions.iter().map(session).collect(),
        weekly_sets: muscles.collect(),
        minutes: programme
            .sessions
            .iter()
            .map(|session| session.minutes)
            .collect(),
        shortfalls: training.shortfalls.iter().map(short).collect(),
        bound: BoundWire {
            objective: bound.objective,
            upper: bound.upper,
            gap: bound.gap(),
        },
        block: programme
            .block
            .weeks
            .iter()
            .enumerate()
            .map(|(week, held)| BlockWeek {
                week: week + 1,
                deload: held.is_deload,
                load_frac: held.load_frac,
                doses: held
                    .sessions
                    .iter()
                    .map(|entries| {
                        entries
                            .iter()
                            .map(|dose| DoseWire {
                                sets: dose.sets,
                                rir: dose.rir,
                            })
                            .collect()
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn short(shortfall: &Shortfall) -> ShortfallWire {
    let (what, why) = words::shortfall(shortfall);
    ShortfallWire { what, why }
}

fn session(session: &Session) -> SessionWire {
    SessionWire {
        day: session.weekday.name(),
        minutes: session.minutes,
        exercises: session
            .entries
            .iter()
            .map(|entry| exercise(entry, &session.entries))
            .collect(),
    }
}

fn exercise(entry: &Entry, all: &[Entry]) -> ExerciseWire {
    ExerciseWire {
        name: entry.name,
        sets: entry.sets,
        reps: [entry.reps.lo, entry.reps.hi],
        unit: match entry.reps.counted {
            Counted::Repetitions => "reps",
            Counted::Seconds => "s",
        },
        per_side: entry.is_per_side,
        rir: entry.rir.last,
        rest_s: entry
            .superset
            .map_or(entry.rest_s, |superset| superset.rest_s),
        superset_with: entry.superset.map(|superset| all[superset.partner].name),
        warm_up: entry
            .warm_up
            .iter()
            .map(|set| RampWire {
                load_frac: set.load_frac,
                reps: set.reps,
            })
            .collect(),
        substitutions: entry
            .substitutions
            .iter()
            .map(|place| words::exercise(*place))
            .collect(),
    }
}
