//! `spotcheck evidence undo` and `overlay`: take an addition away, and what there is to take away.

use std::{collections::BTreeMap, path::Path};

use clap::Args;
use serde::Serialize;
use spotcheck_evidence::Library;

use super::change::Change;
use crate::{
    cli::{Output, json},
    data, number,
    overlay::{Entry, Kind, Overlay, built_in},
    report::{BAD_INPUT, Refusal, printable},
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The addition, as `add`, `import` and `overlay` name it; without it, the last
    id: Option<String>,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Undone {
    undone: String,
    /// Absent where the additions could not be read before.
    change: Option<Change>,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let overlay = Overlay::below(&data::needed(data)?);
    let lock = overlay.lock()?;
    let found = overlay.find(options.id.as_deref())?;
    let entry = found.ok_or_else(|| match &options.id {
        Some(id) => Refusal::new(
            format!("there is no addition `{id}`"),
            "`spotcheck evidence overlay` shows what was added",
        ),
        None => Refusal::new(
            "nothing was added, so nothing can be undone",
            "see `spotcheck evidence add`",
        ),
    })?;
    let change = match (overlay.library(), overlay.without(&entry)) {
        (Ok(before), Ok(after)) => Some(Change::between(&before, &after)?),
        (Ok(_), Err(needs)) => return Err(needed(&entry, &needs).into()),
        // An addition that is broken must still go, whatever else is broken.
        (Err(_), _) => None,
    };
    overlay.remove(&entry)?;
    drop(lock);
    let told = match &change {
        _ if entry.kind == Kind::Candidates => {
            "No verdict moved: candidates change none.\n".to_owned()
        }
        Some(change) => change.paragraph(),
        None => {
            "The additions could not be read before, so what moved cannot be told.\n".to_owned()
        }
    };
    let undone = entry.id;
    if options.json {
        return Ok(Output::done(json(&Undone { undone, change })?));
    }
    Ok(Output::done(format!("{undone} is taken away.\n{told}")))
}

/// An addition that a later one cannot do without.
fn needed(entry: &Entry, needs: &anyhow::Error) -> Refusal {
    Refusal::new(
        format!("{} stays: without it, {needs}", entry.id),
        "take the later addition away first",
    )
}

/// One addition as it is listed.
#[derive(Serialize)]
struct Listed {
    id: String,
    added: Option<String>,
    from: Option<String>,
    rows: Vec<Brought>,
    /// Candidates by claim.
    candidates: BTreeMap<String, usize>,
    retracted: Vec<String>,
    /// Why it cannot be used, where it cannot.
    broken: Option<String>,
}

#[derive(Serialize)]
struct Brought {
    key: String,
    claims: Vec<String>,
}

/// What was added, addition by addition.
pub(super) fn overlay(is_json: bool, data: Option<&Path>) -> anyhow::Result<Output> {
    let overlay = Overlay::below(&data::needed(data)?);
    let mut library = built_in()?;
    let mut listed = Vec::new();
    for entry in overlay.entries()? {
        let one = match described(&entry, &mut library) {
            Ok(one) => one,
            Err(error) => Listed {
                broken: Some(error.to_string()),
                ..Listed::of(&entry)
            },
        };
        listed.push(one);
    }
    let is_broken = listed.iter().any(|one| one.broken.is_some());
    let text = if is_json {
        json(&listed)?
    } else if listed.is_empty() {
        "Nothing was added.\n".to_owned()
    } else {
        printable(&listed.iter().map(Listed::text).collect::<String>())
    };
    let code = if is_broken {
        BAD_INPUT
    } else {
        crate::report::DONE
    };
    Ok(Output {
        code,
        ..Output::done(text)
    })
}

impl Listed {
    fn of(entry: &Entry) -> Self {
        Self {
            id: entry.id.clone(),
            added: None,
            from: None,
            rows: Vec::new(),
            candidates: BTreeMap::new(),
            retracted: Vec::new(),
            broken: None,
        }
    }

    fn text(&self) -> String {
        let when = self.added.as_deref().unwrap_or("at an unknown time");
        let from = self.from.as_deref().unwrap_or("an unknown file");
        let mut text = format!("{}  {when}, from {from}\n", self.id);
        for Brought { key, claims } in &self.rows {
            text.push_str(&format!("  study {key}: {}\n", claims.join(", ")));
        }
        for (claim, count) in &self.candidates {
            let count = number::count(*count, "candidate", "candidates");
            text.push_str(&format!("  {count} for {claim}\n"));
        }
        for citation in &self.retracted {
            text.push_str(&format!("  RETRACTED: {citation}\n"));
        }
        if let Some(broken) = &self.broken {
            text.push_str(&format!("  broken: {broken}\n"));
        }
        text
    }
}

fn described(entry: &Entry, library: &mut Library) -> anyhow::Result<Listed> {
    let mut listed = Listed::of(entry);
    let origin = match entry.kind {
        Kind::Rows => {
            let addition = entry.rows()?;
            library.extend(&entry.id, &addition)?;
            listed.rows = addition
                .rows
                .into_iter()
                .map(|(_, row)| Brought {
                    key: row.study.key,
                    claims: row
                        .bears_on
                        .into_iter()
                        .map(|bearing| bearing.claim)
                        .collect(),
                })
                .collect();
            addition.origin
        }
        Kind::Candidates => {
            let (origin, candidates) = entry.candidates()?;
            for candidate in candidates {
                let retracted = candidate.publication.is_retracted;
                let citation = retracted.then(|| candidate.publication.citation());
                // A candidate of two claims is one publication.
                listed
                    .retracted
                    .extend(citation.filter(|citation| !listed.retracted.contains(citation)));
                *listed.candidates.entry(candidate.claim).or_default() += 1;
            }
            origin
        }
    };
    if let Some(origin) = origin {
        (listed.added, listed.from) = (Some(origin.added), Some(origin.from));
    }
    Ok(listed)
}
