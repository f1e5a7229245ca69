//! `spotcheck solve`: what it prints, put into a scenario, does what it says.

use serde_json::{Value, json};

use crate::run::{argument, file, json as said_json, said, spotcheck};

/// The man whom the planner of the NIDDK brings from 95 to 85 kg in 180 days with 2230.76 kcal/day and
/// 839.6 mg of sodium less.
fn planner_man(schedule: &Value) -> String {
    json!({
        "person": {"sex": "male", "age_y": 40, "height_cm": 180, "weight_kg": 95, "pal": 1.5},
        "days": 180,
        "schedule": schedule,
    })
    .to_string()
}

fn number(document: &Value, key: &str) -> f64 {
    let value = document[key].as_f64();
    value.unwrap_or_else(|| panic!("{key} is a number in {document}"))
}

/// A run that says no: its document, and what it remarks.
fn negative(arguments: &[&str]) -> (Value, String) {
    let output = spotcheck(arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    let document = serde_json::from_slice(&output.stdout).expect("JSON");
    (
        document,
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn niddk_planner_check_value_through_the_binary_and_back() {
    let salt = json!({"from_day": 0, "sodium_change_mg_per_day": -839.6});
    let path = file("solve/man.json", &planner_man(&json!([salt])));
    let asked = [
        "solve",
        "--scenario",
        argument(&path),
        "--goal",
        "weight_kg=85",
    ];
    let answer = said_json(&[&asked[..], &["--by-day", "180", "--json"]].concat());
    assert_eq!(answer["feasible"], true);
    let intake = number(&answer, "intake_kcal_per_day");
    assert!((intake - 2230.76).abs() < 1.0, "{intake}");
    assert!((number(&answer, "reached_kg") - 85.0).abs() < 1e-3);
    // The planner's shortcut says 2622.10; the steady state has less tissue, and so eats less.
    let kept = number(&answer, "maintenance_kcal_per_day");
    assert!((kept - 2619.0).abs() < 3.0, "{kept}");

    let planned = json!([salt, {"from_day": 0, "intake_kcal_per_day": intake},
        {"from_day": 180, "intake_kcal_per_day": kept}]);
    let days = planner_man(&planned).replace("\"days\":180", "\"days\":1275");
    let path = file("solve/planned.json", &days);
    let forecast = said_json(&["forecast", "--json", "--scenario", argument(&path)]);
    let weight_on = |day: usize| number(&forecast["rows"][day], "weight_kg");
    assert!((weight_on(180) - 85.0).abs() < 1e-3, "{}", weight_on(180));
    assert!((weight_on(1275) - 85.0).abs() < 0.05, "{}", weight_on(1275));
}

#[test]
fn a_plan_in_words() {
    let path = file("solve/words.json", &planner_man(&json!([])));
    let asked = ["solve", "--scenario", argument(&path), "--goal"];
    let say = |more: &[&str]| said(&[&asked[..], more].concat());
    insta::assert_snapshot!(say(&["weight_kg=85", "--by-day", "180"]));
    insta::assert_snapshot!(say(&["bmi=28", "--by-day", "180", "--vary", "pal"]));
}

#[test]
fn out_of_reach_names_the_limit_and_what_comes_nearest() {
    let path = file("solve/soon.json", &planner_man(&json!([])));
    let asked = [
        "solve",
        "--scenario",
        argument(&path),
        "--goal",
        "weight_kg=75",
        "--by-day",
        "60",
    ];
    let (answer, note) = negative(&[&asked[..], &["--json"]].concat());
    assert_eq!(answer["feasible"], false);
    assert_eq!(answer["limit"]["quantity"], "intake_kcal_per_day");
    let least = number(&answer["limit"], "least");
    assert!((number(&answer, "intake_kcal_per_day") - least).abs() < 1e-9);
    let reached = number(&answer, "reached_kg");
    assert!(75.0 < reached && reached < 85.0, "{reached}");
    assert!(60.0 < number(&answer["gentler"], "day"));
    assert!(note.contains("doctor"), "{note}");
    insta::assert_snapshot!(String::from_utf8_lossy(&spotcheck(&asked).stdout));
}

/// Nobody is led below a healthy weight, whatever the goal is called.
#[test]
fn a_goal_that_is_too_low_is_refused_with_a_reason() {
    let path = file("solve/low.json", &planner_man(&json!([])));
    let thin = planner_man(&json!([])).replace("\"weight_kg\":95", "\"weight_kg\":58");
    let thin = file("solve/thin.json", &thin);
    let lean =
        planner_man(&json!([])).replace("\"weight_kg\":95", "\"weight_kg\":95,\"fat_kg\":12");
    let lean = file("solve/lean.json", &lean);
    for (path, goal, why) in [
        (&path, "weight_kg=55", "BMI of 17.0"),
        (&path, "bmi=18.4", "BMI of 18.4"),
        (&path, "fat_kg=4", "BMI of 1"),
        (&lean, "fat_kg=6", "body fat"),
        (&thin, "weight_kg=57", "already low"),
    ] {
        for by_day in [&["--by-day", "400"][..], &[]] {
            let asked = [
                "solve",
                "--json",
                "--scenario",
                argument(path),
                "--goal",
                goal,
            ];
            if by_day.is_empty() && goal.starts_with("fat") {
                continue;
            }
            let (answer, _) = negative(&[&asked[..], by_day].concat());
            assert_eq!(answer["feasible"], false);
            assert!(answer["intake_kcal_per_day"].is_null(), "{answer}");
            let reason = answer["reason"].as_str().expect("a reason");
            assert!(reason.contains(why), "{goal}: {reason}");
        }
    }
    // Gaining towards a healthy weight is no loss.
    let gain = [
        "solve",
        "--scenario",
        argument(&thin),
        "--goal",
        "weight_kg=59",
        "--by-day",
        "90",
    ];
    assert!(spotcheck(&gain).status.success());
    let child = planner_man(&json!([])).replace("\"age_y\":40", "\"age_y\":17");
    let child = file("solve/child.json", &child);
    let asked = [
        "solve",
        "--scenario",
        argument(&child),
        "--goal",
        "weight_kg=90",
        "--by-day",
        "90",
    ];
    let output = spotcheck(&asked);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("adults"));
}

#[test]
fn a_date_or_never() {
    let less = json!([{"from_day": 0, "intake_change_kcal_per_day": -500}]);
    let path = file("solve/date.json", &planner_man(&less));
    let asked = ["solve", "--json", "--scenario", argument(&path), "--goal"];
    let answer = said_json(&[&asked[..], &["weight_kg=85"]].concat());
    let day = usize::try_from(answer["day"].as_u64().expect("a day")).expect("few");
    let forecast = ["forecast", "--json", "--scenario", argument(&path)];
    let long = planner_man(&less).replace("\"days\":180", "\"days\":500");
    file("solve/date.json", &long);
    let rows = &said_json(&forecast)["rows"];
    assert!(number(&rows[day], "weight_kg") <= 85.0);
    assert!(85.0 < number(&rows[day - 1], "weight_kg"));
    let (never, _) = negative(&[&asked[..], &["weight_kg=62"]].concat());
    assert!(
        never["reason"]
            .as_str()
            .is_some_and(|why| why.contains("settles at")),
        "{never}"
    );
    assert!(number(&never, "reached_kg") > 62.0);
}

#[test]
fn a_history_finds_what_was_eaten() {
    let eaten = json!([{"from_day": 0, "intake_kcal_per_day": 2300},
        {"from_day": 28, "intake_kcal_per_day": 2700},
        {"from_day": 56, "intake_kcal_per_day": 2000}]);
    let eating = file(
        "solve/eaten.json",
        &planner_man(&eaten).replace("\"days\":180", "\"days\":84"),
    );
    let forecast = said_json(&["forecast", "--json", "--scenario", argument(&eating)]);
    let mut weights = "day,weight_kg\n".to_owned();
    for row in forecast["rows"].as_array().expect("rows") {
        weights.push_str(&format!("{},{}\n", row["day"], row["weight_kg"]));
    }
    let weights = file("solve/weights.csv", &weights);
    let who = file("solve/who.json", &planner_man(&json!([])));
    let asked = [
        "solve",
        "--scenario",
        argument(&who),
        "--history",
        argument(&weights),
    ];
    let history = said_json(&[&asked[..], &["--json"]].concat());
    let spans = history["spans"].as_array().expect("spans");
    for (span, eaten) in spans.iter().zip([2300.0, 2700.0, 2000.0]) {
        assert!(
            (number(span, "intake_kcal_per_day") - eaten).abs() < 0.01,
            "{span}"
        );
    }
    assert_eq!(spans.len(), 3);
    insta::assert_snapshot!(said(&asked));
    let linearised = said_json(&[&asked[..], &["--json", "--method", "linearised"]].concat());
    assert_eq!(linearised["spans"].as_array().map(Vec::len), Some(3));
}

#[test]
fn refuses_what_is_no_question() {
    let path = file("solve/refused.json", &planner_man(&json!([])));
    let start = file("solve/start.csv", "day,weight_kg\n0,95\n");
    let halves = file("solve/halves.csv", "day,weight_kg\n0.5,95\n");
    for arguments in [
        &[][..],
        &["--goal", "weight=85"],
        &["--goal", "weight_kg=nan"],
        &["--goal", "weight_kg=-3", "--by-day", "90"],
        &["--goal", "weight_kg=85", "--by-day", "0"],
        &["--goal", "weight_kg=85", "--vary", "pal"],
        &["--history", "/nowhere.csv"],
        &["--history", argument(&start)],
        &["--history", argument(&halves)],
        &[
            "--history",
            argument(&start),
            "--by-day",
            "9",
            "--goal",
            "bmi=22",
        ],
    ] {
        let output = spotcheck(&[&["solve", "--scenario", argument(&path)], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
    }
}
