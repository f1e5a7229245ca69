//! Reading the reference vectors, and comparing with a tolerance on both sides.

use serde_json::Value;

/// The vectors of one data set of metadat, by its name.
#[expect(clippy::disallowed_methods, reason = "a test reads its vectors")]
pub(crate) fn load(dataset: &str) -> Value {
    let path = format!(
        "{}/tests/vectors/{dataset}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&path).expect("the vectors are in the repository");
    serde_json::from_str(&text).expect("the vectors are JSON")
}

/// A list of numbers; R writes a list of one as a bare number.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array();
    values.map_or_else(
        || vec![number(value)],
        |values| values.iter().map(number).collect(),
    )
}

/// One number.
pub(crate) fn number(value: &Value) -> f64 {
    let number = value.as_f64();
    assert!(number.is_some(), "{value} is no number");
    number.expect("asserted")
}

/// A matrix by rows.
pub(crate) fn rows(value: &Value) -> Vec<Vec<f64>> {
    value
        .as_array()
        .expect("a matrix")
        .iter()
        .map(numbers)
        .collect()
}

/// Two-sided: relative to the expected value, and absolute below `floor` times the tolerance.
#[track_caller]
pub(crate) fn agrees(what: &str, ours: f64, theirs: f64, relative: f64, floor: f64) {
    let tolerance = relative * theirs.abs().max(floor);
    assert!(
        (ours - theirs).abs() <= tolerance,
        "{what}: {ours} is not {theirs} within {relative:e}"
    );
}
