//! Copying a whole store: what a backup is, and what restoring one is.

use futures_util::TryStreamExt as _;
use sqlx::{Any, AssertSqlSafe, Row as _, Transaction, any::AnyRow};

use crate::{
    Digest, Error, Store,
    store::Dialect,
    table::{ROWS, tuples},
};

/// What a column holds; any of them may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Real,
    Text,
}
use Kind::{Number, Real, Text};

type Table = (&'static str, &'static [(&'static str, Kind)]);

/// Every table, one after those it refers to.
const TABLES: [Table; 12] = [
    ("counter", &[("kind", Text), ("last_id", Number)]),
    ("person", &[("id", Number), ("name", Text)]),
    (
        "import",
        &[
            ("id", Number),
            ("person_id", Number),
            ("file", Text),
            ("sha256", Text),
            ("formats", Text),
            ("reader", Text),
            ("added", Number),
            ("retold", Number),
            ("at_ms", Number),
            ("undone_at_ms", Number),
        ],
    ),
    (
        "topic",
        &[
            ("id", Number),
            ("person_id", Number),
            ("quantity", Text),
            ("site", Text),
            ("side", Text),
        ],
    ),
    (
        "channel",
        &[
            ("id", Number),
            ("person_id", Number),
            ("source", Text),
            ("device", Text),
            ("method", Text),
            ("given_unit", Text),
            ("zone", Text),
        ],
    ),
    (
        "observation",
        &[
            ("import_id", Number),
            ("n", Number),
            ("file_row", Number),
            ("topic_id", Number),
            ("channel_id", Number),
            ("day", Number),
            ("time_us", Number),
            ("offset_s", Number),
            ("until_day", Number),
            ("until_time_us", Number),
            ("until_offset_s", Number),
            ("value", Real),
            ("key_day", Number),
            ("fingerprint", Number),
        ],
    ),
    (
        "detail",
        &[
            ("import_id", Number),
            ("n", Number),
            ("external_id", Text),
            ("item", Text),
            ("part_of", Text),
            ("set_number", Number),
            ("set_kind", Text),
            ("note", Text),
        ],
    ),
    (
        "retold",
        &[
            ("import_id", Number),
            ("of_import_id", Number),
            ("first_n", Number),
            ("last_n", Number),
        ],
    ),
    (
        "foretold",
        &[
            ("person_id", Number),
            ("quantity", Text),
            ("made_day", Number),
            ("due_day", Number),
            ("median", Real),
            ("lo50", Real),
            ("hi50", Real),
            ("lo90", Real),
            ("hi90", Real),
        ],
    ),
    (
        "aim",
        &[
            ("person_id", Number),
            ("since_day", Number),
            ("rate_kg_per_week", Real),
            ("intake_kcal_per_day", Real),
            ("is_pinned", Number),
        ],
    ),
    (
        "spot_test",
        &[
            ("id", Number),
            ("person_id", Number),
            ("site", Text),
            ("tool", Text),
            ("trained", Text),
            ("weeks", Number),
            ("per_week", Number),
            ("seed", Number),
            ("worthwhile", Real),
            ("start_day", Number),
            ("ended_day", Number),
        ],
    ),
    (
        "spot_reading",
        &[
            ("test_id", Number),
            ("day", Number),
            ("side", Text),
            ("n", Number),
            ("value", Real),
            ("rest_h", Real),
            ("weight_kg", Real),
            ("rater", Text),
        ],
    ),
];

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Number(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
}

impl Cell {
    fn of(row: &AnyRow, index: usize, kind: Kind) -> Result<Self, Error> {
        Ok(match kind {
            Number => Self::Number(row.try_get(index)?),
            Real => Self::Real(row.try_get(index)?),
            Text => Self::Text(row.try_get(index)?),
        })
    }

    /// As text that no other value has.
    fn text(&self) -> String {
        match self {
            Self::Number(number) => format!("{number:?}"),
            Self::Real(real) => format!("{:?}", real.map(f64::to_bits)),
            Self::Text(text) => format!("{text:?}"),
        }
    }
}

impl Store {
    /// Copies everything into an empty store, as it was at one moment, while others go on reading and
    /// writing; then reads the copy and compares. `each` hears of every table and how many rows it has.
    ///
    /// # Errors
    /// [`Error::NotEmpty`], [`Error::Full`], [`Error::Copy`]; then the other store is as empty as before.
    pub async fn copy_to(
        &self,
        other: &Self,
        each: &mut (dyn FnMut(&'static str, u64) + Send),
    ) -> Result<(), Error> {
        if !other.persons().await?.is_empty() {
            return Err(Error::NotEmpty);
        }
        let mut from = self.transaction().await?;
        if self.dialect == Dialect::Postgres {
            let as_of_one_moment = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";
            sqlx::query(as_of_one_moment).execute(&mut *from).await?;
        }
        let mut to = other.transaction().await?;
        sqlx::query("DELETE FROM counter").execute(&mut *to).await?;
        for table in &TABLES {
            let digest = copy(table, &mut from, other.dialect, &mut to).await?;
            if digest != digest_of(table, &mut to).await? {
                return Err(Error::Copy { table: table.0 });
            }
            each(table.0, digest.count());
        }
        to.commit().await?;
        Ok(())
    }
}

/// Copies a table and says what was read of it.
async fn copy(
    table: &Table,
    from: &mut Transaction<'static, Any>,
    dialect: Dialect,
    to: &mut Transaction<'static, Any>,
) -> Result<Digest, Error> {
    let mut rows = Vec::with_capacity(ROWS);
    let mut digest = Digest::default();
    let mut found = sqlx::query(AssertSqlSafe(select(table))).fetch(&mut **from);
    while let Some(row) = found.try_next().await? {
        let row = cells(&row, table)?;
        digest.add(&line(&row));
        rows.push(row);
        if rows.len() == ROWS {
            insert(table, &mut rows, dialect, to).await?;
        }
    }
    insert(table, &mut rows, dialect, to).await?;
    Ok(digest)
}

fn select((name, columns): &Table) -> String {
    let columns: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
    format!("SELECT {} FROM {name}", columns.join(", "))
}

fn cells(row: &AnyRow, (_, columns): &Table) -> Result<Vec<Cell>, Error> {
    let cell = |(index, (_, kind)): (usize, &(&str, Kind))| Cell::of(row, index, *kind);
    columns.iter().enumerate().map(cell).collect()
}

fn line(row: &[Cell]) -> String {
    let cells: Vec<String> = row.iter().map(Cell::text).collect();
    cells.join("\u{1f}")
}

async fn digest_of(table: &Table, of: &mut Transaction<'static, Any>) -> Result<Digest, Error> {
    let mut digest = Digest::default();
    let mut found = sqlx::query(AssertSqlSafe(select(table))).fetch(&mut **of);
    while let Some(row) = found.try_next().await? {
        digest.add(&line(&cells(&row, table)?));
    }
    Ok(digest)
}

/// Writes the rows and leaves none.
async fn insert(
    (name, columns): &Table,
    rows: &mut Vec<Vec<Cell>>,
    dialect: Dialect,
    to: &mut Transaction<'static, Any>,
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
    let text = format!(
        "INSERT INTO {name} ({}) VALUES {}",
        names.join(", "),
        tuples(dialect, rows.len(), names.len())
    );
    // An absent real goes to PostgreSQL as a shorter one: a statement made for it would hold no other.
    let is_absent = |cell: &Cell| *cell == Cell::Real(None);
    let is_lasting = rows.len() == ROWS && !rows.iter().flatten().any(is_absent);
    let mut query = sqlx::query(AssertSqlSafe(text)).persistent(is_lasting);
    for cell in rows.drain(..).flatten() {
        query = match cell {
            Cell::Number(number) => query.bind(number),
            Cell::Real(real) => query.bind(real),
            Cell::Text(text) => query.bind(text),
        };
    }
    query.execute(&mut **to).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::TABLES;
    use crate::Store;

    #[tokio::test(flavor = "current_thread")]
    async fn every_column_of_every_table_is_copied() {
        let path = std::env::temp_dir().join(format!("spotcheck-{}.db", std::process::id()));
        let store = Store::file(&path).await.expect("a store");
        let sql = "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c \
                   WHERE m.type = 'table' AND m.name NOT LIKE '\\_%' ESCAPE '\\'";
        let found: Vec<(String,)> = sqlx::query_as(sql)
            .fetch_all(&store.pool)
            .await
            .expect("the schema");
        let found: BTreeSet<String> = found.into_iter().map(|(name,)| name).collect();
        let copied: BTreeSet<String> = TABLES
            .iter()
            .flat_map(|(table, columns)| {
                let name = move |(column, _): &(&str, _)| format!("{table}.{column}");
                columns.iter().map(name)
            })
            .collect();
        assert_eq!(copied, found);
        store.close().await;
        std::fs::remove_file(&path).expect("the file is there");
    }
}
