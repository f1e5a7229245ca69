//! A test read from a table: what it says, and whether what it assumes holds.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use spotcheck_engine::spot_test::{
    self, Check, Finding, Limb, Measurement, Outcome, Question, Reading, Told, Tool, Verdict,
};
use spotcheck_model::Parameters;

use super::Word;
use crate::{
    answer::wrapped,
    cli::{Output, json},
    number::plain,
    report::Refusal,
    table::{Table, is_absent},
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Readings, CSV with columns day, side (left, right, trained or control) and value in mm; rater,
    /// tool, `weight_kg` and `rest_h` (hours since training) if known
    #[arg(value_name = "DATA.csv")]
    data: PathBuf,
    /// What was measured with
    #[arg(long, value_enum)]
    tool: Word,
    /// The side that was trained, where the table says left and right
    #[arg(long, value_enum)]
    trained: Option<SideWord>,
    /// What was trained
    #[arg(long, default_value = "side")]
    site: String,
    /// Weeks of training that were planned: 8, 12 or 16
    #[arg(long, default_value_t = 16)]
    weeks: u32,
    /// Sessions of measuring a week that were planned
    #[arg(long, default_value_t = 2, value_name = "TIMES")]
    per_week: u32,
    /// The least extra loss in 12 weeks worth having, if more than the tool's own
    #[arg(long, value_name = "MM")]
    worthwhile_mm: Option<f64>,
    /// Share of the planned training that was done, on the one side alone: 0 to 1
    #[arg(long, value_name = "SHARE")]
    trained_frac: Option<f64>,
    /// How much more the girth of the trained side grew, if measured
    #[arg(long, value_name = "MM", allow_negative_numbers = true)]
    girth_growth_mm: Option<f64>,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SideWord {
    Left,
    Right,
}

#[derive(Serialize)]
struct Wire {
    outcome: &'static str,
    next_look_week: Option<u32>,
    finding: Option<FindingWire>,
    checks: Vec<CheckWire>,
    text: Vec<String>,
}

#[derive(Serialize)]
struct FindingWire {
    week: u32,
    sessions: usize,
    trained_loss_mm: f64,
    control_loss_mm: f64,
    extra_loss_mm_per_12_weeks: f64,
    extra_loss_90_mm: [f64; 2],
    extra_loss_95_mm: [f64; 2],
    extra_loss_frac_per_12_weeks: f64,
    extra_loss_90_frac: [f64; 2],
    worthwhile_mm_per_12_weeks: f64,
    probability_useful: f64,
    difference_sd_mm: f64,
    detectable_mm_per_12_weeks: f64,
}

#[derive(Serialize)]
struct CheckWire {
    assumption: String,
    holds: Option<bool>,
    seen: Option<f64>,
}

pub(super) fn run(options: &Options) -> anyhow::Result<Output> {
    let parameters = Parameters::published();
    let tool = Tool::from(options.tool);
    let measurements = measurements(&options.data, options.trained)?;
    let question = Question {
        measurements: &measurements,
        tool,
        worthwhile_mm: options
            .worthwhile_mm
            .unwrap_or_else(|| tool.worthwhile_mm(parameters)),
        weeks: options.weeks,
        per_week: options.per_week,
        trained_frac: options.trained_frac,
    };
    let reading = spot_test::read(parameters, &question)?;
    let wire = Wire::new(&reading, parameters, &options.told(tool));
    Ok(Output::done(if options.json {
        json(&wire)?
    } else {
        wire.words(&options.site)
    }))
}

impl Options {
    fn told(&self, tool: Tool) -> Told<'_> {
        Told {
            site: &self.site,
            tool,
            girth_growth_mm: self.girth_growth_mm,
        }
    }
}

impl Wire {
    fn new(reading: &Reading, parameters: &Parameters, told: &Told<'_>) -> Self {
        let checks = reading.checks.map(|check| CheckWire::of(check, parameters));
        let (outcome, next_look_week, finding, text) = match &reading.outcome {
            Outcome::Waiting { next_week, .. } => {
                let words = format!(
                    "Not decided. Keep measuring; the next look is after week {next_week}. Until a look decides, no \
                     difference is told, so that measuring stays blind."
                );
                ("waiting", Some(*next_week), None, vec![words])
            }
            Outcome::Ended(finding) => (
                word(finding.verdict),
                None,
                Some(FindingWire::from(finding)),
                finding.sentences(told),
            ),
        };
        Self {
            outcome,
            next_look_week,
            finding,
            checks: checks.into(),
            text,
        }
    }

    fn words(&self, site: &str) -> String {
        let mut text = wrapped("", "", &format!("{}.", self.headline(site)));
        for paragraph in &self.text {
            text.push('\n');
            text.push_str(&wrapped("", "", paragraph));
        }
        if let Some(finding) = &self.finding {
            let percent = |share: f64| plain(100.0 * share, 1);
            let [lo, hi] = finding.extra_loss_90_frac.map(percent);
            let relative = format!(
                "As a share of what was there, the extra loss of 12 weeks is {} % (90 % interval {lo} to {hi}).",
                percent(finding.extra_loss_frac_per_12_weeks)
            );
            text.push('\n');
            text.push_str(&wrapped("", "", &relative));
        }
        text.push_str("\nWhat this assumes:\n");
        for check in &self.checks {
            let holds = match check.holds {
                Some(true) => "holds",
                Some(false) => "FAILS",
                None => "not told",
            };
            text.push_str(&wrapped(
                &format!("  {holds:<9} "),
                "            ",
                &check.assumption,
            ));
        }
        text
    }

