//! Rows that a user adds beside the built-in ones: how each joins the claims it bears on, and why one
//! cannot.

use std::collections::BTreeMap;

use super::{Library, Row};
use crate::{
    Basis, Claim, Effect, Flag, Item, Source, Study,
    error::Error,
    overlay::{AddedRow, Addition, Bearing},
    records::{Fault, Refused, doi},
    sanity::{Severity, pooled_rows, study_rows},
};

/// What a row became when it joined.
#[derive(Debug)]
pub struct Joined {
    /// The row's key.
    pub row: String,
    /// Key of its publication, where the evidence held it under another one.
    pub publication: Option<String>,
    /// For each claim, how it bears on it.
    pub claims: Vec<(String, How)>,
}

/// How a row bears on a claim it has joined.
#[derive(Debug)]
pub enum How {
    /// Its effect is pooled with the others'.
    Pooled,
    /// What it found counts with what the others found.
    Counted,
    /// It is shown; it decides nothing.
    Shown,
    /// It is shown among the rows that decide, but gives the claim's number nothing, for this reason.
    NotPooled(Error),
}

impl Library {
    /// Joins every row of an addition under its id.
    ///
    /// # Errors
    /// The line of the first row that cannot join and the [`Fault`]; the library is then of no use.
    pub fn extend(&mut self, id: &str, addition: &Addition) -> Result<Vec<Joined>, Refused> {
        let joined = addition.rows.iter().map(|(line, row)| {
            let source = addition.sources.get(&row.study.source);
            let line = *line;
            self.join(id, row, source)
                .map_err(|fault| Refused { line, fault })
        });
        joined.collect()
    }

    /// Joins one row, with its publication where the evidence does not hold it, or changes nothing.
    ///
    /// # Errors
    /// [`Fault::Known`] where the row is there already; otherwise why it cannot be taken.
    ///
    /// # Panics
    /// Never: the claims it changes are those it has just found.
    pub fn join(
        &mut self,
        id: &str,
        row: &AddedRow,
        source: Option<&Source>,
    ) -> Result<Joined, Fault> {
        let key = self.source_key(&row.study, source)?;
        let study = Study {
            source: key.clone(),
            ..row.study.clone()
        };
        self.check_new(&study)?;
        let mut claims = Vec::new();
        for (i, bearing) in row.bears_on.iter().enumerate() {
            let claim = self
                .claim(&bearing.claim)
                .ok_or_else(|| Fault::UnknownClaim {
                    claim: bearing.claim.clone(),
                })?;
            if row.bears_on[..i]
                .iter()
                .any(|other| other.claim == bearing.claim)
            {
                return Err(Fault::bad("bears_on", &bearing.claim));
            }
            claims.push((claim.id.clone(), self.how(&study, bearing, claim)?));
        }
        for (bearing, (id, how)) in row.bears_on.iter().zip(&claims) {
            let claim = self.claims.get_mut(id).expect("its id was just looked up");
            claim.evidence.push(Item {
                row: study.key.clone(),
                says: bearing.says,
                role: bearing.role,
            });
            if let (Basis::Pool { rows, .. }, How::Pooled) = (&mut claim.basis, how) {
                rows.push(study.key.clone());
            }
        }
        if let Some(source) = source.filter(|_| !self.sources.contains_key(&key)) {
            self.sources.insert(key.clone(), source.clone());
        }
        self.added.insert(study.key.clone(), id.to_owned());
        let joined = Joined {
            row: study.key.clone(),
            publication: (key != row.study.source).then_some(key),
            claims,
        };
        self.studies.insert(study.key.clone(), study);
        Ok(joined)
    }

    /// The id of the addition that brought a row; `None` for a built-in one.
    pub fn added_by(&self, row: &str) -> Option<&str> {
        self.added.get(row).map(String::as_str)
    }

    /// Rows of a claim that a user added.
    pub fn added_to(&self, claim: &Claim) -> usize {
        let rows = claim.evidence.iter();
        rows.filter(|item| self.added.contains_key(&item.row))
            .count()
    }

    /// The names that the publications of the evidence go by, as
    /// [`Publication::identities`](crate::records::Publication::identities) spells them, each with its key.
    pub fn identities(&self) -> BTreeMap<String, &str> {
        let mut names = BTreeMap::new();
        for (key, source) in &self.sources {
            let pmid = source.pmid().map(|pmid| format!("pmid:{pmid}"));
            let doi = source.doi().and_then(doi).map(|doi| format!("doi:{doi}"));
            names.extend(pmid.into_iter().chain(doi).map(|name| (name, key.as_str())));
        }
        names
    }

