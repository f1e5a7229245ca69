//! The top of the likelihood of a selection model, and its curvature there.
//!
//! The search goes by x: mean = center + scale x₀, τ² = typical variance x₁², δ = lo + (hi − lo) sin² x. So
//! every x is free, and the ends of a range can be reached.

use nalgebra::{DMatrix, DVector};

use super::likelihood::Likelihood;
use crate::Error;

const MAX_ITERATIONS: usize = 200;
/// How many of the best starting points are climbed from.
const CLIMBS: usize = 4;
/// Step of differences in x, and of the finer one they are compared with in the curvature.
const STEP: f64 = 1e-4;
/// A climb has ended when a step would gain less.
const LITTLE_GAIN: f64 = 1e-11;
/// The likelihood is taken to curve by this much at least, so that no step is endless.
const LEAST_CURVATURE: f64 = 1e-8;
/// Longest step in any x.
const LONGEST: f64 = 2.0;
/// Halvings of a step before it is given up.
const MAX_HALVINGS: usize = 40;

/// A likelihood and the scales it is climbed in.
pub(super) struct Space<'a> {
    pub(super) likelihood: &'a Likelihood<'a>,
    pub(super) center: f64,
    pub(super) scale: f64,
    pub(super) typical_variance: f64,
    pub(super) is_random: bool,
}

/// A point of the likelihood.
#[derive(Debug, Clone)]
pub(super) struct Point {
    pub(super) mean: f64,
    pub(super) tau2: f64,
    pub(super) deltas: Vec<f64>,
    pub(super) ll: f64,
}

impl Space<'_> {
    fn at(&self, x: &DVector<f64>) -> Point {
        let mean = self.center + self.scale * x[0];
        let tau2 = if self.is_random {
            self.typical_variance * x[1] * x[1]
        } else {
            0.0
        };
        let (lo, hi) = self.likelihood.selection.range();
        let from = self.fixed();
        let deltas: Vec<f64> = (from..x.len())
            .map(|j| lo + (hi - lo) * x[j].sin().powi(2))
            .collect();
        let ll = self.likelihood.ll(mean, tau2, &deltas);
        Point {
            mean,
            tau2,
            deltas,
            ll,
        }
    }

    /// How many x come before those of δ.
    fn fixed(&self) -> usize {
        1 + usize::from(self.is_random)
    }

    fn of(&self, mean: f64, tau2: f64, deltas: &[f64]) -> DVector<f64> {
        let mut x = vec![(mean - self.center) / self.scale];
        if self.is_random {
            x.push((tau2 / self.typical_variance).sqrt());
        }
        let (lo, hi) = self.likelihood.selection.range();
        x.extend(deltas.iter().map(|d| ((d - lo) / (hi - lo)).sqrt().asin()));
        DVector::from_vec(x)
    }

    /// Starting points, the best first.
    fn starts(&self, tau2: f64) -> Vec<DVector<f64>> {
        let mut starts = Vec::new();
        for deltas in self.likelihood.selection.starts() {
            for tau2 in [tau2 + 0.05 * self.typical_variance, 3.0 * tau2 + self.typical_variance] {
                for shift in [0.0, -3.0, 3.0] {
                    let x = self.of(self.center + shift * self.scale, tau2, &deltas);
                    starts.push((self.at(&x).ll, x));
                }
            }
        }
        starts.sort_by(|a, b| b.0.total_cmp(&a.0));
        starts.into_iter().map(|(_, x)| x).collect()
    }
}

/// The highest point that is reached from several starts.
///
/// # Errors
/// [`Error::NoConvergence`] when the search ends nowhere.
pub(super) fn climb(space: &Space<'_>, tau2: f64) -> Result<Point, Error> {
    let ends = space.starts(tau2).into_iter().take(CLIMBS);
    ends.filter_map(|start| ascend(space, start))
        .max_by(|a, b| a.ll.total_cmp(&b.ll))
        .ok_or(Error::NoConvergence {
            what: "the selection model",
            iterations: MAX_ITERATIONS,
            advice: "its likelihood is too flat for these studies: try one with fewer parameters, as halfnorm, or one cut point",
        })
}

