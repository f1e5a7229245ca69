//! Mantel-Haenszel and Peto against metafor 3.8-1 `rma.mh` and `rma.peto`: bcg, li2007, and the tables and
//! rates of `escalc_more.json`.

use serde_json::Value;
use spotcheck_meta::{
    Error,
    counts::{
        Continuity, Heterogeneity, MhMeasure, MhOptions, PetoOptions, Pooled, Test,
        mantel_haenszel, peto,
    },
    escalc::{Columns, To, Zeros},
};

use crate::{
    escalc::{columns, optional},
    vectors::{agrees, load},
};

/// Two programs' formulas differ by rounding only.
const EXACT: f64 = 1e-9;

/// One expected value, if the vector has this key and R did not make it NA.
fn expected(result: &Value, keys: [&str; 2]) -> Option<f64> {
    keys.iter().find_map(|key| result[*key].as_f64())
}

fn check(what: &str, name: &str, ours: f64, theirs: Option<f64>) {
    let what = format!("{what} {name}");
    agrees(&what, ours, theirs.expect(&what), EXACT, 1e-9);
}

fn check_pooled(what: &str, ours: &Pooled, theirs: &Value) {
    check(what, "beta", ours.beta, expected(theirs, ["beta", "b"]));
    check(what, "se", ours.se, expected(theirs, ["se", "se"]));
    check(what, "zval", ours.zval, expected(theirs, ["zval", "zval"]));
    check(what, "pval", ours.pval, expected(theirs, ["pval", "pval"]));
    check(
        what,
        "ci_lb",
        ours.ci_lb,
        expected(theirs, ["ci_lb", "ci.lb"]),
    );
    check(
        what,
        "ci_ub",
        ours.ci_ub,
        expected(theirs, ["ci_ub", "ci.ub"]),
    );
}

fn check_heterogeneity(what: &str, ours: &Heterogeneity, theirs: &Value) {
    check(what, "QE", ours.q, expected(theirs, ["QE", "QE"]));
    check(what, "QEp", ours.pval, expected(theirs, ["QEp", "QEp"]));
    check(what, "I2", ours.i2_percent, expected(theirs, ["I2", "I2"]));
    check(what, "H2", ours.h2, expected(theirs, ["H2", "H2"]));
}

fn check_test(what: &str, name: &str, ours: Option<Test>, theirs: &Value) {
    let statistic = theirs[name].as_f64();
    assert_eq!(ours.is_some(), statistic.is_some(), "{what} {name}");
    if let Some(ours) = ours {
        check(what, name, ours.statistic, statistic);
        let p = format!("{name}p");
        check(
            what,
            &p,
            ours.pval.expect("two tables"),
            theirs[&p].as_f64(),
        );
    }
}

fn check_mh(what: &str, word: &str, data: &Columns, options: &MhOptions, theirs: &Value) {
    let measure = MhMeasure::parse(word).expect("a measure of rma.mh");
    let ours = mantel_haenszel(measure, data, options).expect(what);
    check_pooled(what, &ours.pooled, theirs);
    check_heterogeneity(what, &ours.heterogeneity, theirs);
    check_test(what, "MH", ours.mantel_haenszel, theirs);
    check_test(what, "CO", ours.cochran, theirs);
    check_test(what, "BD", ours.breslow_day, theirs);
    check_test(what, "TA", ours.tarone, theirs);
    if let Some(k) = theirs["k"].as_u64() {
        assert_eq!(ours.k as u64, k, "{what}");
        assert_eq!(
            ours.k_effects as u64,
            theirs["k.yi"].as_u64().expect("k.yi"),
            "{what}"
        );
    }
}

fn check_peto(what: &str, data: &Columns, options: &PetoOptions, theirs: &Value) {
    let ours = peto(data, options).expect(what);
    check_pooled(what, &ours.pooled, theirs);
    check_heterogeneity(what, &ours.heterogeneity, theirs);
}

/// The columns of `names` only.
fn some(object: &Value, names: &[&str]) -> Columns {
    let k = optional(&object[names[0]]).len();
    names.iter().fold(Columns::new(k), |data, name| {
        data.with(*name, optional(&object[*name]))
            .expect("equal lengths")
    })
}

