//! The weekly check-in: what changed, whether the target moves and why, and what a weight that
//! does not fall means.

use spotcheck_model::Parameters;

use super::{Cause, Me, Mixture, Plateau, Track};

/// The most a target moves in a week, as a share of it.
const MOST_FRAC: f64 = 0.1;
/// Ends of the range that keeps a target where it is: 80 %.
const RANGE: [f64; 2] = [0.1, 0.9];
/// Targets are told in steps of so many kcal.
pub const STEP_KCAL: f64 = 10.0;
/// The day until which expenditure rests mostly on what is known of people.
pub const CALIBRATED_DAY: usize = 21;

/// What somebody wants, and what they eat for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Change of weight that is wanted, kg a week; negative to lose.
    pub rate_kg_per_week: f64,
    /// Intake that is aimed at, on the logging scale, kcal a day.
    pub intake_kcal_per_day: f64,
    /// Whether it is to stay, come what may.
    pub is_pinned: bool,
}

/// What happens to the target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// It stays, since what it leads to includes what is wanted.
    OnCourse,
    /// It stays, since it was pinned; it would be this, kcal a day.
    Pinned(f64),
    /// It stays, since less is not advised.
    AtFloor,
    /// It stays, since what it may move by in a week is less than the steps it is told in.
    TooLittle,
    /// It becomes this, kcal a day.
    To(f64),
}

/// A week's check-in.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckIn {
    /// Day of it.
    pub as_of: usize,
    /// What is wanted and eaten.
    pub target: Target,
    /// Expenditure on the logging scale a week ago, if it was known.
    pub expenditure_before_kcal_per_day: Option<Mixture>,
    /// The same today.
    pub expenditure_now_kcal_per_day: Mixture,
    /// Change of tissue the target leads to, kg a week.
    pub rate_kg_per_week: Mixture,
    /// Whether the target moves.
    pub decision: Move,
    /// Whether weight falls if it is meant to, and why not.
    pub plateau: Plateau,
}

/// Looks at a track with a target in mind.
pub fn check_in(parameters: &Parameters, me: &Me, track: &Track, target: &Target) -> CheckIn {
    let present = &track.present;
    let rate = present.rate.at(target.intake_kcal_per_day);
    let before = track.week_ago.as_ref();
    CheckIn {
        as_of: present.as_of,
        target: *target,
        expenditure_before_kcal_per_day: before.map(|then| then.expenditure_kcal_per_day.clone()),
        expenditure_now_kcal_per_day: present.expenditure_kcal_per_day.clone(),
        decision: decide(parameters, me, track, target, &rate),
        plateau: Plateau::of(parameters, track, target),
        rate_kg_per_week: rate,
    }
}

fn decide(
    parameters: &Parameters,
    me: &Me,
    track: &Track,
    target: &Target,
    rate: &Mixture,
) -> Move {
    let [lo, hi] = RANGE.map(|p| rate.quantile(p));
    if (lo..=hi).contains(&target.rate_kg_per_week) {
        return Move::OnCourse;
    }
    let old = target.intake_kcal_per_day;
    let floor = parameters.safety.intake_floor_kcal_per_day(me.sex);
    let needed = track.present.rate.intake_for(target.rate_kg_per_week);
    let change = (needed - old).clamp(-MOST_FRAC * old, MOST_FRAC * old);
    // Towards the old target, so that no step is larger than it may be.
    let step = (change / STEP_KCAL).trunc() * STEP_KCAL;
    // A target below the floor may rise, and is not lowered further.
    let new = (old + step).max(floor.min(old));
    if (new - old).abs() < STEP_KCAL {
        return if step < 0.0 {
            Move::AtFloor
        } else {
            Move::TooLittle
        };
    }
    if target.is_pinned {
        Move::Pinned(new)
    } else {
        Move::To(new)
    }
}

