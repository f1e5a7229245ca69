//! What was brought: files, and entries by hand.

use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Origin, Person, Store};

/// A file, or an entry by hand, that brought something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its number, by which it is undone.
    pub id: i64,
    /// The name of the file; empty for an entry by hand.
    pub file: String,
    /// The SHA-256 of its bytes in hexadecimal; empty for an entry by hand.
    pub sha256: String,
    /// The formats that were found in it.
    pub formats: Vec<String>,
    /// How many observations it brought that nothing had told before.
    pub added: u64,
    /// How many it told that another had brought.
    pub retold: u64,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// When it was undone.
    pub undone_at_ms: Option<i64>,
}

pub(crate) const COLUMNS: &str =
    "SELECT id, file, sha256, formats, added, retold, at_ms, undone_at_ms FROM import";

impl Import {
    pub(crate) fn of(row: &AnyRow) -> Result<Self, Error> {
        let formats: String = row.try_get(3)?;
        let count = |index| -> Result<u64, Error> {
            Ok(row.try_get::<i64, _>(index)?.try_into().unwrap_or(0))
        };
        Ok(Self {
            id: row.try_get(0)?,
            file: row.try_get(1)?,
            sha256: row.try_get(2)?,
            formats: formats.split_whitespace().map(str::to_owned).collect(),
            added: count(4)?,
            retold: count(5)?,
            at_ms: row.try_get(6)?,
            undone_at_ms: row.try_get(7)?,
        })
    }
}

impl Store {
    /// Whether an import of the same bytes by the same reader stands: it has nothing new to say.
    ///
    /// # Errors
    /// What the database says.
    pub async fn is_told(&self, person: &Person, origin: &Origin) -> Result<bool, Error> {
        let standing = "SELECT COUNT(*) FROM import WHERE person_id = $1 AND sha256 = $2 AND reader = $3 \
                        AND sha256 <> '' AND undone_at_ms IS NULL";
        let (count,): (i64,) = sqlx::query_as(standing)
            .bind(person.id)
            .bind(origin.sha256.clone())
            .bind(origin.reader.clone())
            .fetch_one(&self.pool)
            .await?;
        Ok(0 < count)
    }

    /// All imports of a person, the first one first, undone ones among them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn imports(&self, person: &Person) -> Result<Vec<Import>, Error> {
        let query = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE person_id = $1 ORDER BY id"));
        let rows = sqlx::query(query)
            .bind(person.id)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(Import::of).collect()
    }
}
