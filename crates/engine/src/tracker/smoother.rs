//! The past in the light of what came after: the smoother of Rauch, Tung and Striebel in the form
//! of Bryson and Frazier, which needs no inverse.
//!
//! With λ and Λ carried backwards, the smoothed state of a day is x − P λ with covariance
//! P − P Λ P, x and P being those before the day's reading.

use super::{
    Normal,
    belief::{Belief, FAT, LEAN, Lesson, Matrix, Vector, along, dot, product, quadratic},
    body::Step,
    course::Course,
    filter::{Filter, trend},
};

/// What a filter passed on a day.
struct Passed {
    /// How many lessons there were up to this day.
    lessons: usize,
    step: Step,
    kcal: f64,
}

/// One day of the past under one hypothesis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Smoothed {
    /// Weight without what comes and goes, kg.
    pub(super) trend_kg: Normal,
    /// Fat, kg.
    pub(super) fat_kg: Normal,
    /// Expenditure on the logging scale, kcal/day.
    pub(super) expenditure: Normal,
}

/// The days up to today, each given all that was measured up to today.
pub(super) fn smooth<const N: usize>(course: &Course<'_>, filter: Filter<'_, N>) -> Vec<Smoothed> {
    let mut days: Vec<Smoothed> = Vec::with_capacity(course.today + 1);
    sweep(course, filter, |back, before, day| {
        let (weights, shift) = day.step.expenditure(day.kcal);
        days.push(Smoothed {
            trend_kg: back.of(before, &trend(), 0.0),
            fat_kg: back.of(before, &along(&[FAT]), 0.0),
            expenditure: back.of(before, &weights, shift),
        });
    });
    days.reverse();
    days
}

/// ln of how much better the readings would have been foretold, by day, had weight been expected
/// to shift that day by a normal of `variance`, kg²: ½ (λ² v / (1 + v Λ) − ln (1 + v Λ)).
pub(super) fn shift_evidence<const N: usize>(
    course: &Course<'_>,
    filter: Filter<'_, N>,
    variance: f64,
) -> Vec<f64> {
    let mut days = Vec::with_capacity(course.today + 1);
    sweep(course, filter, |back, _, _| {
        let known = 1.0 + variance * back.weight[LEAN][LEAN];
        let pull = back.shift[LEAN].powi(2) * variance / known;
        days.push(0.5 * (pull - known.ln()));
    });
    days.reverse();
    days
}

/// Follows a log forwards and goes back through it; `see` is shown the days from the last on.
fn sweep<const N: usize>(
    course: &Course<'_>,
    mut filter: Filter<'_, N>,
    mut see: impl FnMut(&Back<N>, &Belief<N>, &Passed),
) {
    let count = course.today + 1;
    let mut mornings: Vec<Belief<N>> = Vec::with_capacity(count);
    let mut passed: Vec<Passed> = Vec::with_capacity(count);
    let mut lessons: Vec<Lesson<N>> = Vec::with_capacity(count);
    let mut measured = course.measured(0);
    for day in &course.days[..count] {
        measured.meet(
            &mut filter,
            |filter| mornings.push(filter.belief.clone()),
            |lesson| lessons.push(lesson),
        );
        passed.push(Passed {
            lessons: lessons.len(),
            step: filter.pass(day),
            kcal: day.eaten.mean,
        });
    }
    let mut back = Back {
        shift: [0.0; N],
        weight: [[0.0; N]; N],
    };
    for (place, (day, before)) in passed.iter().zip(&mornings).enumerate().rev() {
        if place < course.today {
            back.through(&day.step);
        }
        let first = place
            .checked_sub(1)
            .map_or(0, |prior| passed[prior].lessons);
        for lesson in lessons[first..day.lessons].iter().rev() {
            back.learn(lesson);
        }
        see(&back, before, day);
    }
}

/// λ and Λ.
struct Back<const N: usize> {
    shift: Vector<N>,
    weight: Matrix<N>,
}

impl<const N: usize> Back<N> {
    /// To the day before, over its step.
    fn through(&mut self, step: &Step) {
        self.shift = step.back(&self.shift);
        self.weight = step.carry_back(&self.weight);
    }

    /// Over a reading: `λ ← Cᵀλ − h ν/S`, `Λ ← CᵀΛC + h hᵀ/S` with `C = 1 − K hᵀ`.
    fn learn(&mut self, lesson: &Lesson<N>) {
        let Lesson {
            seen,
            surprise,
            variance,
            gain,
            ..
        } = lesson;
        let pull = dot(gain, &self.shift) + surprise / variance;
        for (entry, slope) in self.shift.iter_mut().zip(seen) {
            *entry -= slope * pull;
        }
        // C - 1 is of rank one, and so is what it does on either side.
        let across = product(&self.weight, gain);
        let along = dot(gain, &across) + 1.0 / variance;
        for (row, (slope, entry)) in self.weight.iter_mut().zip(seen.iter().zip(&across)) {
            for (cell, (other, over)) in row.iter_mut().zip(seen.iter().zip(&across)) {
                *cell += along * slope * other - slope * over - entry * other;
            }
        }
    }

    /// Distribution of `shift + weights · state` on a day.
    fn of(&self, before: &Belief<N>, weights: &Vector<N>, shift: f64) -> Normal {
        let carried = product(&before.covariance, weights);
        let variance = dot(weights, &carried) - quadratic(&carried, &self.weight);
        Normal {
            mean: shift + dot(weights, &before.mean) - dot(&carried, &self.shift),
            sd: variance.max(0.0).sqrt(),
        }
    }
}
