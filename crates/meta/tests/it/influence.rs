//! metafor 3.8-1 `influence`, `rstandard`, `rstudent`, `baujat` and `blup`: what single effects do.

use serde_json::Value;
use spotcheck_meta::{
    Design, Effects, Error, Fit, Method, Options, Test, Weighting,
    diagnose::{self, Influence, PerEffect, Residual},
    fit,
};

use crate::{
    model::{Check, Closeness, SETS, effects, moderators},
    vectors::{load, rows},
};

/// Of models without some of their effects; at τ² = 0 metafor leaves an I² of 1e-10.
pub(crate) const DELETED: Closeness = Closeness {
    relative: 1e-8,
    floor: 0.1,
};
/// The years of bcg are collinear with the intercept, and metafor inverts their cross products.
pub(crate) const DELETED_FROM_REGRESSION: Closeness = Closeness {
    relative: 1e-7,
    floor: 0.1,
};

/// The figures of a column of which none is missing.
pub(crate) fn whole<T>(entries: &PerEffect<T>, figure: impl Fn(&T) -> f64) -> Vec<f64> {
    let figures = diagnose::column(entries, figure).into_iter();
    figures.collect::<Option<_>>().expect("every effect")
}

pub(crate) fn check_influence(check: &Check<'_>, ours: &Influence) {
    let inf = Check {
        what: check.what.clone(),
        expected: &check.expected["inf"],
        closeness: check.closeness,
    };
    let of = &ours.deletions;
    inf.many("rstudent", &whole(of, |d| d.rstudent.z));
    inf.many("dffits", &whole(of, |d| d.dffits));
    inf.many("cook.d", &whole(of, |d| d.cook_d));
    inf.many("cov.r", &whole(of, |d| d.cov_r));
    inf.many("tau2.del", &whole(of, |d| d.tau2));
    inf.many("QE.del", &whole(of, |d| d.q));
    inf.many("hat", &ours.hat);
    inf.many("weight", &ours.weight_percent);
    for (i, row) in rows(&check.expected["dfbs"]).iter().enumerate() {
        let each = Value::from(row.clone());
        let each = serde_json::json!({ "dfbs": each });
        let deletion = of[i].as_ref().expect("a deletion");
        let dfbs = Check {
            what: format!("{} row {i}", check.what),
            expected: &each,
            closeness: check.closeness,
        };
        dfbs.many("dfbs", &deletion.dfbetas);
    }
    let flags: Option<Vec<bool>> = ours.is_influential.iter().copied().collect();
    let flags = Value::from(flags.expect("every effect"));
    assert_eq!(flags, check.expected["is_infl"], "{}", check.what);
}

pub(crate) fn check_residuals(check: &Check<'_>, ours: &PerEffect<Residual>) {
    check.many("resid", &whole(ours, |r| r.resid));
    check.many("se", &whole(ours, |r| r.se));
    check.many("z", &whole(ours, |r| r.z));
}

fn fitted(method: &str, effects: &Effects, design: &Design) -> Fit {
    let method = Method::parse(method).expect("a method");
    fit(effects, design, &Options::of(method, Test::Z)).expect("it fits")
}

fn check_block(set: &str, block: &str, design: &Design, closeness: Closeness) {
    let vectors = load(set);
    let effects = effects(&vectors);
    let expected = &vectors[block];
    for method in ["FE", "DL", "REML"] {
        let ours = fitted(method, &effects, design);
        let check = |key: &str| Check {
            what: format!("{set} {block} {method} {key}"),
            expected: &expected[key][method],
            closeness,
        };
        let influence = diagnose::influence(&ours, &effects, design).expect("k > 1");
        check_influence(&check("influence"), &influence);
        let standard = diagnose::rstandard(&ours, &effects, design).expect("a fit of these");
        check_residuals(&check("rstandard"), &standard);
        let student = diagnose::rstudent(&ours, &effects, design);
        check_residuals(&check("rstudent"), &student);
    }
}

