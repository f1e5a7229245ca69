//! metafor 3.8-1 `tes`, and the p-curve by R's distributions (`reference/pcurve.R`).

use serde_json::Value;
use spotcheck_meta::{
    Effects, Error,
    bias::{CountTest, ExcessOptions, Skew, Tail, excess_significance, p_curve},
};

use crate::{
    bias::{SETS, all_agree, blocks, is_refused},
    vectors::{agrees, load, number, numbers},
};

/// `relative` is that of the figures that follow from power: metafor integrates it over true effects up to five
/// standard deviations away, to 1.2e-4, and here it is exact.
fn check(
    what: &str,
    effects: &Effects,
    mut options: ExcessOptions,
    expected: &Value,
    relative: f64,
) {
    if expected["X2"].is_number() {
        options.test = CountTest::Chi2;
    }
    options.theta = Some(number(&expected["theta"]));
    let ours = excess_significance(effects, &options).expect("a test");
    let one = |key: &str, ours: f64| {
        agrees(
            &format!("{what} {key}"),
            ours,
            number(&expected[key]),
            relative,
            1e-6,
        );
    };
    assert_eq!(Some(ours.observed as u64), expected["O"].as_u64(), "{what}");
    one("E", ours.expected);
    one("OEratio", ours.ratio);
    one("pval", ours.p_value);
    if let Some(chi2) = ours.chi2 {
        one("X2", chi2);
    }
    all_agree(what, &ours.power, &expected["power"], relative, 0.0);
    let count = ours.significant.iter().filter(|is| **is).count();
    assert_eq!(count, ours.observed, "{what}");
}

#[test]
fn metafor_tes() {
    for (set, effects, _, block) in blocks() {
        let expected = &block["tes"];
        if SETS.contains(&set.as_str()) {
            let options = ExcessOptions::default();
            check(&format!("{set} tes"), &effects, options, expected, 1e-8);
            // Without θ it is the fixed-effect mean.
            let ours = excess_significance(&effects, &options).expect("a test");
            agrees(&set, ours.theta, number(&expected["theta"]), 1e-9, 0.0);
            continue;
        }
        let default = ExcessOptions::default();
        let random = number(&expected["random"]["tau2"]);
        let studies = |studies| ExcessOptions { studies, ..default };
        let count = |count| ExcessOptions { count, ..default };
        let tau2 = |tau2| ExcessOptions { tau2, ..default };
        let cases = [
            ("fixed", default, 1e-8),
            ("random", tau2(random), 1e-4),
            ("greater", studies(Tail::Greater), 1e-8),
            ("less", studies(Tail::Less), 1e-8),
            ("both", count(Tail::TwoSided), 1e-8),
            ("fewer", count(Tail::Less), 1e-8),
        ];
        for (name, options, relative) in cases {
            assert!(!is_refused(&expected[name]), "{set} {name}");
            let what = format!("{set} tes {name}");
            check(&what, &effects, options, &expected[name], relative);
        }
    }
}

/// The sum of unlike yes-or-no outcomes of chance one half each is binomial: 2 of 3 or more in half of cases.
#[test]
fn exact_test_of_equal_power_is_binomial() {
    let effects = Effects::new(vec![1.0, 1.0, 0.0], vec![0.01; 3]).expect("effects");
    let options = ExcessOptions {
        studies: Tail::Greater,
        // Power is one half where the true effect is the critical value.
        theta: Some(0.1 * 1.644_853_626_951_472_7),
        ..ExcessOptions::default()
    };
    let ours = excess_significance(&effects, &options).expect("a test");
    agrees("p", ours.p_value, 0.5, 1e-12, 0.0);
    let bad = ExcessOptions {
        alpha: 0.0,
        ..options
    };
    let refused = excess_significance(&effects, &bad);
    assert!(matches!(refused, Err(Error::BadValue { .. })));
}

fn check_skew(what: &str, ours: &Skew, expected: &Value) {
    assert_eq!(Some(ours.k as u64), expected["k"].as_u64(), "{what}");
    agrees(
        &format!("{what} z"),
        ours.z,
        number(&expected["z"]),
        1e-8,
        1e-2,
    );
    agrees(
        &format!("{what} p"),
        ours.p_value,
        number(&expected["pval"]),
        1e-7,
        0.0,
    );
}

#[test]
fn r_p_curve() {
    let vectors = load("pcurve");
    let mut seen = 0;
    for (name, expected) in vectors.as_object().expect("cases") {
        if name == "meta" {
            continue;
        }
        let z = numbers(&expected["z"]);
        // Of any standard error: the curve is about z alone.
        let vi: Vec<f64> = (1..=z.len()).map(|i| 0.1 * i as f64).collect();
        let yi = z.iter().zip(&vi).map(|(z, v)| z * v.sqrt()).collect();
        let ours = p_curve(&Effects::new(yi, vi).expect("effects")).expect("a curve");
        let bands: Vec<f64> = ours.bands.iter().map(|n| *n as f64).collect();
        assert_eq!(bands, numbers(&expected["bands"]), "{name}");
        assert_eq!(Some(ours.k as u64), expected["k"].as_u64(), "{name}");
        assert_eq!(Some(ours.low as u64), expected["low"].as_u64(), "{name}");
        let binomial = number(&expected["binomial"]);
        agrees(name, ours.binomial_p_value, binomial, 1e-10, 0.0);
        check_skew(&format!("{name} full"), &ours.full, &expected["full"]);
        check_skew(&format!("{name} flat"), &ours.flat, &expected["flat"]);
        assert_eq!(ours.half.is_some(), expected["half"].is_object(), "{name}");
        if let Some(half) = &ours.half {
            check_skew(&format!("{name} half"), half, &expected["half"]);
        }
        assert_eq!(
            ours.has_evidential_value(),
            ["strong", "mixed"].contains(&name.as_str()),
            "{name}"
        );
        seen += 1;
    }
    assert_eq!(seen, 4);
    let dull = Effects::new(vec![0.1], vec![1.0]).expect("effects");
    assert!(matches!(p_curve(&dull), Err(Error::Undefined { .. })));
}
