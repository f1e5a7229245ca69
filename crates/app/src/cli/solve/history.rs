//! What must have been eaten to weigh what was weighed.

use std::path::Path;

use anyhow::Context as _;
use clap::ValueEnum;
use serde::Serialize;
use spotcheck_model::inverse::{Method, Span, Weighing, intake_history};

use super::{Options, Question, answer::kcal};
use crate::{
    answer::wrapped,
    cli::{Output, json},
    report::Refusal,
    table::Table,
};

/// Half the width of a 95 % interval in standard errors.
const SE_95: f64 = 1.96;
const COLUMNS: [&str; 2] = ["day", "weight_kg"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Word {
    /// Each window's intake with which the model comes closest to the weights
    Exact,
    /// From slope and mean of the weights; takes water for tissue
    Linearised,
}

impl From<Word> for Method {
    fn from(word: Word) -> Self {
        match word {
            Word::Exact => Self::Exact,
            Word::Linearised => Self::Linearised,
        }
    }
}

#[derive(Serialize)]
struct Wire {
    mean_intake_kcal_per_day: f64,
    burnt_at_start_kcal_per_day: f64,
    method: Word,
    weighing_sd_kg: f64,
    spans: Vec<SpanWire>,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the unit is part of the names")]
struct SpanWire {
    from_day: usize,
    to_day: usize,
    intake_kcal_per_day: f64,
    intake_se_kcal_per_day: f64,
}

pub(super) fn run(question: &Question, path: &Path, options: &Options) -> anyhow::Result<Output> {
    let weighings = weighings(path)?;
    let Question {
        parameters,
        person,
        schedule,
        baseline,
    } = question;
    let method = options.method.into();
    let spans = intake_history(
        parameters,
        person,
        schedule,
        &weighings,
        options.window,
        method,
    )
    .with_context(|| format!("{} does not tell what was eaten", path.display()))?;
    let wire = Wire {
        mean_intake_kcal_per_day: mean(&spans),
        burnt_at_start_kcal_per_day: baseline.expenditure_kcal_per_day,
        method: options.method,
        weighing_sd_kg: parameters.baseline.weighing_sd.value,
        spans: spans.iter().map(SpanWire::from).collect(),
    };
    Ok(Output::done(if options.json {
        json(&wire)?
    } else {
        text(&wire)
    }))
}

/// Mean intake over the days of all spans.
fn mean(spans: &[Span]) -> f64 {
    let days = |span: &Span| (span.to_day - span.from_day) as f64;
    let eaten = spans
        .iter()
        .map(|span| days(span) * span.intake_kcal_per_day);
    eaten.sum::<f64>() / spans.iter().map(days).sum::<f64>()
}

impl From<&Span> for SpanWire {
    fn from(span: &Span) -> Self {
        Self {
            from_day: span.from_day,
            to_day: span.to_day,
            intake_kcal_per_day: span.intake_kcal_per_day,
            intake_se_kcal_per_day: span.intake_se,
        }
    }
}

fn text(wire: &Wire) -> String {
    let (from, to) = (
        wire.spans.first().map_or(0, |span| span.from_day),
        wire.spans.last().map_or(0, |span| span.to_day),
    );
    let mut text = format!(
        "About {} kcal a day from day {from} to day {to}; at the start {} were burnt.\n\n\
         {:>11}  {:>10}  95 % from scatter of weighings alone\n",
        kcal(wire.mean_intake_kcal_per_day),
        kcal(wire.burnt_at_start_kcal_per_day),
        "days",
        "kcal a day",
    );
    for span in &wire.spans {
        let half = SE_95 * span.intake_se_kcal_per_day;
        text.push_str(&format!(
            "{:>11}  {:>10}  {} to {}\n",
            format!("{} to {}", span.from_day, span.to_day),
            kcal(span.intake_kcal_per_day),
            kcal(span.intake_kcal_per_day - half),
            kcal(span.intake_kcal_per_day + half),
        ));
    }
    let caution = "The model takes what you burn at the start from your size and activity; if that is \
        off, all of these are off alike.";
    format!("{text}\n{}", wrapped("", "", caution))
}

/// The weights of a file.
fn weighings(path: &Path) -> anyhow::Result<Vec<Weighing>> {
    let table = Table::open(path)?;
    let [days, weights] = COLUMNS.map(|column| table.numbers(column));
    let rows = days?.into_iter().zip(weights?).enumerate();
    let weighings: Result<Vec<Weighing>, Refusal> = rows
        .filter_map(|(row, told)| match told {
            (Some(day), Some(weight_kg)) => Some(
                whole(day)
                    .map(|day| Weighing { day, weight_kg })
                    .ok_or_else(|| table.refuse(row, "day", "a day is a whole number from 0 on")),
            ),
            (None, Some(_)) => Some(Err(table.refuse(row, "day", "the day is missing"))),
            (_, None) => None,
        })
        .collect();
    Ok(weighings?)
}

/// A number as a day.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number from 0 on; what a usize cannot hold saturates and is refused later"
)]
fn whole(day: f64) -> Option<usize> {
    (0.0 <= day && day.fract() == 0.0).then_some(day as usize)
}
