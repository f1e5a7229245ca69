//! `spotcheck track`: weighings and food logs to expenditure, trend and the weeks ahead.

mod batch;
mod own;
mod told;

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Output, kept::Whose};
use crate::report::Refusal;
use batch::Asked;
pub(super) use told::SOURCES;

/// The days a batch is looked at where none are told.
const BATCH_DAYS: [usize; 3] = [14, 28, 56];

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of the command line"
)]
pub(crate) struct Options {
    /// Who you are: ME.toml, as for `ask`
    #[arg(long, value_name = "ME.toml", required_unless_present = "batch")]
    me: Option<PathBuf>,
    /// What you are going to eat a day, as you would log it; else what you logged the last four weeks
    #[arg(long, value_name = "KCAL")]
    plan: Option<f64>,
    /// The weight you want; says how likely you are there by the end of the horizon
    #[arg(long, value_name = "KG")]
    goal: Option<f64>,
    /// Instead of what is kept, one person's log a line, JSON; prints one line for each person and day
    #[arg(long, value_name = "USERS.jsonl", conflicts_with_all = ["me", "plan", "goal"])]
    batch: Option<PathBuf>,
    /// The morning to look from: a date, else today; of a batch, days from the start
    #[arg(long, value_name = "WHEN", value_delimiter = ',')]
    as_of: Vec<String>,
    /// Days from then to the weight that is foretold
    #[arg(long, value_name = "DAYS", default_value_t = 28)]
    horizon: usize,
    /// Of a batch: also what is likely spent in truth, the plain trend, and which weighings were refused
    #[arg(long)]
    more: bool,
    /// One JSON document
    #[arg(long, conflicts_with_all = ["batch", "csv"])]
    json: bool,
    /// Every day as CSV
    #[arg(long, conflicts_with = "batch")]
    csv: bool,
    /// Also draw it, as SVG
    #[arg(long, value_name = "F.svg", conflicts_with = "batch")]
    plot: Option<PathBuf>,
    #[command(flatten)]
    whose: Whose,
}

pub(crate) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let (Some(file), _) = (&options.batch, &options.me) else {
        return own::run(options, data);
    };
    let mut as_of = Vec::new();
    for day in &options.as_of {
        let refusal = || Refusal::new(format!("`{day}` is no day"), "as in --as-of 14,28,56");
        as_of.push(day.parse().ok().ok_or_else(refusal)?);
    }
    if as_of.is_empty() {
        as_of.extend(BATCH_DAYS);
    }
    let asked = Asked {
        as_of,
        horizon: options.horizon,
        more: options.more,
    };
    batch::run(file, &asked)
}
