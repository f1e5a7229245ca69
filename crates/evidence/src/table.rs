//! What the two CSV tables share: rows with line numbers, and flags of single columns.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::{Flag, error::Error};

/// Reads every row of a CSV text with its one-based line.
///
/// # Errors
/// [`Error::Csv`] naming file and line for a missing, unknown or unreadable column.
pub(crate) fn rows<T: DeserializeOwned>(
    file: &'static str,
    text: &str,
) -> Result<Vec<(u64, T)>, Error> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = |line, source| Error::Csv { file, line, source };
    let headers = reader.headers().map_err(|source| at(1, source))?.clone();
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|source| {
            let line = source.position().map_or(0, csv::Position::line);
            at(line, source)
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = record
            .deserialize(Some(&headers))
            .map_err(|source| at(line, source))?;
        found.push((line, row));
    }
    Ok(found)
}

/// Columns whose figure is weaker than the row's own flag, as `column:flag;column:flag`.
///
/// # Errors
/// [`Error::BadValue`] for a part that is not a column and a flag.
pub(crate) fn weaker_columns(
    file: &'static str,
    line: u64,
    text: &str,
) -> Result<BTreeMap<String, Flag>, Error> {
    text.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let bad = || Error::BadValue {
                file,
                line,
                field: "recalled",
                value: part.to_owned(),
            };
            let (column, flag) = part.split_once(':').ok_or_else(bad)?;
            let flag = match flag.trim() {
                "recalled" => Flag::Recalled,
                "assumed" => Flag::Assumed,
                "derived" => Flag::Derived,
                _ => return Err(bad()),
            };
            Ok((column.trim().to_owned(), flag))
        })
        .collect()
}

/// The weakest flag among a row's own and those of the columns that were used.
pub(crate) fn weakest(own: Flag, weaker: &BTreeMap<String, Flag>, used: &[&str]) -> Flag {
    used.iter()
        .filter_map(|column| weaker.get(*column).copied())
        .fold(own, Flag::max)
}
