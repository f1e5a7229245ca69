//! The past in the light of what came after: the smoother of Rauch, Tung and Striebel in the form
//! of Bryson and Frazier, which needs no inverse.
//!
//! With λ and Λ carried backwards, the smoothed state of a day is x − P λ with covariance
//! P − P Λ P, x and P being those before the day's reading.

use super::{
    Normal,
    belief::{
        Belief, Lesson, Matrix, SIZE, Vector, add_square, dot, product, quadratic, transposed,
    },
    body::Step,
    filter::{Filter, trend},
    intake::Intake,
    readings::Reading,
};

/// What a filter passed on a day.
struct Passed {
    before: Belief,
    lesson: Option<Lesson>,
    step: Step,
    kcal: f64,
}

/// One day of the past under one hypothesis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Smoothed {
    /// Weight without what comes and goes, kg.
    pub(super) trend_kg: Normal,
    /// Expenditure on the logging scale, kcal/day.
    pub(super) expenditure: Normal,
}

/// The days 0 to `last`, each given all readings up to `last`.
pub(super) fn smooth(
    mut filter: Filter<'_>,
    readings: &[Reading],
    intake: &Intake<'_>,
    last: usize,
) -> Vec<Smoothed> {
    let mut passed = Vec::with_capacity(last + 1);
    let mut readings = readings.iter().peekable();
    for day in 0..=last {
        let reading = readings.next_if(|reading| reading.day == day);
        if let Some(reading) = reading {
            filter.loosen(reading);
        }
        let before = filter.belief.clone();
        let lesson = reading.map(|reading| filter.weigh(reading));
        let eaten = intake.on(day);
        let step = filter.pass(eaten);
        passed.push(Passed {
            before,
            lesson,
            step,
            kcal: eaten.mean,
        });
    }
    let mut back = Back {
        shift: [0.0; SIZE],
        weight: [[0.0; SIZE]; SIZE],
    };
    let mut days: Vec<Smoothed> = Vec::with_capacity(passed.len());
    for (place, day) in passed.iter().enumerate().rev() {
        if place < last {
            back.through(&day.step);
        }
        if let Some(lesson) = &day.lesson {
            back.learn(lesson);
        }
        let (weights, shift) = day.step.expenditure(day.kcal);
        days.push(Smoothed {
            trend_kg: back.of(&day.before, &trend(), 0.0),
            expenditure: back.of(&day.before, &weights, shift),
        });
    }
    days.reverse();
    days
}

/// λ and Λ.
struct Back {
    shift: Vector,
    weight: Matrix,
}

impl Back {
    /// To the day before, over its step.
    fn through(&mut self, step: &Step) {
        self.shift = step.apply_transposed(&self.shift);
        self.weight = step.carry_back(&self.weight);
    }

    /// Over a reading: `λ ← Cᵀλ − h ν/S`, `Λ ← CᵀΛC + h hᵀ/S` with `C = 1 − K hᵀ`.
    fn learn(&mut self, lesson: &Lesson) {
        let Lesson {
            seen,
            surprise_kg,
            variance,
            gain,
            ..
        } = lesson;
        let pull = dot(gain, &self.shift) + surprise_kg / variance;
        for (entry, slope) in self.shift.iter_mut().zip(seen) {
            *entry -= slope * pull;
        }
        let off = |row: &Vector| -> Vector {
            let along = dot(gain, row);
            std::array::from_fn(|column| row[column] - along * seen[column])
        };
        let half = self.weight.map(|row| off(&row));
        self.weight = transposed(&half).map(|row| off(&row));
        add_square(&mut self.weight, seen, 1.0 / variance);
    }

    /// Distribution of `shift + weights · state` on a day.
    fn of(&self, before: &Belief, weights: &Vector, shift: f64) -> Normal {
        let carried = product(&before.covariance, weights);
        let variance = dot(weights, &carried) - quadratic(&carried, &self.weight);
        Normal {
            mean: shift + dot(weights, &before.mean) - dot(&carried, &self.shift),
            sd: variance.max(0.0).sqrt(),
        }
    }
}
