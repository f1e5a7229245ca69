//! Roots of functions of one variable.

use crate::Error;

const MAX_ITERATIONS: usize = 200;

/// Where `f` crosses zero between `lo` and `hi`, by Brent's method (Brent 1973, Algorithms for
/// Minimization without Derivatives, chapter 4), to `tolerance` in the argument.
///
/// # Errors
/// [`Error::Undefined`] when `f` has the same sign at both ends, [`Error::NoConvergence`].
pub(crate) fn between(
    what: &'static str,
    (lo, hi): (f64, f64),
    tolerance: f64,
    f: impl Fn(f64) -> f64,
) -> Result<f64, Error> {
    let (mut a, mut fa) = (lo, f(lo));
    let (mut b, mut fb) = (hi, f(hi));
    if fa == 0.0 {
        return Ok(a);
    }
    if fb == 0.0 {
        return Ok(b);
    }
    if fa.is_nan() || fb.is_nan() || (0.0 < fa) == (0.0 < fb) {
        return Err(Error::Undefined {
            what,
            why: "the search interval does not hold it",
        });
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut previous = step;
    for _ in 0..MAX_ITERATIONS {
        if (0.0 < fb) == (0.0 < fc) {
            (c, fc) = (a, fa);
            step = b - a;
            previous = step;
        }
        if fc.abs() < fb.abs() {
            (a, fa) = (b, fb);
            (b, fb) = (c, fc);
            (c, fc) = (a, fa);
        }
        let close = 2.0 * f64::EPSILON * b.abs() + 0.5 * tolerance;
        let half = 0.5 * (c - b);
        if half.abs() <= close || fb == 0.0 {
            return Ok(b);
        }
        let interpolated = if previous.abs() < close || fa.abs() <= fb.abs() {
            None
        } else {
            interpolate((a, fa), (b, fb), (c, fc)).filter(|(p, q)| {
                2.0 * p < (3.0 * half * q - (close * q).abs()).min((previous * q).abs())
            })
        };
        if let Some((p, q)) = interpolated {
            previous = step;
            step = p / q;
        } else {
            step = half;
            previous = half;
        }
        (a, fa) = (b, fb);
        b += if close < step.abs() {
            step
        } else {
            close.copysign(half)
        };
        fb = f(b);
    }
    Err(Error::NoConvergence {
        what,
        iterations: MAX_ITERATIONS,
        advice: "check the scale of the variances",
    })
}

/// The step from `b` to the root of the secant, or of the inverse parabola, as p / q with p >= 0.
fn interpolate(
    (a, fa): (f64, f64),
    (b, fb): (f64, f64),
    (c, fc): (f64, f64),
) -> Option<(f64, f64)> {
    let half = 0.5 * (c - b);
    let s = fb / fa;
    let (p, q) = if a.to_bits() == c.to_bits() {
        (2.0 * half * s, 1.0 - s)
    } else {
        let (t, r) = (fa / fc, fb / fc);
        (
            s * (2.0 * half * t * (t - r) - (b - a) * (r - 1.0)),
            (t - 1.0) * (r - 1.0) * (s - 1.0),
        )
    };
    let (p, q) = if 0.0 < p { (p, -q) } else { (-p, q) };
    q.is_normal().then_some((p, q))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Brent's own kind of test: a flat cubic root, a steep exponential, and a root at an end.
    #[test]
    fn brent_finds_known_roots() {
        let cubic = between("root", (-1.0, 4.0), 1e-14, |x| (x - 1.0).powi(3));
        assert!((cubic.expect("bracketed") - 1.0).abs() < 1e-5);
        let log = between("root", (0.0, 50.0), 1e-14, |x| x.exp() - 1e9);
        assert!((log.expect("bracketed") - 1e9_f64.ln()).abs() < 1e-12);
        let end = between("root", (0.0, 1.0), 1e-14, |x| x);
        assert!(end.expect("bracketed").abs() <= 0.0);
        assert!(between("root", (1.0, 2.0), 1e-14, |x| x).is_err());
    }
}
