//! A week while it is being chosen: sums that follow every change, so that a change is judged at once.

use spotcheck_model::Parameters;

use super::{
    demand::whole, exercise::Exercise, muscle::Muscle, pattern::Pattern, problem::Problem,
    score::worth_of_sets, selection::Pick,
};

/// Fractions of a set are quarters.
pub(super) const PARTS: f64 = 4.0;
const DAYS: usize = 7;
/// What a set beyond the balance of pushing and pulling costs while searching; no such week is kept.
const UNEVEN_COST: f64 = 2.0;

/// A problem in flat tables of whole numbers.
#[derive(Debug)]
pub(super) struct Board<'p> {
    pub(super) problem: &'p Problem,
    /// For each candidate, muscles and the quarters of a set each gets.
    pub(super) parts: Vec<Vec<(usize, u16)>>,
    /// For each candidate, what it counts for beside muscles.
    kinds: Vec<Kind>,
    /// Worth of a muscle's week by quarters.
    by_volume: Vec<Vec<f64>>,
    cap: u16,
    neighbours: u16,
    exposure: u16,
    change_s: f64,
    costs: Costs,
    balance: (f64, f64),
}

#[derive(Debug)]
struct Kind {
    pattern: usize,
    axial: usize,
    is_skilled: bool,
    required: [bool; 4],
    varied: Vec<usize>,
}

#[derive(Debug)]
struct Costs {
    exposure: f64,
    pattern: f64,
    variety: f64,
    variety_least: usize,
}

impl<'p> Board<'p> {
    pub(super) fn new(problem: &'p Problem) -> Self {
        let p = &Parameters::published().training;
        let limits = &problem.limits;
        let most = whole(limits.session_cap * PARTS) * DAYS;
        let by_volume = problem.demand.doses.iter().map(|due| {
            let worth = |parts: usize| worth_of_sets(due, parts as f64 / PARTS, p);
            (0..=most).map(worth).collect()
        });
        let places = 0..problem.candidates.len();
        Self {
            parts: places
                .clone()
                .map(|at| parts(problem.exercise(at)))
                .collect(),
            kinds: places.map(|at| kind(problem, at)).collect(),
            by_volume: by_volume.collect(),
            cap: quarters(limits.session_cap),
            neighbours: quarters(limits.neighbours_cap),
            exposure: quarters(p.exposure_dose.value),
            change_s: p.change_over.value,
            costs: Costs {
                exposure: p.exposure_cost.value,
                pattern: p.pattern_cost.value,
                variety: p.variety_cost.value,
                variety_least: whole(p.variety_least.value),
            },
            balance: (p.pull_least.value, p.pull_most.value),
            problem,
        }
    }
}

fn quarters(sets: f64) -> u16 {
    u16::try_from(whole(sets * PARTS)).expect("a week has few sets")
}

fn parts(exercise: &Exercise) -> Vec<(usize, u16)> {
    let shares = exercise.fractions.iter().enumerate();
    shares
        .filter(|(_, share)| 0.0 < **share)
        .map(|(muscle, share)| (muscle, quarters(*share)))
        .collect()
}

fn kind(problem: &Problem, at: usize) -> Kind {
    let exercise = problem.exercise(at);
    let mut required = [false; 4];
    for (slot, kind) in required.iter_mut().zip(&problem.required) {
        *slot = kind.candidates.contains(&at);
    }
    let varied = problem.varied.iter().enumerate();
    Kind {
        pattern: exercise.pattern as usize,
        axial: usize::from(exercise.axial),
        is_skilled: exercise.skill == Exercise::HIGHEST_SKILL,
        required,
        varied: varied
            .filter(|(_, varied)| varied.candidates.contains(&at))
            .map(|(slot, _)| slot)
            .collect(),
    }
}

/// Sums over one session.
#[derive(Clone, Debug)]
pub(super) struct Day {
    /// Candidates in it, with their sets.
    pub(super) picks: Vec<(usize, usize)>,
    pub(super) seconds: f64,
    dose: [u16; Muscle::COUNT],
    pattern: [u8; Pattern::COUNT],
    axial: usize,
    skilled: usize,
}

