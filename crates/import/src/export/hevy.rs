//! Hevy: `measurement_data.csv`, with girths of both sides.

use csv::QuoteStyle;

use super::{
    Written,
    line::{Column, lines, table},
};
use crate::{Observation, Quantity, Side, Site, Unit, Zone};

const LEFT: Side = Side::Left;
const RIGHT: Side = Side::Right;

const COLUMNS: [Column; 16] = [
    Column::new("weight_kg", Quantity::Weight, Unit::Kilogram),
    Column::new("fat_percent", Quantity::BodyFat, Unit::Percent),
    Column::girth("neck_cm", Site::Neck),
    Column::girth("shoulder_cm", Site::Shoulder),
    Column::girth("chest_cm", Site::Chest),
    Column::girth("left_bicep_cm", Site::Bicep).on(LEFT),
    Column::girth("right_bicep_cm", Site::Bicep).on(RIGHT),
    Column::girth("left_forearm_cm", Site::Forearm).on(LEFT),
    Column::girth("right_forearm_cm", Site::Forearm).on(RIGHT),
    Column::girth("abdomen_cm", Site::Abdomen),
    Column::girth("waist_cm", Site::Waist),
    Column::girth("hips_cm", Site::Hips),
    Column::girth("left_thigh_cm", Site::Thigh).on(LEFT),
    Column::girth("right_thigh_cm", Site::Thigh).on(RIGHT),
    Column::girth("left_calf_cm", Site::Calf).on(LEFT),
    Column::girth("right_calf_cm", Site::Calf).on(RIGHT),
];

pub(super) fn write(observations: &[Observation], zone: Option<&Zone>) -> Written {
    let mut written = Written::default();
    let lines = lines(observations, &COLUMNS, zone, &mut written);
    let names = COLUMNS.iter().map(|column| column.name);
    let mut rows = vec![
        ["date"]
            .into_iter()
            .chain(names)
            .map(str::to_owned)
            .collect(),
    ];
    for line in &lines {
        let mut row = vec![line.wall.strftime("%-d %b %Y, %H:%M").to_string()];
        row.extend(line.cells(""));
        rows.push(row);
    }
    written.rows = lines.len() as u64;
    written.bytes = table(b',', QuoteStyle::NonNumeric, rows);
    written
}
