//! Every claim has a query that a service can understand.

use std::collections::BTreeSet;

use spotcheck_evidence::{Library, Queries};

#[test]
fn every_claim_has_a_query_of_its_own_that_is_not_trivial() {
    let library = Library::built_in().expect("the built-in evidence is sound");
    let queries = Queries::built_in(&library).expect("the queries load");
    let mut seen = BTreeSet::new();
    for claim in library.claims() {
        let query = queries
            .of(&claim.id)
            .unwrap_or_else(|| panic!("{} has no query", claim.id));
        assert!(
            seen.insert(query.to_owned()),
            "{}: another claim asks the same",
            claim.id
        );
        let phrases = query.matches('"').count() / 2;
        assert!(2 <= phrases, "{}: {query}", claim.id);
        assert!(
            query.contains(" AND ") && query.contains(" OR "),
            "{}: {query}",
            claim.id
        );
        // What the two services do not read alike.
        assert!(
            !query.contains(['[', ']', ':', '&', '?', '#']),
            "{}: {query}",
            claim.id
        );
        for word in query.split(|c: char| !c.is_alphanumeric()) {
            assert!(
                !["and", "or", "not"].contains(&word),
                "{}: operators are capitals",
                claim.id
            );
        }
    }
}

#[test]
fn a_query_that_no_service_understands_is_refused_with_its_line() {
    let library = Library::built_in().expect("the built-in evidence is sound");
    let refused = |text: &str| {
        Queries::parse(text, &library)
            .expect_err("refused")
            .to_string()
    };
    assert_eq!(
        refused("# one\nC01 = '(\"a\" AND b'\n"),
        "queries.toml:2: `query` cannot be `(\"a\" AND b`"
    );
    assert_eq!(
        refused("C99 = 'a'\n"),
        "queries.toml:1: `C99` is not a known claim"
    );
    for query in ["", "\"a", "a) AND (b", "()"] {
        assert!(
            refused(&format!("C01 = '{query}'\n")).contains("cannot be"),
            "{query}"
        );
    }
}
