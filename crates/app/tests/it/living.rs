//! What a user adds beside the evidence: it counts, it is told, it survives, and it goes without a trace.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use crate::run::{argument, command, file, scratch};

const STUDY: &str = r#"
[source.smith2024]
authors = "Smith J, Doe A"
year = 2024
title = "One arm trained, both arms scanned"
pmid = "39999991"
doi = "https://doi.org/10.1234/ABC.1"
flag = "verified"

[[study]]
key = "smith2024_arm"
source = "smith2024"
cohort = "smith2024"
n = 40
n_trained = 40
depot = "arm"
outcome = "fat volume"
unit = "cm3"
recipe = "limb_pre_post"
sd_type = "sd"
trained_pre = 100.0
trained_pre_spread = 30
trained_post = 99
control_pre = 100
control_post = 100
r_pre_post = 0.95
r_between = 0.5
finding = "Trained arm 100 to 99 cm3, other arm unchanged."
flag = "verified"
bears_on = [{ claim = "C01", says = "against" }, { claim = "C04", says = "against", role = "also" }]
"#;

const RECORDS: &str = "TY  - JOUR\nTI  - A new trial of one leg\nAU  - Doe, A\nPY  - 2026\nDO  - 10.1234/new.1\nER  - \n\
                       TY  - JOUR\nTI  - A dated one\nPY  - soon\nER  - \n\
                       TY  - JOUR\nTI  - Walts again\nDB  - PubMed\nAN  - 17596787\nER  - \n";

/// An empty data directory, and the binary run on it.
struct Data(PathBuf);

impl Data {
    fn new(name: &str) -> Self {
        let folder = scratch(&format!("living/{name}"));
        fs::remove_dir_all(&folder).ok();
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        command(arguments)
            .env("SPOTCHECK_DATA", &self.0)
            .output()
            .expect("the binary runs")
    }

    /// What a run with this exit code says on stdout, or where it is refused on stderr.
    fn said(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        if stdout.is_empty() { stderr } else { stdout }
    }

    fn files(&self) -> Vec<PathBuf> {
        let listed = fs::read_dir(self.0.join("evidence")).expect("it is there");
        let paths = listed.map(|file| file.expect("readable").path());
        let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some()).collect();
        paths.sort();
        paths
    }
}

fn study(name: &str) -> PathBuf {
    file(&format!("living/{name}.toml"), STUDY)
}

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
    let shown = data.said(0, &["evidence", "show", "C01"]);
    assert!(shown.contains("added by you"), "{shown}");
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
    assert_eq!(data.files(), [] as [PathBuf; 0]);
    assert_eq!(data.said(0, &["evidence", "show", "C01"]), before);
    assert!(
        data.said(2, &["evidence", "undo"])
            .contains("nothing was added")
    );
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
fn records_become_candidates_and_the_account_is_whole() {
    let data = Data::new("records");
    // The ending of the name says nothing.
    let path = file("living/records.csv", RECORDS);
    let account = data.said(
        2,
        &["evidence", "import", argument(&path), "--claim", "C07"],
    );
    assert!(
        account.contains("(RIS): 3 read, 1 kept, 1 here already, 1 refused."),
        "{account}"
    );
    assert!(
        account.contains("refused, line 9: `PY` cannot be `soon`"),
        "{account}"
    );
    assert!(
        account.contains("here already, line 11: the evidence holds it as `kostek2007`"),
        "{account}"
    );
    assert!(
        account.contains("No verdict moved: a candidate changes none until its figures are given"),
        "{account}"
    );
    let shown = data.said(0, &["evidence", "show", "C07"]);
    assert!(
        shown.contains("A new trial of one leg. doi:10.1234/new.1."),
        "{shown}"
    );
    let twice = data.said(
        2,
        &[
            "evidence",
            "import",
            argument(&path),
            "--claim",
            "C07",
            "--json",
        ],
    );
    let twice: serde_json::Value = serde_json::from_str(&twice).expect("JSON");
    assert_eq!(twice["kept"], 0);
    assert_eq!(twice["undo"], serde_json::Value::Null);
    assert_eq!(twice["duplicate"].as_array().map(Vec::len), Some(2));
    assert_eq!(data.files().len(), 1);
}

