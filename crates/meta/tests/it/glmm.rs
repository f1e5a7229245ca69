//! Mixed models of counts against metafor 3.8-1 `rma.glmm` (lme4 1.1-31), in `escalc_more.json`.

use serde_json::Value;
use spotcheck_meta::{
    Error,
    counts::{Glmm, GlmmModel, glmm},
    escalc::Columns,
};

use crate::{
    escalc::columns,
    vectors::{agrees, load, number},
};

/// Where both searches find the same likelihood, all else agrees to this.
const FOUND: f64 = 1e-4;
/// Where lme4 stopped short of it, as for nielweise2007 with its 18 parameters, to this.
const STOPPED_SHORT: f64 = 1e-3;
/// How far below theirs our greatest log-likelihood may lie.
const LIKELIHOOD: f64 = 1e-6;

fn check(what: &str, ours: &Glmm, theirs: &Value) {
    let expected = |name: &str| number(&theirs[name]);
    let compare = |name: &str, ours: f64, relative: f64, floor: f64| {
        agrees(
            &format!("{what} {name}"),
            ours,
            expected(name),
            relative,
            floor,
        );
    };
    let gain = ours.log_likelihood - expected("marginal_ll");
    assert!(
        (-LIKELIHOOD..1e-4).contains(&gain),
        "{what}: log-likelihood differs by {gain:e}"
    );
    let relative = if gain < 1e-5 { FOUND } else { STOPPED_SHORT };
    compare("beta", ours.pooled.beta, relative, 0.0);
    compare("se", ours.pooled.se, relative, 0.0);
    compare("tau2", ours.tau2, relative, 0.01);
    compare("I2", ours.i2_percent, relative, 1.0);
    compare("H2", ours.h2, relative, 0.0);
    compare("QE.LRT", ours.likelihood_ratio.statistic, 1e-6, 0.0);
    // lme4's Hessian of all parameters of UM.RS is too rough for this: `random_studies_r` judges it.
    if !what.ends_with("UM.RS") {
        compare("QE.Wld", ours.wald.statistic, 1e-6, 0.0);
    }
    assert_eq!(ours.k as u64, theirs["k"].as_u64().expect("k"), "{what}");
}

#[test]
fn metafor_more() {
    let more = load("escalc_more");
    let cases = more["mixed"].as_array().expect("cases");
    for case in cases {
        let text = |name: &str| case[name].as_str().expect("a word");
        let word = match text("measure") {
            "PLO" => "PLO".to_owned(),
            measure => format!("{measure} {}", text("model")),
        };
        let model = GlmmModel::parse(&word).expect("a model");
        let data = columns(&more["escalc"]["inputs"][text("input")]);
        let what = format!("{} {word}", text("input"));
        let ours = glmm(model, &data, 0.95).expect(&what);
        check(&what, &ours, &case["result"]);
    }
    assert_eq!(cases.len(), 16);
}

/// With lme4's own tolerance, whose standard error of UM.RS is 4e-3 off. The log-likelihood in this vector is
/// conditional on the modes for UM.FS and CM.AL, and the marginal one for UM.RS.
#[test]
fn metafor_bcg() {
    let bcg = load("bcg");
    let cells = ["ai", "bi", "ci", "di"].map(|name| (name.to_owned(), bcg["inputs"][name].clone()));
    let data = columns(&Value::Object(cells.into_iter().collect()));
    for (model, name) in [
        (GlmmModel::FixedStudies, "UM.FS"),
        (GlmmModel::RandomStudies, "UM.RS"),
        (GlmmModel::Conditional, "CM.AL"),
    ] {
        let theirs = &bcg["rma_glmm"][name];
        let expected = |field: &str| number(&theirs[field]);
        let ours = glmm(model, &data, 0.95).expect(name);
        agrees(name, ours.pooled.beta, expected("beta"), 1e-4, 0.0);
        agrees(name, ours.pooled.se, expected("se"), 5e-3, 0.0);
        agrees(name, ours.tau2, expected("tau2"), 1e-4, 0.0);
        agrees(name, ours.i2_percent, expected("I2"), 1e-4, 0.0);
        agrees(
            name,
            ours.likelihood_ratio.statistic,
            expected("QE_LRT"),
            1e-6,
            0.0,
        );
        if model == GlmmModel::RandomStudies {
            assert!(expected("ll") - 1e-6 <= ours.log_likelihood);
            agrees(name, ours.log_likelihood, expected("ll"), 1e-6, 0.0);
        }
    }
}

/// `reference/random_studies.R`.
#[test]
fn random_studies_r() {
    let inputs = &load("escalc_more")["escalc"]["inputs"];
    for (name, theirs) in [("bcg", 160.621_912_3), ("hahn2001", 10.799_416_60)] {
        let ours = glmm(GlmmModel::RandomStudies, &columns(&inputs[name]), 0.95).expect(name);
        agrees(name, ours.wald.statistic, theirs, 1e-5, 0.0);
    }
}

#[test]
fn one_study_has_no_distribution() {
    let data = Columns::new(1)
        .with("xi", vec![Some(3.0)])
        .and_then(|data| data.with("ni", vec![Some(9.0)]))
        .expect("one row");
    let error = glmm(GlmmModel::LogOdds, &data, 0.95);
    assert_eq!(error, Err(Error::TooFew { k: 1, least: 2 }));
}
