//! A test read at its looks.

use spotcheck_model::Parameters;

use super::{
    Check, Error, Errors, Limb, Measurement, Point, Tool, ToolErrors,
    belief::{Belief, Beliefs},
    checks::checks,
    design::{MOST_PER_WEEK, POWER_Z, WEEK},
    error::within,
    line::Line,
    rule::{self, LOOKS, Verdict, WEEKS_OF_EFFECT},
    series::Series,
};

/// Days by which a session of a look may be early or late: half the gap of two a week.
const LOOK_SLACK: i32 = 3;
/// Sessions below which nothing is read.
const LEAST_SESSIONS: usize = 6;
/// The largest change of thickness or girth worth asking about, mm.
const MOST_WORTHWHILE_MM: f64 = 100.0;

/// The data of a test and how it was planned.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Every reading, in any order.
    pub measurements: &'a [Measurement],
    /// What was measured with.
    pub tool: Tool,
    /// The least extra loss over twelve weeks that is called useful, mm; not less than the tool's.
    pub worthwhile_mm: f64,
    /// Weeks of training that were planned.
    pub weeks: u32,
    /// Sessions a week that were planned.
    pub per_week: u32,
    /// Share of the planned training that was done, on the one side alone, if told.
    pub trained_frac: Option<f64>,
}

/// What the test says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Whether it has ended, and with what.
    pub outcome: Outcome,
    /// What has to hold for that, and whether it does.
    pub checks: [Check; 7],
}

/// Whether a test has ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// No look has ended it. Until one does no figure is told, so that measuring stays blind.
    Waiting {
        /// The next look.
        next_week: u32,
        /// Looks so far.
        looks: usize,
    },
    /// It has.
    Ended(Finding),
}

/// What a test ended with. Losses are positive; those of twelve weeks are scaled to them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// Its end.
    pub verdict: Verdict,
    /// The look it ended at.
    pub week: u32,
    /// Sessions it rests on.
    pub sessions: usize,
    /// What the trained side lost to that week, mm.
    pub trained_loss_mm: f64,
    /// What the other lost.
    pub control_loss_mm: f64,
    /// How much more the trained side lost in twelve weeks, mm, by the data alone.
    pub extra_loss_mm: f64,
    /// Its 90 % interval.
    pub extra_loss_90_mm: [f64; 2],
    /// Its 95 % interval.
    pub extra_loss_95_mm: [f64; 2],
    /// The same of the share that was lost, 1 being all: for limbs unequal to begin with.
    pub extra_loss_frac: f64,
    /// Its 90 % interval.
    pub extra_loss_90_frac: [f64; 2],
    /// What was called useful, mm.
    pub worthwhile_mm: f64,
    /// Probability of a useful extra loss, under the sceptical prior.
    pub useful: f64,
    /// Probability that the extra loss is less than half of a useful one.
    pub negligible: f64,
    /// One SD of a session's difference of the sides, mm.
    pub difference_sd_mm: f64,
    /// The extra loss of twelve weeks that such data find in four of five tests, mm.
    pub detectable_mm: f64,
}

/// Reads a test at the looks its data have reached; the first that ends it counts.
///
/// # Errors
/// [`Error::Weeks`] for a test that does not end at a look, [`Error::OutOfRange`] for a useful loss below the
/// tool's, for sessions or a share that cannot be, [`Error::CannotBe`] for such a measurement, [`Error::TooFewSessions`] where a look was reached with too few sessions, or with none from before
/// training or from after it.
pub fn read(parameters: &Parameters, question: &Question<'_>) -> Result<Reading, Error> {
    check(parameters, question)?;
    let errors = Errors::Learnt {
        tool: question.tool.errors(parameters),
        correlation: parameters.instruments.session_correlation.value,
    };
    let all = Series::until(question.measurements, i32::MAX);
    let last = all.last_day().unwrap_or(0);
    let mut looks = 0;
    loop {
        // The end that was planned is a look, and ends the loop.
        let next_week = LOOKS[looks];
        if last + LOOK_SLACK < next_week.cast_signed() * WEEK {
            let outcome = Outcome::Waiting { next_week, looks };
            let checks = checks(question, &all, last);
            return Ok(Reading { outcome, checks });
        }
        let look = Look::new(question, errors, next_week)?;
        let verdict = rule::decide(&look.beliefs, question.worthwhile_mm);
        let is_end = next_week == question.weeks;
        if let Some(verdict) = verdict.or(is_end.then_some(Verdict::Inconclusive)) {
            let checks = checks(question, &look.series, last_day(next_week));
            let outcome = Outcome::Ended(look.finding(verdict));
            return Ok(Reading { outcome, checks });
        }
        looks += 1;
    }
}

