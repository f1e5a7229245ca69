//! What was eaten each day, as far as the log tells: whole days, days cut short, days left out.

use spotcheck_model::Parameters;

use super::{LoggedIntake, Normal, readings::median};

/// Days on either side whose logs tell what is usual on a day.
const AROUND_DAYS: usize = 14;
/// Logged days that are enough to tell how much intake varies.
const ENOUGH: usize = 7;
/// SD of a normal distribution over its median absolute deviation.
const SD_PER_MAD: f64 = 1.4826;

/// What is known of intake on the person's logging scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Intake<'a> {
    parameters: &'a Parameters,
    logged: &'a [LoggedIntake],
    /// What is taken as usual where nothing is logged, kcal.
    otherwise_kcal: f64,
    /// The day after the last that could have been logged.
    end: usize,
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        parameters: &'a Parameters,
        logged: &'a [LoggedIntake],
        otherwise_kcal: f64,
        end: usize,
    ) -> Self {
        Self {
            parameters,
            logged,
            otherwise_kcal,
            end,
        }
    }

    /// What was eaten on `day`, kcal.
    pub(super) fn on(&self, day: usize) -> Normal {
        let p = &self.parameters.tracking;
        let usual = self.usual(day);
        // Days left out together have in common what they were left out for: their sum is as
        // uncertain as if each day had this variance of its own.
        let run = self.left_out(day) as f64;
        let missing = Normal {
            mean: usual.mean + p.missing_excess.value,
            sd: p.missing_sd.value.hypot(run.sqrt() * p.missing_excess.sd()),
        };
        let Ok(place) = self.logged.binary_search_by_key(&day, |other| other.day) else {
            return missing;
        };
        let LoggedIntake { kcal, complete, .. } = self.logged[place];
        let told = Normal {
            mean: kcal,
            sd: p.log_error_cv.value * kcal,
        };
        if p.refused_intake.value * usual.mean < kcal {
            return missing;
        }
        match complete {
            Some(true) => told,
            Some(false) => usual.above(kcal),
            None => told.or(usual.above(kcal), self.partial(usual, kcal)),
        }
    }

    /// Days without a log that follow each other around `day`, itself counted, up to the last log.
    fn left_out(&self, day: usize) -> usize {
        let next = self.logged.partition_point(|other| other.day < day);
        let from = match next.checked_sub(1) {
            Some(last) => self.logged[last].day + 1,
            None => 0,
        };
        let to = self.logged.get(next).map_or(self.end, |next| next.day);
        to.saturating_sub(from).max(1)
    }

    /// Probability that `kcal` is not all that was eaten on a day of which `usual` is known.
    fn partial(&self, usual: Normal, kcal: f64) -> f64 {
        // Who fasts says that the day is complete.
        if kcal <= 0.0 {
            return 1.0;
        }
        let p = &self.parameters.tracking;
        let (least, most) = (p.partial_least.value, p.partial_most.value);
        if most * usual.mean < kcal {
            return 0.0;
        }
        let cut_short = p.partial_rate.value / ((most - least) * usual.mean);
        let whole = (1.0 - p.partial_rate.value) * usual.density(kcal);
        cut_short / (cut_short + whole)
    }

    /// Intake of days like `day`: median and spread of the logs around it.
    pub(super) fn usual(&self, day: usize) -> Normal {
        let from = day.saturating_sub(AROUND_DAYS);
        let first = self.logged.partition_point(|other| other.day < from);
        let last = self
            .logged
            .partition_point(|other| other.day <= day + AROUND_DAYS);
        self.among(&self.logged[first..last])
    }

    fn among(&self, logged: &[LoggedIntake]) -> Normal {
        let all = || logged.iter().filter(|other| other.complete != Some(false));
        let p = &self.parameters.tracking;
        let Some(middle) = median(all().map(|other| other.kcal).collect()) else {
            return Normal {
                mean: self.otherwise_kcal,
                sd: p.missing_sd.value,
            };
        };
        let deviations: Vec<f64> = all().map(|other| (other.kcal - middle).abs()).collect();
        let few = deviations.len() < ENOUGH;
        let spread = median(deviations).map_or(0.0, |mad| SD_PER_MAD * mad);
        // A log of rounded, equal days must not make every other day impossible.
        let least = p.log_error_cv.value * middle;
        let sd = if few { p.intake_day_sd.value } else { spread };
        Normal {
            mean: middle,
            sd: sd.max(least).max(1.0),
        }
    }

    /// Mean of what was eaten on the logged days among `days`, kcal; none if nothing was logged.
    pub(super) fn mean(&self, days: std::ops::Range<usize>) -> Option<f64> {
        let first = self.logged.partition_point(|other| other.day < days.start);
        let last = self.logged.partition_point(|other| other.day < days.end);
        let logged = &self.logged[first..last];
        let sum: f64 = logged.iter().map(|other| self.on(other.day).mean).sum();
        (!logged.is_empty()).then(|| sum / logged.len() as f64)
    }
}
