//! What Liftosaur calls exercises.

use std::{collections::HashMap, sync::OnceLock};

const TABLE: &str = include_str!("../../../../../data/training/liftosaur.csv");

/// The app's own name of an exercise, where it has one.
///
/// # Panics
/// Never: a test reads the table compiled in.
pub fn built_in(name: &str) -> Option<&'static str> {
    static NAMES: OnceLock<HashMap<String, String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| read().expect("a test reads the table compiled in"));
    names.get(name).map(String::as_str)
}

fn read() -> Option<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let pair = |row: csv::StringRecord| Some((row.get(0)?.to_owned(), row.get(1)?.to_owned()));
    reader.records().map(|row| pair(row.ok()?)).collect()
}

/// The name of an exercise that somebody has to create there: without commas, which would stand before equipment.
pub(super) fn custom(name: &str) -> String {
    name.replace(',', "")
}
