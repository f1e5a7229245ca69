//! `track`: logs in, expenditure and the weight ahead out, as the contract has it.

use serde_json::Value;

use crate::run::{argument, file, said, spotcheck};

/// Somebody of 80 kg who logs 2000 kcal a day and stays as they are.
fn steady(days: usize) -> String {
    let weights: Vec<String> = (0..=days)
        .map(|day| {
            let kg = if day % 2 == 0 { 79.8 } else { 80.2 };
            format!(r#"{{"day":{day},"kg":{kg}}}"#)
        })
        .collect();
    let intake: Vec<String> = (0..days)
        .map(|day| {
            let kcal = if day % 2 == 0 { 1800 } else { 2200 };
            format!(r#"{{"day":{day},"kcal":{kcal},"complete":true}}"#)
        })
        .collect();
    format!(
        r#"{{"id":"steady","me":{{"sex":"female","age_y":55,"height_cm":170,"pal":1.6}},"start":"2026-08-01","weights":[{}],"intake":[{}]}}"#,
        weights.join(","),
        intake.join(",")
    )
}

fn lines(text: &str) -> Vec<Value> {
    let parse = |line| serde_json::from_str(line).expect("every line is JSON");
    text.lines().map(parse).collect()
}

/// Who neither gains nor loses spends what they eat: the first law is the authority.
#[test]
fn who_stays_the_same_spends_what_they_log() {
    let path = file("steady.jsonl", &steady(84));
    let text = said(&["track", "--batch", argument(&path), "--as-of", "28,84"]);
    let found = lines(&text);
    assert_eq!(found.len(), 2);
    for (line, as_of) in found.iter().zip([28, 84]) {
        assert_eq!(
            (&line["id"], &line["as_of"]),
            (&"steady".into(), &as_of.into())
        );
        let keys: Vec<&String> = line.as_object().expect("an object").keys().collect();
        assert_eq!(keys.len(), 5, "{keys:?}");
        let number = |a: &str, b: &str| line[a][b].as_f64().expect("a number");
        assert!((number("trend_kg", "median") - 80.0).abs() < 0.3);
        let ahead = "weight_ahead_kg";
        assert_eq!(line[ahead]["day"], as_of + 28);
        let order = ["lo90", "lo50", "median", "hi50", "hi90"].map(|key| number(ahead, key));
        assert!(order.is_sorted() && number(ahead, "sd") > 0.0, "{order:?}");
        let spent = ["lo90", "median", "hi90"].map(|key| number("expenditure_kcal_per_day", key));
        assert!(spent[0] < 2000.0 && 2000.0 < spent[2], "{spent:?}");
        let near = if as_of == 84 { 40.0 } else { 120.0 };
        assert!((spent[1] - 2000.0).abs() < near, "{spent:?}");
    }
}

#[test]
fn a_bad_line_says_so_and_stops_no_other() {
    let steady = steady(20);
    let unknown = steady.replace("\"start\"", "\"begin\"");
    let child = steady.replace("\"age_y\":55", "\"age_y\":9");
    let no_date = steady.replace("2026-08-01", "yesterday");
    let twice = steady.replace("{\"day\":1,\"kcal\"", "{\"day\":0,\"kcal\"");
    let batch = [&unknown, &child, &no_date, &twice, &steady]
        .map(String::as_str)
        .join("\n");
    let path = file("mixed.jsonl", &batch);
    let output = spotcheck(&["track", "--batch", argument(&path), "--as-of", "20"]);
    assert_eq!(output.status.code(), Some(2));
    let found = lines(&String::from_utf8_lossy(&output.stdout));
    assert_eq!(found.len(), 5);
    let errors = found.iter().map(|line| line["error"].as_str());
    let expected = ["`begin`", "18", "yesterday", "day 0 is given twice"];
    for ((error, word), line) in errors.zip(expected).zip(1..) {
        let error = error.expect("an error");
        assert!(error.contains(word), "{error}");
        assert_eq!(found[line - 1]["line"], line);
    }
    assert_eq!(found[4]["as_of"], 20);
    assert!(found[4]["error"].is_null());
}

/// 176.4 is 80 kg in pounds: refused, and named if asked.
#[test]
fn a_slip_of_the_unit_changes_nothing() {
    let slipped = steady(28).replace(r#"{"day":20,"kg":79.8}"#, r#"{"day":20,"kg":176.4}"#);
    let path = file("slipped.jsonl", &slipped);
    let text = said(&[
        "track",
        "--batch",
        argument(&path),
        "--as-of",
        "28",
        "--more",
    ]);
    let line = &lines(&text)[0];
    assert_eq!(line["refused_days"], serde_json::json!([20]));
    let trend = line["trend_kg"]["median"].as_f64().expect("a number");
    assert!((trend - 80.0).abs() < 0.3, "{trend}");
    assert!(line["real_expenditure_kcal_per_day"]["median"].as_f64() > Some(2000.0));
}
