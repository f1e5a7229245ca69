//! A request as the numbers of `docs/method/training.md`: what may be chosen, and what holds for it.

use spotcheck_model::{Parameters, TrainingParameters};

use super::{
    demand::{Demand, is_older, whole},
    error::{TrainingError, within},
    exercise::{Exercise, Joint, exercises},
    muscle::Muscle,
    pattern::Pattern,
    request::{Level, Request},
};

const MINUTES: (f64, f64) = (15.0, 1440.0);
const DAYS: (f64, f64) = (1.0, 7.0);

/// Kinds of movement of which a week has one, unless joints that are spared leave none.
const REQUIRED: [&[Pattern]; 4] = [
    &[Pattern::Squat, Pattern::Lunge],
    &[Pattern::Hinge, Pattern::Thrust],
    &PUSH,
    &PULL,
];
const PUSH: [Pattern; 2] = [Pattern::HorizontalPush, Pattern::VerticalPush];
const PULL: [Pattern; 2] = [Pattern::HorizontalPull, Pattern::VerticalPull];

/// An exercise that may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its place in [`exercises`].
    pub exercise: usize,
    /// Seconds of a set with its rest.
    pub set_s: f64,
    /// What each set is worth by itself.
    pub set_worth: f64,
    /// What it costs to have it in the week at all.
    pub cost: f64,
    /// Whether it pushes.
    pub is_push: bool,
    /// Whether it pulls.
    pub is_pull: bool,
}

/// Limits that are numbers of the parameter file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Least sets of an exercise in a session.
    pub set_least: usize,
    /// Most sets of an exercise in a session.
    pub set_most: usize,
    /// Most fractional sets of a muscle in a session.
    pub session_cap: f64,
    /// Most fractional sets of a muscle in two consecutive sessions.
    pub neighbours_cap: f64,
    /// Most exercises of one pattern in a session.
    pub pattern_most: usize,
    /// Most axial load of a session.
    pub axial_most: usize,
    /// Most lifts of the highest skill in a session.
    pub skill_most: usize,
    /// Most exercises of a session.
    pub session_exercises: usize,
    /// Most sessions with the same exercise.
    pub exercise_days: usize,
}

/// Kinds of movement of which the week should have one.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// Any of these.
    pub patterns: &'static [Pattern],
    /// Candidates that move so; none where equipment is missing.
    pub candidates: Vec<usize>,
}

/// An emphasised muscle, of which the week should have several exercises.
#[derive(Clone, Debug, PartialEq)]
pub struct Varied {
    /// The muscle.
    pub muscle: Muscle,
    /// Candidates that count as one of its exercises.
    pub candidates: Vec<usize>,
}

/// A request in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Sessions.
    pub days: usize,
    /// Seconds of a session after the warm-up.
    pub session_s: f64,
    /// What may be chosen.
    pub candidates: Vec<Candidate>,
    /// What muscles are due.
    pub demand: Demand,
    /// What no session and no week goes beyond.
    pub limits: Limits,
    /// Kinds of movement the week should have.
    pub required: Vec<Required>,
    /// Muscles the week should have several exercises of.
    pub varied: Vec<Varied>,
    /// Whether pushing and pulling are both possible, so that they are balanced.
    pub is_balanced: bool,
}

impl Problem {
    /// The numbers of `request`.
    ///
    /// # Errors
    /// [`TrainingError`] for numbers out of range and for names nobody has.
    pub fn new(request: &Request) -> Result<Self, TrainingError> {
        let p = &Parameters::published().training;
        within(
            "days per week",
            request.days_per_week as f64,
            DAYS.0,
            DAYS.1,
        )?;
        let minutes = request.minutes_per_session;
        within("minutes per session", minutes, MINUTES.0, MINUTES.1)?;
        for names in [&request.disliked, &request.liked] {
            are_known(names)?;
        }
        let demand = Demand::of(request)?;
        let candidates: Vec<Candidate> = exercises()
            .iter()
            .enumerate()
            .filter(|(_, exercise)| suits(exercise, request) && is_possible(exercise, request))
            .map(|(at, exercise)| candidate(at, exercise, request, p))
            .collect();
        let is_balanced =
            candidates.iter().any(|one| one.is_push) && candidates.iter().any(|one| one.is_pull);
        Ok(Self {
            days: request.days_per_week,
            session_s: 60.0 * (minutes - p.warm_up.value),
            required: required(&candidates, request),
            varied: varied(&candidates, &demand, p.variety_fraction.value),
            limits: limits(request, &demand, p),
            is_balanced,
            candidates,
            demand,
        })
    }

