//! `spotcheck evidence`: the claims, one of them, or a check that every verdict still follows.

mod diagnose;
mod effects;
mod plot;
mod pool;
mod request;
mod wire;

use std::fmt::Write as _;

use anyhow::Context as _;
use clap::Subcommand;
use serde::Deserialize;
use spotcheck_evidence::{Claim, Library};

use super::{Output, json};
use crate::{
    answer::evidence_page,
    report::{NEGATIVE, Refusal},
};

/// The verdicts as they were when the evidence was last changed.
const STORED: &str = include_str!("../../../../../data/evidence/verdicts.csv");

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Every claim with its answer and certainty
    List {
        /// One JSON document
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// The stored form, for data/evidence/verdicts.csv
        #[arg(long)]
        csv: bool,
    },
    /// One claim with its grading, its studies and its sources
    Show {
        /// An id such as C07, or a name such as spot-reduction
        claim: String,
    },
    /// A claim's numbers as a picture
    Plot(plot::Options),
    /// Compute every verdict again and compare it with the stored one
    Check,
    /// Compute effect sizes from what studies report, in a table
    Effects(effects::Options),
    /// What single effects do to a pool, and whether studies seem to be missing
    Diagnose(diagnose::Options),
    /// Pool effects of your own, from a table
    Pool(request::Request),
}

pub(crate) fn run(command: &Command) -> anyhow::Result<Output> {
    let library = || Library::built_in().context("the built-in evidence does not load");
    match command {
        Command::List { csv: true, .. } => stored_form(&library()?).map(Output::done),
        Command::List { json: true, .. } => {
            let library = library()?;
            Ok(Output::done(json(&judged(&library)?)?))
        }
        Command::List { .. } => list(&library()?).map(Output::done),
        Command::Show { claim } => {
            let library = library()?;
            let page = evidence_page(&library, find(&library, claim)?)?;
            Ok(Output::done(page))
        }
        Command::Plot(options) => plot::run(options),
        Command::Check => check(&library()?),
        Command::Diagnose(options) => diagnose::run(options),
        Command::Effects(options) => effects::run(options),
        Command::Pool(request) => pool::run(request),
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

#[derive(serde::Serialize)]
struct Judged<'a> {
    id: &'a str,
    name: &'a str,
    statement: &'a str,
    answer: &'static str,
    certainty: &'static str,
    sentence: String,
}

fn judged(library: &Library) -> anyhow::Result<Vec<Judged<'_>>> {
    library
        .claims()
        .map(|claim| {
            let verdict = library.verdict(claim)?;
            Ok(Judged {
                id: &claim.id,
                name: &claim.name,
                statement: &claim.statement,
                answer: verdict.answer.word(),
                certainty: verdict.certainty.word(),
                sentence: verdict.sentence.to_string(),
            })
        })
        .collect()
}

fn list(library: &Library) -> anyhow::Result<String> {
    let mut text = String::new();
    for claim in judged(library)? {
        let certainty = claim.certainty.replace('_', " ");
        writeln!(
            text,
            "{}  {:<8} {certainty:<9} {}",
            claim.id, claim.answer, claim.statement
        )?;
    }
    Ok(text)
}

fn stored_form(library: &Library) -> anyhow::Result<String> {
    let mut text = String::from("claim,answer,certainty\n");
    for claim in judged(library)? {
        writeln!(text, "{},{},{}", claim.id, claim.answer, claim.certainty)?;
    }
    Ok(text)
}

#[derive(Deserialize)]
struct Stored {
    claim: String,
    answer: String,
    certainty: String,
}

fn check(library: &Library) -> anyhow::Result<Output> {
    let stored: Vec<Stored> = csv::Reader::from_reader(STORED.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .context("the stored verdicts do not load")?;
    let computed = judged(library)?;
    let mut text = String::new();
    for now in &computed {
        let before = stored.iter().find(|before| before.claim == now.id);
        match before {
            None => writeln!(
                text,
                "{}: {}, {}; nothing is stored",
                now.id, now.answer, now.certainty
            )?,
            Some(before)
                if (before.answer.as_str(), before.certainty.as_str())
                    != (now.answer, now.certainty) =>
            {
                writeln!(
                    text,
                    "{}: stored {}, {}; the evidence now gives {}, {}",
                    now.id, before.answer, before.certainty, now.answer, now.certainty
                )?;
            }
            Some(_) => {}
        }
    }
    for gone in stored
        .iter()
        .filter(|before| computed.iter().all(|now| now.id != before.claim))
    {
        writeln!(text, "{}: stored, but no such claim", gone.claim)?;
    }
    if text.is_empty() {
        let count = computed.len();
        return Ok(Output::done(format!(
            "All {count} verdicts follow from the evidence.\n{}\n",
            library.count_by_flag()
        )));
    }
    let note = "hint: where that is meant, `spotcheck evidence list --csv` prints the new \
                data/evidence/verdicts.csv\n";
    Ok(Output {
        text,
        note: Some(note.to_owned()),
        code: NEGATIVE,
    })
}
