//! `spotcheck forecast`: a scenario to a body, day by day and region by region.

mod batch;
mod local;
mod readout;
mod table;
mod width;

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use serde::Serialize;
use spotcheck_model::{
    Baseline, Parameters, Person, Row, Solver,
    ensemble::{self, Draws},
    simulate,
};

use super::{Output, json, read, write};
use crate::{
    gate::TOO_LOW,
    number, plot,
    report::Refusal,
    scenario::Scenario,
    wire::{Day, Range},
};
use local::Local;
use readout::Readout;
use table::{csv, table};
use width::Width;

/// A usual intake this far from expenditure moves weight visibly within weeks.
const WORTH_A_WORD_KCAL: f64 = 10.0;
const MOST_BYTES: u64 = 1_000_000_000;
/// A scenario is arithmetic for whoever asks; a body it would harm gets a word with it.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(crate) struct Options {
    /// One scenario, a JSON file
    #[arg(
        long,
        value_name = "S.json",
        required_unless_present = "batch",
        conflicts_with = "batch"
    )]
    scenario: Option<PathBuf>,
    /// Many scenarios, one JSON object a line; prints one line for each
    #[arg(long, value_name = "S.jsonl")]
    batch: Option<PathBuf>,
    /// The exact solution, or the scheme of the public package with its flaws
    #[arg(long, value_enum, default_value_t = SolverWord::Exact)]
    solver: SolverWord,
    /// Draws for intervals; none gives the typical course alone
    #[arg(long, value_name = "N")]
    draws: Option<usize>,
    /// The same seed gives the same draws
    #[arg(long, value_name = "K", default_value_t = 1, requires = "draws")]
    seed: u64,
    /// Report every so many days, and the last
    #[arg(long, value_name = "DAYS", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    every: u16,
    /// Also say what makes the ranges of the last day wide
    #[arg(long, requires = "draws")]
    contributions: bool,
    /// Also say what local exercise would do if the one positive trial were right
    #[arg(long)]
    if_brobakken: bool,
    /// Every day as one JSON document
    #[arg(long, conflicts_with = "batch")]
    json: bool,
    /// Every day as CSV
    #[arg(long, conflicts_with_all = ["batch", "json"])]
    csv: bool,
    /// Also draw it, with ranges if there are draws
    #[arg(long, value_name = "F.svg", conflicts_with = "batch")]
    plot: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SolverWord {
    Exact,
    Compat,
}

impl From<SolverWord> for Solver {
    fn from(word: SolverWord) -> Self {
        match word {
            SolverWord::Exact => Self::Exact,
            SolverWord::Compat => Self::Compat,
        }
    }
}

pub(crate) fn run(options: &Options) -> anyhow::Result<Output> {
    if let Some(path) = &options.batch {
        return batch::run(options, path);
    }
    let path = options
        .scenario
        .as_ref()
        .context("clap asks for one of the two")?;
    let name = path.display().to_string();
    let scenario = parse(&name, &read(path, MOST_BYTES)?)?;
    let forecast =
        forecast(options, &scenario).with_context(|| format!("{name} cannot be forecast"))?;
    if let Some(path) = &options.plot {
        write(path, &forecast.picture())?;
    }
    let text = if options.json {
        json(&forecast.wire())?
    } else if options.csv {
        forecast.csv()
    } else {
        forecast.text()
    };
    let low = forecast
        .leads_too_low(Parameters::published())
        .then(|| TOO_LOW.to_owned());
    let notes: String = [forecast.drift, low].into_iter().flatten().collect();
    Ok(Output {
        note: (!notes.is_empty()).then_some(notes),
        ..Output::done(text)
    })
}

pub(super) fn parse(name: &str, text: &str) -> anyhow::Result<Scenario> {
    serde_json::from_str(text).with_context(|| {
        Refusal::new(
            format!("{name} is not a scenario"),
            "it is JSON with person, days and schedule; README.md shows one",
        )
    })
}

fn forecast(options: &Options, scenario: &Scenario) -> anyhow::Result<Forecast> {
    let parameters = Parameters::published();
    let (person, schedule) = (scenario.person()?, scenario.schedule()?);
    let days = (0..=scenario.days)
        .filter(|day| day.is_multiple_of(options.every.into()) || *day == scenario.days);
    let draws = options.draws.map(|count| Draws {
        count,
        seed: options.seed,
        person: scenario.key(),
    });
    if draws.is_some() && options.solver == SolverWord::Compat {
        return Err(Refusal::new(
            "draws are made with the exact solution only",
            "leave out --solver compat, or --draws",
        )
        .into());
    }
    let work = scenario.local_work()?;
    let solver = options.solver.into();
    let course = simulate(parameters, &person, &schedule, scenario.days, solver)?;
    let local = work.iter().map(|work| {
        let regions = course.days()[work.from_day].regions;
        Local::new(parameters, work, regions, options.if_brobakken)
    });
    let local = local.collect::<Result<_, _>>()?;
    let rows = match draws {
        None => Rows::Typical(days.map(|day| course.days()[day]).collect()),
        Some(draws) => {
            let days = ensemble::forecast(parameters, &person, &schedule, days, draws)?;
            Rows::Drawn(days.iter().map(|day| day.row.map(Range::from)).collect())
        }
    };
    let width = draws
        .filter(|_| options.contributions)
        .map(|draws| Width::new(parameters, &person, &schedule, scenario.days, draws))
        .transpose()?;
    Ok(Forecast {
        id: scenario.id.clone(),
        rows,
        local,
        scan: Readout::new(&person, course.days()),
        width,
        drift: drift(parameters, &person)?,
    })
}

