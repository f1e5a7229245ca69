//! Transformations of estimates: there, back, and averaged over true effects that vary.
//!
//! Each is named after metafor's `transf.*`. Where an argument lies outside the domain, or the result would
//! be infinite, the answer is `None`; a back-transformation of a point beyond the range of the
//! transformation gives the nearest end, as an interval's limit may lie there.
//!
//! Sources: Fisher 1921; Freeman & Tukey 1950; Miller 1978, Am Stat 32:138; Cohen 1988, ch. 2; Zhang & Yu
//! 1998, JAMA 280:1690.

use std::f64::consts::{FRAC_PI_2, SQRT_2};

use crate::{quadrature, special};

/// How far an average over a normal distribution goes, in standard deviations.
const REACH: f64 = 10.0;

/// Correlation from Fisher's z.
pub fn ztor(z: f64) -> f64 {
    z.tanh()
}

/// Fisher's z of a correlation, −1 < r < 1.
pub fn rtoz(r: f64) -> Option<f64> {
    (r.abs() < 1.0).then(|| r.atanh())
}

/// Log odds of a proportion, 0 < p < 1.
pub fn logit(p: f64) -> Option<f64> {
    (0.0 < p && p < 1.0).then(|| (p / (1.0 - p)).ln())
}

/// Proportion from log odds.
pub fn ilogit(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Arcsine of the square root of a proportion, 0 ≤ p ≤ 1.
pub fn arcsin(p: f64) -> Option<f64> {
    (0.0..=1.0).contains(&p).then(|| p.sqrt().asin())
}

/// Proportion from [`arcsin`].
pub fn iarcsin(x: f64) -> f64 {
    x.clamp(0.0, FRAC_PI_2).sin().powi(2)
}

/// Square of a square root: 0 for a negative one.
pub fn isqrt(x: f64) -> f64 {
    x.max(0.0).powi(2)
}

/// Freeman-Tukey double arcsine of a proportion `p` of `n` people, 0 ≤ p ≤ 1.
pub fn pft(p: f64, n: f64) -> Option<f64> {
    (0.0..=1.0).contains(&p).then(|| double_arcsine(p, n))
}

fn double_arcsine(p: f64, n: f64) -> f64 {
    let x = p * n;
    f64::midpoint(
        (x / (n + 1.0)).sqrt().asin(),
        ((x + 1.0) / (n + 1.0)).sqrt().asin(),
    )
}

/// Proportion from [`pft`] (Miller 1978); for a pooled one, `n` is the harmonic mean of the sizes.
pub fn ipft(x: f64, n: f64) -> f64 {
    if x < double_arcsine(0.0, n) {
        return 0.0;
    }
    if double_arcsine(1.0, n) < x {
        return 1.0;
    }
    let (sin, cos) = (2.0 * x).sin_cos();
    let inner = sin + (sin - 1.0 / sin) / n;
    // Rounding may carry the root of a square just below zero.
    let root = (1.0 - inner * inner).max(0.0).sqrt();
    0.5 * (1.0 - cos.signum() * root)
}

/// Harmonic mean of sizes: the `n` at which a pooled double arcsine is transformed back.
pub fn harmonic_mean(sizes: &[f64]) -> f64 {
    sizes.len() as f64 / sizes.iter().map(|n| 1.0 / n).sum::<f64>()
}

/// Freeman-Tukey transformation of a rate, zero or more, in person-time `t`.
pub fn irft(rate: f64, t: f64) -> Option<f64> {
    (0.0 <= rate).then(|| f64::midpoint(rate.sqrt(), (rate + 1.0 / t).sqrt()))
}

/// Rate from [`irft`].
pub fn iirft(x: f64, t: f64) -> f64 {
    let least = 0.5 / t.sqrt();
    if x < least {
        return 0.0;
    }
    let x2 = x * x;
    let rate = (1.0 / t - 8.0 * x2 + 16.0 * t * x2 * x2) / (16.0 * x2 * t);
    if rate <= f64::EPSILON { 0.0 } else { rate }
}

/// Hakstian and Whalen's transformation of a reliability, 1 − (1 − α)^⅓.
pub fn ahw(alpha: f64) -> f64 {
    1.0 - (1.0 - alpha).cbrt()
}

/// Reliability from [`ahw`].
pub fn iahw(x: f64) -> f64 {
    1.0 - (1.0 - x.clamp(0.0, 1.0)).powi(3)
}

/// Bonett's transformation of a reliability, −ln(1 − α), α < 1.
pub fn abt(alpha: f64) -> Option<f64> {
    (alpha < 1.0).then(|| -(-alpha).ln_1p())
}

/// Reliability from [`abt`].
pub fn iabt(x: f64) -> f64 {
    -(-x.max(0.0)).exp_m1()
}

/// Probability that one of the first group exceeds one of the second (common language effect size), from
/// a standardised mean difference.
pub fn dtocles(d: f64) -> f64 {
    special::normal_below(d / SQRT_2)
}

/// Cohen's U₁ from a standardised mean difference: the share of both groups where they do not overlap.
pub fn dtou1(d: f64) -> f64 {
    let u2 = dtou2(d.abs());
    (2.0 * u2 - 1.0) / u2
}

/// Cohen's U₂ from a standardised mean difference: the share of the first group that exceeds the same
/// share of the second.
pub fn dtou2(d: f64) -> f64 {
    special::normal_below(d / 2.0)
}

/// Cohen's U₃ from a standardised mean difference: the share of the second group below the mean of the
/// first.
pub fn dtou3(d: f64) -> f64 {
    special::normal_below(d)
}

/// Success rate of the first group in a binomial effect size display (Rosenthal & Rubin 1982), from a
/// standardised mean difference.
pub fn dtobesd(d: f64) -> f64 {
    0.5 + dtorpb(d, None) / 2.0
}

/// Point-biserial correlation from a standardised mean difference, by the sizes of the two groups where
/// they are known.
pub fn dtorpb(d: f64, sizes: Option<[f64; 2]>) -> f64 {
    let h = sizes.map_or(4.0, |[n1, n2]| (n1 + n2 - 2.0) * (1.0 / n1 + 1.0 / n2));
    d / (d * d + h).sqrt()
}

/// Mean difference from a standardised one, in the unit of the standard deviation `sd`.
pub fn dtomd(d: f64, sd: f64) -> f64 {
    d * sd
}

/// Risk difference from a log odds ratio, at the risk `control` of the second group, 0 ≤ control ≤ 1.
pub fn logortord(log_odds_ratio: f64, control: f64) -> Option<f64> {
    logortorr(log_odds_ratio, control).map(|ratio| ratio * control - control)
}

/// Risk ratio from a log odds ratio, at the risk `control` of the second group, 0 ≤ control ≤ 1.
pub fn logortorr(log_odds_ratio: f64, control: f64) -> Option<f64> {
    let is_risk = (0.0..=1.0).contains(&control);
    is_risk.then(|| log_odds_ratio.exp() / (1.0 + control * log_odds_ratio.exp_m1()))
}

/// Average of exp over true effects that are normal with this mean and variance `tau2`: the mean ratio,
/// where the exponential of the mean is the median one.
pub fn exp_int(mean: f64, tau2: f64) -> f64 {
    (mean + tau2 / 2.0).exp()
}

/// Average of [`ilogit`] over true effects that are normal with this mean and variance `tau2`.
pub fn ilogit_int(mean: f64, tau2: f64) -> f64 {
    average(ilogit, mean, tau2)
}

/// Average of [`ztor`] over true effects that are normal with this mean and variance `tau2`.
pub fn ztor_int(mean: f64, tau2: f64) -> f64 {
    average(ztor, mean, tau2)
}

fn average(back: impl Fn(f64) -> f64, mean: f64, tau2: f64) -> f64 {
    let tau = tau2.sqrt();
    let width = 2.0 * REACH;
    width
        * quadrature::unit(|x, _| {
            let z = width * x - REACH;
            back(mean + tau * z) * special::normal_density(z)
        })
}
