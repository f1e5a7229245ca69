//! `spotcheck evidence import`: tables of studies, and records of publications as candidates.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use clap::Args;
use spotcheck_evidence::{
    Library,
    overlay::{Addition, Candidate, Origin, write_candidates},
    records::{Format, Parsed, Publication, Refused, publications, sniff, table},
};

use super::{
    add::{keep, origin},
    find,
    taken::{Account, Noted},
};
use crate::{
    cli::{Output, bytes},
    data,
    overlay::{Kind, Overlay},
    report::Refusal,
};

/// A hundred thousand records with their abstracts, and room to spare.
const MOST_BYTES: u64 = 1_000_000_000;
/// Pooling compares every pair of rows.
const MOST_ROWS: usize = 5_000;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A table of studies, or records as reference managers and PubMed save them
    #[arg(value_name = "FILE.{csv,ris,nbib,xml}")]
    file: PathBuf,
    /// The claim that records may bear on; may be given several times
    #[arg(long, value_name = "CLAIM")]
    claim: Vec<String>,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let name = options.file.display().to_string();
    let bytes = bytes(&options.file, MOST_BYTES)?;
    let format = sniff(&bytes).ok_or_else(|| unknown(&name, &bytes))?;
    let Some(parsed) = publications(format, &bytes) else {
        return rows(options, &name, &bytes, data);
    };
    let overlay = Overlay::below(&data::needed(data)?);
    let library = overlay.library()?;
    let claims = claims(&library, &options.claim, format)?;
    let account = keep_candidates(&overlay, &library, &claims, &origin(&options.file), parsed)?;
    let account = Account {
        file: name,
        format: format.word(),
        ..account
    };
    account.output(options.json, &closing(&claims))
}

/// A file whose format nothing tells.
fn unknown(name: &str, bytes: &[u8]) -> Refusal {
    let is_utf16 = bytes.contains(&0);
    let hint = if is_utf16 {
        "it looks like UTF-16: save it as UTF-8, or export it again as RIS, MEDLINE, PubMed XML or CSV"
    } else {
        "it is told by its content: CSV with the columns of studies.csv, RIS (`TY  - `), MEDLINE \
         (`PMID- `) or PubMed XML (`<PubmedArticleSet>`)"
    };
    let what = if bytes.is_empty() {
        "is empty"
    } else {
        "is none of the formats that are read"
    };
    Refusal::new(format!("{name} {what}"), hint)
}

/// What a candidate is, and is not.
pub(super) fn closing(claims: &[String]) -> String {
    format!(
        "They are candidates for {}. No verdict moved: a candidate changes none until its figures are \
         given, with `spotcheck evidence add`.\n",
        claims.join(" and ")
    )
}

fn claims(library: &Library, given: &[String], format: Format) -> anyhow::Result<Vec<String>> {
    if given.is_empty() {
        return Err(Refusal::new(
            format!(
                "these are {} records, and nothing says which claim they may bear on",
                format.word()
            ),
            "name it, as in --claim C07",
        )
        .into());
    }
    let found: BTreeSet<String> = given
        .iter()
        .map(|name| find(library, name).map(|claim| claim.id.clone()))
        .collect::<anyhow::Result<_>>()?;
    Ok(found.into_iter().collect())
}

fn rows(
    options: &Options,
    name: &str,
    bytes: &[u8],
    data: Option<&Path>,
) -> anyhow::Result<Output> {
    if !options.claim.is_empty() {
        return Err(Refusal::new(
            format!("{name} is a table of studies, whose rows say themselves what they bear on"),
            "leave --claim away",
        )
        .into());
    }
    let parsed = table(bytes);
    if MOST_ROWS < parsed.kept.len() {
        return Err(Refusal::new(
            format!(
                "{name} holds {} rows, more than {MOST_ROWS}",
                parsed.kept.len()
            ),
            "give less at a time",
        )
        .into());
    }
    let (addition, unread) = Addition::from_rows(origin(&options.file), parsed);
    let unread = unread.iter().map(Noted::from).collect();
    let account = keep(name, Format::Csv.word(), addition, data, unread, |_| Ok(()))?;
    account.output(options.json, &account.change.paragraph())
}

/// Adds the publications that are not here yet as candidates for `claims`.
pub(super) fn keep_candidates(
    overlay: &Overlay,
    library: &Library,
    claims: &[String],
    origin: &Origin,
    parsed: Parsed<Publication>,
) -> anyhow::Result<Account> {
    let lock = overlay.lock()?;
    let cited = library.identities();
    let held = overlay.candidates()?;
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for Candidate { claim, publication } in &held {
        seen.extend(publication.identities().map(|name| (claim.clone(), name)));
    }
    let mut account = Account::of(origin, &parsed);
    let mut new = Vec::new();
    for (line, publication) in parsed.kept {
        let names: Vec<String> = publication.identities().collect();
        if let Some(key) = names.iter().find_map(|name| cited.get(name)) {
            let why = format!("the evidence holds it as `{key}`");
            if publication.is_retracted {
                account.retracted.push(cited_still(&publication, key));
            }
            account.duplicate.push(Noted { line, why });
            continue;
        }
        let is_new = |claim: &&String| {
            !names
                .iter()
                .any(|name| seen.contains(&((*claim).clone(), name.clone())))
        };
        let wanted: Vec<&String> = claims.iter().filter(is_new).collect();
        if wanted.is_empty() {
            let address = publication
                .address()
                .unwrap_or_else(|| publication.title.clone());
            let why = format!("{address} is a candidate");
            account.duplicate.push(Noted { line, why });
            continue;
        }
        account.kept += 1;
        if publication.is_retracted {
            account.retracted.push(publication.citation());
        }
        for claim in wanted {
            seen.extend(names.iter().map(|name| (claim.clone(), name.clone())));
            new.push(Candidate {
                claim: claim.clone(),
                publication: publication.clone(),
            });
        }
    }
    if !new.is_empty() {
        account.undo = Some(overlay.add(Kind::Candidates, &write_candidates(origin, &new))?);
    }
    drop(lock);
    Ok(account)
}

/// What is said of a retracted publication that answers still rest on.
pub(super) fn cited_still(publication: &Publication, key: &str) -> String {
    let citation = publication.citation();
    format!("{citation} The evidence cites it, as `{key}`: its answers may not stand.")
}

/// Publications as if read from a file, for those that came another way.
pub(super) fn as_parsed(publications: Vec<Publication>) -> Parsed<Publication> {
    let refused: Vec<Refused> = Vec::new();
    Parsed {
        kept: (1..).zip(publications).collect(),
        refused,
    }
}
