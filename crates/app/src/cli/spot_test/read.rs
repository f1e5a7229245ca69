//! A test that is read: what it says, and whether what it assumes holds.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use spotcheck_engine::spot_test::{Check, Finding, Outcome, Reading, Told, Tool, Verdict};
use spotcheck_model::Parameters;

use super::{SideWord, Word, file::measurements, kept::KeptTest, record::Record};
use crate::{
    answer::wrapped,
    cli::{
        Output, json,
        kept::{Kept, Whose},
    },
    number::plain,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Readings that are not kept here, CSV with columns day, side (left, right, trained or control) and value in mm; rater,
    /// tool, `weight_kg` and `rest_h` (hours since training) if known
    #[arg(value_name = "DATA.csv", requires = "tool")]
    table: Option<PathBuf>,
    /// What was measured with
    #[arg(long, value_enum, requires = "table")]
    tool: Option<Word>,
    /// The side that was trained, where the table says left and right
    #[arg(long, value_enum, requires = "table")]
    trained: Option<SideWord>,
    /// What was trained; of tests that are kept, which one
    #[arg(long)]
    site: Option<String>,
    /// Weeks of training that were planned: 8, 12 or 16
    #[arg(long, default_value_t = 16, requires = "table")]
    weeks: u32,
    /// Sessions of measuring a week that were planned
    #[arg(long, default_value_t = 2, value_name = "TIMES", requires = "table")]
    per_week: u32,
    /// The least extra loss in 12 weeks worth having, if more than the tool's own
    #[arg(long, value_name = "MM", requires = "table")]
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
    #[command(flatten)]
    whose: Whose,
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

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let record = options.record(data)?;
    let reading = record.reading(options.trained_frac)?;
    let told = Told {
        site: &record.site,
        tool: record.tool,
        girth_growth_mm: options.girth_growth_mm,
    };
    let wire = Wire::new(&reading, Parameters::published(), &told);
    Ok(Output::done(if options.json {
        json(&wire)?
    } else {
        wire.words(&record.site)
    }))
}

impl Options {
    /// What the table tells, or else the store.
    fn record(&self, data: Option<&Path>) -> anyhow::Result<Record> {
        if let (Some(table), Some(tool)) = (&self.table, self.tool) {
            let tool = Tool::from(tool);
            let own_mm = tool.worthwhile_mm(Parameters::published());
            return Ok(Record {
                site: self.site.clone().unwrap_or_else(|| "side".to_owned()),
                tool,
                weeks: self.weeks,
                per_week: self.per_week,
                worthwhile_mm: self.worthwhile_mm.unwrap_or(own_mm),
                measurements: measurements(table, self.trained)?,
            });
        }
        let kept = Kept::open(data)?;
        let person = kept.known(&self.whose)?;
        let test = KeptTest::find(&kept, &person, self.site.as_deref())?;
        kept.close();
        Ok(test.record())
    }
}

impl Wire {
    fn new(reading: &Reading, parameters: &Parameters, told: &Told<'_>) -> Self {
        let is_blind = matches!(reading.outcome, Outcome::Waiting { .. });
        // Of the sides' difference nothing is told before a look ends the test, not even that.
        let blinded = |check| {
            if is_blind && matches!(check, Check::Parallel { .. }) {
                Check::Parallel { p: None }
            } else {
                check
            }
        };
        let checks = reading.checks.map(blinded);
        let checks = checks.map(|check| CheckWire::of(check, parameters));
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
