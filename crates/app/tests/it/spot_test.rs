//! `spotcheck spot-test`: a plan, its calendar, and a reading.

use serde_json::Value;

use crate::run::{argument, file, json, said, spotcheck};

const PLAN: [&str; 8] = [
    "spot-test",
    "design",
    "--tool",
    "ultrasound",
    "--site",
    "calf",
    "--seed",
    "1",
];

#[test]
fn a_plan_in_words() {
    insta::assert_snapshot!(said(
        &[&PLAN[..], &["--weeks", "8", "--per-week", "1"]].concat()
    ));
}

/// Section 4 of the working note: 0.78 mm over 16 weeks twice a week.
#[test]
fn a_plan_as_json_and_as_a_calendar_are_the_same_plan() {
    let plan = json(&[&PLAN[..], &["--json"]].concat());
    let detectable = plan["detectable_mm"].as_f64().expect("a number");
    assert!((detectable - 0.78).abs() <= 0.005, "{detectable}");
    let sessions = plan["sessions"].as_array().expect("sessions");
    assert_eq!(
        (sessions.len(), &sessions[0]["day"]),
        (37, &Value::from(-14))
    );

    let start = ["--ics", "--start", "2026-12-01"];
    let calendar = said(&[&PLAN[..], &start].concat());
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), sessions.len());
    assert_eq!(calendar.matches("END:VEVENT\r\n").count(), sessions.len());
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    assert!(calendar.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    // Two weeks before the first of December, and sixteen after it.
    assert!(calendar.contains("DTSTART;VALUE=DATE:20261117\r\n"));
    assert!(calendar.contains("DTSTART;VALUE=DATE:20270323\r\n"));
    let first = sessions[0]["first"].as_str().expect("a side");
    let summary = calendar.lines().find(|line| line.starts_with("SUMMARY"));
    assert!(
        summary.is_some_and(|line| line.starts_with(&format!("SUMMARY:Measure: {first} calf")))
    );
    assert!(
        calendar
            .split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains('\n'))
    );
    let again = said(&[&PLAN[..], &start].concat());
    assert_eq!(calendar, again);
}

/// Weekly readings of a calf whose trained side, the left one, loses `extra_mm` more in 12 weeks.
fn table(extra_mm: f64) -> String {
    let mut text = "day,side,value,rater\n".to_owned();
    for day in (-14_i32..=112).step_by(7) {
        let weeks = f64::from(day.max(0)) / 7.0;
        for jitter in [-0.1, 0.0, 0.1] {
            let right = 12.0 - weeks / 12.0 + jitter;
            let left = right + 0.1 * f64::from(day.rem_euclid(3)) - extra_mm * weeks / 12.0;
            text.push_str(&format!("{day},right,{right},me\n{day},left,{left},me\n"));
        }
    }
    text
}

#[test]
fn readings_are_read() {
    for (name, extra_mm, outcome) in [
        ("spot-test/none.csv", 0.0, "none_useful"),
        ("spot-test/found.csv", 2.5, "found"),
    ] {
        let path = file(name, &table(extra_mm));
        let asked = [
            "spot-test",
            "read",
            argument(&path),
            "--tool",
            "ultrasound",
            "--trained",
            "left",
            "--site",
            "calf",
            "--per-week",
            "1",
        ];
        let reading = json(&[&asked[..], &["--json"]].concat());
        assert_eq!(reading["outcome"], outcome);
        let extra = &reading["finding"]["extra_loss_mm_per_12_weeks"];
        assert!(
            (extra.as_f64().expect("a number") - extra_mm).abs() < 0.2,
            "{extra}"
        );
        assert_eq!(reading["checks"].as_array().map(Vec::len), Some(7));
        let text = said(&asked);
        assert!(text.contains("one person measured"), "{text}");
    }
}

#[test]
fn before_the_first_look_no_figure_is_told() {
    let early: String = table(2.5).split_inclusive('\n').take(40).collect();
    let path = file("spot-test/early.csv", &early);
    let asked = [
        "spot-test",
        "read",
        argument(&path),
        "--tool",
        "ultrasound",
        "--trained",
        "left",
    ];
    let reading = json(&[&asked[..], &["--json"]].concat());
    assert_eq!(reading["outcome"], "waiting");
    assert_eq!(reading["next_look_week"], 8);
    assert_eq!(reading["finding"], Value::Null);
    let parallel = &reading["checks"][0];
    assert!(
        parallel["assumption"]
            .as_str()
            .is_some_and(|text| text.contains("parallel"))
    );
    assert_eq!(
        (&parallel["holds"], &parallel["seen"]),
        (&Value::Null, &Value::Null)
    );
    assert!(!said(&asked).contains(" mm"));
}

#[test]
fn what_is_wrong_is_named() {
    let named = |name: &str, text: &str, more: &[&str]| {
        let path = file(name, text);
        let asked = ["spot-test", "read", argument(&path), "--tool", "tape"];
        let output = spotcheck(&[&asked[..], more].concat());
        assert_eq!(output.status.code(), Some(2), "{name}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let unsaid = named("spot-test/unsaid.csv", &table(0.0), &[]);
    assert!(
        unsaid.contains("row 1, column side") && unsaid.contains("--trained left"),
        "{unsaid}"
    );
    let middle = named("spot-test/middle.csv", "day,side,value\n0,middle,12\n", &[]);
    assert!(
        middle.contains("left, right, trained or control"),
        "{middle}"
    );
    for (day, why) in [("1e9", "within ten years"), ("0.5", "a whole number")] {
        let text = format!("day,side,value\n{day},trained,12\n");
        let said = named("spot-test/day.csv", &text, &[]);
        assert!(
            said.contains("row 1, column day") && said.contains(why),
            "{said}"
        );
    }
    let weeks = named(
        "spot-test/weeks.csv",
        &table(0.0),
        &["--trained", "left", "--weeks", "10"],
    );
    assert!(
        weeks.contains("10 weeks") && weeks.contains("hint:"),
        "{weeks}"
    );
}
