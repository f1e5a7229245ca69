//! A table of study rows: the columns of `studies.csv`, the publication's, and what a row bears on.

use std::collections::BTreeSet;

use csv::StringRecord;

use super::{
    Parsed,
    fault::{Fault, Refused},
    lines::without_mark,
};
use crate::{
    Source,
    overlay::{AddedRow, BEARING_COLUMNS, Cells, SOURCE_COLUMNS, bearings, source, study},
    study::COLUMNS,
};

struct Row<'a> {
    header: &'a [String],
    cells: &'a StringRecord,
}

impl Cells for Row<'_> {
    fn cell(&self, column: &str) -> &str {
        let at = self.header.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", str::trim)
    }
}

/// Reads every row of a table of studies; a column that is not known refuses the whole table, since
/// what it holds would be lost.
pub fn parse(bytes: &[u8]) -> Parsed<(AddedRow, Option<Source>)> {
    let mut parsed = Parsed::default();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(without_mark(bytes));
    let mut header = Vec::new();
    for record in reader.byte_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                parsed.refuse(line, Fault::Csv(error));
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        // The record that is no text is told by its line.
        let Ok(cells) = StringRecord::from_byte_record(record) else {
            parsed.refuse(line, Fault::NotText);
            if header.is_empty() {
                return parsed;
            }
            continue;
        };
        if header.is_empty() {
            match columns(&cells) {
                Ok(columns) => header = columns,
                Err(fault) => {
                    parsed.refuse(line, fault);
                    return parsed;
                }
            }
            continue;
        }
        parsed.push(line, row(&header, &cells, line));
    }
    parsed
}

fn columns(cells: &StringRecord) -> Result<Vec<String>, Fault> {
    let header: Vec<String> = cells.iter().map(|name| name.trim().to_owned()).collect();
    let mut seen = BTreeSet::new();
    for field in &header {
        let is_known = [&COLUMNS[..], &SOURCE_COLUMNS[..], &BEARING_COLUMNS[..]]
            .iter()
            .any(|known| known.contains(&field.as_str()));
        if !is_known || !seen.insert(field) {
            let field = field.clone();
            return Err(Fault::UnknownField { field });
        }
    }
    Ok(header)
}

fn row(
    header: &[String],
    cells: &StringRecord,
    line: u64,
) -> Result<(AddedRow, Option<Source>), Refused> {
    let read = || {
        if header.len() < cells.len() {
            return Err(Fault::stray(&cells[header.len()]));
        }
        if cells.len() < header.len() {
            return Err(Fault::missing(&header[cells.len()]));
        }
        let row = Row { header, cells };
        let added = AddedRow {
            study: study(&row)?,
            bears_on: bearings(&row)?,
        };
        Ok((added, source(&row)?))
    };
    read().map_err(|fault| Refused { line, fault })
}
