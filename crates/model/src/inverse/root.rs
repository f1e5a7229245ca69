//! Where a function of one input crosses zero, after a number of evaluations that is known before
//! the first.

use crate::Error;

/// Weight of the interpolated point in ITP, relative to the width of the first bracket.
const TRUNCATION: f64 = 0.2;
/// Evaluations that ITP may take beyond those of bisection.
const SLACK: u32 = 1;

/// When a bracket is narrow enough, or a value small enough.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tolerance {
    /// Width of the bracket.
    pub(super) argument: f64,
    /// Absolute value of the function.
    pub(super) value: f64,
}

/// The function at one argument, with whatever else came of the evaluation.
#[derive(Clone, Debug)]
pub(super) struct Point<T> {
    pub(super) x: f64,
    /// Infinite where only the sign is known.
    pub(super) f: f64,
    pub(super) outcome: T,
}

/// Two arguments and what is between them.
#[derive(Debug)]
pub(super) struct Bracket<T> {
    pub(super) lo: Point<T>,
    pub(super) hi: Point<T>,
    pub(super) evaluations: usize,
}

impl<T> Bracket<T> {
    /// Whether the function changes sign from one end to the other.
    pub(super) fn holds_root(&self) -> bool {
        is_above(self.lo.f) != is_above(self.hi.f)
    }

    /// The end nearer to zero, then the other.
    pub(super) fn into_nearest(self) -> [Point<T>; 2] {
        if self.hi.f.abs() < self.lo.f.abs() {
            [self.hi, self.lo]
        } else {
            [self.lo, self.hi]
        }
    }
}

/// The most evaluations of [`narrow`] for a range and a tolerance.
pub(super) fn most_evaluations((lo, hi): (f64, f64), tolerance: Tolerance) -> u32 {
    2 + halvings(hi - lo, tolerance.argument) + SLACK
}

/// Narrows `range` about a change of sign of `f` until it is as narrow as the tolerance, or until
/// `f` is as small. Where both ends have one sign the range stays as it is.
///
/// It is ITP (Oliveira and Takahashi, ACM Trans Math Softw 2020;47:5): as fast as the secant where
/// `f` is smooth, never more than one evaluation behind bisection. `f` may be infinite where only
/// its sign is known; there it bisects.
///
/// # Errors
/// The first error of `f`.
pub(super) fn narrow<T>(
    range: (f64, f64),
    tolerance: Tolerance,
    mut f: impl FnMut(f64) -> Result<(f64, T), Error>,
) -> Result<Bracket<T>, Error> {
    let mut evaluations = 0;
    let mut at = |x: f64| {
        evaluations += 1;
        let (f, outcome) = f(x)?;
        Ok(Point { x, f, outcome })
    };
    let (mut lo, mut hi) = (at(range.0)?, at(range.1)?);
    let rises = is_above(hi.f);
    if is_above(lo.f) != rises {
        let first_width = hi.x - lo.x;
        let most = halvings(first_width, tolerance.argument) + SLACK;
        for step in 0..most {
            let found = lo.f.abs().min(hi.f.abs()) <= tolerance.value;
            if found || hi.x - lo.x <= tolerance.argument {
                break;
            }
            let remaining = 0.5 * tolerance.argument * 2.0_f64.powf(f64::from(most - step));
            let point = at(next([&lo, &hi], first_width, remaining))?;
            if is_above(point.f) == rises {
                hi = point;
            } else {
                lo = point;
            }
        }
    }
    Ok(Bracket {
        lo,
        hi,
        evaluations,
    })
}

/// Where to look next: interpolate, truncate, project.
///
/// `remaining` is half the widest bracket that the evaluations left can still narrow.
fn next<T>([lo, hi]: [&Point<T>; 2], first_width: f64, remaining: f64) -> f64 {
    let width = hi.x - lo.x;
    let half = f64::midpoint(lo.x, hi.x);
    let secant = (hi.f * lo.x - lo.f * hi.x) / (hi.f - lo.f);
    if !secant.is_finite() {
        return half;
    }
    let towards = half - secant;
    let shift = TRUNCATION / first_width * width.powi(2);
    let truncated = if shift <= towards.abs() {
        secant + shift.copysign(towards)
    } else {
        half
    };
    let reach = (remaining - 0.5 * width).max(0.0);
    if (truncated - half).abs() <= reach {
        truncated
    } else {
        half - reach.copysign(towards)
    }
}

