//! Opening a store, and bringing an older one up to date.

use std::{borrow::Cow, path::Path, sync::Once, time::Duration};

use sqlx::{
    Any, AnyConnection, AnyPool, Connection as _, Transaction,
    any::{AnyPoolOptions, install_default_drivers},
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use crate::Error;

/// What is run once on every store, in this order; none of them is ever edited.
const MIGRATIONS: [(i64, &str, &str); 3] = [
    (
        1,
        "observations",
        include_str!("../migrations/0001_observations.sql"),
    ),
    (
        2,
        "foresight",
        include_str!("../migrations/0002_foresight.sql"),
    ),
    (
        3,
        "spot_test",
        include_str!("../migrations/0003_spot_test.sql"),
    ),
];

/// Waiting for another program's write, before it is said that the store is in use.
const PATIENCE: Duration = Duration::from_secs(30);

/// Each connection of SQLite: `FULL` makes a commit wait for the disk, so that what was acknowledged
/// survives a loss of power, not only of the program. Eight megabytes hold the pages an import touches.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                       PRAGMA busy_timeout = 30000; PRAGMA cache_size = -8192; PRAGMA journal_size_limit = 67108864";

/// Which database it is, for the few things that are told each in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Makes a connection keep what it commits.
    async fn settle(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        if self == Self::Sqlite {
            sqlx::raw_sql(PRAGMAS).execute(connection).await?;
        }
        Ok(())
    }
}

/// Where everything that was told is kept.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) pool: AnyPool,
    pub(crate) dialect: Dialect,
}

impl Store {
    /// The store in a file of SQLite, which is made where there is none.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::Damaged`] or [`Error::Newer`].
    pub async fn file(path: &Path) -> Result<Self, Error> {
        let path = path.to_string_lossy();
        let mut escaped = String::with_capacity(path.len());
        for c in path.chars() {
            match c {
                '%' => escaped.push_str("%25"),
                '?' => escaped.push_str("%3F"),
                '#' => escaped.push_str("%23"),
                c => escaped.push(c),
            }
        }
        Self::open(&format!("sqlite://{escaped}?mode=rwc")).await
    }

    /// The store that a URL names: `sqlite://…` or `postgres://…`.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::Damaged`] or [`Error::Newer`].
    pub async fn open(url: &str) -> Result<Self, Error> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(install_default_drivers);
        let dialect = if url.starts_with("sqlite:") {
            Dialect::Sqlite
        } else {
            Dialect::Postgres
        };
        // A pool tries again what fails here until its patience ends; a file that is no store never opens.
        let mut first = AnyConnection::connect(url).await?;
        dialect.settle(&mut first).await?;
        first.close().await?;
        let options = AnyPoolOptions::new()
            .max_connections(4)
            .acquire_timeout(PATIENCE)
            .after_connect(move |connection, _| Box::pin(dialect.settle(connection)));
        let pool = options.connect(url).await?;
        let store = Self { pool, dialect };
        store.migrate().await?;
        Ok(store)
    }

    /// Waits until every connection is closed and SQLite has moved its log into the file.
    pub async fn close(self) {
        self.pool.close().await;
    }

    async fn migrate(&self) -> Result<(), Error> {
        let migrations = MIGRATIONS.map(|(version, name, sql)| {
            Migration::new(
                version,
                Cow::Borrowed(name),
                MigrationType::Simple,
                sqlx::SqlStr::from_static(sql),
                false,
            )
        });
        let migrator = Migrator::with_migrations(migrations.to_vec());
        match migrator.run(&self.pool).await {
            Ok(()) => Ok(()),
            Err(MigrateError::VersionMissing(_)) => Err(Error::Newer),
            Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
                Err(error.into())
            }
            Err(error) => Err(Error::Database(sqlx::Error::Migrate(Box::new(error)))),
        }
    }

    pub(crate) async fn transaction(&self) -> Result<Transaction<'static, Any>, Error> {
        Ok(self.pool.begin().await?)
    }
}

/// The next id of a table; its counter stays locked until the transaction ends.
pub(crate) async fn next_id(
    table: &'static str,
    transaction: &mut Transaction<'static, Any>,
) -> Result<i64, Error> {
    let counted = "UPDATE counter SET last_id = last_id + 1 WHERE kind = $1 RETURNING last_id";
    let (id,): (i64,) = sqlx::query_as(counted)
        .bind(table)
        .fetch_one(&mut **transaction)
        .await?;
    Ok(id)
}
