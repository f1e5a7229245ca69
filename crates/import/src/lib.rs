//! Files of scales, watches, diaries and gym apps, as observations.
//!
//! [`import`] tells a file's format by its content, reads it in bounded memory, hands every [`Observation`]
//! on as it is read, and returns a [`Report`] for each file it met: what was kept, what was refused and
//! why, which unit was taken and how that is known. Nothing is guessed in silence: where a file does
//! not say its unit or its zone and nothing in it tells, the error says what to ask ([`Answers`]).
//!
//! ```
//! use spotcheck_import::{Answers, import};
//!
//! let file = "Date,\"Weight (kg)\",Comments\n\"2026-03-01 07:10:05\",84.20,\n";
//! let with_fat = file.replace("Comments", "\"Fat mass (kg)\",Comments").replace("84.20,", "84.20,20.29,");
//! let mut kept = Vec::new();
//! let reports = import(&mut std::io::Cursor::new(with_fat), &Answers::default(), &mut |o| kept.push(o))?;
//! assert_eq!(reports[0].format, "withings");
//! assert_eq!(kept[0].value, 84.2);
//! # Ok::<(), spotcheck_import::Error>(())
//! ```

mod answers;
mod archive;
mod clock;
mod database;
mod error;
mod export;
mod file;
mod fit;
mod format;
mod intake;
mod json;
mod merge;
mod moment;
mod number;
mod observation;
mod quantity;
mod report;
mod salvage;
mod seen;
mod sheet;
mod table;
mod unit;
mod workbook;

pub use answers::{Answers, Clock};
pub use archive::import;
pub use error::{Ask, Doubt, Error, LeftOut, Need, Shape, Stop, Why};
pub use export::{Export, Written};
pub use format::{Format, neutral::write_neutral};
pub use merge::{Late, Merge, Order, merge};
pub use moment::{Moment, Zone};
pub use observation::{Observation, Set, SetKind};
pub use quantity::{Method, Quantity, Side, Site};
pub use report::{Chosen, ClockFrom, Noted, Report, Spread, UnitFrom, ZoneFrom};
pub use unit::{Dimension, Unit};
