//! Taking back what an import brought.

use sqlx::{Any, Transaction};

use crate::{Error, Import, Person, Store, import};

/// What undoing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// What was undone.
    pub import: Import,
    /// How many observations are gone.
    pub removed: u64,
    /// How many it had brought that stay, since another import told them too.
    pub stay: u64,
}

/// No import that stands tells the observation `o` again.
const TOLD_BY_NOBODY: &str = "NOT EXISTS (SELECT 1 FROM retold r JOIN import i ON i.id = r.import_id \
    WHERE i.undone_at_ms IS NULL AND r.of_import_id = observation.import_id \
    AND r.first_n <= observation.n AND observation.n <= r.last_n)";

impl Store {
    /// Takes back what only this import told. What another one told too stays, and goes with the last
    /// of those that told it.
    ///
    /// # Errors
    /// [`Error::NoImport`], [`Error::Undone`], or what the database says.
    pub async fn undo(&self, person: &Person, id: i64, at_ms: i64) -> Result<Undone, Error> {
        let mut transaction = self.transaction().await?;
        let marked = "UPDATE import SET undone_at_ms = $3 \
                      WHERE id = $1 AND person_id = $2 AND undone_at_ms IS NULL";
        let done = sqlx::query(marked)
            .bind(id)
            .bind(person.id)
            .bind(at_ms)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            let all = self.imports(person).await?;
            let known = all.iter().any(|import| import.id == id);
            return Err(if known {
                Error::Undone(id)
            } else {
                Error::NoImport(id)
            });
        }
        let own = format!("DELETE FROM observation WHERE import_id = $1 AND {TOLD_BY_NOBODY}");
        let removed = delete(own, id, &mut transaction).await?;
        let inherited = format!(
            "DELETE FROM observation WHERE EXISTS (SELECT 1 FROM retold m JOIN import u \
             ON u.id = m.of_import_id WHERE m.import_id = $1 AND u.undone_at_ms IS NOT NULL \
             AND m.of_import_id = observation.import_id AND m.first_n <= observation.n \
             AND observation.n <= m.last_n) AND {TOLD_BY_NOBODY}"
        );
        let inherited = delete(inherited, id, &mut transaction).await?;
        let query = sqlx::AssertSqlSafe(format!("{} WHERE id = $1", import::COLUMNS));
        let row = sqlx::query(query)
            .bind(id)
            .fetch_one(&mut *transaction)
            .await?;
        let import = Import::of(&row)?;
        transaction.commit().await?;
        let stay = import.added.saturating_sub(removed);
        Ok(Undone {
            import,
            removed: removed + inherited,
            stay,
        })
    }
}

async fn delete(
    text: String,
    id: i64,
    transaction: &mut Transaction<'static, Any>,
) -> Result<u64, Error> {
    let done = sqlx::query(sqlx::AssertSqlSafe(text))
        .bind(id)
        .execute(&mut **transaction)
        .await?;
    Ok(done.rows_affected())
}