/// Refuses what was not planned and what cannot have been measured.
fn check(parameters: &Parameters, question: &Question<'_>) -> Result<(), Error> {
    if !LOOKS.contains(&question.weeks) {
        return Err(Error::Weeks {
            weeks: question.weeks,
            looks: &LOOKS,
        });
    }
    within(
        "the useful loss in mm",
        question.worthwhile_mm,
        question.tool.worthwhile_mm(parameters),
        MOST_WORTHWHILE_MM,
    )?;
    within(
        "sessions a week",
        f64::from(question.per_week),
        1.0,
        MOST_PER_WEEK,
    )?;
    if let Some(done) = question.trained_frac {
        within("the share of trainings", done, 0.0, 1.0)?;
    }
    for (place, measurement) in question.measurements.iter().enumerate() {
        let refused = |fault| Error::CannotBe { place, fault };
        measurement.check().map_err(refused)?;
    }
    Ok(())
}

/// The last day whose session belongs to the look of a week.
fn last_day(week: u32) -> i32 {
    week.cast_signed() * WEEK + LOOK_SLACK
}

fn check_sessions(series: &Series) -> Result<(), Error> {
    let points = series.differences();
    let before = points.iter().any(|point| point.week <= 0.0);
    let after = points.iter().any(|point| 0.0 < point.week);
    if LEAST_SESSIONS <= series.len() && before && after {
        Ok(())
    } else {
        Err(Error::TooFewSessions {
            sessions: series.len(),
            least: LEAST_SESSIONS,
        })
    }
}

/// What is looked at in a week.
struct Look {
    week: u32,
    series: Series,
    errors: Errors,
    worthwhile_mm: f64,
    beliefs: Beliefs,
}

impl Look {
    /// The sessions up to a week, and what they say.
    fn new(question: &Question<'_>, errors: Errors, week: u32) -> Result<Self, Error> {
        let series = Series::until(question.measurements, last_day(week));
        check_sessions(&series)?;
        let worthwhile_mm = question.worthwhile_mm;
        let beliefs = Beliefs::new(
            &series.differences(),
            series.within(),
            errors,
            worthwhile_mm,
        );
        Ok(Self {
            week,
            series,
            errors,
            worthwhile_mm,
            beliefs,
        })
    }

    /// What a test ends with at it.
    fn finding(self, verdict: Verdict) -> Finding {
        let Self {
            week,
            series,
            errors,
            worthwhile_mm,
            beliefs,
        } = self;
        // The prior serves the decision alone; of the logarithms only the likelihood is told.
        let logs = Beliefs::new(
            &series.log_differences(),
            series.within(),
            errors,
            worthwhile_mm,
        );
        let loss = |limb| -slope(&series.side(limb)) * f64::from(week) / WEEKS_OF_EFFECT;
        let seen = &beliefs.likelihood;
        Finding {
            verdict,
            week,
            sessions: series.len(),
            trained_loss_mm: loss(Limb::Trained),
            control_loss_mm: loss(Limb::Control),
            extra_loss_mm: -seen.mean(),
            extra_loss_90_mm: lost(seen, 0.9, |change| -change),
            extra_loss_95_mm: lost(seen, 0.95, |change| -change),
            extra_loss_frac: -logs.likelihood.mean().exp_m1(),
            extra_loss_90_frac: lost(&logs.likelihood, 0.9, |change| -change.exp_m1()),
            worthwhile_mm,
            useful: beliefs.posterior.below(-worthwhile_mm),
            negligible: 1.0 - beliefs.posterior.below(-0.5 * worthwhile_mm),
            difference_sd_mm: beliefs.difference_sd,
            detectable_mm: POWER_Z * seen.sd(),
        }
    }
}

/// The ends of a central interval of the effect, as losses.
fn lost(belief: &Belief, level: f64, loss: impl Fn(f64) -> f64) -> [f64; 2] {
    let tail = 0.5 * (1.0 - level);
    [
        loss(belief.quantile(1.0 - tail)),
        loss(belief.quantile(tail)),
    ]
}

/// Change of one side in twelve weeks, mm.
fn slope(side: &[Point]) -> f64 {
    let equal = ToolErrors {
        read_sd: 1.0,
        session_sd: 0.0,
    };
    Line::fit(side, equal, 0.0).slope
}
