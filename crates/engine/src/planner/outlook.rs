//! What to expect: the weeks ahead as quantiles, with and without what is to stand out.

use spotcheck_model::{
    Error, Parameters, Schedule, Setting,
    ensemble::{self, DayQuantiles, Draws, Quantiles},
    inverse::maintenance,
};

use super::{
    ask::Client,
    budget::{DAYS_PER_WEEK, INTAKE_STEP_KCAL, Phase, Week},
    minutes::Added,
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
    /// What keeps the weight, kcal/day, with the minutes that are to be kept.
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
    /// What is burnt before anything changes, kcal/day.
    pub expenditure: Quantiles,
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
        week: &Week,
        lifts: &Lifts<'_>,
        draws: Draws,
    ) -> Result<Self, Error> {
        let person = &client.person;
        let (schedule, exit) = after(parameters, client, solved, week)?;
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
        let unchanged = ensemble::forecast(parameters, person, &Schedule::usual(), [0], draws)?;
        Ok(Self {
            expenditure: unchanged[0].row.expenditure_kcal_per_day,
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

/// The schedule of the plan and of the weeks after it, in which minutes and intake keep the weight.
fn after(
    parameters: &Parameters,
    client: &Client,
    solved: &Solved,
    week: &Week,
) -> Result<(Schedule, Option<Exit>), Error> {
    let end = DAYS_PER_WEEK * solved.weeks;
    let minutes = &week.minutes;
    let kept = Added::beyond_usual(
        parameters,
        client,
        minutes,
        minutes.kept,
        week.lifting_minutes,
    )?;
    let moving = Setting::AddedActivityKcalPerKgPerDay(kept.sum());
    let schedule = solved.budget.schedule.clone().replace(moving, end)?;
    let intake = match maintenance(parameters, &client.person, &schedule, end) {
        Ok(kept) => kept.intake_kcal_per_day,
        // Nobody is led on by what took weight off.
        Err(Error::NothingKeeps { .. } | Error::OutOfRange { .. }) => usual(parameters, client)?,
        Err(error) => return Err(error),
    };
    let last = solved.budget.phases.last();
    let before = last.map_or(intake, |phase| phase.intake_kcal_per_day);
    let ramp_weeks = weeks_up((intake / before - 1.0) / parameters.nutrition.exit_ramp.value);
    let ramped = schedule.ramp(
        Setting::IntakeKcalPerDay(intake),
        end,
        end + DAYS_PER_WEEK * ramp_weeks,
    )?;
    let moved = |phase: &Phase| INTAKE_STEP_KCAL < phase.deficit_kcal_per_day.abs();
    let exit = solved.budget.phases.iter().any(moved).then_some(Exit {
        intake_kcal_per_day: intake,
        ramp_weeks,
    });
    Ok((ramped, exit))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some weeks"
)]
fn weeks_up(rise: f64) -> usize {
    (rise.abs().ceil() as usize).max(1)
}
