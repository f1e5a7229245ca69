//! Bad input: one clear error with a hint, exit code 2, nothing on stdout.

use std::process::Output;

use crate::run::{argument, file, spotcheck, spotcheck_reading};

/// What a refused run says.
fn refused(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(
        output.stdout.is_empty(),
        "a refusal prints nothing to stdout"
    );
    assert_eq!(stderr.matches("error:").count(), 1, "{stderr}");
    stderr
}

/// As [`refused`], with a hint.
fn refused_with_hint(output: &Output) -> String {
    let stderr = refused(output);
    assert_eq!(stderr.matches("\nhint: ").count(), 1, "{stderr}");
    stderr
}

fn me(name: &str, text: &str) -> Output {
    let path = file(name, text);
    spotcheck(&[
        "ask",
        "--me",
        argument(&path),
        "do crunches burn belly fat?",
    ])
}

#[test]
fn an_unknown_claim() {
    insta::assert_snapshot!(refused_with_hint(&spotcheck(&["evidence", "show", "C99"])));
}

#[test]
fn an_unknown_number() {
    insta::assert_snapshot!(refused_with_hint(&spotcheck(&["why", "glycerol"])));
}

#[test]
fn an_empty_question() {
    for question in ["", "   ", "\n\t"] {
        refused_with_hint(&spotcheck(&["ask", question]));
    }
    insta::assert_snapshot!(refused_with_hint(&spotcheck(&["ask", ""])));
}

#[test]
fn no_question() {
    let output = spotcheck(&["ask"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}

#[test]
fn ten_megabytes_of_question() {
    let question = "belly ".repeat(10_000_000 / 6);
    let output = spotcheck_reading(&["ask", "-"], question.as_bytes());
    insta::assert_snapshot!(refused_with_hint(&output));
}

#[test]
fn a_question_that_is_not_text() {
    refused(&spotcheck_reading(&["ask", "-"], &[0xff, 0xfe, 0x00, 0x80]));
}

#[test]
fn a_person_of_twelve_centimetres() {
    let output = me(
        "tiny.toml",
        "sex = \"male\"\nage_y = 40\nheight_cm = 12\nweight_kg = 80\n",
    );
    insta::assert_snapshot!(refused_with_hint(&output));
}

#[test]
fn a_person_of_minus_five_kilograms() {
    let output = me(
        "negative.toml",
        "sex = \"male\"\nage_y = 40\nheight_cm = 180\nweight_kg = -5\n",
    );
    insta::assert_snapshot!(refused_with_hint(&output));
}

#[test]
fn an_unknown_key() {
    let output = me(
        "unknown.toml",
        "sex = \"male\"\nage_y = 40\nheight_cm = 180\nweight_kg = 80\ncolour = \"red\"\n",
    );
    let stderr = refused_with_hint(&output);
    assert!(
        stderr.contains("unknown field `colour`") && stderr.contains("line 5"),
        "{stderr}"
    );
}

#[test]
fn a_file_that_is_not_there() {
    let output = spotcheck(&[
        "ask",
        "--me",
        "/nowhere/me.toml",
        "do crunches burn belly fat?",
    ]);
    insta::assert_snapshot!(refused_with_hint(&output));
}

#[test]
fn a_file_that_is_no_text() {
    let path = file("binary.toml", "");
    std::fs::write(&path, [0xff, 0xfe, 0x00]).expect("writable");
    refused_with_hint(&spotcheck(&["ask", "--me", argument(&path), "crunches?"]));
}

#[test]
fn numbers_that_are_none() {
    for weight in ["nan", "inf", "1e400", "0"] {
        refused(&me(
            &format!("weight_{weight}.toml"),
            &format!("sex = \"male\"\nage_y = 40\nheight_cm = 180\nweight_kg = {weight}\n"),
        ));
    }
    for depot in ["-1", "NaN", "inf", "1e9"] {
        refused_with_hint(&spotcheck(&[
            "bound",
            "--depot-kg",
            depot,
            "--minutes-per-day",
            "30",
        ]));
    }
}

#[test]
fn a_batch_without_its_columns() {
    for (name, text) in [("foo.csv", "foo,bar\n1,2\n"), ("nothing.csv", "")] {
        let path = file(name, text);
        refused_with_hint(&spotcheck(&["ask", "--batch", argument(&path)]));
    }
}

/// A file cannot steer the terminal through an error.
#[test]
fn control_characters_are_not_echoed() {
    let stderr = refused(&spotcheck(&["why", "\u{1b}[31mred"]));
    assert!(!stderr.contains('\u{1b}'), "{stderr:?}");
}

#[test]
fn a_scenario_that_is_none() {
    for (name, text) in [
        ("empty.json", ""),
        ("broken.json", "{\"person\": "),
        (
            "unknown.json",
            r#"{"person":{"sex":"male","age_y":40,"height_cm":180,"weight_kg":80,"pal":1.5},"days":7,"colour":1}"#,
        ),
        (
            "both.json",
            r#"{"person":{"sex":"male","age_y":40,"height_cm":180,"weight_kg":80,"pal":1.5},"days":7,"schedule":[{"from_day":0,"intake_kcal_per_day":2000,"intake_change_kcal_per_day":-100}]}"#,
        ),
        (
            "ramp.json",
            r#"{"person":{"sex":"male","age_y":40,"height_cm":180,"weight_kg":80,"pal":1.5},"days":7,"schedule":[{"from_day":0,"ramp":true,"to_day":3,"intake_kcal_per_day":[2000]}]}"#,
        ),
        (
            "ear.json",
            r#"{"person":{"sex":"male","age_y":40,"height_cm":180,"weight_kg":80,"pal":1.5},"days":7,"schedule":[{"from_day":0,"local":{"depot":"left ear","minutes_per_day":10}}]}"#,
        ),
        (
            "starving.json",
            r#"{"person":{"sex":"male","age_y":40,"height_cm":180,"weight_kg":80,"pal":1.5},"days":7,"schedule":[{"from_day":0,"intake_kcal_per_day":-10}]}"#,
        ),
    ] {
        let path = file(name, text);
        refused_with_hint(&spotcheck(&["forecast", "--scenario", argument(&path)]));
    }
}

/// The field, what is wrong with it, and what to write instead.
#[test]
fn an_activity_that_is_none() {
    for (activity, wrong, instead) in [
        (
            r#"{"kind":"cyclin","minutes_per_week":60}"#,
            "cycling",
            "yoga",
        ),
        (
            r#"{"kind":"yoga","minutes_per_week":10081}"#,
            "10080",
            "easy",
        ),
        (
            r#"{"kind":"yoga","minutes_per_week":60,"intensity":"easy"}"#,
            "moderate and hard",
            "easy",
        ),
        (
            r#"{"kind":"yoga","minutes_per_week":60,"intensity":5}"#,
            "speed",
            "km/h",
        ),
        (
            r#"{"kind":"walking","minutes_per_week":60,"intensity":20}"#,
            "km_per_h",
            "km/h",
        ),
    ] {
        let path = file(
            "activity.json",
            &format!(
                r#"{{"person":{{"sex":"male","age_y":40,"height_cm":180,"weight_kg":80,"pal":1.5}},"days":7,"schedule":[{{"from_day":3,"activity":[{activity}]}}]}}"#
            ),
        );
        let stderr = refused_with_hint(&spotcheck(&["forecast", "--scenario", argument(&path)]));
        let (error, hint) = stderr.split_once("\nhint: ").expect("one hint");
        assert!(
            error.contains("from day 3: activity") && error.contains(wrong),
            "{stderr}"
        );
        assert!(hint.contains(instead), "{stderr}");
    }
}
