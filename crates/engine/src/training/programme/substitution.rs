//! What may stand in for an exercise, and what is harder.

use std::cmp::Reverse;

use spotcheck_model::parameters::ProgressionParameters;

use super::super::{
    exercise::{Exercise, Joint, exercises},
    progression::Loading,
    request::Request,
};

/// How many are offered.
const OFFERED: usize = 3;
/// How alike the muscles of two exercises have to be.
const LEAST_ALIKE: f64 = 0.5;
/// Of [`Exercise::skill`]: the most asked of older lifters who did not learn it before.
const OLDER_SKILL: u8 = 2;
/// Of [`Exercise::axial`]: the most for who has to spare the lower back.
const SPARED_AXIAL: u8 = 1;

/// How alike the muscles of two exercises are, 0 to 1: what their shares have in common over what either has.
pub fn alike(one: &Exercise, other: &Exercise) -> f64 {
    let pairs = || one.fractions.iter().zip(&other.fractions);
    let common: f64 = pairs().map(|(a, b)| a.min(*b)).sum();
    let either: f64 = pairs().map(|(a, b)| a.max(*b)).sum();
    if 0.0 < either { common / either } else { 0.0 }
}

/// Whether somebody can do an exercise, may, and does not dislike it.
fn is_allowed(p: &ProgressionParameters, request: &Request, exercise: &Exercise) -> bool {
    let is_older = p.careful_age.value <= request.age_y;
    let spares_back = request.spared.contains(&Joint::LowBack);
    let strains = |joint| request.spared.contains(joint);
    exercise.is_possible_with(&request.equipment)
        && !exercise.cautions.iter().any(strains)
        && !request.disliked.contains(&exercise.name)
        && (!is_older || exercise.skill <= OLDER_SKILL)
        && (!spares_back || exercise.axial <= SPARED_AXIAL)
}

/// Exercises of the same pattern for the same muscles, the most alike first.
fn similar(p: &ProgressionParameters, request: &Request, of: usize) -> Vec<(usize, f64)> {
    let exercise = &exercises()[of];
    let mut found: Vec<(usize, f64)> = exercises()
        .iter()
        .enumerate()
        .filter(|(place, other)| {
            *place != of && other.pattern == exercise.pattern && is_allowed(p, request, other)
        })
        .map(|(place, other)| (place, alike(exercise, other)))
        .filter(|(_, alike)| LEAST_ALIKE <= *alike)
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}

/// Up to three that may stand in, none of which is in the session.
pub(super) fn substitutions(
    p: &ProgressionParameters,
    request: &Request,
    of: usize,
    session: &[usize],
) -> Vec<usize> {
    similar(p, request, of)
        .into_iter()
        .map(|(place, _)| place)
        .filter(|place| !session.contains(place))
        .take(OFFERED)
        .collect()
}

/// What follows an exercise without a load: a similar one of the same skill that has one, or one of
/// more skill.
pub(super) fn harder(p: &ProgressionParameters, request: &Request, of: usize) -> Option<usize> {
    let exercise = &exercises()[of];
    let is_loaded =
        |place: usize| Loading::of(&exercises()[place], &request.equipment) != Loading::Unloaded;
    if is_loaded(of) {
        return None;
    }
    similar(p, request, of)
        .into_iter()
        .map(|(place, _)| place)
        .filter(|place| {
            let skill = exercises()[*place].skill;
            exercise.skill < skill || exercise.skill == skill && is_loaded(*place)
        })
        .min_by_key(|place| (exercises()[*place].skill, Reverse(is_loaded(*place))))
}
