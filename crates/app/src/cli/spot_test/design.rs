//! The plan of a test: as text, as JSON, as reminders for a calendar.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher as _, Hasher as _},
};

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;
use spotcheck_engine::spot_test::{Design, READS, Side, Tool};
use spotcheck_model::Parameters;

use super::{Word, calendar::calendar};
use crate::{
    answer::wrapped,
    cli::{Output, json},
    number::plain,
};

/// Seeds drawn here have no more digits than can be copied by hand.
const SEEDS: u64 = 1_000_000;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// What you measure with
    #[arg(long, value_enum)]
    tool: Word,
    /// What is trained on one side and measured on both, such as "calf" or "upper arm"
    #[arg(long)]
    site: String,
    /// Weeks of training: 8, 12 or 16
    #[arg(long, default_value_t = 16)]
    weeks: u32,
    /// Sessions of measuring a week
    #[arg(long, default_value_t = 2, value_name = "TIMES")]
    per_week: u32,
    /// What the coin falls by; without one it is thrown
    #[arg(long)]
    seed: Option<u64>,
    /// One JSON document
    #[arg(long)]
    json: bool,
    /// Reminders for a calendar (iCalendar)
    #[arg(long, conflicts_with = "json", requires = "start")]
    ics: bool,
    /// The day on which training begins, two weeks after measuring
    #[arg(long, value_name = "YYYY-MM-DD", requires = "ics")]
    start: Option<Date>,
}

#[derive(Serialize)]
struct Wire<'a> {
    site: &'a str,
    tool: &'static str,
    trained: &'static str,
    control: &'static str,
    seed: u64,
    weeks: u32,
    looks_weeks: Vec<u32>,
    sessions_per_week: u32,
    readings_per_side: u32,
    worthwhile_mm_per_12_weeks: f64,
    detectable_mm: f64,
    detectable_mm_if_correlated: f64,
    detectable_mm_per_12_weeks: f64,
    sessions: Vec<SessionWire>,
}

#[derive(Serialize)]
struct SessionWire {
    day: i32,
    first: &'static str,
}

pub(super) fn run(options: &Options) -> anyhow::Result<Output> {
    let seed = options.seed.unwrap_or_else(thrown);
    let Options {
        tool,
        weeks,
        per_week,
        ..
    } = *options;
    let design = Design::new(tool.into(), weeks, per_week, seed)?;
    let text = match options.start {
        Some(start) if options.ics => calendar(&design, &options.site, seed, start)?,
        _ if options.json => json(&wire(&design, &options.site, seed))?,
        _ => text(&design, &options.site, seed),
    };
    Ok(Output::done(text))
}

/// A seed by the randomness with which the standard library keys its tables.
fn thrown() -> u64 {
    RandomState::new().build_hasher().finish() % SEEDS
}

fn wire<'a>(design: &Design, site: &'a str, seed: u64) -> Wire<'a> {
    let parameters = Parameters::published();
    let [detectable_mm, detectable_mm_if_correlated] = design.detectable_mm(parameters);
    Wire {
        site,
        tool: design.tool.name(),
        trained: design.trained.word(),
        control: design.trained.other().word(),
        seed,
        weeks: design.weeks,
        looks_weeks: design.looks().collect(),
        sessions_per_week: design.per_week,
        readings_per_side: READS,
        worthwhile_mm_per_12_weeks: design.tool.worthwhile_mm(parameters),
        detectable_mm,
        detectable_mm_if_correlated,
        detectable_mm_per_12_weeks: design.detectable_per_12_weeks_mm(parameters),
        sessions: design
            .sessions
            .iter()
            .map(|session| SessionWire {
                day: session.day,
                first: session.first.word(),
            })
            .collect(),
    }
}

fn text(design: &Design, site: &str, seed: u64) -> String {
    let mut text = String::new();
    for paragraph in [before(), trained(design, site, seed), measured()] {
        text.push_str(&wrapped("", "", &paragraph));
        text.push('\n');
    }
    for paragraph in [seen(design), ends(design)] {
        text.push_str(&wrapped("", "", &paragraph));
        text.push('\n');
    }
    text.push_str(
        "Days of measuring, and the side to begin with. Day 0 is the first of training.\n\n",
    );
    for session in &design.sessions {
        text.push_str(&format!("{:>5}  {}\n", session.day, session.first.word()));
    }
    let file = "Keep a table with columns day, side (left or right) and value in mm, one row a reading; rater, tool, \
        weight_kg and rest_h (hours since that side was trained) if you like. `spotcheck spot-test read` reads it.";
    text.push('\n');
    text.push_str(&wrapped("", "", file));
    text
}

fn before() -> String {
    "Before you begin: the expected answer is no. Most trials find that training a spot takes no more fat from it \
     than from elsewhere. Sides that differ after training one of them even out again. Stop on pain. Do not take the \
     test while pregnant, with lymphoedema, or if you have or had an eating disorder."
        .to_owned()
}

fn trained(design: &Design, site: &str, seed: u64) -> String {
    let [trained, control] = [design.trained, design.trained.other()].map(Side::word);
    format!(
        "Train the {trained} {site} for {} weeks, and leave the {control} one alone. The coin chose the side (seed \
         {seed}).",
        design.weeks
    )
}

fn measured() -> String {
    let gap = Parameters::published().instruments.swelling_gap.value;
    format!(
        "Measure both sides in every session, {READS} readings each, beginning with the side named below: before \
         training and {gap} hours or more after the last, at the same time of day, by the same hands and tool, at a \
         marked place. Do not look at earlier readings, neither of that day nor before; a file cannot hide them from \
         you."
    )
}

fn seen(design: &Design) -> String {
    let parameters = Parameters::published();
    let [independent, correlated] = design.detectable_mm(parameters);
    let scaled = design.detectable_per_12_weeks_mm(parameters);
    let useful = design.tool.worthwhile_mm(parameters);
    let girth = if matches!(design.tool, Tool::Tape | Tool::TapeNovice) {
        " Girth mixes fat and muscle: such a test is about size, not about fat."
    } else {
        ""
    };
    format!(
        "What it can see: an extra loss of {} mm over the {} weeks, or {} mm in 12, in four of five tests; {} mm if \
         errors of neighbouring sessions go together. Called useful is {} mm or more in 12 weeks. The test can rule \
         that out; it cannot prove that there is no effect at all.{girth}",
        plain(independent, 1),
        design.weeks,
        plain(scaled, 1),
        plain(correlated, 1),
        plain(useful, 1),
    )
}

fn ends(design: &Design) -> String {
    let looks: Vec<String> = design.looks().map(|week| week.to_string()).collect();
    let looks = match looks.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("weeks {} and {last}", first.join(", ")),
        _ => format!("week {}", looks.concat()),
    };
    format!("Read it after {looks} and at no other time; the first look that decides ends it.")
}
