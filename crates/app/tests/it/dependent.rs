//! Effects that go together, through the command: metafor 3.8-1 `rma.mv` and clubSandwich 0.5.8.

use std::fmt::Write as _;

use serde_json::Value;

use crate::run::{argument, file, json};

/// The effects of a vector file with some columns of its inputs, as a table.
fn table(name: &str, vectors: &Value, columns: &[&str]) -> std::path::PathBuf {
    let mut text = format!("yi,vi,{}\n", columns.join(","));
    let effects = vectors["yi"].as_array().expect("effects");
    for (i, yi) in effects.iter().enumerate() {
        write!(text, "{yi},{}", vectors["vi"][i]).expect("a string");
        for column in columns {
            let cell = &vectors["inputs"][column][i];
            write!(
                text,
                ",{}",
                cell.as_str()
                    .map_or_else(|| cell.to_string(), str::to_owned)
            )
            .expect("a string");
        }
        text.push('\n');
    }
    file(name, &text)
}

/// Numbers that two optimisers may be said to share.
fn near(what: &str, ours: &Value, theirs: &Value) {
    let numbers = |value: &Value| -> Vec<f64> {
        let many = value.as_array().map(Vec::as_slice);
        let values = many.unwrap_or(std::slice::from_ref(value));
        values.iter().filter_map(Value::as_f64).collect()
    };
    let (ours, theirs) = (numbers(ours), numbers(theirs));
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (ours, theirs) in ours.into_iter().zip(theirs) {
        let tolerance = 1e-5 * theirs.abs().max(1e-3);
        assert!(
            (ours - theirs).abs() <= tolerance,
            "{what}: {ours}, {theirs}"
        );
    }
}

#[test]
fn metafor_three_levels_and_robust_errors() {
    let vectors = include_str!("../../../meta/tests/vectors/konstantopoulos2011.json");
    let vectors: Value = serde_json::from_str(vectors).expect("JSON");
    let path = table("districts.csv", &vectors, &["district", "school"]);
    let told = json(&[
        "evidence",
        "pool",
        "--data",
        argument(&path),
        "--random",
        "district/school",
        "--cluster",
        "district",
        "--json",
    ]);
    for key in ["beta", "se", "ci_lb", "ci_ub", "sigma2", "QE", "QM"] {
        near(key, &told[key], &vectors["fit"]["REML"][key]);
    }
    let robust = &vectors["robust"]["CR2_clubSandwich"];
    for key in ["se", "df", "ci_lb", "ci_ub", "QM"] {
        near(key, &told["robust"][key], &robust[key]);
    }
}

#[test]
fn metafor_errors_that_correlate_as_assumed() {
    let vectors = include_str!("../../../meta/tests/vectors/assink2016.json");
    let vectors: Value = serde_json::from_str(vectors).expect("JSON");
    let path = table("studies.csv", &vectors, &["study", "esid"]);
    let arguments = [
        "evidence",
        "pool",
        "--data",
        argument(&path),
        "--random",
        "study/esid",
        "--cluster",
        "study",
        "--rho",
        "0.6",
        "--json",
    ];
    let output = crate::run::spotcheck(&arguments);
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    // Two rows of this data set are the same in every figure, and are doubted.
    let doubts = String::from_utf8_lossy(&output.stderr);
    assert!(doubts.contains("please check row 42"), "{doubts}");
    for key in ["beta", "se", "sigma2", "QE"] {
        near(key, &told[key], &vectors["fit"]["vcalc_rho06"][key]);
    }
}
