//! What a person told, kept safe: one file of SQLite, or a PostgreSQL that many share.
//!
//! A [`Store`] keeps observations with where each came from, so that an import can be repeated without
//! effect and undone without trace. What was acknowledged is on the disk; what was not leaves nothing.
//! The same SQL runs on both databases, and this crate alone holds it.

mod check;
mod copy;
mod digest;
mod error;
mod foresight;
mod import;
mod importing;
mod names;
mod observations;
mod person;
mod row;
mod spot_test;
mod store;
mod table;
mod undo;

pub use check::Health;
pub use digest::Digest;
pub use error::Error;
pub use foresight::{Aim, Foretold};
pub use import::Import;
pub use importing::{Importing, Origin};
pub use observations::Wanted;
pub use person::Person;
pub use spot_test::{Again, SpotPlan, SpotReadings, SpotTest};
pub use store::Store;
pub use undo::Undone;
