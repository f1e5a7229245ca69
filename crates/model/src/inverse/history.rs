//! What somebody must have eaten to weigh what they weighed.

use super::{
    course::{TOLERANCE, course, measured},
    linear::Linear,
    root,
};
use crate::{Baseline, Error, Parameters, Person, Schedule, Setting, Trajectory, limits};

/// A weight on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighing {
    /// Day; 0 is the start.
    pub day: usize,
    /// Body weight, kg.
    pub weight_kg: f64,
}

/// How intake is told from weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// From the slope and the mean of the weights of a window, by the model linearised about the
    /// start (eq 10 to 13; Sanghvi 2015). It knows no water: what glycogen and fluid do in the first
    /// weeks of a change counts as tissue.
    Linearised,
    /// The constant intake of each window, in turn, with which the model comes closest to the
    /// weights.
    #[default]
    Exact,
}

/// The intake of a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// First day.
    pub from_day: usize,
    /// First day after it.
    pub to_day: usize,
    /// Intake, kcal/day.
    pub intake_kcal_per_day: f64,
    /// Standard error of it from the scatter of weighings alone, kcal/day; that of the model and of
    /// the person's expenditure comes on top.
    pub intake_se: f64,
}

/// A window with its weighings.
struct Window {
    from_day: usize,
    to_day: usize,
    weighings: Vec<Weighing>,
}

/// The intake that explains weights, window by window of at least `window_days`, everything else as
/// scheduled. The person's weight is that of day 0; windows end on days with a weighing.
///
/// On weights without noise [`Method::Exact`] gives a constant intake of each window back to 0.01
/// kcal/day, as long as it lies within what anyone eats.
///
/// # Errors
/// As [`simulate`](crate::simulate) for the person and the schedule, [`Error::OutOfRange`] for a
/// weight nobody has or a window of no days, [`Error::NoWeighings`] if there is none after day 0,
/// [`Error::LeavesRange`] if no intake leads near the weights.
pub fn intake_history(
    parameters: &Parameters,
    person: &Person,
    schedule: &Schedule,
    weighings: &[Weighing],
    window_days: usize,
    method: Method,
) -> Result<Vec<Span>, Error> {
    limits::WINDOW.check(window_days as f64)?;
    for weighing in weighings {
        limits::WEIGHT.check(weighing.weight_kg)?;
        limits::DAYS.check(weighing.day as f64)?;
    }
    let windows = windows(weighings, window_days);
    if windows.is_empty() {
        return Err(Error::NoWeighings);
    }
    let baseline = Baseline::new(parameters, person)?;
    let linear = Linear::new(
        parameters,
        person,
        baseline,
        baseline.state.fat_kg,
        baseline.pal,
    );
    let sd_kg = parameters.baseline.weighing_sd.value;
    match method {
        Method::Linearised => Ok(windows
            .iter()
            .map(|window| window.linearised(&linear, &baseline, schedule, sd_kg))
            .collect()),
        Method::Exact => {
            let mut so_far = schedule.clone();
            // The weighing the course starts from errs like any other.
            let mut start_var = sd_kg.powi(2);
            let followed = windows.iter().map(|window| {
                let fit = Fit::new(window, &linear, sd_kg.powi(2), start_var);
                let intake = window.intake(parameters, person, &so_far, &fit)?;
                let held = Setting::IntakeKcalPerDay(intake);
                so_far = so_far.clone().replace(held, window.from_day)?;
                start_var = fit.end_var;
                Ok(window.span(intake, fit.intake_se))
            });
            followed.collect()
        }
    }
}

