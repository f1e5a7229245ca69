//! `spotcheck evidence add`: a study of the user's own, beside the built-in evidence.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use spotcheck_evidence::overlay::{Addition, Origin};

use super::{
    change::Change,
    taken::{Account, Noted, Tried, told},
};
use crate::{
    cli::{Output, read},
    data,
    overlay::{Kind, Overlay},
    report::Refusal,
};

/// A study is a page; a file of them a few.
const MOST_BYTES: u64 = 10_000_000;

const HINT: &str =
    "nothing was added; `spotcheck evidence add --template` prints a file to start from";

/// A whole file, invented.
const TEMPLATE: &str = include_str!("../../../../../data/demo/study.toml");

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A file with the publication and the rows, as --template shows
    #[arg(value_name = "STUDY.toml", required_unless_present = "template")]
    file: Option<PathBuf>,
    /// Print a file to start from
    #[arg(long, conflicts_with_all = ["file", "json"])]
    template: bool,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let Some(file) = &options.file else {
        return Ok(Output::done(TEMPLATE.to_owned()));
    };
    let name = file.display().to_string();
    let mut addition = Addition::from_toml(&read(file, MOST_BYTES)?)
        .map_err(|refused| Refusal::new(place(&name, &Noted::from(&refused)), HINT))?;
    addition.origin = Some(origin(file));
    let account = keep(&name, "TOML", addition, data, Vec::new(), |tried| {
        // One file is one thought: it is taken whole or not at all.
        match tried.refused.first() {
            Some(refused) => Err(Refusal::new(place(&name, &Noted::from(refused)), HINT)),
            None => Ok(()),
        }
    })?;
    account.output(options.json, &account.change.paragraph())
}

fn place(name: &str, noted: &Noted) -> String {
    format!("{name}, line {}: {}", noted.line, noted.why)
}

/// This moment and the name of a file.
pub(super) fn origin(file: &Path) -> Origin {
    let name = file.file_name().map_or_else(|| file, Path::new);
    Origin {
        added: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        from: name.display().to_string(),
    }
}

/// Adds the rows that can join, once `agree` has seen them.
pub(super) fn keep(
    file: &str,
    format: &'static str,
    addition: Addition,
    data: Option<&Path>,
    unread: Vec<Noted>,
    agree: impl FnOnce(&Tried) -> Result<(), Refusal>,
) -> anyhow::Result<Account> {
    let overlay = Overlay::below(&data::needed(data)?);
    let lock = overlay.lock()?;
    let before = overlay.library()?;
    let read = addition.rows.len() + unread.len();
    let tried = Tried::on(&before, addition);
    agree(&tried)?;
    let is_new = !tried.kept.rows.is_empty();
    let undo = is_new
        .then(|| overlay.add(Kind::Rows, &tried.kept.to_toml()))
        .transpose()?;
    drop(lock);
    let mut refused = unread;
    refused.extend(tried.refused.iter().map(Noted::from));
    refused.sort_by_key(|noted| noted.line);
    Ok(Account {
        file: file.to_owned(),
        format,
        read,
        kept: tried.kept.rows.len(),
        duplicate: tried.duplicate.iter().map(Noted::from).collect(),
        refused,
        retracted: Vec::new(),
        joined: tried.joined.iter().flat_map(told).collect(),
        doubts: tried.doubts(&before),
        undo,
        change: Change::between(&before, &tried.after)?,
    })
}
