//! Why something was not kept, or cannot be read.

use std::borrow::Cow;

use sqlx::error::DatabaseError;

/// Why something was not kept, or cannot be read. Whatever it is, nothing was half written.
#[derive(Debug, thiserror::Error)]
#[expect(
    clippy::error_impl_error,
    reason = "each crate has one error, and its path names the crate"
)]
#[non_exhaustive]
pub enum Error {
    /// The database could not be opened or reached.
    #[error("the store cannot be opened")]
    Unreachable(#[source] sqlx::Error),
    /// The disk, or the room the database was given, is full.
    #[error("the disk is full")]
    Full(#[source] sqlx::Error),
    /// Another program has been writing for too long.
    #[error("the store is in use by another program")]
    Busy(#[source] sqlx::Error),
    /// The file is damaged or is no store.
    #[error("the store is damaged, or is none")]
    Damaged(#[source] sqlx::Error),
    /// A newer version wrote it.
    #[error("the store was written by a newer version of spotcheck")]
    Newer,
    /// A row holds what no version writes.
    #[error("a row of {table} holds a {column} that means nothing: {value}")]
    Row {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What it holds.
        value: String,
    },
    /// This person has no import of that number.
    #[error("there is no import {0}")]
    NoImport(i64),
    /// It was undone before.
    #[error("import {0} was undone already")]
    Undone(i64),
    /// One test of a site runs at a time.
    #[error("a test of the {0} is running")]
    Running(String),
    /// This person has no test of that number.
    #[error("there is no test {0}")]
    NoTest(i64),
    /// The same side was measured on the same day before.
    #[error("the {side} side was measured on day {day} already")]
    Measured {
        /// Which side.
        side: &'static str,
        /// Days since training began.
        day: i32,
    },
    /// A copy is only made into an empty store, so that nothing is mixed or lost.
    #[error("there is something in the store already")]
    NotEmpty,
    /// The copy does not hold what its origin holds.
    #[error("the copy differs from its origin in {table}")]
    Copy {
        /// The first table that differs.
        table: &'static str,
    },
    /// The database refused for another reason.
    #[error("the database refused")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(DatabaseError::code)
            .map(Cow::into_owned);
        match code.as_deref() {
            // SQLite's results, the extended ones of a kind sharing their lowest byte; PostgreSQL's classes.
            Some("13" | "53100") => Self::Full(error),
            Some("5" | "6" | "261" | "517" | "773" | "55P03") => Self::Busy(error),
            Some("11" | "26" | "267" | "523" | "779" | "XX001" | "XX002") => Self::Damaged(error),
            Some("14" | "3D000" | "28P01" | "28000") => Self::Unreachable(error),
            _ if matches!(
                error,
                sqlx::Error::Io(_)
                    | sqlx::Error::Tls(_)
                    | sqlx::Error::Configuration(_)
                    | sqlx::Error::PoolTimedOut
            ) =>
            {
                Self::Unreachable(error)
            }
            _ => Self::Database(error),
        }
    }
}
