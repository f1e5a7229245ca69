//! How far the evidence is confirmed: rows counted by flag, sources by what leads a reader to them.

use std::{collections::BTreeMap, fmt};

use super::Library;
use crate::Flag;

/// Rows of both tables by flag, and sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows of both tables; a flag no row has is absent.
    pub rows: BTreeMap<Flag, usize>,
    /// Rows with a column weaker than the row itself.
    pub partly_weaker: usize,
    /// Publications of the bibliography.
    pub sources: usize,
    /// Those with a field from memory, or seen by nobody.
    pub sources_recalled: usize,
    /// Those with a confirmed PMID or DOI.
    pub addressed: usize,
}

impl Tally {
    /// Rows with this flag.
    pub fn rows_flagged(&self, flag: Flag) -> usize {
        self.rows.get(&flag).copied().unwrap_or_default()
    }
}

/// Two lines: the rows, and the sources.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = Flag::ALL.map(|flag| format!("{} {}", self.rows_flagged(flag), flag.word()));
        let (rows, weaker) = (rows.join(", "), self.partly_weaker);
        writeln!(f, "Rows: {rows}; {weaker} hold a weaker column.")?;
        let (sources, addressed, recalled) = (self.sources, self.addressed, self.sources_recalled);
        write!(
            f,
            "Sources: {sources}; {addressed} with a confirmed PMID or DOI, {recalled} with a field \
             from memory."
        )
    }
}

impl Library {
    /// Counts rows and sources by how far they are confirmed.
    pub fn count_by_flag(&self) -> Tally {
        let mut tally = Tally::default();
        for row in self.rows() {
            *tally.rows.entry(row.flag()).or_default() += 1;
        }
        let studies = self.studies.values().map(|study| &study.weaker);
        let weaker = studies.chain(self.syntheses.values().map(|row| &row.weaker));
        tally.partly_weaker = weaker.filter(|columns| !columns.is_empty()).count();
        let sources = || self.sources.values();
        tally.sources = sources().count();
        tally.sources_recalled = sources()
            .filter(|source| source.flag == Flag::Recalled || !source.recalled.is_empty())
            .count();
        tally.addressed = sources()
            .filter(|source| source.pmid().or(source.doi()).is_some())
            .count();
        tally
    }
}
