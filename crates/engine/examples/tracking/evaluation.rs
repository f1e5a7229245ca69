//! The tracker and its peers on simulated people.

use spotcheck_engine::tracker::{Log, PlannedIntake, Tracker};
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
    pub(crate) prior: Outcome,
    pub(crate) hackers: Outcome,
    pub(crate) line: Outcome,
    pub(crate) two_states: Outcome,
}

/// Scores everybody on the morning of `as_of`, told what will be eaten on average.
pub(crate) fn evaluate(seed: u64, stress: Stress, count: usize, as_of: usize) -> Evaluation {
    let mut all = Evaluation::default();
    for someone in people(seed, stress, count) {
        all.add(&someone, as_of);
    }
    all
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

impl Evaluation {
    fn add(&mut self, someone: &Simulated, as_of: usize) {
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
        let estimate = Tracker::new(Parameters::published(), log)
            .and_then(|tracker| tracker.estimate(as_of, HORIZON))
            .expect("simulated logs can be followed");
        let (spent, ahead) = (
            &estimate.expenditure_kcal_per_day,
            &estimate.weight_ahead_kg,
        );
        let tracker = &mut self.tracker;
        tracker.expenditure.normal(spent.mean(), spent.sd(), truth);
        tracker.ahead.normal(ahead.mean(), ahead.sd(), ahead_kg);
        let really = &estimate.real_expenditure_kcal_per_day;
        tracker.real.normal(really.mean(), really.sd(), real);
        let prior = peers::prior(&someone.log);
        self.prior.expenditure.point(prior, truth);
        let first_kg = someone.log.weights[0].kg;
        let lost = as_of as f64 * (mean(&someone.loggable[..as_of.max(1)]) - prior) / 7700.0;
        let far = HORIZON as f64 * (kcal - prior) / 7700.0;
        self.prior.ahead.point(first_kg + lost + far, ahead_kg);
        for (result, guess) in [
            (&mut self.hackers, peers::hackers(&someone.log, as_of)),
            (&mut self.line, peers::line(&someone.log, as_of)),
            (&mut self.two_states, peers::two_states(&someone.log, as_of)),
        ] {
            result.add(&guess, truth, kcal, ahead_kg);
        }
    }
}

impl Outcome {
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
