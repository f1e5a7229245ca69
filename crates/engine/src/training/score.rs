//! What a week is worth and which rules it breaks, worked out from the whole of it.

use spotcheck_model::{Parameters, TrainingParameters};

use super::{
    demand::Dose,
    exercise::{Exercise, volumes},
    muscle::Muscle,
    pattern::Pattern,
    problem::Problem,
    selection::Pick,
};

/// Slack for sums of seconds and for shares of sets.
const ROUNDING: f64 = 1e-9;

/// A rule that a week breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// 1: two to five sets of an exercise that may be chosen, once a session.
    Sets,
    /// 2: the time of a session.
    Time,
    /// 6: a muscle's sets in one session.
    SessionCap,
    /// 6: a muscle's sets in two consecutive sessions.
    Neighbours,
    /// 7: exercises of one pattern in a session.
    Pattern,
    /// 7: pulling over pushing.
    PushPull,
    /// 8: axial load of a session.
    Axial,
    /// 8: lifts of the highest skill in a novice's session.
    Skill,
    /// 8: exercises of a session.
    Exercises,
    /// 9: sessions with the same exercise.
    Repeats,
}

/// Sets of every candidate on every day: `sets[day][candidate]`.
pub(super) type Table = Vec<Vec<usize>>;

impl Problem {
    /// What a week is worth, or the rules it breaks.
    ///
    /// # Errors
    /// Every rule that is broken, once.
    pub fn score(&self, days: &[Vec<Pick>]) -> Result<f64, Vec<Rule>> {
        let table = self.table(days).ok_or_else(|| vec![Rule::Sets])?;
        let mut broken = self.broken(&table);
        broken.sort_unstable();
        broken.dedup();
        if broken.is_empty() {
            Ok(self.worth(&table))
        } else {
            Err(broken)
        }
    }

    /// Fractional sets of each muscle in a week.
    pub fn volumes(&self, days: &[Vec<Pick>]) -> [f64; Muscle::COUNT] {
        let picked = days.iter().flatten();
        volumes(picked.map(|pick| (pick.exercise, f64::from(pick.sets))))
    }

    pub(super) fn table(&self, days: &[Vec<Pick>]) -> Option<Table> {
        if days.len() != self.days {
            return None;
        }
        days.iter().map(|picks| self.row(picks)).collect()
    }

    fn row(&self, picks: &[Pick]) -> Option<Vec<usize>> {
        let range = self.limits.set_least..=self.limits.set_most;
        let mut row = vec![0; self.candidates.len()];
        for pick in picks {
            let mut candidates = self.candidates.iter();
            let at = candidates.position(|one| one.exercise == pick.exercise)?;
            let is_first = row[at] == 0;
            row[at] = usize::from(pick.sets);
            (is_first && range.contains(&row[at])).then_some(())?;
        }
        Some(row)
    }

    fn broken(&self, table: &Table) -> Vec<Rule> {
        let limits = &self.limits;
        let mut broken = Vec::new();
        for (day, row) in table.iter().enumerate() {
            let doses = self.doses(row);
            let next = table.get(day + 1).map(|row| self.doses(row));
            let sum = |of: &dyn Fn(usize) -> usize| -> usize {
                (0..row.len()).filter(|at| 0 < row[*at]).map(of).sum()
            };
            let skilled =
                sum(&|at| usize::from(self.exercise(at).skill == Exercise::HIGHEST_SKILL));
            let is_crowded = |pattern: &Pattern| {
                limits.pattern_most < sum(&|at| usize::from(self.exercise(at).pattern == *pattern))
            };
            let is_close = |next: [f64; Muscle::COUNT]| {
                let both = doses.iter().zip(next).map(|(here, there)| here + there);
                both.into_iter().any(|both| limits.neighbours_cap < both)
            };
            for (rule, is_broken) in [
                (Rule::Time, self.session_s + ROUNDING < self.seconds(row)),
                (
                    Rule::SessionCap,
                    doses.iter().any(|dose| limits.session_cap < *dose),
                ),
                (Rule::Neighbours, next.is_some_and(is_close)),
                (Rule::Pattern, Pattern::ALL.iter().any(is_crowded)),
                (
                    Rule::Axial,
                    limits.axial_most < sum(&|at| usize::from(self.exercise(at).axial) * row[at]),
                ),
                (Rule::Skill, limits.skill_most < skilled),
                (Rule::Exercises, limits.session_exercises < sum(&|_| 1)),
            ] {
                broken.extend(is_broken.then_some(rule));
            }
        }
        let is_repeated = |at: usize| limits.exercise_days < sessions(table, at);
        broken.extend(
            (0..self.candidates.len())
                .any(is_repeated)
                .then_some(Rule::Repeats),
        );
        broken.extend((!self.is_even(table)).then_some(Rule::PushPull));
        broken
    }

