//! One person followed day by day.

use crate::{
    Day, Depot, Error, Parameters, Person, Regions, Schedule, State,
    energy::{Body, Solver},
    girth::Girth,
    limits,
    regional::Split,
    schedule::Plan,
    scores::Scores,
};

/// The days of one forecast, day 0 to the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    days: Vec<Day>,
}

impl Trajectory {
    /// The rows, one for each day, day 0 first; never empty.
    pub fn days(&self) -> &[Day] {
        &self.days
    }
}

/// Forecasts `days` days of a person who follows a schedule: `days + 1` rows, day 0 included.
///
/// # Errors
/// What [`Baseline::new`](crate::Baseline::new) refuses of the person, [`Error::Intake`] if the
/// schedule leads to an intake nobody eats, [`Error::LeavesRange`] with the day on which the body
/// would leave what the model holds for, [`Error::OutOfRange`] for more than a century of days.
pub fn simulate(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    days: usize,
    solver: Solver,
) -> Result<Trajectory, Error> {
    limits::DAYS.check(days as f64)?;
    let mut course = Course::new(parameters, person, &Scores::default())?;
    let mut rows = Vec::with_capacity(days + 1);
    for day in 0..days {
        let (today, tomorrow) = (schedule.on(day), schedule.on(day + 1));
        rows.push(course.row(day, &today)?);
        course.advance(day, [&today, &tomorrow], solver)?;
    }
    rows.push(course.row(days, &schedule.on(days))?);
    Ok(Trajectory { days: rows })
}

/// A person on the way.
#[derive(Clone, Debug)]
pub(crate) struct Course<'a> {
    person: &'a Person,
    body: Body,
    split: Split,
    girth: Girth,
    state: State,
}

impl<'a> Course<'a> {
    /// Day 0 of someone who deviates from the estimates by `scores`.
    pub(crate) fn new(
        parameters: &Parameters,
        person: &'a Person,
        scores: &Scores,
    ) -> Result<Self, Error> {
        let body = Body::new(parameters, person, scores)?;
        let state = body.baseline.state;
        Ok(Self {
            person,
            body,
            split: Split::new(parameters, person, state.fat_kg, scores),
            girth: Girth::new(parameters, person, scores),
            state,
        })
    }

    /// The row of today.
    pub(crate) fn row(&self, day: usize, plan: &Plan) -> Result<Day, Error> {
        let state = &self.state;
        let input = self.body.input(day, plan)?;
        let weight_kg = self.body.weight_kg(state);
        limits::FORECAST_WEIGHT.check_on(day, weight_kg)?;
        limits::FORECAST_LEAN.check_on(day, state.lean_tissue_kg)?;
        limits::FORECAST_FLUID.check_on(day, state.ecf_kg)?;
        Ok(Day {
            day,
            weight_kg,
            fat_kg: state.fat_kg,
            ffm_kg: weight_kg - state.fat_kg,
            lean_tissue_kg: state.lean_tissue_kg,
            glycogen_kg: state.glycogen_kg,
            ecf_kg: state.ecf_kg,
            adaptive_kcal_per_day: state.adaptive_kcal_per_day,
            intake_kcal_per_day: input.intake_kcal_per_day,
            expenditure_kcal_per_day: self.body.expenditure(&input, state),
            bmi: self.person.bmi(weight_kg),
            regions: Regions::from(self.depots_kg(day)?),
            waist_cm: self.girth.waist_cm(day, weight_kg)?,
            hip_cm: self.girth.hip_cm(day, weight_kg)?,
        })
    }

    /// Fat by depot today, kg.
    pub(crate) fn depots_kg(&self, day: usize) -> Result<[f64; Depot::COUNT], Error> {
        self.split.at(day, self.state.fat_kg)
    }

    /// Moves on to the next day.
    pub(crate) fn advance(
        &mut self,
        day: usize,
        [today, tomorrow]: [&Plan; 2],
        solver: Solver,
    ) -> Result<(), Error> {
        let input = self.body.input(day, today)?;
        self.state = match solver {
            Solver::Exact => self.body.exact_day(&input, &self.state),
            Solver::Compat => {
                let next = self.body.input(day + 1, tomorrow)?;
                self.body.compat_day(&input, &next, &self.state)
            }
        };
        Ok(())
    }
}
