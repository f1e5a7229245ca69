//! Tests of one spot: how each was planned, and what was measured.

use jiff::civil::Date;
use spotcheck_import::Side;
use sqlx::{Any, Row as _, Transaction, any::AnyRow};

use crate::{
    Error, Person, Store,
    row::{day_number, day_of},
    store::next_id,
};

/// A test as it was planned, before anything was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct SpotPlan {
    /// What is trained on one side and measured on both.
    pub site: String,
    /// What is measured with, by the name of whoever plans.
    pub tool: String,
    /// The side that is trained.
    pub trained: Side,
    /// Weeks of training.
    pub weeks: u32,
    /// Sessions of measuring a week.
    pub per_week: u32,
    /// What the coin fell by.
    pub seed: u64,
    /// The least extra loss of twelve weeks that is called useful, mm.
    pub worthwhile_mm: f64,
    /// The first day of training.
    pub start: Date,
}

/// A test that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct SpotTest {
    /// Its number.
    pub id: i64,
    /// How it was planned.
    pub plan: SpotPlan,
    /// Since when it runs no more; `None` while it does.
    pub ended: Option<Date>,
}

/// One side as it was measured on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct SpotReadings {
    /// Days since training began; negative before.
    pub day: i32,
    /// Which side.
    pub side: Side,
    /// Thickness or girth, mm, in the order they were read.
    pub values_mm: Vec<f64>,
    /// Hours since that side was trained, if told.
    pub rest_h: Option<f64>,
    /// Body weight, if told, kg.
    pub weight_kg: Option<f64>,
    /// Who measured, if told.
    pub rater: Option<String>,
}

/// What becomes of readings where the same side of the same day was told before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// They are refused.
    Refuse,
    /// They stand in place of those.
    Replace,
}

