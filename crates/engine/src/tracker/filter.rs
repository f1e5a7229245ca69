//! One hypothesis about water, followed day by day.

use std::f64::consts::TAU;

use spotcheck_model::Parameters;

use super::{
    Normal,
    belief::{
        Belief, FAT, LEAN, Lesson, MONTH, ONSET, ReadingError, SIZE, SPENT, SUM, Vector, WATER,
        WEEK,
    },
    body::Step,
    prior::Prior,
    readings::Reading,
};

const WEEK_DAYS: f64 = 7.0;

/// How large water is and how long it stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Water {
    pub(super) sd_kg: f64,
    pub(super) memory: f64,
}

/// A belief on its way through the days, under one hypothesis about water.
#[derive(Clone, Debug)]
pub(super) struct Filter<'a> {
    parameters: &'a Parameters,
    prior: &'a Prior,
    water: Water,
    pub(super) belief: Belief,
    pub(super) day: usize,
    /// ln of how well the readings were foretold.
    pub(super) ln_density: f64,
}

impl<'a> Filter<'a> {
    pub(super) fn new(parameters: &'a Parameters, prior: &'a Prior, water: Water) -> Self {
        Self {
            parameters,
            prior,
            water,
            belief: prior.belief(parameters, water.sd_kg),
            day: 0,
            ln_density: 0.0,
        }
    }

    /// Begins to sum up expenditure today.
    pub(super) fn begin_sum(&mut self) {
        self.belief.set(SUM, 0.0);
    }

    /// Makes room for a confirmed jump: another scale or another load, and no energy with it.
    pub(super) fn loosen(&mut self, reading: &Reading) {
        self.belief.covariance[LEAN][LEAN] += reading.jump_kg.powi(2);
    }

    /// Learns from a weighing of today.
    pub(super) fn weigh(&mut self, reading: &Reading) -> Lesson {
        let p = &self.parameters.tracking;
        let error = ReadingError {
            usual_sd: p.scale_sd.value,
            wide_sd: p.outlier_ratio.value * self.water.sd_kg,
            wide_rate: p.outlier_rate.value,
        };
        let seen = self.seen(self.day);
        let lesson = self.belief.learn(&seen, reading.kg, error);
        self.ln_density += lesson.ln_density;
        lesson
    }

    /// Goes to the next day, given what was eaten today.
    pub(super) fn pass(&mut self, intake: Normal) -> Step {
        let p = &self.parameters.tracking;
        let step = self.step(intake.mean);
        self.belief = step.foretell(&self.belief, intake.mean);
        self.belief.blur(&step.intake(), intake.sd.powi(2));
        self.belief
            .blur(&step.spending(), p.activity_sd.value.powi(2));
        let fresh = |memory: f64| 1.0 - memory * memory;
        let noise = &mut self.belief.covariance;
        noise[SPENT][SPENT] += p.drift_sd.value.powi(2);
        noise[WATER][WATER] += self.water.sd_kg.powi(2) * fresh(self.water.memory);
        let month_keep = (-1.0 / p.cycle_memory.value).exp();
        for state in MONTH {
            noise[state][state] += self.prior.month_kg(self.parameters).powi(2) * fresh(month_keep);
        }
        self.day += 1;
        step
    }

    /// Today's step, if `kcal` is eaten.
    pub(super) fn step(&self, kcal: f64) -> Step {
        let body = &self.prior.body;
        body.step(&self.belief.mean, kcal, self.water.memory)
    }

    /// What the scale will show today.
    pub(super) fn reading(&self) -> Normal {
        let shown = self.belief.of(&self.seen(self.day), 0.0);
        let scale_sd = self.parameters.tracking.scale_sd.value;
        Normal {
            sd: shown.sd.hypot(scale_sd),
            ..shown
        }
    }

    /// What of the state the scale shows on `day`.
    fn seen(&self, day: usize) -> Vector {
        let mut seen = trend();
        seen[WATER] = 1.0;
        let turn = |period: f64| TAU * day as f64 / period;
        let month = turn(self.parameters.tracking.cycle_length.value);
        let week = turn(WEEK_DAYS);
        (seen[WEEK[0]], seen[WEEK[1]]) = (week.cos(), week.sin());
        (seen[MONTH[0]], seen[MONTH[1]]) = (month.cos(), month.sin());
        seen
    }
}

/// Weight without what comes and goes: tissue, and the water that follows intake.
pub(super) fn trend() -> Vector {
    let mut weights = [0.0; SIZE];
    for state in [FAT, LEAN, ONSET] {
        weights[state] = 1.0;
    }
    weights
}