    /// The exercise of candidate `at`.
    pub fn exercise(&self, at: usize) -> &'static Exercise {
        &exercises()[self.candidates[at].exercise]
    }
}

/// Whether an exercise suits somebody, whatever there is to train with.
pub(super) fn suits(exercise: &Exercise, request: &Request) -> bool {
    let p = &Parameters::published().training;
    let is_spared = |joint: &Joint| request.spared.contains(joint);
    let is_too_axial = request.spared.contains(&Joint::LowBack)
        && p.spared_back_axial.value < f64::from(exercise.axial);
    let is_too_hard = exercise.skill == Exercise::HIGHEST_SKILL
        && request.level == Level::Novice
        && is_older(request);
    !(exercise.cautions.iter().any(is_spared)
        || is_too_axial
        || is_too_hard
        || request.disliked.contains(&exercise.name))
}

fn is_possible(exercise: &Exercise, request: &Request) -> bool {
    exercise.is_possible_with(&request.equipment)
}

fn are_known(names: &[String]) -> Result<(), TrainingError> {
    match names
        .iter()
        .find(|name| exercises().iter().all(|one| one.name != **name))
    {
        Some(name) => Err(TrainingError::UnknownExercise { name: name.clone() }),
        None => Ok(()),
    }
}

fn candidate(
    at: usize,
    exercise: &Exercise,
    request: &Request,
    p: &TrainingParameters,
) -> Candidate {
    let is_liked = request.liked.contains(&exercise.name);
    let strain = f64::from(exercise.axial) + f64::from(exercise.skill) - 1.0;
    Candidate {
        exercise: at,
        set_s: exercise.work_s + exercise.rest_s * p.rest_share.value,
        set_worth: p.quality_gain.value * exercise.quality
            + if is_liked { p.liked_gain.value } else { 0.0 }
            - p.strain_cost.value * strain,
        cost: p.exercise_cost.value,
        is_push: PUSH.contains(&exercise.pattern),
        is_pull: PULL.contains(&exercise.pattern),
    }
}

fn required(candidates: &[Candidate], request: &Request) -> Vec<Required> {
    let moves_so = |patterns: &[Pattern], exercise: &Exercise| patterns.contains(&exercise.pattern);
    REQUIRED
        .into_iter()
        .filter(|patterns| {
            exercises()
                .iter()
                .any(|one| moves_so(patterns, one) && suits(one, request))
        })
        .map(|patterns| Required {
            patterns,
            candidates: places(candidates, |exercise| moves_so(patterns, exercise)),
        })
        .collect()
}

fn varied(candidates: &[Candidate], demand: &Demand, fraction: f64) -> Vec<Varied> {
    Muscle::ALL
        .into_iter()
        .filter(|muscle| demand.dose(*muscle).is_promoted)
        .map(|muscle| Varied {
            muscle,
            candidates: places(candidates, |exercise| fraction <= exercise.fraction(muscle)),
        })
        .collect()
}

fn places(candidates: &[Candidate], is_one: impl Fn(&Exercise) -> bool) -> Vec<usize> {
    let exercise = |at: &usize| &exercises()[candidates[*at].exercise];
    (0..candidates.len())
        .filter(|at| is_one(exercise(at)))
        .collect()
}

fn limits(request: &Request, demand: &Demand, p: &TrainingParameters) -> Limits {
    let session_exercises = whole(p.session_exercises.value);
    Limits {
        set_least: whole(p.set_least.value),
        set_most: whole(p.set_most.value),
        session_cap: demand.session_cap,
        neighbours_cap: p.neighbours_cap.value,
        pattern_most: whole(p.pattern_most.value),
        axial_most: whole(p.axial_most.value),
        skill_most: match request.level {
            Level::Novice => whole(p.skill_most.value),
            Level::Intermediate | Level::Advanced => session_exercises,
        },
        session_exercises,
        exercise_days: whole(p.exercise_days.value),
    }
}
