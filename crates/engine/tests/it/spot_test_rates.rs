//! How often the test of one spot is right, against the table of the working note it follows.

use spotcheck_engine::spot_test::{Rates, Tool, World};
use spotcheck_model::Parameters;

/// Errors known and independent, as in the table: 1500 tests a row, ultrasound twice a week.
const KNOWN: World = World {
    tool: Tool::Ultrasound,
    effect_mm: 0.0,
    per_week: 2,
    run_in_weeks: 0,
    correlation: 0.0,
    tail: None,
    error_ratio: 1.0,
    known: true,
};

fn assert_near(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{what}: {found}, expected {expected} within {tolerance}"
    );
}

/// Three points: the table's own error is about one, and the clause of 0.99 was not applied in it to
/// the opposite side.
#[test]
fn working_note_operating_characteristics() {
    for (effect_mm, found, none, opposite, inconclusive, weeks) in [
        (0.0, 0.001, 0.986, 0.010, 0.003, 12.1),
        (-0.5, 0.056, 0.771, 0.0, 0.173, 13.6),
        (-1.0, 0.576, 0.094, 0.0, 0.330, 13.2),
        (-1.5, 0.990, 0.003, 0.0, 0.007, 10.4),
        (-2.0, 1.0, 0.0, 0.0, 0.0, 8.8),
    ] {
        let world = World { effect_mm, ..KNOWN };
        let rates = world.rates(Parameters::published(), 20_000, 11);
        let what = |name: &str| format!("{name} at {effect_mm}");
        assert_near(rates.found, found, 0.03, &what("found"));
        assert_near(rates.none, none, 0.03, &what("none"));
        assert_near(rates.opposite, opposite, 0.03, &what("opposite"));
        assert_near(
            rates.inconclusive,
            inconclusive,
            0.03,
            &what("inconclusive"),
        );
        assert_near(rates.weeks, weeks, 0.3, &what("weeks"));
    }
}

/// Correlation that nobody reckons with makes finds where half a useful effect is; a reading that learns the errors
/// makes fewer of them, and not as few as if there were no correlation.
#[test]
fn correlated_errors_are_found_out_in_part() {
    let independent = World {
        effect_mm: -0.5,
        ..KNOWN
    };
    let ignorant = World {
        correlation: 0.3,
        ..independent
    };
    let learnt = World {
        known: false,
        run_in_weeks: 2,
        ..ignorant
    };
    let found = |world: World, count| world.rates(Parameters::published(), count, 5).found;
    let (independent, ignorant) = (found(independent, 10_000), found(ignorant, 10_000));
    let learnt = found(learnt, 800);
    assert!(
        independent < learnt && learnt < ignorant,
        "{independent} {learnt} {ignorant}"
    );
}

#[test]
fn rates_are_a_seed_s_own_and_sum_to_one() {
    let world = World {
        effect_mm: -1.0,
        ..KNOWN
    };
    let of = |seed| world.rates(Parameters::published(), 200, seed);
    assert_eq!(of(3), of(3));
    assert_ne!(of(3), of(4));
    let Rates {
        found,
        none,
        opposite,
        inconclusive,
        ..
    } = of(3);
    assert_near(found + none + opposite + inconclusive, 1.0, 1e-9, "all");
}
