//! Publications and people behind an answer are counted once each.

use spotcheck_evidence::{BUILT_IN, Basis, Item, Library, Role, Says, Texts, Weight};

fn library() -> Library {
    Library::built_in().expect("the built-in evidence is sound")
}

fn weight(library: &Library, id: &str) -> Weight {
    let claim = library.claim(id).expect("a claim");
    library.verdict(claim).expect("computes").weight
}

/// The weight of findings in these rows.
fn found_in(rows: &[&str]) -> Weight {
    let library = library();
    let mut claim = library.claim("C02").expect("a claim").clone();
    claim.basis = Basis::Findings;
    claim.evidence = rows
        .iter()
        .map(|row| Item {
            row: (*row).to_owned(),
            says: Says::Against,
            role: Role::Main,
        })
        .collect();
    library.verdict(&claim).expect("computes").weight
}

fn studies(studies: u32, people: Option<u32>) -> Weight {
    Weight {
        studies,
        people,
        ..Weight::default()
    }
}

#[test]
fn a_pool_counts_publications_and_keeps_its_number_of_effects() {
    let library = library();
    assert_eq!(weight(&library, "C01"), studies(2, Some(82 + 99 + 8)));
    let sized = library.size(library.claim("C01").expect("a claim"));
    let size = sized.expect("computes").size.expect("a pool");
    assert_eq!(
        size.k,
        Some(3),
        "men and women of one paper are two effects"
    );
}

#[test]
fn a_published_pool_counts_its_trials_or_itself() {
    let library = library();
    assert_eq!(weight(&library, "C12"), studies(34, Some(1455)));
    assert_eq!(weight(&library, "C47"), studies(43, None), "n is recalled");
    let unsaid = Weight {
        analyses: 1,
        ..Weight::default()
    };
    assert_eq!(weight(&library, "C17"), unsaid);
    assert_eq!(weight(&library, "C38"), unsaid);
    let two_outcomes = found_in(&["jayedi2024_waist", "jayedi2024_weight"]);
    assert_eq!(two_outcomes, studies(109, None), "the larger of 62 and 109");
}

#[test]
fn a_recalled_number_of_trials_is_not_counted() {
    let mut rows = BUILT_IN.syntheses.lines();
    let row = rows.find(|row| row.starts_with("schumann2022,"));
    let row = row.expect("a row");
    assert!(row.ends_with(",verified,"), "no weaker column so far");
    let recalled = format!("{row}k:recalled");
    let library = Library::parse(Texts {
        syntheses: &BUILT_IN.syntheses.replace(row, &recalled),
        ..BUILT_IN
    });
    let unsaid = Weight {
        analyses: 1,
        ..Weight::default()
    };
    assert_eq!(weight(&library.expect("sound"), "C47"), unsaid);
}

#[test]
fn guidelines_are_statements() {
    let two = Weight {
        statements: 2,
        ..Weight::default()
    };
    assert_eq!(weight(&library(), "C15"), two);
}

#[test]
fn people_are_counted_once() {
    let two_tools = found_in(&["kostek2007_mri", "kostek2007_skinfold_women"]);
    assert_eq!(two_tools, studies(1, Some(104)));
    let one_cohort = found_in(&["kostek2007_mri", "orkunoglu2011_famuss"]);
    assert_eq!(one_cohort, studies(2, Some(796)));
    let two_cohorts = found_in(&["hanson2009"]);
    assert_eq!(two_cohorts, studies(1, Some(50)));
    let men_and_women = found_in(&["hanson2009", "walts2008_men", "walts2008_women"]);
    assert_eq!(men_and_women, studies(2, Some(82 + 99)));
    let unsaid = found_in(&["gwinup1971", "kordi2015"]);
    assert_eq!(unsaid, studies(2, None));
}
