//! Effect sizes against metafor 3.8-1 `escalc`: the vectors of each data set, and `escalc_more.json` made by
//! `reference/escalc.R`.

use serde_json::{Value, json};
use spotcheck_meta::escalc::{
    Absence, Columns, Effect, Measure, Options, Reported, To, Vtype, Zeros, effect_sizes,
};

use crate::vectors::{agrees, load};

/// Two programs' formulas differ by rounding only.
const EXACT: f64 = 1e-10;
/// An estimate near zero is a difference of numbers near one.
const FLOOR: f64 = 1e-4;

/// Values with R's NA as `None`.
pub(crate) fn optional(value: &Value) -> Vec<Option<f64>> {
    value
        .as_array()
        .expect("a list")
        .iter()
        .map(Value::as_f64)
        .collect()
}

/// Columns of the fields of an object, under names given as `(column, field)`.
fn named(object: &Value, names: &[(&str, &str)]) -> Columns {
    let k = optional(&object[names[0].1]).len();
    names
        .iter()
        .fold(Columns::new(k), |columns, (column, field)| {
            columns
                .with(*column, optional(&object[*field]))
                .expect("equal lengths")
        })
}

/// All fields of an object that are columns.
pub(crate) fn columns(object: &Value) -> Columns {
    let object = object.as_object().expect("an object");
    let k = object
        .values()
        .next()
        .map_or(0, |column| optional(column).len());
    object
        .iter()
        .fold(Columns::new(k), |columns, (name, values)| {
            columns.with(name, optional(values)).expect("equal lengths")
        })
}

pub(crate) fn measure(word: &str) -> Measure {
    Measure::parse(word).expect(word)
}

/// Options as R's named list.
pub(crate) fn options(value: &Value) -> Options {
    let word = |field: &str| value[field].as_str();
    Options {
        vtype: word("vtype").map_or(Vtype::Ls, |w| Vtype::parse(w).expect("a vtype")),
        zeros: Zeros {
            add: value["add"].as_f64(),
            to: word("to").map_or(To::OnlyZero, |w| To::parse(w).expect("a to")),
            drop_double_zero: value["drop00"].as_bool().unwrap_or(false),
        },
        reported: Reported::First,
    }
}

#[track_caller]
fn matches(what: &str, word: &str, data: &Columns, options: &Options, expected: &Value) {
    let ours = effect_sizes(measure(word), data, options).expect(what);
    let (yi, vi) = (optional(&expected["yi"]), optional(&expected["vi"]));
    assert_eq!(ours.effects.len(), yi.len(), "{what}");
    for (i, effect) in ours.effects.iter().enumerate() {
        let what = format!("{what} row {i}");
        if word == "RTET" {
            compare_searched(&what, *effect, yi[i], vi[i]);
            continue;
        }
        let exact = tolerance(word, yi[i]);
        compare(
            &format!("{what} yi"),
            effect.estimate(),
            yi[i],
            (exact, FLOOR),
        );
        // metafor may give a variance without an estimate, as of MD without the means: of no use to anyone.
        let vi = yi[i].and(vi[i]);
        compare(&format!("{what} vi"), effect.variance(), vi, (exact, 0.0));
    }
}

/// The hypergeometric function of GSL, which metafor calls, is wrong in the fourth digit, and by 2 % in the variance, for some small
/// correlations: `escalc_rows` judges those.
fn tolerance(word: &str, yi: Option<f64>) -> f64 {
    let is_small = yi.is_some_and(|yi| yi.abs() < 0.1);
    if word == "UCOR" && is_small {
        0.03
    } else {
        EXACT
    }
}

fn compare(what: &str, ours: Option<f64>, theirs: Option<f64>, (relative, floor): (f64, f64)) {
    assert_eq!(
        ours.is_some(),
        theirs.is_some(),
        "{what}: {ours:?}, not {theirs:?}"
    );
    if let (Some(ours), Some(theirs)) = (ours, theirs) {
        agrees(what, ours, theirs, relative, floor);
    }
}

/// metafor finds RTET by a simplex search that stops some 1e-4 away, and its variance by finite differences
/// of a function clipped at ±1: beyond 0.95 they come to anything, and `escalc_rows` judges instead.
fn compare_searched(what: &str, ours: Effect, yi: Option<f64>, vi: Option<f64>) {
    compare(&format!("{what} yi"), ours.estimate(), yi, (1e-3, 0.1));
    let on_edge = matches!(
        ours,
        Effect::NoVariance {
            why: Absence::Edge,
            ..
        }
    );
    assert_eq!(
        on_edge,
        yi.is_some_and(|yi| 1.0 <= yi.abs()) && vi != Some(0.0),
        "{what}"
    );
    if yi.is_none_or(|yi| yi.abs() < 0.95) {
        compare(&format!("{what} vi"), ours.variance(), vi, (1e-2, 0.0));
    }
}

