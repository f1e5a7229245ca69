//! An import under way: one transaction, of which all is kept or nothing.

use std::{collections::HashMap, sync::Arc};

use spotcheck_import::Observation;
use sqlx::{Any, AssertSqlSafe, Transaction};

use crate::{
    Error, Import, Person, Store,
    names::Names,
    row::{kept, key_day},
    store::{Dialect, next_id},
    table::{ROWS, tuples},
};

/// Spreads occurrences of equal entries over fingerprints: 2^64 over the golden ratio, odd.
const NEXT_OCCURRENCE: u64 = 0x9e37_79b9_7f4a_7c15;

/// What is brought, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The name of the file; empty for an entry by hand.
    pub file: String,
    /// The SHA-256 of its bytes in hexadecimal; empty for an entry by hand.
    pub sha256: String,
    /// What reads it, and with which answers: told again by the same, the same bytes say nothing new.
    pub reader: String,
    /// Milliseconds since 1970.
    pub at_ms: i64,
}

/// An import under way. Dropped without [`Importing::finish`], it leaves nothing.
#[derive(Debug)]
pub struct Importing {
    transaction: Transaction<'static, Any>,
    dialect: Dialect,
    id: i64,
    person_id: i64,
    origin: Origin,
    names: Names,
    /// How often each equal entry came up in this file, of what adds up.
    occurrences: HashMap<u64, u64>,
    next_n: i64,
    added: u64,
    retold: u64,
    /// Observations of others in the order they were told again, as long as they follow each other.
    run: Option<Run>,
    full: Arc<String>,
}

/// Observations `first_n` to `last_n` of another import.
#[derive(Debug, Clone, Copy)]
struct Run {
    of_import_id: i64,
    first_n: i64,
    last_n: i64,
}

/// Index in the chunk, import and number there, and the hash of its file unless it was undone.
type Known = (i64, i64, i64, String);

/// A row of `observation` with the key that makes it one.
#[derive(Debug, Clone, Copy)]
struct Key {
    topic_id: i64,
    channel_id: i64,
    fingerprint: i64,
}

impl Store {
    /// Begins to keep what an origin brings. On PostgreSQL, imports wait for each other.
    ///
    /// # Errors
    /// [`Error::Busy`], or what else the database says.
    pub async fn begin(&self, person: &Person, origin: Origin) -> Result<Importing, Error> {
        let mut transaction = self.transaction().await?;
        let id = next_id("import", &mut transaction).await?;
        let new = "INSERT INTO import (id, person_id, file, sha256, formats, reader, added, retold, at_ms) \
                   VALUES ($1, $2, $3, $4, '', $5, 0, 0, $6)";
        sqlx::query(new)
            .bind(id)
            .bind(person.id)
            .bind(origin.file.clone())
            .bind(origin.sha256.clone())
            .bind(origin.reader.clone())
            .bind(origin.at_ms)
            .execute(&mut *transaction)
            .await?;
        Ok(Importing {
            transaction,
            dialect: self.dialect,
            id,
            person_id: person.id,
            origin,
            names: Names::default(),
            occurrences: HashMap::new(),
            next_n: 0,
            added: 0,
            retold: 0,
            run: None,
            full: Arc::new(insert(self.dialect, ROWS)),
        })
    }
}

impl Importing {
    /// Keeps observations in the order they are told, and says of each whether it is new: one that is
    /// there already is not kept again.
    ///
    /// # Errors
    /// [`Error::Full`] or what else the database says; then nothing of this import is kept.
    pub async fn keep(&mut self, observations: &[Observation]) -> Result<Vec<bool>, Error> {
        let mut are_new = Vec::with_capacity(observations.len());
        for chunk in observations.chunks(ROWS) {
            let mut keys = Vec::with_capacity(chunk.len());
            for observation in chunk {
                let (topic_id, channel_id) = self
                    .names
                    .of(observation, self.person_id, &mut self.transaction)
                    .await?;
                keys.push(Key {
                    topic_id,
                    channel_id,
                    fingerprint: self.fingerprint(observation),
                });
            }
            let first_n = self.next_n;
            let added = self.insert(chunk, &keys).await?;
            self.added += added;
            let begin = are_new.len();
            are_new.resize(begin + chunk.len(), true);
            if added < chunk.len() as u64 {
                let known = self.known(chunk, &keys).await?;
                self.retell(first_n, &known, &mut are_new[begin..]).await?;
            }
            self.details(chunk, first_n, &are_new[begin..]).await?;
        }
        Ok(are_new)
    }

