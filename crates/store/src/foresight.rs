//! Forecasts that were shown, and what a person aims at.

use jiff::civil::Date;
use spotcheck_import::Quantity;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Person, Store,
    row::{day_number, day_of},
};

/// A forecast as it was shown, in the canonical unit of its quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foretold {
    /// Of what.
    pub quantity: Quantity,
    /// The day it was made.
    pub made: Date,
    /// The day it is for.
    pub due: Date,
    /// Its median.
    pub median: f64,
    /// The ends of the range that should hold half of them.
    pub range50: [f64; 2],
    /// The ends of the range that should hold nine in ten.
    pub range90: [f64; 2],
}

/// What somebody aims at since a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// The first day of it.
    pub since: Date,
    /// Change of weight that is wanted, kg a week.
    pub rate_kg_per_week: f64,
    /// Intake that is aimed at, kcal a day on the logging scale.
    pub intake_kcal_per_day: f64,
    /// Whether it stays, come what may.
    pub is_pinned: bool,
}

impl Store {
    /// Keeps forecasts as they were shown; of those made on one day for another, the last.
    ///
    /// # Errors
    /// What the database says; then none is kept.
    pub async fn keep_foretold(&self, person: &Person, shown: &[Foretold]) -> Result<(), Error> {
        let text = "INSERT INTO foretold \
            (person_id, quantity, made_day, due_day, median, lo50, hi50, lo90, hi90) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
            ON CONFLICT (person_id, quantity, made_day, due_day) DO UPDATE SET median = excluded.median, \
            lo50 = excluded.lo50, hi50 = excluded.hi50, lo90 = excluded.lo90, hi90 = excluded.hi90";
        let mut transaction = self.transaction().await?;
        for one in shown {
            sqlx::query(text)
                .bind(person.id)
                .bind(one.quantity.name())
                .bind(day_number(one.made))
                .bind(day_number(one.due))
                .bind(one.median)
                .bind(one.range50[0])
                .bind(one.range50[1])
                .bind(one.range90[0])
                .bind(one.range90[1])
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Every forecast that was shown to a person, by the day it is for.
    ///
    /// # Errors
    /// What the database says, or [`Error::Row`].
    pub async fn foretold(&self, person: &Person) -> Result<Vec<Foretold>, Error> {
        let text = "SELECT quantity, made_day, due_day, median, lo50, hi50, lo90, hi90 FROM foretold \
                    WHERE person_id = $1 ORDER BY due_day, made_day, quantity";
        let rows = sqlx::query(text)
            .bind(person.id)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(foretold).collect()
    }

    /// Keeps what somebody aims at from a day on; of one day, the last.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_aim(&self, person: &Person, aim: Aim) -> Result<(), Error> {
        let text = "INSERT INTO aim \
            (person_id, since_day, rate_kg_per_week, intake_kcal_per_day, is_pinned) VALUES ($1, $2, $3, $4, $5) \
            ON CONFLICT (person_id, since_day) DO UPDATE SET rate_kg_per_week = excluded.rate_kg_per_week, \
            intake_kcal_per_day = excluded.intake_kcal_per_day, is_pinned = excluded.is_pinned";
        sqlx::query(text)
            .bind(person.id)
            .bind(day_number(aim.since))
            .bind(aim.rate_kg_per_week)
            .bind(aim.intake_kcal_per_day)
            .bind(i64::from(aim.is_pinned))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// What somebody aims at last.
    ///
    /// # Errors
    /// What the database says, or [`Error::Row`].
    pub async fn aim(&self, person: &Person) -> Result<Option<Aim>, Error> {
        let text = "SELECT since_day, rate_kg_per_week, intake_kcal_per_day, is_pinned FROM aim \
                    WHERE person_id = $1 ORDER BY since_day DESC LIMIT 1";
        let row = sqlx::query(text)
            .bind(person.id)
            .fetch_optional(&self.pool)
            .await?;
        let aim = row.map(|row| {
            Ok(Aim {
                since: day_of(row.try_get(0)?)?,
                rate_kg_per_week: row.try_get(1)?,
                intake_kcal_per_day: row.try_get(2)?,
                is_pinned: row.try_get::<i64, _>(3)? != 0,
            })
        });
        aim.transpose()
    }
}

fn foretold(row: &AnyRow) -> Result<Foretold, Error> {
    let name: String = row.try_get(0)?;
    let quantity = Quantity::parse(&name).ok_or(Error::Row {
        table: "foretold",
        column: "quantity",
        value: name,
    })?;
    Ok(Foretold {
        quantity,
        made: day_of(row.try_get(1)?)?,
        due: day_of(row.try_get(2)?)?,
        median: row.try_get(3)?,
        range50: [row.try_get(4)?, row.try_get(5)?],
        range90: [row.try_get(6)?, row.try_get(7)?],
    })
}
