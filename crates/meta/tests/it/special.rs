//! Probabilities and quantiles against R 4.2.2 (`pnorm`, `pt`, `pchisq`, `pf` and their inverses).

use spotcheck_meta::special;

use crate::vectors::{agrees, load, numbers, rows};

fn check(name: &str, relative: f64, ours: impl Fn(&[f64]) -> f64) {
    let vectors = load("distributions");
    let expected = numbers(&vectors[name]["expected"]);
    for (arguments, expected) in rows(&vectors[name]["arguments"]).iter().zip(expected) {
        let what = format!("{name}{arguments:?}");
        agrees(&what, ours(arguments), expected, relative, 0.0);
    }
}

#[test]
fn r_normal() {
    check("normal_above", 1e-12, |a| special::normal_above(a[0]));
    check("normal_quantile", 1e-12, |a| special::normal_quantile(a[0]));
}

#[test]
fn r_student() {
    check("student_above", 1e-10, |a| {
        special::student_above(a[0], a[1])
    });
    check("student_quantile", 1e-10, |a| {
        special::student_quantile(a[0], a[1])
    });
}

#[test]
fn r_chi2() {
    check("chi2_above", 1e-9, |a| special::chi2_above(a[0], a[1]));
    check("chi2_quantile", 1e-10, |a| {
        special::chi2_quantile(a[0], a[1])
    });
}

#[test]
fn r_f() {
    check("f_above", 1e-9, |a| special::f_above(a[0], a[1], a[2]));
}
