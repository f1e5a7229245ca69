//! `evidence diagnose` in the shape of the vectors, against metafor 3.8-1 on bcg.

use std::fmt::Write as _;

use serde_json::Value;

use crate::run::{argument, file, json, said};

fn vectors() -> Value {
    let text = include_str!("../../../meta/tests/vectors/bcg.json");
    serde_json::from_str(text).expect("JSON")
}

/// The effects of bcg with their years and sizes, as a table.
fn table(name: &str, vectors: &Value) -> std::path::PathBuf {
    let mut text = String::from("yi,vi,year,ablat,ni\n");
    let inputs = &vectors["inputs"];
    for i in 0..13 {
        let cells = ["ai", "bi", "ci", "di"].map(|cell| inputs[cell][i].as_f64().expect("a count"));
        let size: f64 = cells.iter().sum();
        let (yi, vi) = (&vectors["yi"][i], &vectors["vi"][i]);
        let (year, ablat) = (&inputs["year"][i], &inputs["ablat"][i]);
        writeln!(text, "{yi},{vi},{year},{ablat},{size}").expect("a string");
    }
    file(name, &text)
}

/// Every number of `theirs` stands in `ours` at the same place.
fn same(place: &str, ours: &Value, theirs: &Value, relative: f64) {
    match theirs {
        Value::Object(fields) => {
            for (key, theirs) in fields {
                same(&format!("{place}.{key}"), &ours[key], theirs, relative);
            }
        }
        Value::Array(values) => {
            for (i, theirs) in values.iter().enumerate() {
                same(&format!("{place}[{i}]"), &ours[i], theirs, relative);
            }
        }
        Value::Number(number) => {
            let theirs = number.as_f64().expect("a number");
            let ours = ours.as_f64();
            let ours = ours.unwrap_or_else(|| panic!("{place} is absent"));
            let tolerance = relative * theirs.abs().max(1e-3);
            assert!(
                (ours - theirs).abs() <= tolerance,
                "{place}: {ours}, {theirs}"
            );
        }
        Value::Null => assert!(ours.is_null(), "{place}: {ours}"),
        Value::Bool(_) | Value::String(_) => assert_eq!(ours, theirs, "{place}"),
    }
}

#[test]
fn metafor_bcg_diagnostics_have_the_shape_of_the_vectors() {
    let vectors = vectors();
    let path = table("diagnose.csv", &vectors);
    let told = json(&[
        "evidence",
        "diagnose",
        "--data",
        argument(&path),
        "--order",
        "year",
        "--json",
    ]);
    let single = &vectors["diagnostics"];
    for key in ["leave1out", "influence", "rstudent", "rstandard", "baujat"] {
        same(key, &told[key], &single[key]["REML"], 1e-8);
    }
    // The vectors hold no Q of a growing mean.
    let growing = &single["cumul"]["REML"];
    for key in ["order", "estimate", "se", "zval", "ci.lb", "ci.ub"] {
        same(key, &told["cumul"][key], &growing[key], 1e-8);
    }
    let bias = &vectors["bias"];
    for key in ["ranktest", "fsn", "tes"] {
        same(key, &told[key], &bias[key], 1e-8);
    }
    // metafor's inner fits stop at a looser threshold, as the README of the vectors has it.
    same("regtest", &told["regtest"], &bias["regtest"], 1e-5);
    same(
        "trimfill",
        &told["trimfill"],
        &bias["trimfill"]["REML_L0"],
        1e-4,
    );
    same(
        "trimfill",
        &told["trimfill"]["R0"],
        &bias["trimfill"]["REML_R0"],
        1e-4,
    );
    assert_eq!(told["not_computed"], serde_json::json!({}));
}

#[test]
fn with_moderators_what_needs_a_mean_is_null_and_says_why() {
    let path = table("moderated.csv", &vectors());
    let told = json(&[
        "evidence",
        "diagnose",
        "--data",
        argument(&path),
        "--mods",
        "ablat",
        "--json",
    ]);
    for key in ["leave1out", "cumul", "trimfill"] {
        assert!(told[key].is_null(), "{key}");
        let why = told["not_computed"][key].as_str().expect("a reason");
        assert!(why.contains("moderators"), "{why}");
    }
    assert_eq!(
        told["influence"]["dfbs"][0].as_array().map(Vec::len),
        Some(2)
    );
}

#[test]
fn diagnostics_are_told_in_words() {
    let path = table("told.csv", &vectors());
    let told = said(&["evidence", "diagnose", "--data", argument(&path)]);
    insta::assert_snapshot!(told);
}
