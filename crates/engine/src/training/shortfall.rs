//! What a week is short of, and why: the least change that would make up for it shows what stands against it.

use std::collections::BTreeSet;

use spotcheck_model::Parameters;

use super::{
    equipment::Equipment,
    error::TrainingError,
    exercise::{Exercise, Joint, exercises},
    muscle::Muscle,
    pattern::Pattern,
    problem::{Problem, suits},
    request::Request,
    score::Rule,
    selection::{Pick, Selection},
    week::{Board, Week},
};

/// Less than this is nothing.
const NOTHING: f64 = 1e-9;

/// Something a week should have more of.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortfall {
    /// What.
    pub what: Lack,
    /// How much there is.
    pub planned: f64,
    /// How much there should be at least.
    pub wanted: f64,
    /// What stands against it.
    pub why: Why,
}

/// What there is too little of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Fractional sets of a muscle.
    Sets(Muscle),
    /// Sessions that train a muscle.
    Sessions(Muscle),
    /// Any of these ways of moving.
    Pattern(&'static [Pattern]),
    /// Exercises of a muscle that is to stand out.
    Variety(Muscle),
}

/// What stands against more.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// So many minutes more a week would do, everything else as it is.
    Minutes(f64),
    /// More sessions are wanted than there are.
    Days,
    /// No exercise is possible; each list would make one possible.
    NoExercise(Vec<Vec<Equipment>>),
    /// Every exercise for it is hard on these joints, which are spared.
    Spared(Vec<Joint>),
    /// Every exercise for it is disliked, or too hard to learn.
    Unsuited,
    /// A rule leaves no room, however long sessions are.
    Rule(Rule),
    /// There is room, but this other muscle would go beyond its most.
    Ceiling(Muscle),
    /// There is room, but what it takes would cost more elsewhere than it is worth.
    NotWorth,
}

/// All that the week is short of, muscles in the order of [`Muscle::ALL`].
///
/// # Errors
/// [`TrainingError`] as for [`solve`](super::solve()), and [`TrainingError::Broken`] for a choice of another request.
pub fn shortfalls(
    request: &Request,
    selection: &Selection,
) -> Result<Vec<Shortfall>, TrainingError> {
    let problem = Problem::new(request)?;
    let board = Board::new(&problem);
    let week =
        Week::of(&board, &selection.days).map_err(|rules| TrainingError::Broken { rules })?;
    let account = Account {
        request,
        problem: &problem,
        week: &week,
    };
    let muscles = Muscle::ALL.into_iter();
    let of_muscles = muscles.flat_map(|muscle| [account.sets(muscle), account.sessions(muscle)]);
    let patterns = problem.required.iter();
    let of_patterns = patterns.map(|kind| account.pattern(kind.patterns, &kind.candidates));
    let varied = problem.varied.iter();
    let of_varied = varied.map(|kind| account.variety(kind.muscle, &kind.candidates));
    Ok(of_muscles
        .chain(of_patterns)
        .chain(of_varied)
        .flatten()
        .collect())
}

struct Account<'w> {
    request: &'w Request,
    problem: &'w Problem,
    week: &'w Week<'w>,
}

