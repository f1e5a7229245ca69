//! The top of the likelihood of a selection model, and its curvature there.
//!
//! The search goes by x: mean = center + scale x₀, τ² = typical variance x₁², δ = lo + (hi − lo) sin² x. So
//! every x is free, and the ends of a range can be reached.

use nalgebra::{DMatrix, DVector};

use super::likelihood::Likelihood;
use crate::Error;

const MAX_ITERATIONS: usize = 200;
/// Steps from each start before the best are climbed from to the end, and how many those are.
const FEW: usize = 3;
const PROMISING: usize = 3;
/// Climbs at heights this close count as one.
const SAME: f64 = 1e-4;
/// Means to start from, in standard errors from that without selection.
const SHIFTS: [f64; 5] = [0.0, -3.0, 3.0, -8.0, 8.0];
/// Step of differences in x.
const STEP: f64 = 1e-4;
/// A climb has ended when a step is expected to gain less.
const LITTLE_GAIN: f64 = 1e-10;
/// Where no step gains, it has ended at the top if this little was expected; the rest is rounding.
const ROUNDING: f64 = 1e-6;
/// The likelihood is taken to curve by this much at least, so that no step is endless.
const LEAST_CURVATURE: f64 = 1e-8;
/// A τ² below this share of the least variance is zero.
const NOTHING: f64 = 1e-8;
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
    pub(super) least_variance: f64,
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

    /// Of each start of δ, the best among several means and τ².
    fn starts(&self, tau2: f64) -> Vec<DVector<f64>> {
        let spreads = [0.05, 1.0].map(|some| tau2 + some * (tau2 + self.typical_variance));
        let best = |deltas: &Vec<f64>| {
            let points = spreads.iter().flat_map(|tau2| {
                SHIFTS.map(|shift| self.of(self.center + shift * self.scale, *tau2, deltas))
            });
            points
                .map(|x| (self.at(&x).ll, x))
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, x)| x)
        };
        let starts = self.likelihood.selection.starts();
        starts.iter().filter_map(best).collect()
    }
}

/// How far a climb got.
struct Climber {
    x: DVector<f64>,
    ll: f64,
    has_ended: bool,
}

/// The highest point that is reached from several starts, of which a few steps choose the promising ones.
///
/// # Errors
/// [`Error::NoConvergence`] when the search ends nowhere.
pub(super) fn climb(space: &Space<'_>, tau2: f64) -> Result<Point, Error> {
    let starts = space.starts(tau2).into_iter();
    let mut climbers: Vec<Climber> = starts.filter_map(|x| ascend(space, x, FEW)).collect();
    climbers.sort_by(|a, b| b.ll.total_cmp(&a.ll));
    climbers.dedup_by(|b, a| a.ll - b.ll < SAME);
    let ends = climbers.into_iter().take(PROMISING).filter_map(|climber| {
        if climber.has_ended {
            Some(climber)
        } else {
            ascend(space, climber.x, MAX_ITERATIONS)
        }
    });
    ends.filter(|end| end.has_ended)
        .max_by(|a, b| a.ll.total_cmp(&b.ll))
        .map(|end| space.at(&end.x))
        .ok_or(Error::NoConvergence {
            what: "the selection model",
            iterations: MAX_ITERATIONS,
            advice: "its likelihood is too flat for these studies: try one with fewer parameters, as halfnorm, or one cut point",
        })
}

/// Newton's method with a curvature made positive, each step shortened until it gains, for `most` steps;
/// `None` where the likelihood is no number.
fn ascend(space: &Space<'_>, mut x: DVector<f64>, most: usize) -> Option<Climber> {
    let f = |x: &DVector<f64>| space.at(x).ll;
    let mut ll = f(&x);
    for _ in 0..most {
        let (gradient, hessian) = derivatives(&f, &x, &vec![STEP; x.len()]);
        if !(ll.is_finite() && hessian.iter().all(|h| h.is_finite())) {
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
        let next = if expected < LITTLE_GAIN {
            None
        } else {
            shorten(&f, &x, ll, step)
        };
        let Some((higher, height)) = next else {
            let has_ended = expected < ROUNDING;
            return Some(Climber { x, ll, has_ended });
        };
        (x, ll) = (higher, height);
    }
    let has_ended = false;
    Some(Climber { x, ll, has_ended })
}

/// The point and its height after a step that is halved until it climbs; `None` where none does.
fn shorten(
    f: &impl Fn(&DVector<f64>) -> f64,
    x: &DVector<f64>,
    here: f64,
    mut step: DVector<f64>,
) -> Option<(DVector<f64>, f64)> {
    for _ in 0..MAX_HALVINGS {
        let next = x + &step;
        let height = f(&next);
        if here < height {
            return Some((next, height));
        }
        step *= 0.5;
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

/// Standard errors of mean, τ² and each δ, from the observed information at `top`. Where that is not positive
/// definite, those at an end of their range are held there and have none; `None` for all where that does not
/// help.
pub(super) fn errors(space: &Space<'_>, top: &Point) -> Vec<Option<f64>> {
    let selection = space.likelihood.selection;
    let mut values = vec![top.mean, top.tau2];
    values.extend(&top.deltas);
    let free: Vec<usize> = (0..values.len())
        .filter(|&j| space.is_random || j != 1)
        .collect();
    let inside = free.iter().copied().filter(|&j| match j {
        0 => true,
        1 => NOTHING * space.least_variance < top.tau2,
        _ => !selection.is_at_bound(values[j]),
    });
    let inside: Vec<usize> = inside.collect();
    let mut errors = vec![None; values.len()];
    for which in [free, inside] {
        if let Some(inverse) = information(space, &values, &which).cholesky() {
            for (j, variance) in which.iter().zip(&inverse.inverse().diagonal()) {
                errors[*j] = variance.is_finite().then(|| variance.sqrt());
            }
            break;
        }
    }
    errors
}

/// Minus the curvature of the log-likelihood in those of `values` that are named.
fn information(space: &Space<'_>, values: &[f64], which: &[usize]) -> DMatrix<f64> {
    let f = |moved: &DVector<f64>| {
        let mut all = values.to_vec();
        for (j, value) in which.iter().zip(moved) {
            all[*j] = *value;
        }
        space.likelihood.ll(all[0], all[1], &all[2..])
    };
    let pick = |of: &dyn Fn(usize) -> f64| which.iter().map(|j| of(*j)).collect::<Vec<f64>>();
    let at = DVector::from_vec(pick(&|j| values[j]));
    let step = |j: usize| match j {
        0 => 1e-2 * space.scale,
        1 => 2e-3 * (space.least_variance + values[1]),
        _ => 1e-2 * values[j].max(0.1),
    };
    let (_, coarse) = derivatives(&f, &at, &pick(&step));
    let (_, fine) = derivatives(&f, &at, &pick(&|j| 0.5 * step(j)));
    // The leading error of a central difference falls to a quarter.
    (coarse - 4.0 * fine) / 3.0
}
