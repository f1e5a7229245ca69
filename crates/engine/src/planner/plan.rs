//! A plan: what is safe, what is eaten, what is lifted and walked, and what to expect of it.

use spotcheck_model::{
    Baseline, Error, Parameters,
    ensemble::{DayQuantiles, Draws},
};

use super::{
    ask::{Ask, Client, Mode},
    band::Band,
    body::{Body, is_older},
    budget::{Budget, Maker, Week},
    error::{PlanError, within},
    gate::{Gate, Stops, closed},
    limit::Limit,
    minutes::{Minutes, Preference},
    outlook::{Lifts, Outlook},
    shape::{Lifted, Volumes},
    solve::{Solved, solve},
};
use crate::training::{
    Demand, Level, Muscle, Request, Selection, Shortfall, exercises, programme::Programme,
    shortfalls, solve as choose, volumes,
};

const S_PER_MIN: f64 = 60.0;
const WEEK_MIN: f64 = 7.0 * 24.0 * 60.0;
/// More sets than anybody does beside a programme.
const MOST_EXTRAS: f64 = 100.0;
/// What trials of lifting train and measure; the trunk's small muscles add next to nothing to lean mass.
const LARGE: [Muscle; 9] = [
    Muscle::Chest,
    Muscle::Lats,
    Muscle::UpperBack,
    Muscle::SideDelts,
    Muscle::Biceps,
    Muscle::Triceps,
    Muscle::Quads,
    Muscle::Hamstrings,
    Muscle::GluteMax,
];

/// Everything a plan is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Who it is for.
    pub client: Client,
    /// What is asked for.
    pub ask: Ask,
    /// Days, minutes, equipment and what is to stand out.
    pub request: Request,
    /// How somebody likes to move.
    pub preference: Preference,
    /// Sets a week of exercises somebody wants to do besides, by their place in the table.
    pub extras: Vec<(usize, f64)>,
    /// Shoulders today, cm, if known.
    pub shoulder_cm: Option<f64>,
    /// Possible people like this one.
    pub draws: Draws,
}

/// A week of lifting with what is missing from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// What each muscle is due.
    pub demand: Demand,
    /// What was chosen, and how good it is.
    pub selection: Selection,
    /// The same in order, with repetitions and weeks.
    pub programme: Programme,
    /// Fractional sets a week of each muscle, extras included.
    pub volumes: Volumes,
    /// What the week is short of, and why.
    pub shortfalls: Vec<Shortfall>,
}

/// A plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Which way.
    pub mode: Mode,
    /// Why nothing is missing though a recomposition was asked for; nothing else.
    pub kept_by: Vec<Gate>,
    /// The energy budget, and whether it does what was asked.
    pub solved: Solved,
    /// The week of lifting.
    pub training: Training,
    /// Minutes of activity, and what the week adds up to.
    pub week: Week,
    /// What to expect.
    pub outlook: Outlook,
}

/// A plan, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The plan.
    Made(Box<Plan>),
    /// The gates that stop it.
    Stopped(Vec<Gate>),
}

impl Wish {
    fn check(&self) -> Result<(), PlanError> {
        let usual = &self.client.usual;
        within(
            "minutes of activity a week",
            usual.active_minutes,
            0.0,
            WEEK_MIN,
        )?;
        within(
            "minutes of lifting a week",
            usual.lifting_minutes,
            0.0,
            WEEK_MIN,
        )?;
        if let Some(shoulder_cm) = self.shoulder_cm {
            within("cm of shoulders", shoulder_cm, 50.0, 250.0)?;
        }
        for (_, sets) in &self.extras {
            within("sets of one exercise a week", *sets, 0.0, MOST_EXTRAS)?;
        }
        let all: f64 = self.extras.iter().map(|(_, sets)| sets).sum();
        within("sets a week besides", all, 0.0, MOST_EXTRAS)
    }
}

