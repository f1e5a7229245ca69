//! Studies: one row per study and outcome, as reported.

use std::collections::BTreeMap;

use csv::StringRecord;
use serde::{Deserialize, Serialize};

use crate::{
    Flag,
    error::Error,
    place::Place,
    table::{check, check_p, decimals, rows, weaker_columns},
};

const FILE: &str = "studies.csv";

/// The columns of the table, in order.
pub(crate) const COLUMNS: [&str; 40] = [
    "key",
    "source",
    "cohort",
    "design",
    "population",
    "sex",
    "n",
    "n_trained",
    "n_control",
    "weeks",
    "dose",
    "comparator",
    "method",
    "depot",
    "outcome",
    "unit",
    "recipe",
    "sd_type",
    "spread_read_as",
    "trained_pre",
    "trained_pre_spread",
    "trained_post",
    "trained_post_spread",
    "control_pre",
    "control_pre_spread",
    "control_post",
    "control_post_spread",
    "trained_change",
    "trained_change_spread",
    "control_change",
    "control_change_spread",
    "baseline",
    "r_pre_post",
    "r_between",
    "printed_p",
    "finding",
    "caution",
    "locator",
    "flag",
    "recalled",
];

/// How an effect is computed from a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl Recipe {
    /// Whether it compares the two sides of the same people.
    pub(crate) fn is_of_limbs(self) -> bool {
        matches!(self, Self::LimbPrePost | Self::LimbPostOnly)
    }
}

/// What a row's ± is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Decimals of each number as printed, by column.
    #[serde(skip)]
    pub decimals: BTreeMap<String, i32>,
}

impl Study {
    /// The groups of people measured: two rows that share one are never pooled together.
    pub fn cohorts(&self) -> impl Iterator<Item = &str> {
        self.cohort
            .split(';')
            .map(str::trim)
            .filter(|cohort| !cohort.is_empty())
    }

    /// People measured, unless the figure is only recalled.
    pub fn people(&self) -> Option<f64> {
        self.n.filter(|_| self.flag_of("n") != Flag::Recalled)
    }

    /// Flag of one column: the row's own, unless the column is marked weaker.
    pub fn flag_of(&self, column: &str) -> Flag {
        self.weaker.get(column).copied().unwrap_or(self.flag)
    }

    /// The number in a column of figures, by its name.
    pub(crate) fn number(&self, column: &str) -> Option<f64> {
        match column {
            "n" => self.n,
            "n_trained" => self.n_trained,
            "n_control" => self.n_control,
            "trained_pre" => self.trained_pre,
            "trained_pre_spread" => self.trained_pre_spread,
            "trained_post" => self.trained_post,
            "trained_post_spread" => self.trained_post_spread,
            "control_pre" => self.control_pre,
            "control_pre_spread" => self.control_pre_spread,
            "control_post" => self.control_post,
            "control_post_spread" => self.control_post_spread,
            "trained_change" => self.trained_change,
            "trained_change_spread" => self.trained_change_spread,
            "control_change" => self.control_change,
            "control_change_spread" => self.control_change_spread,
            "r_pre_post" => self.r_pre_post,
            "r_between" => self.r_between,
            _ => None,
        }
    }

    /// Reads the flags of single columns, then refuses figures that no study can have.
    ///
    /// # Errors
    /// [`Error::BadValue`], naming the column.
    pub(crate) fn complete(&mut self, place: Place, headers: &StringRecord) -> Result<(), Error> {
        self.weaker = weaker_columns(place, headers, &self.recalled)?;
        self.check(place)
    }

    /// Refuses figures that no study can have, or that its recipe cannot use.
    fn check(&self, place: Place) -> Result<(), Error> {
        // An effect needs degrees of freedom.
        let is_computed = !matches!(self.recipe, Recipe::PrePost | Recipe::None);
        let fewest = if is_computed { 2.0 } else { 1.0 };
        let people = [
            ("n", self.n),
            ("n_trained", self.n_trained),
            ("n_control", self.n_control),
        ];
        check(place, &people, |n| fewest <= n)?;
        let positive = [
            ("trained_pre_spread", self.trained_pre_spread),
            ("trained_post_spread", self.trained_post_spread),
            ("control_pre_spread", self.control_pre_spread),
            ("control_post_spread", self.control_post_spread),
            ("trained_change_spread", self.trained_change_spread),
            ("control_change_spread", self.control_change_spread),
            ("baseline", self.baseline),
        ];
        check(place, &positive, |value| 0.0 < value)?;
        let correlations = [
            ("r_pre_post", self.r_pre_post),
            ("r_between", self.r_between),
        ];
        check(place, &correlations, |r| (0.0..1.0).contains(&r))?;
        let means = [
            ("trained_pre", self.trained_pre),
            ("trained_post", self.trained_post),
            ("control_pre", self.control_pre),
            ("control_post", self.control_post),
        ];
        // Of the limbs a log ratio is taken.
        check(place, &means, |mean| {
            !self.recipe.is_of_limbs() || 0.0 < mean
        })?;
        let others = [
            ("weeks", self.weeks),
            ("trained_change", self.trained_change),
            ("control_change", self.control_change),
        ];
        check(place, &others, |_| true)?;
        check_p(place, &self.printed_p)
    }
}

/// Reads the table of studies, each with its place.
///
/// # Errors
/// [`Error::Csv`] or [`Error::BadValue`], naming file and line.
pub(crate) fn parse(text: &str) -> Result<Vec<(Place, Study)>, Error> {
    let (headers, mut found) = rows::<Study>(FILE, text)?;
    for ((place, study), decimals) in found.iter_mut().zip(decimals(text)) {
        study.decimals = decimals;
        study.complete(*place, &headers)?;
    }
    Ok(found)
}
