//! `spotcheck plan --routine`: the lifting for other apps, with the loads that are known.

use super::{DUMBBELLS, LOSE, Lifter, names};

impl Lifter {
    fn routine(&self, app: &str) -> String {
        self.said(&[
            "plan",
            "--me",
            &self.me,
            "--goal",
            &self.goal,
            "--routine",
            app,
        ])
    }
}

/// The rows of Hevy's columns: exercise, kind and load.
fn rows(text: &str) -> Vec<[String; 3]> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("CSV"));
    rows.map(|row| [4, 8, 9].map(|column| row[column].to_owned()))
        .collect()
}

#[test]
fn a_routine_has_the_loads_that_are_known() {
    let lifter = Lifter::new("routine", DUMBBELLS, LOSE);
    let before = rows(&lifter.routine("hevy"));
    assert!(
        before.iter().all(|[_, _, load]| load.is_empty()),
        "nothing is known"
    );
    let today = jiff::Zoned::now().date().to_string();
    let name = &names(&lifter.loads(&today, &[]), [8, 12])[0];
    lifter.log(name, &today, &["--kg=24", "--reps=12", "--rir=3"]);
    let after = rows(&lifter.routine("hevy"));
    assert_eq!(before.len(), after.len());
    let work = |row: &&[String; 3]| row[1] == "normal";
    for [exercise, _, load] in after.iter().filter(work) {
        assert_eq!(load, if exercise == name { "26" } else { "" }, "{exercise}");
    }
    let script = lifter.routine("liftosaur");
    assert!(
        script.contains("# Week 1") && script.contains(" / 26kg / "),
        "{script}"
    );
}

#[test]
fn a_routine_is_no_other_form() {
    let lifter = Lifter::new("routine-form", DUMBBELLS, LOSE);
    let asked = [
        "plan",
        "--me",
        &lifter.me,
        "--goal",
        &lifter.goal,
        "--routine",
    ];
    lifter.refused(&[&asked[..], &["hevy", "--json"]].concat());
    lifter.refused(&[&asked[..], &["fitnotes"]].concat());
    let me = format!("{DUMBBELLS}breastfeeding = true\n");
    let stopped = Lifter::new("routine-gate", &me, LOSE);
    let output = stopped.run(&[
        "plan",
        "--me",
        &stopped.me,
        "--goal",
        &stopped.goal,
        "--routine",
        "hevy",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("exercise_title"));
}
