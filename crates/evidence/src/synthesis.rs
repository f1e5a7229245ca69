//! Syntheses: published pooled results, guidelines and cohorts, quoted by their own estimate.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    Flag, Interval,
    error::Error,
    table::{rows, weaker_columns, weakest},
};

/// File name shown in errors.
pub(crate) const FILE: &str = "syntheses.csv";

/// One published result, numbers in `unit`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the columns are documented in CONTRIBUTING.md, where they are written"
)]
pub struct Synthesis {
    pub key: String,
    pub source: String,
    pub kind: String,
    pub population: String,
    pub intervention: String,
    pub comparator: String,
    pub k: Option<u32>,
    pub n: Option<u32>,
    pub outcome: String,
    pub unit: String,
    pub measure: String,
    pub estimate: Option<f64>,
    pub lo: Option<f64>,
    pub hi: Option<f64>,
    pub level: Option<f64>,
    pub printed_p: String,
    pub i2_percent: Option<f64>,
    pub finding: String,
    pub caution: String,
    pub published_certainty: String,
    pub superseded_by: String,
    pub locator: String,
    pub flag: Flag,
    pub recalled: String,
    /// Flags of single columns that are weaker than the row's own, parsed from `recalled`.
    #[serde(skip)]
    pub weaker: BTreeMap<String, Flag>,
}

impl Synthesis {
    /// The printed estimate with its interval, when both are there.
    pub fn interval(&self) -> Option<(f64, Interval)> {
        let (estimate, lo, hi) = (self.estimate?, self.lo?, self.hi?);
        Some((estimate, Interval { lo, hi }))
    }

    /// The weakest flag among those of the printed estimate and interval.
    pub fn estimate_flag(&self) -> Flag {
        weakest(self.flag, &self.weaker, &["estimate", "lo", "hi"])
    }

    /// Flag of one column: the row's own, unless the column is marked weaker.
    pub fn flag_of(&self, column: &str) -> Flag {
        self.weaker.get(column).copied().unwrap_or(self.flag)
    }

    /// Whether it sums up several studies.
    pub fn is_pool(&self) -> bool {
        let pools = [
            "meta_analysis",
            "network_meta_analysis",
            "dose_response",
            "systematic_review",
            "review",
        ];
        pools.contains(&self.kind.as_str())
    }

    /// The row that replaced this one, if any.
    pub fn superseded_by(&self) -> Option<&str> {
        Some(self.superseded_by.as_str()).filter(|key| !key.is_empty())
    }
}

/// Reads the table of syntheses, each with its one-based line.
///
/// # Errors
/// [`Error::Csv`] or [`Error::BadValue`], naming file and line.
pub(crate) fn parse(text: &str) -> Result<Vec<(u64, Synthesis)>, Error> {
    let mut found: Vec<(u64, Synthesis)> = rows(FILE, text)?;
    for (line, synthesis) in &mut found {
        synthesis.weaker = weaker_columns(FILE, *line, &synthesis.recalled)?;
    }
    Ok(found)
}
