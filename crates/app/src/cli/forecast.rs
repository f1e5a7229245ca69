//! `spotcheck forecast`: a scenario to a body, day by day and region by region.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use serde::Serialize;
use spotcheck_model::{
    Parameters, Row, Solver,
    ensemble::{self, Draws},
    simulate,
};

use super::{Output, json, read, write};
use crate::{
    number, plot,
    report::{self, Refusal},
    scenario::Scenario,
    wire::{Day, Range, columns},
};

const MOST_BYTES: u64 = 1_000_000_000;
/// A scenario is arithmetic for whoever asks; a body it would harm gets a word with it.
const TOO_LOW: &str = "note: this leads to a weight that is too low for the height. It is a \
    calculation, not a plan: please do not follow it, and talk to a doctor if you feel you must.\n";
const DAYS_PER_TABLE_ROW: usize = 28;

#[derive(Debug, Args)]
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
        return batch(options, path);
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
        forecast.table()
    };
    let note = forecast
        .leads_too_low(Parameters::published())
        .then(|| TOO_LOW.to_owned());
    Ok(Output {
        note,
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

/// One line for each scenario; a refused one says why on its line and does not stop the others.
fn batch(options: &Options, path: &Path) -> anyhow::Result<Output> {
    #[derive(Serialize)]
    struct Refused<'a> {
        id: Option<&'a str>,
        line: usize,
        error: String,
    }
    let text = read(path, MOST_BYTES)?;
    let mut out = String::new();
    let mut code = report::DONE;
    let mut low = Vec::new();
    for (index, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let scenario = parse(&format!("line {}", index + 1), line);
        let forecast = scenario
            .as_ref()
            .map_err(|error| format!("{error:#}"))
            .and_then(|scenario| {
                forecast(options, scenario).map_err(|error| {
                    code = code.max(report::code(&error));
                    format!("{error:#}")
                })
            });
        match forecast {
            Ok(forecast) => {
                if forecast.leads_too_low(Parameters::published()) {
                    low.push((index + 1).to_string());
                }
                out.push_str(&serde_json::to_string(&forecast.wire())?);
            }
            Err(error) => {
                code = code.max(report::BAD_INPUT);
                let id = scenario
                    .as_ref()
                    .ok()
                    .and_then(|scenario| scenario.id.as_deref());
                out.push_str(&serde_json::to_string(&Refused {
                    id,
                    line: index + 1,
                    error,
                })?);
            }
        }
        out.push('\n');
    }
    let note = (!low.is_empty()).then(|| format!("{TOO_LOW}line {}\n", low.join(", ")));
    Ok(Output {
        note,
        code,
        ..Output::done(out)
    })
}

fn forecast(options: &Options, scenario: &Scenario) -> anyhow::Result<Forecast> {
    let parameters = Parameters::published();
    let (person, schedule) = (scenario.person()?, scenario.schedule()?);
    let rows = match options.draws {
        None => {
            let solver = options.solver.into();
            let course = simulate(parameters, &person, &schedule, scenario.days, solver)?;
            Rows::Typical(course.days().to_vec())
        }
        Some(_) if options.solver == SolverWord::Compat => {
            return Err(Refusal::new(
                "draws are made with the exact solution only",
                "leave out --solver compat, or --draws",
            )
            .into());
        }
        Some(count) => {
            let draws = Draws {
                count,
                seed: options.seed,
            };
            let days = ensemble::forecast(parameters, &person, &schedule, scenario.days, draws)?;
            Rows::Drawn(days.iter().map(|day| day.row.map(Range::from)).collect())
        }
    };
    Ok(Forecast {
        id: scenario.id.clone(),
        rows,
    })
}

struct Forecast {
    id: Option<String>,
    rows: Rows,
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
        }
    }

    /// Whether it leads down to below the least healthy body mass index.
    fn leads_too_low(&self, parameters: &Parameters) -> bool {
        let bmi: Vec<f64> = match &self.rows {
            Rows::Typical(rows) => rows.iter().map(|row| row.bmi).collect(),
            Rows::Drawn(rows) => rows.iter().map(|row| row.bmi.lo90).collect(),
        };
        let floor = parameters.safety.bmi_floor.value;
        bmi.iter().any(|later| *later < floor && *later < bmi[0])
    }

    /// The forecast as an SVG.
    fn picture(&self) -> String {
        match &self.rows {
            Rows::Typical(rows) => {
                let rows: Vec<Row<Range>> = rows.iter().map(|row| row.map(Range::at)).collect();
                plot::forecast::svg(&rows, "Line: the typical course; --draws 200 adds ranges.")
            }
            Rows::Drawn(rows) => plot::forecast::svg(
                rows,
                "Line: median. Dark band: 5 in 10. Light band: 9 in 10.",
            ),
        }
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

    /// A row every four weeks, for reading.
    fn table(&self) -> String {
        match &self.rows {
            Rows::Typical(days) => table(days, number::plain),
            Rows::Drawn(days) => table(days, |range: Range, decimals| {
                let show = |value| number::plain(value, decimals);
                format!(
                    "{} ({} to {})",
                    show(range.median),
                    show(range.lo90),
                    show(range.hi90)
                )
            }),
        }
    }
}

fn csv<T: Copy>(days: &[Row<T>], spread: impl Fn(&str, T) -> Vec<(String, f64)>) -> String {
    let mut text = String::new();
    for (index, day) in days.iter().enumerate() {
        let columns = columns(day)
            .into_iter()
            .flat_map(|(name, value)| spread(name, value));
        let (names, values): (Vec<String>, Vec<f64>) = columns.unzip();
        if index == 0 {
            text.push_str(&format!("day,{}\n", names.join(",")));
        }
        let values: Vec<String> = values.iter().map(f64::to_string).collect();
        text.push_str(&format!("{},{}\n", day.day, values.join(",")));
    }
    text
}

fn table<T: Copy>(days: &[Row<T>], show: impl Fn(T, usize) -> String) -> String {
    let last = days.len().saturating_sub(1);
    let shown = |day: &&Row<T>| day.day.is_multiple_of(DAYS_PER_TABLE_ROW) || day.day == last;
    let mut rows = vec![
        ["day", "weight kg", "fat kg", "fat-free kg", "waist cm"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let mut regions = vec![
        [
            "day",
            "deep belly kg",
            "belly skin kg",
            "other trunk kg",
            "legs kg",
            "arms kg",
            "head kg",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for day in days.iter().filter(shown) {
        rows.push(vec![
            day.day.to_string(),
            show(day.weight_kg, 1),
            show(day.fat_kg, 1),
            show(day.ffm_kg, 1),
            day.waist_cm
                .map_or_else(|| "not given".to_owned(), |waist| show(waist, 0)),
        ]);
        let r = &day.regions;
        let depots = [
            r.visceral_kg,
            r.abdominal_subcutaneous_kg,
            r.other_trunk_kg,
            r.legs_kg,
            r.arms_kg,
            r.head_kg,
        ];
        let mut row = vec![day.day.to_string()];
        row.extend(depots.map(|depot| show(depot, 2)));
        regions.push(row);
    }
    format!("{}\nFat by region\n{}", aligned(&rows), aligned(&regions))
}

/// Columns as wide as their widest cell, numbers to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let mut text = String::new();
    for row in rows {
        let cells = row
            .iter()
            .enumerate()
            .map(|(i, cell)| format!("{cell:>w$}", w = width(i)));
        text.push_str(&cells.collect::<Vec<_>>().join("  "));
        text.push('\n');
    }
    text
}
