//! The bank is whole, and holds what cross-validation needs.

use std::collections::{BTreeMap, BTreeSet};

use spotcheck_question::{Bank, Error, Lexicon, TrainOptions, VOICES, cross_validate};

use crate::shipped::{BANK, FILES, LEXICON};

const FEWEST_ROWS: usize = 30;
const FEWEST_GROUPS: usize = 12;

#[test]
fn every_label_is_well_covered() {
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut voices: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &BANK.rows {
        *rows.entry(&row.label).or_default() += 1;
        groups.entry(&row.label).or_default().insert(&row.group);
        voices.entry(&row.label).or_default().insert(&row.voice);
    }
    assert_eq!(rows.len(), 53, "51 claims, out of scope, unsafe");
    for (label, rows) in rows {
        assert!(rows >= FEWEST_ROWS, "{label} has {rows} rows");
        assert!(
            groups[label].len() >= FEWEST_GROUPS,
            "{label} has {} groups",
            groups[label].len()
        );
        assert!(
            voices[label].len() >= VOICES.len() - 1,
            "{label} has {} voices",
            voices[label].len()
        );
    }
}

#[test]
fn no_question_is_written_twice() {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for row in &BANK.rows {
        let words: Vec<String> = row
            .question
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        if let Some(first) = seen.insert(words.join(" "), &row.label) {
            panic!("`{}` is in {first} and in {}", row.question, row.label);
        }
    }
}

#[test]
fn files_are_plain() {
    for (name, text) in FILES.iter() {
        assert!(!text.contains('\r'), "{name} has carriage returns");
        assert!(text.ends_with('\n'), "{name} does not end its last line");
    }
}

#[test]
fn problems_name_label_and_line() {
    let odd_voice = Bank::parse("C01.es", "group,voice,question\na,short,x\nb,sung,y\n");
    assert!(
        matches!(odd_voice, Err(Error::UnknownVoice { line: 3, ref file, .. }) if file == "C01.es")
    );
    let empty = Bank::parse("C01", "group,voice,question\na,short, \n");
    assert!(matches!(
        empty,
        Err(Error::EmptyField {
            line: 2,
            field: "question",
            ..
        })
    ));
    let ragged = Bank::parse("C01", "group,voice,question\na,short\n");
    assert!(matches!(ragged, Err(Error::Csv { line: 2, .. })));
    let wordy = Lexicon::parse("stop = []\n[concepts]\nx = ['one two three four five six']");
    assert!(matches!(wordy, Err(Error::PhraseLength { words: 6, .. })));
    let blank = Lexicon::parse("stop = ['?']\n[concepts]");
    assert!(matches!(blank, Err(Error::PhraseLength { words: 0, .. })));
    let absent = Lexicon::parse("stop = []\nharm = ['x']\n[concepts]");
    assert!(matches!(absent, Err(Error::UnknownConcept { concept }) if concept == "x"));
}

#[test]
fn grouped_cross_validation_reaches_its_floors() {
    let report = cross_validate(&BANK, &LEXICON, &TrainOptions::default(), 5).unwrap();
    let overall = report.overall;
    assert_eq!(overall.n, BANK.rows.len());
    assert!(overall.top1 >= 0.77, "{}", overall.top1);
    assert!(overall.nearest1 >= 0.84, "{}", overall.nearest1);
    assert!(overall.top3 >= 0.95, "{}", overall.top3);
    assert!(overall.outside_recall >= 0.85, "{}", overall.outside_recall);
    assert!(overall.unsafe_recall >= 0.93, "{}", overall.unsafe_recall);
    assert!(overall.refused <= 0.1, "{}", overall.refused);
    let languages: Vec<&str> = report.by_language.keys().map(String::as_str).collect();
    assert_eq!(languages, ["de", "en", "es"]);
    for (language, shares) in &report.by_language {
        assert!(shares.nearest1 >= 0.8, "{language}: {}", shares.nearest1);
        assert!(shares.top3 >= 0.93, "{language}: {}", shares.top3);
        assert!(
            shares.unsafe_recall >= 0.88,
            "{language}: {}",
            shares.unsafe_recall
        );
    }

    let shamed = |outside: bool| {
        let given = report
            .confusions
            .iter()
            .filter(|(_, given, _)| given == "unsafe");
        let wanted = given.filter(|(wanted, _, _)| (wanted == "out_of_scope") == outside);
        let rows = BANK.rows.iter().filter(|row| row.label != "unsafe");
        let of = rows.filter(|row| (row.label == "out_of_scope") == outside);
        wanted.map(|(_, _, n)| *n).sum::<usize>() as f64 / of.count() as f64
    };
    assert!(shamed(false) <= 0.03, "{}", shamed(false));
    assert!(shamed(true) <= 0.085, "{}", shamed(true));
}
