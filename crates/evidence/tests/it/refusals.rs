//! Broken evidence is refused with the file and the line.

use spotcheck_evidence::{BUILT_IN, Error, Library, Texts};

fn refused(texts: Texts<'_>) -> String {
    Library::parse(texts)
        .expect_err("broken evidence is refused")
        .to_string()
}

fn line_of(text: &str, needle: &str) -> usize {
    text.lines()
        .position(|line| line.contains(needle))
        .expect("the text holds it")
        + 1
}

#[test]
fn a_row_that_cites_an_unknown_source() {
    let studies = BUILT_IN.studies.replacen(",kostek2007,", ",kostek1907,", 1);
    let line = line_of(&studies, "kostek1907");
    let message = refused(Texts {
        studies: &studies,
        ..BUILT_IN
    });
    assert_eq!(
        message,
        format!("studies.csv:{line}: `kostek1907` is not a known source")
    );
}

#[test]
fn a_claim_that_cites_an_unknown_row() {
    let (file, spot) = BUILT_IN.claims[0];
    let spot = spot.replacen("row = \"katch1984\"", "row = \"katch1894\"", 1);
    let mut claims = BUILT_IN.claims.to_vec();
    claims[0] = (file, &spot);
    let message = refused(Texts {
        claims: &claims,
        ..BUILT_IN
    });
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
        message.starts_with(&format!("sources.toml:{line}: unknown field `colour`")),
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
fn a_weaker_column_that_is_no_flag() {
    let studies = BUILT_IN
        .studies
        .replacen("r_between:assumed", "r_between:guessed", 1);
    let message = refused(Texts {
        studies: &studies,
        ..BUILT_IN
    });
    assert!(
        message.ends_with("`recalled` cannot be `r_between:guessed`"),
        "{message}"
    );
}
