//! Saved states, documents of claims, and where data lies.

use std::{fs, path::Path};

use crate::{
    data::{Data, study},
    run::{argument, command},
};

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
        page.contains("The answer would flip without: ")
            || page.contains("No single study flips the answer."),
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
