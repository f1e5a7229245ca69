//! An addition as TOML: what a user writes for `evidence add`, and what is kept of it.
//!
//! ```toml
//! [source.smith2024]
//! authors = "Smith J, Doe A"
//! year = 2024
//! title = "One arm trained"
//! flag = "verified"
//!
//! [[study]]
//! key = "smith2024_arm"
//! source = "smith2024"
//! bears_on = [{ claim = "C01", says = "against", role = "main" }]
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::{Spanned, Value};

use super::{AddedRow, Addition, Bearing, Cells, Origin, row::spelled, study};
use crate::{
    Source,
    records::{Fault, Parsed, Refused},
    study::COLUMNS,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    addition: Option<Origin>,
    #[serde(default)]
    source: BTreeMap<String, Spanned<Source>>,
    study: Vec<Spanned<BTreeMap<String, Spanned<Value>>>>,
}

#[derive(Serialize)]
struct Kept<'a> {
    addition: Option<&'a Origin>,
    source: &'a BTreeMap<String, Source>,
    study: Vec<&'a AddedRow>,
}

impl Addition {
    /// Reads an addition; the first fault refuses it whole.
    ///
    /// # Errors
    /// The line and the [`Fault`].
    pub fn from_toml(text: &str) -> Result<Self, Refused> {
        // A table of thousands of rows asks for a line at each of its cells.
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let line_at = |offset: usize| ends.partition_point(|end| *end < offset) as u64 + 1;
        let file: File = toml::from_str(text).map_err(|source| Refused {
            line: line_at(source.span().map_or(0, |span| span.start)),
            fault: Fault::Toml(source),
        })?;
        let mut addition = Self {
            origin: file.addition,
            ..Self::default()
        };
        for (key, source) in file.source {
            let line = line_at(source.span().start);
            let refused = |fault| Refused { line, fault };
            let source = spelled(source.into_inner()).map_err(refused)?;
            addition.sources.insert(key, source);
        }
        for table in file.study {
            let line = line_at(table.span().start);
            addition
                .rows
                .push((line, row(table.into_inner(), line, line_at)?));
        }
        if addition.rows.is_empty() {
            let fault = Fault::missing("[[study]]");
            return Err(Refused { line: 1, fault });
        }
        Ok(addition)
    }

    /// Writes what [`Addition::from_toml`] reads back to the same addition.
    ///
    /// # Panics
    /// Never: every value of an addition has a form in TOML.
    pub fn to_toml(&self) -> String {
        let kept = Kept {
            addition: self.origin.as_ref(),
            source: &self.sources,
            study: self.rows.iter().map(|(_, row)| row).collect(),
        };
        toml::to_string(&kept).expect("strings, numbers and lists have a form in TOML")
    }

    /// Rows read from a table, as one addition.
    pub fn from_rows(
        origin: Origin,
        rows: Parsed<(AddedRow, Option<Source>)>,
    ) -> (Self, Vec<Refused>) {
        let Parsed { kept, mut refused } = rows;
        let mut addition = Self {
            origin: Some(origin),
            ..Self::default()
        };
        for (line, (row, source)) in kept {
            let key = row.study.source.clone();
            match (addition.sources.get(&key), source) {
                (Some(held), Some(other)) if *held != other => {
                    let fault = Fault::KeyTaken { key };
                    refused.push(Refused { line, fault });
                    continue;
                }
                (None, Some(source)) => drop(addition.sources.insert(key, source)),
                (Some(_), _) | (None, None) => {}
            }
            addition.rows.push((line, row));
        }
        (addition, refused)
    }
}

/// The cells of one `[[study]]`.
struct Table(BTreeMap<String, String>);

impl Cells for Table {
    fn cell(&self, column: &str) -> &str {
        self.0.get(column).map_or("", |text| text.trim())
    }
}

fn row(
    table: BTreeMap<String, Spanned<Value>>,
    line: u64,
    line_at: impl Fn(usize) -> u64,
) -> Result<AddedRow, Refused> {
    let mut cells = BTreeMap::new();
    let mut lines = BTreeMap::new();
    let mut bears_on: Option<Vec<Bearing>> = None;
    for (column, value) in table {
        let line = line_at(value.span().start);
        let refused = |fault| Refused { line, fault };
        let value = value.into_inner();
        if column == "bears_on" {
            bears_on = Some(value.try_into().map_err(Fault::Toml).map_err(refused)?);
            continue;
        }
        if !COLUMNS.contains(&column.as_str()) {
            return Err(refused(Fault::UnknownField { field: column }));
        }
        let text = match value {
            Value::String(text) => text,
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Boolean(_) | Value::Datetime(_) | Value::Array(_) | Value::Table(_) => {
                return Err(refused(Fault::bad(&column, &value.to_string())));
            }
        };
        lines.insert(column.clone(), line);
        cells.insert(column, text);
    }
    let bears_on = bears_on.filter(|claims| !claims.is_empty());
    let bears_on = bears_on.ok_or_else(|| Refused {
        line,
        fault: Fault::missing("bears_on"),
    })?;
    let study = study(&Table(cells)).map_err(|fault| Refused {
        line: if let Fault::BadValue { field, .. } = &fault {
            lines.get(field).copied().unwrap_or(line)
        } else {
            line
        },
        fault,
    })?;
    Ok(AddedRow { study, bears_on })
}
