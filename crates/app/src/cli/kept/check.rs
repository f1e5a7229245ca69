//! `spotcheck check`: whether what is kept is whole.

use std::path::Path;

use clap::Args;
use serde::Serialize;

use super::Kept;
use crate::{
    cli::{Output, json},
    report::{DONE, NEGATIVE, printable},
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// One JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Wire<'c> {
    whole: bool,
    problems: &'c [String],
    observations: u64,
    persons: u64,
    imports: u64,
    digest: String,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let kept = Kept::open(data)?;
    let health = kept.wait(kept.store.check())?;
    kept.close();
    let wire = Wire {
        whole: health.problems.is_empty(),
        problems: &health.problems,
        observations: health.digest.count(),
        persons: health.persons,
        imports: health.imports,
        digest: health.digest.to_string(),
    };
    let text = if options.json {
        json(&wire)?
    } else {
        printable(&told(&wire))
    };
    Ok(Output {
        body: text.into_bytes(),
        note: None,
        code: if wire.whole { DONE } else { NEGATIVE },
    })
}

fn told(wire: &Wire<'_>) -> String {
    let mut text = if wire.whole {
        "The store is whole.\n".to_owned()
    } else {
        "The store is damaged: restore a backup.\n".to_owned()
    };
    for problem in wire.problems {
        text.push_str(&format!("  {problem}\n"));
    }
    text.push_str(&format!(
        "{} observations of {} imports; their hash is {}\n",
        wire.observations, wire.imports, wire.digest
    ));
    text
}
