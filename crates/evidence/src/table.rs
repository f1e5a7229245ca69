//! What the two CSV tables share: rows with their places, checks of columns, flags of single columns.

use std::collections::BTreeMap;

use csv::StringRecord;
use serde::de::DeserializeOwned;

use crate::{Flag, error::Error, place::Place};

/// Reads the header and every row of a CSV text.
///
/// # Errors
/// [`Error::Csv`] naming file and line for a missing, unknown or unreadable column.
pub(crate) fn rows<T: DeserializeOwned>(
    file: &'static str,
    text: &str,
) -> Result<(StringRecord, Vec<(Place, T)>), Error> {
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
        found.push((Place { file, line }, row));
    }
    Ok((headers, found))
}

/// Decimals of every number of a row, by column.
pub(crate) type Decimals = BTreeMap<String, i32>;

/// The decimals printed in each row of a CSV text that [`rows`] has read: a float forgets the zeros at
/// its end.
pub(crate) fn decimals(text: &str) -> impl Iterator<Item = Decimals> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    let records = reader.into_records().map_while(Result::ok);
    records.map(move |record| {
        let cells = headers.iter().zip(&record);
        let known = cells.filter_map(|(column, cell)| Some((column.to_owned(), digits(cell)?)));
        known.collect()
    })
}

/// Digits after the point of a number as written; negative where tens are left out, as in 2e3.
pub(crate) fn digits(number: &str) -> Option<i32> {
    let number = number.trim();
    number.parse::<f64>().ok()?;
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let after_point = mantissa.split_once('.').map_or(0, |(_, after)| after.len());
    Some(i32::try_from(after_point).ok()? - exponent.parse::<i32>().ok()?)
}

/// Refuses the first number given that is not finite or for which `holds` does not.
///
/// # Errors
/// [`Error::BadValue`] naming the column.
pub(crate) fn check(
    place: Place,
    columns: &[(&'static str, Option<f64>)],
    holds: impl Fn(f64) -> bool,
) -> Result<(), Error> {
    for (column, value) in columns {
        if let Some(value) = value.filter(|value| !(value.is_finite() && holds(*value))) {
            return Err(place.bad(column, value.to_string()));
        }
    }
    Ok(())
}

/// Refuses a printed p, or the bound of one, that is a number but not a probability.
///
/// # Errors
/// [`Error::BadValue`] as [`check`].
pub(crate) fn check_p(place: Place, printed: &str) -> Result<(), Error> {
    let number = printed.trim_start_matches(['<', '>', '=', ' ']).parse();
    check(place, &[("printed_p", number.ok())], |p| {
        (0.0..=1.0).contains(&p)
    })
}

/// Columns whose figure is weaker than the row's own flag, as `column:flag;column:flag`.
///
/// # Errors
/// [`Error::BadValue`] for a part that is not one of the `headers` and a flag: a misspelt column
/// would pass a recalled figure as verified.
pub(crate) fn weaker_columns(
    place: Place,
    headers: &StringRecord,
    text: &str,
) -> Result<BTreeMap<String, Flag>, Error> {
    text.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let bad = || place.bad("recalled", part);
            let (column, flag) = part.split_once(':').ok_or_else(bad)?;
            let column = column.trim();
            if !headers.iter().any(|header| header == column) {
                return Err(bad());
            }
            let flag = match flag.trim() {
                "recalled" => Flag::Recalled,
                "assumed" => Flag::Assumed,
                "derived" => Flag::Derived,
                _ => return Err(bad()),
            };
            Ok((column.to_owned(), flag))
        })
        .collect()
}

/// The weakest flag among a row's own and those of the columns that were used.
pub(crate) fn weakest(own: Flag, weaker: &BTreeMap<String, Flag>, used: &[&str]) -> Flag {
    used.iter()
        .filter_map(|column| weaker.get(*column).copied())
        .fold(own, Flag::max)
}
