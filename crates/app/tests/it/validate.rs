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
