//! Syntheses: published pooled results, guidelines and cohorts, quoted by their own estimate.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Flag, Interval,
    error::Error,
    place::Place,
    table::{check, check_p, decimals, rows, weaker_columns, weakest},
};

const FILE: &str = "syntheses.csv";

/// One published result, numbers in `unit`.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// Decimals of each number as printed, by column.
    #[serde(skip)]
    pub decimals: BTreeMap<String, i32>,
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

    /// Trials it sums up, unless the figure is only recalled.
    pub fn trials(&self) -> Option<u32> {
        self.k.filter(|_| self.flag_of("k") != Flag::Recalled)
    }

    /// People measured, unless the figure is only recalled.
    pub fn people(&self) -> Option<u32> {
        self.n.filter(|_| self.flag_of("n") != Flag::Recalled)
    }

    /// Whether it states what people should do.
    pub fn is_guideline(&self) -> bool {
        self.kind == "guideline"
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

    /// Refuses figures that no publication can have.
    fn check(&self, place: Place) -> Result<(), Error> {
        let counts = [("k", self.k.map(f64::from)), ("n", self.n.map(f64::from))];
        check(place, &counts, |count| 1.0 <= count)?;
        let percents = [("level", self.level), ("i2_percent", self.i2_percent)];
        check(place, &percents, |percent| (0.0..=100.0).contains(&percent))?;
        check(place, &[("estimate", self.estimate)], |_| true)?;
        let within = self.estimate.or(self.lo);
        check(place, &[("hi", self.hi)], |hi| {
            within.is_none_or(|y| y <= hi)
        })?;
        check(place, &[("lo", self.lo)], |lo| {
            within.is_none_or(|y| lo <= y)
        })?;
        check_p(place, &self.printed_p)
    }
}

/// Reads the table of syntheses, each with its place.
///
/// # Errors
/// [`Error::Csv`] or [`Error::BadValue`], naming file and line.
pub(crate) fn parse(text: &str) -> Result<Vec<(Place, Synthesis)>, Error> {
    let (headers, mut found) = rows::<Synthesis>(FILE, text)?;
    for ((place, synthesis), decimals) in found.iter_mut().zip(decimals(text)) {
        synthesis.decimals = decimals;
        synthesis.weaker = weaker_columns(*place, &headers, &synthesis.recalled)?;
        synthesis.check(*place)?;
    }
    Ok(found)
}
