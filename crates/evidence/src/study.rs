//! Studies: one row per study and outcome, as reported.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    Flag,
    error::Error,
    table::{rows, weaker_columns},
};

/// File name shown in errors.
pub(crate) const FILE: &str = "studies.csv";

/// How an effect is computed from a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipe {
    /// Trained and untrained limb of the same people, before and after.
    LimbPrePost,
    /// Trained and untrained limb of the same people, after only.
    LimbPostOnly,
    /// Changes of two groups of different people.
    ParallelChange,
    /// Two groups of different people, after only.
    ParallelPost,
    /// Two conditions in the same people, taken as if unpaired: a wider interval than the truth.
    PairedPostUnpairedSe,
    /// Two changes in the same people, with a printed p of their paired t test.
    PairedP,
    /// One group before and after: no comparison, so no effect.
    PrePost,
    /// No figures.
    None,
}

/// What a row's ± is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpreadKind {
    /// Standard deviation between people.
    Sd,
    /// Standard error of the mean.
    Se,
    /// The paper does not say.
    Unlabelled,
}

/// One study × outcome, as reported; numbers are in `unit`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the columns are documented in CONTRIBUTING.md, where they are written"
)]
pub struct Study {
    pub key: String,
    pub source: String,
    pub cohort: String,
    pub design: String,
    pub population: String,
    pub sex: String,
    pub n: Option<f64>,
    pub n_trained: Option<f64>,
    pub n_control: Option<f64>,
    pub weeks: Option<f64>,
    pub dose: String,
    pub comparator: String,
    pub method: String,
    pub depot: String,
    pub outcome: String,
    pub unit: String,
    pub recipe: Recipe,
    pub sd_type: Option<SpreadKind>,
    pub spread_read_as: Option<SpreadKind>,
    pub trained_pre: Option<f64>,
    pub trained_pre_spread: Option<f64>,
    pub trained_post: Option<f64>,
    pub trained_post_spread: Option<f64>,
    pub control_pre: Option<f64>,
    pub control_pre_spread: Option<f64>,
    pub control_post: Option<f64>,
    pub control_post_spread: Option<f64>,
    pub trained_change: Option<f64>,
    pub trained_change_spread: Option<f64>,
    pub control_change: Option<f64>,
    pub control_change_spread: Option<f64>,
    pub baseline: Option<f64>,
    pub r_pre_post: Option<f64>,
    pub r_between: Option<f64>,
    pub printed_p: String,
    pub finding: String,
    pub caution: String,
    pub locator: String,
    pub flag: Flag,
    pub recalled: String,
    /// Flags of single columns that are weaker than the row's own, parsed from `recalled`.
    #[serde(skip)]
    pub weaker: BTreeMap<String, Flag>,
}

impl Study {
    /// The groups of people measured: two rows that share one are never pooled together.
    pub fn cohorts(&self) -> impl Iterator<Item = &str> {
        self.cohort
            .split(';')
            .map(str::trim)
            .filter(|cohort| !cohort.is_empty())
    }

    /// Whether the method sees fat itself (imaging) or only infers it from the surface.
    pub fn is_imaging(&self) -> bool {
        ["CT", "MRI", "DXA", "ultrasound"].contains(&self.method.as_str())
    }

    /// Flag of one column: the row's own, unless the column is marked weaker.
    pub fn flag_of(&self, column: &str) -> Flag {
        self.weaker.get(column).copied().unwrap_or(self.flag)
    }
}

/// Reads the table of studies, each with its one-based line.
///
/// # Errors
/// [`Error::Csv`] or [`Error::BadValue`], naming file and line.
pub(crate) fn parse(text: &str) -> Result<Vec<(u64, Study)>, Error> {
    let mut found: Vec<(u64, Study)> = rows(FILE, text)?;
    for (line, study) in &mut found {
        study.weaker = weaker_columns(FILE, *line, &study.recalled)?;
    }
    Ok(found)
}