#[test]
fn metafor_influence_and_residuals_without_moderators() {
    for set in SETS {
        let k = effects(&load(set)).k();
        let design = Design::intercept(k).expect("effects");
        check_block(set, "diagnostics", &design, DELETED);
    }
}

#[test]
fn metafor_influence_and_residuals_with_moderators() {
    for set in ["bcg", "raudenbush1985"] {
        let design = moderators(&load(set));
        check_block(set, "metareg_diag", &design, DELETED_FROM_REGRESSION);
    }
}

#[test]
fn metafor_baujat() {
    for set in SETS {
        let vectors = load(set);
        let effects = effects(&vectors);
        let design = Design::intercept(effects.k()).expect("effects");
        for method in ["FE", "DL", "REML"] {
            let ours = fitted(method, &effects, &design);
            let points = diagnose::baujat(&ours, &effects, &design);
            let check = Check {
                what: format!("{set} baujat {method}"),
                expected: &vectors["diagnostics"]["baujat"][method],
                closeness: DELETED,
            };
            check.many("x", &whole(&points, |point| point.x));
            check.many("y", &whole(&points, |point| point.y));
        }
    }
}

#[test]
fn metafor_blup() {
    for set in SETS {
        let vectors = load(set);
        let effects = effects(&vectors);
        let design = Design::intercept(effects.k()).expect("effects");
        for method in ["DL", "REML"] {
            let ours = fitted(method, &effects, &design);
            let predictions = diagnose::blup(&ours, &effects, &design).expect("usual weights");
            let check = Check {
                what: format!("{set} blup {method}"),
                expected: &vectors["diagnostics"]["blup"][method],
                closeness: Closeness {
                    relative: 1e-8,
                    floor: 1.0,
                },
            };
            let each =
                |get: fn(&diagnose::Blup) -> f64| predictions.iter().map(get).collect::<Vec<_>>();
            check.many("pred", &each(|b| b.pred));
            check.many("se", &each(|b| b.se));
            check.many("pi_lb", &each(|b| b.pi_lb));
            check.many("pi_ub", &each(|b| b.pi_ub));
        }
    }
}

/// By definition: the only effect of its group decides the mean of the group, so that nothing can be said
/// about the group without it.
#[test]
fn effect_that_decides_a_coefficient_holds_the_reason() {
    let yi = vec![0.1, 0.3, 0.2, 0.9, 0.5, 0.2, 0.6, 0.4];
    let vi = vec![0.02, 0.03, 0.05, 0.04, 0.01, 0.02, 0.03, 0.01];
    let effects = Effects::new(yi, vi).expect("usable effects");
    let is_last = [vec![0.0; 7], vec![1.0]].concat();
    let design = Design::with_moderators(8, vec![("last".to_owned(), is_last)]);
    let design = design.expect("independent");
    let ours = fitted("REML", &effects, &design);
    let influence = diagnose::influence(&ours, &effects, &design).expect("k > 1");
    assert!((influence.hat[7] - 1.0).abs() < 1e-12);
    assert!(matches!(
        influence.deletions[7],
        Err(Error::Collinear { .. })
    ));
    assert_eq!(influence.is_influential[7], Some(true), "1 > 3p/k");
    assert!(influence.deletions[..7].iter().all(Result::is_ok));
    let standard = diagnose::rstandard(&ours, &effects, &design).expect("a fit of these");
    assert!(matches!(standard[7], Err(Error::Undefined { .. })));
    assert!(diagnose::rstudent(&ours, &effects, &design)[7].is_err());
    assert!(diagnose::baujat(&ours, &effects, &design)[7].is_err());
}

#[test]
fn blup_refuses_other_weights() {
    let effects =
        Effects::new(vec![0.1, 0.3, 0.2], vec![0.02, 0.03, 0.05]).expect("usable effects");
    let design = Design::intercept(3).expect("effects");
    let options = Options {
        weighting: Weighting::Equal,
        ..Options::default()
    };
    let ours = fit(&effects, &design, &options).expect("it fits");
    let refused = diagnose::blup(&ours, &effects, &design);
    assert!(matches!(refused, Err(Error::Undefined { .. })));
}
