//! The whole evidence: sources, rows and claims, cross-checked.

mod check;
mod tally;

use std::collections::{BTreeMap, BTreeSet};

pub use tally::Tally;

use crate::{
    Claim, Flag, Source, Study, Synthesis,
    claim::{self, Basis},
    error::Error,
    place::Place,
    registry::{self, Registry},
    source, study, synthesis,
};

/// The texts a library is read from.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// `registry.toml`
    pub registry: &'a str,
    /// `sources.toml`
    pub sources: &'a str,
    /// `studies.csv`
    pub studies: &'a str,
    /// `syntheses.csv`
    pub syntheses: &'a str,
    /// Files of claims: name and text.
    pub claims: &'a [(&'static str, &'a str)],
}

/// The evidence compiled into the program.
pub const BUILT_IN: Texts<'static> = Texts {
    registry: include_str!("../../../../data/evidence/registry.toml"),
    sources: include_str!("../../../../data/evidence/sources.toml"),
    studies: include_str!("../../../../data/evidence/studies.csv"),
    syntheses: include_str!("../../../../data/evidence/syntheses.csv"),
    claims: &[
        (
            "claims/spot.toml",
            include_str!("../../../../data/evidence/claims/spot.toml"),
        ),
        (
            "claims/distribution.toml",
            include_str!("../../../../data/evidence/claims/distribution.toml"),
        ),
        (
            "claims/energy.toml",
            include_str!("../../../../data/evidence/claims/energy.toml"),
        ),
        (
            "claims/muscle.toml",
            include_str!("../../../../data/evidence/claims/muscle.toml"),
        ),
        (
            "claims/procedures.toml",
            include_str!("../../../../data/evidence/claims/procedures.toml"),
        ),
    ],
};

/// A row of either table.
#[derive(Debug, Clone, Copy)]
pub enum Row<'a> {
    /// One study × outcome.
    Study(&'a Study),
    /// One published result.
    Synthesis(&'a Synthesis),
}

impl<'a> Row<'a> {
    /// The row's key.
    pub fn key(self) -> &'a str {
        match self {
            Self::Study(study) => &study.key,
            Self::Synthesis(synthesis) => &synthesis.key,
        }
    }

    /// Key of its publication.
    pub fn source(self) -> &'a str {
        match self {
            Self::Study(study) => &study.source,
            Self::Synthesis(synthesis) => &synthesis.source,
        }
    }

    /// What it found, in a sentence.
    pub fn finding(self) -> &'a str {
        match self {
            Self::Study(study) => &study.finding,
            Self::Synthesis(synthesis) => &synthesis.finding,
        }
    }

    /// What weakens it; may be empty.
    pub fn caution(self) -> &'a str {
        match self {
            Self::Study(study) => &study.caution,
            Self::Synthesis(synthesis) => &synthesis.caution,
        }
    }

    /// Where in the publication it stands.
    pub fn locator(self) -> &'a str {
        match self {
            Self::Study(study) => &study.locator,
            Self::Synthesis(synthesis) => &synthesis.locator,
        }
    }

    /// How far it can be trusted to be what its source says.
    pub fn flag(self) -> Flag {
        match self {
            Self::Study(study) => study.flag,
            Self::Synthesis(synthesis) => synthesis.flag,
        }
    }
}

/// The evidence, cross-checked: every key it holds points at something.
#[derive(Debug, Clone)]
pub struct Library {
    registry: Registry,
    sources: BTreeMap<String, Source>,
    studies: BTreeMap<String, Study>,
    syntheses: BTreeMap<String, Synthesis>,
    claims: BTreeMap<String, Claim>,
}

impl Library {
    /// The evidence compiled into the program.
    ///
    /// # Errors
    /// Those of [`Library::parse`]; a test keeps the built-in texts free of them.
    pub fn built_in() -> Result<Self, Error> {
        Self::parse(BUILT_IN)
    }

