//! A plan as a page: headings, paragraphs and tables, once, for the terminal, Markdown and paper.

mod energy;
mod expect;
mod lifting;
mod markdown;
mod paper;
mod terminal;

use spotcheck_engine::planner::{Mode, Outcome, Plan};

use super::{Made, words};
use crate::number;
pub(super) use paper::paper;

/// Headings, paragraphs and tables in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Heading(String),
    Text(String),
    Table(Table),
    /// Who is relied on.
    Sources(Sources),
    /// Amounts, drawn to one scale; the last is their sum.
    Bars(Vec<(String, f64)>),
}

/// Who is relied on: in a paragraph of names, or a line each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sources {
    short: String,
    full: Vec<String>,
}

const SOURCES: &str = "Where the numbers come from";
const NO_ADVICE: &str = "General information, not medical advice.";

/// Rows of cells below a head; the first column is words, the others stand right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Block {
    fn table<const N: usize>(head: [&str; N], rows: Vec<[String; N]>) -> Self {
        Self::Table(Table {
            head: head.map(str::to_owned).to_vec(),
            rows: rows.into_iter().map(Vec::from).collect(),
        })
    }
}

/// The page of what was planned, or of why nothing was.
pub(super) fn page(made: &Made<'_>) -> anyhow::Result<Page> {
    match &made.outcome {
        Outcome::Stopped(gates) => Ok(Page {
            title: title(made),
            blocks: made.reasons(gates).into_iter().map(Block::Text).collect(),
        }),
        Outcome::Made(plan) => planned(made, plan),
    }
}

fn planned(made: &Made<'_>, plan: &Plan) -> anyhow::Result<Page> {
    let mut blocks = vec![Block::Text(first(made, plan))];
    blocks.extend(made.reasons(&plan.kept_by).into_iter().map(Block::Text));
    blocks.extend(too_low(made, plan).map(Block::Text));
    if !plan.solved.is_feasible {
        blocks.push(Block::Text(nearest(made, plan)));
    }
    blocks.extend(made.answer.clone().map(Block::Text));
    blocks.extend(energy::blocks(made, plan));
    blocks.extend(lifting::blocks(plan));
    blocks.extend(energy::minutes(made, plan));
    blocks.extend(expect::blocks(made, plan));
    blocks.push(Block::Heading(SOURCES.to_owned()));
    blocks.push(Block::Sources(sources(made)?));
    blocks.push(Block::Text(NO_ADVICE.to_owned()));
    Ok(Page {
        title: title(made),
        blocks,
    })
}

fn title(made: &Made<'_>) -> String {
    match &made.outcome {
        Outcome::Stopped(_) => "No plan".to_owned(),
        Outcome::Made(plan) => {
            format!("{} weeks from {}", plan.solved.weeks, made.meant.start)
        }
    }
}

/// The first line answers: what to do, and what comes of it.
fn first(made: &Made<'_>, plan: &Plan) -> String {
    let phase = &plan.solved.budget.phases[0];
    let sessions = &plan.training.programme.sessions;
    let longest = sessions
        .iter()
        .map(|session| session.minutes)
        .fold(0.0, f64::max);
    let minutes = plan.week.minutes.weeks[plan.solved.weeks - 1];
    let end = plan.end();
    let (lo, hi) = (end.row.weight_kg.lo90, end.row.weight_kg.hi90);
    format!(
        "Eat about {} kcal a day, lift {} times a week for up to {} minutes, and build up to {} minutes \
         of activity a week: in {} weeks that changes weight by {} kg ({} to {}) and fat by {} kg.",
        number::plain(phase.intake_kcal_per_day, 0),
        sessions.len(),
        number::plain(longest.ceil(), 0),
        number::plain(energy::clocked(made, plan, minutes), 0),
        plan.solved.weeks,
        number::signed(end.row.weight_kg.median, 1),
        number::signed(lo, 1),
        number::signed(hi, 1),
        number::signed(end.row.fat_kg.median, 1),
    )
}

/// When to stop, for whom one in twenty people like them would come too low if nobody looked.
fn too_low(made: &Made<'_>, plan: &Plan) -> Option<String> {
    let floor = made.parameters.safety.bmi_floor.value;
    let weeks = plan.outlook.weeks.iter().take(plan.solved.weeks + 1);
    let low = weeks
        .enumerate()
        .find(|(_, week)| week.row.bmi.lo90 < floor);
    let (week, day) = low?;
    let today = &plan.outlook.weeks[0].row;
    // Of the same height: weight goes with the index.
    let least_kg = floor * today.weight_kg.median / today.bmi.median;
    (day.row.bmi.median < today.bmi.median).then(|| {
        format!(
            "Check in every week: from week {week} on, one in twenty people like you who keep to this blindly would \
             weigh less than {} kg, which is too low for the height. Stop there.",
            number::plain(least_kg, 1)
        )
    })
}

/// What was asked for and cannot be, what limits it, and when it could be.
fn nearest(made: &Made<'_>, plan: &Plan) -> String {
    let why = words::limit(made.parameters, made.sex, plan.solved.limit);
    let later = plan.solved.weeks_needed.map_or_else(String::new, |weeks| {
        format!(" At this pace it takes {weeks} weeks.")
    });
    format!("What you asked for is out of reach, because {why}. This is the nearest plan.{later}")
}

/// Who is relied on, in short and in full.
fn sources(made: &Made<'_>) -> anyhow::Result<Sources> {
    let cited = super::numbers::sources(made.parameters, made.library)?;
    let mut short: Vec<String> = cited
        .iter()
        .filter_map(|cited| Some(made.library.source(&cited.key)?.short()))
        .collect();
    short.sort();
    short.dedup();
    let full = cited.into_iter().map(|source| {
        let address = source
            .address
            .map_or_else(String::new, |address| format!(" {address}"));
        format!("{}{address}", source.citation)
    });
    Ok(Sources {
        short: format!(
            "{}. `spotcheck plan --md` lists them in full, and `spotcheck why energy.deficit`, or any other name in \
             the JSON of a plan, tells how a number is made and which of its parts are assumed.",
            short.join("; ")
        ),
        full: full.collect(),
    })
}

/// What people call the mode.
pub(super) fn aim(mode: Mode) -> &'static str {
    match mode {
        Mode::Lose => "Less fat",
        Mode::Keep => "The same weight",
        Mode::Recompose => "Less fat, more muscle",
        Mode::Gain => "More muscle",
    }
}
