//! Broken evidence is refused with the file and the line.

use std::error::Error as _;

use spotcheck_evidence::{BUILT_IN, Error, Library, Texts};

/// The message of a refusal with its causes, as a reader sees them.
fn refused(texts: Texts<'_>) -> String {
    let error = Library::parse(texts).expect_err("broken evidence is refused");
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message.push_str(&format!("\n{error}"));
        cause = error.source();
    }
    message
}

/// The refusal of the claims of one built-in file after `from` has become `to`.
fn refused_claims(file: &str, from: &str, to: &str) -> String {
    let mut claims = BUILT_IN.claims.to_vec();
    let changed = claims.iter_mut().find(|(name, _)| *name == file);
    let changed = changed.expect("a built-in file");
    let text = replaced(changed.1, from, to);
    changed.1 = &text;
    refused(Texts {
        claims: &claims,
        ..BUILT_IN
    })
}

fn refused_studies(from: &str, to: &str) -> String {
    refused(Texts {
        studies: &replaced(BUILT_IN.studies, from, to),
        ..BUILT_IN
    })
}

fn refused_syntheses(from: &str, to: &str) -> String {
    refused(Texts {
        syntheses: &replaced(BUILT_IN.syntheses, from, to),
        ..BUILT_IN
    })
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "the built-in evidence holds {from}");
    text.replacen(from, to, 1)
}

fn line_of(text: &str, needle: &str) -> usize {
    text.lines()
        .position(|line| line.contains(needle))
        .expect("the text holds it")
        + 1
}

#[test]
fn a_row_that_cites_an_unknown_source() {
    let line = line_of(BUILT_IN.studies, ",kostek2007,");
    assert_eq!(
        refused_studies(",kostek2007,", ",kostek1907,"),
        format!("studies.csv:{line}: `kostek1907` is not a known source")
    );
}

#[test]
fn a_claim_that_cites_an_unknown_row() {
    let message = refused_claims(
        "claims/spot.toml",
        "row = \"katch1984\"",
        "row = \"katch1894\"",
    );
    assert!(message.starts_with("claims/spot.toml:"), "{message}");
    assert!(
        message.ends_with("`katch1894` is not a known study or synthesis"),
        "{message}"
    );
}

#[test]
fn unknown_keys_and_columns() {
    let sources = format!("{}\n[new]\ncolour = \"red\"\n", BUILT_IN.sources);
    let line = line_of(&sources, "colour");
    let message = refused(Texts {
        sources: &sources,
        ..BUILT_IN
    });
    assert!(
        message.starts_with(&format!("sources.toml:{line}:"))
            && message.contains("unknown field `colour`"),
        "{message}"
    );

    let studies = BUILT_IN.studies.replacen("key,source", "key,colour", 1);
    let message = refused(Texts {
        studies: &studies,
        ..BUILT_IN
    });
    assert!(
        message.starts_with("studies.csv:2:") && message.contains("colour"),
        "{message}"
    );
}

#[test]
fn a_repeated_key() {
    let row = BUILT_IN.syntheses.lines().nth(1).expect("a row");
    let syntheses = format!("{}{row}\n", BUILT_IN.syntheses);
    match Library::parse(Texts {
        syntheses: &syntheses,
        ..BUILT_IN
    }) {
        Err(Error::DuplicateKey {
            file: "syntheses.csv",
            line,
            ..
        }) => {
            assert_eq!(line, syntheses.lines().count() as u64);
        }
        other => panic!("accepted a repeated key: {other:?}"),
    }
}

#[test]
fn a_weaker_column_that_is_no_flag_or_no_column() {
    for (file, message, part) in [
        (
            "studies.csv",
            refused_studies("r_between:assumed", "r_between:guessed"),
            "r_between:guessed",
        ),
        (
            "studies.csv",
            refused_studies("design:recalled", "desing:recalled"),
            "desing:recalled",
        ),
        (
            "syntheses.csv",
            refused_syntheses("lo:recalled", "LO:recalled"),
            "LO:recalled",
        ),
    ] {
        assert!(message.starts_with(&format!("{file}:")), "{message}");
        assert!(
            message.ends_with(&format!("`recalled` cannot be `{part}`")),
            "{message}"
        );
    }
    let sources = replaced(
        BUILT_IN.sources,
        "recalled = [\"title\"]",
        "recalled = [\"tilte\"]",
    );
    let line = line_of(&sources, "[carns1960]");
    assert_eq!(
        refused(Texts {
            sources: &sources,
            ..BUILT_IN
        }),
        format!("sources.toml:{line}: `recalled` cannot be `tilte`")
    );
}

