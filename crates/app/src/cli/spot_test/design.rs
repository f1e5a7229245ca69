//! The plan of a test: as text, as JSON, as reminders for a calendar.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher as _, Hasher as _},
};

use clap::Args;
use jiff::{ToSpan as _, civil::Date};
use serde::Serialize;
use spotcheck_engine::spot_test::{self, Design, READS, Side};
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
    #[command(flatten)]
    plan: Plan,
    /// The day on which training begins, two weeks after measuring
    #[arg(long, value_name = "YYYY-MM-DD", requires = "ics")]
    start: Option<Date>,
}

/// What is planned, and how the plan is shown.
#[derive(Debug, Args)]
pub(super) struct Plan {
    /// What you measure with
    #[arg(long, value_enum)]
    tool: Word,
    /// What is trained on one side and measured on both, such as "calf" or "upper arm"
    #[arg(long)]
    pub(super) site: String,
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
}

/// A plan to be shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub(super) design: &'a Design,
    pub(super) site: &'a str,
    pub(super) seed: u64,
    /// What is called useful in twelve weeks.
    pub(super) worthwhile_mm: f64,
    /// The first day of training of a test that is kept; `None` where a file is to hold it.
    pub(super) kept_since: Option<Date>,
}

#[derive(Serialize)]
struct Wire<'a> {
    site: &'a str,
    tool: &'static str,
    trained: &'static str,
    control: &'static str,
    seed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
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
    let (design, seed) = options.plan.design()?;
    let sheet = Sheet {
        design: &design,
        site: &options.plan.site,
        seed,
        worthwhile_mm: design.tool.worthwhile_mm(Parameters::published()),
        kept_since: None,
    };
    let text = sheet.shown(&options.plan, options.start)?;
    Ok(Output::done(text))
}

impl Plan {
    /// Lays it out, and says by which seed.
    pub(super) fn design(&self) -> Result<(Design, u64), spot_test::Error> {
        let seed = self.seed.unwrap_or_else(thrown);
        let design = Design::new(self.tool.into(), self.weeks, self.per_week, seed)?;
        Ok((design, seed))
    }
}

impl Sheet<'_> {
    /// As text, as JSON, or as reminders from a day on.
    pub(super) fn shown(&self, plan: &Plan, start: Option<Date>) -> anyhow::Result<String> {
        match start {
            Some(start) if plan.ics => calendar(self.design, self.site, self.seed, start),
            _ if plan.json => json(&self.wire()),
            _ => Ok(self.text()),
        }
    }

    fn wire(&self) -> Wire<'_> {
        let parameters = Parameters::published();
        let design = self.design;
        let [detectable_mm, detectable_mm_if_correlated] = design.detectable_mm(parameters);
        Wire {
            site: self.site,
            tool: design.tool.name(),
            trained: design.trained.word(),
            control: design.trained.other().word(),
            seed: self.seed,
            start: self.kept_since.map(|start| start.to_string()),
            weeks: design.weeks,
            looks_weeks: design.looks().collect(),
            sessions_per_week: design.per_week,
            readings_per_side: READS,
            worthwhile_mm_per_12_weeks: self.worthwhile_mm,
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

    fn text(&self) -> String {
        let mut text = String::new();
        for paragraph in [
            before(),
            trained(self.design, self.site, self.seed),
            self.measured(),
            self.seen(),
            ends(self.design),
        ] {
            text.push_str(&wrapped("", "", &paragraph));
            text.push('\n');
        }
        text.push_str(
            "Days of measuring, and the side to begin with. Day 0 is the first of training.\n\n",
        );
        for session in &self.design.sessions {
            let date = self.kept_since.map_or_else(String::new, |start| {
                let date = start.saturating_add(i64::from(session.day).days());
                format!("{date}  ")
            });
            let (day, first) = (session.day, session.first.word());
            text.push_str(&format!("{day:>5}  {date}{first}\n"));
        }
        text.push('\n');
        text.push_str(&wrapped("", "", self.keeping()));
        text
    }

    fn measured(&self) -> String {
        let gap = Parameters::published().instruments.swelling_gap.value;
        let blind = if self.kept_since.is_some() {
            "Do not look at earlier readings, neither of that day nor before; nothing here shows them to you before a \
             look ends the test."
        } else {
            "Do not look at earlier readings, neither of that day nor before; a file cannot hide them from you."
        };
        format!(
            "Measure both sides in every session, {READS} readings each, beginning with the side named below: before \
             training and {gap} hours or more after the last, at the same time of day, by the same hands and tool, at a \
             marked place. {blind}"
        )
    }

    fn seen(&self) -> String {
        let parameters = Parameters::published();
        let design = self.design;
        let [independent, correlated] = design.detectable_mm(parameters);
        let scaled = design.detectable_per_12_weeks_mm(parameters);
        let girth = if design.tool.measures_girth() {
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
            plain(self.worthwhile_mm, 1),
        )
    }

    fn keeping(&self) -> &'static str {
        if self.kept_since.is_some() {
            "The test is kept. `spotcheck spot-test measure --side left 12.1 12.3 12.0` takes down what you read, in \
             mm; `spot-test status` says what is due, and `spot-test read` reads it."
        } else {
            "Keep a table with columns day, side (left or right) and value in mm, one row a reading; rater, tool, \
             weight_kg and rest_h (hours since that side was trained) if you like. `spotcheck spot-test read` reads it."
        }
    }
}

/// A seed by the randomness with which the standard library keys its tables.
fn thrown() -> u64 {
    RandomState::new().build_hasher().finish() % SEEDS
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

fn ends(design: &Design) -> String {
    let looks: Vec<String> = design.looks().map(|week| week.to_string()).collect();
    let looks = match looks.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("weeks {} and {last}", first.join(", ")),
        _ => format!("week {}", looks.concat()),
    };
    format!("Read it after {looks} and at no other time; the first look that decides ends it.")
}
