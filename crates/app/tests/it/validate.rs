//! The page of validation is what the program prints, and its document is sound.

use std::fs;

use crate::run::{json, said};

/// `spotcheck validate --markdown > docs/method/validation.md` makes it again.
#[test]
fn the_committed_page_is_current() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/method/validation.md"
    );
    let page = fs::read_to_string(path).expect("the page is committed");
    assert_eq!(said(&["validate", "--markdown"]), page);
}

/// The sums of the document are those of its own rows.
#[test]
fn the_sums_are_of_the_rows() {
    let document = json(&["validate", "--json"]);
    let arms = document["arms"].as_array().expect("arms are a list");
    let scored: Vec<_> = arms.iter().filter(|arm| !arm["error"].is_null()).collect();
    let held = scored.iter().filter(|arm| arm["held"] == true).count();
    assert_eq!(document["all"]["n"], scored.len());
    assert_eq!(document["all"]["held"], held);
    for arm in &scored {
        let number = |name: &str| arm[name].as_f64().expect("scored arms have numbers");
        let observed = 100.0 * (number("after") / number("before") - 1.0);
        assert!((number("observed") - observed).abs() < 1e-9, "{arm}");
        assert!(
            (number("forecast") - observed - number("error")).abs() < 1e-9,
            "{arm}"
        );
        let inside = number("lo90") <= number("forecast") && number("forecast") <= number("hi90");
        assert!(inside, "{arm}");
    }
    let regions = document["regions"].as_array().expect("regions are a list");
    let means: u64 = regions
        .iter()
        .filter_map(|region| region["n"].as_u64())
        .sum();
    assert_eq!(document["all"]["n"], means);
}

/// What was recalled, and a depot's part, is shown and not counted.
#[test]
fn what_does_not_count_says_why() {
    let document = json(&["validate", "--json"]);
    let arms = document["arms"].as_array().expect("arms are a list");
    for arm in arms {
        assert_eq!(arm["error"].is_null(), arm["unscored"].is_string(), "{arm}");
    }
    let text = said(&["validate"]);
    assert!(text.starts_with("Of "), "the first line answers: {text}");
    let page = said(&["validate", "--markdown"]);
    assert!(page.contains("Not scored: the visceral figure is from memory."));
}

/// `arm_ln_sd` is the moment estimate its locator says it is: with it, the arms that served the
/// exponents are as far off as forecast, Σ (r / sd)² being their number, within 3 %.
#[test]
fn arms_that_served_the_exponents_are_as_far_off_as_forecast() {
    let document = json(&["validate", "--json"]);
    let arms = document["arms"].as_array().expect("arms are a list");
    let served = arms
        .iter()
        .filter(|arm| arm["set"] == "in sample" && !arm["error"].is_null());
    let squares: Vec<f64> = served
        .map(|arm| {
            let ln = |name: &str| (arm[name].as_f64().expect("a number") / 100.0).ln_1p();
            // 90 % of a normal lie within 1.645 standard deviations.
            let sd = (ln("hi90") - ln("lo90")) / (2.0 * 1.645);
            ((ln("observed") - ln("forecast")) / sd).powi(2)
        })
        .collect();
    let mean = squares.iter().sum::<f64>() / squares.len() as f64;
    assert!((mean - 1.0).abs() < 0.03, "{mean}");
}
