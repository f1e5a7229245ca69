//! What the user added beside the built-in evidence: one file an addition, below `DATA/evidence`.

mod durable;
mod store;

use std::path::Path;

use anyhow::Context as _;
use spotcheck_evidence::{
    Library,
    overlay::{Addition, Candidate, Origin, read_candidates},
    records::{Fault, Refused},
    state::Named,
};

pub(crate) use durable::write;
pub(crate) use store::{Entry, Kind, Overlay};

use crate::{data, report::Refusal};

/// The built-in evidence with what the user added to it.
pub(crate) fn library(data: Option<&Path>) -> anyhow::Result<Library> {
    match data::directory(data) {
        Some(directory) => Overlay::below(&directory).library(),
        None => built_in(),
    }
}

/// The built-in evidence alone.
pub(crate) fn built_in() -> anyhow::Result<Library> {
    Library::built_in().context("the built-in evidence does not load")
}

impl Overlay {
    /// The built-in evidence with every row that was added.
    pub(crate) fn library(&self) -> anyhow::Result<Library> {
        joined(&self.of(Kind::Rows)?)
    }

    /// As [`Overlay::library`], as if one addition had not been made.
    pub(crate) fn without(&self, gone: &Entry) -> anyhow::Result<Library> {
        let mut entries = self.of(Kind::Rows)?;
        entries.retain(|entry| entry.id != gone.id);
        joined(&entries)
    }

    /// Every candidate, in the order they were added.
    pub(crate) fn candidates(&self) -> anyhow::Result<Vec<Candidate>> {
        let mut all = Vec::new();
        for entry in self.of(Kind::Candidates)? {
            all.extend(entry.candidates()?.1);
        }
        Ok(all)
    }

    /// The texts of every addition of rows, as a state keeps them.
    pub(crate) fn texts(&self) -> anyhow::Result<Vec<Named>> {
        let rows = self.of(Kind::Rows)?.into_iter();
        rows.map(|entry| {
            let text = entry.text()?;
            let name = entry.id;
            Ok(Named { name, text })
        })
        .collect()
    }

    fn of(&self, kind: Kind) -> anyhow::Result<Vec<Entry>> {
        let mut entries = self.entries()?;
        entries.retain(|entry| entry.kind == kind);
        Ok(entries)
    }
}

impl Entry {
    /// The rows that it brought.
    pub(crate) fn rows(&self) -> anyhow::Result<Addition> {
        let addition = Addition::from_toml(&self.text()?);
        Ok(addition.map_err(|refused| broken(self, &refused))?)
    }

    /// The candidates that it brought, and where they came from.
    pub(crate) fn candidates(&self) -> anyhow::Result<(Option<Origin>, Vec<Candidate>)> {
        let (origin, parsed) = read_candidates(&self.text()?);
        if let Some(refused) = parsed.refused.first() {
            return Err(broken(self, refused).into());
        }
        let candidates = parsed.kept.into_iter().map(|(_, candidate)| candidate);
        Ok((origin, candidates.collect()))
    }
}

/// The built-in evidence with the rows of additions, in their order.
fn joined(entries: &[Entry]) -> anyhow::Result<Library> {
    let mut library = built_in()?;
    for entry in entries {
        let addition = entry.rows()?;
        library
            .extend(&entry.id, &addition)
            .map_err(|refused| broken(entry, &refused))?;
    }
    Ok(library)
}

/// A file of the overlay that does not load.
fn broken(entry: &Entry, refused: &Refused) -> Refusal {
    let name = entry.path.display();
    let taken = matches!(refused.fault, Fault::Known { .. } | Fault::KeyTaken { .. });
    let why = if taken {
        "; the evidence may hold it by itself since"
    } else {
        ""
    };
    Refusal::new(
        format!("{name}, {refused}{why}"),
        format!(
            "`spotcheck evidence undo {}` takes this addition away",
            entry.id
        ),
    )
}