/// Sets chosen so far and everything that follows from them.
#[derive(Clone, Debug)]
pub(super) struct Week<'b> {
    pub(super) board: &'b Board<'b>,
    pub(super) days: Vec<Day>,
    sessions: Vec<u8>,
    volume: [u16; Muscle::COUNT],
    exposed: [u8; Muscle::COUNT],
    push: usize,
    pull: usize,
    required: [u16; 4],
    varied: [usize; 3],
    /// The objective but for what pushing and pulling owe each other.
    worth: f64,
}

impl<'b> Week<'b> {
    /// A week with nothing in it.
    pub(super) fn empty(board: &'b Board<'b>) -> Self {
        let problem = board.problem;
        let day = Day {
            picks: Vec::with_capacity(problem.limits.session_exercises),
            seconds: 0.0,
            dose: [0; Muscle::COUNT],
            pattern: [0; Pattern::COUNT],
            axial: 0,
            skilled: 0,
        };
        let nothing = vec![Vec::new(); problem.days];
        Self {
            board,
            days: vec![day; problem.days],
            sessions: vec![0; problem.candidates.len()],
            volume: [0; Muscle::COUNT],
            exposed: [0; Muscle::COUNT],
            push: 0,
            pull: 0,
            required: [0; 4],
            varied: [0; 3],
            worth: problem.score(&nothing).expect("nothing breaks no rule"),
        }
    }

    /// What the search climbs: the objective, less what pushing and pulling are apart.
    pub(super) fn energy(&self) -> f64 {
        self.worth - UNEVEN_COST * self.unevenness()
    }

    /// Whether pushing and pulling are balanced.
    pub(super) fn is_even(&self) -> bool {
        self.unevenness() <= 1e-9
    }

    fn unevenness(&self) -> f64 {
        if !self.board.problem.is_balanced {
            return 0.0;
        }
        let (push, pull) = (self.push as f64, self.pull as f64);
        let (least, most) = self.board.balance;
        (least * push - pull).max(pull - most * push).max(0.0)
    }

    /// Sets of candidate `at` on `day`.
    pub(super) fn sets(&self, day: usize, at: usize) -> usize {
        let picks = self.days[day].picks.iter();
        picks.filter(|pick| pick.0 == at).map(|pick| pick.1).sum()
    }

    /// Whether `more` sets of candidate `at` fit on `day`, but for the balance of pushing and pulling.
    pub(super) fn fits(&self, day: usize, at: usize, more: usize) -> bool {
        let limits = &self.board.problem.limits;
        let here = &self.days[day];
        let sets = self.sets(day, at);
        let is_new = sets == 0;
        let kind = &self.board.kinds[at];
        let room = self.board.problem.session_s - here.seconds + 1e-9;
        let is_room = self.seconds_of(at, more, is_new) <= room
            && sets + more <= limits.set_most
            && here.axial + kind.axial * more <= limits.axial_most;
        let is_room_for_one = !is_new
            || (limits.set_least <= more
                && here.picks.len() < limits.session_exercises
                && usize::from(here.pattern[kind.pattern]) < limits.pattern_most
                && (!kind.is_skilled || here.skilled < limits.skill_most)
                && usize::from(self.sessions[at]) < limits.exercise_days);
        is_room && is_room_for_one && self.fits_muscles(day, at, more)
    }

    /// Seconds that `more` sets take.
    pub(super) fn seconds_of(&self, at: usize, more: usize, is_new: bool) -> f64 {
        let change = if is_new { self.board.change_s } else { 0.0 };
        self.board.problem.candidates[at].set_s * more as f64 + change
    }

    fn fits_muscles(&self, day: usize, at: usize, more: usize) -> bool {
        let more = u16::try_from(more).expect("few sets");
        let before = day.checked_sub(1).map(|day| &self.days[day]);
        let after = self.days.get(day + 1);
        self.board.parts[at].iter().all(|&(muscle, share)| {
            let dose = self.days[day].dose[muscle] + share * more;
            let fits = |other: &Day| other.dose[muscle] + dose <= self.board.neighbours;
            dose <= self.board.cap && before.is_none_or(fits) && after.is_none_or(fits)
        })
    }

    /// Sets the sets of candidate `at` on `day`; what does not fit is the caller's to ask first.
    pub(super) fn set(&mut self, day: usize, at: usize, sets: usize) {
        let before = self.sets(day, at);
        if before == sets {
            return;
        }
        let is_first = before == 0;
        let is_last = sets == 0;
        let picks = &mut self.days[day].picks;
        if is_first {
            picks.push((at, sets));
        } else {
            let place = picks.iter().position(|pick| pick.0 == at);
            let place = place.expect("it has sets, so it is there");
            if is_last {
                picks.swap_remove(place);
            } else {
                picks[place].1 = sets;
            }
        }
        self.count_sets(day, at, before, sets);
        self.count_muscles(day, at, before, sets);
        if is_first {
            self.enter(day, at);
        } else if is_last {
            self.leave(day, at);
        }
    }

