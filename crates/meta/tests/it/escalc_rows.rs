//! Single rows: exact values where metafor's own are not, and rows that cannot be.

use serde_json::json;
use spotcheck_meta::{
    Error,
    escalc::{Absence, Columns, Effect, Measure, Options, effect_sizes},
};

use crate::{
    escalc::{columns, measure, options},
    vectors::{agrees, load, numbers},
};

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
    agrees("variance", vi, 8.250_304_864_027_235e-4, 1e-12, 0.0);
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

/// Measure, columns as `name first second` of two rows, and the column whose second row cannot be.
const IMPOSSIBLE: &[(&str, &str, &str)] = &[
    ("OR", "ai 1 9, n1i 5 8, ci 1 2, n2i 5 5", "ai"),
    ("OR", "ai 1 -1, bi 5 8, ci 1 2, di 5 5", "ai"),
    ("RR", "ai 1 1, bi 4 8, n1i 5 8, ci 1 2, di 5 5", "n1i"),
    ("IRR", "x1i 1 1, t1i 5 0, x2i 5 8, t2i 9 9", "t1i"),
    (
        "SMD",
        "m1i 1 1, m2i 2 2, sd1i 1 1, sd2i 1 -1, n1i 9 9, n2i 9 9",
        "sd2i",
    ),
    (
        "SMD",
        "m1i 1 1, m2i 2 2, sd1i 1 1, sd2i 1 1, n1i 9 0, n2i 9 9",
        "n1i",
    ),
    (
        "SMCR",
        "m1i 1 1, m2i 2 2, sd1i 1 1, ni 9 9, ri 0.5 -1.5",
        "ri",
    ),
    ("PR", "xi 1 9, ni 5 8", "xi"),
    ("PR", "xi 1 0, ni 5 0", "ni"),
    ("PR", "xi 1 0, mi 5 0", "xi"),
    ("MN", "mi 1 1, sdi 1 -2, ni 5 8", "sdi"),
    ("MNLN", "mi 1 -1, sdi 1 2, ni 5 8", "mi"),
    ("ZCOR", "ri 0.5 1.5, ni 20 20", "ri"),
    ("COR", "ri 0.5 inf, ni 20 20", "ri"),
    ("PCOR", "ti 1 2, ni 20 6, mi 2 5", "mi"),
    ("SPCOR", "ti 1 2, ni 20 20, mi 2 5, r2i 0.5 1.1", "r2i"),
    ("IRLN", "xi 1 2, ti 20 0", "ti"),
    ("ABT", "ai 0.5 1.5, mi 2 2, ni 20 20", "ai"),
    ("ABT", "ai 0.5 0.5, mi 2 1, ni 20 20", "mi"),
];

#[test]
fn impossible_values_name_row_and_column() {
    for (word, columns, expected) in IMPOSSIBLE {
        let data = columns.split(", ").fold(Columns::new(2), |data, column| {
            let (name, values) = column.split_once(' ').expect("a name and values");
            let values = values
                .split(' ')
                .map(|value| Some(value.parse().expect("a number")));
            data.with(name, values.collect()).expect("two rows")
        });
        let error = effect_sizes(measure(word), &data, &Options::default());
        let at = match error {
            Err(Error::BadValue { field, index, .. }) => Some((field, index)),
            _ => None,
        };
        assert_eq!(at, Some((*expected, 1)), "{word} of {columns}: {error:?}");
    }
}

/// gibson2002 reports means and tables: `di` is people without an event, no d.
#[test]
fn a_cell_of_a_table_is_no_reported_difference() {
    let gibson = load("gibson2002");
    let data = columns(&gibson["inputs"]);
    let ours = effect_sizes(measure("SMD"), &data, &Options::default()).expect("two groups");
    let theirs = &gibson["escalc_cont"]["SMD"]["yi"];
    for (effect, theirs) in ours.effects.iter().zip(numbers(theirs)) {
        agrees(
            "SMD",
            effect.estimate().expect("nothing is missing"),
            theirs,
            1e-10,
            0.0,
        );
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
