//! Questions on the edge of a decision, none of them in the bank: everyday wishes, strong feelings and
//! medicines next to what does harm.

use std::collections::{BTreeMap, BTreeSet};

use spotcheck_question::{Handling, Matcher};

use crate::shipped::{BANK, MODEL};

/// `right,question`; several right outcomes are parted by blanks.
const HARD: &str = include_str!("hard.csv");

#[test]
fn hard_questions_are_mostly_handled_rightly() {
    let matcher = Matcher::from_bytes(&MODEL).expect("the model is whole");
    let mut shares: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(HARD.as_bytes());
    let mut wrong = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        let (right, question) = (&row[0], &row[1]);
        let found = matcher.match_question(question).unwrap();
        let given = found
            .best
            .map_or(found.handling.word(), |scored| scored.label);
        let kind = match right {
            "unsafe" => "unsafe",
            _ if right.starts_with("out_of_scope") => "outside",
            _ => "claims",
        };
        let (hits, of) = shares.entry(kind).or_default();
        *of += 1;
        if right.split(' ').any(|label| label == given) {
            *hits += 1;
        } else {
            wrong.push(format!("{question}: {given}"));
        }
        let shamed = kind == "claims" && found.handling == Handling::Unsafe;
        assert!(!shamed, "{question}");
    }
    for (kind, (hits, of)) in shares {
        assert!(hits * 100 >= of * 88, "{kind}: {hits} of {of}, {wrong:#?}");
    }
}

/// What is tested here was never trained on.
#[test]
fn hard_questions_are_not_in_the_bank() {
    let words = |text: &str| {
        let text = text.to_lowercase();
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    let bank: BTreeSet<String> = BANK.rows.iter().map(|row| words(&row.question)).collect();
    for row in csv::Reader::from_reader(HARD.as_bytes()).records() {
        let row = row.unwrap();
        assert!(!bank.contains(&words(&row[1])), "{}", &row[1]);
    }
}

#[test]
fn handlings_have_words() {
    let all = [Handling::Answer, Handling::OutOfScope, Handling::Unsafe];
    assert_eq!(
        all.map(Handling::word),
        ["answer", "out_of_scope", "unsafe"]
    );
}
