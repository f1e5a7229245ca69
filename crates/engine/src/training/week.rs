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
    by_volume: Vec<[f64; Muscle::COUNT]>,
    due: [u8; Muscle::COUNT],
    cap: u16,
    neighbours: u16,
    exposure: u16,
    change_s: f64,
    exposure_cost: f64,
    pattern_cost: f64,
    variety_cost: f64,
    variety_least: usize,
    balance: (f64, f64),
}

#[derive(Debug)]
struct Kind {
    pattern: usize,
    axial: usize,
    is_skilled: bool,
    /// Places among what is required, and among what is varied.
    required: Vec<usize>,
    varied: Vec<usize>,
}

impl<'p> Board<'p> {
    pub(super) fn new(problem: &'p Problem) -> Self {
        let p = &Parameters::published().training;
        let limits = &problem.limits;
        let most = whole(limits.session_cap * PARTS) * DAYS;
        let doses = &problem.demand.doses;
        let worth = |parts: usize| doses.map(|due| worth_of_sets(&due, parts as f64 / PARTS, p));
        let places = 0..problem.candidates.len();
        Self {
            parts: places
                .clone()
                .map(|at| parts(problem.exercise(at)))
                .collect(),
            kinds: places.map(|at| kind(problem, at)).collect(),
            by_volume: (0..=most).map(worth).collect(),
            due: doses.map(|due| u8::try_from(due.exposures).expect("a week has few sessions")),
            cap: quarters(limits.session_cap),
            neighbours: quarters(limits.neighbours_cap),
            exposure: quarters(p.exposure_dose.value),
            change_s: p.change_over.value,
            exposure_cost: p.exposure_cost.value,
            pattern_cost: p.pattern_cost.value,
            variety_cost: p.variety_cost.value,
            variety_least: whole(p.variety_least.value),
            balance: (p.pull_least.value, p.pull_most.value),
            problem,
        }
    }

    /// Sets by which pushing and pulling are out of balance.
    fn unevenness(&self, push: usize, pull: usize) -> f64 {
        if !self.problem.is_balanced {
            return 0.0;
        }
        let (push, pull) = (push as f64, pull as f64);
        let (least, most) = self.balance;
        (least * push - pull).max(pull - most * push).max(0.0)
    }