    /// The fingerprint, of what adds up another one for each equal entry: a second egg is one more.
    fn fingerprint(&mut self, observation: &Observation) -> i64 {
        let mut fingerprint = observation.fingerprint();
        if observation.quantity.adds_up() {
            let before = self.occurrences.entry(fingerprint).or_default();
            fingerprint = fingerprint.wrapping_add(before.wrapping_mul(NEXT_OCCURRENCE));
            *before += 1;
        }
        fingerprint.cast_signed()
    }

    async fn insert(&mut self, chunk: &[Observation], keys: &[Key]) -> Result<u64, Error> {
        let text = if chunk.len() == ROWS {
            Arc::clone(&self.full)
        } else {
            Arc::new(insert(self.dialect, chunk.len()))
        };
        let mut query = sqlx::query(AssertSqlSafe(text)).persistent(chunk.len() == ROWS);
        for (observation, key) in chunk.iter().zip(keys) {
            let (day, time_us, offset_s) = kept(&observation.at);
            let until = observation.until.as_ref().map(kept);
            query = query
                .bind(self.id)
                .bind(self.next_n)
                .bind(observation.row.cast_signed())
                .bind(key.topic_id)
                .bind(key.channel_id)
                .bind(day)
                .bind(time_us)
                .bind(offset_s)
                .bind(until.map(|(day, _, _)| day))
                .bind(until.and_then(|(_, time_us, _)| time_us))
                .bind(until.and_then(|(_, _, offset_s)| offset_s))
                .bind(observation.value)
                .bind(key_day(&observation.at))
                .bind(key.fingerprint);
            self.next_n += 1;
        }
        let done = query.execute(&mut *self.transaction).await?;
        Ok(done.rows_affected())
    }

    /// Where each of a chunk is, in the order of where they are.
    async fn known(&mut self, chunk: &[Observation], keys: &[Key]) -> Result<Vec<Known>, Error> {
        let text = format!(
            "WITH told (i, topic_id, key_day, fingerprint) AS (VALUES {}) \
             SELECT told.i, o.import_id, o.n, \
             CASE WHEN i.undone_at_ms IS NULL THEN i.sha256 ELSE '' END FROM told JOIN observation o \
             ON o.topic_id = told.topic_id AND o.key_day = told.key_day AND o.fingerprint = told.fingerprint \
             JOIN import i ON i.id = o.import_id ORDER BY o.import_id, o.n",
            tuples(self.dialect, chunk.len(), 4),
        );
        let mut query = sqlx::query_as(AssertSqlSafe(text)).persistent(false);
        for (i, (observation, key)) in (0_i64..).zip(chunk.iter().zip(keys)) {
            query = query
                .bind(i)
                .bind(key.topic_id)
                .bind(key_day(&observation.at))
                .bind(key.fingerprint);
        }
        Ok(query.fetch_all(&mut *self.transaction).await?)
    }

    /// Notes which of a chunk another file had told, and which are not new.
    async fn retell(
        &mut self,
        first_n: i64,
        known: &[Known],
        are_new: &mut [bool],
    ) -> Result<(), Error> {
        for (i, import_id, n, sha256) in known {
            let is_new = *import_id == self.id && *n == first_n + i;
            are_new[usize::try_from(*i).expect("an index of the chunk")] = is_new;
            let is_same_file = *sha256 == self.origin.sha256 && !sha256.is_empty();
            if *import_id == self.id || is_same_file {
                continue;
            }
            self.retold += 1;
            self.tell(*import_id, *n).await?;
        }
        Ok(())
    }

    /// Goes on with the run of observations told again, or begins another.
    async fn tell(&mut self, of_import_id: i64, n: i64) -> Result<(), Error> {
        if let Some(run) = &mut self.run
            && (run.of_import_id, run.last_n + 1) == (of_import_id, n)
        {
            run.last_n = n;
            return Ok(());
        }
        let run = Run {
            of_import_id,
            first_n: n,
            last_n: n,
        };
        let before = self.run.replace(run);
        self.note(before).await
    }

