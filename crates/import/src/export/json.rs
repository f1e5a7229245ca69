//! Everything as JSON, an object an observation: the words of our own table, and numbers as numbers.

use serde_json::{Map, Value};

use crate::{
    Observation,
    format::neutral::{COLUMNS, cells},
};

/// A list of objects, one a line, each with the columns of [`write_neutral`](crate::write_neutral) that are not empty and
/// with the row of the vendor's file.
pub(super) fn write_json<'o>(observations: impl IntoIterator<Item = &'o Observation>) -> String {
    let mut text = "[".to_owned();
    for (at, observation) in observations.into_iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&Value::Object(object(observation)).to_string());
    }
    text.push_str("\n]\n");
    text
}

fn object(observation: &Observation) -> Map<String, Value> {
    let cells = COLUMNS.iter().zip(cells(observation));
    let mut object: Map<String, Value> = cells
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(name, cell)| ((*name).to_owned(), Value::String(cell)))
        .collect();
    object.insert("value".to_owned(), observation.value.into());
    object.insert("row".to_owned(), observation.row.into());
    object
}
