//! What a user adds joins the built-in evidence, or is refused with its place. Authority: the rules of
//! CONTRIBUTING.md for a row, and of the grader for what is pooled.

use spotcheck_evidence::{
    Basis, How, Joined, Library,
    overlay::{Addition, Origin},
    records::{Fault, Refused, table},
};

pub(crate) const STUDY: &str = r#"
[source.smith2024]
authors = "Smith J, Doe A"
year = 2024
title = "One arm trained, both arms scanned"
pmid = "39999991"
doi = "https://doi.org/10.1234/ABC.1"
flag = "verified"

[[study]]
key = "smith2024_arm"
source = "smith2024"
cohort = "smith2024"
sex = "both"
n = 40
n_trained = 40
depot = "arm"
method = "MRI"
outcome = "fat volume"
unit = "cm3"
recipe = "limb_pre_post"
sd_type = "sd"
trained_pre = 100.0
trained_pre_spread = 30
trained_post = 99
control_pre = 100
control_post = 100
r_pre_post = 0.95
r_between = 0.5
finding = "Trained arm 100 to 99 cm3, other arm unchanged."
flag = "verified"
bears_on = [{ claim = "C01", says = "against" }, { claim = "C04", says = "against", role = "also" }]
"#;

fn library() -> Library {
    Library::built_in().expect("the built-in evidence is sound")
}

fn joined(text: &str) -> Result<(Library, Vec<Joined>), Refused> {
    let mut library = library();
    let addition = Addition::from_toml(text)?;
    let joined = library.extend("0001-test", &addition)?;
    Ok((library, joined))
}

fn refused(text: &str) -> String {
    joined(text).expect_err("it is refused").to_string()
}

fn changed(from: &str, to: &str) -> String {
    assert!(STUDY.contains(from), "{from}");
    STUDY.replacen(from, to, 1)
}

#[test]
fn a_study_with_figures_is_pooled() {
    let (after, joined) = joined(STUDY).expect("it joins");
    let [(c01, How::Pooled), (c04, How::Shown)] = &joined[0].claims[..] else {
        panic!("{joined:?}")
    };
    assert_eq!((c01.as_str(), c04.as_str()), ("C01", "C04"));
    let size = |library: &Library| {
        let claim = library.claim("C01").expect("a claim");
        library
            .verdict(claim)
            .expect("computes")
            .sized
            .size
            .expect("a pool")
    };
    let (before, after_size) = (size(&library()), size(&after));
    assert_eq!((before.k, after_size.k), (Some(3), Some(4)));
    assert_eq!(
        after_size.participants,
        before.participants.map(|people| people + 40)
    );
    assert_eq!(after.added_by("smith2024_arm"), Some("0001-test"));
    assert_eq!(after.added_by("walts2008_men"), None);
    let claim = after.claim("C01").expect("a claim");
    assert_eq!(after.added_to(claim), 1);
    assert_eq!(
        after.source("smith2024").and_then(|source| source.doi()),
        Some("10.1234/abc.1")
    );
}

#[test]
fn a_finding_counts_where_findings_are_counted() {
    let text = changed(
        "claim = \"C01\", says = \"against\"",
        "claim = \"C03\", says = \"supports\"",
    );
    let (after, joined) = joined(&text).expect("it joins");
    assert!(
        matches!(joined[0].claims[0], (_, How::Counted)),
        "{joined:?}"
    );
    let answer = |library: &Library| {
        library
            .verdict(library.claim("C03").expect("a claim"))
            .expect("computes")
            .answer
    };
    assert_ne!(
        answer(&after),
        answer(&library()),
        "one for and one against is another answer"
    );
}

#[test]
fn a_row_without_figures_is_shown_and_told_so() {
    let text = changed("r_between = 0.5\n", "");
    let (after, joined) = joined(&text).expect("it joins");
    let (_, How::NotPooled(error)) = &joined[0].claims[0] else {
        panic!("{joined:?}")
    };
    assert!(error.to_string().contains("`r_between`"), "{error}");
    let Basis::Pool { rows, .. } = &after.claim("C01").expect("a claim").basis else {
        panic!("C01 is pooled")
    };
    assert_eq!(rows.len(), 3);
    let other_unit = STUDY
        .replace("C01", "C07")
        .replace("limb_pre_post", "parallel_post");
    let (_, joined) = self::joined(&other_unit).expect("it joins");
    assert!(
        matches!(joined[0].claims[0], (_, How::NotPooled(_))),
        "{joined:?}"
    );
}