#[test]
fn metafor_bcg() {
    let bcg = load("bcg");
    let cells = ["ai", "bi", "ci", "di"];
    let (data, zero) = (
        some(&bcg["inputs"], &cells),
        some(&bcg["zero_inputs"], &cells),
    );
    let uncorrected = MhOptions {
        continuity: Continuity::Uncorrected,
        ..MhOptions::default()
    };
    let cases = bcg["rma_mh"].as_object().expect("fits");
    for (name, theirs) in cases {
        if let Some(word) = name.strip_prefix("zero_") {
            check_mh(name, word, &zero, &MhOptions::default(), theirs);
        } else if let Some(word) = name.strip_suffix("_correct") {
            check_mh(name, word, &data, &MhOptions::default(), theirs);
        } else {
            check_mh(name, name, &data, &uncorrected, theirs);
        }
    }
    assert_eq!(cases.len(), 8);
    check_peto(
        "bcg",
        &data,
        &PetoOptions::default(),
        &bcg["rma_peto"]["bcg"],
    );
    check_peto(
        "zero",
        &zero,
        &PetoOptions::default(),
        &bcg["rma_peto"]["zero"],
    );
}

#[test]
fn metafor_li2007() {
    let li = load("li2007");
    let data = some(&li["inputs"], &["ai", "n1i", "ci", "n2i"]);
    check_mh(
        "li2007",
        "OR",
        &data,
        &MhOptions::default(),
        &li["rma_mh_OR"],
    );
    check_peto("li2007", &data, &PetoOptions::default(), &li["rma_peto"]);
}

/// The `which`-th of R's pairs of options; one value is that of the first.
fn zeros(options: &Value, which: usize, default: Zeros) -> Zeros {
    let at = |name: &str| options[name].get(which);
    Zeros {
        add: at("add").and_then(Value::as_f64).or(default.add),
        to: at("to")
            .and_then(Value::as_str)
            .map_or(default.to, |w| To::parse(w).expect("a to")),
        drop_double_zero: at("drop00")
            .and_then(Value::as_bool)
            .unwrap_or(default.drop_double_zero),
    }
}

#[test]
fn metafor_more() {
    let more = load("escalc_more");
    let cases = more["pooled"].as_array().expect("cases");
    for case in cases {
        let (input, word) = (
            case["input"].as_str().expect("a name"),
            case["measure"].as_str().expect("a word"),
        );
        let options = &case["options"];
        let what = format!("{input} {word} {options}");
        let data = columns(&more["escalc"]["inputs"][input]);
        let defaults = MhOptions::default();
        let mh = MhOptions {
            effects: zeros(options, 0, defaults.effects),
            tables: zeros(options, 1, defaults.tables),
            continuity: if options["correct"] == Value::Bool(false) {
                Continuity::Uncorrected
            } else {
                Continuity::Corrected
            },
            level: options["level"]
                .as_f64()
                .map_or(0.95, |level| level / 100.0),
        };
        if word == "PETO" {
            let options = PetoOptions {
                effects: mh.effects,
                tables: mh.tables,
                level: mh.level,
            };
            check_peto(&what, &data, &options, &case["result"]);
        } else {
            check_mh(&what, word, &data, &mh, &case["result"]);
        }
    }
    assert_eq!(cases.len(), 44);
}

#[test]
fn a_ratio_of_nothing_is_refused() {
    let none = |cells: [f64; 4]| {
        let data = ["ai", "bi", "ci", "di"].into_iter().zip(cells);
        data.fold(Columns::new(1), |data, (name, count)| {
            data.with(name, vec![Some(count)]).expect("one row")
        })
    };
    let data = none([0.0, 9.0, 0.0, 8.0]);
    for word in [MhMeasure::Or, MhMeasure::Rr, MhMeasure::Rd] {
        let error = mantel_haenszel(word, &data, &MhOptions::default());
        assert!(
            matches!(error, Err(Error::Undefined { .. })),
            "{word:?}: {error:?}"
        );
    }
    let error = peto(&data, &PetoOptions::default());
    assert!(matches!(error, Err(Error::Undefined { .. })), "{error:?}");
}
