//! metafor 3.8-1 `rma(yi, vi, scale = ~ z)`: moderators of the between-study variance.

use spotcheck_meta::{Design, Effects, Error, Method, Options, Test, location_scale};

use crate::{
    model::{Check, Closeness, effects},
    vectors::{load, numbers},
};

/// metafor's optimiser stops when a step gains less than 1e-10 of the likelihood, which along this flat one
/// leaves α uncertain in the sixth digit.
const CLOSE: Closeness = Closeness {
    relative: 1e-5,
    floor: 1e-2,
};

#[test]
fn metafor_bcg_scale_of_latitude() {
    let vectors = load("bcg");
    let effects = effects(&vectors);
    let ablat = numbers(&vectors["inputs"]["ablat"]);
    let scale = Design::with_moderators(effects.k(), vec![("ablat".to_owned(), ablat)]);
    let alone = Design::intercept(effects.k()).expect("effects");
    let scale = scale.expect("a moderator");
    let ours = location_scale(&effects, &alone, &scale, &Options::default()).expect("a summit");
    let check = Check {
        what: "bcg location-scale".to_owned(),
        expected: &vectors["location_scale"],
        closeness: CLOSE,
    };
    check.many("beta", &ours.coefficients.beta);
    check.many("se", &ours.coefficients.se);
    check.many("alpha", &ours.scale.beta);
    check.many("se_alpha", &ours.scale.se);
    check.many("tau2", &ours.tau2);
    check.one("ll", ours.likelihoods.reml.ll);
}

/// By definition: a scale of the intercept alone is the usual model, and ln τ² its α.
#[test]
fn scale_without_moderators_is_the_usual_model() {
    let vectors = load("bcg");
    let effects = effects(&vectors);
    let alone = Design::intercept(effects.k()).expect("effects");
    for method in [Method::Ml, Method::Reml] {
        let options = Options::of(method, Test::Knha);
        let usual = spotcheck_meta::fit(&effects, &alone, &options).expect("it fits");
        let ours = location_scale(&effects, &alone, &alone, &options).expect("a summit");
        assert!((ours.tau2[0] / usual.tau2 - 1.0).abs() < 1e-9);
        assert!((ours.coefficients.se[0] / usual.coefficients.se[0] - 1.0).abs() < 1e-9);
        let likelihoods = usual.likelihoods;
        assert!((ours.likelihoods.reml.aic - likelihoods.reml.aic).abs() < 1e-9);
        assert!((ours.likelihoods.ml.bic - likelihoods.ml.bic).abs() < 1e-9);
    }
}

#[test]
fn scale_without_a_summit_is_refused() {
    // Homogeneous: τ² is zero, and its logarithm nowhere.
    let effects = Effects::new(vec![0.1, 0.11, 0.09, 0.1], vec![0.02, 0.03, 0.05, 0.04]);
    let effects = effects.expect("usable effects");
    let alone = Design::intercept(4).expect("effects");
    let refused = location_scale(&effects, &alone, &alone, &Options::default());
    assert!(
        matches!(refused, Err(Error::Undefined { .. })),
        "{refused:?}"
    );
    let by_moments = Options::of(Method::Dl, Test::Z);
    let refused = location_scale(&effects, &alone, &alone, &by_moments);
    assert!(matches!(refused, Err(Error::Undefined { .. })));
    let short = Design::intercept(3).expect("effects");
    let refused = location_scale(&effects, &alone, &short, &Options::default());
    assert!(matches!(refused, Err(Error::Length { .. })));
}
