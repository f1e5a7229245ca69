//! The test of one spot, kept: taken down blind, and read as a file is.

use super::Folder;
use crate::run::{argument, file, json};

const BEGIN: [&str; 8] = [
    "spot-test",
    "begin",
    "--tool",
    "tape",
    "--site",
    "calf",
    "--seed",
    "1",
];
/// The first day of training, long past: what was measured since may be told.
const START: &str = "2026-03-01";
/// A day on which no test that is begun here is over.
const AHEAD: &str = "9000-01-01";

fn begun(folder: &Folder, more: &[&str]) {
    folder.said(&[&BEGIN[..], more].concat());
}

/// The date of a day of a test that began on [`START`].
fn date(day: i32) -> String {
    use jiff::ToSpan as _;
    let start: jiff::civil::Date = START.parse().expect("a date");
    let date = start.checked_add(i64::from(day).days());
    date.expect("in range").to_string()
}

/// One side as it is taken down on a day.
fn entry(day: i32, side: &str, readings: &[f64]) -> Vec<String> {
    let words = ["spot-test", "measure", "--side", side, "--day", &date(day)];
    let readings = readings.iter().map(ToString::to_string);
    words
        .map(str::to_owned)
        .into_iter()
        .chain(readings)
        .collect()
}

fn words(entry: &[String]) -> Vec<&str> {
    entry.iter().map(String::as_str).collect()
}

/// Whether a text has a number with decimals.
fn has_fraction(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .windows(3)
        .any(|three| three[1] == b'.' && three[0].is_ascii_digit() && three[2].is_ascii_digit())
}

/// All readings are 1870 to 1890 mm and have decimals, as no date, day or count has.
#[test]
fn nothing_that_was_read_is_shown_before_a_look_ends_the_test() {
    let folder = Folder::new("spot blind");
    begun(&folder, &["--start", START, "--per-week", "1"]);
    let mut heard = String::new();
    let mut hear = |arguments: &[&str], code: i32| {
        let output = folder.run(arguments);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
        heard.push_str(&String::from_utf8_lossy(&output.stdout));
        heard.push_str(&stderr);
    };
    for day in (-14..=49).step_by(7) {
        for (side, mm) in [("left", 1877.25), ("right", 1881.75)] {
            let mm = mm + 0.3 * f64::from(day % 5);
            let told = entry(day, side, &[mm, mm + 0.5, mm - 0.5]);
            let told = words(&told);
            hear(&told, 0);
            hear(&told, 2);
            hear(&[&told[..], &["--replace", "--json"]].concat(), 0);
            hear(&[&told[..], &["-3.5"]].concat(), 2);
        }
        hear(&["spot-test", "status", "--as-of", &date(day)], 0);
    }
    hear(&["spot-test", "status"], 0);
    hear(&["spot-test", "status", "--json"], 0);
    hear(&["spot-test", "read"], 0);
    assert!(heard.contains("Not decided"), "{heard}");
    assert!(!has_fraction(&heard), "{heard}");
    heard.push_str(&folder.said(&["spot-test", "read", "--json"]));
    for shown in ["187", "188"] {
        assert!(!heard.contains(shown), "{shown} is shown");
    }
}

/// Somebody whose left calf loses 2.5 mm more in 12 weeks: entries, and the same as a table.
fn lost() -> (Vec<Vec<String>>, String) {
    let mut entries = Vec::new();
    let mut table = "day,side,value,rater,tool,weight_kg,rest_h\n".to_owned();
    for day in (-14..=112).step_by(7) {
        let weeks = f64::from(day.max(0)) / 7.0;
        for (side, extra) in [("left", 2.5 / 12.0), ("right", 0.0)] {
            let mm = 12.0 - weeks * (1.0 / 12.0 + extra) + 0.1 * f64::from(day % 3);
            let readings = [mm, mm + 0.125, mm - 0.125];
            let kg = 80.0 - weeks / 4.0;
            let mut entry = entry(day, side, &readings);
            entry.extend(["--rater", "Ana", "--rest-h", "30.5"].map(str::to_owned));
            entry.extend(["--weight-kg".to_owned(), kg.to_string()]);
            entries.push(entry);
            for mm in readings {
                table.push_str(&format!("{day},{side},{mm},Ana,ultrasound,{kg},30.5\n"));
            }
        }
    }
    (entries, table)
}

