//! The search: a greedy week, then parts of it taken out and put back otherwise, fewer and fewer of them for the worse.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{
    selection::Pick,
    week::{Board, Week},
};

/// Changes tried.
const STEPS: usize = 300_000;
/// By how much a change may make things worse at first, and at last.
const HEAT: (f64, f64) = (1.5, 0.02);

pub(super) fn search(board: &Board<'_>, seed: u64) -> (f64, Vec<Vec<Pick>>) {
    let mut search = Search {
        rng: ChaCha8Rng::seed_from_u64(seed),
        undo: Vec::new(),
        related: related(board),
        week: Week::empty(board),
    };
    fill(&mut search.week);
    let mut best = if search.week.is_even() {
        search.week.clone()
    } else {
        Week::empty(board)
    };
    if board.problem.candidates.is_empty() {
        return (best.energy(), best.picks());
    }
    let cooling = (HEAT.1 / HEAT.0).powf(1.0 / STEPS as f64);
    let mut heat = HEAT.0;
    for _ in 0..STEPS {
        heat *= cooling;
        let before = search.week.energy();
        search.undo.clear();
        let done = search.change();
        let gain = search.week.energy() - before;
        if !done || gain < 0.0 && search.rng.random::<f64>() >= (gain / heat).exp() {
            search.take_back();
        } else if best.energy() + 1e-9 < search.week.energy() && search.week.is_even() {
            best.clone_from(&search.week);
        }
    }
    (best.energy(), best.picks())
}

/// Adds what is worth most for its time until nothing that fits is worth having.
pub(super) fn fill(week: &mut Week<'_>) {
    loop {
        let mut best = (0.0, None);
        let now = week.energy();
        for day in 0..week.days.len() {
            for at in 0..week.board.problem.candidates.len() {
                let has = week.sets(day, at);
                let more = if has == 0 {
                    week.board.problem.limits.set_least
                } else {
                    1
                };
                if !week.fits(day, at, more) {
                    continue;
                }
                week.set(day, at, has + more);
                let gain = week.energy() - now;
                week.set(day, at, has);
                let rate = gain / week.seconds_of(at, more, has == 0);
                if best.0 < rate {
                    best = (rate, Some((day, at, has + more)));
                }
            }
        }
        let Some((day, at, sets)) = best.1 else {
            return;
        };
        week.set(day, at, sets);
    }
}

/// For each candidate, those that share a muscle with it.
fn related(board: &Board<'_>) -> Vec<Vec<usize>> {
    let count = board.parts.len();
    let share = |a: usize, b: usize| {
        board.parts[a].iter().any(|(muscle, share)| {
            *share >= 2
                && board.parts[b]
                    .iter()
                    .any(|(other, share)| *share >= 2 && muscle == other)
        })
    };
    (0..count)
        .map(|a| (0..count).filter(|b| *b != a && share(a, *b)).collect())
        .collect()
}

struct Search<'b> {
    rng: ChaCha8Rng,
    /// What was where before the change under way.
    undo: Vec<(usize, usize, usize)>,
    related: Vec<Vec<usize>>,
    week: Week<'b>,
}

