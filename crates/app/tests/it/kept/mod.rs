//! What is kept: importing, undoing, copying, and what a crash leaves.

mod crash;
mod followed;
mod safety;
mod spot_test;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use serde_json::Value;

use crate::run::{argument, command, scratch};

/// A data folder of one test's own, empty.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = scratch(name);
        fs::remove_dir_all(&folder).ok();
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let data = ["--data", argument(&self.0)];
        command(&[&data, arguments].concat())
            .output()
            .expect("the binary runs")
    }

    /// What a run that must succeed says.
    fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {stderr}");
        String::from_utf8(output.stdout).expect("output is UTF-8")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.said(&[arguments, &["--json"]].concat());
        serde_json::from_str(&text).expect("output is JSON")
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).expect("errors are UTF-8")
    }

    /// The hash of everything that is kept, and how many observations it is of.
    fn digest(&self) -> (String, u64) {
        let told = self.json(&["check"]);
        assert_eq!(told["whole"], true, "{told}");
        let count = told["observations"].as_u64().expect("a count");
        (told["digest"].as_str().expect("a hash").to_owned(), count)
    }
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../import/tests/samples")
}

fn sample(name: &str) -> String {
    samples().join(name).display().to_string()
}

/// What the samples that do not say all of it are to be read with.
const ANSWERS: [&str; 10] = [
    "--unit",
    "kg",
    "--unit",
    "cm",
    "--unit",
    "composition=%",
    "--zone",
    "Europe/Berlin",
    "--clock",
    "local",
];

#[test]
fn every_sample_is_kept_once_and_undone_without_trace() {
    let folder = Folder::new("every sample");
    let empty = folder.digest();
    let mut undo = Vec::new();
    let mut names: Vec<PathBuf> = fs::read_dir(samples())
        .expect("the samples are there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    names.sort();
    assert!(20 < names.len());
    for path in &names {
        let name = argument(path);
        let before = folder.digest();
        let arguments = [&["import", name], &ANSWERS[..]].concat();
        let output = folder.run(&arguments);
        if output.status.code() == Some(2) {
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(stderr.contains("--scale-user"), "{name}: {stderr}");
            assert_eq!(folder.digest(), before, "{name}");
            continue;
        }
        let once = folder.digest();
        let again = folder.json(&arguments);
        assert_eq!(folder.digest(), once, "{name}: told twice, kept once");
        for report in again.as_array().expect("a list") {
            assert_eq!(
                (&report["kept"], &report["new"]),
                (&0.into(), &0.into()),
                "{name}"
            );
            assert!(report["undo"].is_null(), "{name}");
        }
        let last = folder.json(&["imports"]);
        let last = last
            .as_array()
            .expect("a list")
            .last()
            .expect("an import")
            .clone();
        let id = last["id"].to_string();
        let taken = folder.json(&["undo", &id]);
        assert_eq!(taken["removed"], last["added"], "{name}");
        assert_eq!(folder.digest(), before, "{name}: undone without trace");
        folder.said(&arguments);
        assert_eq!(folder.digest(), once, "{name}");
        let last = folder.json(&["imports"]);
        undo.push(last.as_array().expect("a list").last().expect("an import")["id"].to_string());
    }
    // Undone in the order they came, whatever told again what another had brought, nothing stays.
    for id in undo {
        folder.said(&["undo", &id]);
    }
    assert_eq!(folder.digest(), empty);
}

#[test]
fn an_import_says_what_is_new_and_how_to_undo_it() {
    let folder = Folder::new("new");
    let told = folder.json(&["import", &sample("withings_weight.csv")]);
    let report = &told[0];
    assert_eq!(
        (&report["kept"], &report["duplicate"]),
        (&3.into(), &0.into())
    );
    assert_eq!((&report["new"], &report["known"]), (&15.into(), &0.into()));
    assert_eq!(report["undo"], 1);
    // Another app tells the same three weighings, and more.
    let told = folder.json(&["import", &sample("renpho.csv")]);
    assert!(0 < told[0]["known"].as_u64().expect("a count"));
    let text = folder.said(&["import", &sample("renpho.csv")]);
    assert!(
        text.starts_with("Nothing new, 20 were there already.\n"),
        "{text}"
    );
    let listed = folder.said(&["imports"]);
    assert!(
        listed.contains("withings_weight.csv (withings)"),
        "{listed}"
    );
    let undone = folder.said(&["undo", "1"]);
    assert!(
        undone.contains("stay, since another file told them too"),
        "{undone}"
    );
    assert!(folder.refused(&["undo", "1"]).contains("undone already"));
    assert!(folder.refused(&["undo", "77"]).contains("no import 77"));
}

#[test]
fn files_before_one_that_fails_are_kept() {
    let folder = Folder::new("one fails");
    let (good, bad) = (sample("withings_weight.csv"), sample("README.md"));
    let output = folder.run(&["import", &good, &bad]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.contains("README.md"), "{stderr}");
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.starts_with("15 observations are kept"), "{stdout}");
    assert_eq!(folder.digest().1, 15);
}