    fn headline(&self, site: &str) -> String {
        match self.outcome {
            "found" => format!("A local effect at the {site}, in these data"),
            "none_useful" => format!("No useful local effect at the {site}"),
            "opposite" => format!("The opposite of a local effect at the {site}, in these data"),
            "inconclusive" => "Inconclusive".to_owned(),
            _ => "Not yet".to_owned(),
        }
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Found => "found",
        Verdict::NoneUseful => "none_useful",
        Verdict::Opposite => "opposite",
        Verdict::Inconclusive => "inconclusive",
    }
}

impl From<&Finding> for FindingWire {
    fn from(finding: &Finding) -> Self {
        Self {
            week: finding.week,
            sessions: finding.sessions,
            trained_loss_mm: finding.trained_loss_mm,
            control_loss_mm: finding.control_loss_mm,
            extra_loss_mm_per_12_weeks: finding.extra_loss_mm,
            extra_loss_90_mm: finding.extra_loss_90_mm,
            extra_loss_95_mm: finding.extra_loss_95_mm,
            extra_loss_frac_per_12_weeks: finding.extra_loss_frac,
            extra_loss_90_frac: finding.extra_loss_90_frac,
            worthwhile_mm_per_12_weeks: finding.worthwhile_mm,
            probability_useful: finding.useful,
            difference_sd_mm: finding.difference_sd_mm,
            detectable_mm_per_12_weeks: finding.detectable_mm,
        }
    }
}

impl CheckWire {
    fn of(check: Check, parameters: &Parameters) -> Self {
        let counted = |count: Option<usize>| count.map(|count| count as f64);
        let p = &parameters.instruments;
        let share = plain(100.0 * p.sessions_least.value, 0);
        let (assumption, seen) = match check {
            Check::Parallel { p } => ("the sides ran parallel before training".to_owned(), p),
            Check::OneTool { count } => ("one tool measured".to_owned(), counted(count)),
            Check::OneRater { count } => ("one person measured".to_owned(), counted(count)),
            Check::Measured { done_frac } => (
                format!("{share} % of the planned sessions were measured"),
                Some(done_frac),
            ),
            Check::Trained { done_frac } => (
                format!("{share} % of the planned trainings were done, on one side alone"),
                done_frac,
            ),
            Check::WeightChanged { change_frac } => (
                format!(
                    "weight changed by {} % or more: without fat loss there is little to see",
                    plain(100.0 * p.weight_change_least.value, 0)
                ),
                change_frac,
            ),
            Check::Rested { least_h } => (
                format!(
                    "a side was measured {} hours or more after it was trained, when swelling had gone",
                    plain(p.swelling_gap.value, 0)
                ),
                least_h,
            ),
        };
        Self {
            assumption,
            holds: check.holds(parameters),
            seen,
        }
    }
}

/// The readings of a file.
fn measurements(path: &Path, trained: Option<SideWord>) -> anyhow::Result<Vec<Measurement>> {
    let table = Table::open(path)?;
    let (days, values) = (table.numbers("day")?, table.numbers("value")?);
    let sides = table.words("side")?;
    let [raters, tools] = ["rater", "tool"].map(|column| words(&table, column));
    let (raters, tools) = (raters?, tools?);
    let [weights, rests] = ["weight_kg", "rest_h"].map(|column| numbers(&table, column));
    let (weights, rests) = (weights?, rests?);
    let mut measurements = Vec::new();
    for row in 0..table.len() {
        let Some(value_mm) = values[row] else {
            continue;
        };
        if value_mm <= 0.0 {
            return Err(table
                .refuse(row, "value", "a thickness or girth is above zero")
                .into());
        }
        if weights[row].is_some_and(|kg| kg <= 0.0) {
            return Err(table
                .refuse(row, "weight_kg", "a weight is above zero")
                .into());
        }
        let day = days[row].and_then(whole);
        measurements.push(Measurement {
            day: day.ok_or_else(|| table.refuse(row, "day", "a day is a whole number"))?,
            limb: limb(sides[row], trained).map_err(|why| table.refuse(row, "side", why))?,
            value_mm,
            rater: raters[row].clone(),
            tool: tools[row].clone(),
            weight_kg: weights[row],
            rest_h: rests[row],
        });
    }
    Ok(measurements)
}

/// A column of words that need not be there.
fn words(table: &Table, column: &str) -> Result<Vec<Option<String>>, Refusal> {
    if !table.has(column) {
        return Ok(vec![None; table.len()]);
    }
    let told = |word: &str| (!is_absent(word)).then(|| word.to_owned());
    Ok(table.words(column)?.into_iter().map(told).collect())
}

/// A column of numbers that need not be there.
fn numbers(table: &Table, column: &str) -> Result<Vec<Option<f64>>, Refusal> {
    if table.has(column) {
        table.numbers(column)
    } else {
        Ok(vec![None; table.len()])
    }
}

fn limb(word: &str, trained: Option<SideWord>) -> Result<Limb, &'static str> {
    let side = match word.to_lowercase().as_str() {
        "trained" => return Ok(Limb::Trained),
        "control" => return Ok(Limb::Control),
        "left" => SideWord::Left,
        "right" => SideWord::Right,
        _ => return Err("a side is left, right, trained or control"),
    };
    match trained {
        Some(trained) if trained == side => Ok(Limb::Trained),
        Some(_) => Ok(Limb::Control),
        None => Err("say which side was trained: `--trained left` or `--trained right`"),
    }
}

/// A number as a day.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a whole number no further from 0 than ten years of days"
)]
fn whole(day: f64) -> Option<i32> {
    const MOST: f64 = 3650.0;
    (day.abs() <= MOST && day.fract() == 0.0).then_some(day as i32)
}