#[test]
fn metafor_bcg_tables() {
    let bcg = load("bcg");
    let data = named(
        &bcg["inputs"],
        &[("ai", "ai"), ("bi", "bi"), ("ci", "ci"), ("di", "di")],
    );
    let cases = bcg["escalc_2x2"].as_object().expect("measures");
    for (word, expected) in cases {
        matches(word, word, &data, &Options::default(), expected);
    }
    assert_eq!(cases.len(), 13);
    let zero = &bcg["zero_inputs"];
    let data = named(
        zero,
        &[("ai", "ai"), ("bi", "bi"), ("ci", "ci"), ("di", "di")],
    );
    let cases = bcg["escalc_zero"].as_object().expect("measures");
    for (name, expected) in cases {
        let (word, to) = name.split_once('_').expect("MEASURE_to");
        matches(name, word, &data, &options(&json!({ "to": to })), expected);
    }
    assert_eq!(cases.len(), 12);
}

#[test]
fn metafor_two_groups() {
    for dataset in ["gibson2002", "normand1999"] {
        let vectors = load(dataset);
        let names = ["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"].map(|name| (name, name));
        let data = named(&vectors["inputs"], &names);
        let cases = vectors["escalc_cont"].as_object().expect("measures");
        let mut checked = 0;
        for (name, expected) in cases {
            let (word, vtype) = name.split_once("_vtype_").unwrap_or((name, "LS"));
            let options = options(&json!({ "vtype": vtype }));
            if expected["error"].is_string() {
                let refused = Measure::parse(word)
                    .is_none_or(|measure| effect_sizes(measure, &data, &options).is_err());
                assert!(refused, "{dataset} {name}");
            } else if expected["yi"].is_array() {
                matches(
                    &format!("{dataset} {name}"),
                    word,
                    &data,
                    &options,
                    expected,
                );
                checked += 1;
            }
        }
        assert_eq!(checked, 19, "{dataset}");
    }
}

#[test]
fn metafor_single_groups() {
    let single = load("single_group");
    let data = named(
        &single["inputs"],
        &[("mi", "m_post"), ("sdi", "sd_post"), ("ni", "ni")],
    );
    for (word, expected) in single["escalc"].as_object().expect("measures") {
        matches(word, word, &data, &Options::default(), expected);
    }
    let pritz = load("pritz1997");
    let data = named(&pritz["inputs"], &[("xi", "xi"), ("ni", "ni")]);
    for (word, expected) in pritz["escalc_prop"].as_object().expect("measures") {
        matches(word, word, &data, &Options::default(), expected);
    }
}

#[test]
fn metafor_changes() {
    let morris = load("morris2008_prepost");
    let means = [
        ("m1i", "m_post"),
        ("m2i", "m_pre"),
        ("ni", "ni"),
        ("ri", "ri"),
    ];
    for arm in ["treated", "control"] {
        let spreads = |first, second| {
            let names = [means.as_slice(), &[("sd1i", first), ("sd2i", second)]].concat();
            named(&morris["inputs"][arm], &names)
        };
        for (name, expected) in morris[arm].as_object().expect("measures") {
            let (word, data, vtype) = if let Some(word) = name.strip_suffix("_sd1post_sd2pre") {
                (word, spreads("sd_post", "sd_pre"), "LS")
            } else {
                let (word, vtype) = name.split_once("_vtype_").unwrap_or((name, "LS"));
                (word, spreads("sd_pre", "sd_post"), vtype)
            };
            let options = options(&json!({ "vtype": vtype }));
            if expected["error"].is_string() {
                let refused = Measure::parse(word)
                    .is_none_or(|measure| effect_sizes(measure, &data, &options).is_err());
                assert!(refused, "{arm} {name}");
            } else {
                matches(&format!("{arm} {name}"), word, &data, &options, expected);
            }
        }
    }
}

#[test]
fn metafor_pooled_data_sets() {
    let totals = [("ai", "ai"), ("ci", "ci"), ("n1i", "n1i"), ("n2i", "n2i")];
    for (dataset, word) in [("hine1989", "RD"), ("li2007", "OR")] {
        let vectors = load(dataset);
        let data = named(&vectors["inputs"], &totals);
        matches(dataset, word, &data, &Options::default(), &vectors);
    }
}

#[test]
fn metafor_more() {
    let more = &load("escalc_more")["escalc"];
    let cases = more["cases"].as_array().expect("cases");
    for case in cases {
        let input = case["input"].as_str().expect("a name");
        let word = case["measure"].as_str().expect("a word");
        let what = format!("{input} {word} {}", case["options"]);
        matches(
            &what,
            word,
            &columns(&more["inputs"][input]),
            &options(&case["options"]),
            case,
        );
    }
    assert!(500 < cases.len());
}
