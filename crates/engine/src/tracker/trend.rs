//! The plain trend that dieters have used for decades, for who prefers it.

use spotcheck_model::Parameters;

use super::Weighing;

/// The exponentially smoothed trend of the Hacker's Diet at each weighing, kg: a tenth of the way
/// to every reading. Days without one are left out, and nothing is refused.
pub fn plain_trend(parameters: &Parameters, weights: &[Weighing]) -> Vec<Weighing> {
    let share = parameters.tracking.plain_trend.value;
    let mut trend = None;
    let follow = |weighing: &Weighing| {
        let before = trend.unwrap_or(weighing.kg);
        let kg = before + share * (weighing.kg - before);
        trend = Some(kg);
        Weighing { kg, ..*weighing }
    };
    weights.iter().map(follow).collect()
}