impl Account<'_> {
    fn sets(&self, muscle: Muscle) -> Option<Shortfall> {
        let wanted = self.problem.demand.dose(muscle).min;
        let planned = self.week.volume(muscle);
        let trains = move |exercise: &Exercise| 0.0 < exercise.fraction(muscle);
        (planned + NOTHING < wanted).then(|| Shortfall {
            what: Lack::Sets(muscle),
            planned,
            wanted,
            why: self.why(trains, |week| wanted - week.volume(muscle)),
        })
    }

    fn sessions(&self, muscle: Muscle) -> Option<Shortfall> {
        let enough = Parameters::published().training.exposure_dose.value;
        let wanted = self.problem.demand.dose(muscle).exposures;
        let days = self.problem.days;
        let is_one = |day: &usize| enough <= self.week.dose(*day, muscle);
        let planned = (0..days).filter(is_one).count();
        let missing = |week: &Week<'_>| {
            let owed = (0..days).map(|day| (enough - week.dose(day, muscle)).max(0.0));
            let mut owed: Vec<f64> = owed.collect();
            owed.sort_by(f64::total_cmp);
            owed.iter().take(wanted).sum()
        };
        let trains = move |exercise: &Exercise| 0.0 < exercise.fraction(muscle);
        (planned < wanted).then(|| Shortfall {
            what: Lack::Sessions(muscle),
            planned: planned as f64,
            wanted: wanted as f64,
            why: if days < wanted && !self.able(&trains).is_empty() {
                Why::Days
            } else {
                self.why(trains, missing)
            },
        })
    }

    fn pattern(&self, patterns: &'static [Pattern], candidates: &[usize]) -> Option<Shortfall> {
        let missing = |week: &Week<'_>| {
            let is_there = candidates.iter().any(|at| week.has(*at));
            f64::from(u8::from(!is_there))
        };
        (0.0 < missing(self.week)).then(|| Shortfall {
            what: Lack::Pattern(patterns),
            planned: 0.0,
            wanted: 1.0,
            why: self.why(|exercise| patterns.contains(&exercise.pattern), missing),
        })
    }

    fn variety(&self, muscle: Muscle, candidates: &[usize]) -> Option<Shortfall> {
        let p = &Parameters::published().training;
        let wanted = p.variety_least.value;
        let count = |week: &Week<'_>| {
            let there = candidates.iter().filter(|at| week.has(**at));
            there.count() as f64
        };
        let planned = count(self.week);
        let counts = |exercise: &Exercise| p.variety_fraction.value <= exercise.fraction(muscle);
        (planned < wanted).then(|| Shortfall {
            what: Lack::Variety(muscle),
            planned,
            wanted,
            why: self.why(counts, |week| wanted - count(week)),
        })
    }

    /// Candidates that train it.
    fn able(&self, trains: &impl Fn(&Exercise) -> bool) -> Vec<usize> {
        let places = 0..self.problem.candidates.len();
        places
            .filter(|at| trains(self.problem.exercise(*at)))
            .collect()
    }

    /// Why there is no more of what `trains`, where `missing` tells how much a week lacks.
    fn why(&self, trains: impl Fn(&Exercise) -> bool, missing: impl Fn(&Week<'_>) -> f64) -> Why {
        let able = self.able(&trains);
        if able.is_empty() {
            return self.why_none(trains);
        }
        let mut week = self.week.clone();
        while NOTHING < missing(&week) {
            let Some((day, at, sets)) = cheapest(&mut week, &able, &missing) else {
                return self.why_no_room(&week, &able);
            };
            week.set(day, at, sets);
        }
        let session_s = self.problem.session_s;
        let over = week
            .days
            .iter()
            .map(|day| (day.seconds - session_s).max(0.0));
        let short_s: f64 = over.sum();
        if NOTHING < short_s {
            return Why::Minutes(short_s / 60.0);
        }
        self.ceiling(&week)
    }

    /// Nothing there trains it: what would have to be there, or what forbids all of it.
    fn why_none(&self, trains: impl Fn(&Exercise) -> bool) -> Why {
        let all: Vec<&Exercise> = exercises().iter().filter(|one| trains(one)).collect();
        let lacking = |needed: &Vec<Equipment>| -> Vec<Equipment> {
            let is_lacking = |one: &&Equipment| {
                **one != Equipment::Bodyweight && !self.request.equipment.contains(one)
            };
            needed.iter().filter(is_lacking).copied().collect()
        };
        let suited = all.iter().filter(|one| suits(one, self.request));
        let options: BTreeSet<Vec<Equipment>> = suited
            .flat_map(|one| one.equipment.iter().map(lacking))
            .collect();
        if let Some(fewest) = options.iter().map(Vec::len).min() {
            let best = options.into_iter().filter(|one| one.len() == fewest);
            return Why::NoExercise(best.collect());
        }
        let spared = |joint: &Joint| {
            let is_hard_on = |one: &&Exercise| one.cautions.contains(joint);
            self.request.spared.contains(joint) && all.iter().copied().any(|one| is_hard_on(&one))
        };
        let joints: Vec<Joint> = Joint::ALL.into_iter().filter(spared).collect();
        if joints.is_empty() {
            Why::Unsuited
        } else {
            Why::Spared(joints)
        }
    }

    /// Whatever the time, nothing more fits: the rule that the likeliest addition breaks.
    fn why_no_room(&self, week: &Week<'_>, able: &[usize]) -> Why {
        let days = 0..self.problem.days;
        let options = days.flat_map(|day| able.iter().map(move |at| (day, *at)));
        let broken = options.filter_map(|(day, at)| {
            let mut more = week.clone();
            let has = more.sets(day, at);
            more.set(day, at, has + more.least_more(has));
            let broken = self.problem.score(&more.picks()).err()?;
            let is_left_out = |rule: &Rule| [Rule::Time, Rule::PushPull].contains(rule);
            let rules = broken.into_iter().filter(|rule| !is_left_out(rule));
            Some(rules.collect::<Vec<_>>())
        });
        let fewest = broken
            .filter(|rules| !rules.is_empty())
            .min_by_key(Vec::len);
        fewest.map_or(Why::NotWorth, |rules| Why::Rule(rules[0]))
    }

    /// There is time: a muscle that would go beyond its most, or the price of it all.
    fn ceiling(&self, week: &Week<'_>) -> Why {
        let beyond = |week: &Week<'_>, muscle: Muscle| {
            (week.volume(muscle) - self.problem.demand.dose(muscle).max).max(0.0)
        };
        let more = |muscle: Muscle| beyond(week, muscle) - beyond(self.week, muscle);
        Muscle::ALL
            .into_iter()
            .filter(|muscle| NOTHING < more(*muscle))
            .max_by(|a, b| more(*a).total_cmp(&more(*b)))
            .map_or(Why::NotWorth, Why::Ceiling)
    }
}