    async fn note(&mut self, run: Option<Run>) -> Result<(), Error> {
        let Some(run) = run else { return Ok(()) };
        let new =
            "INSERT INTO retold (import_id, of_import_id, first_n, last_n) VALUES ($1, $2, $3, $4)";
        sqlx::query(new)
            .bind(self.id)
            .bind(run.of_import_id)
            .bind(run.first_n)
            .bind(run.last_n)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Keeps what few observations have, of those of the chunk that were added.
    async fn details(
        &mut self,
        chunk: &[Observation],
        first_n: i64,
        are_new: &[bool],
    ) -> Result<(), Error> {
        let told: Vec<(i64, &Observation)> = (first_n..)
            .zip(chunk.iter().zip(are_new))
            .filter(|(_, (observation, is_new))| **is_new && has_detail(observation))
            .map(|(n, (observation, _))| (n, observation))
            .collect();
        if told.is_empty() {
            return Ok(());
        }
        let text = format!(
            "INSERT INTO detail (import_id, n, external_id, item, part_of, set_number, set_kind, note) \
             VALUES {}",
            tuples(self.dialect, told.len(), 8)
        );
        let is_whole = told.len() == ROWS;
        let mut query = sqlx::query(AssertSqlSafe(text)).persistent(is_whole);
        for (n, observation) in told {
            let set = observation.set;
            query = query
                .bind(self.id)
                .bind(n)
                .bind(observation.external_id.clone())
                .bind(observation.item.clone())
                .bind(observation.group.clone())
                .bind(set.and_then(|set| set.number).map(i64::from))
                .bind(set.map(|set| set.kind.name()))
                .bind(observation.note.clone());
        }
        query.execute(&mut *self.transaction).await?;
        Ok(())
    }

    /// Makes all that was kept last. What brings nothing new, and is told by the same bytes already, leaves no
    /// import behind, and no number.
    ///
    /// # Errors
    /// [`Error::Full`] or what else the database says; then nothing of this import is kept.
    pub async fn finish(mut self, formats: &[&str]) -> Result<Option<Import>, Error> {
        if self.added == 0 && (self.retold == 0 || self.stands().await?) {
            self.abandon().await?;
            return Ok(None);
        }
        let run = self.run.take();
        self.note(run).await?;
        let import = Import {
            id: self.id,
            file: self.origin.file,
            sha256: self.origin.sha256,
            formats: formats.iter().map(|name| (*name).to_owned()).collect(),
            added: self.added,
            retold: self.retold,
            at_ms: self.origin.at_ms,
            undone_at_ms: None,
        };
        let done = "UPDATE import SET formats = $2, added = $3, retold = $4 WHERE id = $1";
        sqlx::query(done)
            .bind(self.id)
            .bind(formats.join(" "))
            .bind(self.added.cast_signed())
            .bind(self.retold.cast_signed())
            .execute(&mut *self.transaction)
            .await?;
        self.transaction.commit().await?;
        Ok(Some(import))
    }

    /// Leaves nothing of it, at once and not when the connection is used next.
    ///
    /// # Errors
    /// What the database says; nothing of this import is kept all the same.
    pub async fn abandon(self) -> Result<(), Error> {
        Ok(self.transaction.rollback().await?)
    }

    /// Whether an import of the same bytes stands.
    async fn stands(&mut self) -> Result<bool, Error> {
        let standing = "SELECT COUNT(*) FROM import WHERE person_id = $1 AND sha256 = $2 AND sha256 <> '' \
                        AND undone_at_ms IS NULL AND id <> $3";
        let (count,): (i64,) = sqlx::query_as(standing)
            .bind(self.person_id)
            .bind(self.origin.sha256.clone())
            .bind(self.id)
            .fetch_one(&mut *self.transaction)
            .await?;
        Ok(0 < count)
    }
}

fn has_detail(observation: &Observation) -> bool {
    observation.external_id.is_some()
        || observation.item.is_some()
        || observation.group.is_some()
        || observation.set.is_some()
        || observation.note.is_some()
}

fn insert(dialect: Dialect, rows: usize) -> String {
    format!(
        "INSERT INTO observation (import_id, n, file_row, topic_id, channel_id, day, time_us, offset_s, \
         until_day, until_time_us, until_offset_s, value, key_day, fingerprint) VALUES {} \
         ON CONFLICT (topic_id, key_day, fingerprint) DO NOTHING",
        tuples(dialect, rows, 14)
    )
}
