//! metafor 3.8-1 `regtest`, `ranktest`, `fsn` and `hc`, and PET and PEESE by R's `lm`.

use proptest::prelude::*;
use serde_json::Value;
use spotcheck_meta::{
    Effects, Error, Method, Options, Test,
    bias::{
        ExcessOptions, FailSafe, MissingEstimator, Predictor, RegressionTest, classical,
        excess_significance, henmi_copas, orwin, p_curve, pet_peese, rank_test, regression_test,
        rosenberg, rosenthal, trim_and_fill,
    },
};

use crate::{
    model::effects,
    vectors::{agrees, load, number, numbers},
};

/// The sets whose vectors hold a block `bias`.
pub(crate) const SETS: [&str; 8] = [
    "bcg",
    "gibson2002",
    "hine1989",
    "li2007",
    "morris2008_prepost",
    "normand1999",
    "normand1999_smd",
    "raudenbush1985",
];

/// The blocks of every data set, `bias_more.json` included, with the effects they are about.
pub(crate) fn blocks() -> Vec<(String, Effects, Option<Vec<f64>>, Value)> {
    let mut blocks = Vec::new();
    for set in SETS {
        let vectors = load(set);
        let block = vectors["bias"].clone();
        blocks.push((set.to_owned(), effects(&vectors), sizes(set), block));
    }
    for (set, block) in load("bias_more").as_object().expect("sets") {
        if block["trimfill"].is_object() {
            let ni = block["ni"].is_array().then(|| numbers(&block["ni"]));
            blocks.push((set.clone(), effects(block), ni, block.clone()));
        }
    }
    assert_eq!(blocks.len(), 16);
    blocks
}

/// The total size of each study of a set, from the inputs its effects were made of.
fn sizes(set: &str) -> Option<Vec<f64>> {
    let from = if set == "normand1999_smd" {
        "normand1999"
    } else {
        set
    };
    let inputs = &load(from)["inputs"];
    let sum = |columns: &[&Value]| {
        let columns: Vec<_> = columns.iter().map(|column| numbers(column)).collect();
        let rows = 0..columns[0].len();
        Some(rows.map(|i| columns.iter().map(|c| c[i]).sum()).collect())
    };
    if inputs["n1i"].is_array() {
        sum(&[&inputs["n1i"], &inputs["n2i"]])
    } else if inputs["treated"].is_object() {
        sum(&[&inputs["treated"]["ni"], &inputs["control"]["ni"]])
    } else {
        sum(&[&inputs["ai"], &inputs["bi"], &inputs["ci"], &inputs["di"]])
    }
}

pub(crate) fn is_refused(expected: &Value) -> bool {
    expected["error"].is_string()
}

/// Asserts that a column agrees.
#[track_caller]
pub(crate) fn all_agree(what: &str, ours: &[f64], theirs: &Value, relative: f64, floor: f64) {
    let theirs = numbers(theirs);
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (ours, theirs) in ours.iter().zip(theirs) {
        agrees(what, *ours, theirs, relative, floor);
    }
}

/// The regression of a name such as `rma_sei`.
fn regress(effects: &Effects, ni: &[f64], name: &str) -> Result<RegressionTest, Error> {
    let (model, word) = name.split_once('_').expect("model and predictor");
    let predictors = [
        Predictor::StandardError,
        Predictor::Variance,
        Predictor::Size(ni),
        Predictor::InverseSize(ni),
        Predictor::RootSize(ni),
        Predictor::InverseRootSize(ni),
    ];
    let predictor = predictors.into_iter().find(|p| p.word() == word);
    let options = match model {
        "lm" => classical(0.95),
        _ => Options::of(Method::Reml, Test::Z),
    };
    regression_test(effects, predictor.expect("a predictor"), &options)
}

