//! How much evidence an answer rests on, counted in publications and people.

use std::collections::BTreeMap;

use crate::{
    Basis, Claim, Library, Row, Study, Synthesis,
    size::{Sized, whole},
};

/// How much evidence an answer rests on; a publication counts once, whatever rows it fills.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    /// Publications of single studies, and trials of published pools.
    pub studies: u32,
    /// Published pools that do not say, or whose record does not show, how many trials they hold.
    pub analyses: u32,
    /// Guidelines and other statements of what people should do.
    pub statements: u32,
    /// People: those of the number, or without one of the rows that decide, each cohort once. Absent
    /// where a row does not say, or is itself a sum of studies.
    pub people: Option<u32>,
}

/// What a publication adds. Of its several rows the greatest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Adds {
    Statement,
    Analysis,
    Studies(u32),
}

impl Library {
    /// Counts the rows a claim's number comes from, or without a number those that decide.
    pub(crate) fn weight(&self, claim: &Claim, sized: &Sized) -> Weight {
        let keys: Vec<&String> = match &claim.basis {
            Basis::Pool { rows, .. } if sized.size.is_some() => rows.iter().collect(),
            Basis::Synthesis { row, .. } if sized.size.is_some() => vec![row],
            Basis::Pool { .. }
            | Basis::Synthesis { .. }
            | Basis::Findings
            | Basis::Follows { .. }
            | Basis::Textbook { .. } => {
                let deciding = claim.evidence.iter().filter(|item| item.decides());
                deciding.map(|item| &item.row).collect()
            }
        };
        let rows: Vec<Row<'_>> = keys.into_iter().filter_map(|key| self.row(key)).collect();
        let mut weight = publications(&rows);
        weight.people = match &sized.size {
            Some(size) => size.participants,
            None => people(&rows),
        };
        weight
    }
}

fn publications(rows: &[Row<'_>]) -> Weight {
    let mut sources: BTreeMap<&str, Adds> = BTreeMap::new();
    for row in rows {
        let adds = match row {
            Row::Study(_) => Adds::Studies(1),
            Row::Synthesis(row) => adds(row),
        };
        let greatest = sources.entry(row.source()).or_insert(adds);
        *greatest = adds.max(*greatest);
    }
    let mut weight = Weight::default();
    for adds in sources.into_values() {
        match adds {
            Adds::Statement => weight.statements += 1,
            Adds::Analysis => weight.analyses += 1,
            Adds::Studies(k) => weight.studies += k,
        }
    }
    weight
}

fn adds(row: &Synthesis) -> Adds {
    if row.is_guideline() {
        return Adds::Statement;
    }
    match row.trials() {
        Some(k) => Adds::Studies(k),
        None if row.is_pool() => Adds::Analysis,
        None => Adds::Studies(1),
    }
}

/// The people of all cohorts: of a cohort the most that any of its rows measured, and of a row that
/// spans several only those whom the single cohorts do not hold already.
fn people(rows: &[Row<'_>]) -> Option<u32> {
    let studies = rows.iter().map(|row| match row {
        Row::Study(study) => Some(*study),
        Row::Synthesis(_) => None,
    });
    let mut studies: Vec<&Study> = studies.collect::<Option<_>>()?;
    studies.sort_by_key(|study| study.cohorts().count());
    let mut cohorts: BTreeMap<&str, f64> = BTreeMap::new();
    for study in &studies {
        if let (Some(first), Some(n)) = (study.cohorts().next(), study.people()) {
            let counted: f64 = study.cohorts().filter_map(|name| cohorts.get(name)).sum();
            *cohorts.entry(first).or_default() += (n - counted).max(0.0);
        }
    }
    let is_counted = |study: &&Study| study.cohorts().any(|name| cohorts.contains_key(name));
    if studies.iter().all(is_counted) {
        whole(cohorts.values().sum())
    } else {
        None
    }
}
