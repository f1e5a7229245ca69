//! How a row is told: who found what, where it stands, and how far it can be trusted.

use spotcheck_evidence::{Flag, Library, Row, records::Publication};

use crate::number;

/// "Walts 2008, CT, 82 people": who, with what, in whom.
pub(crate) fn who(library: &Library, row: Row<'_>) -> String {
    let mut parts = vec![short(library, row)];
    match row {
        Row::Study(study) => {
            parts.extend(method(&study.method));
            if let Some(people) = study.n.filter(|_| study.flag_of("n") != Flag::Recalled) {
                parts.push(format!("{} people", number::plain(people, 0)));
            }
        }
        Row::Synthesis(row) => {
            let trials = row
                .k
                .filter(|k| 1 < *k && row.flag_of("k") != Flag::Recalled);
            parts.extend(trials.map(|k| number::count(k as usize, "trial", "trials")));
            let people = row.n.filter(|_| row.flag_of("n") != Flag::Recalled);
            parts.extend(people.map(|n| number::count(n as usize, "person", "people")));
        }
    }
    parts.join(", ")
}

/// A method as people write it; none for one that no word describes.
pub(crate) fn method(method: &str) -> Option<String> {
    let words = method.replace("dxa", "DXA").replace('_', " ");
    (!["", "other", "test"].contains(&method)).then_some(words)
}

/// "Walts 2008".
pub(crate) fn short(library: &Library, row: Row<'_>) -> String {
    library.source(row.source()).map_or_else(
        || row.source().to_owned(),
        spotcheck_evidence::Source::short,
    )
}

/// "[PMID 17596787; abstract]", with the flag where it is not plain verified.
pub(crate) fn place(library: &Library, row: Row<'_>) -> String {
    let address = library
        .source(row.source())
        .and_then(spotcheck_evidence::Source::address);
    let mut parts = vec![address.unwrap_or_else(|| "no PMID or DOI".to_owned())];
    if !row.locator().is_empty() {
        parts.push(row.locator().to_owned());
    }
    if library.added_by(row.key()).is_some() {
        parts.push("added by you".to_owned());
    }
    match row.flag() {
        Flag::Verified => {}
        Flag::Recalled => parts.push("recalled, not confirmed".to_owned()),
        weaker @ (Flag::Derived | Flag::Assumed) => parts.push(weaker.word().to_owned()),
    }
    format!("[{}]", parts.join("; "))
}

/// "Stallknecht 2007, PMID 16985258".
pub(crate) fn source(library: &Library, key: &str) -> String {
    let Some(source) = library.source(key) else {
        return key.to_owned();
    };
    let address = source
        .address()
        .map_or_else(String::new, |address| format!(", {address}"));
    format!("{}{address}", source.short())
}

/// The flag in square brackets where it is weaker than verified, else nothing.
pub(crate) fn weaker_flag(flag: Flag) -> String {
    if flag == Flag::Verified {
        String::new()
    } else {
        format!(" [{}]", flag.word())
    }
}

/// A record of a publication on a line of its own, with its address, loud where it was retracted.
pub(crate) fn record_line(publication: &Publication) -> String {
    let retracted = if publication.is_retracted {
        "RETRACTED: "
    } else {
        ""
    };
    let address = publication
        .address()
        .map_or_else(String::new, |at| format!(" {at}."));
    format!("  {retracted}{}{address}\n", publication.citation())
}
