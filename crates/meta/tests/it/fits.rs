//! Comparing a multilevel fit with metafor's.

use serde_json::Value;
use spotcheck_meta::{
    Coefficients,
    multilevel::{Method, MultilevelFit},
};

use crate::vectors::{agrees, number, numbers, rows};

/// Tolerances of the README: variance components, coefficients and what follows from them.
pub(crate) const COMPONENTS: f64 = 1e-5;
pub(crate) const COEFFICIENTS: f64 = 1e-6;

pub(crate) fn integers(value: &Value) -> Vec<i64> {
    value
        .as_array()
        .expect("a list")
        .iter()
        .map(|value| value.as_i64().expect("an integer"))
        .collect()
}

pub(crate) fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .expect("a list")
        .iter()
        .map(|value| value.as_str().expect("a string"))
        .collect()
}

pub(crate) fn all_agree(what: &str, ours: &[f64], theirs: &Value, relative: f64) {
    let theirs = numbers(theirs);
    assert_eq!(ours.len(), theirs.len(), "{what}");
    let floor = 1e-3
        * theirs
            .iter()
            .fold(0.0_f64, |most, value| most.max(value.abs()));
    for (i, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        agrees(&format!("{what}[{i}]"), *ours, theirs, relative, floor);
    }
}

/// p-values are compared as logarithms: their relative error is that of the statistic times its square.
fn p_agrees(what: &str, ours: f64, theirs: f64, relative: f64) {
    if 0.0 < theirs {
        agrees(what, ours.ln(), theirs.ln(), 10.0 * relative, 1.0);
    }
}

/// Everything a `fit` block holds.
pub(crate) fn check_fit(what: &str, fit: &MultilevelFit, expected: &Value) {
    check_coefficients(what, fit.coefficients(), expected);
    match fit.df() {
        Some(df) => all_agree(&format!("{what} ddf"), df, &expected["ddf"], 1e-14),
        None => assert_eq!(expected["test"], "z", "{what}"),
    }
    check_tests(what, fit, expected);
    check_statistics(what, fit, &expected["fit_stats"]);
}

fn check_coefficients(what: &str, ours: &Coefficients, expected: &Value) {
    let loose = 10.0 * COEFFICIENTS;
    let betas = ours.beta.iter().zip(numbers(&expected["beta"]));
    for ((beta, theirs), se) in betas.zip(&ours.se) {
        // A slope near zero is as good as half its interval, through which metafor's components move it.
        agrees(what, *beta, theirs, COEFFICIENTS, 2.0 * se);
    }
    for (key, values) in [
        ("se", &ours.se),
        ("zval", &ours.statistic),
        ("ci_lb", &ours.ci_lb),
        ("ci_ub", &ours.ci_ub),
    ] {
        all_agree(&format!("{what} {key}"), values, &expected[key], loose);
    }
    for (ours, theirs) in ours.p_value.iter().zip(numbers(&expected["pval"])) {
        p_agrees(what, *ours, theirs, loose);
    }
    check_covariance(what, ours, &expected["vb"], 2.0 * COMPONENTS);
}

/// The covariance matrix of coefficients.
pub(crate) fn check_covariance(what: &str, ours: &Coefficients, theirs: &Value, relative: f64) {
    for (i, row) in rows(theirs).iter().enumerate() {
        for (j, theirs) in row.iter().enumerate() {
            let floor = ours.se[i] * ours.se[j];
            agrees(
                &format!("{what} vb"),
                ours.vb[(i, j)],
                *theirs,
                relative,
                floor,
            );
        }
    }
}

fn check_tests(what: &str, fit: &MultilevelFit, expected: &Value) {
    let q = fit.heterogeneity();
    agrees(
        &format!("{what} QE"),
        q.statistic,
        number(&expected["QE"]),
        1e-9,
        0.0,
    );
    p_agrees(
        &format!("{what} QEp"),
        q.p_value,
        number(&expected["QEp"]),
        1e-9,
    );
    let qm = fit.moderators();
    agrees(
        &format!("{what} QM"),
        qm.statistic,
        number(&expected["QM"]),
        COMPONENTS,
        0.0,
    );
    agrees(
        &format!("{what} QM df"),
        qm.df as f64,
        number(&expected["QM_df"][0]),
        0.0,
        0.0,
    );
    assert_eq!(qm.df2, expected["QM_df"][1].as_f64(), "{what} QM df2");
    p_agrees(
        &format!("{what} QMp"),
        qm.p_value,
        number(&expected["QMp"]),
        COMPONENTS,
    );
}

fn check_statistics(what: &str, fit: &MultilevelFit, expected: &Value) {
    for (name, method) in [("ML", Method::Ml), ("REML", Method::Reml)] {
        let likelihoods = fit.likelihoods().expect("a likelihood");
        let ours = match method {
            Method::Ml => likelihoods.ml,
            Method::Reml => likelihoods.reml,
        };
        let theirs = &expected[name];
        let log_likelihood = number(&theirs["ll"]);
        if fit.options().method == method {
            assert!(
                log_likelihood - 1e-9 <= ours.ll,
                "{what} {name}: {} falls short of {log_likelihood}",
                ours.ll
            );
        }
        // The other likelihood is not at its top, and moves with the components.
        let relative = if fit.options().method == method {
            COEFFICIENTS
        } else {
            COMPONENTS
        };
        let near = |ours: f64, key: &str| {
            agrees(
                &format!("{what} {name} {key}"),
                ours,
                number(&theirs[key]),
                relative,
                1.0,
            );
        };
        near(ours.ll, "ll");
        near(ours.deviance, "dev");
        near(ours.aic, "AIC");
        near(ours.bic, "BIC");
        near(ours.aicc, "AICc");
    }
}

pub(crate) fn check_prediction(what: &str, fit: &MultilevelFit, x: &[f64], expected: &Value) {
    let ours = fit.predict(x).expect("a prediction");
    let loose = 10.0 * COEFFICIENTS;
    let near = |ours: f64, key: &str| {
        agrees(
            &format!("{what} {key}"),
            ours,
            number(&expected[key]),
            loose,
            0.0,
        );
    };
    near(ours.estimate, "pred");
    near(ours.se, "se");
    near(ours.ci_lb, "ci.lb");
    near(ours.ci_ub, "ci.ub");
    near(ours.pi_lb, "pi.lb");
    near(ours.pi_ub, "pi.ub");
}

/// The random intercepts' variances, in order.
pub(crate) fn variances(fit: &MultilevelFit) -> Vec<f64> {
    fit.terms()
        .iter()
        .flat_map(|term| term.variances.clone())
        .collect()
}