#[test]
fn records_say_for_which_claim_they_are_and_may_be_for_several() {
    let data = Data::new("claims");
    let path = file("living/claims.ris", RECORDS);
    data.said(
        2,
        &["evidence", "import", argument(&path), "--claim", "C07"],
    );
    let other = data.said(
        2,
        &[
            "evidence",
            "import",
            argument(&path),
            "--claim",
            "spot-reduction",
        ],
    );
    assert!(other.contains("1 kept"), "{other}");
    assert!(
        data.said(2, &["evidence", "import", argument(&path)])
            .contains("--claim C07")
    );
    assert!(
        data.said(
            2,
            &["evidence", "import", argument(&path), "--claim", "C99"]
        )
        .contains("no claim `C99`")
    );
    let neither = file("living/neither.ris", "Dear reader\n");
    assert!(
        data.said(2, &["evidence", "import", argument(&neither)])
            .contains("none of the formats")
    );
}

const TABLE: &str = "key,source,cohort,n,n_trained,n_control,recipe,sd_type,trained_post,trained_post_spread,control_post,control_post_spread,unit,outcome,finding,flag,authors,year,title,doi,claim,says,role\n\
                     a,s,s,20,10,10,parallel_post,sd,1,1,2,1,kg,fat,Found.,verified,A,2020,T,10.1234/x,C03;C02,against;unclear,also\n\
                     b,s,t,20,x,10,parallel_post,sd,1,1,2,1,kg,fat,Found.,verified,A,2020,T,10.1234/x,C03,against,also\n";

