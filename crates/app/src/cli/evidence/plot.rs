//! `spotcheck evidence plot`: a claim's numbers as a forest or a funnel, on the terminal or as SVG.

use std::{env, path::PathBuf};

use clap::{Args, ValueEnum};
use spotcheck_evidence::{Basis, Claim, Library};

use super::find;
use crate::{
    answer::{Column, Subject},
    cli::{Output, write},
    plot::{Layout, Letters, Terminal},
    report::Refusal,
};

/// Columns of text where nothing says how wide the terminal is.
const COLUMNS: u16 = 80;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// An id such as C07, or a name such as spot-reduction
    claim: String,
    /// Each effect with its range, or each by its precision
    #[arg(long, value_enum, default_value_t = Kind::Forest)]
    kind: Kind,
    /// Write an SVG instead of drawing on the terminal; `-` for standard output
    #[arg(short, long, value_name = "F.svg")]
    output: Option<PathBuf>,
    /// Make the SVG for a phone
    #[arg(long, requires = "output")]
    narrow: bool,
    /// Group the effects of a forest, each group with a mean where it has enough
    #[arg(long, value_enum, value_name = "COLUMN")]
    group: Option<Column>,
    /// Columns of text; by default those of the terminal
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=400))]
    columns: Option<u16>,
    /// Plain ASCII letters
    #[arg(long)]
    ascii: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Forest,
    Funnel,
}

pub(crate) fn run(library: &Library, options: &Options) -> anyhow::Result<Output> {
    let claim = find(library, &options.claim)?;
    let verdict = library.verdict(claim)?;
    let subject = Subject {
        library,
        claim,
        verdict: &verdict,
        group: options.group,
    };
    let layout = if options.narrow {
        Layout::Narrow
    } else {
        Layout::Wide
    };
    let terminal = options.terminal();
    let (svg, text) = match options.kind {
        Kind::Forest => {
            let forest = subject.forest()?.ok_or_else(|| no_number(library, claim))?;
            (forest.svg(layout), forest.page(terminal))
        }
        Kind::Funnel => {
            let funnel = subject.funnel().ok_or_else(|| no_pool(library, claim))?;
            (funnel.svg(layout), funnel.page(terminal))
        }
    };
    match &options.output {
        None => Ok(Output::done(text)),
        Some(path) if path.as_os_str() == "-" => Ok(Output::done(svg)),
        Some(path) => {
            write(path, &svg)?;
            Ok(Output::done(String::new()))
        }
    }
}

impl Options {
    fn terminal(&self) -> Terminal {
        let found = terminal_size::terminal_size().map(|(width, _)| width.0);
        let letters = if self.ascii || !speaks_unicode() {
            Letters::Ascii
        } else {
            Letters::Unicode
        };
        Terminal {
            columns: usize::from(self.columns.or(found).unwrap_or(COLUMNS)),
            letters,
        }
    }
}

/// Whether the locale is one of UTF-8; where none is named, it is.
fn speaks_unicode() -> bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty());
    named.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// A claim whose answer rests on no figure has nothing to draw.
fn no_number(library: &Library, claim: &Claim) -> Refusal {
    let why = match &claim.basis {
        Basis::Pool { .. } | Basis::Synthesis { .. } => "no figure of it can be drawn",
        Basis::Findings => "its answer rests on what each study found, not on one number",
        Basis::Follows { .. } => "its answer follows from other claims",
        Basis::Textbook { .. } => "its answer is textbook biology",
    };
    let has_number =
        |claim: &&Claim| matches!(claim.basis, Basis::Pool { .. } | Basis::Synthesis { .. });
    Refusal::new(
        format!("{} has no number to draw: {why}", claim.id),
        format!(
            "`spotcheck evidence show {}` tells its studies; these have numbers: {}",
            claim.id,
            ids(library.claims().filter(has_number))
        ),
    )
}

/// A funnel needs effects that are pooled here.
fn no_pool(library: &Library, claim: &Claim) -> Refusal {
    let is_pooled = |claim: &&Claim| {
        let sized = library.size(claim);
        sized.is_ok_and(|sized| sized.pool.is_some())
    };
    let why = match &claim.basis {
        Basis::Pool { .. } => "its studies are too few to pool",
        Basis::Synthesis { .. } => "its number is quoted from a publication, without each study",
        Basis::Findings | Basis::Follows { .. } | Basis::Textbook { .. } => "it has no number",
    };
    Refusal::new(
        format!("{} has no funnel: {why}", claim.id),
        format!(
            "a funnel shows effects that are pooled here: {}",
            ids(library.claims().filter(is_pooled))
        ),
    )
}

fn ids<'a>(claims: impl Iterator<Item = &'a Claim>) -> String {
    let ids: Vec<&str> = claims.map(|claim| claim.id.as_str()).collect();
    ids.join(", ")
}
