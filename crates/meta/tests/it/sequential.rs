//! metafor 3.8-1 `leave1out` and `cumul`: the mean without each effect, and as effects were added.

use serde_json::Value;
use spotcheck_meta::{
    Effects, Error, Method, Options, Test,
    diagnose::{self, PerEffect, Pooled},
};

use crate::{
    influence::{DELETED, whole},
    model::{Check, SETS, effects},
    vectors::{load, numbers},
};

type Column = (&'static str, fn(&Pooled) -> f64);

/// The columns the vectors hold, which leave out τ² where it is zero by decree.
pub(crate) fn check_pooled(check: &Check<'_>, ours: &PerEffect<Pooled>) {
    let columns: [Column; 11] = [
        ("estimate", |p| p.estimate),
        ("se", |p| p.se),
        ("zval", |p| p.statistic),
        ("pval", |p| p.p_value),
        ("ci.lb", |p| p.ci_lb),
        ("ci.ub", |p| p.ci_ub),
        ("Q", |p| p.q),
        ("Qp", |p| p.q_p_value),
        ("tau2", |p| p.tau2),
        ("I2", |p| p.i2_percent),
        ("H2", |p| p.h2),
    ];
    let mut seen = 0;
    for (key, figure) in columns {
        if check.expected[key].is_array() {
            check.many(key, &whole(ours, figure));
            seen += 1;
        }
    }
    assert!(9 <= seen, "{} has {seen} columns", check.what);
}

/// metafor's order of accumulation, counted from one.
pub(crate) fn order(expected: &Value) -> Vec<usize> {
    let order = numbers(expected).into_iter();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positions are small and positive"
    )]
    order.map(|one_based| one_based as usize - 1).collect()
}

#[test]
fn metafor_leave1out() {
    for set in SETS {
        let vectors = load(set);
        let effects = effects(&vectors);
        for method in ["FE", "DL", "REML"] {
            let options = Options::of(Method::parse(method).expect("a method"), Test::Z);
            let ours = diagnose::leave1out(&effects, &options).expect("k > 1");
            let check = Check {
                what: format!("{set} leave1out {method}"),
                expected: &vectors["diagnostics"]["leave1out"][method],
                closeness: DELETED,
            };
            check_pooled(&check, &ours);
        }
    }
}

#[test]
fn metafor_cumul() {
    for set in SETS {
        let vectors = load(set);
        let effects = effects(&vectors);
        for method in ["FE", "DL", "REML"] {
            let options = Options::of(Method::parse(method).expect("a method"), Test::Z);
            let expected = &vectors["diagnostics"]["cumul"][method];
            let ours = diagnose::cumul(&effects, &order(&expected["order"]), &options);
            let check = Check {
                what: format!("{set} cumul {method}"),
                expected,
                closeness: DELETED,
            };
            check_pooled(&check, &ours.expect("a permutation"));
        }
    }
}

/// One effect leaves no degree of freedom for a t.
#[test]
fn cumul_by_t_starts_with_a_reason() {
    let effects =
        Effects::new(vec![0.1, 0.3, 0.2], vec![0.02, 0.03, 0.05]).expect("usable effects");
    let options = Options::of(Method::Reml, Test::Knha);
    let ours = diagnose::cumul(&effects, &[2, 0, 1], &options).expect("a permutation");
    assert!(matches!(ours[0], Err(Error::TooFew { k: 1, least: 2 })));
    assert!(ours[1..].iter().all(Result::is_ok));
}

#[test]
fn cumul_refuses_an_order_that_is_none() {
    let effects =
        Effects::new(vec![0.1, 0.3, 0.2], vec![0.02, 0.03, 0.05]).expect("usable effects");
    let options = Options::default();
    let refused =
        |order: &[usize]| diagnose::cumul(&effects, order, &options).expect_err("refused");
    assert!(matches!(refused(&[0, 1]), Error::Length { .. }));
    assert!(matches!(
        refused(&[0, 1, 1]),
        Error::BadValue { index: 2, .. }
    ));
    assert!(matches!(
        refused(&[0, 3, 1]),
        Error::BadValue { index: 1, .. }
    ));
}
