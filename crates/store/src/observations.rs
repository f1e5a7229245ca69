//! Reading what is kept.

use futures_util::TryStreamExt as _;
use jiff::civil::Date;
use spotcheck_import::{Observation, Quantity};

use crate::{
    Error, Person, Store,
    row::{self, day_number},
};

/// Days from 1970 that no calendar reaches.
const FARTHEST: i64 = 1_000_000_000;

/// Which observations are wanted: all, but for what is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this quantity only.
    pub quantity: Option<Quantity>,
    /// From this local day on.
    pub from: Option<Date>,
    /// Up to this local day, itself included.
    pub to: Option<Date>,
}

impl Store {
    /// Hands on a person's observations in the order of their local time, with the number of the import
    /// that brought each, as they are read: as many as there are, in little memory.
    ///
    /// # Errors
    /// What the database says, or [`Error::Row`].
    pub async fn observations(
        &self,
        person: &Person,
        wanted: Wanted,
        each: &mut (dyn FnMut(i64, Observation) + Send),
    ) -> Result<(), Error> {
        let text = format!(
            "SELECT {}, o.import_id FROM topic t JOIN observation o ON o.topic_id = t.id \
             JOIN channel c ON c.id = o.channel_id \
             LEFT JOIN detail d ON d.import_id = o.import_id AND d.n = o.n \
             WHERE t.person_id = $1 AND ($2 = '' OR t.quantity = $2) AND $3 <= o.day AND o.day <= $4 \
             AND $3 - 1 <= o.key_day AND o.key_day <= $4 + 1 \
             ORDER BY o.day, COALESCE(o.time_us, -1), o.fingerprint",
            row::COLUMNS
        );
        // The wall is less than a day from the instant by which rows are found.
        let day = |day: Option<Date>, else_day| day.map_or(else_day, day_number);
        let mut rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(person.id)
            .bind(wanted.quantity.map_or("", Quantity::name))
            .bind(day(wanted.from, -FARTHEST))
            .bind(day(wanted.to, FARTHEST))
            .fetch(&self.pool);
        while let Some(row) = rows.try_next().await? {
            use sqlx::Row as _;
            each(row.try_get(22)?, row::observation(&row)?);
        }
        Ok(())
    }
}
