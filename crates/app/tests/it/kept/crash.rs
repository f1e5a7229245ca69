//! What was acknowledged survives the end of the program at any moment, and nothing is kept by halves.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use super::{Folder, sample};
use crate::run::{argument, command, file};

/// A file of as many weighings as an import takes a while for.
fn weighings(n: usize) -> String {
    let mut text = "time,offset,quantity,value,unit\n".to_owned();
    for i in 0..n {
        let (day, hour, minute) = (1 + i % 28, i / 28 % 24, i / 672 % 60);
        text.push_str(&format!(
            "2026-{:02}-{day:02}T{hour:02}:{minute:02},+01:00,weight,{:.1},kg\n",
            1 + i / 40_320,
            80.0 + (i % 70) as f64 / 10.0
        ));
    }
    text
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_kept_by_halves() {
    let folder = Folder::new("crash");
    let rows = 4000;
    let path = file("crash/weighings.csv", &weighings(rows));
    let mut acknowledged = 0;
    let mut killed = 0;
    // A fixed sequence that spreads well: which moments are hit differs with the machine all the same.
    for round in 0_u64..200 {
        let moment = round * 7919 % 211;
        let is_import = round % 4 == 3;
        let kg = format!("{:.2}", 60.0 + round as f64 / 100.0);
        let data = ["--data", argument(&folder.0)];
        let write: &[&str] = if is_import {
            &["import", argument(&path), "--json"]
        } else {
            &["log", "weight", &kg, "kg", "--at", "2025-01-01T07:00"]
        };
        let mut child = command(&[&data, write].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        thread::sleep(Duration::from_micros(
            moment * if is_import { 700 } else { 60 },
        ));
        child.kill().expect("it is ours to end");
        let mut said = String::new();
        let stdout = child.stdout.take().expect("stdout is piped");
        for line in BufReader::new(stdout).lines() {
            said.push_str(&line.expect("output is UTF-8"));
        }
        killed += u64::from(!child.wait().expect("it ends").success());
        let found = of_day(&folder, "2025-01-01");
        if !is_import {
            acknowledged += u64::from(said.contains("is kept"));
        }
        assert!(
            acknowledged <= found,
            "{acknowledged} were acknowledged, {found} are there"
        );
        // What was written but not yet told may be there too, once for each write.
        acknowledged = found;
        let all = folder.digest().1 - found;
        assert!(
            all == 0 || all == rows as u64,
            "{all} of {rows} rows are there"
        );
        if all != 0 {
            undo_import(&folder);
        }
    }
    assert!(20 < killed, "only {killed} were ended in their course");
}

/// How many observations a day has.
fn of_day(folder: &Folder, day: &str) -> u64 {
    let listed = folder.json(&["imports"]);
    let by_hand = |import: &&serde_json::Value| import["file"] == "" && import["undone"] == false;
    assert_eq!(day, "2025-01-01", "by hand, only that day is told");
    listed
        .as_array()
        .expect("a list")
        .iter()
        .filter(by_hand)
        .count() as u64
}

fn undo_import(folder: &Folder) {
    let listed = folder.json(&["imports"]);
    for import in listed.as_array().expect("a list") {
        if import["file"] != "" && import["undone"] == false {
            folder.said(&["undo", &import["id"].to_string()]);
        }
    }
}

#[test]
fn a_full_disk_keeps_nothing_and_loses_nothing() {
    let folder = Folder::new("full");
    folder.said(&["import", &sample("withings_weight.csv")]);
    let before = folder.digest();
    let path = file("full/weighings.csv", &weighings(30_000));
    // No file may grow beyond 400 blocks of 1 KiB; the signal of that is ignored, so that writes fail instead.
    let output = Command::new("bash")
        .args(["-c", "trap '' XFSZ; ulimit -f 400; exec \"$@\"", "bash"])
        .arg(env!("CARGO_BIN_EXE_spotcheck"))
        .args(["--data", argument(&folder.0), "import", argument(&path)])
        .env_remove("DATABASE_URL")
        .output()
        .expect("bash runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_ne!(output.status.code(), Some(0), "{stderr}");
    assert!(stderr.contains("error: "), "{stderr}");
    assert_eq!(folder.digest(), before);
    folder.said(&["import", argument(&path)]);
    assert_eq!(folder.digest().1, before.1 + 30_000);
    fs::remove_dir_all(&folder.0).ok();
}
