//! Numerical integration that minds neither ends nor peaks: the tanh-sinh rule, and Gauss-Hermite.
//!
//! Sources: Takahasi & Mori 1974, Publ RIMS 9:721; Golub & Welsch 1969, Math Comp 23:221.

use std::f64::consts::{FRAC_PI_2, PI};

use nalgebra::{DMatrix, SymmetricEigen};

/// Distance of the nodes of the tanh-sinh rule.
const STEP: f64 = 1.0 / 32.0;
/// Nodes on either side of the middle: the outermost lie 1e-60 from the ends.
const SIDE: i32 = 144;

/// Integral of `f(x, 1 - x)` for x from 0 to 1; both arguments have all their digits near the ends.
pub(crate) fn unit(f: impl Fn(f64, f64) -> f64) -> f64 {
    let node = |i: i32| {
        let t = f64::from(i) * STEP;
        let u = FRAC_PI_2 * t.sinh();
        let (x, rest) = (
            1.0 / (1.0 + (-2.0 * u).exp()),
            1.0 / (1.0 + (2.0 * u).exp()),
        );
        PI * t.cosh() * x * rest * f(x, rest)
    };
    STEP * (-SIDE..=SIDE).map(node).sum::<f64>()
}

/// Nodes and weights of the `n`-point Gauss-Hermite rule for the density of the standard normal: the
/// weights add up to one.
pub(crate) fn gauss_hermite(n: usize) -> Vec<(f64, f64)> {
    let jacobi = DMatrix::from_fn(n, n, |i, j| {
        if i.abs_diff(j) == 1 {
            (i.max(j) as f64).sqrt()
        } else {
            0.0
        }
    });
    let eigen = SymmetricEigen::new(jacobi);
    (0..n)
        .map(|j| (eigen.eigenvalues[j], eigen.eigenvectors[(0, j)].powi(2)))
        .collect()
}
