//! Where each number of a plan comes from: one table, which `why` and the sources of a plan are read from.

use std::collections::BTreeSet;

use serde::Deserialize;
use spotcheck_evidence::Library;
use spotcheck_model::Parameters;

use crate::report::Refusal;

const TABLE: &str = include_str!("../../../../../data/plan/numbers.toml");

/// A number of a plan, or those below a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Number {
    /// Its place in the JSON, without the places of lists.
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) meaning: String,
    pub(crate) how: String,
    /// Words that names below it are made of, if this row tells them too.
    #[serde(default)]
    fields: Vec<String>,
    /// Parameters it is reckoned from.
    #[serde(default)]
    pub(crate) parameters: Vec<String>,
    /// Sources of its own, keys into the bibliography.
    #[serde(default)]
    pub(crate) sources: Vec<String>,
}

impl Number {
    fn has_field(&self, word: &str) -> bool {
        self.fields.iter().any(|field| field == word)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    number: Vec<Number>,
}

/// Every row.
///
/// # Errors
/// When the built-in table does not load, which a test rules out.
pub(crate) fn numbers() -> anyhow::Result<Vec<Number>> {
    let table: Table = toml::from_str(TABLE)?;
    Ok(table.number)
}

/// The row of a number: its own, or that of the nearest name above it which has every word below among its fields.
pub(crate) fn of<'a>(numbers: &'a [Number], path: &str) -> Option<&'a Number> {
    let tells = |number: &&Number| {
        let below = path.strip_prefix(number.name.as_str());
        below.is_some_and(|below| match below.strip_prefix('.') {
            Some(words) => words.split('.').all(|word| number.has_field(word)),
            None => below.is_empty(),
        })
    };
    numbers
        .iter()
        .filter(tells)
        .max_by_key(|number| number.name.len())
}

/// Citations of everything that plans are reckoned from, with the flag of each.
pub(super) fn sources(parameters: &Parameters, library: &Library) -> anyhow::Result<Vec<Cited>> {
    let mut keys = BTreeSet::new();
    for number in numbers()? {
        keys.extend(number.sources.iter().cloned());
        for name in &number.parameters {
            let found = parameters.all().find(|(other, _)| other == name);
            let (_, parameter) = found.ok_or_else(|| {
                Refusal::new(format!("nothing is called `{name}`"), "this is our mistake")
            })?;
            keys.insert(parameter.source.clone());
        }
    }
    Ok(keys
        .into_iter()
        .filter_map(|key| {
            let source = library.source(&key)?;
            Some(Cited {
                citation: source.citation(),
                address: source.address(),
                key,
            })
        })
        .collect())
}

/// A source as it is shown.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Cited {
    pub(crate) key: String,
    pub(crate) citation: String,
    pub(crate) address: Option<String>,
}
