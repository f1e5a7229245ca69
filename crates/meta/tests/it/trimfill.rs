//! metafor 3.8-1 `trimfill`: three estimators on three models.

use spotcheck_meta::{
    Effects, Error, Method, Options, Test, Weighting,
    bias::{MissingEstimator, Side, trim_and_fill},
};

use crate::{
    bias::{SETS, all_agree, blocks, is_refused},
    vectors::{agrees, number},
};

/// metafor's inner REML fits stop at a loose threshold; in `reference/bias.R` they are told to go on.
fn closeness(set: &str, method: Method) -> f64 {
    if method == Method::Reml && SETS.contains(&set) {
        1e-4
    } else {
        1e-7
    }
}

#[test]
fn metafor_trimfill_every_estimator() {
    let mut seen = 0;
    let mut refused = 0;
    for (set, effects, _, block) in blocks() {
        for (name, expected) in block["trimfill"].as_object().expect("fits") {
            let (method, estimator) = name.split_once('_').expect("method and estimator");
            let method = Method::parse(method).expect("a method");
            let estimator = MissingEstimator::ALL
                .into_iter()
                .find(|e| e.word() == estimator)
                .expect("an estimator");
            let options = Options::of(method, Test::Z);
            let ours = trim_and_fill(&effects, None, estimator, &options);
            if is_refused(expected) {
                refused += 1;
                assert!(ours.is_err(), "{set} {name}");
                continue;
            }
            let ours = ours.expect("a filled funnel");
            let relative = closeness(&set, method);
            let one = |key: &str, ours: f64, floor: f64| {
                let what = format!("{set} trimfill {name} {key}");
                agrees(&what, ours, number(&expected[key]), relative, floor);
            };
            let count = ours.missing as u64;
            assert_eq!(Some(count), expected["k0"].as_u64(), "{set} {name}");
            assert_eq!(expected["side"], ours.side.word(), "{set} {name}");
            assert_eq!(ours.p_missing, expected["p_k0"].as_f64(), "{set} {name}");
            one("se_k0", ours.se_missing.expect("an error"), 0.0);
            let table = &ours.fit.coefficients;
            one("beta", table.beta[0], 1e-2);
            one("se", table.se[0], 0.0);
            one("pval", table.p_value[0], 1e-2);
            one("ci_lb", table.ci_lb[0], 1e-1);
            one("ci_ub", table.ci_ub[0], 1e-1);
            one("tau2", ours.fit.tau2, 1e-2);
            one("I2", ours.fit.i2_percent, 1.0);
            one("QE", ours.fit.q, 0.0);
            let (yi, vi) = ours.filled();
            all_agree(name, yi, &expected["yi_fill"], relative, 1e-1);
            all_agree(name, vi, &expected["vi_fill"], relative, 0.0);
            seen += 1;
        }
    }
    assert_eq!(seen + refused, 16 * 9);
}

/// Turning the effects round turns the answer round.
#[test]
fn prop_sides_mirror_each_other() {
    for (set, effects, _, _) in blocks() {
        let turned = effects.yi().iter().map(|y| -y).collect();
        let turned = Effects::new(turned, effects.vi().to_vec()).expect("effects");
        let options = Options::of(Method::Dl, Test::Z);
        let left = trim_and_fill(&effects, Some(Side::Left), MissingEstimator::L0, &options);
        let right = trim_and_fill(&turned, Some(Side::Right), MissingEstimator::L0, &options);
        let (left, right) = (left.expect("a funnel"), right.expect("a funnel"));
        assert_eq!(left.missing, right.missing, "{set}");
        assert_eq!(left.effects.k(), effects.k() + left.missing, "{set}");
        let (ours, theirs) = (&left.fit.coefficients, &right.fit.coefficients);
        agrees(&set, ours.beta[0], -theirs.beta[0], 1e-12, 1e-2);
    }
}

#[test]
fn refuses_what_cannot_be_filled() {
    let one = Effects::new(vec![0.1], vec![0.1]).expect("effects");
    let options = Options::default();
    let fill = |effects: &Effects, options: &Options| {
        trim_and_fill(effects, Some(Side::Left), MissingEstimator::R0, options)
    };
    assert!(matches!(fill(&one, &options), Err(Error::TooFew { .. })));
    let same = Effects::new(vec![0.5; 4], vec![0.1; 4]).expect("effects");
    let fixed = Options::of(Method::Fe, Test::Z);
    assert!(matches!(fill(&same, &fixed), Err(Error::Undefined { .. })));
    let weighted = Options {
        weighting: Weighting::Given(vec![1.0; 4]),
        ..Options::default()
    };
    assert!(matches!(
        fill(&same, &weighted),
        Err(Error::Undefined { .. })
    ));
}
