//! `ask`: what it answers, in words and as the contract's JSON.

use serde_json::Value;

use crate::run::{argument, file, json, said, spotcheck_reading};

fn verdict(question: &str) -> (String, Value) {
    let answer = json(&["ask", "--json", question]);
    let claim = answer["claim"]["id"]
        .as_str()
        .expect("it reaches a claim")
        .to_owned();
    (claim, answer["verdict"].clone())
}

#[test]
fn the_headline_question_in_short() {
    insta::assert_snapshot!(said(&["ask", "do crunches burn belly fat?"]));
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let answer = json(&["ask", "--json", "can I lose fat from just one spot?"]);
    let keys: Vec<&str> = answer
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    let mut expected = vec![
        "question",
        "handling",
        "claim",
        "nearest",
        "verdict",
        "instead",
        "dissent",
        "sources",
        "personal",
        "would_change",
        "checked",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(answer["handling"], "answer");
    assert_eq!(answer["claim"]["id"], "C01");
    assert_eq!(answer["nearest"].as_array().map(Vec::len), Some(3));
    let verdict = &answer["verdict"];
    assert_eq!(verdict["answer"], "no");
    assert_eq!(verdict["certainty"], "moderate");
    let size = &verdict["size"];
    // Worked out independently from the papers' tables, to two decimals.
    for (value, expected) in [
        (&size["estimate"], 0.95),
        (&size["ci"][0], -3.50),
        (&size["ci"][1], 5.40),
    ] {
        let value = value.as_f64().expect("a number");
        assert!(
            (value - expected).abs() < 0.005,
            "{value} is not {expected}"
        );
    }
    assert_eq!(size["k"], 3);
    assert_eq!(size["participants"], 82 + 99 + 8);
    let dissent: Vec<&str> = answer["dissent"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|d| d["key"].as_str())
        .collect();
    assert!(dissent.contains(&"brobakken2023"), "{dissent:?}");
    assert_eq!(answer["personal"], Value::Null);
}

#[test]
fn common_advice_that_errs_is_answered_from_the_data() {
    let (claim, intensity) = verdict("do harder intervals burn more fat than steady cardio?");
    assert_eq!(
        (claim.as_str(), &intensity["answer"]),
        ("C17", &Value::from("no"))
    );
    assert_eq!(intensity["certainty"], "high");

    let minutes = said(&["evidence", "show", "C15"]);
    assert!(
        minutes.contains("Superseded: American College of Sports Medicine 2001"),
        "{minutes}"
    );
    assert!(
        minutes.contains("150") && minutes.contains("250"),
        "{minutes}"
    );

    let trial = said(&["evidence", "show", "C07"]);
    assert!(
        trial.contains("p ≥ 0.09 (8 people per group assumed)"),
        "{trial}"
    );
}

#[test]
fn a_question_may_come_from_standard_input() {
    let output = spotcheck_reading(&["ask", "-"], b"do crunches burn belly fat?\n");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("C02, evidence checked"), "{text}");
}

#[test]
fn what_is_not_covered_says_so_and_offers_the_nearest() {
    let question = "what dose of semaglutide should I take?";
    let text = said(&["ask", question]);
    assert!(
        text.contains("not covered") && text.contains("doctor"),
        "{text}"
    );
    let answer = json(&["ask", "--json", question]);
    assert_eq!(answer["handling"], "out_of_scope");
    assert_eq!(
        (&answer["claim"], &answer["verdict"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(answer["nearest"].as_array().map(Vec::len), Some(3));
}

#[test]
fn what_could_harm_is_declined_with_where_to_turn() {
    let question = "how do I make myself sick after meals to lose weight";
    let text = said(&["ask", question]);
    assert!(text.contains("helpline") && text.contains("harm"), "{text}");
    assert!(
        !text.to_lowercase().contains("weight loss"),
        "no diet talk under it: {text}"
    );
    assert!(!text.contains("How sure"), "{text}");
    assert_eq!(json(&["ask", "--json", question])["handling"], "unsafe");
    assert_eq!(json(&["ask", "--json", question])["verdict"], Value::Null);
}

#[test]
fn a_batch_keeps_order_and_quoting() {
    let path = file(
        "batch.csv",
        "qid,question\n\"a,1\",do crunches burn belly fat?\nb,\"does hiit, done hard, burn more fat than jogging?\"\n",
    );
    let text = said(&["ask", "--batch", argument(&path)]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "qid,handling,claim,second,third,score");
    assert!(lines[1].starts_with("\"a,1\",answer,C02,"), "{text}");
    assert!(lines[2].starts_with("b,answer,C17,"), "{text}");
    assert_eq!(lines.len(), 3);
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    for arguments in [
        &["ask", "--long", "can I lose fat from just one spot?"][..],
        &["ask", "--json", "is keto better?"],
        &["demo"],
    ] {
        assert_eq!(said(arguments), said(arguments));
    }
}

/// Where two claims are close, the reader is offered the three nearest.
#[test]
fn close_claims_are_offered_side_by_side() {
    let offered = |question: &str| said(&["ask", question]).contains("Not quite what you asked?");
    let gap = |question: &str| {
        let nearest = json(&["ask", "--json", question])["nearest"].clone();
        let score = |i: usize| nearest[i]["score"].as_f64().expect("a score");
        score(0) - score(1)
    };
    let (clear, close) = (
        "do crunches burn belly fat?",
        "what burns more fat running or lifting",
    );
    for question in [clear, close] {
        assert_eq!(offered(question), gap(question) < 0.3, "{question}");
    }
    assert!(!offered(clear) && offered(close));
}

/// A recalled figure may stand in a long answer, marked on its own line, and in no short one.
#[test]
fn recalled_figures_are_kept_from_short_answers_and_marked_in_long_ones() {
    use spotcheck_evidence::{Flag, Library, Row};
    let library = Library::built_in().expect("the built-in evidence is sound");
    let mut seen = 0;
    for claim in library.claims() {
        let long = said(&["evidence", "show", &claim.id]);
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (short, told) = long
            .split_once("How sure, and why")
            .expect("a page has sections");
        let (short, told) = (flat(short), flat(told));
        for item in &claim.evidence {
            let Some(Row::Synthesis(row)) = library.row(&item.row) else {
                continue;
            };
            if let Some(estimate) = row.estimate.filter(|_| row.flag == Flag::Recalled) {
                let figure = estimate.abs().to_string();
                assert!(
                    !short.contains(&figure),
                    "{}: {figure} in {short}",
                    claim.id
                );
                let line = told
                    .find(&flat(&row.finding))
                    .map(|at| &told[at..])
                    .expect("it is told");
                let end = line.find(']').expect("a line ends with its place");
                assert!(
                    line[..end].contains("recalled, not confirmed"),
                    "{}",
                    row.key
                );
                seen += 1;
            }
        }
    }
    assert!(1 <= seen, "no recalled figure was looked for");
}

/// One bad question does not cost the others their answer.
#[test]
fn a_batch_goes_on_after_an_empty_question() {
    let path = file(
        "gaps.csv",
        "qid,question\na,do crunches burn belly fat?\nb,\nc,is keto better?\n",
    );
    let text = said(&["ask", "--batch", argument(&path)]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[2], "b,out_of_scope,,,,0");
    assert!(
        lines[1].starts_with("a,answer,C02,") && lines[3].starts_with("c,answer,C36,"),
        "{text}"
    );
}