#[test]
fn a_kept_test_reads_as_its_table_does_and_so_does_its_backup() {
    let (folder, fresh) = (Folder::new("spot kept"), Folder::new("spot restored"));
    let begin = [
        "spot-test",
        "begin",
        "--tool",
        "ultrasound",
        "--site",
        " Calf ",
    ];
    let more = ["--start", START, "--per-week", "1", "--seed", "1"];
    let plan = folder.json(&[&begin[..], &more].concat());
    let (entries, table) = lost();
    // In any order: a test that was written down elsewhere is told from its end.
    for entry in entries.iter().rev() {
        folder.said(&words(entry));
    }
    let path = file("spot-test/kept.csv", &table);
    let trained = plan["trained"].as_str().expect("a side");
    let of_table = [
        "spot-test",
        "read",
        argument(&path),
        "--tool",
        "ultrasound",
        "--per-week",
        "1",
    ];
    let of_table = [&of_table[..], &["--trained", trained, "--site", "calf"]].concat();
    let read = folder.json(&["spot-test", "read"]);
    assert_eq!(read, json(&[&of_table[..], &["--json"]].concat()));
    let expected = if trained == "left" {
        "found"
    } else {
        "opposite"
    };
    assert_eq!(read["outcome"], expected);
    let text = folder.said(&["spot-test", "read"]);
    assert_eq!(text, folder.said(&of_table));
    let status = folder.json(&["spot-test", "status"]);
    assert_eq!(status["decided"], true);
    assert_eq!(status["done"].as_array().map(Vec::len), Some(19));
    assert!(
        folder
            .said(&["spot-test", "status"])
            .contains("A look has ended it")
    );
    let backup = folder.0.join("backup.db");
    folder.said(&["backup", argument(&backup)]);
    fresh.said(&["restore", argument(&backup)]);
    assert_eq!(fresh.said(&["spot-test", "read"]), text);
    assert_eq!(fresh.json(&["spot-test", "status"]), status);
    // What has ended makes room.
    fresh.said(&[&begin[..], &["--start", AHEAD]].concat());
    assert_eq!(
        fresh.json(&["spot-test", "status"])["done"],
        serde_json::json!([])
    );
}

#[test]
fn a_test_is_begun_as_it_is_planned() {
    let folder = Folder::new("spot begun");
    let design = [&["spot-test", "design"], &BEGIN[2..]].concat();
    let planned = json(&[&design[..], &["--json"]].concat());
    let mut begun = folder.json(&[&BEGIN[..], &["--start", AHEAD]].concat());
    let start = begun.as_object_mut().expect("an object").remove("start");
    assert_eq!(start, Some(AHEAD.into()));
    assert_eq!(begun, planned);
    let elsewhere = ["--start", AHEAD, "--ics", "--person", "bea"];
    assert_eq!(
        folder.said(&[&BEGIN[..], &elsewhere].concat()),
        folder.said(&[&design[..], &["--start", AHEAD, "--ics"]].concat())
    );
    let text = folder.said(&[&BEGIN[..], &["--start", AHEAD, "--person", "eve"]].concat());
    assert!(text.contains("  -14  8999-12-18  "), "{text}");
    assert!(text.contains("The test is kept"), "{text}");
    // Who begins on the way is told what was passed.
    let late = folder.run(&[&BEGIN[..], &["--start", START, "--person", "dan"]].concat());
    let stderr = String::from_utf8_lossy(&late.stderr);
    assert!(stderr.contains("4 of the 4 sessions"), "{stderr}");
}

#[test]
fn the_status_tells_sessions_and_the_side_that_is_next() {
    let folder = Folder::new("spot status");
    begun(&folder, &["--start", START]);
    let told = |day, side| folder.said(&words(&entry(day, side, &[350.5, 351.5])));
    assert!(told(-14, "left").contains("Next is the right one."));
    // The plan has a session on day -11, and that of day -7 is yet to come.
    let both = told(-14, "right");
    assert!(both.starts_with("2 readings of the right calf on day -14, 2026-02-15, are kept."));
    assert!(both.contains("on day -11, 2026-02-18."), "{both}");
    told(-10, "right");
    told(-10, "left");
    told(0, "left");
    let status = folder.json(&["spot-test", "status", "--as-of", START]);
    assert_eq!(status["done"], serde_json::json!([-14, -11]));
    assert_eq!(status["missed"], serde_json::json!([-7, -4]));
    assert_eq!(
        status["due"],
        serde_json::json!({"day": 0, "last_date": "2026-03-03"})
    );
    assert_eq!(status["ahead"], 32);
    assert_eq!(
        status["next"],
        serde_json::json!({"side": "right", "day": 0, "date": START})
    );
    assert_eq!(status["next_look_week"], 8);
    let text = folder.said(&["spot-test", "status", "--as-of", START]);
    assert!(
        text.contains("2 done, 2 missed, 1 due, 32 to come"),
        "{text}"
    );
    let once = folder.json(&[
        "spot-test",
        "measure",
        "350",
        "--side",
        "right",
        "--day",
        START,
    ]);
    assert_eq!(
        (&once["kept"], &once["next"]["day"]),
        (&1.into(), &3.into())
    );
}