#[test]
fn figures_no_study_can_have() {
    for (from, to, column) in [
        (",M,82,80,80,", ",M,82,1,80,", "n_trained"),
        (",M,82,80,80,", ",M,0,80,80,", "n"),
        (",53.4,2.8,", ",53.4,0,", "trained_pre_spread"),
        (",53.4,2.8,", ",-53.4,2.8,", "trained_pre"),
        (",0.95,0.5,", ",1,0.5,", "r_pre_post"),
        (",0.95,0.5,", ",0.95,-0.5,", "r_between"),
        (",0.95,0.5,>0.05,", ",0.95,0.5,>5,", "printed_p"),
        (",-473,", ",NaN,", "control_change"),
    ] {
        let message = refused_studies(from, to);
        let line = line_of(BUILT_IN.studies, from);
        let expected = format!("studies.csv:{line}: `{column}` cannot be");
        assert!(message.starts_with(&expected), "{message}");
    }
    for (from, to, column) in [
        (",13,1158,", ",0,1158,", "k"),
        (",-0.03,-0.10,0.05,95,", ",-0.03,-0.01,0.05,95,", "lo"),
        (",-0.03,-0.10,0.05,95,", ",-0.03,-0.10,-0.05,95,", "hi"),
        (",95,0.508,24.3,", ",95,0.508,243,", "i2_percent"),
        (",95,0.508,", ",95,50.8,", "printed_p"),
    ] {
        let message = refused_syntheses(from, to);
        let expected = format!("syntheses.csv:2: `{column}` cannot be");
        assert!(message.starts_with(&expected), "{message}");
    }
}

#[test]
fn a_replacement_that_is_not_there() {
    let line = line_of(BUILT_IN.syntheses, ",acsm2009_250,");
    assert_eq!(
        refused_syntheses(",acsm2009_250,", ",acsm2010_250,"),
        format!("syntheses.csv:{line}: `acsm2010_250` is not a known study or synthesis")
    );
}

#[test]
fn a_recalled_row_that_would_decide() {
    let message = refused_claims(
        "claims/energy.toml",
        "{ row = \"johns2014_vs_ex\", says = \"context\", role = \"also\" }",
        "{ row = \"johns2014_vs_ex\", says = \"supports\" }",
    );
    assert!(
        message.ends_with("`johns2014_vs_ex` is only recalled, so it cannot decide an answer"),
        "{message}"
    );
}

#[test]
fn a_pool_of_rows_that_are_untold_or_recalled() {
    let message = refused_claims(
        "claims/spot.toml",
        "rows = [\"walts2008_men\"",
        "rows = [\"vispute2011_curlups\", \"walts2008_men\"",
    );
    assert!(
        message.ends_with("`vispute2011_curlups` is not a known row of this claim's evidence"),
        "{message}"
    );
    let message = refused_studies("r_between:assumed", "r_between:recalled");
    assert!(
        message.ends_with("`walts2008_men` is only recalled, so it cannot decide an answer"),
        "{message}"
    );
}

#[test]
fn a_threshold_in_another_unit() {
    for (from, to) in [
        ("unit = \"%\"", "unit = \"kg\""),
        ("unit = \"ml/100 g/min\"", "unit = \"%\""),
    ] {
        let message = refused_claims("claims/spot.toml", from, to);
        assert!(message.contains("`basis.unit` cannot be"), "{message}");
    }
    let message = refused_claims("claims/energy.toml", "unit = \"cm\"", "unit = \"mm\"");
    assert!(
        message.ends_with("`basis.unit` cannot be `mm`"),
        "{message}"
    );
}

#[test]
fn a_certainty_that_starts_nowhere_or_twice() {
    let message = refused_claims("claims/spot.toml", "\nstart = \"high\"", "");
    assert!(
        message.ends_with("`grade.start` cannot be `absent`"),
        "{message}"
    );
    let follows = "kind = \"follows\"";
    let (file, text) = BUILT_IN.claims[0];
    let grade = text.find(follows).expect("a claim that follows") + follows.len();
    let grade = grade + text[grade..].find("[claim.grade]").expect("its grade");
    let (before, after) = text.split_at(grade + "[claim.grade]".len());
    let started = format!("{before}\nstart = \"low\"{after}");
    let mut claims = BUILT_IN.claims.to_vec();
    claims[0] = (file, &started);
    let message = refused(Texts {
        claims: &claims,
        ..BUILT_IN
    });
    assert!(
        message.ends_with("`grade.start` cannot be `low`"),
        "{message}"
    );
}

#[test]
fn an_order_of_claims_that_names_an_unknown_one() {
    let registry = replaced(BUILT_IN.registry, "\"C34\"", "\"C99\"");
    let line = line_of(&registry, "C99");
    assert_eq!(
        refused(Texts {
            registry: &registry,
            ..BUILT_IN
        }),
        format!("registry.toml:{line}: `C99` is not a known claim")
    );
}
