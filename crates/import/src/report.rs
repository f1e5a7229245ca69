//! What came of a file: counts, refusals, what was chosen, what should be looked at.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{Clock, Doubt, LeftOut, Quantity, Stop, Unit, Why};

/// What came of one file. Of the rows read, each was kept, a duplicate, refused or left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The format's name.
    pub format: &'static str,
    /// The name in the archive, if it came in one.
    pub member: Option<String>,
    /// Rows, or records, that were looked at.
    pub rows_read: u64,
    /// Rows of which something was kept.
    pub kept: u64,
    /// Rows that tell only what another row told.
    pub duplicate: u64,
    /// Rows that were refused, by reason.
    pub refused: Noted<Why>,
    /// Rows kept without a field that was refused.
    pub incomplete: Noted<Why>,
    /// Rows left out without being wrong.
    pub left_out: BTreeMap<LeftOut, u64>,
    /// Kept, but should be looked at.
    pub suspicious: Noted<Doubt>,
    /// Columns or kinds of record that were not read, with how often.
    pub not_read: BTreeMap<String, u64>,
    /// How many observations of each quantity, and their least and greatest.
    pub quantities: BTreeMap<Quantity, Spread>,
    /// The unit of each column that has one, and how it was found.
    pub units: Vec<Chosen>,
    /// The clock of times that may be local or of UTC, where there are some, and how it is known.
    pub clock: Option<(Clock, ClockFrom)>,
    /// Where offsets come from.
    pub zone: ZoneFrom,
    /// The first local day.
    pub first_day: Option<Date>,
    /// The last local day.
    pub last_day: Option<Date>,
    /// Why reading ended before the file did.
    pub stopped: Option<Stop>,
}

impl Report {
    /// How many observations were kept.
    pub fn observations(&self) -> u64 {
        self.quantities.values().map(|spread| spread.count).sum()
    }

    /// The unit that weights, loads or else the first column were given in.
    pub fn unit(&self) -> Option<&Chosen> {
        let is_weight =
            |chosen: &&Chosen| matches!(chosen.quantity, Quantity::Weight | Quantity::Load);
        self.units
            .iter()
            .find(is_weight)
            .or_else(|| self.units.first())
    }
}

/// The first of many reasons, and how many there were.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted<T> {
    /// The first ones, with their rows.
    pub first: Vec<(u64, T)>,
    /// All of them.
    pub count: u64,
}

impl<T> Default for Noted<T> {
    fn default() -> Self {
        Self {
            first: Vec::new(),
            count: 0,
        }
    }
}

impl<T> Noted<T> {
    /// As many as somebody reads.
    const MOST: usize = 1000;

    pub(crate) fn push(&mut self, row: u64, what: T) {
        self.count += 1;
        if self.first.len() < Self::MOST {
            self.first.push((row, what));
        }
    }
}

/// Number, least and greatest, in the canonical unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// How many.
    pub count: u64,
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

/// The unit of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// As the file names it.
    pub column: String,
    /// What it holds.
    pub quantity: Quantity,
    /// Its unit.
    pub unit: Unit,
    /// How that is known.
    pub from: UnitFrom,
}

/// How a unit is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitFrom {
    /// The header names it.
    Header,
    /// Each cell names it.
    Cell,
    /// A field of the file names it.
    Field,
    /// This format knows no other.
    Format,
    /// No other agrees with the index or the share beside it.
    Inferred,
    /// Somebody was asked.
    Told,
}

impl UnitFrom {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Header => "named in the header",
            Self::Cell => "named in the cells",
            Self::Field => "named in the file",
            Self::Format => "the only one of this format",
            Self::Inferred => "the only one that agrees with the columns beside it",
            Self::Told => "as you said",
        }
    }
}

/// How it is known whose time a file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockFrom {
    /// By the other clock, many weighings were at night.
    Hours,
    /// Somebody was asked.
    Told,
}

impl ClockFrom {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Hours => "the one by which few weighings were at night",
            Self::Told => "as you said",
        }
    }
}

/// Where the offsets of the times come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ZoneFrom {
    /// There are none: days and wall times only.
    #[default]
    None,
    /// The file has them.
    File,
    /// They are those of the zone that was told.
    Told(String),
}
