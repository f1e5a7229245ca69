//! `spotcheck loads` and `log set`: what follows from sets, by the rules of docs/method/programme.md and hand arithmetic.

mod routine;
mod told;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use serde_json::Value;

use crate::run::{argument, command, file, scratch};

/// Whoever is in an energy deficit: double progression, 8 to 12 or 10 to 15 repetitions, 3 left at first.
const DUMBBELLS: &str = "sex = \"female\"\nage_y = 34\nheight_cm = 168\nweight_kg = 82.0\npal = 1.45\n\
    equipment = [\"dumbbells\", \"bench\"]\n";
const LOSE: &str = "ask = \"lose fat\"\nweeks = 12\ndays_per_week = 3\nminutes_per_session = 50\n";
/// Whoever judges effort on a bar: heavy lifts of 6 to 10 repetitions follow strength, 3 left at first, blocks of 5 weeks.
const BARBELL: &str = "sex = \"male\"\nage_y = 27\nheight_cm = 180\nweight_kg = 80\nfat_kg = 12.8\npal = 1.6\n\
    equipment = [\"barbell\", \"rack\"]\nlevel = \"intermediate\"\n";
const KEEP: &str = "mode = \"keep\"\nweeks = 12\ndays_per_week = 3\nminutes_per_session = 60\n";

/// Somebody with a data folder of their own.
struct Lifter {
    data: PathBuf,
    me: String,
    goal: String,
}

impl Lifter {
    fn new(name: &str, me: &str, goal: &str) -> Self {
        let data = scratch(&format!("loads-{name}"));
        fs::remove_dir_all(&data).ok();
        let path = |kind: &str, text| file(&format!("loads-{name}-{kind}.toml"), text);
        Self {
            data,
            me: argument(&path("me", me)).to_owned(),
            goal: argument(&path("goal", goal)).to_owned(),
        }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let data = ["--data", argument(&self.data)];
        command(&[&data, arguments].concat())
            .output()
            .expect("the binary runs")
    }

    fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {stderr}");
        String::from_utf8(output.stdout).expect("output is UTF-8")
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        String::from_utf8(output.stderr).expect("errors are UTF-8")
    }

    /// The loads as of a day, with more arguments.
    fn loads(&self, day: &str, more: &[&str]) -> Value {
        let asked = ["loads", "--me", &self.me, "--goal", &self.goal];
        let text = self.said(&[&asked[..], &["--as-of", day, "--json"], more].concat());
        serde_json::from_str(&text).expect("output is JSON")
    }

    fn log(&self, exercise: &str, day: &str, set: &[&str]) -> String {
        self.said(&[&["log", "set", exercise, "--day", day], set].concat())
    }

    /// A file of Hevy with one working set, in the form of the sample.
    fn hevy(&self, name: &str, exercise: &str, sample: [&str; 3]) -> Output {
        let [column, load, exertion] = sample;
        let text = format!(
            "\"title\",\"start_time\",\"end_time\",\"description\",\"exercise_title\",\"superset_id\",\"exercise_notes\",\
             \"set_index\",\"set_type\",\"{column}\",\"reps\",\"distance_km\",\"duration_seconds\",\"rpe\"\n\
             \"A\",\"1 Mar 2026, 18:01\",\"1 Mar 2026, 18:53\",\"\",\"{exercise}\",,\"\",0,\"warmup\",40,8,,,\n\
             \"A\",\"1 Mar 2026, 18:01\",\"1 Mar 2026, 18:53\",\"\",\"{exercise}\",,\"\",1,\"normal\",{load},8,,,{exertion}\n"
        );
        let path = file(&format!("loads-{name}.csv"), &text);
        self.run(&["import", argument(&path)])
    }
}

fn sample(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../import/tests/samples");
    root.join(name).display().to_string()
}

/// The exercises of all sessions.
fn exercises(loads: &Value) -> Vec<&Value> {
    list(&loads["sessions"])
        .flat_map(|session| list(&session["exercises"]))
        .collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

/// Different exercises of a range of repetitions.
fn names(loads: &Value, reps: [u32; 2]) -> Vec<String> {
    let mut names: Vec<String> = exercises(loads)
        .into_iter()
        .filter(|one| one["reps"] == serde_json::json!(reps))
        .map(|one| one["name"].as_str().expect("a name").to_owned())
        .collect();
    names.sort();
    names.dedup();
    assert!(!names.is_empty(), "{loads}");
    names
}

fn of<'a>(loads: &'a Value, name: &str) -> &'a Value {
    exercises(loads)
        .into_iter()
        .find(|one| one["name"] == name)
        .unwrap_or_else(|| panic!("{name} is not in {loads}"))
}

fn near(value: &Value, expected: f64) -> bool {
    value
        .as_f64()
        .is_some_and(|value| (value - expected).abs() < 1e-9 * expected.max(1.0))
}

