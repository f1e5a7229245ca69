//! What is believed of the state on a day: a normal distribution, and how a reading changes it.

use super::Normal;

/// States every log has.
pub(super) const CORE: usize = 13;
/// Those, and room for what only some logs need: offsets, biases and memories of earlier days.
pub(super) const WIDE: usize = 24;
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

pub(super) type Vector<const N: usize> = [f64; N];
pub(super) type Matrix<const N: usize> = [Vector<N>; N];

/// Mean and covariance of the state.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Belief<const N: usize> {
    pub(super) mean: Vector<N>,
    pub(super) covariance: Matrix<N>,
}

/// What a reading taught.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lesson<const N: usize> {
    /// What of the state was measured.
    pub(super) seen: Vector<N>,
    /// Measured less what was expected.
    pub(super) surprise: f64,
    /// Variance expected of it.
    pub(super) variance: f64,
    /// How the state follows it.
    pub(super) gain: Vector<N>,
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

impl<const N: usize> Belief<N> {
    /// Distribution of `shift + weights · state`.
    pub(super) fn of(&self, weights: &Vector<N>, shift: f64) -> Normal {
        Normal {
            mean: shift + dot(weights, &self.mean),
            sd: quadratic(weights, &self.covariance).max(0.0).sqrt(),
        }
    }

    /// Learns from a reading of `seen · state`.
    ///
    /// The error is one of two; its precision is averaged over which it was, given the surprise.
    pub(super) fn learn(&mut self, seen: &Vector<N>, value: f64, error: ReadingError) -> Lesson<N> {
        let carried = product(&self.covariance, seen);
        let spread = dot(seen, &carried);
        let surprise = value - dot(seen, &self.mean);
        let density = |sd: f64| {
            let expected = Normal {
                mean: 0.0,
                sd: (spread + sd * sd).sqrt(),
            };
            expected.density(surprise)
        };
        let usual = (1.0 - error.wide_rate) * density(error.usual_sd);
        let wide = error.wide_rate * density(error.wide_sd);
        let total = (usual + wide).max(f64::MIN_POSITIVE);
        let precision =
            usual / total / error.usual_sd.powi(2) + (1.0 - usual / total) / error.wide_sd.powi(2);
        let variance = spread + 1.0 / precision;
        let gain = carried.map(|entry| entry / variance);
        for (entry, slope) in self.mean.iter_mut().zip(&gain) {
            *entry += slope * surprise;
        }
        self.blur(&carried, -1.0 / variance);
        Lesson {
            seen: *seen,
            surprise,
            variance,
            gain,
            ln_density: total.ln(),
        }
    }

    /// Adds noise of variance `variance` along `direction`.
    pub(super) fn blur(&mut self, direction: &Vector<N>, variance: f64) {
        add_square(&mut self.covariance, direction, variance);
    }

    /// Forgets one state: it becomes `weights · state` as the others are today; nought for sure if
    /// the weights are.
    pub(super) fn set(&mut self, state: usize, weights: &Vector<N>) {
        let mut shared = product(&self.covariance, weights);
        shared[state] = dot(weights, &shared);
        self.mean[state] = dot(weights, &self.mean);
        self.covariance[state] = shared;
        for (row, entry) in self.covariance.iter_mut().zip(shared) {
            row[state] = entry;
        }
    }
}

/// A sum of states.
pub(super) fn along<const N: usize>(states: &[usize]) -> Vector<N> {
    let mut weights = [0.0; N];
    for &state in states {
        weights[state] = 1.0;
    }
    weights
}

pub(super) fn dot<const N: usize>(one: &Vector<N>, other: &Vector<N>) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// A symmetric matrix times a vector.
pub(super) fn product<const N: usize>(matrix: &Matrix<N>, vector: &Vector<N>) -> Vector<N> {
    let mut total = [0.0; N];
    // Column by column, so that lanes can share them; most vectors here are mostly noughts.
    for (row, weight) in matrix
        .iter()
        .zip(vector)
        .filter(|(_, weight)| **weight != 0.0)
    {
        for (entry, other) in total.iter_mut().zip(row) {
            *entry += weight * other;
        }
    }
    total
}

/// M + scale v vᵀ.
pub(super) fn add_square<const N: usize>(matrix: &mut Matrix<N>, vector: &Vector<N>, scale: f64) {
    for (row, entry) in matrix.iter_mut().zip(vector) {
        for (cell, other) in row.iter_mut().zip(vector) {
            *cell += scale * entry * other;
        }
    }
}

/// vᵀ M v.
pub(super) fn quadratic<const N: usize>(vector: &Vector<N>, matrix: &Matrix<N>) -> f64 {
    dot(vector, &product(matrix, vector))
}

pub(super) fn transposed<const N: usize>(matrix: &Matrix<N>) -> Matrix<N> {
    std::array::from_fn(|row| std::array::from_fn(|column| matrix[column][row]))
}
