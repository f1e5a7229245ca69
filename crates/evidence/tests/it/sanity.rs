//! Each offence is planted into a real row and found where its figures betray it; untouched, the library
//! raises one doubt, which is right. What a figure would be is worked out by hand in each test.

use spotcheck_evidence::{
    BUILT_IN, Error, Library, Row, SpreadKind, Study, Texts,
    sanity::{Doubt, Finding, Severity, pooled_rows, study_rows},
};

fn library() -> Library {
    Library::built_in().expect("the built-in evidence is sound")
}

fn study(key: &str) -> Study {
    match library().row(key) {
        Some(Row::Study(study)) => study.clone(),
        other => panic!("{key} is not a study: {other:?}"),
    }
}

fn studies(keys: &[&str]) -> Vec<Study> {
    keys.iter().map(|key| study(key)).collect()
}

fn found(rows: &[Study]) -> Vec<Finding> {
    study_rows(&rows.iter().collect::<Vec<_>>())
}

/// The one finding, as column, severity and doubt.
#[track_caller]
fn only(findings: Vec<Finding>, row: &str) -> (&'static str, Severity, Doubt) {
    let mut findings = findings.into_iter();
    match (findings.next(), findings.next()) {
        (Some(finding), None) if finding.row == row => {
            (finding.column, finding.severity, finding.doubt)
        }
        other => panic!("one finding about {row}: {other:?}"),
    }
}

const WALTS: [&str; 4] = [
    "walts2008_men",
    "walts2008_women",
    "walts2008_men_imf",
    "walts2008_women_imf",
];

#[test]
fn the_library_raises_one_doubt_and_it_is_acknowledged() {
    let library = library();
    let doubts: Vec<_> = library.findings();
    let [finding] = doubts.as_slice() else {
        panic!("one doubt: {doubts:?}")
    };
    assert_eq!(finding.row, "schumann2022");
    assert_eq!(finding.severity, Severity::Warns);
    let Doubt::Lopsided { estimate, middle } = finding.doubt else {
        panic!("{finding:?}")
    };
    assert!((estimate + 0.01).abs() < 1e-12 && (middle - 0.01).abs() < 1e-12);
    assert_eq!(library.open_findings(), []);
}

/// 2.8 of 53.4 cm² is 5 %; times √80 it is 25, 47 %, as in the other rows.
#[test]
fn a_standard_error_read_as_a_deviation() {
    let mut rows = studies(&WALTS);
    rows[0].sd_type = Some(SpreadKind::Sd);
    let (column, severity, doubt) = only(found(&rows), "walts2008_men");
    assert_eq!((column, severity), ("trained_pre_spread", Severity::Blocks));
    let Doubt::SpreadLooksLikeSe { sd, as_se } = doubt else {
        panic!("{doubt:?}")
    };
    assert!((sd - 2.8).abs() < 1e-12 && (as_se - 25.04).abs() < 0.01);
    // Alone, it is told by its share of the mean.
    let (_, severity, doubt) = only(found(&rows[..1]), "walts2008_men");
    assert!(matches!(doubt, Doubt::SpreadLooksLikeSe { .. }));
    assert_eq!(severity, Severity::Warns);
}

/// Every row of the library that prints standard errors beside means, read the wrong way one by one: ten
/// of twelve. In Stallknecht 2007, with 10 people, 0.8 beside 3.9 could be either.
#[test]
fn most_standard_errors_of_the_library_would_be_noticed() {
    let library = library();
    let rows: Vec<Study> = library
        .rows()
        .filter_map(|row| match row {
            Row::Study(study) => Some(study.clone()),
            Row::Synthesis(_) => None,
        })
        .collect();
    let noticed = |i: &usize| {
        let mut rows = rows.clone();
        rows[*i].sd_type = Some(SpreadKind::Sd);
        !found(&rows).is_empty()
    };
    let with_se = (0..rows.len()).filter(|i| {
        rows[*i].sd_type == Some(SpreadKind::Se) && rows[*i].trained_post_spread.is_some()
    });
    let (seen, missed): (Vec<usize>, Vec<usize>) = with_se.partition(noticed);
    let keys = |of: &[usize]| -> Vec<String> { of.iter().map(|i| rows[*i].key.clone()).collect() };
    assert_eq!((seen.len(), missed.len()), (10, 2));
    assert!(
        keys(&missed)
            .iter()
            .all(|key| key.starts_with("stallknecht"))
    );
}

