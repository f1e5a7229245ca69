//! MEDLINE, the format of PubMed's `.nbib` files: a tag of four characters, `- `, and lines that begin
//! with six spaces to go on; an empty line or the next `PMID- ` ends a record.

use super::{
    Parsed, Publication, doi,
    fault::{Fault, Refused},
    lines::{lines, tagged},
    publication::Draft,
};

/// Reads every record of a MEDLINE file.
pub(super) fn parse(bytes: &[u8]) -> Parsed<Publication> {
    let mut parsed = Parsed::default();
    let mut open: Option<Draft> = None;
    for (number, text) in lines(bytes) {
        let line = text.as_ref().copied().unwrap_or_default();
        let field = tagged(line, 4, "-");
        let is_next = field.is_some_and(|(tag, _)| tag == "PMID");
        if is_next || (text.is_ok() && line.trim().is_empty()) {
            close(&mut parsed, open.take());
        }
        if text.is_ok() && line.trim().is_empty() {
            continue;
        }
        let draft = open.get_or_insert_with(|| Draft::at(number));
        match (field, text) {
            (_, Err(fault)) => draft.fails(number, fault),
            (Some((tag, value)), Ok(_)) => draft.field(number, tag, value),
            (None, Ok(text)) if text.starts_with(' ') && draft.continues(text.trim()) => {}
            (None, Ok(text)) => draft.fails(number, Fault::stray(text)),
        }
    }
    close(&mut parsed, open);
    parsed
}

fn close(parsed: &mut Parsed<Publication>, open: Option<Draft>) {
    if let Some(mut draft) = open {
        parsed.push(draft.line, publication(&mut draft));
    }
}

fn publication(draft: &mut Draft) -> Result<Publication, Refused> {
    if let Some(refused) = draft.fault() {
        return Err(refused);
    }
    let pmid = draft.pmid(&["PMID"])?.ok_or_else(|| Refused {
        line: draft.line,
        fault: Fault::missing("PMID"),
    })?;
    let is_retracted = draft
        .all(&["PT"])
        .any(|(_, kind)| kind == "Retracted Publication");
    Ok(Publication {
        title: draft.title(&["TI", "BTI", "TT"])?,
        authors: draft.names(&["FAU", "AU", "CN"]),
        year: draft.year(&["DP"])?,
        journal: draft.text(&["JT", "TA"]),
        doi: identifier(draft)?,
        pmid: Some(pmid),
        summary: draft.text(&["AB"]),
        is_retracted,
    })
}

/// The DOI among the identifiers of the article: `10.1002/oby.1 [doi]`.
fn identifier(draft: &Draft) -> Result<Option<String>, Refused> {
    for tag in ["LID", "AID"] {
        for (line, text) in draft.all(&[tag]) {
            if let Some(stated) = text.strip_suffix("[doi]") {
                let fault = || Refused {
                    line,
                    fault: Fault::bad(tag, text),
                };
                return doi(stated).map(Some).ok_or_else(fault);
            }
        }
    }
    Ok(None)
}