/// The grader's fourth rule, for a user's row.
#[test]
fn a_cohort_that_is_pooled_is_not_pooled_again() {
    let said = refused(&changed(
        "cohort = \"smith2024\"",
        "cohort = \"other; UMD-ST-men\"",
    ));
    assert!(said.starts_with("line 10: "), "{said}");
    assert!(
        said.contains("UMD-ST-men") && said.contains("`walts2008_men`"),
        "{said}"
    );
    let beside = changed("cohort = \"smith2024\"", "cohort = \"UMD-ST-men\"").replace(
        "says = \"against\" }, {",
        "says = \"against\", role = \"also\" }, {",
    );
    assert!(joined(&beside).is_ok(), "beside the others it may stand");
}

#[test]
fn a_recalled_figure_decides_nothing() {
    let said = refused(&STUDY.replace(
        "unchanged.\"\nflag = \"verified\"",
        "unchanged.\"\nflag = \"recalled\"",
    ));
    assert!(said.contains("only recalled"), "{said}");
    let column = changed(
        "flag = \"verified\"\nbears_on",
        "flag = \"verified\"\nrecalled = \"trained_post:recalled\"\nbears_on",
    );
    assert!(refused(&column).contains("only recalled"));
}

/// What is changed in the study, into what, and what is said of it.
const FAULTS: [[&str; 3]; 14] = [
    [
        "other arm unchanged.",
        "other \\u001b[2J.",
        "line 30: `finding` cannot be `Trained arm 100 to 99 cm3, other \u{fffd}[2J.`",
    ],
    [
        "n = 40\n",
        "n = \"forty\"\n",
        "line 15: `n` cannot be `forty`",
    ],
    [
        "n_trained = 40",
        "n_trained = 1",
        "line 16: `n_trained` cannot be `1`",
    ],
    [
        "r_between = 0.5",
        "r_between = 1.5",
        "line 29: `r_between` cannot be `1.5`",
    ],
    [
        "recipe = \"limb_pre_post\"",
        "recipe = \"magic\"",
        "line 21: `recipe` cannot be `magic`",
    ],
    [
        "sex = \"both\"",
        "colour = \"red\"",
        "line 14: `colour` is not a field that is known here",
    ],
    [
        "cohort = \"smith2024\"\n",
        "",
        "line 10: `cohort` is missing",
    ],
    [
        "pmid = \"39999991\"",
        "pmid = \"x\"",
        "line 2: `pmid` cannot be `x`",
    ],
    [
        "claim = \"C01\"",
        "claim = \"C99\"",
        "line 10: there is no claim `C99`",
    ],
    [
        "claim = \"C04\"",
        "claim = \"C01\"",
        "line 10: `bears_on` cannot be `C01`",
    ],
    [
        "source = \"smith2024\"\n",
        "source = \"nobody\"\n",
        "line 10: there is no source `nobody`, in this file or in the evidence",
    ],
    [
        "key = \"smith2024_arm\"",
        "key = \"walts2008_men\"",
        "line 10: the key `walts2008_men` is taken by another row or publication",
    ],
    [
        "key = \"smith2024_arm\"",
        "key = \"../etc\"",
        "line 11: `key` cannot be `../etc`",
    ],
    [
        "trained_pre = 100.0",
        "trained_pre = nan",
        "line 23: `trained_pre` cannot be `NaN`",
    ],
];

#[test]
fn faults_name_line_and_column() {
    for [from, to, said] in FAULTS {
        assert_eq!(refused(&changed(from, to)), said);
    }
    assert!(refused("[[study]]\nkey = \n").starts_with("line 2: "));
    assert!(refused("").contains("study"));
    assert!(
        refused(&changed("says = \"against\" }, {", "says = \"maybe\" }, {")).contains("maybe")
    );
}

#[test]
fn the_same_publication_is_known_by_its_numbers() {
    // Walts 2008, under another key and another spelling of its PMID.
    let walts = library().source("walts2008").expect("a source").clone();
    let text = changed("39999991", walts.pmid().expect("it has one"))
        .replace("doi = \"https://doi.org/10.1234/ABC.1\"\n", "");
    let (after, joined) = joined(&text).expect("it joins");
    assert_eq!(joined[0].publication.as_deref(), Some("walts2008"));
    assert!(after.source("smith2024").is_none());
}

#[test]
fn adding_twice_is_seen() {
    let (mut library, _) = joined(STUDY).expect("it joins");
    let addition = Addition::from_toml(STUDY).expect("it reads");
    let again = library
        .extend("0002-test", &addition)
        .expect_err("it is there");
    assert!(again.fault.is_duplicate(), "{again}");
    let renamed = Addition::from_toml(&changed("smith2024_arm", "smith_arm")).expect("it reads");
    let again = library
        .extend("0002-test", &renamed)
        .expect_err("it is there");
    assert!(
        matches!(&again.fault, Fault::Known { of } if of == "smith2024_arm"),
        "{again}"
    );
}

