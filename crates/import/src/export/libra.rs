//! Libra, version 6: times in UTC, kilograms; trends it reckons itself.

use csv::QuoteStyle;
use jiff::Timestamp;

use super::{
    Written,
    line::{Column, lines, table},
};
use crate::{Observation, Quantity, Unit, Zone};

const COLUMNS: [Column; 2] = [
    Column::new("weight", Quantity::Weight, Unit::Kilogram),
    Column::new("body fat", Quantity::BodyFat, Unit::Percent),
];
const HEAD: &[u8] = b"#Version: 6\n#Units: kg\n\n\
    #date;weight;weight trend;body fat;body fat trend;muscle mass;muscle mass trend;log\n";

pub(super) fn write(observations: &[Observation], zone: Option<&Zone>) -> Written {
    let mut written = Written::default();
    let mut rows = Vec::new();
    for line in lines(observations, &COLUMNS, zone, &mut written) {
        let held = line.values.iter().flatten().count() as u64;
        let Some(instant) = line.at.instant() else {
            written.undated += held;
            continue;
        };
        // A row there is a weighing.
        if line.values[0].is_none() {
            *written.left_out.entry(Quantity::BodyFat).or_default() += held;
            continue;
        }
        let [weight, fat] = [0, 1].map(|at| line.values[at].map(|value| value.to_string()));
        let none = String::new;
        rows.push(vec![
            told(instant),
            weight.unwrap_or_default(),
            none(),
            fat.unwrap_or_default(),
            none(),
            none(),
            none(),
            line.note,
        ]);
    }
    written.rows = rows.len() as u64;
    written.bytes = [HEAD, &table(b';', QuoteStyle::Necessary, rows)].concat();
    written
}

/// `2026-03-01T06:10:05.000Z`
fn told(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