/// Cuts weighings into windows that end on a day with one; a short rest joins the last window.
fn windows(weighings: &[Weighing], window_days: usize) -> Vec<Window> {
    let mut sorted = weighings.to_vec();
    sorted.sort_by_key(|weighing| weighing.day);
    let mut ends: Vec<usize> = Vec::new();
    for weighing in &sorted {
        let start = ends.last().copied().unwrap_or(0);
        if start + window_days <= weighing.day {
            ends.push(weighing.day);
        }
    }
    let last_day = sorted.last().map_or(0, |weighing| weighing.day);
    let rest = last_day - ends.last().copied().unwrap_or(0);
    if 2 * rest < window_days && !ends.is_empty() {
        ends.pop();
    }
    if ends.last().copied().unwrap_or(0) < last_day {
        ends.push(last_day);
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let windows = starts.zip(ends.iter().copied()).map(|(from_day, to_day)| {
        let inside = |weighing: &&Weighing| (from_day..=to_day).contains(&weighing.day);
        Window {
            from_day,
            to_day,
            weighings: sorted.iter().filter(inside).copied().collect(),
        }
    });
    windows.collect()
}

impl Window {
    fn span(&self, intake_kcal_per_day: f64, intake_se: f64) -> Span {
        Span {
            from_day: self.from_day,
            to_day: self.to_day,
            intake_kcal_per_day,
            intake_se,
        }
    }

    /// Weighings after the first day, with the time since then.
    fn later(&self) -> impl Iterator<Item = (f64, &Weighing)> {
        let after = self.weighings.iter().filter(|w| self.from_day < w.day);
        after.map(|weighing| ((weighing.day - self.from_day) as f64, weighing))
    }

    /// From slope and mean of the weights, by least squares; their errors are independent.
    fn linearised(
        &self,
        linear: &Linear,
        baseline: &Baseline,
        schedule: &Schedule,
        sd_kg: f64,
    ) -> Span {
        let start = Weighing {
            day: 0,
            weight_kg: baseline.weight_kg,
        };
        let is_told = self.weighings.iter().any(|w| w.day == self.from_day);
        let points = self.weighings.iter().chain((!is_told).then_some(&start));
        let points: Vec<(f64, f64)> = points.map(|w| (w.day as f64, w.weight_kg)).collect();
        let count = points.len() as f64;
        let mean_day = points.iter().map(|(day, _)| day).sum::<f64>() / count;
        let mean_kg = points.iter().map(|(_, kg)| kg).sum::<f64>() / count;
        let spread: f64 = points.iter().map(|(day, _)| (day - mean_day).powi(2)).sum();
        let joint: f64 = points
            .iter()
            .map(|(day, kg)| (day - mean_day) * (kg - mean_kg))
            .sum();
        let days = self.from_day..self.to_day;
        let length = days.len() as f64;
        let delta: f64 = days.map(|day| linear.activity_change(schedule, day)).sum();
        let intake = linear.intake_kcal_per_day(mean_kg, joint / spread, delta / length);
        let by_slope = linear.density().powi(2) / spread;
        let by_mean = linear.slope().powi(2) / count;
        self.span(intake, sd_kg * (by_slope + by_mean).sqrt())
    }

    /// The intake from the window's first day on with which the course comes closest to its
    /// weights: their deviations, each with its weight, add up to nothing.
    fn intake(
        &self,
        parameters: &Parameters,
        person: &Person,
        so_far: &Schedule,
        fit: &Fit,
    ) -> Result<f64, Error> {
        let excess_kg = |course: &Trajectory| {
            let days = course.days();
            let deviations = self
                .later()
                .zip(&fit.weights)
                .map(|((_, weighing), weight)| {
                    weight * (days[weighing.day].weight_kg - weighing.weight_kg)
                });
            deviations.sum::<f64>()
        };
        let range = limits::INTAKE.ends();
        let tolerance = root::Tolerance {
            value: 0.0,
            ..TOLERANCE
        };
        let bracket = root::narrow(range, tolerance, |intake| {
            let held = Setting::IntakeKcalPerDay(intake);
            let held = so_far.clone().replace(held, self.from_day)?;
            let led = course(parameters, person, &held, self.to_day);
            measured(led, excess_kg)
        })?;
        let [nearest, _] = bracket.into_nearest();
        nearest.outcome?;
        Ok(nearest.x)
    }
}

/// How the weights of a window tell its intake, and how well.
///
/// To first order a course deviates from the weights of a window by what it is off at the start plus
/// a slope times the time since then. The slope is that of generalised least squares: where the start
/// is known well the line goes through it, where it is not the weights alone decide.
struct Fit {
    /// What each deviation counts, 1/day: their sum so weighted is the error of the slope, kg/day.
    weights: Vec<f64>,
    /// Standard error of the window's intake, kcal/day.
    intake_se: f64,
    /// Variance of what the course is off at the end of the window, kg².
    end_var: f64,
}

impl Fit {
    /// For weighings of variance `var` and a course that is off by `start_var` at the start.
    fn new(window: &Window, linear: &Linear, var: f64, start_var: f64) -> Self {
        let times: Vec<f64> = window.later().map(|(time, _)| time).collect();
        let sum: f64 = times.iter().sum();
        let shared = start_var / (var + times.len() as f64 * start_var);
        let raw: Vec<f64> = times.iter().map(|time| time - shared * sum).collect();
        let scale: f64 = raw.iter().zip(&times).map(|(raw, time)| raw * time).sum();
        let weights: Vec<f64> = raw.iter().map(|raw| raw / scale).collect();
        let noise = var * weights.iter().map(|weight| weight.powi(2)).sum::<f64>();
        let carried: f64 = weights.iter().sum();
        let slope_var = noise + carried.powi(2) * start_var;
        let length = (window.to_day - window.from_day) as f64;
        let intake_var = linear.density().powi(2) * slope_var + linear.slope().powi(2) * start_var;
        Self {
            weights,
            intake_se: intake_var.sqrt(),
            end_var: length.powi(2) * noise + (1.0 - length * carried).powi(2) * start_var,
        }
    }
}
