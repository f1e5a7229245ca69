//! Probabilities and quantiles: the one door to the special functions.
//!
//! Upper tails are computed as such, never as one minus the lower one, so that a p of 1e-30 has its
//! digits. The normal is libm's `erfc`; t and F are the regularised incomplete beta function of
//! `special` (AS 63), t of many degrees of freedom the normal of a transformed t (Hill 1970, Algorithm
//! 395, Commun ACM 13:617); χ² is the upper incomplete gamma function of `statrs`.

use special::Beta as _;
use statrs::{
    distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT},
    function::gamma,
};

/// From here on Hill's transformation is exact to twelve digits, and the incomplete beta function, whose
/// error grows with its shape, is not.
const MANY_DF: f64 = 2e3;
/// From here on the second degrees of freedom of an F make less difference than the incomplete beta
/// function of so large a shape is wrong by.
const BOUNDLESS_DF: f64 = 1e10;
/// Two numbers within it have a product within the range of a double.
const HALF_RANGE: std::ops::Range<f64> = 1e-150..1e150;
/// Newton's method on a smooth tail doubles its digits each step.
const NEWTON_STEPS: usize = 4;

/// Natural logarithm of the gamma function, `x > 0`.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Natural logarithm of a product of positive numbers, as exact as the sum of their logarithms and taken
/// only when the product would leave the range of a double.
pub(crate) fn ln_product(factors: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut product) = (0.0, 1.0);
    for factor in factors {
        if HALF_RANGE.contains(&factor) {
            product *= factor;
        } else {
            sum += factor.ln();
        }
        if !HALF_RANGE.contains(&product) {
            sum += product.ln();
            product = 1.0;
        }
    }
    sum + product.ln()
}

/// Density of the standard normal at `z`.
pub fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// Probability that a standard normal is below `z`.
pub fn normal_below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// Probability that a standard normal is above `z`.
pub fn normal_above(z: f64) -> f64 {
    normal_below(-z)
}

/// The point below which a standard normal lies with probability `p`, 0 < p < 1.
pub fn normal_quantile(p: f64) -> f64 {
    let z = Normal::standard().inverse_cdf(p);
    // One Newton step brings the library's ten digits to sixteen.
    let density = normal_density(z);
    let missed = if p < 0.5 {
        normal_below(z) - p
    } else {
        (1.0 - p) - normal_above(z)
    };
    if 0.0 < density {
        z - missed / density
    } else {
        z
    }
}

/// Probability that a t with `df > 0` degrees of freedom is above `t`.
pub fn student_above(t: f64, df: f64) -> f64 {
    if t.is_infinite() {
        return if 0.0 < t { 0.0 } else { 1.0 };
    }
    let tail = if MANY_DF < df {
        normal_above(normal_like(t.abs(), df))
    } else {
        0.5 * incomplete_beta(df / (df + t * t), df / 2.0, 0.5)
    };
    if t < 0.0 { 1.0 - tail } else { tail }
}

/// The normal deviate with the same upper tail as `t >= 0` of many degrees of freedom (Hill 1970).
fn normal_like(t: f64, df: f64) -> f64 {
    let a = df - 0.5;
    let b = 48.0 * a * a;
    let y = a * (t * t / df).ln_1p();
    let inner = ((-0.4 * y - 3.3) * y - 24.0) * y - 85.5;
    ((inner / (0.8 * y * y + 100.0 + b) + y + 3.0) / b + 1.0) * y.sqrt()
}

/// The point below which a t with `df > 0` degrees of freedom lies with probability `p`, 0 < p < 1.
///
/// # Panics
/// When `df` is not positive.
pub fn student_quantile(p: f64, df: f64) -> f64 {
    if df <= MANY_DF {
        return StudentsT::new(0.0, 1.0, df)
            .expect("degrees of freedom are positive")
            .inverse_cdf(p);
    }
    let upper = p.max(1.0 - p);
    let mut t = normal_quantile(upper);
    for _ in 0..NEWTON_STEPS {
        // The density of a t of many degrees of freedom is the normal's closely enough for a slope.
        t += (student_above(t, df) - (1.0 - upper)) / normal_density(t);
    }
    if p < 0.5 { -t } else { t }
}

/// Probability that a χ² with `df > 0` degrees of freedom is above `x`.
pub fn chi2_above(x: f64, df: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x.is_infinite() {
        return 0.0;
    }
    gamma::gamma_ur(df / 2.0, x / 2.0)
}

/// The point below which a χ² with `df > 0` degrees of freedom lies with probability `p`, 0 < p < 1.
///
/// # Panics
/// When `df` is not positive.
pub fn chi2_quantile(p: f64, df: f64) -> f64 {
    ChiSquared::new(df)
        .expect("degrees of freedom are positive")
        .inverse_cdf(p)
}

/// Probability that an F with `df1` and `df2` degrees of freedom, both positive, is above `f`.
pub fn f_above(f: f64, df1: f64, df2: f64) -> f64 {
    if f <= 0.0 {
        return 1.0;
    }
    if f.is_infinite() {
        return 0.0;
    }
    if BOUNDLESS_DF < df2 {
        return chi2_above(df1 * f, df1);
    }
    incomplete_beta(df2 / (df2 + df1 * f), df2 / 2.0, df1 / 2.0)
}

/// Regularised incomplete beta function of `x` in 0..=1 with shapes `a` and `b`.
pub fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    x.inc_beta(a, b, a.ln_beta(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sum of logarithms is the definition; the factors reach both ends of a double.
    #[test]
    fn a_product_has_the_sum_of_the_logarithms() {
        let factors: [f64; 10] = [
            1e-300, 3.0, 1e-140, 1e-140, 0.5, 1e300, 2e149, 7.0, 1e149, 1e149,
        ];
        let sum: f64 = factors.iter().map(|factor| factor.ln()).sum();
        let ours = ln_product(factors.into_iter());
        assert!((ours - sum).abs() <= 1e-12 * sum.abs(), "{ours} {sum}");
        assert!(ln_product(std::iter::empty()).abs() <= 0.0);
    }
}
