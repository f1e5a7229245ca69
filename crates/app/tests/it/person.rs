//! What an answer means for one person, and for whom no forecast is made.

use serde_json::Value;

use crate::run::{argument, file, json, said};

const QUESTION: &str = "do crunches burn belly fat?";

fn personal(name: &str, more: &str) -> Value {
    let text = format!("sex = \"female\"\nheight_cm = 168\nweight_kg = 82\n{more}\n");
    let path = file(name, &text);
    json(&["ask", "--json", "--me", argument(&path), QUESTION])["personal"].clone()
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn the_bound_and_the_deficit_for_one_body() {
    let me = personal("me.toml", "age_y = 34\nwaist_cm = 96");
    assert_eq!(me["depot"], "abdominal_subcutaneous");
    let depot = &me["depot_kg"];
    let (lo, mid, hi) = (
        number(&depot["lo90"]),
        number(&depot["median"]),
        number(&depot["hi90"]),
    );
    assert!(0.0 < lo && lo < mid && mid < hi, "{depot}");
    // The bound is linear in the depot: 28, 46 and 82 g for 5 kg and 30 minutes a day.
    let local = &me["local"];
    assert_eq!(local["minutes_per_day"], 30.0);
    assert_eq!(local["minutes_assumed"], true);
    // "At most" is for the most that the depot may hold.
    for (key, grams, depot_kg) in [
        ("central_g", 28.3, mid),
        ("largest_point_g", 45.7, mid),
        ("upper95_g", 82.4, hi),
    ] {
        let expected = grams * depot_kg / 5.0;
        assert!(
            (number(&local[key]) - expected).abs() < 0.01 * expected,
            "{key}: {local}"
        );
    }
    // A dozen weeks of deficit take several times what a year of working the spot could.
    let change = &me["deficit"]["depot_change_kg"];
    assert!(3.0 * number(&local["upper95_g"]) / 1000.0 < -number(&change["median"]));
    assert!(number(&me["deficit"]["waist_change_cm"]["median"]) < 0.0);
    assert_eq!(me["no_forecast"], Value::Null);
}

#[test]
fn minutes_come_from_the_question_or_the_flag() {
    let path = file(
        "minutes.toml",
        "sex = \"male\"\nage_y = 40\nheight_cm = 180\nweight_kg = 95\n",
    );
    let me = argument(&path);
    let minutes = |arguments: &[&str]| {
        let mut all = vec!["ask", "--json", "--me", me];
        all.extend(arguments);
        json(&all)["personal"]["local"]["minutes_per_day"].clone()
    };
    assert_eq!(
        minutes(&["if I do 10 min of crunches every day will my belly fat go?"]),
        10.0
    );
    assert_eq!(minutes(&["--minutes", "45", QUESTION]), 45.0);
}

#[test]
fn nobody_is_forecast_a_loss_that_could_harm_them() {
    let adult = "height_cm = 168\nweight_kg = 82\nage_y = 34\n";
    for (name, person) in [
        ("pregnant.toml", format!("{adult}pregnant = true")),
        ("breastfeeding.toml", format!("{adult}breastfeeding = true")),
        ("ed.toml", format!("{adult}eating_disorder = true")),
        ("ill.toml", format!("{adult}conditions = [\"insulin\"]")),
        (
            "young.toml",
            "height_cm = 168\nweight_kg = 82\nage_y = 16".to_owned(),
        ),
        (
            "older.toml",
            "height_cm = 168\nweight_kg = 75\nage_y = 70".to_owned(),
        ),
        (
            "thin.toml",
            "height_cm = 170\nweight_kg = 50\nage_y = 25".to_owned(),
        ),
        (
            "small.toml",
            "height_cm = 150\nweight_kg = 42.5\nage_y = 30\npal = 1.2".to_owned(),
        ),
        (
            "lean.toml",
            "height_cm = 168\nweight_kg = 60\nage_y = 30\nfat_kg = 7".to_owned(),
        ),
        // Healthy now, but a dozen weeks of deficit could lead below that.
        (
            "slim.toml",
            "height_cm = 168\nweight_kg = 54\nage_y = 21".to_owned(),
        ),
    ] {
        let path = file(name, &format!("sex = \"female\"\n{person}\n"));
        let me = argument(&path);
        let answer = json(&["ask", "--json", "--me", me, QUESTION]);
        let personal = &answer["personal"];
        assert_eq!(personal["deficit"], Value::Null, "{name}");
        assert!(
            personal["local"]["systemic_depot_change_kg"].is_null(),
            "{name}"
        );
        assert!(
            personal["no_forecast"]
                .as_str()
                .is_some_and(|why| why.len() > 20),
            "{name}"
        );
        assert_eq!(answer["instead"], Value::Array(Vec::new()), "{name}");
        let text = said(&["ask", "--me", me, QUESTION]);
        assert!(
            !text.contains("less than we reckon") && !text.contains("Eat a little less"),
            "{text}"
        );
    }
}

/// A gate told in the question counts as one told in the file, with or without one.
#[test]
fn a_gate_stated_in_the_question_is_heard() {
    let path = file(
        "unaware.toml",
        "sex = \"female\"\nage_y = 30\nheight_cm = 168\nweight_kg = 82\n",
    );
    for question in [
        "I'm pregnant, do crunches burn belly fat?",
        "do crunches burn belly fat? I'm 15",
    ] {
        for more in [&[][..], &["--long"], &["--me", argument(&path)]] {
            let mut arguments = vec!["ask", question];
            arguments.extend(more);
            let text = said(&arguments);
            assert!(
                !text.contains("Eat a little less") && !text.contains("less than we reckon"),
                "{text}"
            );
        }
    }
}

/// What a person says they eat is not what they burn: it must not move what a change does.
#[test]
fn a_stated_intake_changes_no_forecast() {
    let changes = |name: &str, more: &str| {
        let me = personal(name, &format!("age_y = 34\n{more}"));
        [
            number(&me["local"]["systemic_depot_change_kg"]["median"]),
            number(&me["deficit"]["weight_change_kg"]["median"]),
        ]
    };
    let balanced = changes("balanced.toml", "");
    for more in [
        "baseline_intake_kcal_per_day = 1500",
        "baseline_intake_kcal_per_day = 2600",
    ] {
        for (stated, balanced) in changes("stated.toml", more).into_iter().zip(balanced) {
            assert!((stated - balanced).abs() < 1e-9, "{more}");
        }
    }
}

#[test]
fn the_demo_answers_in_full() {
    insta::assert_snapshot!(said(&["demo"]));
}