/// The addition that makes up for most of what is missing in the least time, whatever time there is, and however uneven pushing
/// and pulling become by it: another addition evens them.
fn cheapest(
    week: &mut Week<'_>,
    able: &[usize],
    missing: &impl Fn(&Week<'_>) -> f64,
) -> Option<(usize, usize, usize)> {
    let before = missing(week);
    let mut best = None;
    let mut least = f64::INFINITY;
    let days = 0..week.days.len();
    for (day, at) in days.flat_map(|day| able.iter().map(move |at| (day, *at))) {
        let has = week.sets(day, at);
        let more = week.least_more(has);
        if !week.fits_within(day, at, more, f64::INFINITY) {
            continue;
        }
        let seconds = week.seconds_of(at, more, has == 0);
        week.set(day, at, has + more);
        let gain = before - missing(week).max(0.0);
        week.set(day, at, has);
        if NOTHING < gain && seconds / gain < least {
            least = seconds / gain;
            best = Some((day, at, has + more));
        }
    }
    best
}

impl<'b> Week<'b> {
    /// A week that is already chosen.
    ///
    /// # Errors
    /// Every rule that is broken, once.
    fn of(board: &'b Board<'b>, days: &[Vec<Pick>]) -> Result<Self, Vec<Rule>> {
        board.problem.score(days)?;
        let mut week = Self::empty(board);
        for (day, picks) in days.iter().enumerate() {
            for pick in picks {
                let mut candidates = board.problem.candidates.iter();
                let at = candidates.position(|one| one.exercise == pick.exercise);
                let at = at.expect("no rule is broken, so it may be chosen");
                week.set(day, at, usize::from(pick.sets));
            }
        }
        Ok(week)
    }
}
