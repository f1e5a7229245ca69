//! The built-in evidence keeps its own promises.

use std::collections::BTreeSet;

use spotcheck_evidence::{Answer, Flag, Library, Row};

fn library() -> Library {
    Library::built_in().expect("the built-in evidence is sound")
}

#[test]
fn there_are_fifty_one_claims_and_each_computes() {
    let library = library();
    let ids: Vec<&str> = library.claims().map(|claim| claim.id.as_str()).collect();
    let expected: Vec<String> = (1..=51).map(|i| format!("C{i:02}")).collect();
    assert_eq!(ids, expected);
    for claim in library.claims() {
        library
            .verdict(claim)
            .unwrap_or_else(|error| panic!("{}: {error}", claim.id));
    }
}

/// Verdicts move only when someone accepts the new ones.
#[test]
fn the_verdicts_are_those_last_accepted() {
    let accepted = include_str!("../../../../data/evidence/verdicts.csv");
    let now = library().accepted_form().expect("computes");
    assert_eq!(now, accepted);
}

/// A stored sentence with a number in it could disagree with the rows.
#[test]
fn no_wording_holds_a_figure() {
    for claim in library().claims() {
        let words = &claim.words;
        let texts = [&words.subject, &words.base, &words.does];
        let optional = [&words.object, &claim.advice, &claim.condition];
        for text in texts.into_iter().chain(optional.into_iter().flatten()) {
            assert!(
                !text.contains(|c: char| c.is_ascii_digit()),
                "{}: {text}",
                claim.id
            );
        }
    }
}

#[test]
fn every_claim_says_what_to_do_and_what_would_change_it() {
    let library = library();
    for claim in library.claims() {
        assert!(!claim.would_change.is_empty(), "{} never changes", claim.id);
        assert!(
            !claim.instead.is_empty(),
            "{} leaves the reader with nothing",
            claim.id
        );
        for id in &claim.instead {
            let other = library.claim(id).expect("checked");
            assert!(
                other.advice.is_some(),
                "{} points to {id}, which has no advice",
                claim.id
            );
        }
        for step in &claim.grade.steps {
            assert!(
                !step.why.is_empty(),
                "{}: a step without a reason",
                claim.id
            );
        }
    }
}

#[test]
fn what_depends_says_on_what() {
    let library = library();
    for claim in library.claims() {
        if library.verdict(claim).expect("computes").answer == Answer::Depends {
            assert!(claim.condition.is_some(), "{} depends on what?", claim.id);
        }
    }
}

#[test]
fn every_row_is_told_somewhere_and_every_row_says_what_it_found() {
    let library = library();
    let told: BTreeSet<&str> = library
        .claims()
        .flat_map(|claim| claim.evidence.iter().map(|item| item.row.as_str()))
        .collect();
    for row in library.rows() {
        assert!(told.contains(row.key()), "{} is in no claim", row.key());
        assert!(
            row.flag() == Flag::Recalled || !row.finding().is_empty(),
            "{} found what?",
            row.key()
        );
        let source = library.source(row.source()).expect("checked");
        assert!(!source.citation().is_empty());
    }
}

#[test]
fn identifiers_have_their_shape() {
    for (key, source) in library().sources() {
        if let Some(doi) = &source.doi {
            assert!(doi.starts_with("10.") && doi.contains('/'), "{key}: {doi}");
        }
        if let Some(pmid) = &source.pmid {
            assert!(
                pmid.len() >= 6 && pmid.bytes().all(|b| b.is_ascii_digit()),
                "{key}: {pmid}"
            );
        }
    }
}

#[test]
fn published_intervals_hold_their_estimates() {
    for row in library().rows() {
        if let Row::Synthesis(row) = row
            && let Some((estimate, ci)) = row.interval()
        {
            assert!(ci.lo <= estimate && estimate <= ci.hi, "{}", row.key);
            assert_eq!(row.level, Some(95.0), "{}", row.key);
        }
    }
}