#[test]
fn what_is_kept_is_what_was_written() {
    let mut addition = Addition::from_toml(STUDY).expect("it reads");
    addition.origin = Some(Origin {
        added: "2026-11-23T12:00:00Z".to_owned(),
        from: "a \"study\".toml".to_owned(),
    });
    let text = addition.to_toml();
    let mut again = Addition::from_toml(&text).expect("it reads");
    for (one, other) in addition.rows.iter().zip(&mut again.rows) {
        other.0 = one.0;
    }
    assert_eq!(again, addition);
    assert_eq!(again.to_toml(), text);
}

const HEADER: &str = "key,source,cohort,n,n_trained,n_control,recipe,sd_type,trained_post,trained_post_spread,control_post,control_post_spread,unit,finding,flag,authors,year,title,doi,claim,says,role\n";
const ROW: &str = "a,s,s,20,10,10,parallel_post,sd,1,1,2,1,kg,Found.,verified,A,2020,T,10.1234/x,C03;C02,against;unclear,also\n";

#[test]
fn a_table_is_read_row_by_row() {
    let text = format!(
        "{HEADER}{ROW}b,s,t,20,10,10,parallel_post,sd,1,1,2,1,kg,Found.,verified,A,2020,T,10.1234/x,C03,against,\n"
    );
    let parsed = table(text.as_bytes());
    assert!(parsed.refused.is_empty(), "{:?}", parsed.refused);
    let origin = Origin {
        added: String::new(),
        from: String::new(),
    };
    let (addition, refused) = Addition::from_rows(origin, parsed);
    assert!(refused.is_empty());
    assert_eq!((addition.rows.len(), addition.sources.len()), (2, 1));
    assert_eq!(addition.rows[0].1.bears_on.len(), 2);
    let mut library = library();
    assert_eq!(
        library.extend("0001", &addition).expect("it joins").len(),
        2
    );
}

#[test]
fn a_row_of_a_table_is_refused_with_line_and_column() {
    let refused = |row: &str| {
        let parsed = table(format!("{HEADER}{row}").as_bytes());
        parsed
            .refused
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        refused(&ROW.replace(",20,", ",many,")),
        ["line 2: `n` cannot be `many`"]
    );
    assert_eq!(
        refused(&ROW.replace("against;unclear", "perhaps")),
        ["line 2: `says` cannot be `perhaps`"]
    );
    assert_eq!(
        refused(&ROW.replace("C03;C02", "")),
        ["line 2: `claim` is missing"]
    );
    assert_eq!(
        refused(&ROW.replace(",2020,", ",20,")),
        ["line 2: `year` cannot be `20`"]
    );
    assert_eq!(
        refused(&ROW.replace("10.1234/x", "x")),
        ["line 2: `doi` cannot be `x`"]
    );
    assert_eq!(
        refused(&format!("{ROW}b,s\n")),
        ["line 3: `cohort` is missing"]
    );
    assert_eq!(
        refused(&ROW.replace(",also", ",also,more")),
        ["line 2: text outside any record: `more`"]
    );
    let unknown = table(HEADER.replace("unit", "units").as_bytes());
    assert_eq!(
        unknown.refused[0].to_string(),
        "line 1: `units` is not a field that is known here"
    );
    let mut bytes = format!("{HEADER}{ROW}").into_bytes();
    let at = bytes.len() - 30;
    bytes[at] = 0xff;
    assert_eq!(
        table(&bytes).refused[0].to_string(),
        "line 2: this is not UTF-8 text"
    );
}

/// An effect of more than ten standard deviations is a slip of the pen (`IMPOSSIBLE_SMD` cites why).
#[test]
fn a_row_that_may_not_plausibly_be_is_shown_and_not_pooled() {
    let slipped = changed(
        "trained_post = 99",
        "trained_post = 990\ntrained_post_spread = 30",
    );
    let (library, joined) = joined(&slipped).expect("it joins");
    let [one] = joined.as_slice() else {
        panic!("one row joins")
    };
    let how = one.claims.iter().find(|(claim, _)| claim == "C01");
    let Some((_, How::NotPooled(error))) = how else {
        panic!("{how:?}")
    };
    assert!(error.to_string().contains("is not plausible"), "{error}");
    let claim = library.claim("C01").expect("a claim");
    let Basis::Pool { rows, .. } = &claim.basis else {
        panic!("C01 rests on a pool")
    };
    assert!(!rows.contains(&"smith2024_arm".to_owned()));
    assert!(
        claim
            .evidence
            .iter()
            .any(|item| item.row == "smith2024_arm")
    );
}
