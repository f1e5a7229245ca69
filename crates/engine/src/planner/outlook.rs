//! What to expect: the weeks ahead as quantiles, with and without what is to stand out.

use spotcheck_model::{
    Error, Parameters, Schedule, Setting,
    ensemble::{self, DayQuantiles, Draws},
    inverse::maintenance,
};

use super::{
    ask::Client,
    budget::DAYS_PER_WEEK,
    shape::{Drawn, Lifted, Outline, outlines},
    solve::Solved,
};

/// Weeks on which a forecast is always told.
pub(super) const TOLD_WEEKS: [usize; 2] = [12, 24];

/// Draws of a shape for one of the body: a ratio is told to three decimals, and only two days are followed.
const SHAPE_FACTOR: usize = 8;

/// After the plan: how intake goes back to what keeps the weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exit {
    /// What keeps the weight, kcal/day, with the minutes of the last week.
    pub intake_kcal_per_day: f64,
    /// Weeks in which intake rises to it.
    pub ramp_weeks: usize,
}

/// A change from the first day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// After how many weeks.
    pub week: usize,
    /// By how much, as quantiles over draws.
    pub by: DayQuantiles,
}

/// What to expect.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// Every week, the first day included.
    pub weeks: Vec<DayQuantiles>,
    /// Changes after 12 and 24 weeks and at the end of the plan, in order.
    pub changes: Vec<Change>,
    /// The change at the end of the plan for somebody who lifts and moves alike and eats what they burn.
    pub fed: Change,
    /// The shape at the end of the plan.
    pub with_emphasis: Vec<Outline>,
    /// The same of a programme in which nothing is to stand out.
    pub without_emphasis: Vec<Outline>,
    /// What comes after the plan; none where nothing is eaten less or more.
    pub exit: Option<Exit>,
}

/// What the shape is foretold from.
pub(super) struct Lifts<'a> {
    pub(super) with: Lifted<'a>,
    pub(super) without: Lifted<'a>,
    pub(super) shoulder_cm: Option<f64>,
}

impl Outlook {
    /// Follows a budget to its end and beyond.
    ///
    /// # Errors
    /// As [`ensemble::forecast`].
    pub(super) fn new(
        parameters: &Parameters,
        client: &Client,
        solved: &Solved,
        lifts: &Lifts<'_>,
        draws: Draws,
    ) -> Result<Self, Error> {
        let person = &client.person;
        let (schedule, exit) = after(parameters, client, solved)?;
        let mut told: Vec<usize> = TOLD_WEEKS.into_iter().chain([solved.weeks]).collect();
        told.sort_unstable();
        told.dedup();
        let last = *told.last().expect("two weeks are always told");
        let weekly = (0..=last).map(|week| DAYS_PER_WEEK * week);
        let days = told.iter().map(|week| DAYS_PER_WEEK * week);
        let changes = ensemble::changes(parameters, person, &schedule, days, draws)?;
        let fed = solved
            .budget
            .schedule
            .clone()
            .replace(Setting::IntakeKcalPerDay(usual(parameters, client)?), 0)?;
        let end = DAYS_PER_WEEK * solved.weeks;
        let shaped = Draws {
            count: SHAPE_FACTOR * draws.count,
            ..draws
        };
        let drawn = Drawn {
            bodies: ensemble::draws_on(parameters, person, &schedule, [0, end], shaped)?,
            shoulder_cm: lifts.shoulder_cm,
            days: end,
            seed: draws.seed,
        };
        Ok(Self {
            weeks: ensemble::forecast(parameters, person, &schedule, weekly, draws)?,
            changes: told
                .into_iter()
                .zip(changes)
                .map(|(week, by)| Change { week, by })
                .collect(),
            fed: Change {
                week: solved.weeks,
                by: ensemble::change(parameters, person, &fed, end, draws)?,
            },
            with_emphasis: outlines(parameters, &drawn, &lifts.with),
            without_emphasis: outlines(parameters, &drawn, &lifts.without),
            exit,
        })
    }
}

/// What somebody burns before anything changes, kcal/day.
fn usual(parameters: &Parameters, client: &Client) -> Result<f64, Error> {
    let baseline = spotcheck_model::Baseline::new(parameters, &client.person)?;
    Ok(baseline.expenditure_kcal_per_day)
}

/// The schedule of the plan and of the weeks after it.
fn after(
    parameters: &Parameters,
    client: &Client,
    solved: &Solved,
) -> Result<(Schedule, Option<Exit>), Error> {
    let schedule = solved.budget.schedule.clone();
    let Some(last) = solved.budget.phases.last() else {
        return Ok((schedule, None));
    };
    let end = DAYS_PER_WEEK * solved.weeks;
    let Ok(kept) = maintenance(parameters, &client.person, &schedule, end) else {
        return Ok((schedule, None));
    };
    let intake = kept.intake_kcal_per_day;
    let rise = (intake / last.intake_kcal_per_day - 1.0) / parameters.nutrition.exit_ramp.value;
    let ramp_weeks = weeks_up(rise);
    let ramped = schedule.ramp(
        Setting::IntakeKcalPerDay(intake),
        end,
        end + DAYS_PER_WEEK * ramp_weeks,
    )?;
    let exit = Exit {
        intake_kcal_per_day: intake,
        ramp_weeks,
    };
    Ok((ramped, Some(exit)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few weeks"
)]
fn weeks_up(rise: f64) -> usize {
    rise.abs().ceil().clamp(1.0, 12.0) as usize
}
