//! Of whom something is kept.

use crate::{Error, Store, store::next_id};

/// Of whom something is kept; every query says whose rows it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub(crate) id: i64,
    pub(crate) name: String,
}

impl Person {
    /// What they are called in this store.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Store {
    /// The person of this name, who is made known where nobody has it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn person(&self, name: &str) -> Result<Person, Error> {
        if let Some(person) = self.find_person(name).await? {
            return Ok(person);
        }
        let mut transaction = self.transaction().await?;
        let id = next_id("person", &mut transaction).await?;
        let known = "INSERT INTO person (id, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
        sqlx::query(known)
            .bind(id)
            .bind(name)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        let person = self.find_person(name).await?;
        person.ok_or(Error::Database(sqlx::Error::RowNotFound))
    }

    /// The person of this name, if there is one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_person(&self, name: &str) -> Result<Option<Person>, Error> {
        let found: Option<(i64, String)> =
            sqlx::query_as("SELECT id, name FROM person WHERE name = $1")
                .bind(name)
                .fetch_optional(&self.pool)
                .await?;
        Ok(found.map(|(id, name)| Person { id, name }))
    }

    /// Everyone of whom something is kept, in the order they came.
    ///
    /// # Errors
    /// What the database says.
    pub async fn persons(&self) -> Result<Vec<Person>, Error> {
        let all: Vec<(i64, String)> = sqlx::query_as("SELECT id, name FROM person ORDER BY id")
            .fetch_all(&self.pool)
            .await?;
        Ok(all
            .into_iter()
            .map(|(id, name)| Person { id, name })
            .collect())
    }
}