/// Bisections that narrow `width` to `target`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the logarithm of a ratio of finite numbers, at least zero"
)]
fn halvings(width: f64, target: f64) -> u32 {
    (width / target).log2().ceil().max(0.0) as u32
}

fn is_above(value: f64) -> bool {
    0.0 < value
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOLERANCE: Tolerance = Tolerance {
        argument: 1e-6,
        value: 0.0,
    };

    fn root(range: (f64, f64), f: impl Fn(f64) -> f64) -> Bracket<()> {
        narrow(range, TOLERANCE, |x| Ok((f(x), ()))).unwrap()
    }

    /// The functions that make interpolation crawl, beside ones with a known root.
    #[test]
    fn known_roots_within_the_stated_evaluations() {
        type Case = (f64, fn(f64) -> f64, f64);
        let cases: [Case; 6] = [
            (10.0, |x| x - 3.0, 3.0),
            (10.0, |x| 3.0 - x, 3.0),
            (50.0, |x| x.exp() - 1e9, 1e9_f64.ln()),
            (10.0, |x| (x - 1.0).powi(9), 1.0),
            (2e4, |x| if x < 7e3 { f64::NEG_INFINITY } else { 1.0 }, 7e3),
            (2e4, |x| (x - 2.0).signum() * f64::INFINITY, 2.0),
        ];
        for (hi, f, root_at) in cases {
            let found = root((0.0, hi), f);
            assert!(found.holds_root());
            assert!((found.lo.x - root_at).abs() <= 1e-6, "{found:?}");
            assert!((found.hi.x - root_at).abs() <= 1e-6, "{found:?}");
            assert!(found.evaluations <= most_evaluations((0.0, hi), TOLERANCE) as usize);
        }
    }

    /// Where only the value has to be small, a smooth function takes a fraction of bisection.
    #[test]
    fn smooth_functions_are_fast() {
        let tolerance = Tolerance {
            value: 1e-6,
            ..TOLERANCE
        };
        let bent = |x: f64| Ok(((x / 1e4).exp() - 1.3, ()));
        let found = narrow((0.0, 2e4), tolerance, bent).unwrap();
        assert!(found.lo.f.abs().min(found.hi.f.abs()) <= 1e-6);
        let most = most_evaluations((0.0, 2e4), tolerance) as usize;
        assert!(2 * found.evaluations < most, "{found:?}");
    }

    #[test]
    fn one_sign_leaves_the_range_as_it_is() {
        let none = root((1.0, 2.0), |x| x);
        assert!(!none.holds_root());
        assert_eq!(none.evaluations, 2);
        let nearest: Vec<f64> = none.into_nearest().map(|point| point.x).to_vec();
        assert_eq!(nearest, [1.0, 2.0]);
    }

    proptest! {
        /// Any monotone step or kink, however badly placed, ends in time.
        #[test]
        fn prop_ends_in_time(
            hi in 1e-3..1e5_f64,
            at in 0.0..1.0,
            power in 1..20_i32,
            jump in 0.0..1e6_f64,
        ) {
            let root_at = at * hi;
            let found = root((0.0, hi), |x| {
                let gap: f64 = x - root_at;
                gap.signum() * (gap.abs().powi(power) + jump)
            });
            prop_assert!(found.evaluations <= most_evaluations((0.0, hi), TOLERANCE) as usize);
            if found.holds_root() && found.lo.f < 0.0 && 0.0 < found.hi.f {
                prop_assert!(found.hi.x - found.lo.x <= 1.0001e-6, "{found:?}");
                prop_assert!(found.lo.x <= root_at && root_at <= found.hi.x);
            }
        }
    }
}
