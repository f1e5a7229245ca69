//! Why a file, a row or a field was not read.

use jiff::civil::Date;

use crate::{
    Dimension, Quantity, Spread, Unit,
    intake::{MOST_KG_PER_DAY, WEIGHT_KG},
};

/// Why nothing more can be read of a file until somebody answers, or at all.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
#[expect(
    clippy::error_impl_error,
    reason = "each crate has one error, and its path names the crate"
)]
pub enum Error {
    /// The file is of no format that is read.
    #[error("it is {0}")]
    Unknown(Shape),
    /// The file does not say a unit, and nothing in it tells.
    #[error("the file does not say the unit of {}", columns(.0))]
    UnitNeeded(Vec<Need>),
    /// The file tells times of UTC, and the day of a person depends on where they were.
    #[error("the file tells times in UTC, and not where you were")]
    ZoneNeeded,
    /// The file tells times that may be local or of UTC.
    #[error("the times of `{column}` may be local or UTC, and nothing in the file tells which")]
    ClockNeeded {
        /// The column.
        column: String,
    },
    /// The file has weights of several people, which is no history of one body.
    #[error("the file has weights of several people: {}", people(.0))]
    PersonNeeded(Vec<(u64, Spread)>),
    /// The file in an archive of which this is true.
    #[error("{member}: {error}")]
    In {
        /// Its name in the archive.
        member: String,
        /// What is true of it.
        error: Box<Self>,
    },
    /// The archive cannot be read.
    #[error("the archive is broken or not a zip file")]
    BrokenArchive,
    /// The input itself failed.
    #[error("reading failed: {0:?}")]
    Unreadable(std::io::ErrorKind),
}

/// What a file is that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Shape {
    /// No bytes.
    #[error("empty")]
    Empty,
    /// Two bytes a letter.
    #[error("UTF-16, not UTF-8")]
    Utf16,
    /// A database.
    #[error("an SQLite database that is not of Health Connect")]
    Database,
    /// A workbook.
    #[error("a workbook in which no sheet has a known format")]
    Workbook,
    /// A watch's binary file.
    #[error("a FIT file without weights")]
    Fit,
    /// An archive in which nothing is known.
    #[error("an archive in which no file has a known format")]
    Archive,
    /// Anything else.
    #[error("none of the formats that are read")]
    Other,
}

/// A column whose unit has to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// As the file names it.
    pub column: String,
    /// What the unit is of.
    pub ask: Ask,
}

fn columns(needs: &[Need]) -> String {
    let names: Vec<String> = needs
        .iter()
        .map(|need| format!("`{}`", need.column))
        .collect();
    names.join(", ")
}

fn people(people: &[(u64, Spread)]) -> String {
    let told = |(person, spread): &(u64, Spread)| {
        let Spread {
            least, greatest, ..
        } = spread;
        format!("{person} ({least:.1} to {greatest:.1} kg)")
    };
    let told: Vec<String> = people.iter().map(told).collect();
    told.join(", ")
}

/// What a unit can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// Of bodies and bars: kg, lb or st.
    Weight,
    /// Of girths: cm or in.
    Length,
    /// Of fat, water and muscle: % or a unit of mass.
    Composition,
    /// Of ways: km or mi.
    Distance,
    /// Of food: kcal or kJ.
    Energy,
}

impl Ask {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Weight,
        Self::Length,
        Self::Composition,
        Self::Distance,
        Self::Energy,
    ];

    /// Its name in an option.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Weight => "weight",
            Self::Length => "length",
            Self::Composition => "composition",
            Self::Distance => "distance",
            Self::Energy => "energy",
        }
    }

    /// Units that answer it.
    pub const fn answers(self) -> &'static [Unit] {
        match self {
            Self::Weight => &[Unit::Kilogram, Unit::Pound, Unit::Stone],
            Self::Length => &[Unit::Centimetre, Unit::Inch, Unit::Millimetre],
            Self::Composition => &[Unit::Percent, Unit::Kilogram, Unit::Pound, Unit::Stone],
            Self::Distance => &[Unit::Kilometre, Unit::Mile, Unit::Metre],
            Self::Energy => &[Unit::Kilocalorie, Unit::Kilojoule],
        }
    }

    /// What is asked about a quantity; nothing for plain numbers.
    pub(crate) const fn about(quantity: Quantity) -> Option<Self> {
        match quantity.dimension() {
            Dimension::Mass => Some(Self::Weight),
            Dimension::Length => Some(Self::Length),
            Dimension::Share => Some(Self::Composition),
            Dimension::Distance => Some(Self::Distance),
            Dimension::Energy => Some(Self::Energy),
            Dimension::Portion
            | Dimension::Trace
            | Dimension::Duration
            | Dimension::Count
            | Dimension::Uptake => None,
        }
    }
}

