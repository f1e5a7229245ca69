//! RIS: `TY  - ` begins a record, `ER  - ` ends it; a line without a tag goes on with the one before.

use super::{
    Parsed, Publication, doi,
    fault::{Fault, Refused},
    lines::{lines, tagged},
    pmid,
    publication::Draft,
};

const END: &str = "ER  -";

/// Reads every record of a RIS file.
pub(super) fn parse(bytes: &[u8]) -> Parsed<Publication> {
    let mut parsed = Parsed::default();
    let mut open: Option<Draft> = None;
    let mut is_stray = false;
    for (number, text) in lines(bytes) {
        let line = text.as_ref().copied().unwrap_or_default();
        match (tagged(line, 2, "  -"), &mut open) {
            (Some(("TY", _)), _) => {
                if let Some(unended) = open.replace(Draft::at(number)) {
                    parsed.refuse(unended.line, Fault::Unended { wanted: END });
                }
                is_stray = false;
            }
            (Some(("ER", _)), Some(_)) => {
                if let Some(mut draft) = open.take() {
                    parsed.push(draft.line, publication(&mut draft));
                }
            }
            (Some((tag, value)), Some(draft)) => draft.field(number, tag, value),
            (None, Some(draft)) => match text {
                Ok(text) if !text.trim().is_empty() => {
                    draft.continues(text.trim());
                }
                Ok(_) => {}
                Err(fault) => draft.fails(number, fault),
            },
            (_, None) => {
                let fault = text.map_or_else(|fault| fault, Fault::stray);
                // A run of stray lines is one thing that was not understood.
                let is_text = !line.trim().is_empty() || matches!(fault, Fault::NotText);
                if is_text && !is_stray {
                    parsed.refuse(number, fault);
                }
                is_stray |= is_text;
            }
        }
    }
    if let Some(unended) = open {
        parsed.refuse(unended.line, Fault::Unended { wanted: END });
    }
    parsed
}

fn publication(draft: &mut Draft) -> Result<Publication, Refused> {
    if let Some(refused) = draft.fault() {
        return Err(refused);
    }
    let title = draft.title(&["TI", "T1", "CT", "BT"])?;
    // An accession number is a PubMed identifier only in a record of PubMed's.
    let database = draft.text(&["DB", "DP"]).unwrap_or_default().to_lowercase();
    let is_medline = ["pubmed", "medline", "nlm"]
        .iter()
        .any(|name| database.contains(name));
    let accession = if is_medline {
        draft.pmid(&["AN"])?
    } else {
        None
    };
    let noted = || {
        draft
            .all(&["N1"])
            .find_map(|(_, note)| note.strip_prefix("PMID:").and_then(pmid))
    };
    let linked = || draft.all(&["UR"]).find_map(|(_, link)| doi(link));
    Ok(Publication {
        authors: draft.names(&["AU", "A1"]),
        year: draft.year(&["PY", "Y1", "DA"])?,
        journal: draft.text(&["JO", "JF", "T2", "JA", "J2", "J1"]),
        pmid: accession.or_else(noted),
        doi: draft.doi(&["DO"])?.or_else(linked),
        summary: draft.text(&["AB", "N2"]),
        is_retracted: title.to_lowercase().starts_with("retracted"),
        title,
    })
}