impl Store {
    /// Keeps a test of a person and says its number.
    ///
    /// # Errors
    /// [`Error::Running`] where one of the same site runs, or what the database says.
    pub async fn begin_spot_test(&self, person: &Person, plan: &SpotPlan) -> Result<i64, Error> {
        let mut transaction = self.transaction().await?;
        let id = next_id("spot_test", &mut transaction).await?;
        let running =
            "SELECT id FROM spot_test WHERE person_id = $1 AND site = $2 AND ended_day IS NULL";
        let running = sqlx::query(running)
            .bind(person.id)
            .bind(&plan.site)
            .fetch_optional(&mut *transaction)
            .await?;
        if running.is_some() {
            return Err(Error::Running(plan.site.clone()));
        }
        let text = "INSERT INTO spot_test \
            (id, person_id, site, tool, trained, weeks, per_week, seed, worthwhile, start_day) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        sqlx::query(text)
            .bind(id)
            .bind(person.id)
            .bind(&plan.site)
            .bind(&plan.tool)
            .bind(plan.trained.name())
            .bind(i64::from(plan.weeks))
            .bind(i64::from(plan.per_week))
            .bind(plan.seed.cast_signed())
            .bind(plan.worthwhile_mm)
            .bind(day_number(plan.start))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Every test of a person, in the order they began.
    ///
    /// # Errors
    /// What the database says, or [`Error::Row`].
    pub async fn spot_tests(&self, person: &Person) -> Result<Vec<SpotTest>, Error> {
        let text = "SELECT id, site, tool, trained, weeks, per_week, seed, worthwhile, start_day, ended_day \
                    FROM spot_test WHERE person_id = $1 ORDER BY id";
        let rows = sqlx::query(text)
            .bind(person.id)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(test).collect()
    }

    /// Ends a test of a person; one that has ended stays as it is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end_spot_test(&self, person: &Person, id: i64, day: Date) -> Result<(), Error> {
        let text = "UPDATE spot_test SET ended_day = $1 WHERE id = $2 AND person_id = $3 AND ended_day IS NULL";
        sqlx::query(text)
            .bind(day_number(day))
            .bind(id)
            .bind(person.id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Keeps one side as it was measured on one day, all of it or nothing.
    ///
    /// # Errors
    /// [`Error::NoTest`] where the person has no such test, [`Error::Measured`] where the side was
    /// measured on that day and this is not to replace it, or what the database says.
    pub async fn keep_spot_readings(
        &self,
        person: &Person,
        test: i64,
        readings: &SpotReadings,
        again: Again,
    ) -> Result<(), Error> {
        let mut transaction = self.transaction().await?;
        // A write, so that whoever tells of the same test at the same time waits for this to end.
        let theirs = "UPDATE spot_test SET site = site WHERE id = $1 AND person_id = $2";
        let theirs = sqlx::query(theirs)
            .bind(test)
            .bind(person.id)
            .execute(&mut *transaction)
            .await?;
        if theirs.rows_affected() == 0 {
            return Err(Error::NoTest(test));
        }
        let forgotten = "DELETE FROM spot_reading WHERE test_id = $1 AND day = $2 AND side = $3";
        let forgotten = sqlx::query(forgotten)
            .bind(test)
            .bind(i64::from(readings.day))
            .bind(readings.side.name())
            .execute(&mut *transaction)
            .await?;
        if 0 < forgotten.rows_affected() && again == Again::Refuse {
            return Err(Error::Measured {
                side: readings.side.name(),
                day: readings.day,
            });
        }
        insert(test, readings, &mut transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What was measured in a test of a person, by day and side.
    ///
    /// # Errors
    /// What the database says, or [`Error::Row`].
    pub async fn spot_readings(
        &self,
        person: &Person,
        test: i64,
    ) -> Result<Vec<SpotReadings>, Error> {
        let text = "SELECT r.day, r.side, r.value, r.rest_h, r.weight_kg, r.rater FROM spot_reading r \
                    JOIN spot_test t ON t.id = r.test_id WHERE t.id = $1 AND t.person_id = $2 \
                    ORDER BY r.day, r.side, r.n";
        let rows = sqlx::query(text)
            .bind(test)
            .bind(person.id)
            .fetch_all(&self.pool)
            .await?;
        let mut all: Vec<SpotReadings> = Vec::new();
        for row in &rows {
            let one = reading(row)?;
            match all.last_mut() {
                Some(last) if (last.day, last.side) == (one.day, one.side) => {
                    last.values_mm.extend(one.values_mm);
                }
                _ => all.push(one),
            }
        }
        Ok(all)
    }
}

async fn insert(
    test: i64,
    readings: &SpotReadings,
    transaction: &mut Transaction<'static, Any>,
) -> Result<(), Error> {
    let text = "INSERT INTO spot_reading (test_id, day, side, n, value, rest_h, weight_kg, rater) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    for (n, value_mm) in (1_i64..).zip(&readings.values_mm) {
        // An absent real goes to PostgreSQL as a shorter one: a statement made for it would hold no other.
        sqlx::query(text)
            .persistent(false)
            .bind(test)
            .bind(i64::from(readings.day))
            .bind(readings.side.name())
            .bind(n)
            .bind(*value_mm)
            .bind(readings.rest_h)
            .bind(readings.weight_kg)
            .bind(readings.rater.as_deref())
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

fn test(row: &AnyRow) -> Result<SpotTest, Error> {
    let ended: Option<i64> = row.try_get(9)?;
    Ok(SpotTest {
        id: row.try_get(0)?,
        plan: SpotPlan {
            site: row.try_get(1)?,
            tool: row.try_get(2)?,
            trained: side(("spot_test", "trained"), row.try_get(3)?)?,
            weeks: small(("spot_test", "weeks"), row.try_get(4)?)?,
            per_week: small(("spot_test", "per_week"), row.try_get(5)?)?,
            seed: row.try_get::<i64, _>(6)?.cast_unsigned(),
            worthwhile_mm: row.try_get(7)?,
            start: day_of(row.try_get(8)?)?,
        },
        ended: ended.map(day_of).transpose()?,
    })
}

/// A row of one value.
fn reading(row: &AnyRow) -> Result<SpotReadings, Error> {
    Ok(SpotReadings {
        day: small(("spot_reading", "day"), row.try_get(0)?)?,
        side: side(("spot_reading", "side"), row.try_get(1)?)?,
        values_mm: vec![row.try_get(2)?],
        rest_h: row.try_get(3)?,
        weight_kg: row.try_get(4)?,
        rater: row.try_get(5)?,
    })
}

fn side((table, column): (&'static str, &'static str), name: String) -> Result<Side, Error> {
    Side::parse(&name).ok_or(Error::Row {
        table,
        column,
        value: name,
    })
}

fn small<T: TryFrom<i64>>(
    (table, column): (&'static str, &'static str),
    number: i64,
) -> Result<T, Error> {
    T::try_from(number).ok().ok_or_else(|| Error::Row {
        table,
        column,
        value: number.to_string(),
    })
}