impl CheckIn {
    /// The target from here on, kcal a day.
    pub fn intake_kcal_per_day(&self) -> f64 {
        match self.decision {
            Move::OnCourse | Move::Pinned(_) | Move::AtFloor | Move::TooLittle => {
                self.target.intake_kcal_per_day
            }
            Move::To(new) => new,
        }
    }

    /// Whether the target moves, and why, in one sentence.
    pub fn sentence(&self) -> String {
        let old = self.target.intake_kcal_per_day;
        let rate = range(&self.rate_kg_per_week);
        let wanted = signed(self.target.rate_kg_per_week);
        let leads = format!("at it tissue changes by {rate} kg a week (80 % range)");
        match self.decision {
            Move::OnCourse => format!(
                "The target stays at {old:.0} kcal: {leads}, which includes the {wanted} you want."
            ),
            Move::Pinned(new) => format!(
                "The target stays at {old:.0} kcal since you pinned it; it would move to {new:.0}: {leads}, and you \
                 want {wanted}."
            ),
            Move::AtFloor => format!(
                "The target stays at {old:.0} kcal: {leads}, and you want {wanted}, but less than that is not \
                 advised."
            ),
            Move::TooLittle => format!(
                "The target stays at {old:.0} kcal: {leads}, and you want {wanted}, but it would move by less than \
                 {STEP_KCAL:.0} kcal this week."
            ),
            Move::To(new) => format!(
                "The target moves from {old:.0} to {new:.0} kcal: at {old:.0} tissue changes by {rate} kg a week \
                 (80 % range), and you want {wanted}."
            ),
        }
    }

    /// What changed in what is known of expenditure, in one sentence.
    pub fn expenditure_sentence(&self) -> String {
        let now = told(&self.expenditure_now_kcal_per_day);
        let tail = if self.as_of < CALIBRATED_DAY {
            format!(
                " Until about day {CALIBRATED_DAY} this rests mostly on what is known of people like you."
            )
        } else {
            String::new()
        };
        match &self.expenditure_before_kcal_per_day {
            Some(before) => format!(
                "On the scale on which you log you spend {now} kcal a day; a week ago it was {}.{tail}",
                told(before)
            ),
            None => format!("On the scale on which you log you spend {now} kcal a day.{tail}"),
        }
    }

    /// Why weight does not fall, in one sentence; none if it does or is not meant to.
    pub fn plateau_sentence(&self) -> Option<String> {
        let told = match self.plateau {
            Plateau::NotMeant | Plateau::Falling => return None,
            Plateau::EatenMore { over_kcal_per_day } => format!(
                "Weight does not fall since you logged {over_kcal_per_day:.0} kcal a day more than the target."
            ),
            Plateau::Explained { cause, probability } => {
                let percent = 100.0 * probability;
                match cause {
                    Cause::Water => format!(
                        "Weight does not fall, but tissue does: water hides it ({percent:.0} % likely)."
                    ),
                    Cause::LoggingDrift => format!(
                        "Weight does not fall since less of what you eat is logged than before ({percent:.0} % \
                         likely)."
                    ),
                    Cause::Expenditure => format!(
                        "Weight does not fall since you spend less than the target was made for ({percent:.0} % \
                         likely)."
                    ),
                }
            }
            Plateau::Open {
                hidden_kg,
                hidden_days,
            } => format!(
                "Weight does not fall, which may mean nothing: water can hide {hidden_kg:.1} kg for {hidden_days:.0} \
                 days."
            ),
        };
        Some(told)
    }
}

/// Median and 90 % range.
fn told(mixture: &Mixture) -> String {
    let [lo, median, hi] = [0.05, 0.5, 0.95].map(|p| mixture.quantile(p));
    format!("{median:.0} ({lo:.0} to {hi:.0})")
}

fn range(rate: &Mixture) -> String {
    let [lo, hi] = RANGE.map(|p| signed(rate.quantile(p)));
    format!("{lo} to {hi}")
}

/// Two decimals with a sign, and no negative nought.
fn signed(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded == 0.0 {
        return "0.00".to_owned();
    }
    format!("{rounded:+.2}").replace('-', "−")
}
