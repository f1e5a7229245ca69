//! The tracker and its peers on simulated people.

use spotcheck_engine::tracker::{
    Cycle, Estimate, Log, LoggedIntake, PlannedIntake, Tracker, Weighing,
};
use spotcheck_model::Parameters;

use super::{
    peers::{self, Guess},
    people::{Simulated, Stress, people},
    score::Score,
};

/// Days from the estimate to the weight that is foretold.
pub(crate) const HORIZON: usize = 28;

/// What one method got.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// Mean expenditure of the last fortnight on the logging scale.
    pub(crate) expenditure: Score,
    /// What the scale shows 28 days later.
    pub(crate) ahead: Score,
    /// True expenditure of the same days; the tracker alone gives it.
    pub(crate) real: Score,
}

/// All methods on one day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evaluation {
    pub(crate) tracker: Outcome,
    /// The tracker told what nobody can know of the noise.
    pub(crate) told: Outcome,
    /// The same, every day weighed without rounding and logged whole and without scatter.
    pub(crate) whole: Outcome,
    pub(crate) prior: Outcome,
    pub(crate) hackers: Outcome,
    pub(crate) line: Outcome,
    pub(crate) two_states: Outcome,
}

/// Scores everybody on the mornings of `days`, told what will be eaten on average.
pub(crate) fn evaluate(seed: u64, stress: Stress, count: usize, days: &[usize]) -> Vec<Evaluation> {
    let mut all = vec![Evaluation::default(); days.len()];
    for someone in people(seed, stress, count) {
        for (day, evaluation) in days.iter().zip(&mut all) {
            evaluation.add(&someone, stress, *day);
        }
    }
    all
}

fn estimated(parameters: &Parameters, someone: &Simulated, log: Log, as_of: usize) -> Estimate {
    Tracker::new(parameters, someone.me, log)
        .and_then(|tracker| tracker.estimate(as_of, HORIZON))
        .expect("simulated logs can be followed")
}

/// Somebody whose water is known in size and memory, whose week and cycle are taken off every
/// reading, and who says which days were cut short.
fn told(someone: &Simulated, log: &Log) -> (Parameters, Log) {
    let truth = &someone.truth;
    let mut parameters = Parameters::published().clone();
    let p = &mut parameters.tracking;
    for (parameter, value) in [
        (&mut p.water_share, truth.water_kg / someone.shown_kg[0]),
        (&mut p.water_memory, truth.memory),
        (&mut p.weekly_share, 1e-6),
    ] {
        parameter.value = value;
        parameter.interval = None;
    }
    let mut log = log.clone();
    log.cycle = Cycle::Absent;
    for weighing in &mut log.weights {
        weighing.kg -= truth.turns_kg[weighing.day];
    }
    for logged in &mut log.intake {
        logged.complete = Some(!truth.partial.contains(&logged.day));
    }
    (parameters, log)
}

/// The same with every day weighed and logged without a slip.
fn whole(someone: &Simulated, mut parameters: Parameters, told: Log) -> (Parameters, Log) {
    parameters.tracking.scale_sd.value = 0.01;
    parameters.tracking.log_error_cv.value = 0.01;
    let days = someone.shown_kg.iter().zip(&someone.truth.turns_kg);
    let weights = days
        .enumerate()
        .map(|(day, (kg, turn))| Weighing::morning(day, kg - turn));
    let eaten = someone.loggable.iter().enumerate();
    let log = Log {
        weights: weights.collect(),
        intake: eaten
            .map(|(day, kcal)| LoggedIntake {
                day,
                kcal: *kcal,
                complete: Some(true),
            })
            .collect(),
        ..told
    };
    (parameters, log)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

impl Evaluation {
    fn add(&mut self, someone: &Simulated, stress: Stress, as_of: usize) {
        let window = as_of.saturating_sub(14)..as_of;
        let truth = mean(&someone.expenditure[window.clone()]);
        let real = mean(&someone.real[window]);
        let kcal = mean(&someone.loggable[as_of..as_of + HORIZON]);
        let ahead_kg = someone.shown_kg[as_of + HORIZON];
        let log = Log {
            plan: vec![PlannedIntake {
                from_day: as_of,
                kcal,
            }],
            ..someone.log.clone()
        };
        if stress == Stress::None {
            let (parameters, told) = told(someone, &log);
            let turn_kg = someone.truth.turns_kg[as_of + HORIZON];
            self.told.estimate(
                &estimated(&parameters, someone, told.clone(), as_of),
                truth,
                ahead_kg - turn_kg,
            );
            let (parameters, whole) = whole(someone, parameters, told);
            let whole = estimated(&parameters, someone, whole, as_of);
            self.whole.estimate(&whole, truth, ahead_kg - turn_kg);
        }
        let estimate = estimated(Parameters::published(), someone, log, as_of);
        self.tracker.estimate(&estimate, truth, ahead_kg);
        let tracker = &mut self.tracker;
        let really = &estimate.real_expenditure_kcal_per_day;
        tracker.real.normal(really.mean(), really.sd(), real);
        let prior = peers::prior(&someone.me, &someone.log);
        self.prior.expenditure.point(prior, truth);
        let first_kg = someone.log.weights[0].kg;
        let lost = as_of as f64 * (mean(&someone.loggable[..as_of.max(1)]) - prior) / 7700.0;
        let far = HORIZON as f64 * (kcal - prior) / 7700.0;
        self.prior.ahead.point(first_kg + lost + far, ahead_kg);
        for (result, guess) in [
            (&mut self.hackers, peers::hackers(&someone.log, as_of)),
            (&mut self.line, peers::line(&someone.log, as_of)),
            (
                &mut self.two_states,
                peers::two_states(&someone.me, &someone.log, as_of),
            ),
        ] {
            result.add(&guess, truth, kcal, ahead_kg);
        }
    }
}

impl Outcome {
    fn estimate(&mut self, estimate: &Estimate, truth: f64, ahead_kg: f64) {
        let spent = &estimate.expenditure_kcal_per_day;
        let ahead = &estimate.weight_ahead_kg;
        self.expenditure.normal(spent.mean(), spent.sd(), truth);
        self.ahead.normal(ahead.mean(), ahead.sd(), ahead_kg);
    }

    fn add(&mut self, guess: &Guess, truth: f64, kcal: f64, ahead_kg: f64) {
        let ahead = guess.ahead(kcal, HORIZON);
        if let Some(sd) = guess.expenditure_sd {
            self.expenditure.normal(guess.expenditure, sd, truth);
            self.ahead.normal(ahead, guess.ahead_var.sqrt(), ahead_kg);
        } else {
            self.expenditure.point(guess.expenditure, truth);
            self.ahead.point(ahead, ahead_kg);
        }
    }
}
