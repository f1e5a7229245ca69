//! `spotcheck import`: dry runs, the neutral table, and what has to be told first.

use std::path::Path;

use crate::run::{file, json, spotcheck};

fn sample(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../import/tests/samples");
    root.join(name).display().to_string()
}

#[test]
fn a_dry_run_says_what_would_be_kept() {
    let (withings, openscale) = (sample("withings_weight.csv"), sample("openscale_2x.csv"));
    let told = json(&["import", &withings, &openscale, "--dry-run", "--json"]);
    let first = &told[0];
    for (key, value) in [
        ("format", serde_json::json!("withings")),
        ("rows_read", serde_json::json!(3)),
        ("kept", serde_json::json!(3)),
        ("duplicate", serde_json::json!(0)),
        ("refused", serde_json::json!([])),
        ("first_day", serde_json::json!("2026-03-01")),
        ("last_day", serde_json::json!("2026-03-04")),
        ("unit", serde_json::json!("kg")),
        ("zone", serde_json::Value::Null),
        ("suspicious", serde_json::json!([])),
        ("undo", serde_json::Value::Null),
    ] {
        assert_eq!(first[key], value, "{key}");
    }
    assert_eq!(told[1]["format"], "openscale-2");
    assert!(
        first["file"]
            .as_str()
            .is_some_and(|name| name.ends_with("withings_weight.csv"))
    );
}

#[test]
fn what_the_file_does_not_say_is_asked() {
    for (name, hint) in [
        ("trendweight_raw.csv", "--unit kg (or lb, st)"),
        ("libra_v6.csv", "--zone Europe/Berlin"),
        (
            "com.samsung.health.weight.20260401000000.csv",
            "--clock local",
        ),
    ] {
        let output = spotcheck(&["import", &sample(name), "--dry-run"]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(hint), "{stderr}");
    }
    let told = json(&[
        "import",
        &sample("trendweight_raw.csv"),
        "--unit",
        "kg",
        "--dry-run",
        "--json",
    ]);
    assert_eq!(told[0]["unit_from"], "as you said");
    assert_eq!(told[0]["clock"], serde_json::Value::Null);
    let weights = sample("com.samsung.health.weight.20260401000000.csv");
    let asked = ["import", &weights, "--clock", "utc", "--dry-run"];
    let told = json(&[&asked[..], &["--json"]].concat());
    assert_eq!(
        (&told[0]["clock"], &told[0]["clock_from"]),
        (&"UTC".into(), &"as you said".into())
    );
    let words = String::from_utf8(spotcheck(&asked).stdout).expect("UTF-8");
    assert!(words.contains("  clock: UTC, as you said\n"), "{words}");
}

#[test]
fn any_file_becomes_the_neutral_table() {
    let output = spotcheck(&[
        "import",
        &sample("libra_v6.csv"),
        "--zone",
        "Europe/Berlin",
        "--csv",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let table = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        table.contains("2026-03-01T07:10:05,+01:00,Europe/Berlin,,,weight,,,84.2,kg,kg,"),
        "{table}"
    );
    let again = json(&[
        "import",
        file("neutral.csv", &table).to_str().expect("ASCII"),
        "--dry-run",
        "--json",
    ]);
    assert_eq!(
        (&again[0]["format"], &again[0]["kept"]),
        (&"neutral".into(), &5.into())
    );
}

#[test]
fn what_is_no_export_is_refused_with_what_is_read() {
    let nothing = file("letter.txt", "Dear scale,\n");
    let output = spotcheck(&["import", nothing.to_str().expect("ASCII"), "--dry-run"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("Withings"), "{stderr}");
}
