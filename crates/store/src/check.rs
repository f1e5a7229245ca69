//! Whether a store is whole.

use crate::{Digest, Error, Store, store::Dialect};

/// What a look at everything found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// What is wrong; empty where nothing is.
    pub problems: Vec<String>,
    /// Of all that is kept.
    pub digest: Digest,
    /// How many people something is kept of.
    pub persons: u64,
    /// How many imports stand.
    pub imports: u64,
}

impl Store {
    /// Reads everything: the database's own checks, every row, and whether each import has what it brought.
    ///
    /// # Errors
    /// What the database says, or [`Error::Row`] of the first row that cannot be read.
    pub async fn check(&self) -> Result<Health, Error> {
        let mut problems = Vec::new();
        if self.dialect == Dialect::Sqlite {
            let told: Vec<(String,)> = sqlx::query_as("PRAGMA integrity_check")
                .fetch_all(&self.pool)
                .await?;
            problems.extend(
                told.into_iter()
                    .map(|(line,)| line)
                    .filter(|line| line != "ok"),
            );
            let orphans: Vec<(String,)> =
                sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check")
                    .fetch_all(&self.pool)
                    .await?;
            let orphan = |(table,): (String,)| format!("a row of {table} refers to none");
            problems.extend(orphans.into_iter().map(orphan));
        }
        let short: Vec<(i64, i64, i64)> = sqlx::query_as(
            "SELECT i.id, i.added, COUNT(o.n) FROM import i LEFT JOIN observation o ON o.import_id = i.id \
             WHERE i.undone_at_ms IS NULL GROUP BY i.id, i.added HAVING COUNT(o.n) <> i.added ORDER BY i.id",
        )
        .fetch_all(&self.pool)
        .await?;
        let is_short = |(id, added, found)| {
            format!("import {id} brought {added} observations, {found} are there")
        };
        problems.extend(short.into_iter().map(is_short));
        let (imports,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM import WHERE undone_at_ms IS NULL")
                .fetch_one(&self.pool)
                .await?;
        Ok(Health {
            problems,
            digest: self.digest().await?,
            persons: self.persons().await?.len() as u64,
            imports: imports.try_into().unwrap_or(0),
        })
    }
}
