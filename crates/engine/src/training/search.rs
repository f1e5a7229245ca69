//! The search: a greedy week, then a great many changes, worse ones taken back ever more surely.

use super::{
    moves::Mover,
    selection::Pick,
    week::{Board, Week},
};

/// Changes tried each time, and by how much one may make things worse at first and at last: hot for small weeks, whose
/// few choices lie far apart, cool for large ones.
const COURSES: [(usize, f64, f64); 2] = [(200_000, 1.0, 0.03), (300_000, 0.4, 0.02)];
/// Below it two weeks are worth the same.
const LEAST_GAIN: f64 = 1e-9;

/// The best week found; the same seed finds the same.
pub(super) fn search(board: &Board<'_>, seed: u64) -> Vec<Vec<Pick>> {
    let mut best = Week::empty(board);
    if board.problem.candidates.is_empty() {
        return best.picks();
    }
    let mut mover = Mover::new(best.clone(), seed);
    fill(&mut mover.week);
    let start = mover.week.clone();
    for (steps, hot, cold) in COURSES {
        mover.week.clone_from(&start);
        let cooling = (cold / hot).powf(1.0 / steps as f64);
        let mut heat = hot;
        for _ in 0..steps {
            if best.energy() + LEAST_GAIN < mover.week.energy() && mover.week.is_even() {
                best.clone_from(&mover.week);
            }
            heat *= cooling;
            step(&mut mover, heat);
        }
    }
    best.picks()
}

/// A change, taken back if it is impossible, and if it is for the worse by more than chance allows.
fn step(mover: &mut Mover<'_>, heat: f64) {
    let before = mover.week.energy();
    let is_done = mover.change();
    let gain = mover.week.energy() - before;
    if !is_done || gain < 0.0 && (gain / heat).exp() <= mover.chance() {
        mover.take_back();
    }
}

/// Adds what is worth most for its time until nothing that fits is worth having.
fn fill(week: &mut Week<'_>) {
    while let Some((day, at, sets)) = best_addition(week) {
        week.set(day, at, sets);
    }
}

fn best_addition(week: &mut Week<'_>) -> Option<(usize, usize, usize)> {
    let mut best = None;
    let mut most = 0.0;
    let count = week.board.problem.candidates.len();
    for (day, at) in (0..week.days.len()).flat_map(|day| (0..count).map(move |at| (day, at))) {
        let has = week.sets(day, at);
        let more = week.least_more(has);
        let rate = week.rate(day, at, more).unwrap_or(0.0);
        if most < rate {
            most = rate;
            best = Some((day, at, has + more));
        }
    }
    best
}