    fn held(&self, pmid: Option<&str>, name: Option<&str>) -> Option<&str> {
        let is_held = |source: &Source| {
            let same_pmid = pmid.is_some() && source.pmid() == pmid;
            let held = source.doi().and_then(doi);
            same_pmid || (name.is_some() && held.as_deref() == name)
        };
        let held = self.sources.iter().find(|(_, source)| is_held(source));
        held.map(|(key, _)| key.as_str())
    }

    /// The key under which the evidence holds a row's publication, or is to.
    fn source_key(&self, study: &Study, source: Option<&Source>) -> Result<String, Fault> {
        let key = study.source.clone();
        match (source, self.sources.get(&key)) {
            (None, None) => Err(Fault::UnknownSource { key }),
            (None, Some(_)) => Ok(key),
            (Some(source), held) => match self.held(source.pmid(), source.doi()) {
                Some(known) => Ok(known.to_owned()),
                None if held.is_none_or(|held| held == source) => Ok(key),
                None => Err(Fault::KeyTaken { key }),
            },
        }
    }

    fn check_new(&self, study: &Study) -> Result<(), Fault> {
        let of = study.key.clone();
        match self.row(&study.key) {
            Some(Row::Study(held)) if held == study => return Err(Fault::Known { of }),
            Some(_) => return Err(Fault::KeyTaken { key: of }),
            None => {}
        }
        let place = |study: &Study| {
            let same_people: Vec<String> = study.cohorts().map(str::to_owned).collect();
            let measured = [&study.depot, &study.outcome, &study.method, &study.source];
            (same_people, measured.map(|text| text.trim().to_lowercase()))
        };
        let new = place(study);
        match self
            .studies
            .values()
            .find(|held| held.source == study.source && place(held) == new)
        {
            Some(held) => Err(Fault::Known {
                of: held.key.clone(),
            }),
            None => Ok(()),
        }
    }

    fn how(&self, study: &Study, bearing: &Bearing, claim: &Claim) -> Result<How, Fault> {
        let item = Item {
            row: study.key.clone(),
            says: bearing.says,
            role: bearing.role,
        };
        if !item.decides() {
            return Ok(How::Shown);
        }
        let recalled = || Fault::Recalled {
            claim: claim.id.clone(),
        };
        if study.flag == Flag::Recalled {
            return Err(recalled());
        }
        let Basis::Pool {
            rows,
            measure,
            unit,
            ..
        } = &claim.basis
        else {
            let counts = matches!(claim.basis, Basis::Findings);
            return Ok(if counts { How::Counted } else { How::Shown });
        };
        let effect = match study.effect(*measure) {
            Ok(effect) if effect.flag == Flag::Recalled => return Err(recalled()),
            Ok(effect) => effect,
            Err(error) => return Ok(How::NotPooled(error)),
        };
        if effect.unit != *unit {
            let (first, second) = (study.key.clone(), rows.first().cloned().unwrap_or_default());
            return Ok(How::NotPooled(Error::MixedUnits { first, second }));
        }
        match rows
            .iter()
            .find_map(|with| Some((with, self.shared(&effect, with)?)))
        {
            Some((with, cohort)) => Err(Fault::AlreadyPooled {
                cohort,
                claim: claim.id.clone(),
                with: with.clone(),
            }),
            None => Ok(self
                .implausible(study, rows)
                .map_or(How::Pooled, How::NotPooled)),
        }
    }

    /// What keeps a row out of a pool where its figures, beside those of the `rows` there, may not be.
    fn implausible(&self, study: &Study, rows: &[String]) -> Option<Error> {
        let mut fellows = self.studies_of(rows);
        fellows.push(study);
        let findings = study_rows(&fellows)
            .into_iter()
            .chain(pooled_rows(&fellows));
        let mut blocks =
            findings.filter(|found| found.row == study.key && found.severity == Severity::Blocks);
        blocks.next().map(|found| Error::Doubted {
            key: found.row,
            column: found.column,
            doubt: found.doubt.word(),
        })
    }

    /// A cohort that an effect shares with a row that is there.
    fn shared(&self, effect: &Effect, row: &str) -> Option<String> {
        let held = self.studies.get(row)?;
        let mut cohorts = held.cohorts();
        cohorts
            .find(|cohort| effect.cohorts.iter().any(|one| one == cohort))
            .map(str::to_owned)
    }
}
