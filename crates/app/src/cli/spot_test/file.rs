//! Readings that somebody keeps in a table of their own.

use std::path::Path;

use spotcheck_engine::spot_test::{Fault, Limb, Measurement};

use super::{SideWord, record::column};
use crate::{
    report::Refusal,
    table::{Table, is_absent},
};

/// The readings of a file.
pub(super) fn measurements(
    path: &Path,
    trained: Option<SideWord>,
) -> anyhow::Result<Vec<Measurement>> {
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
        let day = days[row].and_then(whole);
        let measurement = Measurement {
            day: day.ok_or_else(|| table.refuse(row, "day", "a day is a whole number"))?,
            limb: limb(sides[row], trained).map_err(|why| table.refuse(row, "side", why))?,
            value_mm,
            rater: raters[row].clone(),
            tool: tools[row].clone(),
            weight_kg: weights[row],
            rest_h: rests[row],
        };
        let refused = |fault: Fault| table.refuse(row, column(fault), &fault.to_string());
        measurement.check().map_err(refused)?;
        measurements.push(measurement);
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
    reason = "what is cut off at the ends of i32 is no day of a test"
)]
fn whole(day: f64) -> Option<i32> {
    (day.fract() == 0.0).then_some(day as i32)
}
