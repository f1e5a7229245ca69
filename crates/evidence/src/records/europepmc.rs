//! What Europe PMC's search answers (`format=json`, `resultType=core`).

use serde::Deserialize;
use serde_json::Value;

use super::{
    Fault, Parsed, Publication, doi, pmid,
    publication::{cleaned, year},
};

/// One page of results.
#[derive(Debug)]
pub struct Page {
    /// How many match in all.
    pub count: u64,
    /// Those on this page; the "line" of a refusal is the position of the result.
    pub results: Parsed<Publication>,
    /// What asks for the next page.
    pub next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reply {
    hit_count: u64,
    next_cursor_mark: Option<String>,
    result_list: List,
}

#[derive(Deserialize)]
struct List {
    #[serde(default)]
    result: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    title: Option<String>,
    author_string: Option<String>,
    pub_year: Option<String>,
    journal_title: Option<String>,
    journal_info: Option<JournalInfo>,
    pmid: Option<String>,
    doi: Option<String>,
    abstract_text: Option<String>,
    pub_type_list: Option<Kinds>,
}

#[derive(Deserialize)]
struct JournalInfo {
    journal: Option<Journal>,
}

#[derive(Deserialize)]
struct Journal {
    title: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kinds {
    #[serde(default)]
    pub_type: Vec<String>,
}

/// Reads one page of Europe PMC's search.
///
/// # Errors
/// [`Fault::Json`] where it is not of the documented shape.
pub fn europe_pmc(bytes: &[u8]) -> Result<Page, Fault> {
    let reply: Reply = serde_json::from_slice(bytes).map_err(Fault::Json)?;
    let mut results = Parsed::default();
    for (entry, position) in reply.result_list.result.into_iter().zip(1..) {
        match publication(entry) {
            Ok(record) => results.kept.push((position, record)),
            Err(fault) => results.refuse(position, fault),
        }
    }
    Ok(Page {
        count: reply.hit_count,
        results,
        next: reply.next_cursor_mark,
    })
}

fn publication(entry: Value) -> Result<Publication, Fault> {
    let entry: Entry = serde_json::from_value(entry).map_err(Fault::Json)?;
    let read = |field: &str, text: Option<String>, read: fn(&str) -> Option<String>| {
        let checked = |text: String| read(&text).ok_or_else(|| Fault::bad(field, &text));
        text.map(checked).transpose()
    };
    let title = entry.title.map(|title| cleaned(&unmarked(&title)));
    let title = title.filter(|title| !title.is_empty());
    let authors = entry.author_string.unwrap_or_default();
    let authors = authors.trim_end_matches('.').split(", ").map(cleaned);
    let in_journal = entry.journal_info.and_then(|info| info.journal?.title);
    let stated = entry.pub_year;
    let kinds = entry.pub_type_list.map(|kinds| kinds.pub_type);
    let is_retraction = |kind: &String| kind.eq_ignore_ascii_case("retracted publication");
    Ok(Publication {
        title: title.ok_or_else(|| Fault::missing("title"))?,
        authors: authors.filter(|name| !name.is_empty()).collect(),
        year: stated
            .map(|text| year(&text).ok_or_else(|| Fault::bad("pubYear", &text)))
            .transpose()?,
        journal: entry
            .journal_title
            .or(in_journal)
            .map(|name| cleaned(&name)),
        pmid: read("pmid", entry.pmid, pmid)?,
        doi: read("doi", entry.doi, doi)?,
        summary: entry.abstract_text.map(|text| cleaned(&unmarked(&text))),
        is_retracted: kinds.unwrap_or_default().iter().any(is_retraction),
    })
}

/// Text without the few HTML tags that titles and abstracts carry.
fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let is_tag = rest[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let end = rest[start..].find('>').filter(|_| is_tag);
        let Some(end) = end else {
            plain.push_str(&rest[..=start]);
            rest = &rest[start + 1..];
            continue;
        };
        plain.push_str(&rest[..start]);
        if rest[start..].starts_with("<h") || rest[start..].starts_with("</h") {
            plain.push(' ');
        }
        rest = &rest[start + end + 1..];
    }
    plain.push_str(rest);
    plain
}
