//! Programmes as other apps read them, against what their makers document.

use std::collections::{BTreeMap, BTreeSet};

use spotcheck_engine::training::{
    Bound, Equipment, Level, Pick, Request, Selection, exercises,
    programme::Programme,
    progression::Units,
    routine::{Loads, hevy, liftoscript},
};
use spotcheck_model::parameters::{Parameters, ProgressionParameters};

fn parameters() -> &'static ProgressionParameters {
    &Parameters::published().progression
}

fn place(name: &str) -> usize {
    let found = exercises().iter().position(|one| one.name == name);
    found.unwrap_or_else(|| panic!("no exercise {name}"))
}

fn programme(days: &[&[(&str, u8)]]) -> Programme {
    let request = Request {
        days_per_week: days.len(),
        minutes_per_session: 1000.0,
        equipment: Equipment::ALL.to_vec(),
        level: Level::Intermediate,
        age_y: 30.0,
        is_deficit: false,
        spared: Vec::new(),
        emphasis: Vec::new(),
        disliked: Vec::new(),
        liked: Vec::new(),
        last_block: Vec::new(),
        seed: 0,
    };
    let pick = |&(name, sets): &(&str, u8)| Pick {
        exercise: place(name),
        sets,
    };
    let days = days.iter().map(|day| day.iter().map(pick).collect());
    let bound = Bound {
        objective: 1.0,
        upper: 1.0,
    };
    let selection = Selection {
        days: days.collect(),
        bound,
    };
    Programme::new(parameters(), &request, &[], &selection).expect("there is time")
}

fn loads(known: &[(&str, f64)], units: Units) -> Loads {
    let usual_kg: BTreeMap<usize, f64> =
        known.iter().map(|&(name, kg)| (place(name), kg)).collect();
    Loads { usual_kg, units }
}

fn week() -> Programme {
    programme(&[
        &[
            ("Barbell back squat", 4),
            ("Dumbbell bench press", 3),
            ("Seated cable row, close grip", 3),
            ("Front plank", 2),
        ],
        &[
            ("Barbell back squat", 4),
            ("Pendulum squat", 2),
            ("Push-up", 2),
        ],
    ])
}

/// Lines without descriptions.
fn lines(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| !line.starts_with("//"))
        .collect()
}

/// The last week before the deload, written by hand from the documentation at liftosaur.com/doc/liftoscript: sets by
/// repetitions, rest, exertion, load, warm-up in percent of the load, and groups of supersets.
#[test]
fn liftoscript_as_documented() {
    let known = loads(
        &[
            ("Barbell back squat", 100.0),
            ("Dumbbell bench press", 30.0),
        ],
        Units::Kilograms,
    );
    let script = liftoscript(parameters(), &week(), &known);
    let lines = lines(&script.text);
    let at = |header: &str| {
        let found = lines.iter().position(|line| *line == header);
        found.unwrap_or_else(|| panic!("no {header}"))
    };
    let week = at("# Week 4");
    assert_eq!(lines[week + 1], "## Monday");
    assert_eq!(
        lines[week + 2],
        "Squat / 4x6 180s @9 / 100kg / warmup: 1x8 50%, 1x4 70%, 1x2 85%"
    );
    assert_eq!(
        lines[week + 3],
        "Bench Press, Dumbbell / 3x8 66s @9 / 30kg / warmup: 1x8 50%, 1x4 70%, 1x2 85% / superset: S1"
    );
    assert_eq!(
        lines[week + 4],
        "Seated Row / 3x8 58s @9 / ?+ / warmup: 1x4 70% / superset: S1"
    );
    assert_eq!(lines[week + 5], "Plank / 2x1 23s+|45s / 0kg / warmup: none");
    assert_eq!(lines[week + 7], "## Thursday");
    // A week of less: half the sets, two more left, nine tenths of the load, and no step after it.
    let deload = at("# Week 5");
    assert_eq!(
        lines[deload + 2],
        "Squat / 2x6 180s @7 / 90kg / warmup: 1x8 50%, 1x4 70%, 1x2 85% / progress: none"
    );
    let progress: Vec<&str> = lines
        .iter()
        .filter(|line| line.starts_with("Squat /"))
        .filter_map(|line| line.split("progress: ").nth(1))
        .collect();
    assert_eq!(progress, ["dp(5kg, 6, 10)", "none", "none"]);
    let row = lines.iter().find(|line| line.starts_with("Seated Row"));
    assert!(row.is_some_and(|line| line.ends_with("progress: dp(2.5%, 8, 12)")));
    assert_eq!(script.custom, ["Pendulum squat"]);
    assert!(
        script
            .text
            .starts_with("/// To be created first: Pendulum squat\n")
    );
}