/// Why somebody whose usual intake is not what they burn changes though nothing else does.
fn drift(parameters: &Parameters, person: &Person) -> anyhow::Result<Option<String>> {
    let baseline = Baseline::new(parameters, person)?;
    let (eats, burns) = (
        baseline.intake_kcal_per_day,
        baseline.expenditure_kcal_per_day,
    );
    Ok((WORTH_A_WORD_KCAL < (eats - burns).abs()).then(|| {
        format!(
            "note: the usual intake given, {} kcal/day, is not what we reckon is burned, {} kcal/day, so \
             weight drifts from day 0 on even if nothing changes. Leave out baseline_intake_kcal_per_day for \
             somebody whose weight is steady.\n",
            number::plain(eats, 0),
            number::plain(burns, 0)
        )
    }))
}

struct Forecast {
    id: Option<String>,
    rows: Rows,
    local: Vec<Local>,
    scan: Option<Readout>,
    width: Option<Width>,
    drift: Option<String>,
}

enum Rows {
    Typical(Vec<Row<f64>>),
    Drawn(Vec<Row<Range>>),
}

/// The JSON of a forecast.
#[derive(Serialize)]
struct Wire<'a> {
    id: Option<&'a str>,
    rows: RowsWire,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    local: &'a [Local],
    #[serde(skip_serializing_if = "Option::is_none")]
    visceral_on_device: Option<&'a Readout>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contributions: Option<Vec<width::Wire>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum RowsWire {
    Typical(Vec<Day<f64>>),
    Drawn(Vec<Day<Range>>),
}

impl Forecast {
    fn wire(&self) -> Wire<'_> {
        let rows = match &self.rows {
            Rows::Typical(rows) => RowsWire::Typical(rows.iter().copied().map(Day::from).collect()),
            Rows::Drawn(rows) => RowsWire::Drawn(rows.iter().copied().map(Day::from).collect()),
        };
        Wire {
            id: self.id.as_deref(),
            rows,
            local: &self.local,
            visceral_on_device: self.scan.as_ref(),
            contributions: self.width.as_ref().map(Width::wire),
        }
    }

    /// Whether it leads down to below the least healthy body mass index.
    fn leads_too_low(&self, parameters: &Parameters) -> bool {
        let bmi: Vec<f64> = self.ranges().iter().map(|row| row.bmi.lo90).collect();
        let floor = parameters.safety.bmi_floor.value;
        bmi.iter().any(|later| *later < floor && *later < bmi[0])
    }

    /// The rows as ranges, which have no width without draws.
    fn ranges(&self) -> Vec<Row<Range>> {
        match &self.rows {
            Rows::Typical(rows) => rows.iter().map(|row| row.map(Range::at)).collect(),
            Rows::Drawn(rows) => rows.clone(),
        }
    }

    /// "Day 84: weight 82.0 to 77.5 kg (74.3 to 80.1), fat 31.8 to 28.1 kg (22.8 to 33.5)."
    fn ending(&self) -> String {
        let ranges = self.ranges();
        let [first, .., last] = &ranges[..] else {
            return String::new();
        };
        format!(
            "Day {}: weight {}, fat {}.\n",
            last.day,
            plot::forecast::change([&first.weight_kg, &last.weight_kg], "kg", 1),
            plot::forecast::change([&first.fat_kg, &last.fat_kg], "kg", 1),
        )
    }

    /// The forecast as an SVG.
    fn picture(&self) -> String {
        let legend = match &self.rows {
            Rows::Typical(_) => "Line: the typical course; --draws 200 adds ranges.",
            Rows::Drawn(_) => "Line: median. Dark band: 5 in 10. Light band: 9 in 10.",
        };
        plot::forecast::svg(&self.ranges(), legend)
    }

    /// Every day as CSV; with draws each quantity has five columns.
    fn csv(&self) -> String {
        match &self.rows {
            Rows::Typical(days) => csv(days, |name, value| vec![(name.to_owned(), value)]),
            Rows::Drawn(days) => csv(days, |name, range: Range| {
                let Range {
                    median,
                    lo50,
                    hi50,
                    lo90,
                    hi90,
                } = range;
                [
                    ("median", median),
                    ("lo50", lo50),
                    ("hi50", hi50),
                    ("lo90", lo90),
                    ("hi90", hi90),
                ]
                .map(|(quantile, value)| (format!("{name}_{quantile}"), value))
                .to_vec()
            }),
        }
    }

    /// For reading: how it ends, a row every four weeks, and what is to be said beside them.
    fn text(&self) -> String {
        let mut text = format!("{}\n{}", self.ending(), self.table());
        for local in &self.local {
            text.push_str(&local.text());
        }
        if let Some(readout) = &self.scan {
            text.push_str(&readout.text());
        }
        if let Some(width) = &self.width {
            text.push_str(&width.text());
        }
        text
    }

    fn table(&self) -> String {
        match &self.rows {
            Rows::Typical(days) => table(days, number::plain),
            Rows::Drawn(days) => table(days, |range: Range, decimals| range.text(decimals)),
        }
    }
}
