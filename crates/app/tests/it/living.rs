//! What a user adds beside the evidence: it counts, it is told, it survives, and it goes without a trace.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::Stdio,
    time::Duration,
};

use crate::{
    data::{Data, STUDY, study},
    run::{argument, command, file},
};

#[test]
fn a_study_moves_the_estimate_is_told_everywhere_and_goes_without_a_trace() {
    let data = Data::new("study");
    let path = study("study");
    let before = data.said(0, &["evidence", "show", "C01"]);
    let added = data.said(0, &["evidence", "add", argument(&path)]);
    assert!(added.contains("smith2024_arm: pooled for C01."), "{added}");
    assert!(
        added.contains("No answer moved; C01\u{2019}s estimate went from +0.95 %"),
        "{added}"
    );
    assert!(
        added.contains("Certainty steps were not judged again"),
        "{added}"
    );
    let list = data.said(0, &["evidence", "list"]);
    assert_eq!(list.matches("[with 1 row of yours]").count(), 2, "{list}");
    let check = data.said(0, &["evidence", "check"]);
    assert!(
        check.contains("With the 1 row you added: no answer moved;"),
        "{check}"
    );
    let overlay = data.said(0, &["evidence", "overlay"]);
    assert!(
        overlay.contains("study smith2024_arm: C01, C04"),
        "{overlay}"
    );
    let again = data.said(0, &["evidence", "add", argument(&path)]);
    assert!(
        again.contains("it is already here as `smith2024_arm`"),
        "{again}"
    );
    assert!(
        again.contains("Nothing new, so nothing was added."),
        "{again}"
    );
    assert_eq!(data.files().len(), 1);
    data.said(0, &["evidence", "undo"]);
    assert_eq!(data.files(), [] as [std::path::PathBuf; 0]);
    assert_eq!(data.said(0, &["evidence", "show", "C01"]), before);
    assert!(
        data.said(2, &["evidence", "undo"])
            .contains("nothing was added")
    );
}

#[test]
fn what_was_added_is_marked_wherever_it_is_used() {
    let data = Data::new("marked");
    data.said(0, &["evidence", "add", argument(&study("marked"))]);
    let shown = data.said(0, &["evidence", "show", "C01"]);
    assert!(shown.contains("added by you"), "{shown}");
    assert!(shown.contains("with 1 row you added"), "{shown}");
    assert!(
        shown.contains("these steps were judged without what you added"),
        "{shown}"
    );
    let option = ["--data", argument(&data.0), "evidence", "plot", "C01"];
    for drawn in [&["evidence", "plot", "C01"][..], &option] {
        let drawn = data.said(0, drawn);
        let drawn = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(drawn.contains("PMID 39999991 [added by you]"), "{drawn}");
        assert!(drawn.contains("with 1 row you added"), "{drawn}");
    }
    let asked = data.said(0, &["ask", "can I lose fat from just one spot?"]);
    assert!(asked.contains("with 1 row you added"), "{asked}");
    let json: serde_json::Value = serde_json::from_str(
        &data.said(0, &["ask", "--json", "can I lose fat from just one spot?"]),
    )
    .expect("JSON");
    let sources = json["sources"].as_array().expect("sources");
    let mine: Vec<_> = sources
        .iter()
        .filter(|s| s["added_by_you"] == true)
        .collect();
    assert!(mine.len() == 1 && mine[0]["key"] == "smith2024", "{mine:?}");
}

/// By hand: two trials of C07 point its way; a third as strong, from other people, makes a pool.
#[test]
fn an_answer_that_moves_is_told_with_its_reason() {
    let data = Data::new("moves");
    let text = STUDY.replace(
        "\"C04\", says = \"against\", role = \"also\"",
        "\"C03\", says = \"supports\"",
    );
    let path = file("living/moves.toml", &text);
    let added = data.said(0, &["evidence", "add", argument(&path)]);
    assert!(
        added.contains("C03 moved from no (low) to depends (low): 1 study added."),
        "{added}"
    );
    let undone = data.said(0, &["evidence", "undo", "1"]);
    assert!(
        undone.contains("C03 moved from depends (low) to no (low): 1 study taken away."),
        "{undone}"
    );
}

/// By hand: 100 to 1 with an SD of 30 is 3.3 deviations, and no trial of one arm sees that.
#[test]
fn figures_that_may_not_be_are_doubted_as_they_are_added() {
    let data = Data::new("doubted");
    let path = file(
        "living/doubted.toml",
        &STUDY.replace("trained_post = 99", "trained_post = 1"),
    );
    let added = data.said(0, &["evidence", "add", argument(&path)]);
    assert!(
        added.contains("please check smith2024_arm: Its effect comes to 3.3 standard deviations"),
        "{added}"
    );
    data.said(0, &["evidence", "undo"]);
    let json = data.said(0, &["evidence", "add", "--json", argument(&path)]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["doubts"][0]["doubt"], "large_effect");
    assert_eq!(json["doubts"].as_array().map(Vec::len), Some(1));
    let plausible = Data::new("plausible");
    let added = plausible.said(0, &["evidence", "add", argument(&study("plausible"))]);
    assert!(!added.contains("please check"), "{added}");
}