impl Plan {
    /// Plans for somebody, unless a gate stops it: no argument turns a gate off.
    ///
    /// A shape is had without a deficit, so where a recomposition may not take anything it is planned at maintenance.
    ///
    /// # Errors
    /// [`PlanError`] for a wish that makes no sense or a person the model does not hold for.
    pub fn made_for(parameters: &Parameters, wish: &Wish) -> Result<Outcome, PlanError> {
        wish.check()?;
        let at = |mode: Mode| Wish {
            ask: Ask { mode, ..wish.ask },
            ..wish.clone()
        };
        let gates = stopping(parameters, &wish.client, wish.ask.mode);
        let closed = if gates.is_empty() {
            match Self::of(parameters, wish)? {
                Ok(plan) => return Ok(Outcome::Made(Box::new(plan))),
                Err(gate) => vec![gate],
            }
        } else {
            gates
        };
        let stops_all = closed
            .iter()
            .any(|gate| gate.row().stops == Stops::Everything);
        if stops_all || wish.ask.mode != Mode::Recompose {
            return Ok(Outcome::Stopped(closed));
        }
        Ok(match Self::of(parameters, &at(Mode::Keep))? {
            Ok(plan) => Outcome::Made(Box::new(Self {
                kept_by: closed,
                ..plan
            })),
            Err(gate) => Outcome::Stopped(vec![gate]),
        })
    }

    /// The plan of a wish, or the gate that its numbers close.
    fn of(parameters: &Parameters, wish: &Wish) -> Result<Result<Self, Gate>, PlanError> {
        let Wish { client, ask, .. } = wish;
        if ask.mode == Mode::Lose && is_lean(parameters, client)? {
            return Ok(Err(Gate::LowFat));
        }
        let request = Request {
            is_deficit: matches!(ask.mode, Mode::Lose | Mode::Recompose),
            ..wish.request.clone()
        };
        let training = Training::new(&request, &wish.extras)?;
        let plain = training.plain(&request, &wish.extras)?;
        let week = Week {
            minutes: Minutes::new(parameters, client, ask.mode, wish.preference.clone())?,
            lifting_minutes: training.minutes(&wish.extras),
            sets: effective_sets(parameters, request.level, &training.volumes),
        };
        let maker = Maker::new(parameters, client, ask.mode, &week, ask.has_breaks)?;
        let solved = match solve(&maker, ask) {
            Err(PlanError::Person(Error::LeavesRange { .. })) => {
                return Ok(Err(Gate::OutsideModel));
            }
            solved => solved?,
        };
        if let Some(gate) = no_room(parameters, client, ask.mode, &solved.budget) {
            return Ok(Err(gate));
        }
        let usual = usual_volumes(request.level, &plain);
        let lifts = lifts(wish, &solved, &training.volumes, &plain, &usual);
        let outlook = match Outlook::new(parameters, client, &solved, &week, &lifts, wish.draws) {
            Err(Error::LeavesRange { .. } | Error::DrawsLost { .. }) => {
                return Ok(Err(Gate::OutsideModel));
            }
            outlook => outlook?,
        };
        if solved.budget.takes() && may_be_low(parameters, client, &outlook) {
            return Ok(Err(Gate::WouldBeLow));
        }
        Ok(Ok(Self {
            mode: ask.mode,
            kept_by: Vec::new(),
            solved,
            training,
            week,
            outlook,
        }))
    }

    /// The change at the end of the plan.
    ///
    /// # Panics
    /// Never: the end is among the weeks that are told.
    pub fn end(&self) -> &DayQuantiles {
        let told = self
            .outlook
            .changes
            .iter()
            .find(|change| change.week == self.solved.weeks);
        &told.expect("the end is among the weeks that are told").by
    }
}

/// The gates that stop a plan of a mode: those that stop a loss alone leave keeping and gaining open.
fn stopping(parameters: &Parameters, client: &Client, mode: Mode) -> Vec<Gate> {
    let input = client.person.input();
    let bmi = client.person.bmi(input.weight_kg);
    let loses = matches!(mode, Mode::Lose | Mode::Recompose);
    let gates = closed(parameters, input.age_y, bmi, &client.health);
    let stops = |gate: &Gate| loses || gate.row().stops == Stops::Everything;
    if gates.iter().any(stops) {
        gates
    } else {
        Vec::new()
    }
}

/// Whether so little of a body is fat that no loss of it is planned.
fn is_lean(parameters: &Parameters, client: &Client) -> Result<bool, Error> {
    let person = &client.person;
    let body = Body::at_start(&Baseline::new(parameters, person)?, person);
    Ok(body.band(parameters, person) == Band::Least)
}

