//! `spotcheck evidence`: the claims, one of them, a check that every verdict still follows, and what a
//! user adds to them.

mod add;
mod change;
mod check;
mod dependent;
mod diagnose;
mod effects;
mod import;
mod list;
mod plot;
mod pool;
mod request;
mod show;
mod state;
mod taken;
mod undo;
mod watch;
mod wire;

use std::path::Path;

use clap::Subcommand;
use spotcheck_evidence::{Claim, Library};

use super::{Output, json};
use crate::{
    overlay::{built_in, library},
    report::Refusal,
};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Every claim with its answer and certainty
    List {
        /// One JSON document
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// The built-in verdicts in their accepted form, for data/evidence/verdicts.csv
        #[arg(long)]
        csv: bool,
    },
    /// One claim with its grading, its studies and its sources
    Show(show::Options),
    /// A claim's numbers as a picture
    Plot(plot::Options),
    /// Compute every verdict again and compare it with the accepted one
    Check,
    /// Compute effect sizes from what studies report, in a table
    Effects(effects::Options),
    /// What single effects do to a pool, and whether studies seem to be missing
    Diagnose(diagnose::Options),
    /// Pool effects of your own, from a table
    Pool(pool::Options),
    /// Add a study of your own, from a TOML file
    Add(add::Options),
    /// Add a table of studies, or records of publications as candidates for a claim
    Import(import::Options),
    /// Take away what one `add` or `import` brought
    Undo(undo::Options),
    /// What you have added
    Overlay {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Save every verdict with its inputs, compare two saved states, or compute one again
    #[command(subcommand)]
    State(state::Command),
    /// Ask PubMed and Europe PMC for new records; the only command that uses the network
    Watch(watch::Options),
}

pub(crate) fn run(command: &Command, data: Option<&Path>) -> anyhow::Result<Output> {
    match command {
        Command::List { csv: true, .. } => Ok(Output::done(built_in()?.accepted_form()?)),
        Command::List { json: is_json, .. } => {
            let library = library(data)?;
            let judged = list::judged(&library)?;
            let text = if *is_json {
                json(&judged)?
            } else {
                list::text(&judged)?
            };
            Ok(Output::done(text))
        }
        Command::Show(options) => show::run(options, data),
        Command::Plot(options) => plot::run(options, data),
        Command::Check => check::run(data),
        Command::Diagnose(options) => diagnose::run(options),
        Command::Effects(options) => effects::run(options),
        Command::Pool(options) => pool::run(options),
        Command::Add(options) => add::run(options, data),
        Command::Import(options) => import::run(options, data),
        Command::Undo(options) => undo::run(options, data),
        Command::Overlay { json } => undo::overlay(*json, data),
        Command::State(command) => state::run(command, data),
        Command::Watch(options) => watch::run(options, data),
    }
}

/// The claim with this id or name.
fn find<'a>(library: &'a Library, id_or_name: &str) -> anyhow::Result<&'a Claim> {
    library.claim(id_or_name).ok_or_else(|| {
        Refusal::new(
            format!("there is no claim `{id_or_name}`"),
            "`spotcheck evidence list` shows the claims with their ids",
        )
        .into()
    })
}