    /// Seconds of a session after the warm-up.
    pub(super) fn seconds(&self, row: &[usize]) -> f64 {
        let change = Parameters::published().training.change_over.value;
        let used = self
            .candidates
            .iter()
            .zip(row)
            .filter(|(_, sets)| 0 < **sets);
        used.map(|(one, sets)| one.set_s * *sets as f64 + change)
            .sum()
    }

    /// Fractional sets of each muscle in a session.
    pub(super) fn doses(&self, row: &[usize]) -> [f64; Muscle::COUNT] {
        let mut doses = [0.0; Muscle::COUNT];
        for (at, sets) in row.iter().enumerate().filter(|(_, sets)| 0 < **sets) {
            for (dose, share) in doses.iter_mut().zip(self.exercise(at).fractions) {
                *dose += share * *sets as f64;
            }
        }
        doses
    }

    fn is_even(&self, table: &Table) -> bool {
        let p = &Parameters::published().training;
        let [push, pull] = self.push_pull(table).map(|sets| sets as f64);
        !self.is_balanced
            || (p.pull_least.value * push <= pull + ROUNDING
                && pull <= p.pull_most.value * push + ROUNDING)
    }

    /// Sets that push and sets that pull.
    pub(super) fn push_pull(&self, table: &Table) -> [usize; 2] {
        let sum = |is_one: &dyn Fn(usize) -> bool| {
            let places = (0..self.candidates.len()).filter(|at| is_one(*at));
            places.map(|at| sets(table, at)).sum()
        };
        [
            sum(&|at| self.candidates[at].is_push),
            sum(&|at| self.candidates[at].is_pull),
        ]
    }

    /// The objective.
    fn worth(&self, table: &Table) -> f64 {
        let p = &Parameters::published().training;
        let doses: Vec<_> = table.iter().map(|row| self.doses(row)).collect();
        let muscles = Muscle::ALL.into_iter().map(|muscle| {
            let of_days = doses.iter().map(|doses| doses[muscle as usize]);
            let exposed = of_days
                .clone()
                .filter(|dose| p.exposure_dose.value <= *dose);
            let due = self.demand.dose(muscle);
            let missing = due.exposures.saturating_sub(exposed.count());
            worth_of_sets(&due, of_days.sum(), p) - p.exposure_cost.value * missing as f64
        });
        let is_used = |at: usize| 0 < sessions(table, at);
        let exercises = self.candidates.iter().enumerate().map(|(at, one)| {
            let cost = if is_used(at) { one.cost } else { 0.0 };
            one.set_worth * sets(table, at) as f64 - cost
        });
        let lacking = self.required.iter();
        let lacking = lacking.filter(|kind| !kind.candidates.iter().any(|at| is_used(*at)));
        let same = self.varied.iter().map(|varied| {
            let used = varied.candidates.iter().filter(|at| is_used(**at)).count();
            p.variety_cost.value * (p.variety_least.value - used as f64).max(0.0)
        });
        muscles.sum::<f64>() + exercises.sum::<f64>()
            - p.pattern_cost.value * lacking.count() as f64
            - same.sum::<f64>()
    }
}

/// Sessions that have a candidate.
fn sessions(table: &Table, at: usize) -> usize {
    table.iter().filter(|row| 0 < row[at]).count()
}

/// Sets of a candidate in the week.
fn sets(table: &Table, at: usize) -> usize {
    table.iter().map(|row| row[at]).sum()
}

/// What a week's sets of a muscle are worth, with what is short of the least and above the most.
pub(super) fn worth_of_sets(due: &Dose, sets: f64, p: &TrainingParameters) -> f64 {
    let mut left = sets;
    let mut growth = 0.0;
    for (width, slope) in stretches(p) {
        growth += slope * left.clamp(0.0, width);
        left -= width;
    }
    due.weight * growth
        - p.under_cost.value * due.weight * (due.min - sets).max(0.0)
        - p.over_cost.value * (sets - due.max).max(0.0)
}

/// Width and slope of each stretch of the growth curve.
pub(super) fn stretches(p: &TrainingParameters) -> [(f64, f64); 5] {
    [
        (&p.growth_width_1, &p.growth_slope_1),
        (&p.growth_width_2, &p.growth_slope_2),
        (&p.growth_width_3, &p.growth_slope_3),
        (&p.growth_width_4, &p.growth_slope_4),
        (&p.growth_width_5, &p.growth_slope_5),
    ]
    .map(|(width, slope)| (width.value, slope.value))
}
