//! The week of lifting.

use spotcheck_engine::{
    planner::Plan,
    training::{
        Bound, Muscle,
        programme::{Entry, Session},
    },
};

use super::Block;
use crate::{cli::plan::words, number};

const PERCENT: f64 = 100.0;
const LARGEST_SHARE: f64 = 0.15;

pub(super) fn blocks(plan: &Plan) -> Vec<Block> {
    let training = &plan.training;
    let mut blocks = vec![Block::Heading("Lifting".to_owned())];
    for session in &training.programme.sessions {
        blocks.push(Block::Text(format!(
            "{}, {} minutes",
            session.weekday.name(),
            number::plain(session.minutes.ceil(), 0)
        )));
        blocks.push(table(session));
    }
    blocks.push(Block::Text(progress(plan)));
    blocks.push(Block::Heading("Sets a week".to_owned()));
    blocks.push(weekly(plan));
    blocks.extend(shortfalls(plan).map(Block::Text));
    blocks.push(Block::Text(bounded(training.selection.bound)));
    blocks
}

/// What the week is short of, and why.
pub(super) fn shortfalls(plan: &Plan) -> impl Iterator<Item = String> {
    plan.training.shortfalls.iter().map(|shortfall| {
        let (what, why) = words::shortfall(shortfall);
        format!("Short: {what}: {why}.")
    })
}

/// How much better any other choice could be; a share only where a worth is large enough to take one of.
fn bounded(bound: Bound) -> String {
    if let Some(surplus) = bound.surplus().filter(|surplus| *surplus < LARGEST_SHARE) {
        return format!(
            "No other choice of exercises could be worth more than {} % over this one.",
            number::plain(PERCENT * surplus, 1)
        );
    }
    format!(
        "With so little time or equipment the week is short of what it should be: it is worth {}, and no choice of exercises \
         more than {}.",
        number::plain(bound.objective, 1),
        number::plain(bound.upper, 1)
    )
}

fn table(session: &Session) -> Block {
    let row = |entry: &Entry| {
        let pair = entry.superset.map_or("", |_| "\u{2194} ");
        [
            format!("{pair}{}", entry.name),
            words::sets(entry),
            number::plain(entry.rir.last, 0),
            words::rest(entry),
        ]
    };
    let rows = session.entries.iter().map(row).collect();
    Block::table(["", "sets \u{d7} reps", "left (RIR)", "rest"], rows)
}

/// How weeks follow each other.
pub(super) fn progress(plan: &Plan) -> String {
    let weeks = &plan.training.programme.block.weeks;
    let deload = weeks
        .iter()
        .position(|week| week.is_deload)
        .map_or(weeks.len(), |place| place + 1);
    format!(
        "Warm up with the first lift of each region. When every set reaches the upper repetitions with as many left as \
         the table says, add the smallest plate and start at the lower ones. Sets and effort rise for {} weeks; week \
         {deload} is lighter, then a block begins anew. \u{2194} marks two exercises done in turn.",
        deload.saturating_sub(1)
    )
}

fn weekly(plan: &Plan) -> Block {
    let row = |muscle: Muscle| {
        let dose = plan.training.demand.dose(muscle);
        let mark = if dose.is_promoted { " \u{2605}" } else { "" };
        [
            format!("{}{mark}", muscle.name()),
            number::plain(plan.training.volumes[muscle as usize], 1),
            number::plain(dose.min, 0),
            number::plain(dose.target, 0),
            number::plain(dose.max, 0),
        ]
    };
    let rows = Muscle::ALL.into_iter().map(row).collect();
    Block::table(["", "planned", "least", "wanted", "most"], rows)
}
