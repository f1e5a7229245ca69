//! `spotcheck imports`: what was brought, and by which number it is undone.

use std::path::Path;

use clap::Args;
use serde::Serialize;
use spotcheck_store::Import;

use super::{Kept, Whose, shown};
use crate::{
    cli::{Output, json},
    report::printable,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    whose: Whose,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
pub(super) struct Wire<'i> {
    id: i64,
    file: &'i str,
    sha256: &'i str,
    formats: &'i [String],
    added: u64,
    told_again: u64,
    at: String,
    undone: bool,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let kept = Kept::open(data)?;
    let person = kept.known(&options.whose)?;
    let imports = kept.wait(kept.store.imports(&person))?;
    kept.close();
    if options.json {
        let wires: Vec<Wire<'_>> = imports.iter().map(wire).collect();
        return json(&wires).map(Output::done);
    }
    if imports.is_empty() {
        return Ok(Output::done("Nothing was imported yet.\n".to_owned()));
    }
    let lines: String = imports.iter().map(line).collect();
    Ok(Output::done(printable(&lines)))
}

pub(super) fn wire(import: &Import) -> Wire<'_> {
    Wire {
        id: import.id,
        file: &import.file,
        sha256: &import.sha256,
        formats: &import.formats,
        added: import.added,
        told_again: import.retold,
        at: jiff::Timestamp::from_millisecond(import.at_ms)
            .map(|at| at.to_string())
            .unwrap_or_default(),
        undone: import.undone_at_ms.is_some(),
    }
}

fn line(import: &Import) -> String {
    let what = if import.file.is_empty() {
        "by hand".to_owned()
    } else {
        format!("{} ({})", import.file, import.formats.join(", "))
    };
    let id = match import.undone_at_ms {
        None => import.id.to_string(),
        Some(_) => "undone".to_owned(),
    };
    let (at, added, retold) = (shown(import.at_ms), import.added, import.retold);
    format!("{id:>6}  {at}  {added:>9} new  {retold:>9} told again  {what}\n")
}
