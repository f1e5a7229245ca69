//! The past in the light of what came after: the smoother of Rauch, Tung and Striebel in the form
//! of Bryson and Frazier, which needs no inverse.
//!
//! With λ and Λ carried backwards, the smoothed state of a day is x − P λ with covariance
//! P − P Λ P, x and P being those before the day's reading.

use super::{
    Normal,
    belief::{
        Belief, FAT, Lesson, Matrix, Vector, add_square, dot, product, quadratic, transposed,
    },
    body::Step,
    course::Course,
    filter::{Filter, along, trend},
};

/// What a filter passed on a day.
struct Passed<const N: usize> {
    before: Belief<N>,
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
pub(super) fn smooth<const N: usize>(
    course: &Course<'_>,
    mut filter: Filter<'_, N>,
) -> Vec<Smoothed> {
    let count = course.today + 1;
    let mut passed = Vec::with_capacity(count);
    let mut lessons: Vec<Lesson<N>> = Vec::with_capacity(count);
    let mut measured = course.measured();
    for day in &course.days[..count] {
        let mut before = None;
        measured.meet(
            &mut filter,
            |filter| before = Some(filter.belief.clone()),
            |lesson| lessons.push(lesson),
        );
        let before = before.unwrap_or_else(|| filter.belief.clone());
        passed.push(Passed {
            before,
            lessons: lessons.len(),
            step: filter.pass(day),
            kcal: day.eaten.mean,
        });
    }
    let mut back = Back {
        shift: [0.0; N],
        weight: [[0.0; N]; N],
    };
    let mut days: Vec<Smoothed> = Vec::with_capacity(count);
    for (place, day) in passed.iter().enumerate().rev() {
        if place < course.today {
            back.through(&day.step);
        }
        let first = place
            .checked_sub(1)
            .map_or(0, |prior| passed[prior].lessons);
        for lesson in lessons[first..day.lessons].iter().rev() {
            back.learn(lesson);
        }
        let (weights, shift) = day.step.expenditure(day.kcal);
        days.push(Smoothed {
            trend_kg: back.of(&day.before, &trend(), 0.0),
            fat_kg: back.of(&day.before, &along(&[FAT]), 0.0),
            expenditure: back.of(&day.before, &weights, shift),
        });
    }
    days.reverse();
    days
}

/// λ and Λ.
struct Back<const N: usize> {
    shift: Vector<N>,
    weight: Matrix<N>,
}

impl<const N: usize> Back<N> {
    /// To the day before, over its step.
    fn through(&mut self, step: &Step) {
        self.shift = step.apply_transposed(&self.shift);
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
        let off = |row: &Vector<N>| -> Vector<N> {
            let along = dot(gain, row);
            std::array::from_fn(|column| row[column] - along * seen[column])
        };
        let half = self.weight.map(|row| off(&row));
        self.weight = transposed(&half).map(|row| off(&row));
        add_square(&mut self.weight, seen, 1.0 / variance);
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
