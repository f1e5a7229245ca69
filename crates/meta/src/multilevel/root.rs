//! A zero of a continuous function between two points where its signs differ.

use crate::Error;

/// Evaluations that one search may spend: bisection alone needs about half.
const MOST_EVALUATIONS: usize = 120;
/// Width of the bracket at the end, relative to its ends.
const CLOSE: f64 = 1e-12;

/// A point and the value of the function there.
pub(super) type Valued = (f64, f64);

/// Chandrupatla's method (1997, Adv Eng Softw 28:145): inverse quadratic interpolation where it is
/// safe, bisection where it is not.
pub(super) fn root(
    f: impl Fn(f64) -> Result<f64, Error>,
    mut a: Valued,
    mut b: Valued,
) -> Result<f64, Error> {
    let mut share = 0.5;
    for _ in 0..MOST_EVALUATIONS {
        let x = a.0 + share * (b.0 - a.0);
        let next = (x, f(x)?);
        let c;
        if (next.1 < 0.0) == (a.1 < 0.0) {
            c = a;
        } else {
            c = b;
            b = a;
        }
        a = next;
        let best = if a.1.abs() < b.1.abs() { a } else { b };
        let width = (b.0 - a.0).abs();
        let close = CLOSE * best.0.abs() / width;
        if best.1 == 0.0 || 0.5 <= close || width == 0.0 {
            return Ok(best.0);
        }
        let (xi, phi) = ((a.0 - b.0) / (c.0 - b.0), (a.1 - b.1) / (c.1 - b.1));
        share = if phi * phi < xi && (1.0 - phi).powi(2) < 1.0 - xi {
            a.1 / (b.1 - a.1) * c.1 / (b.1 - c.1)
                + (c.0 - a.0) / (b.0 - a.0) * a.1 / (c.1 - a.1) * b.1 / (c.1 - b.1)
        } else {
            0.5
        }
        .clamp(close, 1.0 - close);
    }
    Err(Error::NoConvergence {
        what: "an end of an interval",
        iterations: MOST_EVALUATIONS,
        advice: "choose a structure with fewer parameters",
    })
}
