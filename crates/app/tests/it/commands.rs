//! The other commands: bound, forecast, why, evidence.

use serde_json::Value;

use crate::run::{argument, file, json, said, spotcheck};

/// The worked example of the bound: 5 kg, half an hour a day, a year.
#[test]
fn bound_gives_28_46_and_82_grams() {
    let bound = json(&[
        "bound",
        "--depot-kg",
        "5",
        "--minutes-per-day",
        "30",
        "--days",
        "365",
        "--json",
    ]);
    let grams: Vec<f64> = ["central_g", "largest_point_g", "upper95_g"]
        .iter()
        .map(|key| bound[*key].as_f64().expect("a number").round())
        .collect();
    assert_eq!(grams, [28.0, 46.0, 82.0]);
    let systemic_kg = bound["systemic_g"].as_f64().expect("a number") / 1000.0;
    assert!((systemic_kg - 4.7).abs() < 0.1, "{systemic_kg}");
    insta::assert_snapshot!(said(&[
        "bound",
        "--depot-kg",
        "5",
        "--minutes-per-day",
        "30"
    ]));
}

const SCENARIO: &str = r#"{"id":"a","person":{"sex":"female","age_y":34,"height_cm":168,"weight_kg":82,"pal":1.5,"waist_cm":96},"days":84,"schedule":[{"from_day":0,"intake_change_kcal_per_day":-450}]}"#;

#[test]
fn a_forecast_has_the_rows_of_the_contract() {
    let path = file("scenario.json", SCENARIO);
    let forecast = json(&["forecast", "--json", "--scenario", argument(&path)]);
    let rows = forecast["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 85);
    for (day, row) in rows.iter().enumerate() {
        assert_eq!(row["day"], day);
        let regions: f64 = row["regions"]
            .as_object()
            .expect("regions")
            .values()
            .filter_map(Value::as_f64)
            .sum();
        let fat = row["fat_kg"].as_f64().expect("a number");
        assert!((regions - fat).abs() < 1e-9, "day {day}");
    }
    let mut keys: Vec<&str> = rows[0]
        .as_object()
        .expect("a row")
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "adaptive_kcal_per_day",
            "bmi",
            "day",
            "ecf_kg",
            "expenditure_kcal_per_day",
            "fat_kg",
            "ffm_kg",
            "glycogen_kg",
            "intake_kcal_per_day",
            "lean_tissue_kg",
            "regions",
            "waist_cm",
            "weight_kg",
        ]
    );
}

#[test]
fn draws_give_ranges_that_hold_the_median() {
    let path = file("drawn.json", SCENARIO);
    let forecast = json(&[
        "forecast",
        "--json",
        "--draws",
        "100",
        "--seed",
        "7",
        "--scenario",
        argument(&path),
    ]);
    let last = &forecast["rows"][84]["weight_kg"];
    let at = |key: &str| last[key].as_f64().expect("a number");
    assert!(
        at("lo90") < at("lo50") && at("lo50") < at("median"),
        "{last}"
    );
    assert!(
        at("median") < at("hi50") && at("hi50") < at("hi90"),
        "{last}"
    );
}

#[test]
fn a_batch_goes_on_after_a_bad_line_and_says_so() {
    let bad = SCENARIO.replace("\"height_cm\":168", "\"height_cm\":12");
    let path = file("batch.jsonl", &format!("{SCENARIO}\n{bad}\n{SCENARIO}\n"));
    let output = spotcheck(&["forecast", "--batch", argument(&path)]);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], lines[2]);
    assert_eq!(lines[1]["line"], 2);
    assert!(
        lines[1]["error"]
            .as_str()
            .is_some_and(|error| error.contains("height_cm"))
    );
}

#[test]
fn a_forecast_reads_as_a_table_and_as_csv() {
    let path = file("table.json", SCENARIO);
    insta::assert_snapshot!(said(&["forecast", "--scenario", argument(&path)]));
    let csv = said(&["forecast", "--csv", "--scenario", argument(&path)]);
    assert_eq!(csv.lines().count(), 86);
    assert!(csv.starts_with("day,weight_kg,fat_kg,ffm_kg,"), "{csv}");
}

