//! The count of what is confirmed, on a bibliography small enough to count by eye.

use spotcheck_evidence::{BUILT_IN, Flag, Library, Texts};

const SOURCES: &str = r#"
[seen]
authors = "A"
title = "with a confirmed PMID"
pmid = "12345678"
flag = "verified"

[half]
authors = "B"
title = "with a DOI from memory"
doi = "10.1/half"
flag = "verified"
recalled = ["doi"]

[unseen]
authors = "C"
title = "from memory"
flag = "recalled"
"#;

/// A row of the syntheses with nothing but a key, a source, a flag and weaker columns.
fn row(key: &str, source: &str, flag: &str, weaker: &str) -> String {
    let columns = headers(BUILT_IN.syntheses).split(',').count();
    let empty = ",".repeat(columns - 3);
    format!("{key},{source}{empty}{flag},{weaker}\n")
}

fn headers(text: &str) -> &str {
    text.lines().next().expect("a table has a header")
}

#[test]
fn counts_rows_by_flag_and_sources_by_address() {
    let syntheses = [
        format!("{}\n", headers(BUILT_IN.syntheses)),
        row("a", "seen", "verified", ""),
        row("b", "seen", "verified", "k:recalled;n:assumed"),
        row("c", "half", "derived", ""),
        row("d", "unseen", "recalled", ""),
    ]
    .concat();
    let library = Library::parse(Texts {
        registry: "checked = \"2026-11\"\nstory = {}\n",
        sources: SOURCES,
        studies: headers(BUILT_IN.studies),
        syntheses: &syntheses,
        claims: &[],
    })
    .expect("a small library");
    let tally = library.count_by_flag();
    assert_eq!(Flag::ALL.map(|flag| tally.rows_flagged(flag)), [2, 1, 0, 1]);
    assert_eq!(tally.partly_weaker, 1);
    assert_eq!((tally.sources, tally.sources_recalled), (3, 2));
    assert_eq!(tally.addressed, 1);
    assert_eq!(
        tally.to_string(),
        "Rows: 2 verified, 1 derived, 0 assumed, 1 recalled; 1 hold a weaker column.\n\
         Sources: 3; 1 with a confirmed PMID or DOI, 2 with a field from memory."
    );
}