/// Newton's method with a curvature made positive, each step shortened until it gains.
fn ascend(space: &Space<'_>, mut x: DVector<f64>) -> Option<Point> {
    let f = |x: &DVector<f64>| space.at(x).ll;
    let mut here = f(&x);
    for _ in 0..MAX_ITERATIONS {
        let (gradient, hessian) = derivatives(&f, &x, &vec![STEP; x.len()]);
        if !(here.is_finite() && hessian.iter().all(|h| h.is_finite())) {
            return None;
        }
        let eigen = (-hessian).symmetric_eigen();
        let along = eigen.eigenvectors.transpose() * &gradient;
        let scaled = along.zip_map(&eigen.eigenvalues, |g, l| g / l.abs().max(LEAST_CURVATURE));
        let mut step = &eigen.eigenvectors * scaled;
        let longest = step.amax();
        if LONGEST < longest {
            step *= LONGEST / longest;
        }
        let expected = gradient.dot(&step);
        let mut gained = None;
        for _ in 0..MAX_HALVINGS {
            let next = f(&(&x + &step));
            if here < next {
                gained = Some(next);
                break;
            }
            step *= 0.5;
        }
        let Some(next) = gained else {
            // Rounding alone is left between here and the top.
            return (expected < 1e-6).then(|| space.at(&x));
        };
        let gain = next - here;
        x += step;
        here = next;
        if gain < LITTLE_GAIN && expected < LITTLE_GAIN.sqrt() {
            return Some(space.at(&x));
        }
    }
    None
}

/// Gradient and curvature by central differences of the steps `h`.
fn derivatives(
    f: &impl Fn(&DVector<f64>) -> f64,
    x: &DVector<f64>,
    h: &[f64],
) -> (DVector<f64>, DMatrix<f64>) {
    let n = x.len();
    let at = |moves: &[(usize, f64)]| {
        let mut moved = x.clone();
        for (j, by) in moves {
            moved[*j] += by;
        }
        f(&moved)
    };
    let here = f(x);
    let mut gradient = DVector::zeros(n);
    let mut hessian = DMatrix::zeros(n, n);
    for a in 0..n {
        let (up, down) = (at(&[(a, h[a])]), at(&[(a, -h[a])]));
        gradient[a] = (up - down) / (2.0 * h[a]);
        hessian[(a, a)] = (up - 2.0 * here + down) / (h[a] * h[a]);
        for b in 0..a {
            let both = |s: f64, t: f64| at(&[(a, s * h[a]), (b, t * h[b])]);
            let mixed = both(1.0, 1.0) - both(1.0, -1.0) - both(-1.0, 1.0) + both(-1.0, -1.0);
            hessian[(a, b)] = mixed / (4.0 * h[a] * h[b]);
            hessian[(b, a)] = hessian[(a, b)];
        }
    }
    (gradient, hessian)
}

/// Standard errors of mean, τ² and δ from the observed information at `top`; `None` where that is not positive
/// definite. That of a τ² that was not estimated is zero.
pub(super) fn errors(space: &Space<'_>, top: &Point) -> Option<Vec<f64>> {
    let from = space.fixed();
    let f = |y: &DVector<f64>| {
        let tau2 = if space.is_random { y[1] } else { 0.0 };
        space.likelihood.ll(y[0], tau2, &y.as_slice()[from..])
    };
    let mut y = vec![top.mean];
    let mut h = vec![1e-2 * space.scale];
    if space.is_random {
        y.push(top.tau2);
        h.push(2e-3 * (space.typical_variance + top.tau2));
    }
    y.extend(&top.deltas);
    h.extend(top.deltas.iter().map(|d| 1e-2 * d.max(0.1)));
    let y = DVector::from_vec(y);
    let (_, coarse) = derivatives(&f, &y, &h);
    let halved: Vec<f64> = h.iter().map(|h| 0.5 * h).collect();
    let (_, fine) = derivatives(&f, &y, &halved);
    // The leading error of a central difference falls to a quarter.
    let information = (coarse - 4.0 * fine) / 3.0;
    let inverse = information.cholesky()?.inverse();
    let mut errors: Vec<f64> = inverse.diagonal().iter().map(|v| v.sqrt()).collect();
    if !space.is_random {
        errors.insert(1, 0.0);
    }
    errors.iter().all(|e| e.is_finite()).then_some(errors)
}
