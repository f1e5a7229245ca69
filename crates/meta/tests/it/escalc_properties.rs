//! What holds of effect sizes whatever the data: exchanged groups turn the sign, and rows do not mind their
//! order.

use proptest::prelude::*;
use spotcheck_meta::escalc::{Columns, Effect, Options, effect_sizes};

use crate::escalc::measure;

/// Measures whose estimate is a difference of the same function of each group, by the columns of the groups.
const ANTISYMMETRIC: &[(&str, [&[&str]; 2])] = &[
    ("RR", TABLE),
    ("OR", TABLE),
    ("RD", TABLE),
    ("AS", TABLE),
    ("PETO", TABLE),
    ("PHI", TABLE),
    ("YUQ", TABLE),
    ("YUY", TABLE),
    ("RTET", TABLE),
    ("PBIT", TABLE),
    ("MD", GROUPS),
    ("SMD", GROUPS),
    ("SMDH", GROUPS),
    ("ROM", GROUPS),
    ("CVR", GROUPS),
    ("VR", GROUPS),
    ("RPB", GROUPS),
    ("RBIS", GROUPS),
    ("D2OR", GROUPS),
];
const TABLE: [&[&str]; 2] = [&["ai", "bi"], &["ci", "di"]];
const GROUPS: [&[&str]; 2] = [&["m1i", "sd1i", "n1i"], &["m2i", "sd2i", "n2i"]];

fn effects(word: &str, names: [&[&str]; 2], rows: &[[[f64; 3]; 2]]) -> Vec<Effect> {
    let mut data = Columns::new(rows.len());
    for (group, names) in names.iter().enumerate() {
        for (i, name) in names.iter().enumerate() {
            let column = rows.iter().map(|row| Some(row[group][i]));
            data = data.with(*name, column.collect()).expect("as many rows");
        }
    }
    let sizes = effect_sizes(measure(word), &data, &Options::default());
    sizes.expect("no row is impossible").effects
}

/// Equal but for rounding, the estimate times `sign`.
fn are_equal(one: Effect, two: Effect, sign: f64) -> bool {
    let close = |x: Option<f64>, y: Option<f64>, sign: f64| match (x, y) {
        (Some(x), Some(y)) => (x - sign * y).abs() <= 1e-9 * x.abs().max(1.0),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    close(one.estimate(), two.estimate(), sign) && close(one.variance(), two.variance(), 1.0)
}

/// A first number and two whole ones, which serve as counts and as mean, standard deviation and size.
fn group() -> impl Strategy<Value = [f64; 3]> {
    (1_u32..60, 1_u32..40, 2_u32..90)
        .prop_map(|(x, y, n)| [f64::from(x), f64::from(y), f64::from(n)])
}

proptest! {
    // The tetrachoric correlation integrates at each step of a search.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn prop_exchanged_groups_turn_the_sign(rows in prop::collection::vec([group(), group()], 1..6)) {
        let exchanged: Vec<_> = rows.iter().map(|&[one, two]| [two, one]).collect();
        for &(word, names) in ANTISYMMETRIC {
            let pairs = effects(word, names, &rows).into_iter().zip(effects(word, names, &exchanged));
            for (one, two) in pairs {
                prop_assert!(are_equal(one, two, -1.0), "{word}: {one:?} and {two:?}");
            }
        }
    }

    #[test]
    fn prop_rows_do_not_mind_their_order(rows in prop::collection::vec([group(), group()], 1..6)) {
        let backwards: Vec<_> = rows.iter().rev().copied().collect();
        for &(word, names) in ANTISYMMETRIC {
            let mut reversed = effects(word, names, &backwards);
            reversed.reverse();
            for (one, two) in effects(word, names, &rows).into_iter().zip(reversed) {
                prop_assert!(are_equal(one, two, 1.0), "{word}: {one:?} and {two:?}");
            }
        }
    }
}
