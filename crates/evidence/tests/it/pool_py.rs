//! The limb-control pool, against the figures worked out independently from the papers' tables
//! (Walts 2008 table 3, Miura 2009): effects to the third decimal, pools to the second.

use spotcheck_evidence::{Library, Measure, Row};

fn effect(key: &str, measure: Measure) -> (f64, f64) {
    let library = Library::built_in().expect("the built-in evidence is sound");
    let Some(Row::Study(study)) = library.row(key) else {
        panic!("{key} is a study")
    };
    let effect = study.effect(measure).expect("computable");
    (effect.estimate, effect.variance.sqrt())
}

#[test]
fn limb_control_effects_percent_and_smd() {
    let half_digit = 6e-4;
    for (key, measure, estimate, se) in [
        ("walts2008_men", Measure::Percent, 1.672, 1.649),
        ("walts2008_women", Measure::Percent, 0.486, 1.485),
        ("miura2009", Measure::Percent, 0.438, 2.965),
        ("walts2008_men", Measure::Smd, 0.036, 0.035),
        ("walts2008_women", Measure::Smd, 0.010, 0.032),
        ("miura2009", Measure::Smd, 0.017, 0.112),
        ("brobakken2023", Measure::Percent, -4.170, 2.781),
        ("brobakken2023", Measure::Smd, -0.709, 0.515),
        ("scotto2017_upper", Measure::Percent, -9.800, 2.751),
        ("scotto2017_lower", Measure::Percent, -7.500, 3.342),
    ] {
        let (ours, our_se) = effect(key, measure);
        assert!(
            (ours - estimate).abs() < half_digit,
            "{key} {measure:?}: {ours}"
        );
        assert!(
            (our_se - se).abs() < half_digit,
            "{key} {measure:?} se: {our_se}"
        );
    }
    // Printed to two decimals, from a p rounded to two.
    for (key, estimate, se) in [
        ("scotto2017_upper_within", -8.1, 2.70),
        ("scotto2017_lower_within", -9.2, 3.07),
    ] {
        let (ours, our_se) = effect(key, Measure::Percent);
        assert!((ours - estimate).abs() < 0.05, "{key}: {ours}");
        assert!((our_se - se).abs() < 0.006, "{key} se: {our_se}");
    }
}

#[test]
fn limb_control_pool_and_its_sensitivity() {
    let library = Library::built_in().expect("the built-in evidence is sound");
    let claim = library.claim("C04").expect("a claim");
    let pool = library
        .size(claim)
        .expect("computable")
        .pool
        .expect("three effects are pooled");
    let printed = |ours: f64, expected: f64| {
        assert!((ours - expected).abs() < 0.005, "{ours} is not {expected}");
    };
    printed(pool.floored.estimate, 0.95);
    printed(pool.wald.ci.lo, -1.08);
    printed(pool.wald.ci.hi, 2.97);
    printed(pool.floored.ci.lo, -3.50);
    printed(pool.floored.ci.hi, 5.40);
    // Had the assumed correlation of before with after been .90 or .98.
    let expected = [(0.90, 0.89, -5.05, 6.83), (0.98, 0.99, -1.94, 3.91)];
    assert_eq!(pool.sensitivity.len(), expected.len());
    for ((r, estimate, ci), expected) in pool.sensitivity.iter().zip(expected) {
        let (r, y, lo, hi) = (*r, *estimate, ci.lo, ci.hi);
        printed(r, expected.0);
        printed(y, expected.1);
        printed(lo, expected.2);
        printed(hi, expected.3);
    }
}
