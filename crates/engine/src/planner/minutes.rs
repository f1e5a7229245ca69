//! Minutes of activity week by week, and the energy they and lifting add.

use spotcheck_model::{
    Error, Interval, Parameters,
    activity::{Bout, Intensity, compensation_frac, net_kcal_per_kg_per_day},
};

use super::{
    ask::{Client, Mode},
    budget::DAYS_PER_WEEK,
    solve::MOST_WEEKS,
};

const MIN_PER_H: f64 = 60.0;
/// The kind whose minutes are steps.
const WALKING: &str = "walking";

/// How somebody likes to move, and how hard: a preference, no promise.
#[derive(Clone, Debug, PartialEq)]
pub struct Preference {
    /// A kind of the Compendium, or walking or running.
    pub kind: String,
    /// How hard.
    pub intensity: Intensity,
}

impl Preference {
    /// Whether a minute of it counts as more than one: by what it costs, not by its name.
    ///
    /// # Errors
    /// What [`net_kcal_per_kg_per_day`] refuses of the kind and its intensity.
    fn is_vigorous(&self, parameters: &Parameters, age_y: f64) -> Result<bool, Error> {
        let hour = Bout::new(&self.kind, MIN_PER_H, self.intensity)?;
        let above_rest =
            DAYS_PER_WEEK as f64 * net_kcal_per_kg_per_day(parameters, age_y, &[hour])?;
        let met = 1.0 + above_rest / parameters.activity.met_energy.value;
        Ok(parameters.minutes.vigorous_met.value <= met)
    }
}

/// Minutes of activity, week by week.
#[derive(Clone, Debug, PartialEq)]
pub struct Minutes {
    /// How.
    pub preference: Preference,
    /// Whether a minute of that counts as more than one.
    pub is_vigorous: bool,
    /// Moderate minutes a week now.
    pub usual: f64,
    /// Moderate minutes of each week of the plan.
    pub weeks: Vec<f64>,
    /// Moderate minutes a week once weight is to stay.
    pub kept: f64,
}

impl Minutes {
    /// Builds up from what is usual to what the mode asks for, by no more than the stated rate.
    ///
    /// # Errors
    /// What [`net_kcal_per_kg_per_day`] refuses of the preference.
    pub fn new(
        parameters: &Parameters,
        client: &Client,
        mode: Mode,
        preference: Preference,
    ) -> Result<Self, Error> {
        let p = &parameters.minutes;
        let usual = client.usual.active_minutes;
        let target = match mode {
            Mode::Lose => p.minutes_loss.value,
            Mode::Keep | Mode::Recompose | Mode::Gain => p.minutes_start.value,
        };
        let first = usual.max(p.minutes_first.value);
        let in_week = |week: usize| {
            let built = first + p.minutes_ramp.value * week as f64;
            built.min(target).max(usual)
        };
        Ok(Self {
            is_vigorous: preference.is_vigorous(parameters, client.person.input().age_y)?,
            preference,
            usual,
            weeks: (0..MOST_WEEKS).map(in_week).collect(),
            kept: p.minutes_kept.value.max(usual),
        })
    }

    /// The most moderate minutes of any week.
    pub fn most(&self) -> f64 {
        self.weeks.iter().copied().fold(self.usual, f64::max)
    }

    /// Minutes of a week on the clock: a vigorous one counts for more.
    pub fn on_the_clock(&self, parameters: &Parameters, moderate: f64) -> f64 {
        if self.is_vigorous {
            moderate / parameters.minutes.vigorous_counts.value
        } else {
            moderate
        }
    }
}

/// Energy that what is added to a usual week spends above rest, kcal per kg of weight a day, before
/// the body makes up for any of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Added {
    /// By lifting.
    pub lifting: f64,
    /// By activity.
    pub activity: f64,
}

