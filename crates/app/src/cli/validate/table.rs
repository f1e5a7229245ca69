//! The tables of `data/validation`, which are part of the program.

use anyhow::Context as _;
use serde::de::DeserializeOwned;

/// A table by its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}

impl Table {
    /// Every row.
    pub(super) fn rows<T: DeserializeOwned>(self) -> anyhow::Result<Vec<T>> {
        csv::Reader::from_reader(self.text.as_bytes())
            .deserialize()
            .collect::<Result<_, _>>()
            .with_context(|| format!("data/validation/{} does not parse", self.name))
    }
}
