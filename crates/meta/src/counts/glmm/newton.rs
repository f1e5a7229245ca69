//! Maximising a smooth function of a few parameters by Newton's method, derivatives by differences.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use crate::Error;

/// Step of the differences; five points make their error its fourth power.
const SMALL: f64 = 1e-3;
/// Step of the second differences, which lose more digits.
const WIDE: f64 = 1e-2;
/// Longest step.
const LONGEST: f64 = 2.0;
/// Iterations, ten times what a likelihood takes.
const ITERATIONS: usize = 100;
/// Halvings of a step that went too far.
const HALVINGS: usize = 30;
/// The search ends where Newton promises less than this.
const GAIN: f64 = 1e-11;
/// What rounding can keep it from gaining at most.
const NOISE: f64 = 1e-7;

/// Where a function is greatest.
#[derive(Debug, Clone)]
pub(super) struct Maximum {
    pub(super) at: Vec<f64>,
    pub(super) value: f64,
    /// Inverse of minus the Hessian.
    pub(super) covariance: DMatrix<f64>,
}

/// The maximum of `f`, reached uphill from `start`.
pub(super) fn maximise(f: impl Fn(&[f64]) -> f64, start: &[f64]) -> Result<Maximum, Error> {
    let mut at = DVector::from_column_slice(start);
    let mut value = f(at.as_slice());
    for _ in 0..ITERATIONS {
        let gradient = gradient(&f, &at);
        let hessian = hessian(&f, &at, value);
        let SymmetricEigen {
            eigenvalues,
            eigenvectors,
        } = SymmetricEigen::new(-&hessian);
        let along = eigenvectors.tr_mul(&gradient);
        let scaled = along.zip_map(&eigenvalues, |g, curvature| g / curvature.abs().max(WIDE));
        let mut step = &eigenvectors * scaled;
        let gain = gradient.dot(&step) / 2.0;
        if gain < GAIN {
            return settle(&at, value, &hessian);
        }
        let length = step.norm();
        if LONGEST < length {
            step *= LONGEST / length;
        }
        let mut is_higher = false;
        for _ in 0..HALVINGS {
            let next = &at + &step;
            let reached = f(next.as_slice());
            if value < reached {
                (at, value, is_higher) = (next, reached, true);
                break;
            }
            step *= 0.5;
        }
        if !is_higher {
            if gain < NOISE {
                return settle(&at, value, &hessian);
            }
            break;
        }
    }
    Err(Error::NoConvergence {
        what: "the mixed model",
        iterations: ITERATIONS,
        advice: "a study without events in one of its groups may leave it without a maximum",
    })
}

fn settle(at: &DVector<f64>, value: f64, hessian: &DMatrix<f64>) -> Result<Maximum, Error> {
    let covariance = (-hessian).cholesky().ok_or(Error::Singular {
        what: "the information matrix of the mixed model",
        advice: "pool effect sizes instead",
    })?;
    Ok(Maximum {
        at: at.as_slice().to_vec(),
        value,
        covariance: covariance.inverse(),
    })
}

/// `f` beside `at`, a step along each of two axes.
fn beside(f: impl Fn(&[f64]) -> f64, at: &DVector<f64>, steps: [(usize, f64); 2]) -> f64 {
    let mut point = at.clone();
    for (axis, step) in steps {
        point[axis] += step;
    }
    f(point.as_slice())
}

fn gradient(f: impl Fn(&[f64]) -> f64, at: &DVector<f64>) -> DVector<f64> {
    DVector::from_fn(at.len(), |i, _| {
        let slope =
            |h: f64| beside(&f, at, [(i, h), (i, 0.0)]) - beside(&f, at, [(i, -h), (i, 0.0)]);
        (8.0 * slope(SMALL) - slope(2.0 * SMALL)) / (12.0 * SMALL)
    })
}

/// Second derivatives of `f` at a point where it has this value.
pub(super) fn hessian(f: impl Fn(&[f64]) -> f64, at: &DVector<f64>, value: f64) -> DMatrix<f64> {
    // Both differences are taken at two widths, so that the error of the narrower cancels.
    let bend = |i: usize, j: usize, h: f64| {
        if i == j {
            let sides = beside(&f, at, [(i, h), (i, 0.0)]) + beside(&f, at, [(i, -h), (i, 0.0)]);
            return (sides - 2.0 * value) / (h * h);
        }
        let corner = |x: f64, y: f64| beside(&f, at, [(i, x), (j, y)]);
        (corner(h, h) - corner(h, -h) - corner(-h, h) + corner(-h, -h)) / (4.0 * h * h)
    };
    let p = at.len();
    let mut hessian = DMatrix::zeros(p, p);
    for i in 0..p {
        for j in 0..=i {
            let second = (4.0 * bend(i, j, WIDE) - bend(i, j, 2.0 * WIDE)) / 3.0;
            hessian[(i, j)] = second;
            hessian[(j, i)] = second;
        }
    }
    hessian
}

/// Where a concave `f` of one number is greatest, reached from `start`, and its value there; where it only
/// approaches one, a point within 1e-11 of it.
pub(super) fn greatest(f: impl Fn(f64) -> f64, start: f64) -> (f64, f64) {
    let (mut at, mut value) = (start, f(start));
    for _ in 0..ITERATIONS {
        let [low, high] = [f(at - SMALL), f(at + SMALL)];
        let slope = (high - low) / (2.0 * SMALL);
        let curvature = (2.0 * value - high - low) / (SMALL * SMALL);
        let mut step = (slope / curvature.max(GAIN)).clamp(-LONGEST, LONGEST);
        if slope * step < GAIN {
            break;
        }
        let mut reached = f(at + step);
        for _ in 0..HALVINGS {
            if value <= reached {
                break;
            }
            step *= 0.5;
            reached = f(at + step);
        }
        if reached < value {
            break;
        }
        (at, value) = (at + step, reached);
    }
    (at, value)
}
