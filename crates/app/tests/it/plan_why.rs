//! `spotcheck why` of the numbers of a plan.

use std::{collections::BTreeSet, thread};

use serde_json::Value;

use crate::{
    plan::{BELLY, LIFTER, NEWCOMER, TAPER, plan},
    run::{said, spotcheck},
};

/// Every number of a plan answers `why`, by its full name.
#[test]
fn why_answers_every_number_of_a_plan() {
    let mut names = BTreeSet::new();
    leaves(&plan("why-taper", LIFTER, TAPER), "", &mut names);
    leaves(&plan("why-belly", NEWCOMER, BELLY), "", &mut names);
    let names: Vec<String> = names.into_iter().collect();
    assert!(400 < names.len());
    thread::scope(|scope| {
        for some in names.chunks(names.len().div_ceil(4)) {
            scope.spawn(|| some.iter().for_each(|name| tells_why(name)));
        }
    });
}

fn tells_why(name: &str) {
    let told = said(&["why", name]);
    assert!(
        told.contains("what") && told.contains("how"),
        "{name}: {told}"
    );
}

/// What no plan holds is refused, and what is nearest is named.
#[test]
fn why_refuses_numbers_that_no_plan_holds() {
    for (name, near) in [
        ("energy.nonsense", "energy."),
        ("energy.deficit.nonsense", "energy.deficit"),
        ("energy.phases.nonsense", "energy.phases"),
        ("energy.defict", "energy.deficit"),
        ("forecast.weeks.weight_kg.nonsense", "forecast"),
        ("training.weekly_sets.XX.planned", "training.weekly_sets"),
        ("macros.", "macros"),
        ("glycerol_centrl", "glycerol_central"),
        ("", "without a name"),
        ("@@", "without a name"),
    ] {
        let output = spotcheck(&["why", name]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(output.stdout.is_empty(), "{name}");
        let hint = stderr.split_once("hint: ").map(|(_, hint)| hint);
        assert!(
            hint.is_some_and(|hint| hint.contains(near)),
            "{name}: {stderr}"
        );
    }
}

fn leaves(value: &Value, name: &str, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                let below = if name.is_empty() {
                    key.clone()
                } else {
                    format!("{name}.{key}")
                };
                leaves(field, &below, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(item, name, names)),
        Value::Number(_) => {
            names.insert(name.to_owned());
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