#[test]
fn every_week_names_every_session_and_exercise() {
    let programme = week();
    let script = liftoscript(parameters(), &programme, &loads(&[], Units::Pounds));
    let count = |start: &str| {
        lines(&script.text)
            .iter()
            .filter(|line| line.starts_with(start))
            .count()
    };
    assert_eq!((count("# "), count("## ")), (5, 10));
    let sets = lines(&script.text)
        .iter()
        .filter(|line| line.contains(" / "))
        .count();
    assert_eq!(sets, 5 * 7);
    assert!(!script.text.contains("kg"));
}

/// Liftosaur refuses these characters in names, and takes what is behind a comma for equipment.
#[test]
fn names_are_exercises_and_none_stands_for_two() {
    let text = include_str!("../../../../data/training/liftosaur.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a table")).collect();
    let column = |at: usize| {
        rows.iter()
            .map(|row| row[at].to_owned())
            .collect::<BTreeSet<_>>()
    };
    let ours: BTreeSet<String> = exercises().iter().map(|one| one.name.clone()).collect();
    assert!(column(0).is_subset(&ours));
    assert_eq!((column(0).len(), column(1).len()), (rows.len(), rows.len()));
    let all: Vec<(&str, u8)> = exercises()
        .iter()
        .map(|one| (one.name.as_str(), 2))
        .collect();
    let days: Vec<&[(&str, u8)]> = all.chunks(20).collect();
    let script = liftoscript(
        parameters(),
        &programme(&days),
        &loads(&[], Units::Kilograms),
    );
    assert_eq!(script.custom.len() + rows.len(), exercises().len());
    for name in script.custom.iter().chain(&column(1)) {
        assert!(
            !name.contains(['/', '{', '}', '(', ')', '#', '[', ']', '|', '!', ':']),
            "{name}"
        );
    }
    assert!(script.custom.iter().all(|name| !name.contains(',')));
}

/// The columns of a file the app exported.
#[test]
fn hevy_has_the_columns_of_its_workouts() {
    let sample = include_str!("../../../import/tests/samples/hevy_workouts.csv");
    let known = loads(&[("Barbell back squat", 100.0)], Units::Kilograms);
    let text = hevy(parameters(), &week(), 3, &known).expect("the block has the week");
    assert_eq!(text.lines().next(), sample.lines().next());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a table")).collect();
    assert!(
        rows.iter()
            .all(|row| row[1].is_empty() && row[2].is_empty())
    );
    let of = |title: &str, name: &str| {
        rows.iter()
            .filter(|row| &row[0] == title && &row[4] == name)
            .map(|row| [&row[7], &row[8], &row[9], &row[10], &row[12], &row[13]])
            .collect::<Vec<_>>()
    };
    // 70 and 85 % of 100 kg are on a step of 2.5 kg.
    assert_eq!(
        of("Monday", "Barbell back squat"),
        [
            ["0", "warmup", "50", "8", "", ""],
            ["1", "warmup", "70", "4", "", ""],
            ["2", "warmup", "85", "2", "", ""],
            ["3", "normal", "100", "6", "", "9"],
            ["4", "normal", "100", "6", "", "9"],
            ["5", "normal", "100", "6", "", "9"],
            ["6", "normal", "100", "6", "", "9"],
        ]
    );
    assert_eq!(
        of("Monday", "Front plank"),
        [
            ["0", "normal", "", "", "23", "9"],
            ["1", "normal", "", "", "23", "9"]
        ]
    );
    let groups: BTreeSet<(&str, &str)> = rows
        .iter()
        .filter(|row| &row[0] == "Monday" && !row[5].is_empty())
        .map(|row| (&row[4], &row[5]))
        .collect();
    assert_eq!(
        groups.into_iter().collect::<Vec<_>>(),
        [
            ("Dumbbell bench press", "0"),
            ("Seated cable row, close grip", "0")
        ]
    );
    assert_eq!(hevy(parameters(), &week(), 5, &known), None);
}
