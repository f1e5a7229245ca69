//! When it is time for a week of less.

use spotcheck_model::parameters::ProgressionParameters;

use super::strength::Followed;

/// Sessions in a row that flag an exercise.
const IN_A_ROW: usize = 2;

/// Whether the last two sessions of an exercise were weaker than forecast, beyond what sets err.
pub fn is_flagged(p: &ProgressionParameters, followed: &[Followed]) -> bool {
    let is_weak = |one: &Followed| {
        one.forecast.is_some_and(|forecast| {
            one.seen.mean < forecast.mean - p.flagged_sds.value * forecast.sd
        })
    };
    IN_A_ROW <= followed.len() && followed.iter().rev().take(IN_A_ROW).all(is_weak)
}

/// Whether a week of less is due before its time, by how many exercises are flagged this week.
pub fn is_deload_due(p: &ProgressionParameters, flagged: usize) -> bool {
    p.flags_of_deload.value <= flagged as f64
}
