//! Effect sizes against metafor 3.8-1 `escalc`: the vectors of each data set, and `escalc_more.json` made by
//! `reference/escalc.R`.

use serde_json::{Value, json};
use spotcheck_meta::{
    Error,
    escalc::{Absence, Columns, Effect, Measure, Options, To, Vtype, Zeros, effect_sizes},
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
    Measure::parse(word).unwrap_or_else(|| panic!("{word} is no measure"))
}

/// Options as R's named list.
fn options(value: &Value) -> Options {
    let word = |field: &str| value[field].as_str();
    Options {
        vtype: word("vtype").map_or(Vtype::Ls, |w| Vtype::parse(w).expect("a vtype")),
        zeros: Zeros {
            add: value["add"].as_f64(),
            to: word("to").map_or(To::OnlyZero, |w| To::parse(w).expect("a to")),
            drop_double_zero: value["drop00"].as_bool().unwrap_or(false),
        },
    }
}

#[track_caller]
fn matches(what: &str, word: &str, data: &Columns, options: &Options, expected: &Value) {
    let ours = effect_sizes(measure(word), data, options)
        .unwrap_or_else(|error| panic!("{what}: {error}"));
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
/// correlations: [`mpmath_unbiased_correlation`] judges those.
fn tolerance(word: &str, yi: Option<f64>) -> f64 {
    let is_small = yi.is_some_and(|yi| yi.abs() < 0.1);
    if word == "UCOR" && is_small {
        0.03
    } else {
        EXACT
    }
}

fn compare(what: &str, ours: Option<f64>, theirs: Option<f64>, (relative, floor): (f64, f64)) {
    match (ours, theirs) {
        (None, None) => {}
        (Some(ours), Some(theirs)) => agrees(what, ours, theirs, relative, floor),
        (ours, theirs) => panic!("{what}: {ours:?} is not {theirs:?}"),
    }
}

/// metafor finds RTET by a simplex search that stops some 1e-4 away, and its variance by finite differences
/// of a function clipped at ±1: beyond 0.95 they come to anything, and [`tetrachoric_py`] judges instead.
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

/// Effects of one table.
fn table(word: &str, cells: [f64; 4]) -> Effect {
    let columns = ["ai", "bi", "ci", "di"].into_iter().zip(cells);
    let data = columns.fold(Columns::new(1), |data, (name, count)| {
        data.with(name, vec![Some(count)]).expect("one row")
    });
    let ours = effect_sizes(measure(word), &data, &Options::default());
    ours.expect("a table").effects[0]
}

/// `reference/tetrachoric.py`, at 30 digits.
#[test]
fn tetrachoric_py() {
    let cases = [
        (
            [40.0, 3.0, 2.0, 55.0],
            0.987_564_980_436_660_3,
            1.189_949_923_617_827e-4,
        ),
        (
            [1.0, 90.0, 60.0, 2.0],
            -0.998_127_121_726_238_7,
            4.808_373_742_995_969e-6,
        ),
        ([9.0, 9.0, 1.0, 1.0], 0.0, 0.229_501_963_179_921_4),
    ];
    for (cells, yi, vi) in cases {
        let (estimate, variance) = table("RTET", cells).known().expect("no empty cell");
        agrees(&format!("RTET of {cells:?}"), estimate, yi, 1e-12, 1e-3);
        agrees(&format!("variance of {cells:?}"), variance, vi, 1e-10, 0.0);
    }
}

/// Python 3.11, mpmath 1.3: `r * hyp2f1(0.5, 0.5, (n-2)/2, 1 - r**2)`, and the variance
/// `y**2 - 1 + (n-3)/(n-2) * (1 - r**2) * hyp2f1(1, 1, n/2, 1 - r**2)`, at 30 digits.
#[test]
fn mpmath_unbiased_correlation() {
    let cases = [
        (
            -0.04,
            12.0,
            -0.042_567_301_554_795_23,
            0.124_413_889_154_461_6,
        ),
        (
            0.001,
            5.0,
            0.001_569_797_111_526_982,
            0.996_862_870_039_917_4,
        ),
        (
            -0.03,
            6.0,
            -0.038_138_806_952_418_13,
            0.491_978_333_661_549_1,
        ),
        (0.2, 5.0, 0.279_535_444_073_460_8, 0.519_069_176_346_425_4),
        (0.02, 8.0, 0.022_633_113_042_451_95, 0.249_514_989_769_530_5),
    ];
    let unbiased = options(&json!({ "vtype": "UB" }));
    for (r, n, yi, vi) in cases {
        let data = Columns::new(1)
            .with("ri", vec![Some(r)])
            .and_then(|data| data.with("ni", vec![Some(n)]))
            .expect("one row");
        let ours = effect_sizes(measure("UCOR"), &data, &unbiased).expect("a correlation");
        let (estimate, variance) = ours.effects[0].known().expect("five people or more");
        agrees(&format!("UCOR of {r}, {n}"), estimate, yi, 1e-12, 0.0);
        agrees(&format!("variance of {r}, {n}"), variance, vi, 1e-12, 0.0);
    }
}

/// Python 3.11, mpmath 1.3, at 40 digits: the variance takes the distance of J from 1, of which metafor's
/// difference of logarithms loses half the digits in a large trial.
#[test]
fn mpmath_smd_of_a_large_trial() {
    let columns = [
        ("m1i", 1e3),
        ("m2i", 1.1e3),
        ("sd1i", 90.0),
        ("sd2i", 110.0),
        ("n1i", 3e3),
        ("n2i", 2.5e3),
    ];
    let data = columns
        .into_iter()
        .fold(Columns::new(1), |data, (name, value)| {
            data.with(name, vec![Some(value)]).expect("one row")
        });
    let ours = effect_sizes(measure("SMD"), &data, &options(&json!({ "vtype": "UB" })));
    let (yi, vi) = ours.expect("two groups").effects[0]
        .known()
        .expect("a difference");
    agrees("SMD", yi, -1.003_982_550_332_375_1, 1e-14, 0.0);
    agrees("variance", vi, 8.250_304_864_027_235_1e-4, 1e-12, 0.0);
}

/// Sheppard 1899: two normal variables cut at their medians agree with probability ½ + arcsin(ρ)/π.
#[test]
fn sheppard1899_tetrachoric() {
    for (a, b) in [(30.0, 20.0), (499.0, 1.0), (7.0, 19.0)] {
        let ours = table("RTET", [a, b, b, a])
            .estimate()
            .expect("no empty cell");
        let theirs = ((a / (a + b) - 0.5) * std::f64::consts::PI).sin();
        agrees(&format!("RTET of {a}, {b}"), ours, theirs, 1e-12, 0.0);
    }
}

fn refused(word: &str, data: &[(&str, &[Option<f64>])]) -> Error {
    let k = data[0].1.len();
    let data = data
        .iter()
        .fold(Columns::new(k), |columns, (name, values)| {
            columns.with(*name, values.to_vec()).expect("equal lengths")
        });
    effect_sizes(measure(word), &data, &Options::default()).expect_err("a row that cannot be")
}

#[test]
fn impossible_values_name_row_and_column() {
    type Column = (&'static str, [f64; 2]);
    let cases: [(&str, &[Column], &str); 10] = [
        (
            "OR",
            &[
                ("ai", [1.0, 9.0]),
                ("n1i", [5.0, 8.0]),
                ("ci", [1.0, 2.0]),
                ("n2i", [5.0, 5.0]),
            ],
            "ai",
        ),
        (
            "OR",
            &[
                ("ai", [1.0, -1.0]),
                ("bi", [5.0, 8.0]),
                ("ci", [1.0, 2.0]),
                ("di", [5.0, 5.0]),
            ],
            "ai",
        ),
        (
            "RR",
            &[
                ("ai", [1.0, 1.0]),
                ("bi", [4.0, 8.0]),
                ("n1i", [5.0, 8.0]),
                ("ci", [1.0, 2.0]),
                ("di", [5.0, 5.0]),
            ],
            "n1i",
        ),
        ("PR", &[("xi", [1.0, 9.0]), ("ni", [5.0, 8.0])], "xi"),
        ("PR", &[("xi", [1.0, 0.0]), ("ni", [5.0, 0.0])], "ni"),
        (
            "MN",
            &[("mi", [1.0, 1.0]), ("sdi", [1.0, -2.0]), ("ni", [5.0, 8.0])],
            "sdi",
        ),
        (
            "MNLN",
            &[("mi", [1.0, -1.0]), ("sdi", [1.0, 2.0]), ("ni", [5.0, 8.0])],
            "mi",
        ),
        ("ZCOR", &[("ri", [0.5, 1.5]), ("ni", [20.0, 20.0])], "ri"),
        (
            "PCOR",
            &[("ti", [1.0, 2.0]), ("ni", [20.0, 6.0]), ("mi", [2.0, 5.0])],
            "mi",
        ),
        ("IRLN", &[("xi", [1.0, 2.0]), ("ti", [20.0, 0.0])], "ti"),
    ];
    for (word, columns, expected) in cases {
        let columns: Vec<(&str, Vec<Option<f64>>)> = columns
            .iter()
            .map(|(name, values)| (*name, values.map(Some).to_vec()))
            .collect();
        let columns: Vec<(&str, &[Option<f64>])> = columns
            .iter()
            .map(|(name, values)| (*name, values.as_slice()))
            .collect();
        let Error::BadValue { field, index, .. } = refused(word, &columns) else {
            panic!("{word} is refused for another reason");
        };
        assert_eq!((field, index), (expected, 1), "{word}");
    }
}

#[test]
fn what_is_missing_is_told() {
    let one = &[Some(1.0)][..];
    let error = refused("OR", &[("ai", one), ("ci", one), ("di", one)]);
    assert_eq!(
        error,
        Error::MissingField {
            measure: "OR",
            field: "bi"
        }
    );
    let error = refused("SMD", &[("n1i", one), ("n2i", one)]);
    assert_eq!(
        error,
        Error::MissingField {
            measure: "SMD",
            field: "m1i"
        }
    );
    let data = Columns::new(1)
        .with("ri", vec![None])
        .and_then(|data| data.with("ni", vec![Some(9.0)]));
    let ours = effect_sizes(measure("COR"), &data.expect("one row"), &Options::default());
    let expected = Effect::Absent(Absence::Missing { field: "ri" });
    assert_eq!(
        ours.expect("a missing value is no error").effects,
        [expected]
    );
}

#[test]
fn words_name_one_measure_each() {
    for measure in Measure::all() {
        assert_eq!(Measure::parse(measure.word()), Some(measure));
    }
    assert_eq!(Measure::all().count(), 66);
    for newer in ["CLES", "ZPB", "SMCRP"] {
        assert_eq!(
            Measure::parse(newer),
            None,
            "{newer} came after metafor 3.8"
        );
    }
}
