//! The arms of trials that measured where fat went, and what the model makes of each.

use anyhow::Context as _;
use serde::Deserialize;
use spotcheck_model::{
    Parameters, Person, PersonInput, Sex,
    ensemble::{Arm, GroupChange, Method, Region, group_change},
};

use super::{score::Score, table::Table};

/// [`Row`]s.
const TABLE: Table = Table {
    name: "regional.csv",
    text: include_str!("../../../../../data/validation/regional.csv"),
};

/// The error of a depot that `docs/method/regional.md` proposes to accept, percentage points: a choice.
const DEPOT_PP: f64 = 3.0;
/// The same of a region of several depots.
const REGION_PP: f64 = 5.0;

/// One region of one arm, as `regional.csv` has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) key: String,
    pub(super) set: Set,
    pub(super) source: String,
    pub(super) arm: String,
    pub(super) n: usize,
    female: Option<f64>,
    age_y: Option<f64>,
    height_cm: Option<f64>,
    weight_kg: Option<f64>,
    /// Which of the five before are ours, not the paper's.
    pub(super) person_assumed: String,
    pub(super) weeks: Option<f64>,
    fat_before: Option<f64>,
    fat_after: Option<f64>,
    fat_ln_sd: Option<f64>,
    pub(super) measured: String,
    pub(super) region: Option<Place>,
    method: Option<Scan>,
    pub(super) unit: String,
    pub(super) before: f64,
    pub(super) after: f64,
    pub(super) dispersion: String,
    /// Half a unit of the last digit of the printed change, percentage points.
    rounding: f64,
    pub(super) flag: String,
    /// Further sources, `;` between.
    pub(super) also: String,
    /// Why it is not scored, if it is not.
    pub(super) unscored: String,
    pub(super) note: String,
    /// The likeliest reason should the interval not hold it.
    pub(super) if_missed: String,
}

/// What an arm had to do with the exponents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Set {
    /// They were derived with it.
    Served,
    /// It was to be held out.
    HeldOut,
    /// It was at hand and served nothing.
    Spare,
    /// It was looked up once the exponents stood.
    Unseen,
}

/// Where fat was measured, as papers say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Place {
    Visceral,
    AbdominalSubcutaneous,
    Abdomen,
    Trunk,
    UpperBody,
    Gluteofemoral,
    Legs,
    Arms,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Scan {
    Dxa,
    Volume,
    Slice,
}

/// A row with its score, or without one.
pub(super) struct Scored {
    pub(super) row: Row,
    pub(super) score: Option<Score>,
}

impl Set {
    pub(super) const ALL: [Self; 4] = [Self::Served, Self::HeldOut, Self::Spare, Self::Unseen];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Served => "in sample",
            Self::HeldOut => "held out",
            Self::Spare => "not used",
            Self::Unseen => "unseen",
        }
    }
}

impl Place {
    /// The lines of the table by region; trunk and arms together count as trunk.
    pub(super) const LINES: [Self; 7] = [
        Self::Visceral,
        Self::AbdominalSubcutaneous,
        Self::Gluteofemoral,
        Self::Trunk,
        Self::Legs,
        Self::Abdomen,
        Self::Arms,
    ];

    pub(super) fn line(self) -> Self {
        if self == Self::UpperBody {
            Self::Trunk
        } else {
            self
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Visceral => "visceral",
            Self::AbdominalSubcutaneous => "abdominal subcutaneous",
            Self::Abdomen => "abdomen by DXA",
            Self::Trunk => "trunk",
            Self::UpperBody => "trunk and arms",
            Self::Gluteofemoral => "gluteofemoral",
            Self::Legs => "legs",
            Self::Arms => "arms",
        }
    }

    /// The error of a group mean that was aimed at, percentage points; arms and the abdomen as a
    /// whole have no target.
    pub(super) fn target(self) -> Option<f64> {
        match self {
            Self::Visceral | Self::AbdominalSubcutaneous | Self::Gluteofemoral => Some(DEPOT_PP),
            Self::Trunk | Self::UpperBody | Self::Legs => Some(REGION_PP),
            Self::Abdomen | Self::Arms => None,
        }
    }

    fn region(self) -> Region {
        match self {
            Self::Visceral => Region::Visceral,
            Self::AbdominalSubcutaneous => Region::AbdominalSubcutaneous,
            Self::Abdomen => Region::Abdomen,
            Self::Trunk => Region::Trunk,
            Self::UpperBody => Region::UpperBody,
            Self::Gluteofemoral | Self::Legs => Region::Legs,
            Self::Arms => Region::Arms,
        }
    }
}

impl Scan {
    fn method(self) -> Method {
        match self {
            Self::Dxa => Method::Dxa,
            Self::Volume => Method::Volume,
            Self::Slice => Method::Slice,
        }
    }
}

impl Row {
    /// What is forecast for the row; `None` where it says why not.
    fn forecast(&self, parameters: &Parameters) -> anyhow::Result<Option<GroupChange>> {
        if !self.unscored.is_empty() {
            return Ok(None);
        }
        let lacks = || format!("{} is scored and lacks a number", self.key);
        let (place, scan) = self.region.zip(self.method).with_context(lacks)?;
        let arm = self.trial_arm(parameters).with_context(lacks)??;
        let change = group_change(parameters, &arm, place.region(), scan.method())?;
        Ok(Some(change))
    }

    fn trial_arm(&self, parameters: &Parameters) -> Option<anyhow::Result<Arm>> {
        let female = self.female?;
        let input = |sex| {
            Some(PersonInput::new(
                sex,
                self.age_y?,
                self.height_cm?,
                self.weight_kg?,
                parameters.baseline.pal_default.value,
            ))
        };
        let sexes = [(Sex::Male, 1.0 - female), (Sex::Female, female)];
        let mut members = Vec::new();
        for (sex, share) in sexes.into_iter().filter(|(_, share)| 0.0 < *share) {
            match Person::new(input(sex)?) {
                Ok(person) => members.push((person, share)),
                Err(error) => return Some(Err(error.into())),
            }
        }
        Some(Ok(Arm {
            members,
            count: self.n,
            fat_before_kg: self.fat_before?,
            fat_after_kg: self.fat_after?,
            fat_ln_sd: self.fat_ln_sd?,
        }))
    }

    /// Change of total fat, percent, where it is known.
    pub(super) fn fat_change(&self) -> Option<f64> {
        Some(percent(self.fat_before?, self.fat_after?))
    }

    fn scored(self, parameters: &Parameters) -> anyhow::Result<Scored> {
        let forecast = self.forecast(parameters)?;
        let score = forecast.map(|found| Score::new(found, self.observed(), self.rounding));
        Ok(Scored { row: self, score })
    }

    /// The change that was seen, percent.
    pub(super) fn observed(&self) -> f64 {
        percent(self.before, self.after)
    }
}

fn percent(before: f64, after: f64) -> f64 {
    100.0 * (after / before - 1.0)
}

/// The rows of `regional.csv`.
pub(super) fn rows() -> anyhow::Result<Vec<Row>> {
    TABLE.rows()
}

/// Every row with what the model makes of it.
pub(super) fn scored(parameters: &Parameters) -> anyhow::Result<Vec<Scored>> {
    rows()?
        .into_iter()
        .map(|row| {
            let key = row.key.clone();
            row.scored(parameters).context(key)
        })
        .collect()
}
