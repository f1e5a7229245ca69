//! Candidates: publications that may bear on a claim, kept until someone reads their figures.

use serde::{Deserialize, Serialize};

use super::Origin;
use crate::records::{Fault, Parsed, Publication, doi, pmid};

/// Between authors in the one cell that holds them.
const BETWEEN: &str = "; ";

/// A publication that may bear on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Claim id.
    pub claim: String,
    /// What its record says.
    pub publication: Publication,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    claim: String,
    pmid: String,
    doi: String,
    year: Option<u16>,
    title: String,
    authors: String,
    journal: String,
    retracted: bool,
    r#abstract: String,
}

/// Before the line that tells where candidates came from.
const ORIGIN: &str = "# added ";

/// Candidates as CSV, after a line that tells where they came from.
///
/// # Panics
/// Never: text and numbers have a form in CSV, and memory takes them.
pub fn write_candidates<'a>(
    origin: &Origin,
    candidates: impl IntoIterator<Item = &'a Candidate>,
) -> String {
    let Origin { added, from } = origin;
    let mut writer = csv::Writer::from_writer(Vec::new());
    for Candidate { claim, publication } in candidates {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let authors = publication
            .authors
            .iter()
            .map(|name| name.replace(';', ","));
        let row = Row {
            claim: claim.clone(),
            pmid: text(&publication.pmid),
            doi: text(&publication.doi),
            year: publication.year,
            title: publication.title.clone(),
            authors: authors.collect::<Vec<_>>().join(BETWEEN),
            journal: text(&publication.journal),
            retracted: publication.is_retracted,
            r#abstract: text(&publication.summary),
        };
        writer
            .serialize(row)
            .expect("a row of text has a form in CSV");
    }
    let bytes = writer.into_inner().expect("memory takes what is written");
    let rows = String::from_utf8(bytes).expect("CSV of text is text");
    format!("{ORIGIN}{added} from {}\n{rows}", from.escape_default())
}

/// Reads what [`write_candidates`] wrote.
pub fn read_candidates(text: &str) -> (Option<Origin>, Parsed<Candidate>) {
    let (first, rows) = text.split_once('\n').unwrap_or((text, ""));
    let told = first
        .strip_prefix(ORIGIN)
        .and_then(|told| told.split_once(" from "));
    let origin = told.map(|(added, from)| Origin {
        added: added.to_owned(),
        from: from.to_owned(),
    });
    let mut parsed = Parsed::default();
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    for row in reader.records() {
        match row {
            Ok(row) => {
                let line = 1 + row.position().map_or(0, csv::Position::line);
                match candidate(&row) {
                    Ok(candidate) => parsed.kept.push((line, candidate)),
                    Err(fault) => parsed.refuse(line, fault),
                }
            }
            Err(error) => {
                let line = 1 + error.position().map_or(0, csv::Position::line);
                parsed.refuse(line, Fault::Csv(error));
            }
        }
    }
    if origin.is_none() {
        parsed.refuse(1, Fault::missing(ORIGIN.trim()));
    }
    (origin, parsed)
}

fn candidate(row: &csv::StringRecord) -> Result<Candidate, Fault> {
    let row: Row = row.deserialize(None).map_err(Fault::Csv)?;
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let spelled = |field: &str, text: String, spell: fn(&str) -> Option<String>| {
        let checked = |text: String| spell(&text).ok_or_else(|| Fault::bad(field, &text));
        some(text).map(checked).transpose()
    };
    if row.title.is_empty() {
        return Err(Fault::missing("title"));
    }
    Ok(Candidate {
        claim: row.claim,
        publication: Publication {
            title: row.title,
            authors: row
                .authors
                .split(BETWEEN)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            year: row.year,
            journal: some(row.journal),
            pmid: spelled("pmid", row.pmid, pmid)?,
            doi: spelled("doi", row.doi, doi)?,
            summary: some(row.r#abstract),
            is_retracted: row.retracted,
        },
    })
}
