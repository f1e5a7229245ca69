//! The terminal: what can be asked, and which module answers.

mod ask;
mod bound;
mod check_in;
mod evidence;
mod forecast;
mod import;
pub(crate) mod kept;
mod loads;
mod plan;
mod real;
mod solve;
mod spot_test;
mod track;
mod validate;
mod why;

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use crate::{
    demo,
    report::{DONE, Refusal},
};

/// Can I lose fat just there? A straight answer, its evidence, and your own numbers.
#[derive(Debug, Parser)]
#[command(
    name = "spotcheck",
    version,
    about,
    after_help = "General information, not medical advice."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The folder that holds what you add; else `SPOTCHECK_DATA`, else the platform's
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ask a question in your own words
    Ask(ask::Options),
    /// Forecast a body, region by region
    Forecast(forecast::Options),
    /// What to eat or do to reach a goal, when a schedule gets there, what was eaten
    Solve(solve::Options),
    /// A week to live with: what to eat, lift and walk for a goal, and what to expect of it
    Plan(plan::Options),
    /// The next load of each exercise of a plan, from the sets that are kept
    Loads(loads::Options),
    /// Test in one person whether training a spot takes fat from it
    #[command(subcommand)]
    SpotTest(spot_test::Command),
    /// The most that working one spot could ever take off it, in grams
    Bound(bound::Options),
    /// Expenditure, trend and the weeks ahead from weighings and a food log
    Track(track::Options),
    /// Once a week: what you spend now, and whether your target moves
    CheckIn(check_in::Options),
    /// Whether a change of a girth or of your share of fat is real yet
    Real(real::Options),
    /// The forecast beside trials that measured what it forecasts
    Validate(validate::Options),
    /// Read the files of scales, watches, diaries and gym apps, and keep what they hold
    Import(import::Options),
    #[command(flatten)]
    Kept(kept::Command),
    /// Where a number comes from
    Why(why::Options),
    /// The evidence behind the answers
    #[command(subcommand)]
    Evidence(evidence::Command),
    /// Ask one question for an example person
    Demo,
}

/// What goes to stdout, what is remarked on stderr, and the exit code.
pub(crate) struct Output {
    pub(crate) body: Vec<u8>,
    pub(crate) note: Option<String>,
    pub(crate) code: u8,
}

impl Output {
    fn done(body: impl Into<Vec<u8>>) -> Self {
        Self {
            body: body.into(),
            note: None,
            code: DONE,
        }
    }
}

/// Reads the command line and runs what it asks for.
pub(crate) fn run() -> anyhow::Result<Output> {
    let Arguments { command, data } = Arguments::parse();
    match command {
        Command::Ask(options) => ask::run(&options, data.as_deref()),
        Command::Forecast(options) => forecast::run(&options),
        Command::Solve(options) => solve::run(&options),
        Command::Plan(options) => plan::run(&options, data.as_deref()),
        Command::Loads(options) => loads::run(&options, data.as_deref()),
        Command::SpotTest(command) => spot_test::run(&command, data.as_deref()),
        Command::Bound(options) => bound::run(&options),
        Command::CheckIn(options) => check_in::run(&options, data.as_deref()),
        Command::Real(options) => real::run(&options, data.as_deref()),
        Command::Track(options) => track::run(&options, data.as_deref()),
        Command::Validate(options) => validate::run(&options),
        Command::Import(options) => import::run(&options, data.as_deref()),
        Command::Kept(command) => kept::run(&command, data.as_deref()),
        Command::Why(options) => why::run(&options),
        Command::Evidence(command) => evidence::run(&command, data.as_deref()),
        Command::Demo => demo::run().map(Output::done),
    }
}

/// Reads a whole file the user named, of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: u64) -> anyhow::Result<String> {
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| unreadable(&name))?;
    text_of(file, limit, &name)
}

/// Reads a whole file of at most `limit` bytes that need not be text.
fn bytes(path: &Path, limit: u64) -> anyhow::Result<Vec<u8>> {
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| unreadable(&name))?;
    bytes_of(file, limit, &name)
}

/// Reads text of at most `limit` bytes; `name` is how errors call it.
fn text_of(reader: impl Read, limit: u64, name: &str) -> anyhow::Result<String> {
    let bytes = bytes_of(reader, limit, name)?;
    let text = String::from_utf8(bytes).with_context(|| unreadable(name))?;
    // Some editors begin a text with a byte order mark.
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

fn bytes_of(reader: impl Read, limit: u64, name: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .with_context(|| unreadable(name))?;
    if limit < bytes.len() as u64 {
        let message = format!("{name} is longer than {limit} bytes");
        return Err(Refusal::new(message, "give less at a time").into());
    }
    Ok(bytes)
}

fn unreadable(name: &str) -> Refusal {
    Refusal::new(
        format!("cannot read {name}"),
        "check that it is there, and that it is text you may read",
    )
}

/// Writes a whole file or none: a reader never sees half of it.
fn write(path: &Path, body: &(impl AsRef<[u8]> + ?Sized)) -> anyhow::Result<()> {
    let refusal = || {
        Refusal::new(
            format!("cannot write {}", path.display()),
            "check that the folder exists and that you may write there",
        )
    };
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    fs::write(&unfinished, body)
        .and_then(|()| fs::rename(&unfinished, path))
        .with_context(refusal)
}

pub(crate) fn json(value: &impl serde::Serialize) -> anyhow::Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
