//! What else is in use: simple rules that turn weights and logs into expenditure.

use spotcheck_engine::tracker::{Log, LoggedIntake, Me, Weighing, plain_trend};
use spotcheck_model::{Baseline, Parameters, Person, PersonInput};

/// Energy of a kg of weight in all of these rules, kcal.
const PER_KG: f64 = 7700.0;

/// Expenditure on the logging scale and the weight of today, each with an SD where there is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guess {
    pub(crate) expenditure: f64,
    pub(crate) expenditure_sd: Option<f64>,
    pub(crate) today_kg: f64,
    pub(crate) ahead_var: f64,
}

impl Guess {
    /// Weight after `days` at `kcal`.
    pub(crate) fn ahead(&self, kcal: f64, days: usize) -> f64 {
        self.today_kg + days as f64 * (kcal - self.expenditure) / PER_KG
    }
}

fn upto(log: &Log, as_of: usize) -> (&[Weighing], &[LoggedIntake]) {
    let weights = log.weights.partition_point(|w| w.day <= as_of);
    let intake = log.intake.partition_point(|i| i.day < as_of);
    (&log.weights[..weights], &log.intake[..intake])
}

fn mean_logged(logged: &[LoggedIntake], from: usize) -> f64 {
    let kcal: Vec<f64> = logged
        .iter()
        .filter(|one| from <= one.day)
        .map(|one| one.kcal)
        .collect();
    kcal.iter().sum::<f64>() / kcal.len().max(1) as f64
}

/// Mifflin-St Jeor times the activity level times the usual share that is logged.
pub(crate) fn prior(me: &Me, log: &Log) -> f64 {
    let parameters = Parameters::published();
    let pal = me.pal.unwrap_or(parameters.baseline.pal_default.value);
    let input = PersonInput::new(me.sex, me.age_y, me.height_cm, log.weights[0].kg, pal);
    let person = Person::new(input).expect("simulated people are in range");
    let baseline = Baseline::new(parameters, &person).expect("simulated people have tissue");
    parameters.tracking.logged_ratio.value * baseline.expenditure_kcal_per_day
}

/// The Hacker's Diet: slope of the smoothed trend over a fortnight.
pub(crate) fn hackers(log: &Log, as_of: usize) -> Guess {
    let (weights, logged) = upto(log, as_of);
    let trend = plain_trend(Parameters::published(), weights);
    let from = as_of.saturating_sub(14);
    let last = trend[trend.len() - 1];
    let first = trend[trend.partition_point(|w| w.day < from).min(trend.len() - 1)];
    let days = (last.day - first.day).max(1) as f64;
    let slope = (last.kg - first.kg) / days;
    Guess {
        expenditure: mean_logged(logged, from) - PER_KG * slope,
        expenditure_sd: None,
        today_kg: last.kg,
        ahead_var: 0.0,
    }
}

/// A straight line through the last 28 days.
pub(crate) fn line(log: &Log, as_of: usize) -> Guess {
    let (weights, logged) = upto(log, as_of);
    let from = as_of.saturating_sub(28);
    let recent: Vec<&Weighing> = weights.iter().filter(|w| from <= w.day).collect();
    let count = recent.len() as f64;
    let day = recent.iter().map(|w| w.day as f64).sum::<f64>() / count;
    let kg = recent.iter().map(|w| w.kg).sum::<f64>() / count;
    let (mut cross, mut square) = (0.0, 0.0);
    for weighing in recent {
        let off = weighing.day as f64 - day;
        cross += off * (weighing.kg - kg);
        square += off * off;
    }
    let slope = if square > 0.0 { cross / square } else { 0.0 };
    Guess {
        expenditure: mean_logged(logged, from) - PER_KG * slope,
        expenditure_sd: None,
        today_kg: kg + slope * (as_of as f64 - day),
        ahead_var: 0.0,
    }
}

/// The Kalman filter of weight and expenditure that several programs use, with the numbers of one:
/// weighing SD 1.15 kg, intake SD 100 kcal, steps of 0.05 kg and 10 kcal, first guess SD 600 kcal.
pub(crate) fn two_states(me: &Me, log: &Log, as_of: usize) -> Guess {
    let (weights, logged) = upto(log, as_of);
    let usual = mean_logged(logged, 0);
    let mut mean = [weights[0].kg, prior(me, log)];
    let mut cov = [[1.15f64.powi(2), 0.0], [0.0, 600f64.powi(2)]];
    let drift = 0.05f64.powi(2) + (100.0 / PER_KG).powi(2);
    for day in 0..=as_of {
        let weighing = weights.iter().find(|w| w.day == day && day > 0);
        if let Some(weighing) = weighing {
            let variance = cov[0][0] + 1.15f64.powi(2);
            let gain = [cov[0][0] / variance, cov[1][0] / variance];
            let surprise = weighing.kg - mean[0];
            mean = [mean[0] + gain[0] * surprise, mean[1] + gain[1] * surprise];
            let row = cov[0];
            cov = [0, 1].map(|i| [0, 1].map(|j| cov[i][j] - gain[i] * row[j]));
        }
        if day < as_of {
            let eaten = logged.iter().find(|one| one.day == day);
            let kcal = eaten.map_or(usual, |one| one.kcal);
            mean[0] += (kcal - mean[1]) / PER_KG;
            cov[0][0] += cov[1][1] / PER_KG.powi(2) - 2.0 * cov[0][1] / PER_KG + drift;
            cov[0][1] -= cov[1][1] / PER_KG;
            cov[1][0] = cov[0][1];
            cov[1][1] += 100.0;
        }
    }
    let far = 28.0 / PER_KG;
    Guess {
        expenditure: mean[1],
        expenditure_sd: Some(cov[1][1].sqrt()),
        today_kg: mean[0],
        ahead_var: cov[0][0] + far * far * cov[1][1] - 2.0 * far * cov[0][1]
            + 28.0 * drift
            + 1.15f64.powi(2),
    }
}
