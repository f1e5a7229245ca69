//! metafor 3.8-1 `trimfill`: three estimators on three models.

use serde_json::Value;
use spotcheck_meta::{
    Effects, Error, Method, Options, Test, Weighting,
    bias::{MissingEstimator, Side, TrimFill, trim_and_fill},
};

use crate::{
    bias::{SETS, all_agree, blocks, is_refused},
    vectors::{agrees, load, number},
};

/// metafor's own tolerance of REML in the sets given: its inner fits stop when τ² changes by less than 1e-5.
const LOOSE: f64 = 1e-4;
/// Where it was told to go on (`reference/bias.R`), and of methods that do not iterate.
const CLOSE: f64 = 1e-7;

fn fill(effects: &Effects, name: &str) -> Result<TrimFill, Error> {
    let (method, estimator) = name.split_once('_').expect("method and estimator");
    let method = Method::parse(method).expect("a method");
    let mut all = MissingEstimator::ALL.into_iter();
    let estimator = all.find(|e| e.word() == estimator);
    let options = Options::of(method, Test::Z);
    trim_and_fill(effects, None, estimator.expect("an estimator"), &options)
}

fn check(what: &str, ours: &TrimFill, expected: &Value, relative: f64) {
    let one = |key: &str, ours: f64, floor: f64| {
        let what = format!("{what} {key}");
        agrees(&what, ours, number(&expected[key]), relative, floor);
    };
    let count = ours.missing as u64;
    assert_eq!(Some(count), expected["k0"].as_u64(), "{what}");
    assert_eq!(expected["side"], ours.side.word(), "{what}");
    assert_eq!(ours.p_missing, expected["p_k0"].as_f64(), "{what}");
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
    all_agree(what, yi, &expected["yi_fill"], relative, 1e-1);
    all_agree(what, vi, &expected["vi_fill"], relative, 0.0);
}

#[test]
fn metafor_trimfill_every_estimator() {
    let more = load("bias_more");
    let (mut again, mut seen, mut refused) = (0, 0, 0);
    for (set, effects, _, block) in blocks() {
        for (name, expected) in block["trimfill"].as_object().expect("fits") {
            let what = format!("{set} trimfill {name}");
            let ours = fill(&effects, name);
            if is_refused(expected) {
                assert!(
                    matches!(ours, Err(Error::Undefined { .. })),
                    "{what}: {ours:?}"
                );
                refused += 1;
                continue;
            }
            let ours = ours.expect("a filled funnel");
            let was_stopped = SETS.contains(&set.as_str()) && name.starts_with("REML");
            let relative = if was_stopped { LOOSE } else { CLOSE };
            check(&what, &ours, expected, relative);
            seen += 1;
            let closer = &more["given"][&set]["trimfill"][name];
            if closer.is_object() {
                check(&what, &ours, closer, CLOSE);
                again += 1;
            }
        }
    }
    assert_eq!((seen + refused, again), (16 * 9, 8 * 3));
    // Q0 takes the root of a negative number where nearly all large ranks are on one side.
    assert_eq!(refused, 6);
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
