//! What is believed of the state on a day: a normal distribution, and how a reading changes it.

use super::Normal;

/// Number of states.
pub(super) const SIZE: usize = 13;
pub(super) const FAT: usize = 0;
pub(super) const LEAN: usize = 1;
pub(super) const SPENT: usize = 2;
pub(super) const ADAPTIVE: usize = 3;
pub(super) const WATER: usize = 4;
pub(super) const ONSET: usize = 5;
pub(super) const ONSET_GAIN: usize = 6;
pub(super) const BEFORE: usize = 7;
pub(super) const WEEK: [usize; 2] = [8, 9];
pub(super) const MONTH: [usize; 2] = [10, 11];
pub(super) const SUM: usize = 12;

pub(super) type Vector = [f64; SIZE];
pub(super) type Matrix = [Vector; SIZE];

/// Mean and covariance of the state.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Belief {
    pub(super) mean: Vector,
    pub(super) covariance: Matrix,
}

/// What a reading taught.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lesson {
    /// What of the state the scale shows.
    pub(super) seen: Vector,
    /// Reading less what was expected, kg.
    pub(super) surprise_kg: f64,
    /// Variance expected of it, kg².
    pub(super) variance: f64,
    /// How the state follows it.
    pub(super) gain: Vector,
    /// ln of the density it was foretold with.
    pub(super) ln_density: f64,
}

/// How a reading errs: mostly a little, now and then a lot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ReadingError {
    pub(super) usual_sd: f64,
    pub(super) wide_sd: f64,
    pub(super) wide_rate: f64,
}

impl Belief {
    /// Distribution of `shift + weights · state`.
    pub(super) fn of(&self, weights: &Vector, shift: f64) -> Normal {
        Normal {
            mean: shift + dot(weights, &self.mean),
            sd: quadratic(weights, &self.covariance).max(0.0).sqrt(),
        }
    }

    /// Learns from a reading of `seen · state`.
    ///
    /// The error is one of two; its precision is averaged over which it was, given the surprise.
    pub(super) fn learn(&mut self, seen: &Vector, reading_kg: f64, error: ReadingError) -> Lesson {
        let carried = product(&self.covariance, seen);
        let spread = dot(seen, &carried);
        let surprise_kg = reading_kg - dot(seen, &self.mean);
        let density = |sd: f64| {
            let expected = Normal {
                mean: 0.0,
                sd: (spread + sd * sd).sqrt(),
            };
            expected.density(surprise_kg)
        };
        let usual = (1.0 - error.wide_rate) * density(error.usual_sd);
        let wide = error.wide_rate * density(error.wide_sd);
        let total = (usual + wide).max(f64::MIN_POSITIVE);
        let precision =
            usual / total / error.usual_sd.powi(2) + (1.0 - usual / total) / error.wide_sd.powi(2);
        let variance = spread + 1.0 / precision;
        let gain = carried.map(|entry| entry / variance);
        for (entry, slope) in self.mean.iter_mut().zip(&gain) {
            *entry += slope * surprise_kg;
        }
        self.blur(&carried, -1.0 / variance);
        Lesson {
            seen: *seen,
            surprise_kg,
            variance,
            gain,
            ln_density: total.ln(),
        }
    }

    /// Adds noise of variance `variance` along `direction`.
    pub(super) fn blur(&mut self, direction: &Vector, variance: f64) {
        add_square(&mut self.covariance, direction, variance);
    }

    /// Forgets one state: it becomes `value` for sure.
    pub(super) fn set(&mut self, state: usize, value: f64) {
        self.mean[state] = value;
        self.covariance[state] = [0.0; SIZE];
        for row in &mut self.covariance {
            row[state] = 0.0;
        }
    }
}

pub(super) fn dot(one: &Vector, other: &Vector) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// A symmetric matrix times a vector.
pub(super) fn product(matrix: &Matrix, vector: &Vector) -> Vector {
    matrix.map(|row| dot(&row, vector))
}

/// M + scale v vᵀ.
pub(super) fn add_square(matrix: &mut Matrix, vector: &Vector, scale: f64) {
    for (row, entry) in matrix.iter_mut().zip(vector) {
        for (cell, other) in row.iter_mut().zip(vector) {
            *cell += scale * entry * other;
        }
    }
}

/// vᵀ M v.
pub(super) fn quadratic(vector: &Vector, matrix: &Matrix) -> f64 {
    dot(vector, &product(matrix, vector))
}

pub(super) fn transposed(matrix: &Matrix) -> Matrix {
    std::array::from_fn(|row| std::array::from_fn(|column| matrix[column][row]))
}
