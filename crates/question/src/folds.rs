//! Grouped folds: all wordings of one underlying question are held out together.

use std::collections::BTreeMap;

use crate::{bank::Row, error::Error, hash};

/// The fold of each row: groups of a label take turns, in the order of their names' hashes.
pub(crate) fn assign(rows: &[Row], folds: usize) -> Result<Vec<usize>, Error> {
    let mut groups: BTreeMap<(&str, u64), usize> = BTreeMap::new();
    for row in rows {
        groups.insert(place(row), 0);
    }
    let mut next: BTreeMap<&str, usize> = BTreeMap::new();
    for ((label, _), fold) in &mut groups {
        let turn = next.entry(label).or_default();
        *fold = *turn % folds;
        *turn += 1;
    }
    for (label, count) in next {
        if count < folds {
            return Err(Error::TooFewGroups {
                label: label.to_owned(),
                groups: count,
                folds,
            });
        }
    }
    Ok(rows.iter().map(|row| groups[&place(row)]).collect())
}

fn place(row: &Row) -> (&str, u64) {
    (&row.label, hash::of_parts(b'g', [row.group.as_str()]))
}