    fn count_sets(&mut self, day: usize, at: usize, before: usize, sets: usize) {
        let candidate = &self.board.problem.candidates[at];
        let kind = &self.board.kinds[at];
        let here = &mut self.days[day];
        let change = sets as f64 - before as f64;
        here.seconds += candidate.set_s * change;
        here.axial = here.axial + kind.axial * sets - kind.axial * before;
        self.worth += candidate.set_worth * change;
        if candidate.is_push {
            self.push = self.push + sets - before;
        }
        if candidate.is_pull {
            self.pull = self.pull + sets - before;
        }
    }

    fn count_muscles(&mut self, day: usize, at: usize, before: usize, sets: usize) {
        let board = self.board;
        let count = |share: u16, sets: usize| share * u16::try_from(sets).expect("few sets");
        for &(muscle, share) in &board.parts[at] {
            let dose = &mut self.days[day].dose[muscle];
            let was = *dose;
            *dose = was + count(share, sets) - count(share, before);
            let is = *dose;
            let volume = self.volume[muscle];
            self.volume[muscle] = volume + is - was;
            let worth = &board.by_volume[muscle];
            self.worth += worth[usize::from(volume + is - was)] - worth[usize::from(volume)];
            let due = board.problem.demand.doses[muscle].exposures;
            let exposed = &mut self.exposed[muscle];
            if was < board.exposure && board.exposure <= is {
                *exposed += 1;
                if usize::from(*exposed) <= due {
                    self.worth += board.costs.exposure;
                }
            } else if is < board.exposure && board.exposure <= was {
                if usize::from(*exposed) <= due {
                    self.worth -= board.costs.exposure;
                }
                *exposed -= 1;
            }
        }
    }

    fn enter(&mut self, day: usize, at: usize) {
        let board = self.board;
        let kind = &board.kinds[at];
        let here = &mut self.days[day];
        here.seconds += board.change_s;
        here.pattern[kind.pattern] += 1;
        here.skilled += usize::from(kind.is_skilled);
        for (count, counts) in self.required.iter_mut().zip(kind.required) {
            if counts {
                self.worth += if *count == 0 {
                    board.costs.pattern
                } else {
                    0.0
                };
                *count += 1;
            }
        }
        self.sessions[at] += 1;
        if self.sessions[at] == 1 {
            self.worth -= board.problem.candidates[at].cost;
            for slot in &kind.varied {
                self.varied[*slot] += 1;
                if self.varied[*slot] <= board.costs.variety_least {
                    self.worth += board.costs.variety;
                }
            }
        }
    }

    fn leave(&mut self, day: usize, at: usize) {
        let board = self.board;
        let kind = &board.kinds[at];
        let here = &mut self.days[day];
        here.seconds -= board.change_s;
        here.pattern[kind.pattern] -= 1;
        here.skilled -= usize::from(kind.is_skilled);
        for (count, counts) in self.required.iter_mut().zip(kind.required) {
            if counts {
                *count -= 1;
                self.worth -= if *count == 0 {
                    board.costs.pattern
                } else {
                    0.0
                };
            }
        }
        self.sessions[at] -= 1;
        if self.sessions[at] == 0 {
            self.worth += board.problem.candidates[at].cost;
            for slot in &kind.varied {
                if self.varied[*slot] <= board.costs.variety_least {
                    self.worth -= board.costs.variety;
                }
                self.varied[*slot] -= 1;
            }
        }
    }

    /// The picks of each day, exercises in the order of the table.
    pub(super) fn picks(&self) -> Vec<Vec<Pick>> {
        let candidates = &self.board.problem.candidates;
        let pick = |&(at, sets): &(usize, usize)| Pick {
            exercise: candidates[at].exercise,
            sets: u8::try_from(sets).expect("few sets"),
        };
        let days = self.days.iter();
        days.map(|day| {
            let mut picks: Vec<Pick> = day.picks.iter().map(pick).collect();
            picks.sort_unstable_by_key(|pick| pick.exercise);
            picks
        })
        .collect()
    }
}
