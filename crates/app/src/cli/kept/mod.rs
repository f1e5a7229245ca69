//! What is kept of a person: the store as the terminal opens it, and the commands on it alone.

mod backup;
mod check;
mod coverage;
mod days;
mod export;
mod imports;
mod log;
mod record;
mod undo;

use std::{future::Future, path::Path};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use jiff::{Timestamp, Zoned};
use spotcheck_store::{Person, Store};
use tokio::runtime::{Builder, Runtime};

use super::Output;
use crate::{
    data::{self, Place},
    report::Refusal,
};

/// Who is meant where nobody is named.
const ME: &str = "me";

/// Of whom.
#[derive(Debug, Args)]
pub(crate) struct Whose {
    /// Of whom, where you keep data of several people
    #[arg(long, value_name = "NAME", default_value = ME)]
    person: String,
}

/// Commands on the store alone.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write down a weight, a girth or whatever else you measured
    Log(log::Options),
    /// What was imported, with the numbers that undo it
    Imports(imports::Options),
    /// Take back an import
    Undo(undo::Options),
    /// Copy everything into a file, and read it back to be sure
    Backup(backup::Backup),
    /// Fill an empty store from a backup
    Restore(backup::Restore),
    /// Write everything that is kept, for you and for other apps
    Export(export::Options),
    /// Steps, ways or energy of each day, of what watch and phone saw, without counting twice
    Days(days::Options),
    /// How often the ranges you were shown held what came
    Coverage(coverage::Options),
    /// Read everything that is kept, and say whether it is whole
    Check(check::Options),
}

pub(crate) fn run(command: &Command, data: Option<&Path>) -> anyhow::Result<Output> {
    match command {
        Command::Log(options) => log::run(options, data),
        Command::Imports(options) => imports::run(options, data),
        Command::Undo(options) => undo::run(options, data),
        Command::Backup(options) => backup::backup(options, data),
        Command::Restore(options) => backup::restore(options, data),
        Command::Coverage(options) => coverage::run(options, data),
        Command::Export(options) => export::run(options, data),
        Command::Days(options) => days::run(options, data),
        Command::Check(options) => check::run(options, data),
    }
}

/// The store, and the thread that waits for it.
pub(crate) struct Kept {
    runtime: Runtime,
    pub(crate) store: Store,
}

impl Kept {
    /// Opens the store that `--data`, the variables or the platform name; it is made where there is none.
    pub(crate) fn open(data: Option<&Path>) -> anyhow::Result<Self> {
        let runtime = runtime()?;
        let store = match data::store(data)? {
            Place::Url(url) => runtime.block_on(Store::open(&url)),
            Place::File(path) => {
                if let Some(folder) = path.parent() {
                    let refusal = || data::unusable(folder);
                    data::private_folder(folder).with_context(refusal)?;
                }
                runtime.block_on(Store::file(&path))
            }
        };
        Ok(Self {
            runtime,
            store: store?,
        })
    }

    pub(crate) fn wait<T>(
        &self,
        result: impl Future<Output = Result<T, spotcheck_store::Error>>,
    ) -> Result<T, spotcheck_store::Error> {
        self.runtime.block_on(result)
    }

    /// The person to keep something of, who may be new.
    pub(crate) fn person(&self, whose: &Whose) -> Result<Person, spotcheck_store::Error> {
        self.wait(self.store.person(&whose.person))
    }

    /// The person to read or take back something of.
    ///
    /// # Errors
    /// A [`Refusal`] for a name nobody has, since it may be a slip; or what the store says.
    pub(crate) fn known(&self, whose: &Whose) -> anyhow::Result<Person> {
        let name = &whose.person;
        if name == ME {
            return Ok(self.person(whose)?);
        }
        let person = self.wait(self.store.find_person(name))?;
        if let Some(person) = person {
            return Ok(person);
        }
        let all = self.wait(self.store.persons())?;
        let names: Vec<&str> = all.iter().map(Person::name).collect();
        let hint = if names.is_empty() {
            "nothing is kept of anybody yet".to_owned()
        } else {
            format!("known are {}", names.join(", "))
        };
        Err(Refusal::new(format!("nothing is kept of anybody called {name}"), hint).into())
    }

    /// Leaves the file whole, without a log beside it.
    pub(crate) fn close(self) {
        self.runtime.block_on(self.store.close());
    }
}

fn runtime() -> anyhow::Result<Runtime> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.context("no thread can be made to wait for the store")
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

/// A stored time as it was here: "2026-03-01 07:10".
fn shown(at_ms: i64) -> String {
    let here = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    here.to_zoned(Zoned::now().time_zone().clone())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}
