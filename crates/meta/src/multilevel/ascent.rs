//! To the top of a smooth surface within a box: Newton's method, damped until each step gains.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::likelihood::Surface;

/// Evaluations of the surface that one ascent may spend.
const MOST_EVALUATIONS: usize = 300;
/// The gain at which a Newton step is the last: it squares the error, to digits the value does not have.
const LAST_GAIN: f64 = 1e-9;
/// The gain below which a step that fails does so by rounding.
const ROUNDING_GAIN: f64 = 1e-9;
/// The share of the gain promised by the slope that a step must bring.
const LEAST_SHARE: f64 = 1e-4;
/// The share at which the damping that led to it may be less.
const GOOD_SHARE: f64 = 0.3;
/// The least damping: less is none.
const CAUTION: f64 = 1e-2;
/// The least curvature of a direction, as a share of the greatest.
const FLAT: f64 = 1e-8;
/// How close to a known peak, in units of the scales, an ascent is said to lead there.
const NEAR: f64 = 0.05;
/// What is left, at least, of a parameter that approaches its bound carefully.
const LEAST_LEFT: f64 = 0.1;
/// How close to its bound, in units of the scale, care is over.
const CLOSE: f64 = 1e-4;

/// How far one parameter may go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) least: f64,
    pub(super) greatest: f64,
    /// Whether the bound below is approached little by little: a slope there may mislead.
    pub(super) careful: bool,
    /// A typical size of the parameter.
    pub(super) scale: f64,
}

/// The highest point found.
#[derive(Debug, Clone)]
pub(super) struct Peak {
    pub(super) at: DVector<f64>,
    pub(super) value: f64,
    pub(super) evaluations: usize,
}

/// Climbs from `start`, whose surface may be known already, or to one of the peaks `known` once close to it and not
/// above. Nothing where there is no surface at the start, or the ascent does not settle. `surface` gives nothing where
/// it is below the height told.
pub(super) fn climb(
    surface: impl Fn(&DVector<f64>, f64) -> Option<Surface>,
    (start, first): (DVector<f64>, Option<Surface>),
    limits: &[Limits],
    known: &[Peak],
) -> Option<Peak> {
    let mut at = start;
    let mut here = first.or_else(|| surface(&at, f64::NEG_INFINITY))?;
    let mut damping = 0.0;
    for evaluations in 1..MOST_EVALUATIONS {
        let leads_to = |peak: &&Peak| {
            here.value <= peak.value + ROUNDING_GAIN && is_near(&at, &peak.at, limits)
        };
        if let Some(peak) = known.iter().find(leads_to).cloned() {
            return Some(Peak {
                evaluations,
                ..peak
            });
        }
        let held = held(&at, &here.gradient, limits);
        let newton = newton_step(&here, &held, limits, 0.0);
        let gain = 0.5 * newton.dot(&here.gradient);
        let step = if damping == 0.0 {
            newton
        } else {
            newton_step(&here, &held, limits, damping)
        };
        let next_at = confined(&at, &step, limits);
        let promised = (&next_at - &at).dot(&here.gradient).max(0.0);
        let next = surface(&next_at, here.value + LEAST_SHARE * promised);
        let settled = gain <= LAST_GAIN || (gain <= ROUNDING_GAIN && next.is_none());
        match next {
            Some(next) => {
                let kept = next.value - here.value;
                damping = if damping < CAUTION || GOOD_SHARE * promised <= kept {
                    0.1 * damping
                } else {
                    damping
                };
                damping = if damping < CAUTION { 0.0 } else { damping };
                at = next_at;
                here = next;
            }
            None => damping = (10.0 * damping).max(CAUTION),
        }
        if settled {
            return Some(Peak {
                at,
                value: here.value,
                evaluations: evaluations + 1,
            });
        }
    }
    None
}

fn is_near(at: &DVector<f64>, peak: &DVector<f64>, limits: &[Limits]) -> bool {
    let near = |(j, limits): (usize, &Limits)| (at[j] - peak[j]).abs() <= NEAR * limits.scale;
    limits.iter().enumerate().all(near)
}

/// Which parameters stand at a bound that the slope would have them cross.
fn held(at: &DVector<f64>, gradient: &DVector<f64>, limits: &[Limits]) -> Vec<bool> {
    let held = |(j, limits): (usize, &Limits)| {
        (at[j] <= limits.least && gradient[j] <= 0.0)
            || (limits.greatest <= at[j] && 0.0 <= gradient[j])
    };
    limits.iter().enumerate().map(held).collect()
}

/// The step to the top of the parabola, with every direction taken as if it had a top. Damping shortens it
/// and turns it uphill.
fn newton_step(here: &Surface, held: &[bool], limits: &[Limits], damping: f64) -> DVector<f64> {
    let free: Vec<_> = (0..held.len()).filter(|&j| !held[j]).collect();
    let mut step = DVector::zeros(held.len());
    if free.is_empty() {
        return step;
    }
    // In units of the scales, so that the damping means the same for each parameter.
    let gradient = DVector::from_fn(free.len(), |a, _| {
        limits[free[a]].scale * here.gradient[free[a]]
    });
    let information = DMatrix::from_fn(free.len(), free.len(), |a, b| {
        limits[free[a]].scale * limits[free[b]].scale * here.observed[(free[a], free[b])]
    });
    let extra = damping * information.diagonal().amax().max(gradient.amax());
    let damped = &information + DMatrix::from_diagonal_element(free.len(), free.len(), extra);
    let solved = match Cholesky::new(damped) {
        Some(cholesky) => cholesky.solve(&gradient),
        None => topped(information, extra, &gradient),
    };
    for (a, &j) in free.iter().enumerate() {
        step[j] = limits[j].scale * solved[a];
    }
    step
}

/// Solves with the absolute eigenvalues, none of them nearly zero.
fn topped(information: DMatrix<f64>, extra: f64, gradient: &DVector<f64>) -> DVector<f64> {
    let eigen = information.symmetric_eigen();
    let least = (FLAT * eigen.eigenvalues.amax()).max(f64::MIN_POSITIVE);
    let along = eigen.eigenvectors.tr_mul(gradient);
    let scaled = along.zip_map(&eigen.eigenvalues, |along, value| {
        along / (value.abs().max(least) + extra)
    });
    eigen.eigenvectors * scaled
}

/// Where a step leads, within the box.
fn confined(at: &DVector<f64>, step: &DVector<f64>, limits: &[Limits]) -> DVector<f64> {
    DVector::from_fn(at.len(), |j, _| {
        let limits = &limits[j];
        let far = limits.careful && CLOSE * limits.scale < at[j] - limits.least;
        let least = if far {
            LEAST_LEFT * at[j]
        } else {
            limits.least
        };
        (at[j] + step[j]).clamp(least, limits.greatest)
    })
}
