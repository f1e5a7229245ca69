//! The tetrachoric correlation of a 2×2 table: two normal variables, each cut in two.
//!
//! Table and model have three free numbers each, so the maximum-likelihood estimate fits the table
//! exactly (Kirk 1973) and is found as a root; metafor's simplex search stops within about 1e-3 of it.

use std::f64::consts::PI;

use super::{Absence, Effect};
use crate::{quadrature, special};

/// Halvings of the bracket that leave nothing between its ends.
const HALVINGS: usize = 60;

/// The correlation and its large-sample variance.
pub(super) fn correlation(cells: [f64; 4]) -> Effect {
    let [a, b, c, d] = cells;
    if cells.iter().any(|cell| cell.is_nan()) {
        return Effect::Absent(Absence::Undefined);
    }
    if [a + b, c + d, a + c, b + d].contains(&0.0) {
        return Effect::Absent(Absence::Infinite);
    }
    if b + c <= 0.0 {
        return Effect::of(1.0, 0.0);
    }
    if a + d <= 0.0 {
        return Effect::of(-1.0, 0.0);
    }
    if cells.contains(&0.0) {
        let sign = if a.min(d) <= 0.0 { -1.0 } else { 1.0 };
        return Effect::without_variance(sign, Absence::Edge);
    }
    let n = a + b + c + d;
    let (row, column) = ((a + b) / n, (a + c) / n);
    let (h, k) = (
        special::normal_quantile(row),
        special::normal_quantile(column),
    );
    let rho = angle(h, k, 2.0 * PI * (a / n - row * column)).sin();
    Effect::of(rho, variance([a / n, b / n, c / n], h, k, rho) / n)
}

/// The integrand of Plackett's formula for the bivariate normal with cuts `h` and `k`, at correlation
/// sin θ: 2π cos θ times the density.
fn plackett(h: f64, k: f64, theta: f64) -> f64 {
    let (sin, cos) = theta.sin_cos();
    // Split so that the part that stays finite at a correlation of ±1 has no pole.
    let exponent = if 0.0 <= sin {
        (h - k).powi(2) / (2.0 * cos * cos) + h * k / (1.0 + sin)
    } else {
        (h + k).powi(2) / (2.0 * cos * cos) - h * k / (1.0 - sin)
    };
    (-exponent).exp()
}

/// The angle up to which the integrand from zero holds `excess`.
fn angle(h: f64, k: f64, excess: f64) -> f64 {
    let held = |theta: f64| theta * quadrature::unit(|x, _| plackett(h, k, theta * x));
    let (mut low, mut high) = (-PI / 2.0, PI / 2.0);
    let mut theta = 0.0;
    for _ in 0..HALVINGS {
        let missing = excess - held(theta);
        if 0.0 < missing {
            low = theta;
        } else {
            high = theta;
        }
        let step = missing / plackett(h, k, theta);
        let newton = theta + step;
        let is_inside = low < newton && newton < high;
        theta = if is_inside {
            newton
        } else {
            f64::midpoint(low, high)
        };
        if is_inside && step.abs() <= f64::EPSILON * theta.abs() {
            break;
        }
    }
    theta
}

/// n times the variance, by the delta method on the cell shares; the share of `d` has no influence.
fn variance([a, b, c]: [f64; 3], h: f64, k: f64, rho: f64) -> f64 {
    let s = ((1.0 - rho) * (1.0 + rho)).sqrt();
    let density = plackett(h, k, rho.asin()) / (2.0 * PI * s);
    let by_row = special::normal_below((k - rho * h) / s);
    let by_column = special::normal_below((h - rho * k) / s);
    let influences = [(a, 1.0 - by_row - by_column), (b, -by_row), (c, -by_column)];
    let mean: f64 = influences.iter().map(|(p, l)| p * l).sum();
    let square: f64 = influences.iter().map(|(p, l)| p * l * l).sum();
    (square - mean * mean) / (density * density)
}