#[test]
fn metafor_regtest_every_model_and_predictor() {
    let more = load("bias_more");
    let mut seen = 0;
    for (set, effects, ni, block) in blocks() {
        for (name, expected) in block["regtest"].as_object().expect("tests") {
            let what = format!("{set} regtest {name}");
            let ours = regress(&effects, ni.as_deref().unwrap_or(&[]), name).expect("a test");
            let again = &more["given"][&set]["regtest"][name];
            let expected = if again.is_object() { again } else { expected };
            let was_stopped = again.is_null() && more[&set].is_null() && name.starts_with("rma");
            let relative = if was_stopped { LOOSE } else { CLOSE };
            let one = |key: &str, ours: f64| {
                let what = format!("{what} {key}");
                agrees(&what, ours, number(&expected[key]), relative, 1e-1);
            };
            one("zval", ours.statistic);
            one("pval", ours.p_value);
            assert_eq!(ours.df, expected["dfs"].as_f64(), "{what} dfs");
            assert_eq!(ours.limit.is_some(), expected["est"].is_number(), "{what}");
            if let Some(limit) = ours.limit {
                one("est", limit.estimate);
                one("ci_lb", limit.ci_lb);
                one("ci_ub", limit.ci_ub);
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 8 * 12 + 6 * 12 + 2 * 4);
}

/// That of a meta-regression.
const CLOSE: f64 = 1e-7;
/// metafor's REML stops when τ² changes by less than 1e-5. `reference/bias.R` tells it to go on, and its figures
/// are taken where it was asked for the same: this is for the regressions on sizes of the sets given.
const LOOSE: f64 = 1e-4;

#[test]
fn r_lm_pet_and_peese() {
    for set in SETS {
        let vectors = load(set);
        let ours = pet_peese(&effects(&vectors), 0.95).expect("regressions");
        for (name, ours) in [("PET", &ours.pet), ("PEESE", &ours.peese)] {
            let expected = &vectors["bias"]["pet_peese"][name];
            let table = &ours.fit.coefficients;
            let what = format!("{set} {name}");
            all_agree(&what, &table.beta, &expected["coef"], 1e-9, 1e-2);
            all_agree(&what, &table.se, &expected["se"], 1e-9, 0.0);
            all_agree(&what, &table.p_value, &expected["p"], 1e-9, 1e-2);
        }
    }
}

#[test]
fn metafor_ranktest() {
    let mut with_ties = 0;
    for (set, effects, _, block) in blocks() {
        let ours = rank_test(&effects).expect("a test");
        let expected = &block["ranktest"];
        agrees(
            &format!("{set} tau"),
            ours.tau,
            number(&expected["tau"]),
            1e-12,
            1e-2,
        );
        agrees(
            &format!("{set} p"),
            ours.p_value,
            number(&expected["pval"]),
            1e-9,
            0.0,
        );
        with_ties += usize::from(!ours.is_exact);
    }
    assert!(0 < with_ties, "no set has ties");
}

/// Beyond 170 effects metafor, told not to look for an exact p, takes the same normal.
#[test]
fn metafor_ranktest_of_many() {
    let large = &load("bias_more")["rank_large"];
    let ours = rank_test(&effects(large)).expect("a test");
    assert!(!ours.is_exact);
    agrees("tau", ours.tau, number(&large["tau"]), 1e-12, 0.0);
    agrees("p", ours.p_value, number(&large["pval"]), 1e-9, 0.0);
}

#[test]
fn metafor_fsn() {
    for (set, effects, _, block) in blocks() {
        let all = [
            ("Rosenthal", rosenthal(&effects, 0.05)),
            ("Orwin", orwin(&effects, None)),
            ("Rosenberg", rosenberg(&effects, 0.05)),
        ];
        for (name, ours) in all {
            let ours: FailSafe = ours.expect("a number");
            let expected = &block["fsn"][name];
            let what = format!("{set} {name}");
            agrees(&what, ours.studies, number(&expected["fsnum"]), 0.0, 0.0);
            let optional = |key: &str, ours: Option<f64>| {
                assert_eq!(ours.is_some(), expected[key].is_number(), "{what} {key}");
                let theirs = expected[key].as_f64().unwrap_or_default();
                // JSON holds no p of 1e-200.
                agrees(&what, ours.unwrap_or_default(), theirs, 1e-9, 1e-100);
            };
            optional("pval", ours.p_value);
            optional("meanes", ours.mean);
            optional("target", ours.target);
        }
    }
}

/// metafor's root finder stops within 1.2e-4 of the quantile; `reference/bias.R` tells it to go on.
#[test]
fn metafor_hc() {
    let more = load("bias_more");
    for (set, effects, _, block) in blocks() {
        let ours = henmi_copas(&effects, 0.95).expect("an interval");
        let expected = &block["hc"];
        let close = |key: &str, ours: f64, relative: f64, floor: f64| {
            agrees(
                &format!("{set} hc {key}"),
                ours,
                number(&expected[key]),
                relative,
                floor,
            );
        };
        close("beta", ours.estimate, 1e-9, 0.0);
        close("se", ours.se, 1e-9, 0.0);
        close("tau2", ours.tau2, 1e-9, 1e-2);
        let half = 0.5 * (ours.ci_ub - ours.ci_lb);
        close("ci_lb", ours.ci_lb, 1.3e-4, half);
        close("ci_ub", ours.ci_ub, 1.3e-4, half);
        let again = &more["given"][&set]["hc"];
        let again = if again.is_object() {
            [&again["ci.lb"], &again["ci.ub"]]
        } else {
            [&expected["ci_lb"], &expected["ci_ub"]]
        };
        agrees(&set, ours.ci_lb, number(again[0]), 1e-5, half);
        agrees(&set, ours.ci_ub, number(again[1]), 1e-5, half);
    }
}

#[test]
fn refuses_what_has_no_asymmetry() {
    let same = Effects::new(vec![0.1, 0.2, 0.4], vec![0.04; 3]).expect("effects");
    let test = regression_test(&same, Predictor::StandardError, &Options::default());
    assert!(matches!(test, Err(Error::Collinear { .. })));
    assert!(matches!(rank_test(&same), Err(Error::Undefined { .. })));
    let short = regression_test(&same, Predictor::Size(&[10.0]), &Options::default());
    assert!(matches!(short, Err(Error::Length { .. })));
    let none = regression_test(
        &same,
        Predictor::Size(&[9.0, 0.0, 7.0]),
        &Options::default(),
    );
    assert!(matches!(none, Err(Error::BadValue { .. })));
    assert!(matches!(
        orwin(&same, Some(0.0)),
        Err(Error::BadValue { .. })
    ));
    assert!(matches!(rosenthal(&same, 0.5), Err(Error::BadValue { .. })));
    let one = same.select(&[0]).expect("one");
    assert!(matches!(rank_test(&one), Err(Error::TooFew { .. })));
    assert!(matches!(henmi_copas(&one, 0.95), Err(Error::TooFew { .. })));
    assert!(matches!(
        henmi_copas(&same, 1.0),
        Err(Error::BadLevel { .. })
    ));
}

/// The sign of a target is that of the mean, as metafor turns it; a target beyond the mean needs no study.
#[test]
fn orwin_takes_any_target() {
    let effects = Effects::new(vec![-0.2, -0.4], vec![0.1, 0.1]).expect("effects");
    let number = |target| orwin(&effects, Some(target)).expect("a number").studies;
    agrees("a third", number(0.1), 4.0, 0.0, 0.0);
    agrees("the same, signed", number(-0.1), 4.0, 0.0, 0.0);
    agrees("beyond", number(0.5), 0.0, 0.0, 0.0);
}

fn finite(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_finite())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the effects, a result is a number or an error.
    #[test]
    fn prop_nothing_is_nan(
        studies in prop::collection::vec((-1e3..1e3_f64, -14.0..14.0_f64), 1..14)
    ) {
        let yi = studies.iter().map(|(y, _)| *y).collect();
        let vi = studies.iter().map(|(_, ln_v)| ln_v.exp()).collect();
        let effects = Effects::new(yi, vi).expect("usable effects");
        if let Ok(rank) = rank_test(&effects) {
            prop_assert!(finite(&[rank.tau, rank.p_value]), "{rank:?}");
            prop_assert!((0.0..=1.0).contains(&rank.p_value), "{rank:?}");
        }
        if let Ok(copas) = henmi_copas(&effects, 0.95) {
            prop_assert!(copas.ci_lb < copas.estimate && copas.estimate < copas.ci_ub, "{copas:?}");
            prop_assert!(finite(&[copas.ci_lb, copas.ci_ub, copas.se, copas.tau2]), "{copas:?}");
        }
        for number in [rosenthal(&effects, 0.05), rosenberg(&effects, 0.05), orwin(&effects, None)] {
            prop_assert!(finite(&[number.expect("a number").studies]));
        }
        let excess = excess_significance(&effects, &ExcessOptions::default()).expect("a test");
        prop_assert!(finite(&[excess.ratio, excess.expected]) && (0.0..=1.0).contains(&excess.p_value));
        if let Ok(curve) = p_curve(&effects) {
            prop_assert!(finite(&[curve.full.z, curve.flat.z, curve.binomial_p_value]), "{curve:?}");
        }
        for estimator in MissingEstimator::ALL {
            let options = Options::of(Method::Dl, Test::Z);
            if let Ok(filled) = trim_and_fill(&effects, None, estimator, &options) {
                prop_assert!(finite(&[filled.fit.coefficients.beta[0]]));
                prop_assert!(filled.se_missing.is_none_or(f64::is_finite));
            }
        }
    }
}