    /// Reads and cross-checks a library.
    ///
    /// # Errors
    /// Any [`Error`] of its files, each naming file and line.
    pub fn parse(texts: Texts<'_>) -> Result<Self, Error> {
        let sources = source::parse(texts.sources)?;
        let mut studies = BTreeMap::new();
        for (place, row) in study::parse(texts.studies)? {
            known(&sources, place, &row.source, "source")?;
            insert(&mut studies, place, row.key.clone(), row)?;
        }
        let mut syntheses = BTreeMap::new();
        let mut replaced = Vec::new();
        for (place, row) in synthesis::parse(texts.syntheses)? {
            known(&sources, place, &row.source, "source")?;
            if studies.contains_key(&row.key) {
                return Err(place.duplicate(&row.key));
            }
            replaced.extend(row.superseded_by().map(|newer| (place, newer.to_owned())));
            insert(&mut syntheses, place, row.key.clone(), row)?;
        }
        for (place, newer) in replaced {
            if !studies.contains_key(&newer) {
                known(&syntheses, place, &newer, "study or synthesis")?;
            }
        }
        let mut claims = BTreeMap::new();
        let mut places = Vec::new();
        for (file, text) in texts.claims {
            for (place, claim) in claim::parse(file, text)? {
                places.push((place, claim.id.clone()));
                insert(&mut claims, place, claim.id.clone(), claim)?;
            }
        }
        let registry = registry::parse(texts.registry, |place, id| {
            known(&claims, place, id, "claim")
        })?;
        let library = Self {
            registry,
            sources,
            studies,
            syntheses,
            claims,
        };
        for (place, id) in places {
            library.check_claim(place, &library.claims[&id])?;
        }
        Ok(library)
    }

    /// When the evidence was last searched, and the order of long answers.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Every claim, by id.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.values()
    }

    /// The claim with this id or name, whatever the case.
    pub fn claim(&self, id_or_name: &str) -> Option<&Claim> {
        self.claims.values().find(|claim| {
            claim.id.eq_ignore_ascii_case(id_or_name) || claim.name.eq_ignore_ascii_case(id_or_name)
        })
    }

    /// The row with this key, of either table.
    pub fn row(&self, key: &str) -> Option<Row<'_>> {
        self.studies
            .get(key)
            .map(Row::Study)
            .or_else(|| self.syntheses.get(key).map(Row::Synthesis))
    }

    /// Every row of both tables.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let syntheses = self.syntheses.values().map(Row::Synthesis);
        self.studies.values().map(Row::Study).chain(syntheses)
    }

    /// The publication with this key.
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.sources.get(key)
    }

    /// The whole bibliography.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.sources
            .iter()
            .map(|(key, source)| (key.as_str(), source))
    }

    /// A copy that holds only the rows `keep` accepts: what the answers would be without the others.
    #[must_use]
    pub fn with_rows(&self, keep: impl Fn(Row<'_>) -> bool) -> Self {
        let mut library = self.clone();
        library.studies.retain(|_, study| keep(Row::Study(study)));
        library
            .syntheses
            .retain(|_, synthesis| keep(Row::Synthesis(synthesis)));
        let left: BTreeSet<String> = library.rows().map(|row| row.key().to_owned()).collect();
        for claim in library.claims.values_mut() {
            claim.evidence.retain(|item| left.contains(&item.row));
            if let Basis::Pool { rows, .. } = &mut claim.basis {
                rows.retain(|row| left.contains(row));
            }
        }
        library
    }
}

fn known<T>(
    map: &BTreeMap<String, T>,
    place: Place,
    key: &str,
    wanted: &'static str,
) -> Result<(), Error> {
    if map.contains_key(key) {
        Ok(())
    } else {
        Err(place.dangling(key, wanted))
    }
}

fn insert<T>(
    map: &mut BTreeMap<String, T>,
    place: Place,
    key: String,
    value: T,
) -> Result<(), Error> {
    if map.contains_key(&key) {
        return Err(place.duplicate(&key));
    }
    map.insert(key, value);
    Ok(())
}
