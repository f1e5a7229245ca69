//! Changes of a week that the search tries: small ones, exchanges, and parts taken out and put back otherwise.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::week::{Board, Week};

/// Quarters of a set from which a muscle makes two exercises alike.
const ALIKE: u16 = 2;
/// Exercises that a rebuilt session loses at most.
const MOST_RUINED: usize = 3;
/// Exercises among which a rebuilt session chooses each of its new ones.
const DRAWN: usize = 12;
/// Kinds of change.
type Kind<'b> = fn(&mut Mover<'b>, usize) -> bool;

/// A week that is changed at random, and how to take the last change back.
pub(super) struct Mover<'b> {
    pub(super) week: Week<'b>,
    rng: ChaCha8Rng,
    /// Day, candidate and sets of what was there before.
    undo: Vec<(usize, usize, usize)>,
    /// Every kind as often as it is to be drawn.
    kinds: Vec<Kind<'b>>,
    /// For each candidate, those that share a muscle with it.
    alike: Vec<Vec<usize>>,
}

impl<'b> Mover<'b> {
    /// Kinds of change, and of 64 how many are such.
    const KINDS: [(u8, Kind<'b>); 9] = [
        (8, Self::more),
        (4, Self::less),
        (4, Self::insert),
        (16, Self::replace),
        (4, Self::carry_over),
        (4, Self::exchange),
        (18, Self::shift),
        (4, Self::everywhere),
        (2, Self::rebuild),
    ];

    pub(super) fn new(week: Week<'b>, seed: u64) -> Self {
        Self {
            alike: alike(week.board),
            kinds: Self::KINDS
                .iter()
                .flat_map(|(often, kind)| std::iter::repeat_n(*kind, usize::from(*often)))
                .collect(),
            undo: Vec::new(),
            week,
            rng: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    /// Tries a change; what it did before it found itself impossible is the caller's to take back.
    pub(super) fn change(&mut self) -> bool {
        self.undo.clear();
        let day = self.below(self.week.days.len());
        let kind = self.below(self.kinds.len());
        self.kinds[kind](self, day)
    }

    /// Undoes the last change.
    pub(super) fn take_back(&mut self) {
        while let Some((day, at, sets)) = self.undo.pop() {
            self.week.set(day, at, sets);
        }
    }

    /// Uniform between 0 and 1.
    pub(super) fn chance(&mut self) -> f64 {
        self.rng.random()
    }

    fn below(&mut self, bound: usize) -> usize {
        self.rng.random_range(0..bound)
    }

    fn put(&mut self, day: usize, at: usize, sets: usize) {
        self.undo.push((day, at, self.week.sets(day, at)));
        self.week.set(day, at, sets);
    }

    fn add(&mut self, day: usize, at: usize, more: usize) -> bool {
        let fits = self.week.fits(day, at, more);
        if fits {
            let has = self.week.sets(day, at);
            self.put(day, at, has + more);
        }
        fits
    }

    fn fewer(&mut self, day: usize, at: usize, sets: usize) {
        let least = self.week.board.problem.limits.set_least;
        self.put(day, at, if sets == least { 0 } else { sets - 1 });
    }

    fn picked(&mut self, day: usize) -> Option<(usize, usize)> {
        let count = self.week.days[day].picks.len();
        (0 < count).then(|| self.week.days[day].picks[self.rng.random_range(0..count)])
    }

    fn any(&mut self) -> usize {
        self.below(self.alike.len())
    }

    /// Mostly one that shares a muscle.
    fn other(&mut self, at: usize) -> usize {
        let count = self.alike[at].len();
        if count == 0 || self.below(4) == 0 {
            self.any()
        } else {
            let place = self.below(count);
            self.alike[at][place]
        }
    }

    fn more(&mut self, day: usize) -> bool {
        self.picked(day).is_some_and(|(at, _)| self.add(day, at, 1))
    }

    fn less(&mut self, day: usize) -> bool {
        self.picked(day)
            .map(|(at, sets)| self.fewer(day, at, sets))
            .is_some()
    }

    fn insert(&mut self, day: usize) -> bool {
        let at = self.any();
        let sets = self.week.least_more(0) + self.below(2);
        self.add(day, at, sets)
    }

    /// Another exercise in the place of one, with as many sets, one more or one fewer.
    fn replace(&mut self, day: usize) -> bool {
        let Some((at, sets)) = self.picked(day) else {
            return false;
        };
        self.put(day, at, 0);
        let other = self.other(at);
        let limits = &self.week.board.problem.limits;
        let (least, most) = (limits.set_least, limits.set_most);
        let sets = (sets + self.below(3)).clamp(least + 1, most + 1) - 1;
        self.week.sets(day, other) == 0 && self.add(day, other, sets)
    }

    /// An exercise moves to another day.
    fn carry_over(&mut self, day: usize) -> bool {
        let to = self.below(self.week.days.len());
        let Some((at, sets)) = self.picked(day) else {
            return false;
        };
        self.put(day, at, 0);
        to != day && self.join(to, at, sets)
    }

    /// So many sets, or one more where there are some.
    fn join(&mut self, day: usize, at: usize, sets: usize) -> bool {
        let sets = if self.week.sets(day, at) == 0 {
            sets
        } else {
            1
        };
        self.add(day, at, sets)
    }

    /// Two exercises change days.
    fn exchange(&mut self, day: usize) -> bool {
        let to = self.below(self.week.days.len());
        let (Some((a, sets_a)), Some((b, sets_b))) = (self.picked(day), self.picked(to)) else {
            return false;
        };
        if to == day || a == b || 0 < self.week.sets(to, a) + self.week.sets(day, b) {
            return false;
        }
        self.put(day, a, 0);
        self.put(to, b, 0);
        self.add(to, a, sets_a) && self.add(day, b, sets_b)
    }

    /// One or two sets fewer of some, a set more of another, or two of one that is not there yet.
    fn shift(&mut self, day: usize) -> bool {
        for _ in 0..=self.below(2) {
            if !self.less(day) {
                return false;
            }
        }
        let to = match self.picked(day) {
            Some((at, _)) if self.below(2) == 0 => at,
            _ => self.any(),
        };
        let sets = self.week.least_more(0) + self.below(2);
        self.join(day, to, sets)
    }

    /// Another exercise in the place of one on all its days.
    fn everywhere(&mut self, day: usize) -> bool {
        let Some((at, _)) = self.picked(day) else {
            return false;
        };
        let other = self.other(at);
        (0..self.week.days.len()).all(|day| {
            let sets = self.week.sets(day, at);
            if sets == 0 {
                return true;
            }
            self.put(day, at, 0);
            self.join(day, other, sets)
        })
    }

    /// Some exercises go; then, of a few drawn, what is worth most for its time comes, until none of them fits.
    fn rebuild(&mut self, day: usize) -> bool {
        for _ in 0..=self.below(MOST_RUINED) {
            let Some((at, _)) = self.picked(day) else {
                return false;
            };
            self.put(day, at, 0);
        }
        while let Some((at, more)) = self.drawn(day) {
            self.add(day, at, more);
        }
        true
    }

    fn drawn(&mut self, day: usize) -> Option<(usize, usize)> {
        let mut best = None;
        let mut most = 0.0;
        for _ in 0..DRAWN {
            let at = match self.picked(day) {
                Some((at, _)) if self.below(3) == 0 => at,
                _ => self.any(),
            };
            let more = self.week.least_more(self.week.sets(day, at));
            let rate = self.week.rate(day, at, more).unwrap_or(0.0);
            if most < rate {
                most = rate;
                best = Some((at, more));
            }
        }
        best
    }
}

fn alike(board: &Board<'_>) -> Vec<Vec<usize>> {
    let main = |at: usize| {
        let parts = board.parts[at].iter();
        parts.filter(|part| ALIKE <= part.1).map(|part| part.0)
    };
    let share = |a: usize, b: usize| main(a).any(|one| main(b).any(|other| one == other));
    let count = board.parts.len();
    (0..count)
        .map(|a| (0..count).filter(|b| *b != a && share(a, *b)).collect())
        .collect()
}
