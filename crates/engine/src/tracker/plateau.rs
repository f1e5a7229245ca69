//! Why a weight does not fall though it is meant to: water, the log or expenditure, and mostly
//! that nobody can say yet.
//!
//! With Δ the change of tissue over the last weeks: it is water if Δ fell all the same. Else
//! expenditure on the logging scale is too low for the goal by a gap S, and the part D of its
//! change that tissue and adaptation do not explain is a drift of the log or of expenditure. Data
//! cannot tell these apart; what is known of both beforehand can, in part: with `v_a` the variance
//! that a drift of expenditure has over those weeks and `v_b` that of a drift of the log, given D
//! the drift of the log is normal with mean r D and variance r² Var D + `v_a v_b / (v_a + v_b)`,
//! where r = `v_b / (v_a + v_b)`, and it is the cause if it makes up half of S.

use spotcheck_model::Parameters;

use super::{Normal, Target, Track, WEEK_DAYS};

/// Share of weight a week below which a weight counts as not falling.
const STALLED_FRAC: f64 = 0.0005;
/// Days that have to be seen before anything is explained.
const LEAST_DAYS: usize = 21;
/// Probability an explanation has to have.
const SURE: f64 = 0.8;
/// Share of what is missing from which on a drift of the log is the larger part of it.
const LARGER_PART: f64 = 0.5;
/// Days of the drift that `log_drift_sd` is of.
const DRIFT_DAYS: f64 = 28.0;

/// What keeps a weight from falling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Tissue falls, and water hides it.
    Water,
    /// Less of what is eaten is logged than before.
    LoggingDrift,
    /// Less is spent than the target was made for.
    Expenditure,
}

/// What is to be said of a weight that is meant to fall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plateau {
    /// It is not meant to fall.
    NotMeant,
    /// It falls.
    Falling,
    /// By the log itself more was eaten than the target, and what was eaten keeps weight.
    EatenMore {
        /// Logged intake above the target, kcal a day.
        over_kcal_per_day: f64,
    },
    /// One cause is probable enough to be named.
    Explained {
        /// Which.
        cause: Cause,
        /// Its probability.
        probability: f64,
    },
    /// None is, or there are too few days.
    Open {
        /// What water can hide, kg.
        hidden_kg: f64,
        /// Days of the loss that is wanted which that is.
        hidden_days: f64,
    },
}

impl Plateau {
    pub(super) fn of(parameters: &Parameters, track: &Track, target: &Target) -> Self {
        let (recent, present) = (&track.recent, &track.present);
        let slowest = -STALLED_FRAC * present.trend_kg.mean();
        let wanted = target.rate_kg_per_week;
        if slowest <= wanted {
            return Self::NotMeant;
        }
        if recent
            .shown_kg_per_week
            .is_some_and(|shown| shown < slowest)
        {
            return Self::Falling;
        }
        let hidden_kg = present.water_kg;
        let open = Self::Open {
            hidden_kg,
            hidden_days: WEEK_DAYS * hidden_kg / -wanted,
        };
        if recent.days < LEAST_DAYS || recent.shown_kg_per_week.is_none() {
            return open;
        }
        let rate = |kcal: f64| present.rate.at(kcal).mean();
        let (eaten, aim) = (recent.eaten_kcal_per_day, target.intake_kcal_per_day);
        if slowest < rate(eaten) && rate(aim) <= slowest {
            return Self::EatenMore {
                over_kcal_per_day: eaten - aim,
            };
        }
        let weeks = recent.days as f64 / WEEK_DAYS;
        let water = recent.tissue_kg.below(slowest * weeks);
        let drift = (1.0 - water) * drifted(parameters, track, target);
        let causes = [
            (Cause::Water, water),
            (Cause::LoggingDrift, drift),
            (Cause::Expenditure, 1.0 - water - drift),
        ];
        let sure = causes.into_iter().find(|(_, p)| SURE <= *p);
        sure.map_or(open, |(cause, probability)| Self::Explained {
            cause,
            probability,
        })
    }
}

/// Probability that a drift of the log is the larger part of what is missing, if tissue does not fall.
fn drifted(parameters: &Parameters, track: &Track, target: &Target) -> f64 {
    let p = &parameters.tracking;
    let (recent, present) = (&track.recent, &track.present);
    let wanted = present.rate.intake_for(target.rate_kg_per_week);
    let gap = (target.intake_kcal_per_day - wanted).max(0.0);
    let days = recent.days as f64;
    let spending = p.drift_sd.value.powi(2) * days;
    let usual = present.expenditure_kcal_per_day.mean();
    let logging = (p.log_drift_sd.value * usual).powi(2) * days / DRIFT_DAYS;
    let change = &recent.expenditure_kcal_per_day;
    let share = logging / (spending + logging);
    let left = share * spending;
    let drift = Normal {
        mean: share * change.mean(),
        sd: (share * change.sd()).hypot(left.sqrt()),
    };
    drift.below(-LARGER_PART * gap)
}