impl Search<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.rng.random_range(0..bound)
    }

    fn put(&mut self, day: usize, at: usize, sets: usize) {
        self.undo.push((day, at, self.week.sets(day, at)));
        self.week.set(day, at, sets);
    }

    fn take_back(&mut self) {
        while let Some((day, at, sets)) = self.undo.pop() {
            self.week.set(day, at, sets);
        }
    }

    fn add(&mut self, day: usize, at: usize, more: usize) -> bool {
        let fits = self.week.fits(day, at, more);
        if fits {
            let has = self.week.sets(day, at);
            self.put(day, at, has + more);
        }
        fits
    }

    fn pick(&mut self, day: usize) -> Option<(usize, usize)> {
        let count = self.week.days[day].picks.len();
        (0 < count).then(|| {
            let place = self.below(count);
            self.week.days[day].picks[place]
        })
    }

    fn any(&mut self) -> usize {
        self.below(self.week.board.problem.candidates.len())
    }

    fn other(&mut self, at: usize) -> usize {
        let count = self.related[at].len();
        if count == 0 || self.below(4) == 0 {
            self.any()
        } else {
            let place = self.below(count);
            self.related[at][place]
        }
    }

    fn fewer(&mut self, day: usize, at: usize, sets: usize) {
        let least = self.week.board.problem.limits.set_least;
        self.put(day, at, if sets == least { 0 } else { sets - 1 });
    }

    fn change(&mut self) -> bool {
        let day = self.below(self.week.days.len());
        match self.below(16) {
            0 | 1 => self.more(day),
            2 => self.pick(day).is_some_and(|(at, sets)| {
                self.fewer(day, at, sets);
                true
            }),
            3 | 4 => {
                let at = self.any();
                let sets = 2 + self.below(2);
                self.add(day, at, sets)
            }
            5..=8 => self.replace(day),
            9 => self.carry_over(day),
            10 => self.swap(day),
            11 | 12 => self.shift(day),
            13 => self.everywhere(day),
            _ => self.rebuild(day),
        }
    }

    fn more(&mut self, day: usize) -> bool {
        self.pick(day).is_some_and(|(at, _)| self.add(day, at, 1))
    }

    /// Another exercise in the place of one, with as many sets, one more or one fewer.
    fn replace(&mut self, day: usize) -> bool {
        let Some((at, sets)) = self.pick(day) else {
            return false;
        };
        self.put(day, at, 0);
        let other = self.other(at);
        let sets = (sets + self.below(3)).saturating_sub(1).clamp(2, 5);
        self.week.sets(day, other) == 0 && self.add(day, other, sets)
    }

    /// An exercise moves to another day.
    fn carry_over(&mut self, day: usize) -> bool {
        let to = self.below(self.week.days.len());
        let Some((at, sets)) = self.pick(day) else {
            return false;
        };
        self.put(day, at, 0);
        let sets = if self.week.sets(to, at) == 0 { sets } else { 1 };
        to != day && self.add(to, at, sets)
    }

    /// Two exercises change days.
    fn swap(&mut self, day: usize) -> bool {
        let to = self.below(self.week.days.len());
        let (Some((a, sets_a)), Some((b, sets_b))) = (self.pick(day), self.pick(to)) else {
            return false;
        };
        if to == day || a == b || self.week.sets(to, a) > 0 || self.week.sets(day, b) > 0 {
            return false;
        }
        self.put(day, a, 0);
        self.put(to, b, 0);
        self.add(to, a, sets_a) && self.add(day, b, sets_b)
    }

    /// A set less of one exercise, a set more of another, or two of one that is not there yet.
    fn shift(&mut self, day: usize) -> bool {
        let Some((from, sets)) = self.pick(day) else {
            return false;
        };
        self.fewer(day, from, sets);
        if self.below(2) == 0 {
            let Some((from, sets)) = self.pick(day) else {
                return false;
            };
            self.fewer(day, from, sets);
        }
        let to = if self.below(2) == 0 {
            self.any()
        } else {
            self.pick(day).map_or(from, |p| p.0)
        };
        let more = if self.week.sets(day, to) == 0 {
            2 + self.below(2)
        } else {
            1
        };
        to != from && self.add(day, to, more)
    }

    /// Another exercise in the place of one on all its days.
    fn everywhere(&mut self, day: usize) -> bool {
        let Some((at, _)) = self.pick(day) else {
            return false;
        };
        let other = self.other(at);
        for day in 0..self.week.days.len() {
            let sets = self.week.sets(day, at);
            if sets == 0 {
                continue;
            }
            self.put(day, at, 0);
            let more = if self.week.sets(day, other) == 0 {
                sets
            } else {
                1
            };
            if !self.add(day, other, more) {
                return false;
            }
        }
        true
    }

    /// Two exercises go, others come while they fit.
    fn rebuild(&mut self, day: usize) -> bool {
        for _ in 0..2 {
            let Some((at, _)) = self.pick(day) else {
                return false;
            };
            self.put(day, at, 0);
        }
        for _ in 0..2 {
            let at = self.any();
            let sets = 2 + self.below(3);
            self.add(day, at, sets);
        }
        for _ in 0..2 {
            self.more(day);
        }
        true
    }
}