    /// Worth of a muscle's week with so many quarters of a set in so many sessions that train it.
    fn worth_of_muscle(&self, muscle: usize, volume: u16, exposed: u8) -> f64 {
        let missing = self.due[muscle].saturating_sub(exposed);
        self.by_volume[usize::from(volume)][muscle] - self.exposure_cost * f64::from(missing)
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
    let places = |lists: &[&Vec<usize>]| {
        let slots = 0..lists.len();
        slots.filter(|slot| lists[*slot].contains(&at)).collect()
    };
    let required: Vec<_> = problem.required.iter().map(|one| &one.candidates).collect();
    let varied: Vec<_> = problem.varied.iter().map(|one| &one.candidates).collect();
    Kind {
        pattern: exercise.pattern as usize,
        axial: usize::from(exercise.axial),
        is_skilled: exercise.skill == Exercise::HIGHEST_SKILL,
        required: places(&required),
        varied: places(&varied),
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
    /// Sets by day and candidate.
    sets: Vec<u8>,
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
            sets: vec![0; problem.days * problem.candidates.len()],
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
        self.board.unevenness(self.push, self.pull)
    }

    /// Sets of candidate `at` on `day`.
    pub(super) fn sets(&self, day: usize, at: usize) -> usize {
        usize::from(self.sets[day * self.sessions.len() + at])
    }

    /// Whether `more` sets of candidate `at` fit on `day`, but for the balance of pushing and pulling.
    pub(super) fn fits(&self, day: usize, at: usize, more: usize) -> bool {
        let room_s = self.board.problem.session_s - self.days[day].seconds + 1e-9;
        self.fits_within(day, at, more, room_s)
    }

    /// The same, were there so many seconds left.
    pub(super) fn fits_within(&self, day: usize, at: usize, more: usize, room_s: f64) -> bool {
        let limits = &self.board.problem.limits;
        let here = &self.days[day];
        let sets = self.sets(day, at);
        let is_new = sets == 0;
        let kind = &self.board.kinds[at];
        let is_room = self.seconds_of(at, more, is_new) <= room_s
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

    /// The fewest sets that can be added where there are `has`.
    pub(super) fn least_more(&self, has: usize) -> usize {
        match has {
            0 => self.board.problem.limits.set_least,
            _ => 1,
        }
    }

    /// What `more` sets are worth for each second, if they fit.
    pub(super) fn rate(&self, day: usize, at: usize, more: usize) -> Option<f64> {
        let is_new = self.sets(day, at) == 0;
        self.fits(day, at, more)
            .then(|| self.gain(day, at, more) / self.seconds_of(at, more, is_new))
    }

    /// What `more` sets would add to the energy.
    fn gain(&self, day: usize, at: usize, more: usize) -> f64 {
        let board = self.board;
        let candidate = &board.problem.candidates[at];
        let share_of = u16::try_from(more).expect("few sets");
        let muscles = board.parts[at].iter().map(|&(muscle, share)| {
            let dose = self.days[day].dose[muscle];
            let (volume, exposed) = (self.volume[muscle], self.exposed[muscle]);
            let is_new = dose < board.exposure && board.exposure <= dose + share * share_of;
            board.worth_of_muscle(
                muscle,
                volume + share * share_of,
                exposed + u8::from(is_new),
            ) - board.worth_of_muscle(muscle, volume, exposed)
        });
        let push = self.push + more * usize::from(candidate.is_push);
        let pull = self.pull + more * usize::from(candidate.is_pull);
        let uneven = board.unevenness(push, pull) - self.unevenness();
        let entry = if self.sets(day, at) == 0 {
            self.gain_of_entry(at)
        } else {
            0.0
        };
        muscles.sum::<f64>() + candidate.set_worth * more as f64 + entry - UNEVEN_COST * uneven
    }

    fn gain_of_entry(&self, at: usize) -> f64 {
        let board = self.board;
        let kind = &board.kinds[at];
        let lacking = kind
            .required
            .iter()
            .filter(|slot| self.required[**slot] == 0);
        let patterns = board.pattern_cost * lacking.count() as f64;
        if self.has(at) {
            return patterns;
        }
        let wanted = kind.varied.iter();
        let wanted = wanted.filter(|slot| self.varied[**slot] < board.variety_least);
        patterns + board.variety_cost * wanted.count() as f64 - board.problem.candidates[at].cost
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
        self.sets[day * self.sessions.len() + at] = u8::try_from(sets).expect("few sets");
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
        let is_exposed = |dose: u16| u8::from(board.exposure <= dose);
        for &(muscle, share) in &board.parts[at] {
            let dose = &mut self.days[day].dose[muscle];
            let was = *dose;
            *dose = was + count(share, sets) - count(share, before);
            let is = *dose;
            let volume = self.volume[muscle];
            let exposed = self.exposed[muscle];
            self.volume[muscle] = volume + is - was;
            self.exposed[muscle] = exposed + is_exposed(is) - is_exposed(was);
            self.worth += board.worth_of_muscle(muscle, self.volume[muscle], self.exposed[muscle])
                - board.worth_of_muscle(muscle, volume, exposed);
        }
    }

    fn enter(&mut self, day: usize, at: usize) {
        let board = self.board;
        let kind = &board.kinds[at];
        let here = &mut self.days[day];
        here.seconds += board.change_s;
        here.pattern[kind.pattern] += 1;
        here.skilled += usize::from(kind.is_skilled);
        for slot in &kind.required {
            self.worth += board.pattern_cost * f64::from(u8::from(self.required[*slot] == 0));
            self.required[*slot] += 1;
        }
        self.sessions[at] += 1;
        if self.sessions[at] == 1 {
            self.worth -= board.problem.candidates[at].cost;
            self.count_varied(at, |count| count + 1);
        }
    }

    fn leave(&mut self, day: usize, at: usize) {
        let board = self.board;
        let kind = &board.kinds[at];
        let here = &mut self.days[day];
        here.seconds -= board.change_s;
        here.pattern[kind.pattern] -= 1;
        here.skilled -= usize::from(kind.is_skilled);
        for slot in &kind.required {
            self.required[*slot] -= 1;
            self.worth -= board.pattern_cost * f64::from(u8::from(self.required[*slot] == 0));
        }
        self.sessions[at] -= 1;
        if self.sessions[at] == 0 {
            self.worth += board.problem.candidates[at].cost;
            self.count_varied(at, |count| count - 1);
        }
    }

    fn count_varied(&mut self, at: usize, change: impl Fn(usize) -> usize) {
        let board = self.board;
        let worth = |count: usize| board.variety_cost * count.min(board.variety_least) as f64;
        for slot in &board.kinds[at].varied {
            let before = self.varied[*slot];
            self.varied[*slot] = change(before);
            self.worth += worth(self.varied[*slot]) - worth(before);
        }
    }

    /// Fractional sets of a muscle in the week.
    pub(super) fn volume(&self, muscle: Muscle) -> f64 {
        f64::from(self.volume[muscle as usize]) / PARTS
    }

    /// Fractional sets of a muscle on a day.
    pub(super) fn dose(&self, day: usize, muscle: Muscle) -> f64 {
        f64::from(self.days[day].dose[muscle as usize]) / PARTS
    }

    /// Whether a candidate is in the week.
    pub(super) fn has(&self, at: usize) -> bool {
        0 < self.sessions[at]
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