/// Sets by hand, and what is next: load, aim, the end of the range, rule, words of why.
type Case = (
    &'static [&'static str],
    f64,
    u32,
    u32,
    &'static str,
    &'static str,
);

const DOUBLE: [Case; 6] = [
    // The next dumbbell is 26 kg, 8 % more.
    (
        &["--kg=24", "--reps=12", "--rir=3", "--sets=3"],
        26.0,
        8,
        12,
        "full",
        "+2 kg",
    ),
    // 22 kg is a tenth more, which is not too far.
    (
        &["--kg=20", "--reps=12", "--rir=3"],
        22.0,
        8,
        12,
        "full",
        "+2 kg",
    ),
    // 12 kg is a fifth more: 1.2 · (30 + 8 + 3) − 30 − 3 = 16.2, so 17 repetitions tell of it.
    (
        &["--kg=10", "--reps=12", "--rir=3"],
        10.0,
        13,
        17,
        "far_step",
        "12 kg",
    ),
    (
        &["--kg=24", "--reps=11", "--rir=3"],
        24.0,
        12,
        12,
        "not_full",
        "11 of 12",
    ),
    (
        &["--kg=24", "--reps=12", "--rir=2"],
        24.0,
        12,
        12,
        "not_full",
        "3 left",
    ),
    // 24 · (1 + 9 / 30) = 31.2, over 1 + 11 / 30 that is 22.8.
    (
        &["--kg=24", "--reps=6", "--rir=3"],
        22.0,
        8,
        12,
        "short",
        "\u{2212}2 kg",
    ),
];

#[test]
fn dumbbells_rise_by_double_progression() {
    for (place, (set, load, aim, most, rule, words)) in DOUBLE.into_iter().enumerate() {
        let lifter = Lifter::new(&format!("double-{place}"), DUMBBELLS, LOSE);
        let name = &names(&lifter.loads("2026-03-03", &[]), [8, 12])[0];
        lifter.log(name, "2026-03-02", set);
        let loads = lifter.loads("2026-03-03", &[]);
        let next = of(&loads, name);
        assert!(near(&next["load"], load), "{set:?}: {next}");
        assert_eq!(
            (&next["aim"], &next["reps"][1]),
            (&aim.into(), &most.into())
        );
        assert_eq!(next["rule"], rule, "{next}");
        let why = next["why"].as_str().expect("a sentence");
        assert!(why.contains(words), "{set:?}: {why}");
        assert_eq!(loads["units"], "kg");
    }
}

/// 24 kg × 12 with 3 left is 24 · 1.5 = 36 kg once; its error is 0.03 + 0.03 in the logarithm.
#[test]
fn strength_has_its_interval() {
    let lifter = Lifter::new("interval", DUMBBELLS, LOSE);
    let before = lifter.loads("2026-03-03", &[]);
    let name = &names(&before, [8, 12])[0];
    assert_eq!(of(&before, name)["rule"], "first");
    assert!(of(&before, name)["load"].is_null() && of(&before, name)["strength_kg"].is_null());
    let why = of(&before, name)["why"].as_str().expect("a sentence");
    assert!(why.contains("about 11 times"), "8 and 3 left: {why}");
    lifter.log(name, "2026-03-02", &["--kg=24", "--reps=12", "--rir=3"]);
    let loads = lifter.loads("2026-03-03", &[]);
    let strength = &of(&loads, name)["strength_kg"];
    assert!(near(&strength["median"], 36.0), "{strength}");
    assert!(near(&strength["lo90"], 36.0 * (-1.645_f64 * 0.06).exp()));
    assert!(near(&strength["hi90"], 36.0 * (1.645_f64 * 0.06).exp()));
}

/// A step of 5 lb to 50 lb is a tenth; loads told in pounds are answered in pounds.
#[test]
fn pounds_rise_in_pounds() {
    let lifter = Lifter::new("pounds", DUMBBELLS, LOSE);
    let name = &names(&lifter.loads("2026-03-03", &[]), [8, 12])[0];
    lifter.log(name, "2026-03-02", &["--lb=50", "--reps=12", "--rir=3"]);
    let loads = lifter.loads("2026-03-03", &[]);
    let next = of(&loads, name);
    assert_eq!(loads["units"], "lb");
    assert!(near(&next["load"], 55.0) && near(&next["load_kg"], 55.0 * 0.453_592_37));
    assert!(
        next["why"]
            .as_str()
            .is_some_and(|why| why.contains("+5 lb"))
    );
}