/// Why a row, or a field of it, was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// No time can be read from it.
    #[error("`{0}` is no day or time that is read")]
    BadTime(String),
    /// A field is no number.
    #[error("{column}: `{text}` is no number")]
    BadNumber {
        /// The column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A field has a unit that does not measure what the column is.
    #[error("{column}: `{text}` is no unit of it")]
    BadUnit {
        /// The column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A number nothing of this kind can have.
    #[error("{quantity}: {value} cannot be")]
    Impossible {
        /// The quantity.
        quantity: &'static str,
        /// The value in the canonical unit.
        value: f64,
    },
    /// A word that our own file does not know.
    #[error("{column}: `{text}` is not known")]
    UnknownWord {
        /// The column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// Bytes that are not UTF-8.
    #[error("the row is not UTF-8")]
    NotUtf8,
    /// More or fewer fields than columns, where that may shift values.
    #[error("{found} fields for {columns} columns: a comma may have parted a number")]
    Fields {
        /// Columns of the header.
        columns: usize,
        /// Fields of the row.
        found: usize,
    },
    /// A record of XML that is not well formed.
    #[error("the attributes of the record are not well formed")]
    Malformed,
}

/// Why a row was left out without being wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum LeftOut {
    /// There is no value in it.
    #[error("nothing measured")]
    Empty,
    /// The app made it up between two weighings.
    #[error("interpolated by the app")]
    Interpolated,
    /// It sums up other rows of the same file.
    #[error("sums of other rows")]
    Total,
    /// The day was not logged, which is not a day without food.
    #[error("days not logged")]
    NotLogged,
    /// A pause or a remark between sets.
    #[error("pauses and remarks")]
    Pause,
    /// Of a kind that is not kept.
    #[error("kinds that are not kept")]
    Kind,
    /// Of somebody else who uses the scale.
    #[error("of another person")]
    Person,
    /// Told again as a child of another record.
    #[error("told again inside another record")]
    Child,
}

/// Why reading ended before the file did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// The file ends in the middle.
    #[error("the file ends in the middle")]
    Truncated,
    /// One record is longer than any record is.
    #[error("a record is longer than any record is")]
    Overlong,
    /// The archive unpacks to more than an honest one does.
    #[error("the archive unpacks to more than an honest one does")]
    Bomb,
    /// The file is longer than is read at once.
    #[error("the file is longer than is read at once")]
    TooLong,
    /// Its checksum is another, so that any number in it may be wrong.
    #[error("the checksum does not agree: the file was changed or damaged")]
    Checksum,
    /// What the format demands is not there.
    #[error("the file breaks the rules of its own format")]
    Malformed,
}

/// What is kept but should be looked at.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum Doubt {
    /// A weight that few adults have.
    #[error("{kg:.1} kg on {day} is outside {:.0} to {:.0} kg", WEIGHT_KG.start(), WEIGHT_KG.end())]
    Weight {
        /// The day.
        day: Date,
        /// The weight.
        kg: f64,
    },
    /// A change that no body makes, noted at the later weighing.
    #[error(
        "{from_kg:.1} kg on {from_day}, {to_kg:.1} kg on {day}: more than {MOST_KG_PER_DAY:.0} kg a day"
    )]
    Jump {
        /// The earlier day.
        from_day: Date,
        /// The weight then.
        from_kg: f64,
        /// The later day.
        day: Date,
        /// The weight then.
        to_kg: f64,
    },
    /// The local day reckoned from the time is not the one the file names beside it.
    #[error("{day} does not agree with the day the file names")]
    Day {
        /// The day reckoned.
        day: Date,
    },
}
