//! `spotcheck evidence plot`: a claim's numbers, or somebody's own, as a forest or a funnel, on the terminal
//! or as SVG.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use spotcheck_evidence::{Basis, Claim, Interval, Library};

use super::{find, request::refusal};
use crate::{
    answer::{Column, Subject},
    cli::{Output, write},
    overlay::library,
    plot::{
        Layout, Letters, Terminal,
        forest::{Forest, Given},
        funnel::Funnel,
        own::Own,
    },
    report::Refusal,
    table::Table,
};

/// Columns of text where nothing says how wide the terminal is.
const COLUMNS: u16 = 80;
/// Columns that name a row, where none is given, the first that is there.
const NAMES: [&str; 4] = ["label", "study", "author", "id"];
/// Half a 95 % interval, in standard errors.
const NORMAL_95: f64 = 1.959_963_984_540_054;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// An id such as C07, or a name such as spot-reduction
    #[arg(required_unless_present = "data", conflicts_with_all = ["label", "fill"])]
    claim: Option<String>,
    /// Without a claim, your own effects: a CSV file with a column yi of effects and vi of their sampling
    /// variances. With one, the folder that holds what you add
    #[arg(long, value_name = "EFFECTS.csv")]
    data: Option<PathBuf>,
    /// The column of that file that names a row
    #[arg(long, value_name = "COLUMN", requires = "data")]
    label: Option<String>,
    /// Group the effects of a forest: a claim's by method, design, sex or depot, your own by a column
    #[arg(long, value_name = "COLUMN")]
    group: Option<String>,
    /// Each effect with its range, or each by its precision
    #[arg(long, value_enum, default_value_t = Kind::Forest)]
    kind: Kind,
    /// Add to a funnel of your own effects what trim and fill makes up
    #[arg(long, requires = "data")]
    fill: bool,
    /// Write an SVG instead of drawing on the terminal; `-` for standard output
    #[arg(short, long, value_name = "F.svg")]
    output: Option<PathBuf>,
    /// What the SVG is for
    #[arg(long, value_enum, default_value_t = Layout::Page)]
    layout: Layout,
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

/// What is drawn.
enum Picture {
    Forest(Forest),
    Funnel(Funnel),
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    if options.fill && options.kind == Kind::Forest {
        return Err(Refusal::new(
            "trim and fill adds studies to a funnel only",
            "add --kind funnel, or leave out --fill",
        )
        .into());
    }
    let (picture, note) = match &options.claim {
        // One name for two things: before the command it can only mean the folder.
        Some(claim) => (
            of_claim(options, claim, options.data.as_deref().or(data))?,
            None,
        ),
        None => own(options)?,
    };
    let svg = || match &picture {
        Picture::Forest(forest) => forest.svg(options.layout),
        Picture::Funnel(funnel) => funnel.svg(options.layout),
    };
    let text = match (&options.output, &picture) {
        (None, Picture::Forest(forest)) => forest.page(options.terminal()),
        (None, Picture::Funnel(funnel)) => funnel.page(options.terminal()),
        (Some(path), _) if path.as_os_str() == "-" => svg(),
        (Some(path), _) => {
            write(path, &svg())?;
            String::new()
        }
    };
    Ok(Output {
        note,
        ..Output::done(text)
    })
}

fn of_claim(options: &Options, claim: &str, data: Option<&Path>) -> anyhow::Result<Picture> {
    let library = library(data)?;
    let claim = find(&library, claim)?;
    let verdict = library.verdict(claim)?;
    let subject = Subject {
        library: &library,
        claim,
        verdict: &verdict,
        group: options.group.as_deref().map(column).transpose()?,
    };
    match options.kind {
        Kind::Forest => {
            let forest = subject.forest()?;
            let forest = forest.ok_or_else(|| no_number(&library, claim))?;
            Ok(Picture::Forest(forest))
        }
        Kind::Funnel => {
            let funnel = subject.funnel();
            let funnel = funnel.ok_or_else(|| no_pool(&library, claim))?;
            Ok(Picture::Funnel(funnel))
        }
    }
}

/// What a claim's effects are grouped by.
fn column(word: &str) -> Result<Column, Refusal> {
    let columns = Column::value_variants().iter();
    let named = columns
        .filter_map(|column| Some((column, column.to_possible_value()?.get_name().to_owned())));
    let named: Vec<(&Column, String)> = named.collect();
    let found = named.iter().find(|(_, name)| name == word);
    found.map(|(column, _)| **column).ok_or_else(|| {
        let names: Vec<&str> = named.iter().map(|(_, name)| name.as_str()).collect();
        Refusal::new(
            format!("a claim's effects are not grouped by `{word}`"),
            format!("they are grouped by {}", names.join(", ")),
        )
    })
}

/// A picture of somebody's own effects, and what to remark about rows that were left out.
fn own(options: &Options) -> anyhow::Result<(Picture, Option<String>)> {
    let path = options
        .data
        .as_ref()
        .context("clap asks for it where no claim is named")?;
    let table = Table::open(path)?;
    let (rows, given) = given(&table, options.label.as_deref(), options.group.as_deref())?;
    let left_out = table.len() - given.len();
    let note = (0 < left_out).then(|| {
        format!(
            "note: {left_out} of {} rows were left out for want of a value\n",
            table.len()
        )
    });
    let refused = |error| refusal(&table, &rows, &error);
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy().into_owned();
    let own = Own::new(name, given).map_err(refused)?;
    let picture = match options.kind {
        Kind::Forest => Picture::Forest(own.forest().map_err(refused)?),
        Kind::Funnel => {
            let filled = options.fill.then(|| own.filled().map_err(refused));
            let funnel = own.funnel(filled.transpose()?.as_deref());
            Picture::Funnel(funnel.ok_or_else(|| too_few(&table))?)
        }
    };
    Ok((picture, note))
}

fn too_few(table: &Table) -> Refusal {
    Refusal::new(
        format!("{} has too few effects for a funnel", table.name()),
        "a funnel shows effects around their pooled mean: give three or more",
    )
}

/// The rows of a table that hold an effect and its variance, by their places in it, with what they hold.
fn given(
    table: &Table,
    label: Option<&str>,
    group: Option<&str>,
) -> anyhow::Result<(Vec<usize>, Vec<Given>)> {
    let (yi, vi) = (table.numbers("yi")?, table.numbers("vi")?);
    let label = label.or_else(|| NAMES.into_iter().find(|name| table.has(name)));
    let labels = label.map(|label| table.words(label)).transpose()?;
    let groups = group.map(|group| table.words(group)).transpose()?;
    let (mut rows, mut given) = (Vec::new(), Vec::new());
    for (row, pair) in yi.iter().zip(&vi).enumerate() {
        let (Some(estimate), Some(variance)) = pair else {
            continue;
        };
        if *variance <= 0.0 {
            return Err(table
                .refuse(row, "vi", "a sampling variance is above zero")
                .into());
        }
        let named = labels.as_ref().map(|labels| labels[row].to_owned());
        rows.push(row);
        given.push(Given {
            label: named.unwrap_or_else(|| format!("Row {}", row + 1)),
            detail: String::new(),
            group: groups.as_ref().map(|groups| groups[row].to_owned()),
            estimate: *estimate,
            variance: *variance,
            ci: Interval::around(*estimate, NORMAL_95 * variance.sqrt()),
        });
    }
    if given.is_empty() {
        return Err(Refusal::new(
            format!("{} has no row with both yi and vi", table.name()),
            "give an effect and its sampling variance in each row",
        )
        .into());
    }
    Ok((rows, given))
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
