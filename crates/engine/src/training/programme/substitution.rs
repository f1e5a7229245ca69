//! What may stand in for an exercise, and what is harder.

use super::super::{
    exercise::{Exercise, exercises},
    problem::suits,
    progression::Loading,
    request::Request,
};

/// How many are offered.
const OFFERED: usize = 3;
/// How alike the muscles of two exercises have to be.
const LEAST_ALIKE: f64 = 0.5;

/// How alike the muscles of two exercises are, 0 to 1: what their shares have in common over what either has.
pub fn alike(one: &Exercise, other: &Exercise) -> f64 {
    let pairs = || one.fractions.iter().zip(&other.fractions);
    let common: f64 = pairs().map(|(a, b)| a.min(*b)).sum();
    let either: f64 = pairs().map(|(a, b)| a.max(*b)).sum();
    if 0.0 < either { common / either } else { 0.0 }
}

/// Exercises of the same pattern for the same muscles, the most alike first.
fn similar(request: &Request, of: usize) -> Vec<(usize, f64)> {
    let exercise = &exercises()[of];
    let mut found: Vec<(usize, f64)> = exercises()
        .iter()
        .enumerate()
        .filter(|(place, other)| {
            *place != of
                && other.pattern == exercise.pattern
                && suits(other, request)
                && other.is_possible_with(&request.equipment)
        })
        .map(|(place, other)| (place, alike(exercise, other)))
        .filter(|(_, alike)| LEAST_ALIKE <= *alike)
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}

/// Up to three that may stand in, none of which is in the session.
pub(super) fn substitutions(request: &Request, of: usize, session: &[usize]) -> Vec<usize> {
    similar(request, of)
        .into_iter()
        .map(|(place, _)| place)
        .filter(|place| !session.contains(place))
        .take(OFFERED)
        .collect()
}

/// What follows an exercise without a load: a similar one that has a load or takes more skill, of the same skill before more
/// and of more before less, and none of the session.
pub(super) fn harder(request: &Request, of: usize, session: &[usize]) -> Option<usize> {
    let skill = |place: usize| exercises()[place].skill;
    let is_loaded =
        |place: usize| Loading::of(&exercises()[place], &request.equipment) != Loading::Unloaded;
    if is_loaded(of) {
        return None;
    }
    similar(request, of)
        .into_iter()
        .map(|(place, _)| place)
        .filter(|place| !session.contains(place))
        .filter(|place| is_loaded(*place) || skill(of) < skill(*place))
        .min_by_key(|&place| (skill(place) < skill(of), skill(place), !is_loaded(place)))
}