/// 80 × 8 with 2.5 left is 108 once; 6 with 3 left of it are 108 / 1.3 = 83.1, on a step 82.5. Of 175 lb, 236.25 / 1.3 = 181.7.
#[test]
fn a_bar_follows_strength_in_imported_sets() {
    for (column, load, next_load) in [("weight_kg", "80", 82.5), ("weight_lbs", "175", 180.0)] {
        let lifter = Lifter::new(column, BARBELL, KEEP);
        let name = &names(&lifter.loads("2026-03-03", &[]), [6, 10])[0];
        let output = lifter.hevy(column, &name.to_uppercase(), [column, load, "7.5"]);
        assert!(output.status.success());
        let loads = lifter.loads("2026-03-03", &[]);
        let next = of(&loads, name);
        assert!(near(&next["load"], next_load), "{next}");
        assert_eq!(
            (&next["rule"], &next["aim"]),
            (&"strength".into(), &6.into())
        );
        assert_eq!(next["sessions_kept"], 1);
        assert_eq!(loads["read_as"][0]["exercise"], name.as_str());
    }
}

/// 80 kg: 0.9 of it, 72, after a week off, 0.8, 64, and half the sets after two, each on the nearest step; and a block anew after more than four.
#[test]
fn weeks_off_cost_load() {
    let lifter = Lifter::new("absent", BARBELL, KEEP);
    let name = &names(&lifter.loads("2026-03-03", &[]), [6, 10])[0];
    lifter.log(name, "2026-03-01", &["--kg=80", "--reps=8", "--rir=2.5"]);
    let sets = |day| {
        of(&lifter.loads(day, &[]), name)["sets"]
            .as_u64()
            .expect("sets")
    };
    for (day, load, week) in [
        ("2026-03-11", 72.5, 2),
        ("2026-03-18", 65.0, 3),
        ("2026-04-08", 65.0, 1),
    ] {
        let loads = lifter.loads(day, &[]);
        let next = of(&loads, name);
        assert_eq!(next["rule"], "absent", "{day}: {next}");
        assert!(near(&next["load"], load), "{day}: {next}");
        assert_eq!(loads["block"]["week"], week, "{day}");
    }
    assert!(sets("2026-03-18") <= sets("2026-03-11").div_ceil(2));
}

/// The fifth week is one of less: 0.9 of 80 kg, 72, on the nearest step 72.5. What is lifted in it is not followed: 108 once it
/// stays, and 108 / 1.3 = 83.1.
#[test]
fn a_week_of_less_is_not_followed() {
    let goal = format!("{KEEP}start = \"2026-03-02\"\n");
    let lifter = Lifter::new("deload", BARBELL, &goal);
    let name = &names(&lifter.loads("2026-03-03", &[]), [6, 10])[0];
    lifter.log(name, "2026-03-28", &["--kg=80", "--reps=8", "--rir=2.5"]);
    let loads = lifter.loads("2026-03-30", &[]);
    assert_eq!(loads["deload"]["cause"], "block");
    assert_eq!(loads["block"]["deload_from"], "2026-03-30");
    assert_eq!(of(&loads, name)["rule"], "deload");
    assert!(near(&of(&loads, name)["load"], 72.5));
    lifter.log(name, "2026-03-30", &["--kg=70", "--reps=8", "--rir=5"]);
    let loads = lifter.loads("2026-04-06", &[]);
    assert_eq!(
        (&loads["block"]["week"], &loads["deload"]["due"]),
        (&1.into(), &false.into())
    );
    assert!(
        near(&of(&loads, name)["load"], 82.5),
        "{}",
        of(&loads, name)
    );
}

/// Three exercises that fall by a quarter in two sessions in a row call for a week of less.
#[test]
fn falling_strength_calls_for_a_week_of_less() {
    let lifter = Lifter::new("weak", DUMBBELLS, LOSE);
    let names = names(&lifter.loads("2026-03-09", &[]), [8, 12]);
    assert!(3 <= names.len(), "{names:?}");
    for (flagged, name) in names[..3].iter().enumerate() {
        let early = lifter.loads("2026-03-09", &[]);
        assert_eq!(early["deload"]["due"], false, "{flagged} are flagged");
        for (day, kg) in [
            ("2026-03-02", "--kg=40"),
            ("2026-03-05", "--kg=28"),
            ("2026-03-08", "--kg=20"),
        ] {
            lifter.log(name, day, &[kg, "--reps=8", "--rir=3"]);
        }
    }
    let loads = lifter.loads("2026-03-09", &[]);
    assert_eq!(loads["deload"]["due"], true, "{}", loads["deload"]);
    assert_eq!(loads["deload"]["shown"], false);
    let taken = lifter.loads("2026-03-09", &["--deload"]);
    assert_eq!(of(&taken, &names[0])["rule"], "deload");
    assert!(near(&of(&taken, &names[0])["load"], 18.0));
    // A week on, nothing was flagged of late.
    assert_eq!(lifter.loads("2026-03-15", &[])["deload"]["due"], false);
}