impl Added {
    /// Of so many minutes a week beyond the usual ones.
    ///
    /// # Errors
    /// What [`net_kcal_per_kg_per_day`] refuses of the kind, its intensity or the minutes.
    pub(super) fn beyond_usual(
        parameters: &Parameters,
        client: &Client,
        minutes: &Minutes,
        moderate: f64,
        lifting_minutes: f64,
    ) -> Result<Self, Error> {
        let more = (lifting_minutes - client.usual.lifting_minutes).max(0.0);
        let moving = (moderate - minutes.usual).max(0.0);
        Self::of(parameters, client, minutes, moving, more)
    }

    /// Of the usual minutes that go on in a week with so many of lifting.
    ///
    /// # Errors
    /// As [`Self::beyond_usual`].
    pub(super) fn usual(
        parameters: &Parameters,
        client: &Client,
        minutes: &Minutes,
        lifting_minutes: f64,
    ) -> Result<Self, Error> {
        let lifting = lifting_minutes.min(client.usual.lifting_minutes);
        Self::of(parameters, client, minutes, minutes.usual, lifting)
    }

    fn of(
        parameters: &Parameters,
        client: &Client,
        minutes: &Minutes,
        moderate: f64,
        lifting_minutes: f64,
    ) -> Result<Self, Error> {
        let age_y = client.person.input().age_y;
        let lifting = Bout::new("lifting", lifting_minutes, Intensity::Moderate)?;
        let Preference { kind, intensity } = &minutes.preference;
        let moving = minutes.on_the_clock(parameters, moderate);
        let activity = Bout::new(kind, moving, *intensity)?;
        Ok(Self {
            lifting: net_kcal_per_kg_per_day(parameters, age_y, &[lifting])?,
            activity: net_kcal_per_kg_per_day(parameters, age_y, &[activity])?,
        })
    }

    /// Both together.
    pub(super) fn sum(self) -> f64 {
        self.lifting + self.activity
    }

    /// What reaches expenditure, of a body of `weight_kg`, kcal/day each.
    #[must_use]
    pub(super) fn reaching(self, parameters: &Parameters, client: &Client, weight_kg: f64) -> Self {
        let bmi = client.person.bmi(client.person.input().weight_kg);
        let per_kg = (1.0 - compensation_frac(parameters, bmi, 0.0)) * weight_kg;
        Self {
            lifting: self.lifting * per_kg,
            activity: self.activity * per_kg,
        }
    }

    /// The mean of several weeks.
    #[must_use]
    pub(super) fn mean(weeks: &[Self]) -> Self {
        let share = 1.0 / weeks.len().max(1) as f64;
        weeks.iter().fold(Self::default(), |sum, week| Self {
            lifting: sum.lifting + share * week.lifting,
            activity: sum.activity + share * week.activity,
        })
    }
}

/// What minutes are expected to bring, with the interval of the trials' mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// The estimate.
    pub estimate: f64,
    /// Where the mean lies.
    pub interval: Interval,
}

impl Minutes {
    /// What so many moderate minutes a week beyond the usual ones are expected to bring in months:
    /// change of weight in kg and of waist in cm, no further than the trials went.
    ///
    /// # Panics
    /// Never: both have an interval, which a test asserts.
    pub fn expected(&self, parameters: &Parameters, moderate: f64) -> [Expected; 2] {
        let p = &parameters.minutes;
        let more = (moderate.min(p.dose_most.value) - self.usual).max(0.0) / p.dose_step.value;
        [&p.dose_weight, &p.dose_waist].map(|slope| {
            let interval = slope.interval.expect("a test asserts that both have one");
            let ends = [more * interval.lo(), more * interval.hi()];
            Expected {
                estimate: more * slope.value,
                interval: Interval::new(ends[0], ends[1], interval.level())
                    .expect("a multiple of an interval is one"),
            }
        })
    }

    /// Steps a day that the minutes beyond the usual ones are, where they are walked.
    pub fn steps_per_day(&self, parameters: &Parameters, moderate: f64) -> Option<f64> {
        let more = (moderate - self.usual).max(0.0);
        let steps = more * parameters.minutes.cadence.value / DAYS_PER_WEEK as f64;
        (self.preference.kind == WALKING).then_some(steps)
    }
}
