//! One person followed day by day.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use std::ops::{Add, Mul};

use crate::{
    Day, Error, Parameters, Person, Regions, Row, Schedule,
    energy::{EXACT_STEPS, Pace, Path, Solver},
    girth::{Change, Girth},
    lanes::{Lanes, Real},
    limits::{self, Limit},
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
    let published;
    let schedule = match solver {
        Solver::Exact => schedule,
        Solver::Compat => {
            published = schedule.published();
            &published
        }
    };
    let typical = Scores::default();
    let pace = Pace::new(parameters, EXACT_STEPS);
    let mut course = Course::new(parameters, person, &typical, &schedule.on(0), &pace)?;
    let mut rows = Vec::with_capacity(days + 1);
    rows.push(course.checked_row(0)?);
    for day in 1..=days {
        course.path.advance_by(solver, &schedule.on(day));
        rows.push(course.checked_row(day)?);
    }
    Ok(Trajectory { days: rows })
}

/// A person on the way, or sixteen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Course<R> {
    pub(crate) path: Path<R>,
    pub(crate) shape: Shape<R>,
}

/// Where fat lies on a body and how it measures, by its fat and weight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape<R> {
    split: Split<R>,
    girth: Girth<R>,
    height2_m2: R,
    lean_start_kg: R,
}

impl Course<f64> {
    /// Day 0 of someone who deviates from the estimates by `scores`.
    pub(crate) fn new(
        parameters: &Parameters,
        person: &Person,
        scores: &Scores,
        plan: &Plan,
        pace: &Pace,
    ) -> Result<Self, Error> {
        let path = Path::new(parameters, person, scores, plan, pace)?;
        let shape = Shape {
            split: Split::new(parameters, person, path.state.fat_kg, scores),
            girth: Girth::new(parameters, person, scores),
            height2_m2: person.height_m().powi(2),
            lean_start_kg: path.state.lean_tissue_kg,
        };
        Ok(Self { path, shape })
    }

    /// The row of today, if the model holds for it.
    pub(crate) fn checked_row(&self, day: usize) -> Result<Day, Error> {
        self.path.check(day)?;
        let row = self.row(day);
        for (limit, girth_cm) in girths(&row) {
            girth_cm.map(|cm| limit.check_on(day, cm)).transpose()?;
        }
        Ok(row)
    }
}

impl Course<Lanes> {
    /// Sixteen side by side, who do as planned from day 0 on.
    pub(crate) fn abreast<T: Copy>(courses: &[&Course<f64>; Lanes::COUNT], plan: &Plan<T>) -> Self
    where
        Lanes: Mul<T, Output = Lanes> + Add<T, Output = Lanes>,
    {
        Self {
            path: Path::abreast(&courses.map(|course| &course.path), plan),
            shape: Shape {
                split: Split::abreast(&courses.map(|course| &course.shape.split)),
                girth: Girth::abreast(&courses.map(|course| &course.shape.girth)),
                height2_m2: Lanes::of(|place| courses[place].shape.height2_m2),
                lean_start_kg: Lanes::of(|place| courses[place].shape.lean_start_kg),
            },
        }
    }
}

impl<R: Real> Course<R> {
    /// The row of today.
    #[inline(always)]
    pub(crate) fn row(&self, day: usize) -> Row<R> {
        self.shape.row(day, &self.path)
    }
}

/// Girths with what each stays inside.
fn girths<R: Copy>(row: &Row<R>) -> [(Limit, Option<R>); 4] {
    [
        (limits::FORECAST_WAIST, row.waist_cm),
        (limits::FORECAST_HIP, row.hip_cm),
        (limits::FORECAST_THIGH, row.thigh_cm),
        (limits::FORECAST_ARM, row.arm_cm),
    ]
}

/// How far the girths that are known stay inside what the model holds for, negative once one has
/// left.
#[inline(always)]
pub(crate) fn girth_margin<R: Real>(row: &Row<R>) -> R {
    let mut margin = R::splat(f64::INFINITY);
    for (limit, girth_cm) in girths(row) {
        if let Some(cm) = girth_cm {
            // NaN where it is known of a neighbour alone.
            let known = |cm: f64| if cm.is_nan() { f64::INFINITY } else { cm };
            margin = margin.least(limit.margin(cm).map(known));
        }
    }
    margin
}

impl<R: Real> Shape<R> {
    /// The row of a body of this shape today.
    #[inline(always)]
    pub(crate) fn row(&self, day: usize, path: &Path<R>) -> Row<R> {
        let state = &path.state;
        let weight_kg = path.weight_kg();
        let depots_kg = self
            .split
            .at(state.fat_kg, path.ln_fat_ratio(), path.aged_y);
        let girths = self.girth.at(&Change {
            weight_kg,
            depots_kg: self.split.change(&depots_kg),
            lean_kg: state.lean_tissue_kg - self.lean_start_kg,
            trained_kg: state.bent_kg,
        });
        Row {
            day,
            weight_kg,
            fat_kg: state.fat_kg,
            ffm_kg: weight_kg - state.fat_kg,
            lean_tissue_kg: state.lean_tissue_kg,
            glycogen_kg: state.glycogen_kg,
            ecf_kg: state.ecf_kg,
            adaptive_kcal_per_day: state.adaptive_kcal_per_day,
            intake_kcal_per_day: path.input.intake_kcal_per_day,
            expenditure_kcal_per_day: path.expenditure(),
            bmi: weight_kg / self.height2_m2,
            regions: Regions::from(depots_kg),
            waist_cm: girths.waist,
            hip_cm: girths.hip,
            thigh_cm: girths.thigh,
            arm_cm: girths.arm,
        }
    }
}