#[test]
fn a_table_of_studies_is_taken_row_by_row() {
    let data = Data::new("table");
    let path = file("living/table.csv", TABLE);
    let account = data.said(2, &["evidence", "import", argument(&path)]);
    assert!(
        account.contains("(CSV): 2 read, 1 kept, 0 here already, 1 refused."),
        "{account}"
    );
    assert!(
        account.contains("refused, line 3: `n_trained` cannot be `x`"),
        "{account}"
    );
    assert!(
        account.contains("a: shown at C03; it does not decide there."),
        "{account}"
    );
    let id = data
        .said(0, &["evidence", "overlay"])
        .split_once("  ")
        .map(|(id, _)| id.to_owned());
    data.said(0, &["evidence", "undo", &id.expect("it is listed")]);
    assert_eq!(data.files(), [] as [PathBuf; 0]);
    assert!(
        data.said(2, &["evidence", "undo", "7"])
            .contains("no addition `7`")
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

#[test]
fn additions_at_the_same_time_wait_for_each_other() {
    let data = Data::new("together");
    let children: Vec<_> = (0..6)
        .map(|number| {
            let text = RECORDS.replace("new.1", &format!("new.{number}"));
            let path = file(&format!("living/together_{number}.ris"), &text);
            command(&["evidence", "import", argument(&path), "--claim", "C07"])
                .env("SPOTCHECK_DATA", &data.0)
                .stdout(Stdio::null())
                .spawn()
                .expect("the binary starts")
        })
        .collect();
    for mut child in children {
        child.wait().expect("it ends");
    }
    assert_eq!(data.files().len(), 6);
    assert!(data.said(0, &["evidence", "overlay"]).contains("0006-"));
}

fn in_folder(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().expect("UTF-8").to_owned()
}

#[test]
fn states_are_saved_compared_and_computed_again() {
    let data = Data::new("state");
    fs::create_dir_all(&data.0).expect("writable");
    let (one, two) = (
        in_folder(&data.0, "one.json"),
        in_folder(&data.0, "two.json"),
    );
    data.said(0, &["evidence", "state", "save", &one]);
    assert!(
        data.said(0, &["evidence", "state", "diff", &one])
            .starts_with("No verdict differs")
    );
    data.said(0, &["evidence", "add", argument(&study("state"))]);
    data.said(0, &["evidence", "state", "save", &two]);
    for arguments in [
        &["evidence", "state", "diff", &one, &two][..],
        &["evidence", "state", "diff", &one],
    ] {
        let differs = data.said(1, arguments);
        assert!(differs.starts_with("C01: estimate 0.94"), "{differs}");
        assert!(!differs.contains("C17"), "{differs}");
    }
    // Whatever is added or taken away since, a state holds its own inputs.
    data.said(0, &["evidence", "undo"]);
    for state in [&one, &two] {
        let replayed = data.said(0, &["evidence", "state", "replay", state]);
        assert_eq!(replayed, "51 verdicts computed again, to the same bytes.\n");
    }
    let text = fs::read_to_string(&two).expect("readable");
    fs::write(
        &two,
        text.replacen("\"answer\": \"no\"", "\"answer\": \"yes\"", 1),
    )
    .expect("writable");
    let tampered = data.said(1, &["evidence", "state", "replay", &two]);
    assert!(
        tampered.contains("C01: yes (moderate), then no (moderate)"),
        "{tampered}"
    );
    fs::write(&two, "{}").expect("writable");
    assert!(
        data.said(2, &["evidence", "state", "replay", &two])
            .contains("is not a saved state")
    );
    let saved = data.said(0, &["evidence", "state", "save"]);
    assert!(saved.contains("states"), "{saved}");
}

#[test]
fn a_document_of_a_claim_has_what_the_page_has() {
    let data = Data::new("document");
    let text = data.said(0, &["evidence", "show", "C07", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["claim"]["id"], "C07");
    assert_eq!(document["verdict"]["answer"], "unknown");
    assert_eq!(document["inputs"].as_str().map(str::len), Some(64));
    assert!(
        document["rows"]
            .as_array()
            .is_some_and(|rows| !rows.is_empty())
    );
    assert!(
        document["sources"]
            .as_array()
            .is_some_and(|sources| !sources.is_empty())
    );
    for flip in document["flips"].as_array().expect("a list") {
        assert!(text.contains(flip["row"].as_str().expect("a key")));
    }
    let page = data.said(0, &["evidence", "show", "C07"]);
    assert!(
        page.contains("Would flip without: ") || page.contains("No single study flips it."),
        "{page}"
    );
}

#[test]
fn the_data_directory_is_said_by_option_variable_and_platform_in_that_order() {
    let (option, variable, home) = (
        Data::new("option"),
        Data::new("variable"),
        Data::new("home"),
    );
    let path = study("directory");
    let add = ["evidence", "add", argument(&path)];
    let with_option = [
        "--data",
        argument(&option.0),
        "evidence",
        "add",
        argument(&path),
    ];
    let ran = |mut command: std::process::Command| {
        command.output().expect("the binary runs").status.code()
    };
    let mut run = command(&with_option);
    run.env("SPOTCHECK_DATA", &variable.0);
    assert_eq!(ran(run), Some(0));
    assert!(option.files().len() == 1 && !variable.0.exists());
    let mut run = command(&add);
    run.env("SPOTCHECK_DATA", &variable.0)
        .env("XDG_DATA_HOME", &home.0);
    assert_eq!(ran(run), Some(0));
    assert!(variable.files().len() == 1 && !home.0.exists());
    if cfg!(all(unix, not(target_os = "macos"))) {
        let mut run = command(&add);
        run.env_remove("SPOTCHECK_DATA")
            .env("XDG_DATA_HOME", &home.0);
        assert_eq!(ran(run), Some(0));
        assert!(home.0.join("spotcheck/evidence").is_dir());
        let mut run = command(&add);
        run.env_remove("SPOTCHECK_DATA")
            .env_remove("XDG_DATA_HOME")
            .env_remove("HOME");
        assert_eq!(ran(run), Some(2));
    }
}