#[test]
fn what_is_written_down_is_checked_and_kept() {
    let folder = Folder::new("written down");
    let text = folder.said(&["log", "weight", "185.6", "lb", "--at", "2026-03-01T07:10"]);
    assert!(
        text.starts_with("weight 185.6 lb on 2026-03-01 is kept"),
        "{text}"
    );
    let again = folder.said(&["log", "weight", "185.6", "lb", "--at", "2026-03-01T07:10"]);
    assert!(again.contains("was there already"), "{again}");
    folder.said(&[
        "log",
        "waist",
        "36",
        "in",
        "--at",
        "2026-03-01",
        "--device",
        "tape",
    ]);
    let doubted = folder.run(&["log", "weight", "842", "kg"]);
    assert!(doubted.status.success());
    assert!(String::from_utf8_lossy(&doubted.stderr).contains("outside 25 to 400 kg"));
    for (arguments, said) in [
        (["log", "weight", "84", "cm"], "no unit of weight"),
        (["log", "wieght", "84", "kg"], "nothing that is kept"),
        (["log", "girth", "84", "cm"], "nothing that is kept"),
        (["log", "weight", "NaN", "kg"], "number"),
    ] {
        let stderr = folder.refused(&arguments);
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
    }
    assert!(
        folder
            .refused(&["log", "weight", "84", "kg", "--at", "soon"])
            .contains("no time")
    );
    assert_eq!(folder.digest().1, 3);
    // Of another person nothing is known.
    assert!(
        folder
            .refused(&["imports", "--person", "bea"])
            .contains("known are me")
    );
}

#[test]
fn a_backup_holds_everything_and_fills_an_empty_store_only() {
    let (folder, fresh) = (Folder::new("backed up"), Folder::new("restored"));
    folder.said(&[
        "import",
        &sample("withings_weight.csv"),
        &sample("hevy_workouts.csv"),
    ]);
    folder.said(&["log", "waist", "92", "cm", "--person", "bea"]);
    let file = folder.0.join("backup.db");
    let told = folder.said(&["backup", argument(&file)]);
    let (hash, count) = folder.digest();
    assert!(
        told.contains(&hash) && told.contains(&count.to_string()),
        "{told}"
    );
    assert!(
        folder
            .refused(&["backup", argument(&file)])
            .contains("there already")
    );
    fresh.said(&["restore", argument(&file)]);
    assert_eq!(fresh.digest(), (hash, count));
    assert_eq!(fresh.said(&["imports"]), folder.said(&["imports"]));
    assert!(
        fresh
            .refused(&["restore", argument(&file)])
            .contains("something in the store")
    );
    let nothing = folder.0.join("none.db");
    assert!(
        fresh
            .refused(&["restore", argument(&nothing)])
            .contains("there is no")
    );
    let letter = folder.0.join("letter.db");
    fs::write(&letter, "Dear scale, ".repeat(100)).expect("writable");
    let stderr = Folder::new("letter").refused(&["restore", argument(&letter)]);
    assert!(stderr.contains("is damaged, or is none"), "{stderr}");
}

/// A watch saw 1000 steps in ten minutes; the phone saw 900 of the same, and began five seconds before.
#[test]
fn steps_of_watch_and_phone_are_merged_and_not_summed() {
    let folder = Folder::new("steps");
    folder.said(&["import", &sample("apple_health.xml")]);
    assert_eq!(
        folder.said(&["days", "steps"]),
        "day,steps,unit\n2026-03-01,1000,count\n"
    );
    let phone = folder.json(&["days", "steps", "--first", "Ada’s iPhone"]);
    assert!(
        (phone[0]["value"].as_f64().expect("a number") - 900.0).abs() < 1e-9,
        "{phone}"
    );
    assert!(
        folder
            .refused(&["days", "weight"])
            .contains("none of steps")
    );
}

/// What somebody weighs is nobody else's on the machine to read.
#[cfg(unix)]
#[test]
fn the_folder_of_the_store_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("private");
    folder.said(&["imports"]);
    let mode = fs::metadata(&folder.0)
        .expect("it is made")
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[test]
fn damage_is_seen() {
    let folder = Folder::new("damaged");
    folder.said(&["import", &sample("withings_weight.csv")]);
    let path = folder.0.join("spotcheck.db");
    let mut bytes = fs::read(&path).expect("the store is a file");
    let half = bytes.len() / 2;
    for byte in &mut bytes[half..] {
        *byte ^= 0x55;
    }
    fs::write(&path, &bytes).expect("writable");
    let output = folder.run(&["check"]);
    assert_ne!(output.status.code(), Some(0));
    assert!(
        !output.stderr.is_empty() || String::from_utf8_lossy(&output.stdout).contains("damaged")
    );
}