/// 17.8² = 316.8 and 18.5² = 342 beside means of 68; 13² = 169 curl-ups beside 9.
#[test]
fn a_variance_read_as_a_deviation() {
    let mut miura = study("miura2009");
    (miura.trained_post_spread, miura.control_post_spread) = (Some(316.8), Some(342.3));
    let (_, severity, doubt) = only(found(&[miura]), "miura2009");
    let Doubt::SpreadLooksLikeVariance { as_variance, .. } = doubt else {
        panic!("{doubt:?}")
    };
    assert!((as_variance - 17.8).abs() < 0.01);
    assert_eq!(severity, Severity::Warns);

    let mut vispute = study("vispute2011_curlups");
    vispute.trained_post_spread = Some(169.0);
    let (column, severity, doubt) = only(found(&[vispute]), "vispute2011_curlups");
    assert!(matches!(doubt, Doubt::SpreadLooksLikeVariance { .. }));
    assert_eq!(
        (column, severity),
        ("trained_post_spread", Severity::Blocks)
    );

    let mut rows = studies(&WALTS);
    rows[0].sd_type = Some(SpreadKind::Sd);
    rows[0].trained_pre_spread = Some(627.2);
    rows[0].trained_post_spread = None;
    (rows[0].control_pre_spread, rows[0].control_post_spread) = (None, None);
    let findings = found(&rows);
    let (_, severity, doubt) = only(findings, "walts2008_men");
    assert!(matches!(doubt, Doubt::SpreadLooksLikeVariance { .. }));
    assert_eq!(severity, Severity::Blocks);
}

/// 107.3 − 107.7 = −0.4, and 54.2 − 53.4 = 0.8.
#[test]
fn a_change_against_its_before_and_after() {
    let mut women = study("walts2008_women");
    women.trained_change = Some(0.4);
    let (column, severity, doubt) = only(found(&[women]), "walts2008_women");
    assert!(matches!(doubt, Doubt::ChangeHasWrongSign { .. }));
    assert_eq!((column, severity), ("trained_change", Severity::Blocks));

    let mut men = study("walts2008_men");
    men.trained_change = Some(0.9);
    assert_eq!(
        found(std::slice::from_ref(&men)),
        [],
        "0.75 to 0.95 rounded"
    );
    men.trained_change = Some(1.4);
    let (_, severity, doubt) = only(found(&[men]), "walts2008_men");
    assert!(matches!(doubt, Doubt::ChangeDoesNotFit { .. }));
    assert_eq!(severity, Severity::Warns);

    // Miura prints no change. Had it begun at 70.1 and lost 1.5, a gain of 1.5 would be the wrong sign.
    let mut miura = study("miura2009");
    (miura.trained_pre, miura.trained_change) = (Some(70.1), Some(-1.5));
    assert_eq!(found(std::slice::from_ref(&miura)), []);
    miura.trained_change = Some(1.5);
    let (_, _, doubt) = only(found(&[miura]), "miura2009");
    assert!(matches!(doubt, Doubt::ChangeHasWrongSign { .. }));
}

/// Flow beside working muscle is 3.1, 4.4 and 5.9 ml above that beside idle muscle; swapped, −4.4.
#[test]
fn an_effect_that_lost_its_sign() {
    let mut rows = studies(&["heinonen2012_50n", "heinonen2012_100n", "heinonen2012_150n"]);
    assert_eq!(found(&rows), []);
    let row = &mut rows[1];
    std::mem::swap(&mut row.trained_post, &mut row.control_post);
    std::mem::swap(&mut row.trained_post_spread, &mut row.control_post_spread);
    let (_, severity, doubt) = only(found(&rows), "heinonen2012_100n");
    let Doubt::OpposesFellows { effect, fellows } = doubt else {
        panic!("{doubt:?}")
    };
    assert!((effect + 4.4).abs() < 1e-12 && 3.1 < fellows && fellows < 5.9);
    assert_eq!(severity, Severity::Warns);
}

/// The difference of Miura, 0.3 cm² with a standard error of 2, is the same either way round: no table
/// shows that its sides were swapped.
#[test]
fn a_lost_sign_that_nobody_can_see() {
    let mut rows = studies(&["walts2008_men", "walts2008_women", "miura2009"]);
    let miura = &mut rows[2];
    std::mem::swap(&mut miura.trained_post, &mut miura.control_post);
    assert_eq!(found(&rows), []);
}

/// (47 − 32) / 11.6 is 1.25 SD with its small-sample factor; were 13 and 9 made to standard errors, 3.47
/// and 2.85, it would be 4.5; a tenth of 13 and 9, 12.56.
#[test]
fn an_effect_nobody_sees() {
    let with = |trained: f64, control: f64| {
        let mut row = study("vispute2011_curlups");
        (row.trained_post_spread, row.control_post_spread) = (Some(trained), Some(control));
        let mut findings = found(&[row]).into_iter();
        findings.find_map(|finding| {
            let Doubt::LargeEffect { sds } = finding.doubt else {
                return None;
            };
            Some((sds, finding.severity))
        })
    };
    assert_eq!(with(13.0, 9.0), None);
    let (sds, severity) = with(3.47, 2.85).expect("above 3");
    assert!((sds - 4.47).abs() < 0.02, "{sds}");
    assert_eq!(severity, Severity::Warns);
    let (sds, severity) = with(1.3, 0.9).expect("above 10");
    assert!((sds - 12.56).abs() < 0.01, "{sds}");
    assert_eq!(severity, Severity::Blocks);
}

