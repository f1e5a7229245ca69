//! Files of records become candidates, tables rows; the account of each file is whole.

use std::process::Stdio;

use crate::{
    data::Data,
    run::{argument, command, file},
};

const RECORDS: &str = "TY  - JOUR\nTI  - A new trial of one leg\nAU  - Doe, A\nPY  - 2026\nDO  - 10.1234/new.1\nER  - \n\
                       TY  - JOUR\nTI  - A dated one\nPY  - soon\nER  - \n\
                       TY  - JOUR\nTI  - Walts again\nDB  - PubMed\nAN  - 17596787\nER  - \n";

const TABLE: &str = "key,source,cohort,n,n_trained,n_control,recipe,sd_type,trained_post,trained_post_spread,control_post,control_post_spread,unit,outcome,finding,flag,authors,year,title,doi,claim,says,role\n\
                     a,s,s,20,10,10,parallel_post,sd,1,1,2,1,kg,fat,Found.,verified,A,2020,T,10.1234/x,C03;C02,against;unclear,also\n\
                     b,s,t,20,x,10,parallel_post,sd,1,1,2,1,kg,fat,Found.,verified,A,2020,T,10.1234/x,C03,against,also\n";

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
    assert_eq!(data.files(), [] as [std::path::PathBuf; 0]);
    assert!(
        data.said(2, &["evidence", "undo", "7"])
            .contains("no addition `7`")
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
