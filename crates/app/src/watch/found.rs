//! What was found before: which days each claim was asked about, and the records that were shown.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use spotcheck_evidence::records::Publication;

use super::Service;
use crate::{overlay::write, report::Refusal};

/// A record that a claim's query found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) claim: String,
    /// Who found it first.
    pub(crate) service: String,
    /// The day it was found.
    pub(crate) on: String,
    #[serde(flatten)]
    pub(crate) publication: Publication,
}

/// `DATA/watch/found.json`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// For each claim and service, the last day that was asked about.
    checked: BTreeMap<String, BTreeMap<String, String>>,
    found: Vec<Record>,
    #[serde(skip)]
    path: PathBuf,
    #[serde(skip)]
    seen: BTreeSet<(String, String)>,
}

impl Memory {
    /// What is remembered below a data directory.
    ///
    /// # Errors
    /// A [`Refusal`] where the file is there and cannot be read.
    pub(crate) fn below(data: &Path) -> anyhow::Result<Self> {
        let path = data.join("watch").join("found.json");
        let refusal = || {
            let message = format!("{} is not what was written there", path.display());
            Refusal::new(
                message,
                "move it away: then every claim is asked from the start",
            )
        };
        let mut memory: Self = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(refusal)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(error).with_context(refusal),
        };
        memory.path = path;
        for record in &memory.found {
            let names = record.publication.identities();
            memory
                .seen
                .extend(names.map(|name| (record.claim.clone(), name)));
        }
        Ok(memory)
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    /// A [`Refusal`] where the folder cannot be written.
    pub(crate) fn save(&self) -> anyhow::Result<()> {
        let folder = self.path.parent().unwrap_or(&self.path);
        let text = serde_json::to_string_pretty(self)?;
        fs::create_dir_all(folder)
            .and_then(|()| write(&self.path, text.as_bytes()))
            .with_context(|| {
                let message = format!("cannot write {}", self.path.display());
                Refusal::new(message, "check that you may write there")
            })
    }

    /// The last day a service was asked about for a claim.
    pub(crate) fn checked(&self, claim: &str, service: Service) -> Option<&str> {
        self.checked
            .get(claim)?
            .get(service.key())
            .map(String::as_str)
    }

    pub(crate) fn check(&mut self, claim: &str, service: Service, day: &str) {
        let services = self.checked.entry(claim.to_owned()).or_default();
        services.insert(service.key().to_owned(), day.to_owned());
    }

    /// Remembers a record; `false` where it was shown before.
    pub(crate) fn remember(&mut self, record: &Record) -> bool {
        let names: Vec<String> = record.publication.identities().collect();
        let claim = &record.claim;
        let is_known = names
            .iter()
            .any(|name| self.seen.contains(&(claim.clone(), name.clone())));
        // Its other names are learnt from whoever tells them.
        self.seen
            .extend(names.into_iter().map(|name| (claim.clone(), name)));
        if !is_known {
            self.found.push(record.clone());
        }
        !is_known
    }

    /// The records found with this PMID or DOI.
    pub(crate) fn named<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Record> {
        let pmid = spotcheck_evidence::records::pmid(name);
        let doi = spotcheck_evidence::records::doi(name);
        self.found.iter().filter(move |record| {
            let Publication {
                pmid: held_pmid,
                doi: held_doi,
                ..
            } = &record.publication;
            (pmid.is_some() && *held_pmid == pmid) || (doi.is_some() && *held_doi == doi)
        })
    }
}
