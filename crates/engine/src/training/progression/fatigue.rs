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

/// How somebody was in a week; means of daily scores from 1 to 5, where told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Condition {
    /// Sleep; 5 is best.
    pub sleep: Option<f64>,
    /// Soreness; 5 is worst.
    pub soreness: Option<f64>,
}

/// What calls for a week of less before its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DeloadCause {
    /// Exercises that are flagged.
    Flagged {
        /// How many are.
        count: usize,
    },
    /// Sleep of the week.
    Sleep {
        /// Its mean score.
        score: f64,
    },
    /// Soreness of the week.
    Soreness {
        /// Its mean score.
        score: f64,
    },
}

/// Why a week of less is due, if it is: exercises flagged this week, or how somebody was.
pub fn deload_due(
    p: &ProgressionParameters,
    flagged: usize,
    condition: Condition,
) -> Option<DeloadCause> {
    if p.flags_of_deload.value <= flagged as f64 {
        return Some(DeloadCause::Flagged { count: flagged });
    }
    let sleep = condition
        .sleep
        .filter(|score| *score <= p.poor_sleep.value)
        .map(|score| DeloadCause::Sleep { score });
    let soreness = || {
        let score = condition.soreness?;
        (p.poor_soreness.value <= score).then_some(DeloadCause::Soreness { score })
    };
    sleep.or_else(soreness)
}
