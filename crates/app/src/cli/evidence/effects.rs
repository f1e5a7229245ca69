//! `spotcheck evidence effects`: effect sizes from what studies report, as two more columns of their table.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use spotcheck_meta::{
    Error,
    escalc::{
        Columns, Effect, EffectSizes, Measure, Options as Choices, To, Vtype, Zeros, effect_sizes,
    },
};

use super::request::misplaced;
use crate::{
    cli::{Output, json},
    report::Refusal,
    table::Table,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The effect size: SMD, MD, ROM, RR, OR, RD, ZCOR, SMCR, …, as metafor names them
    #[arg(long, value_parser = measure)]
    measure: Measure,
    /// A CSV file with the columns the measure is computed from, named as metafor names them: m1i, sd1i, n1i …
    #[arg(long, value_name = "RAW.csv")]
    data: PathBuf,
    /// How the sampling variance is estimated
    #[arg(long, default_value = "LS", value_parser = vtype)]
    vtype: Vtype,
    /// Added to the cells of tables with an empty one; a half, unless the measure needs none
    #[arg(long, value_name = "NUMBER")]
    add: Option<f64>,
    /// The tables it is added to: only0, all, if0all or none
    #[arg(long, default_value = "only0", value_parser = to)]
    to: To,
    /// Leave out tables without events, or with nothing but events, in both groups
    #[arg(long)]
    drop00: bool,
    /// One JSON document, with how the effect sizes were computed
    #[arg(long)]
    json: bool,
}

fn measure(word: &str) -> Result<Measure, String> {
    let upper = word.to_ascii_uppercase();
    Measure::parse(&upper).ok_or_else(|| {
        let words: Vec<_> = Measure::all().map(Measure::word).collect();
        format!("the measures are {}", words.join(", "))
    })
}

fn vtype(word: &str) -> Result<Vtype, String> {
    Vtype::parse(&word.to_ascii_uppercase()).ok_or_else(|| "as in --vtype UB".to_owned())
}

fn to(word: &str) -> Result<To, String> {
    To::parse(word).ok_or_else(|| "it is only0, all, if0all or none".to_owned())
}

pub(super) fn run(options: &Options) -> anyhow::Result<Output> {
    let table = Table::open(&options.data)?;
    let mut columns = Columns::new(table.len());
    for name in options.measure.columns() {
        if table.has(name) {
            columns = columns.with(*name, table.numbers(name)?)?;
        }
    }
    let choices = Choices {
        vtype: options.vtype,
        zeros: Zeros {
            add: options.add,
            to: options.to,
            drop_double_zero: options.drop00,
        },
        ..Choices::default()
    };
    let sizes = effect_sizes(options.measure, &columns, &choices)
        .map_err(|error| refusal(&table, options.measure, &error))?;
    let text = if options.json {
        json(&Sizes::from(&sizes))?
    } else {
        with_columns(&table, &sizes)?
    };
    Ok(Output {
        note: note(&table, &sizes),
        ..Output::done(text)
    })
}

fn refusal(table: &Table, measure: Measure, error: &Error) -> Refusal {
    let rows: Vec<usize> = (0..table.len()).collect();
    if let Some(refusal) = misplaced(table, &rows, error) {
        return refusal;
    }
    Refusal::new(
        format!("{}: {error}", table.name()),
        format!(
            "{} is computed from columns among {}",
            measure.word(),
            measure.columns().join(", ")
        ),
    )
}

/// The table with `yi` and `vi` as its last columns; NA where a study has none.
fn with_columns(table: &Table, sizes: &EffectSizes) -> anyhow::Result<String> {
    const ADDED: [&str; 2] = ["yi", "vi"];
    let (headers, rows) = table.records();
    let kept: Vec<usize> = (0..headers.len())
        .filter(|&column| !ADDED.contains(&&headers[column]))
        .collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(kept.iter().map(|&column| &headers[column]).chain(ADDED))?;
    let number = |value: Option<f64>| value.map_or_else(|| "NA".to_owned(), |v| v.to_string());
    for (row, effect) in rows.iter().zip(&sizes.effects) {
        let added = [number(effect.estimate()), number(effect.variance())];
        let there = kept.iter().map(|&column| &row[column]);
        writer.write_record(there.chain(added.iter().map(String::as_str)))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// Which rows have no effect size, and why.
fn note(table: &Table, sizes: &EffectSizes) -> Option<String> {
    let absent = sizes
        .effects
        .iter()
        .enumerate()
        .filter_map(|(row, effect)| {
            let why = reason(*effect)?;
            Some(format!(
                "note: {}, row {}: no effect size, because {why}\n",
                table.name(),
                row + 1
            ))
        });
    let text: String = absent.collect();
    (!text.is_empty()).then_some(text)
}

fn reason(effect: Effect) -> Option<String> {
    match effect {
        Effect::Known { .. } => None,
        Effect::NoVariance { why, .. } | Effect::Absent(why) => Some(why.reason()),
    }
}

/// Effect sizes in JSON, with how they were computed.
#[derive(Serialize)]
struct Sizes {
    measure: &'static str,
    vtype: &'static str,
    correction: &'static str,
    add: Option<f64>,
    to: Option<&'static str>,
    engine_version: &'static str,
    yi: Vec<Option<f64>>,
    vi: Vec<Option<f64>>,
    absent: Vec<Option<String>>,
}

impl From<&EffectSizes> for Sizes {
    fn from(sizes: &EffectSizes) -> Self {
        let how = &sizes.provenance;
        Self {
            measure: how.measure.word(),
            vtype: how.vtype.word(),
            correction: how.correction.word(),
            add: how.zeros.and_then(|zeros| zeros.add),
            to: how.zeros.map(|zeros| zeros.to.word()),
            engine_version: how.engine_version,
            yi: sizes
                .effects
                .iter()
                .map(|effect| effect.estimate())
                .collect(),
            vi: sizes
                .effects
                .iter()
                .map(|effect| effect.variance())
                .collect(),
            absent: sizes.effects.iter().map(|effect| reason(*effect)).collect(),
        }
    }
}