#[test]
fn a_forecast_draws_itself() {
    let (path, plot) = (
        file("drawn_plot.json", SCENARIO),
        crate::run::scratch("plot.svg"),
    );
    let table = said(&[
        "forecast",
        "--scenario",
        argument(&path),
        "--draws",
        "50",
        "--plot",
        argument(&plot),
    ]);
    assert!(
        table.starts_with("Day 84: weight 82.0 to "),
        "how it ends is still said first"
    );
    let svg = std::fs::read_to_string(&plot).expect("the plot is written");
    // Weight, fat, fat-free, five regions and the waist, two bands each.
    assert_eq!(svg.matches("<polyline").count(), 9);
    assert_eq!(svg.matches("<polygon").count(), 18);
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    assert!(svg.contains("<desc>Weight: 82.0 to "), "it reads aloud");
    assert!(!svg.contains("NaN") && !svg.contains("inf,") && !svg.contains(",inf"));
    let output = spotcheck(&[
        "forecast",
        "--scenario",
        argument(&path),
        "--plot",
        "/nowhere/f.svg",
    ]);
    assert_eq!(output.status.code(), Some(2));
}

/// Legs of 13 kg by DXA are 13 kg on day 0; a scan that contradicts the fat mass is refused.
#[test]
fn a_scenario_may_hold_a_scan() {
    let scan = |legs_kg: u32| {
        let told = format!(
            r#""fat_kg":30,"scan":{{"device":"dxa_ge","legs_fat_kg":{legs_kg},"visceral":0.8}},"pal""#
        );
        SCENARIO.replace("\"pal\"", &told)
    };
    let path = file("scan.json", &scan(13));
    let forecast = json(&["forecast", "--json", "--scenario", argument(&path)]);
    let legs_kg = forecast["rows"][0]["regions"]["legs_kg"].as_f64();
    assert!((legs_kg.expect("a number") - 13.0).abs() < 1e-9);
    let path = file("overfull.json", &scan(31));
    let output = spotcheck(&["forecast", "--json", "--scenario", argument(&path)]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("hold 31 kg of fat, fat_kg is 30"),
        "{stderr}"
    );
}

/// Arithmetic that would harm a body is told so.
#[test]
fn a_forecast_below_a_healthy_weight_says_so() {
    let thin = SCENARIO.replace("\"weight_kg\":82", "\"weight_kg\":54");
    let path = file("thin.json", &thin);
    let output = spotcheck(&["forecast", "--json", "--scenario", argument(&path)]);
    assert!(output.status.success());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("too low for the height"), "{stderr}");
}

#[test]
fn why_tells_where_a_number_comes_from() {
    insta::assert_snapshot!(said(&["why", "glycerol_central"]));
    insta::assert_snapshot!(said(&["why", "kostek2007_mri"]));
    assert!(said(&["why"]).lines().count() > 50);
    let met = said(&["why", "met_cycling_easy"]);
    assert!(
        met.starts_with("met_cycling_easy = 4 MET\n") && met.contains("01010"),
        "{met}"
    );
}

#[test]
fn every_stored_verdict_still_follows() {
    let output = spotcheck(&["evidence", "check"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{text}");
    let (verdicts, flags) = text.split_once('\n').expect("more than one line");
    assert_eq!(verdicts, "All 51 verdicts follow from the evidence.");
    let library = spotcheck_evidence::Library::built_in().expect("the built-in evidence is sound");
    assert_eq!(flags, format!("{}\n", library.count_by_flag()));
}

#[test]
fn evidence_lists_every_claim() {
    insta::assert_snapshot!(said(&["evidence", "list"]));
    assert_eq!(
        json(&["evidence", "list", "--json"])
            .as_array()
            .map(Vec::len),
        Some(51)
    );
}