#[test]
fn one_cohort_twice() {
    let walts = study("walts2008_men");
    let mut again = walts.clone();
    "walts2010".clone_into(&mut again.key);
    "walts2010".clone_into(&mut again.source);
    // Named as the same people, it is fine in a table and not in a pool.
    let named = [walts.clone(), again.clone()];
    assert_eq!(found(&named), []);
    let findings = pooled_rows(&[&named[0], &named[1]]);
    let (column, severity, doubt) = only(findings, "walts2010");
    assert_eq!((column, severity), ("cohort", Severity::Blocks));
    let Doubt::SameCohort { with, cohort } = doubt else {
        panic!("{doubt:?}")
    };
    assert_eq!(
        (with.as_str(), cohort.as_str()),
        ("walts2008_men", "UMD-ST-men")
    );
    // Under another name, its figures give it away.
    "walts2010".clone_into(&mut again.cohort);
    let (_, severity, doubt) = only(found(&[walts.clone(), again.clone()]), "walts2010");
    let with = "walts2008_men".to_owned();
    assert_eq!(doubt, Doubt::SameFigures { with });
    assert_eq!(severity, Severity::Blocks);
    again.trained_post = Some(53.2);
    again.trained_change = Some(-0.2);
    assert!(
        !found(&[walts, again])
            .iter()
            .any(|finding| matches!(finding.doubt, Doubt::SameFigures { .. }))
    );
}

#[test]
fn one_control_group_for_two_arms() {
    let arm = study("vispute2011_curlups");
    let mut other = arm.clone();
    "vispute2011_more".clone_into(&mut other.key);
    "vispute2011_more".clone_into(&mut other.cohort);
    (other.trained_post, other.trained_post_spread) = (Some(51.0), Some(12.0));
    let (column, severity, doubt) = only(found(&[arm.clone(), other.clone()]), "vispute2011_more");
    let with = "vispute2011_curlups".to_owned();
    assert_eq!(doubt, Doubt::SharedControl { with });
    assert_eq!((column, severity), ("n_control", Severity::Blocks));
    // Another trial may have the same control figures by chance.
    "another2012".clone_into(&mut other.source);
    assert_eq!(found(&[arm, other]), []);
}

#[test]
fn people_who_do_not_add_up() {
    let mut vispute = study("vispute2011_curlups");
    vispute.n = Some(20.0);
    let (column, severity, doubt) = only(found(&[vispute]), "vispute2011_curlups");
    let (groups, all) = (24.0, 20.0);
    assert_eq!(doubt, Doubt::PeopleDoNotAdd { groups, all });
    assert_eq!((column, severity), ("n", Severity::Blocks));
    let mut walts = study("walts2008_men");
    walts.n_trained = Some(90.0);
    let (column, ..) = only(found(&[walts]), "walts2008_men");
    assert_eq!(column, "n_trained");
}

/// The library is refused with file and line, until someone says why the row stands.
#[test]
fn what_blocks_keeps_the_library_from_loading() {
    let studies = BUILT_IN.studies.replacen(",-0.4,,-0.9,", ",0.4,,-0.9,", 1);
    let texts = Texts {
        studies: &studies,
        ..BUILT_IN
    };
    let refused = Library::parse(texts).expect_err("a wrong sign");
    assert_eq!(
        refused.to_string(),
        "studies.csv:3: `trained_change` of `walts2008_women` is not plausible \
         (change_has_wrong_sign): correct the row, or acknowledge it in registry.toml with a reason"
    );
    assert!(matches!(refused, Error::Implausible { line: 3, .. }));
    let registry = format!(
        "{}\n[[acknowledged]]\nrow = \"walts2008_women\"\ndoubt = \"change_has_wrong_sign\"\n\
         why = \"So printed.\"\n",
        BUILT_IN.registry
    );
    let registry = registry.as_str();
    let library = Library::parse(Texts { registry, ..texts }).expect("acknowledged");
    assert_eq!(library.findings().len(), 2);
    assert_eq!(library.open_findings(), []);
    let stale = Library::parse(Texts {
        registry,
        ..BUILT_IN
    });
    let message = stale.expect_err("nothing to acknowledge").to_string();
    assert!(
        message.starts_with("registry.toml:")
            && message.ends_with("`walts2008_women` is not a known row with such a doubt"),
        "{message}"
    );
}
