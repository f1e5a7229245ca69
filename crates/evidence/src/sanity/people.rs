//! People who do not add up, and people who stand in the table twice.

use super::{Doubt, Finding, block};
use crate::study::{Recipe, Study};

/// Fewest figures that two studies have alike by copying and not by chance.
const FEWEST_ALIKE: usize = 3;
/// Fewest figures of a control group that name it: a mean and its spread.
const FEWEST_OF_CONTROL: usize = 2;

const CONTROL: [&str; 6] = [
    "control_pre",
    "control_pre_spread",
    "control_post",
    "control_post_spread",
    "control_change",
    "control_change_spread",
];
const TRAINED: [&str; 6] = [
    "trained_pre",
    "trained_pre_spread",
    "trained_post",
    "trained_post_spread",
    "trained_change",
    "trained_change_spread",
];

pub(super) fn find(rows: &[&Study]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rows.iter().filter_map(|row| groups(row)).collect();
    for (i, row) in rows.iter().enumerate() {
        // Rows that name their shared people are never pooled, so nothing is counted twice.
        let strangers = || {
            rows[..i]
                .iter()
                .filter(|other| shared(row, other).is_none())
        };
        findings.extend(strangers().find_map(|other| copied(row, other)));
        findings.extend(strangers().find_map(|other| same_control(row, other)));
    }
    findings
}

/// Looks through study rows that are pooled with each other: what [`super::study_rows`] cannot know to be
/// wrong, because rows of the same people may stand in one table.
pub fn pooled_rows(rows: &[&Study]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        findings.extend(rows[..i].iter().find_map(|other| {
            let cohort = shared(row, other)?.to_owned();
            let with = other.key.clone();
            let doubt = Doubt::SameCohort { with, cohort };
            Some(block(&row.key, "cohort", doubt))
        }));
    }
    findings
}

/// Groups against the people in all: of one group both sides have the same people.
fn groups(study: &Study) -> Option<Finding> {
    let all = study.number("n")?;
    let (trained, control) = (study.number("n_trained"), study.number("n_control"));
    let is_parallel = matches!(study.recipe, Recipe::ParallelChange | Recipe::ParallelPost);
    let (groups, column) = if is_parallel {
        (trained? + control?, "n")
    } else {
        let larger = trained.into_iter().chain(control).fold(0.0, f64::max);
        (larger, "n_trained")
    };
    let doubt = Doubt::PeopleDoNotAdd { groups, all };
    (all < groups).then(|| block(&study.key, column, doubt))
}

/// The first cohort that both rows name.
fn shared<'a>(one: &'a Study, other: &Study) -> Option<&'a str> {
    one.cohorts()
        .find(|cohort| other.cohorts().any(|of| of == *cohort))
}

fn copied(row: &Study, other: &Study) -> Option<Finding> {
    let figures = || TRAINED.into_iter().chain(CONTROL);
    let people = ["n_trained", "n_control"];
    let is_copy = row.unit == other.unit
        && alike(row, other, figures()).is_some_and(|count| FEWEST_ALIKE <= count)
        && alike(row, other, people.into_iter()).is_some();
    let with = other.key.clone();
    let doubt = Doubt::SameFigures { with };
    is_copy.then(|| block(&row.key, "trained_post", doubt))
}

fn same_control(row: &Study, other: &Study) -> Option<Finding> {
    let is_shared = row.source == other.source
        && row.unit == other.unit
        && row.number("n_control") == other.number("n_control")
        && alike(row, other, CONTROL.into_iter()).is_some_and(|count| FEWEST_OF_CONTROL <= count)
        && copied(row, other).is_none();
    let with = other.key.clone();
    let doubt = Doubt::SharedControl { with };
    is_shared.then(|| block(&row.key, "n_control", doubt))
}

/// How many of the columns both rows fill, if they fill the same ones with the same figures.
fn alike<'a>(one: &Study, other: &Study, columns: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut count = 0;
    for column in columns {
        let (a, b) = (one.number(column), other.number(column));
        if a.map(f64::to_bits) != b.map(f64::to_bits) {
            return None;
        }
        count += usize::from(a.is_some());
    }
    Some(count)
}