#[test]
fn an_addition_that_another_needs_stays_until_that_is_gone() {
    let data = Data::new("needed");
    data.said(0, &["evidence", "add", argument(&study("needed"))]);
    let (_, row) = STUDY.split_once("[[study]]").expect("it has one");
    let row = row
        .replace("smith2024_arm", "smith2024_leg")
        .replace("cohort = \"smith2024\"", "cohort = \"smith2024_b\"");
    let path = file("living/needs.toml", &format!("[[study]]{row}"));
    data.said(0, &["evidence", "add", argument(&path)]);
    let refused = data.said(2, &["evidence", "undo", "1"]);
    assert!(
        refused.contains("there is no source `smith2024`"),
        "{refused}"
    );
    assert!(refused.contains("\nhint: "), "{refused}");
    assert_eq!(data.files().len(), 2);
    data.said(0, &["evidence", "undo"]);
    data.said(0, &["evidence", "undo"]);
}

#[test]
fn of_two_broken_additions_each_can_be_taken_away() {
    let data = Data::new("two_broken");
    data.said(0, &["evidence", "add", argument(&study("two_broken"))]);
    let folder = data.0.join("evidence");
    fs::write(folder.join("0002-00000000.study.toml"), "cut").expect("writable");
    fs::write(data.files().remove(0), "cut").expect("writable");
    for _ in 0..2 {
        let undone = data.said(0, &["evidence", "undo"]);
        assert!(undone.contains("is taken away."), "{undone}");
    }
    assert_eq!(data.files(), [] as [std::path::PathBuf; 0]);
}

#[test]
fn a_study_that_cannot_be_taken_is_refused_with_its_place_and_nothing_is_added() {
    let data = Data::new("refused");
    for (name, from, to, said) in [
        (
            "cohort",
            "cohort = \"smith2024\"",
            "cohort = \"UMD-ST-men\"",
            "line 10: its people (cohort UMD-ST-men)",
        ),
        (
            "column",
            "n = 40\n",
            "n = \"many\"\n",
            "line 14: `n` cannot be `many`",
        ),
        (
            "claim",
            "\"C01\"",
            "\"C77\"",
            "line 10: there is no claim `C77`",
        ),
        ("toml", "n = 40\n", "n = \n", "line 14: "),
        (
            "says",
            "says = \"against\" }",
            "says = \"maybe\" }",
            "unknown variant `maybe`, expected one of `supports`, `against`, `unclear`, `context`\n",
        ),
    ] {
        let path = file(
            &format!("living/refused_{name}.toml"),
            &STUDY.replacen(from, to, 1),
        );
        let refused = data.said(2, &["evidence", "add", argument(&path)]);
        assert!(
            refused.contains(said) && refused.contains(argument(&path)),
            "{refused}"
        );
        assert!(refused.contains("\nhint: "), "{refused}");
    }
    assert!(
        data.said(0, &["evidence", "overlay"])
            .contains("Nothing was added.")
    );
}

#[test]
fn a_file_that_was_cut_or_changed_is_named_and_can_be_taken_away() {
    let data = Data::new("corrupt");
    let path = study("corrupt");
    data.said(0, &["evidence", "add", argument(&path)]);
    let held = data.files().remove(0);
    let text = fs::read_to_string(&held).expect("readable");
    for broken in [
        &text[..text.len() / 2],
        "",
        "not = [toml",
        &text.replace("99.0", "12.0"),
    ] {
        fs::write(&held, broken).expect("writable");
        for arguments in [
            &["ask", "can I lose fat from just one spot?"][..],
            &["evidence", "show", "C17"],
            &["evidence", "list"],
            &["evidence", "check"],
        ] {
            let output = data.run(arguments);
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert!(
                stderr.contains(argument(&held)) && stderr.contains("evidence undo 0001-"),
                "{stderr}"
            );
        }
        assert!(data.said(2, &["evidence", "overlay"]).contains("broken: "));
    }
    data.said(0, &["evidence", "undo"]);
    data.said(0, &["ask", "can I lose fat from just one spot?"]);
}

#[test]
fn the_template_is_a_file_that_can_be_added() {
    let data = Data::new("template");
    let template = data.said(0, &["evidence", "add", "--template"]);
    let path = file("living/template.toml", &template);
    let added = data.said(0, &["evidence", "add", argument(&path)]);
    assert!(added.contains("doe2026_arm: pooled for C01."), "{added}");
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let data = Data::new("killed");
    let mut acknowledged = 0;
    for attempt in 0..24_u32 {
        let text = STUDY
            .replace("smith2024", &format!("smith{attempt}"))
            .replace("39999991", &format!("{}", 39_000_000 + attempt))
            .replace("ABC.1", &format!("ABC.{attempt}"));
        let path = file(&format!("living/killed_{attempt}.toml"), &text);
        let mut child = command(&["evidence", "add", argument(&path)])
            .env("SPOTCHECK_DATA", &data.0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let mut first = String::new();
        if attempt % 2 == 0 {
            // Killed the moment it has said so.
            let stdout = child.stdout.take().expect("stdout is piped");
            BufReader::new(stdout)
                .read_line(&mut first)
                .expect("readable");
        } else {
            // Killed somewhere on the way.
            std::thread::sleep(Duration::from_millis(u64::from(attempt) * 2));
        }
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        acknowledged += usize::from(first.contains("1 kept"));
        let listed = data.said(0, &["evidence", "overlay", "--json"]);
        let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
        let count = listed.as_array().expect("a list").len();
        assert!(acknowledged <= count, "{count} of {acknowledged} are there");
    }
    assert_eq!(acknowledged, 12, "those that said so");
    data.said(0, &["evidence", "undo"]);
    let left = fs::read_dir(data.0.join("evidence")).expect("it is there");
    let unfinished = left.filter(|file| {
        let name = file.as_ref().expect("readable").file_name();
        name.to_string_lossy().ends_with(".unfinished")
    });
    assert_eq!(
        unfinished.count(),
        0,
        "what was left unfinished is swept away"
    );
}
