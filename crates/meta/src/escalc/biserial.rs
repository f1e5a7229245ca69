//! Correlations of a group with a continuous outcome, from the standardised difference of the groups.
//!
//! Source: Jacobs & Viechtbauer 2017, Res Synth Methods 8:161; Tate 1954; Soper 1914.

use super::{Effect, Vtype, groups::Groups};
use crate::special;

/// The point-biserial correlation and the `h` it is computed with.
fn correlation(groups: &Groups) -> (f64, f64) {
    let d = groups.d();
    let h = groups.df() * groups.inverse_sizes();
    (d / (d * d + h).sqrt(), h)
}

/// The point-biserial correlation: the outcome with the group as it is.
pub(super) fn point(groups: &Groups, vtype: Vtype) -> Effect {
    let (r, h) = correlation(groups);
    let [n1, n2] = groups.n;
    let n = n1 + n2;
    let variance = if vtype == Vtype::Cs {
        let r2 = r * r;
        (1.0 - r2).powi(2) * (n * r2 / (4.0 * n1 * n2) + (2.0 - 3.0 * r2) / (2.0 * n))
    } else {
        let d2 = groups.d().powi(2);
        h * h / (h + d2).powi(3) * (groups.inverse_sizes() + d2 / (2.0 * n))
    };
    Effect::of(r, variance)
}

/// The biserial correlation: the outcome with a normal variable of which the group is one side.
pub(super) fn biserial(groups: &Groups) -> Effect {
    let [n1, n2] = groups.n;
    let n = n1 + n2;
    let (p, q) = (n1 / n, n2 / n);
    let z = -special::normal_quantile(p);
    let f = special::normal_density(z);
    let r = (p * q).sqrt() / f * correlation(groups).0;
    // A biserial correlation can pass 1, its variance cannot be taken there.
    let within = r.clamp(-1.0, 1.0);
    let slope = 1.5 + (1.0 - p * z / f) * (1.0 + q * z / f);
    let variance = (p * q / (f * f) - slope * within.powi(2) + within.powi(4)) / (n - 1.0);
    Effect::of(r, variance)
}
