//! Corrections of small-sample bias: Hedges' J, and the hypergeometric function of a correlation.
//!
//! Sources: Hedges 1981, J Educ Stat 6:107, eq. 6e; Olkin & Pratt 1958, Ann Math Stat 29:201.

use super::{Absence, columns::Row};
use crate::{quadrature, special};

/// From here on the expansion in 1/m has more digits than a difference of logarithms of Γ.
const MANY: f64 = 1e3;
/// From this third parameter on the hypergeometric series settles within a few hundred terms.
const FAST_SERIES: f64 = 20.0;
/// Terms after which it has settled.
const TERMS: u32 = 1000;

/// Hedges' exact factor J for `m` degrees of freedom, above 1.
pub(super) fn hedges_j(m: f64) -> Row<f64> {
    if m <= 1.0 {
        return Err(Absence::TooSmall);
    }
    if m <= MANY {
        let ln_j =
            special::ln_gamma(m / 2.0) - (m / 2.0).sqrt().ln() - special::ln_gamma((m - 1.0) / 2.0);
        return Ok(ln_j.exp());
    }
    // Γ(n + ½)/Γ(n) at n = (m − 1)/2.
    let n = (m - 1.0) / 2.0;
    let inverse = 1.0 / n;
    let series = 1.0
        + inverse
            * (-1.0 / 8.0
                + inverse * (1.0 / 128.0 + inverse * (5.0 / 1024.0 - inverse * 21.0 / 32768.0)));
    Ok((2.0 * n / m).sqrt() * series)
}

/// Gauss's hypergeometric function ₂F₁(a, b; c; x) for 0 ≤ x ≤ 1 and c above a + b, with `rest` = 1 − x.
pub(super) fn hypergeometric(a: f64, b: f64, c: f64, rest: f64) -> f64 {
    let x = 1.0 - rest;
    if x <= 0.0 {
        return 1.0;
    }
    if FAST_SERIES <= c {
        let mut term = 1.0;
        let mut sum = 1.0;
        for k in (0..TERMS).map(f64::from) {
            term *= (a + k) * (b + k) / ((c + k) * (k + 1.0)) * x;
            sum += term;
            if term <= f64::EPSILON * sum / 8.0 {
                break;
            }
        }
        return sum;
    }
    // Euler's integral.
    let ln_beta = special::ln_gamma(b) + special::ln_gamma(c - b) - special::ln_gamma(c);
    let integrand =
        |t: f64, u: f64| t.powf(b - 1.0) * u.powf(c - b - 1.0) * (rest + x * u).powf(-a);
    quadrature::unit(integrand) / ln_beta.exp()
}
