//! Cluster-robust tests against metafor 3.8-1 (`robust`) and clubSandwich 0.5.8 (`vcovCR`, `coef_test`).

use serde_json::Value;
use spotcheck_meta::{
    Design, Error,
    multilevel::{Covariance, Gls, Options, Random, fit},
    robust::{Adjustment, Freedom, Robust, robust},
};

use crate::{
    correlated::correlated_outcomes,
    fits::{COEFFICIENTS, COMPONENTS, all_agree, check_covariance},
    multilevel::{Nested, types},
    multivariate::Outcomes,
    vectors::{agrees, load, number, numbers},
};

/// What metafor's `robust` gives.
fn check_robust(what: &str, ours: &Robust, expected: &Value) {
    let coefficients = &ours.coefficients;
    let clusters = number(&expected["n_clusters"]);
    agrees(what, ours.n_clusters as f64, clusters, 0.0, 0.0);
    all_agree(what, &coefficients.beta, &expected["beta"], COEFFICIENTS);
    for (key, values) in [
        ("se", &coefficients.se),
        ("t", &coefficients.statistic),
        ("ci_lb", &coefficients.ci_lb),
        ("ci_ub", &coefficients.ci_ub),
    ] {
        all_agree(&format!("{what} {key}"), values, &expected[key], COMPONENTS);
    }
    all_agree(what, &coefficients.p_value, &expected["pval"], P_VALUES);
    let theirs = numbers(&expected["df"]);
    for (j, df) in ours.df.iter().enumerate() {
        agrees(what, *df, theirs[j.min(theirs.len() - 1)], COMPONENTS, 0.0);
    }
    check_covariance(what, coefficients, &expected["vb"], 2.0 * COMPONENTS);
    let qm = &ours.moderators;
    agrees(
        what,
        qm.statistic,
        number(&expected["QM"]),
        2.0 * COMPONENTS,
        0.0,
    );
    all_agree(
        what,
        &[qm.df as f64, qm.df2.expect("an F")],
        &expected["QM_df"],
        COMPONENTS,
    );
    agrees(what, qm.p_value, number(&expected["QMp"]), P_VALUES, 0.0);
}

/// A p-value moves by more than the statistic.
const P_VALUES: f64 = 20.0 * COMPONENTS;

const ADJUSTMENTS: [(&str, Adjustment); 5] = [
    ("CR0", Adjustment::Cr0),
    ("CR1", Adjustment::Cr1),
    ("CR1S", Adjustment::Cr1s),
    ("CR2", Adjustment::Cr2),
    ("CR3", Adjustment::Cr3),
];

/// A whole `robust` block: both programs, all adjustments.
fn check(fit: &Gls, clusters: &[usize], expected: &Value) {
    let ours = |adjustment, freedom| robust(fit, clusters, adjustment, freedom, 0.95);
    for (name, adjustment, freedom) in [
        ("CR1_adjust", Adjustment::Cr1p, Freedom::Clusters),
        ("CR0", Adjustment::Cr0, Freedom::Clusters),
        ("CR2_clubSandwich", Adjustment::Cr2, Freedom::Satterthwaite),
    ] {
        let ours = ours(adjustment, freedom).expect("a robust covariance");
        check_robust(name, &ours, &expected[name]);
    }
    for (name, adjustment) in ADJUSTMENTS {
        let expected = &expected["clubSandwich"][name];
        let ours = ours(adjustment, Freedom::Satterthwaite);
        if expected["error"].is_string() {
            assert!(
                matches!(ours, Err(Error::Singular { .. })),
                "{name}: {ours:?}"
            );
            continue;
        }
        let Robust {
            coefficients: ours,
            df,
            ..
        } = ours.expect("a robust covariance");
        all_agree(name, &ours.beta, &expected["beta"], COEFFICIENTS);
        all_agree(name, &ours.se, &expected["se"], COMPONENTS);
        all_agree(name, &ours.statistic, &expected["t"], COMPONENTS);
        all_agree(name, &df, &expected["df"], COMPONENTS);
        all_agree(name, &ours.p_value, &expected["p"], P_VALUES);
    }
}

#[test]
fn metafor_robust_schools() {
    let data = Nested::schools();
    let fit = data.fit(&data.intercept(), &Options::default());
    check(fit.gls(), &data.labels(), &data.vectors["robust"]);
}

#[test]
fn metafor_robust_outcomes() {
    let data = Nested::outcomes();
    let fit = data.fit(&data.intercept(), &Options::default());
    check(fit.gls(), &data.labels(), &data.vectors["robust"]);
}

/// One study alone has covert outcomes: clubSandwich too refuses CR3.
#[test]
fn metafor_robust_moderators() {
    let data = Nested::outcomes();
    let fit = data.fit(&types(&data), &Options::default());
    check(fit.gls(), &data.labels(), &data.vectors["robust_mods"]);
}

#[test]
fn metafor_robust_with_vcalc() {
    let (data, studies) = correlated_outcomes();
    let fit = data.fit(&data.intercept(), &Options::default());
    check(fit.gls(), &studies, &data.vectors["robust_vcalc"]);
}

#[test]
fn metafor_robust_multivariate() {
    let data = Outcomes::load();
    let fit = data.fit(
        &data.design(),
        &spotcheck_meta::multilevel::Structure::Unstructured,
        &Options::default(),
    );
    check(fit.gls(), &data.trials(), &data.vectors["robust"]);
}

#[test]
fn metafor_robust_trials_by_themselves() {
    let vectors = load("bcg");
    let (yi, vi) = (numbers(&vectors["yi"]), numbers(&vectors["vi"]));
    let trials: Vec<usize> = (0..yi.len()).collect();
    let fit = fit(
        &yi,
        &Covariance::independent(&vi).expect("variances"),
        &Design::intercept(yi.len()).expect("effects"),
        &[Random::intercept("trial", &trials)],
        &Options::default(),
    )
    .expect("a fit");
    let ours = robust(
        fit.gls(),
        &trials,
        Adjustment::Cr1p,
        Freedom::Clusters,
        0.95,
    );
    check_robust(
        "bcg",
        &ours.expect("a covariance"),
        &vectors["robust_singleton_clusters"],
    );
}

#[test]
fn clusters_must_hold_what_depends_on_each_other() {
    let data = Nested::schools();
    let fit = data.fit(&data.intercept(), &Options::default());
    let singles: Vec<usize> = (0..data.yi.len()).collect();
    let ours = robust(
        fit.gls(),
        &singles,
        Adjustment::Cr0,
        Freedom::Clusters,
        0.95,
    );
    assert!(matches!(ours, Err(Error::Undefined { .. })), "{ours:?}");
}
