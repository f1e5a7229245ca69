//! Sets that are told, by hand and by files, and whose they are.

use super::{BARBELL, DUMBBELLS, KEEP, LOSE, Lifter, names, of, sample};
use crate::run::{argument, scratch};

fn digest(lifter: &Lifter) -> (String, u64) {
    let told: serde_json::Value =
        serde_json::from_str(&lifter.said(&["check", "--json"])).expect("JSON");
    let count = told["observations"].as_u64().expect("a count");
    (told["digest"].as_str().expect("a hash").to_owned(), count)
}

#[test]
fn a_set_is_kept_once_undone_and_exported() {
    let lifter = Lifter::new("log", DUMBBELLS, LOSE);
    let empty = digest(&lifter);
    let set = ["--kg", "20", "--reps", "10", "--rir", "2"];
    let said = lifter.log("Goblet squat", "2026-03-02", &set);
    assert!(said.contains("spotcheck undo 1"), "{said}");
    let once = digest(&lifter);
    assert_eq!(once.1, 3, "load, repetitions, exertion");
    let again = lifter.log("goblet SQUAT", "2026-03-02", &set);
    assert!(again.contains("was there already"), "{again}");
    assert_eq!(digest(&lifter), once);
    // Another set of the day, and a second one like the first.
    lifter.log("Goblet squat", "2026-03-02", &["--kg", "20", "--reps", "8"]);
    lifter.log(
        "Goblet squat",
        "2026-03-02",
        &[&set[..], &["--sets", "2"]].concat(),
    );
    assert_eq!(digest(&lifter).1, 8);
    let folder = scratch("loads-log-export");
    lifter.said(&["export", "--all", argument(&folder)]);
    let csv = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|end| end == "csv"))
        .map(|path| std::fs::read_to_string(path).expect("text"))
        .collect::<String>();
    assert_eq!(csv.matches("Goblet squat,,1 working").count(), 3, "{csv}");
    assert_eq!(csv.matches("Goblet squat,,3 working").count(), 3, "{csv}");
    for import in ["3", "2", "1"] {
        lifter.said(&["undo", import]);
    }
    assert_eq!(digest(&lifter), empty);
}

#[test]
fn what_is_no_set_is_refused_and_nothing_kept() {
    let lifter = Lifter::new("refusals", DUMBBELLS, LOSE);
    let empty = digest(&lifter);
    for (told, words) in [
        (
            &["goblin squat", "--kg=20", "--reps=10"][..],
            "Goblet squat",
        ),
        (&["Goblet squat", "--kg=20", "--reps=0"], "1 to 1000"),
        (&["Goblet squat", "--kg=-20", "--reps=8"], "more than 0"),
        (&["Goblet squat", "--kg=nan", "--reps=8"], "more than 0"),
        (&["Goblet squat", "--lb=9000", "--reps=8"], "1000 kg"),
        (
            &["Goblet squat", "--kg=20", "--reps=8", "--rir=12"],
            "0 to 9",
        ),
        (
            &["Goblet squat", "--kg=20", "--reps=8", "--sets=0"],
            "1 to 20",
        ),
        (
            &["Goblet squat", "--kg=20", "--reps=8", "--day=2999-01-01"],
            "still to come",
        ),
    ] {
        let stderr = lifter.refused(&[&["log", "set"], told].concat());
        assert!(
            stderr.contains(words) && stderr.contains("hint: "),
            "{told:?}: {stderr}"
        );
        assert_eq!(digest(&lifter), empty, "{told:?}");
    }
    // What the command line itself refuses.
    for told in [
        &["Goblet squat"][..],
        &["Goblet squat", "--kg=1", "--lb=2", "--reps=3"],
    ] {
        lifter.refused(&[&["log", "set"], told].concat());
        assert_eq!(digest(&lifter), empty, "{told:?}");
    }
    // Other things are still told in the words they had.
    assert!(
        lifter
            .said(&["log", "weight", "84.2", "kg"])
            .contains("is kept")
    );
    lifter.refused(&["log"]);
}

/// Of the samples a ramp set and, in Hevy's, a drop set are no work sets; lateral raises of 15 with 1 left wait for 3 left.
#[test]
fn names_of_other_apps_are_read_and_told() {
    for (name, app, raises) in [
        ("strong.csv", "strong", Some(10.0)),
        ("hevy_workouts.csv", "hevy", None),
    ] {
        let me = BARBELL.replace("\"rack\"", "\"rack\", \"dumbbells\"")
            + "liked = [\"Dumbbell lateral raise\"]\n";
        let lifter = Lifter::new(app, &me, KEEP);
        lifter.said(&["import", &sample(name), "--unit", "kg"]);
        let loads = lifter.loads("2026-03-03", &[]);
        let next = of(&loads, "Dumbbell lateral raise");
        assert_eq!(next["load"].as_f64(), raises, "{next}");
        let read_as = loads["read_as"].to_string();
        for words in [
            "Squat (Barbell)",
            "Barbell back squat",
            "Lateral Raise (Dumbbell)",
        ] {
            assert!(read_as.contains(words), "{read_as}");
        }
    }
}

#[test]
fn what_nobody_knows_is_listed() {
    let lifter = Lifter::new("unknown", BARBELL, KEEP);
    let name = "Cossack Wobble";
    assert!(
        lifter
            .hevy("unknown", name, ["weight_kg", "80", "8"])
            .status
            .success()
    );
    let loads = lifter.loads("2026-03-03", &[]);
    let unknown = &loads["unknown"][0];
    assert_eq!(
        (&unknown["told"], &unknown["last"]),
        (&name.into(), &"2026-03-01".into())
    );
    assert!(!loads["sessions"].to_string().contains("not_full"));
    let page = lifter.said(&[
        "loads",
        "--me",
        &lifter.me,
        "--goal",
        &lifter.goal,
        "--as-of",
        "2026-03-03",
    ]);
    assert!(page.contains(name), "{page}");
}

#[test]
fn a_set_that_nobody_lifts_is_named() {
    let lifter = Lifter::new("absurd", BARBELL, KEEP);
    let name = &names(&lifter.loads("2026-03-03", &[]), [6, 10])[0];
    assert!(
        lifter
            .hevy("absurd", name, ["weight_kg", "5000", "8"])
            .status
            .success()
    );
    let stderr = lifter.refused(&[
        "loads",
        "--me",
        &lifter.me,
        "--goal",
        &lifter.goal,
        "--as-of",
        "2026-03-03",
    ]);
    for words in [name.as_str(), "2026-03-01", "5000", "spotcheck undo"] {
        assert!(stderr.contains(words), "{words}: {stderr}");
    }
}

/// A gate stops loads as it stops the plan.
#[test]
fn a_gate_leaves_no_load() {
    let lifter = Lifter::new("gate", &format!("{DUMBBELLS}pregnant = true\n"), LOSE);
    lifter.log("Goblet squat", "2026-03-02", &["--kg=20", "--reps=12"]);
    let output = lifter.run(&["loads", "--me", &lifter.me, "--goal", &lifter.goal]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("midwife") && !text.contains("kg"), "{text}");
}