#[test]
fn what_replaces_is_read_in_place_of_what_was_there() {
    let (folder, right) = (Folder::new("spot slip"), Folder::new("spot no slip"));
    let (entries, _) = lost();
    let begin = [
        "spot-test",
        "begin",
        "--tool",
        "ultrasound",
        "--site",
        "calf",
    ];
    let more = ["--start", START, "--per-week", "1", "--seed", "1"];
    for folder in [&folder, &right] {
        folder.said(&[&begin[..], &more].concat());
        for entry in entries.iter().filter(|entry| entry[5] <= date(56)) {
            folder.said(&words(entry));
        }
    }
    let read = |folder: &Folder| folder.said(&["spot-test", "read"]);
    assert_eq!(read(&folder), read(&right));
    let slip = entry(49, "left", &[120.25, 121.0, 119.5, 120.0]);
    let refused = folder.refused(&words(&slip));
    assert!(
        refused.contains("left side was measured on day 49 already"),
        "{refused}"
    );
    assert!(refused.contains("--replace"), "{refused}");
    assert_eq!(
        read(&folder),
        read(&right),
        "what is refused changes nothing"
    );
    folder.said(&[&words(&slip)[..], &["--replace"]].concat());
    assert_ne!(read(&folder), read(&right));
    let again = entries
        .iter()
        .find(|entry| entry[5] == date(49) && entry[3] == "left");
    let again = again.expect("it was measured");
    folder.said(&[&words(again)[..], &["--replace"]].concat());
    assert_eq!(read(&folder), read(&right));
}

#[test]
fn what_cannot_be_is_refused() {
    let folder = Folder::new("spot refused");
    for command in ["status", "read", "stop"] {
        assert!(
            folder
                .refused(&["spot-test", command])
                .contains("no test is kept")
        );
    }
    let refused = |more: &[&str], why: &str| {
        let said = folder.refused(&[&BEGIN[..], more].concat());
        assert!(said.contains(why) && said.contains("hint:"), "{said}");
    };
    refused(&["--start", AHEAD, "--weeks", "9"], "9 weeks");
    refused(&["--start", AHEAD, "--worthwhile-mm", "1"], "useful loss");
    begun(&folder, &["--start", AHEAD]);
    refused(&["--start", AHEAD], "a test of the calf is running");
}

#[test]
fn readings_that_cannot_be_are_not_kept() {
    let folder = Folder::new("spot not kept");
    begun(&folder, &["--start", AHEAD]);
    // Of another site, and of another person, it is another test.
    let arm = [
        "spot-test",
        "begin",
        "--tool",
        "caliper",
        "--site",
        "upper arm",
    ];
    folder.said(&[&arm[..], &["--start", START]].concat());
    begun(&folder, &["--start", AHEAD, "--person", "bea"]);
    let two = folder.refused(&["spot-test", "measure", "12", "--side", "left"]);
    assert!(
        two.contains("calf, upper arm") && two.contains("--site"),
        "{two}"
    );
    let measure = |more: &[&str], why: &str| {
        let words = [
            "spot-test",
            "measure",
            "--side",
            "left",
            "--site",
            "Upper  Arm",
            "--day",
        ];
        let said = folder.refused(&[&words[..], more].concat());
        assert!(said.contains(why) && said.contains("hint:"), "{said}");
    };
    measure(&["9000-01-02", "12"], "yet to come");
    measure(&["2026-01-02", "12"], "from 2026-02-15 to 2026-06-24");
    for reading in ["0", "-12.5", "NaN", "inf", "3001"] {
        measure(&[START, "12", reading], "reading 2 cannot be");
    }
    measure(&[START, "12", "--rest-h", "-1"], "--rest-h cannot be");
    measure(&[START, "12", "--weight-kg", "0"], "--weight-kg cannot be");
    let status = folder.json(&[
        "spot-test",
        "status",
        "--site",
        "upper arm",
        "--as-of",
        START,
    ]);
    assert_eq!(
        (&status["done"], &status["next"]["day"]),
        (&serde_json::json!([]), &0.into())
    );
    // What a kept test knows is not told again, least of all what is called useful.
    let known = folder.refused(&[
        "spot-test",
        "read",
        "--site",
        "calf",
        "--worthwhile-mm",
        "50",
    ]);
    assert!(known.contains("DATA.csv"), "{known}");
}

#[test]
fn a_test_that_is_stopped_takes_no_more_and_makes_room() {
    let folder = Folder::new("spot stopped");
    begun(&folder, &["--start", START]);
    let told = entry(0, "left", &[350.5]);
    folder.said(&words(&told));
    let said = folder.said(&["spot-test", "stop"]);
    assert!(said.contains("what was measured stays"), "{said}");
    assert!(folder.refused(&words(&told)).contains("ended on"));
    assert!(folder.refused(&["spot-test", "stop"]).contains("ended on"));
    assert!(folder.json(&["spot-test", "status"])["stopped"].is_string());
    begun(&folder, &["--start", AHEAD]);
    assert_eq!(folder.json(&["spot-test", "status"])["start"], AHEAD);
}