/// Whether one in twenty people like this one would be below a healthy weight by the first weeks that are told, or by
/// the end of a shorter plan: what `ask` forecasts nobody, no plan leads to.
fn may_be_low(parameters: &Parameters, client: &Client, outlook: &Outlook) -> bool {
    let start = client.person.bmi(client.person.input().weight_kg);
    let soonest = outlook.changes.first();
    soonest.is_some_and(|change| start + change.by.row.bmi.lo90 < parameters.safety.bmi_floor.value)
}

/// The gate of a loss too small to be told from noise because something limits it.
fn no_room(parameters: &Parameters, client: &Client, mode: Mode, budget: &Budget) -> Option<Gate> {
    let first = budget.phases.first()?;
    let is_small = first.deficit_kcal_per_day < parameters.safety.deficit_least.value;
    if mode != Mode::Lose || !is_small {
        return None;
    }
    match first.limit {
        Limit::Asked | Limit::Same | Limit::Surplus | Limit::Time => None,
        Limit::LowFat => Some(Gate::LowFat),
        Limit::LowWeight if is_older(parameters, &client.person) => Some(Gate::Older),
        Limit::LowWeight => Some(Gate::WouldBeLow),
        Limit::Rate
        | Limit::RateMost
        | Limit::FatEnergy
        | Limit::Share
        | Limit::IntakeFloor
        | Limit::Resting
        | Limit::Availability
        | Limit::Older => Some(Gate::NoRoom),
    }
}

impl Training {
    fn new(request: &Request, extras: &[(usize, f64)]) -> Result<Self, PlanError> {
        let demand = Demand::of(request)?;
        let selection = choose(request)?;
        let programme = Programme::new(request, &selection)?;
        let shortfalls = shortfalls(request, &selection)?;
        Ok(Self {
            demand,
            volumes: with_extras(&selection, extras),
            selection,
            programme,
            shortfalls,
        })
    }

    /// What each muscle would get in a week in which nothing is to stand out.
    fn plain(&self, request: &Request, extras: &[(usize, f64)]) -> Result<Volumes, PlanError> {
        if request.emphasis.is_empty() {
            return Ok(self.volumes);
        }
        let balanced = Request {
            emphasis: Vec::new(),
            ..request.clone()
        };
        Ok(with_extras(&choose(&balanced)?, extras))
    }

    /// Minutes of lifting a week, extras included.
    fn minutes(&self, extras: &[(usize, f64)]) -> f64 {
        let sessions = self
            .programme
            .sessions
            .iter()
            .map(|session| session.minutes);
        let besides = extras.iter().map(|(place, sets)| {
            let exercise = &exercises()[*place];
            sets * (exercise.work_s + exercise.rest_s) / S_PER_MIN
        });
        sessions.sum::<f64>() + besides.sum::<f64>()
    }
}

/// Fractional sets a week of what was chosen and of what is done besides.
fn with_extras(selection: &Selection, extras: &[(usize, f64)]) -> Volumes {
    let picked = selection.days.iter().flatten();
    let sets = picked.map(|pick| (pick.exercise, f64::from(pick.sets)));
    volumes(sets.chain(extras.iter().copied()))
}

/// Sets per large muscle with which a novice would gain as much: the gain by the same sets halves with every level.
fn effective_sets(parameters: &Parameters, level: Level, volumes: &Volumes) -> f64 {
    let sum: f64 = LARGE.iter().map(|muscle| volumes[*muscle as usize]).sum();
    let sets = sum / LARGE.len() as f64;
    let half = parameters.lean.lifting_half_sets.value;
    let share = parameters.shape.growth_level.value.powi(level.halvings());
    let gain = share * sets / (sets + half);
    half * gain / (1.0 - gain)
}

/// What somebody is used to: nothing as a novice, a balanced week later.
fn usual_volumes(level: Level, plain: &Volumes) -> Volumes {
    match level {
        Level::Novice => [0.0; Muscle::COUNT],
        Level::Intermediate | Level::Advanced => *plain,
    }
}

fn lifts<'a>(
    wish: &Wish,
    solved: &Solved,
    with: &'a Volumes,
    without: &'a Volumes,
    usual: &'a Volumes,
) -> Lifts<'a> {
    let lifted = |sets| Lifted {
        sets,
        usual,
        level: wish.request.level,
        deficit_kcal_per_day: solved.budget.mean_deficit_kcal_per_day(),
    };
    Lifts {
        with: lifted(with),
        without: lifted(without),
        shoulder_cm: wish.shoulder_cm,
    }
}
