//! One hypothesis about water, followed day by day.

use std::f64::consts::TAU;

use spotcheck_model::Parameters;

use super::{
    Device, FatReading, Normal, TimeOfDay, WEEK_DAYS,
    belief::{
        Belief, FAT, LEAN, Lesson, MONTH, ONSET, ReadingError, SPENT, SUM, Vector, WATER, WEEK,
        along, dot,
    },
    body::Step,
    day::Day,
    prior::Prior,
    readings::Reading,
    slots::{SPENT_THEN, Slots, TISSUE_THEN, repeats},
};

/// How large water is and how long it stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Water {
    pub(super) sd_kg: f64,
    pub(super) memory: f64,
}

/// Weight that came or went at once and stayed, with no energy in it: another scale, a habit of
/// clothing, water.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Jump {
    pub(super) day: usize,
    /// Its variance, kg².
    pub(super) variance: f64,
}

/// A belief on its way through the days, under one hypothesis about water.
#[derive(Clone, Debug)]
pub(super) struct Filter<'a, const N: usize> {
    parameters: &'a Parameters,
    prior: &'a Prior,
    slots: &'a Slots,
    pub(super) water: Water,
    /// Jumps that are allowed for.
    pub(super) jumps: Vec<Jump>,
    pub(super) belief: Belief<N>,
    pub(super) day: usize,
    /// ln of how well the readings were foretold.
    pub(super) ln_density: f64,
}

impl<'a, const N: usize> Filter<'a, N> {
    pub(super) fn new(
        parameters: &'a Parameters,
        prior: &'a Prior,
        slots: &'a Slots,
        water: Water,
    ) -> Self {
        Self {
            parameters,
            prior,
            slots,
            water,
            jumps: Vec::new(),
            belief: prior.belief(parameters, slots, water.sd_kg),
            day: 0,
            ln_density: 0.0,
        }
    }

    /// Begins to sum up expenditure today.
    pub(super) fn begin_sum(&mut self) {
        self.belief.set(SUM, &[0.0; N]);
    }

    /// Remembers tissue and expenditure as they are today, where there is room for it.
    pub(super) fn remember(&mut self) {
        if TISSUE_THEN.max(SPENT_THEN) < N {
            self.belief.set(TISSUE_THEN, &along(&[FAT, LEAN]));
            self.belief.set(SPENT_THEN, &along(&[SPENT]));
        }
    }

    /// Makes room for what jumps today, as readings confirm or a hypothesis has it.
    pub(super) fn loosen(&mut self, readings: &[Reading]) {
        let confirmed: f64 = readings.iter().map(|r| r.jump_kg.powi(2)).sum();
        let today = self.jumps.iter().filter(|jump| jump.day == self.day);
        let supposed: f64 = today.map(|jump| jump.variance).sum();
        if 0.0 < confirmed + supposed {
            self.belief.blur(&lasting(), confirmed + supposed);
        }
    }

    /// Learns from a weighing of today.
    pub(super) fn weigh(&mut self, reading: &Reading, today: &Day) -> Lesson<N> {
        let p = &self.parameters.tracking;
        let time = reading.weighing.time;
        let usual_sd = match time {
            TimeOfDay::Morning => p.scale_sd.value,
            TimeOfDay::Evening => p.scale_sd.value.hypot(p.evening_sd.value),
        };
        let error = ReadingError {
            usual_sd,
            wide_sd: p.outlier_ratio.value * self.water.sd_kg,
            wide_rate: p.outlier_rate.value,
        };
        let seen = self.seen(reading.weighing.scale, time, today);
        let lesson = self.belief.learn(&seen, reading.weighing.kg, error);
        self.ln_density += lesson.ln_density;
        lesson
    }

    /// Learns from a measurement of fat; none if no state was kept for its bias.
    pub(super) fn scan(&mut self, reading: &FatReading) -> Option<Lesson<N>> {
        let slot = self.slots.of(Device::Fat(reading.method))?;
        let p = &self.parameters.tracking;
        let body_kg = dot(&trend(), &self.belief.mean);
        let mut seen = along(&[FAT]);
        seen[slot] = body_kg;
        let usual_sd = body_kg * repeats(self.parameters, reading.method).sd(reading.fat_frac);
        let error = ReadingError {
            usual_sd,
            wide_sd: p.outlier_ratio.value * usual_sd,
            wide_rate: p.outlier_rate.value,
        };
        let lesson = self.belief.learn(&seen, reading.fat_frac * body_kg, error);
        self.ln_density += lesson.ln_density;
        Some(lesson)
    }

    /// Goes to the next day.
    pub(super) fn pass(&mut self, today: &Day) -> Step {
        let p = &self.parameters.tracking;
        let Normal { mean: kcal, sd } = today.eaten;
        let step = self.step(kcal);
        self.belief = step.foretell(&self.belief, kcal);
        for (entry, slope) in self.belief.mean.iter_mut().zip(lasting::<N>()) {
            *entry += slope * today.shift_kg.mean;
        }
        self.belief.blur(&lasting(), today.shift_kg.sd.powi(2));
        self.belief.blur(&step.intake(), sd.powi(2));
        self.belief
            .blur(&step.spending(), p.activity_sd.value.powi(2));
        let fresh = |memory: f64| 1.0 - memory * memory;
        let noise = &mut self.belief.covariance;
        noise[SPENT][SPENT] += p.drift_sd.value.powi(2);
        noise[WATER][WATER] +=
            today.water_ratio * self.water.sd_kg.powi(2) * fresh(self.water.memory);
        let month_fresh = fresh(self.prior.body.month_keep);
        for state in MONTH {
            noise[state][state] += self.prior.month_kg(self.parameters).powi(2) * month_fresh;
        }
        self.day += 1;
        step
    }

    /// Today's step, if `kcal` is eaten.
    pub(super) fn step(&self, kcal: f64) -> Step {
        let body = &self.prior.body;
        body.step(&self.belief.mean, kcal, self.water.memory)
    }

    /// What a scale will show this morning.
    pub(super) fn reading(&self, scale: u32, today: &Day) -> Normal {
        let seen = self.seen(scale, TimeOfDay::Morning, today);
        let shown = self.belief.of(&seen, 0.0);
        let scale_sd = self.parameters.tracking.scale_sd.value;
        Normal {
            sd: shown.sd.hypot(scale_sd),
            ..shown
        }
    }

    /// What of the state a scale shows today.
    fn seen(&self, scale: u32, time: TimeOfDay, today: &Day) -> Vector<N> {
        let mut seen = trend();
        seen[WATER] = 1.0;
        let week = TAU * self.day as f64 / WEEK_DAYS;
        (seen[WEEK[0]], seen[WEEK[1]]) = (week.cos(), week.sin());
        (seen[MONTH[0]], seen[MONTH[1]]) = (today.month[0], today.month[1]);
        for device in [Device::Scale(scale), Device::Time(time)] {
            if let Some(slot) = self.slots.of(device) {
                seen[slot] = 1.0;
            }
        }
        seen
    }
}

/// Weight without what comes and goes: tissue, and the water that follows intake.
pub(super) fn trend<const N: usize>() -> Vector<N> {
    along(&[FAT, LEAN, ONSET])
}

/// Weight that comes and stays: no tissue, so that what is remembered of tissue moves with it.
fn lasting<const N: usize>() -> Vector<N> {
    if TISSUE_THEN < N {
        along(&[LEAN, TISSUE_THEN])
    } else {
        along(&[LEAN])
    }
}
