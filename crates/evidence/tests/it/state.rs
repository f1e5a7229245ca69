//! States hold what they were computed from, and what an answer hangs on is found by leaving it out.

use spotcheck_evidence::{
    Answer, BUILT_IN, Basis, Library, Texts,
    state::{Inputs, Named, State, Turn, sha256},
};

use crate::overlay::STUDY;

fn library() -> Library {
    Library::built_in().expect("the built-in evidence is sound")
}

/// FIPS 180-4, the examples of one block and of none.
#[test]
fn hashes_are_sha_256() {
    assert_eq!(
        sha256(b"abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(
        sha256(b""),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

fn fingerprints(library: &Library) -> Vec<(String, String)> {
    let claims = library.claims();
    claims
        .map(|claim| (claim.id.clone(), library.fingerprint(claim)))
        .collect()
}

#[test]
fn a_changed_figure_changes_the_hash_of_every_claim_that_reads_it_and_of_no_other() {
    let studies = BUILT_IN.studies.replace("53.4,2.8,54.2", "53.4,2.8,54.3");
    assert_ne!(studies, BUILT_IN.studies);
    let texts = Texts {
        studies: &studies,
        ..BUILT_IN
    };
    let changed = Library::parse(texts).expect("it parses");
    let before = library();
    for ((id, one), (_, other)) in fingerprints(&before)
        .into_iter()
        .zip(fingerprints(&changed))
    {
        let claim = before.claim(&id).expect("a claim");
        let reads = |id: &str| {
            let claim = before.claim(id).expect("a claim");
            claim
                .evidence
                .iter()
                .any(|item| item.row == "walts2008_men")
        };
        let premises = match &claim.basis {
            Basis::Follows { claims, .. } => claims.as_slice(),
            Basis::Pool { .. }
            | Basis::Synthesis { .. }
            | Basis::Findings
            | Basis::Textbook { .. } => &[],
        };
        let follows = premises.iter().any(|premise| reads(&premise.id));
        assert_eq!(one != other, reads(&id) || follows, "{id}");
    }
}

/// The order and spelling of a table mean nothing; figures do.
#[test]
fn a_row_moved_in_its_table_changes_no_hash() {
    let mut lines: Vec<&str> = BUILT_IN.studies.lines().collect();
    lines[1..].reverse();
    let studies = lines.join("\n");
    let texts = Texts {
        studies: &studies,
        ..BUILT_IN
    };
    let moved = Library::parse(texts).expect("it parses");
    assert_eq!(fingerprints(&library()), fingerprints(&moved));
}

#[test]
fn a_state_is_computed_again_to_the_same_bytes() {
    let additions = vec![Named {
        name: "0001-test".to_owned(),
        text: STUDY.to_owned(),
    }];
    for inputs in [Inputs::built_in(Vec::new()), Inputs::built_in(additions)] {
        let state = State::of(inputs).expect("computes");
        let saved = state.to_json();
        let read = State::from_json(saved.as_bytes()).expect("it reads");
        assert_eq!(read, state);
        let again = read.replayed().expect("computes");
        assert_eq!(again.to_json(), saved);
        assert!(state.differences(&again).is_empty());
    }
}

#[test]
fn a_state_that_was_tampered_with_says_where() {
    let mut state = State::of(Inputs::built_in(Vec::new())).expect("computes");
    state.verdicts[6].answer = "yes".to_owned();
    let again = state.replayed().expect("computes");
    let [difference] = &state.differences(&again)[..] else {
        panic!("one verdict differs")
    };
    assert_eq!(
        difference.before.map(|side| side.claim.as_str()),
        Some("C07")
    );
    state.inputs.studies = state.inputs.studies.replace("walts2008_men", "walts");
    let error = state.replayed().expect_err("C01 points at nothing");
    let cause = std::error::Error::source(&error).expect("the evidence says why");
    assert!(cause.to_string().contains("walts2008_men"), "{cause}");
    assert!(State::from_json(b"{}").is_err());
}

#[test]
fn states_with_and_without_an_addition_differ_where_it_bears() {
    let without = State::of(Inputs::built_in(Vec::new())).expect("computes");
    let with = State::of(Inputs::built_in(vec![Named {
        name: "0001-test".to_owned(),
        text: STUDY.to_owned(),
    }]));
    let with = with.expect("computes");
    let differences = without.differences(&with);
    let claims: Vec<&str> = differences
        .iter()
        .filter_map(|d| Some(d.after?.claim.as_str()))
        .collect();
    for id in ["C01", "C04"] {
        assert!(claims.contains(&id), "{claims:?}");
    }
    assert!(!claims.contains(&"C17"), "{claims:?}");
}

/// By hand: without either of its two effects, what is left of C07 is one trial.
#[test]
fn what_an_answer_hangs_on_is_found() {
    let library = library();
    let flips = |id: &str| {
        let claim = library.claim(id).expect("a claim");
        let verdict = library.verdict(claim).expect("computes");
        library.flips(claim, &verdict).expect("computes")
    };
    // One published estimate decides C17; without it nothing does.
    let [only] = &flips("C17")[..] else {
        panic!("{:?}", flips("C17"))
    };
    assert_eq!(only.turn, Turn::Answer(Answer::Unknown));
    // Two trials agree in C02: without one the other still says no.
    assert!(flips("C02").is_empty(), "{:?}", flips("C02"));
    for claim in library.claims() {
        let verdict = library.verdict(claim).expect("computes");
        for flip in library.flips(claim, &verdict).expect("computes") {
            let without = library.with_rows(|row| row.key() != flip.row);
            let left = without
                .verdict(without.claim(&claim.id).expect("a claim"))
                .expect("computes");
            let same_size = left.sized.size.map(|size| size.estimate)
                == verdict.sized.size.as_ref().map(|size| size.estimate);
            assert!(
                left.answer != verdict.answer || !same_size,
                "{}: {flip:?}",
                claim.id
            );
        }
    }
}
