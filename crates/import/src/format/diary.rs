//! Diaries of measurements, one value a row: the name of what was measured, the value, its unit.

use super::{base, text};
use crate::{
    LeftOut, Moment, Quantity, Side, Site, Stop, Unit, UnitFrom, Why,
    intake::Intake,
    number::{is_missing, number},
    sheet::brief,
    table::{Row, Table},
};

/// Which columns hold what.
pub(super) struct Columns {
    pub(super) name: &'static str,
    pub(super) value: &'static str,
    pub(super) unit: &'static str,
    /// The app behind a value, where one is named.
    pub(super) source: &'static str,
}

/// What a diary calls a measurement: `Left Bicep`, `Waist`, `Weight (Garmin)`.
fn meaning(name: &str) -> Option<(Quantity, Option<Site>, Option<Side>)> {
    let bare = name.split('(').next().unwrap_or(name).trim().to_lowercase();
    let quantity = match bare.as_str() {
        "weight" | "bodyweight" | "body weight" => Some(Quantity::Weight),
        "body fat" | "body fat percentage" => Some(Quantity::BodyFat),
        "height" => Some(Quantity::Height),
        "lean body mass" => Some(Quantity::FatFreeMass),
        "steps" => Some(Quantity::Steps),
        _ => None,
    };
    if let Some(quantity) = quantity {
        return Some((quantity, None, None));
    }
    let side = match bare.split(' ').next() {
        Some("left") => Some(Side::Left),
        Some("right") => Some(Side::Right),
        _ => None,
    };
    let place = side.map_or(bare.as_str(), |side| bare[side.name().len()..].trim_start());
    let site = match place {
        "neck" => Site::Neck,
        "shoulders" | "shoulder" => Site::Shoulder,
        "chest" => Site::Chest,
        "bicep" | "biceps" | "upper arm" => Site::Bicep,
        "forearm" => Site::Forearm,
        "abdomen" | "abs" => Site::Abdomen,
        "waist" => Site::Waist,
        "hips" | "hip" => Site::Hips,
        "thigh" => Site::Thigh,
        "calf" => Site::Calf,
        _ => return None,
    };
    Some((Quantity::Girth, Some(site), side))
}

/// Reads every row; `when` gives its moment.
pub(super) fn read(
    columns: &Columns,
    table: &mut Table<'_>,
    intake: &mut Intake<'_>,
    mut when: impl FnMut(&Row, &mut Intake<'_>) -> Option<Moment>,
) {
    let [name, value, unit] = [columns.name, columns.value, columns.unit].map(|n| table.find(n));
    let source = table.find(columns.source);
    let (Some(name), Some(value), Some(unit)) = (name, value, unit) else {
        return intake.stop(Stop::Malformed);
    };
    while let Some(row) = table.next() {
        intake.begin(row.line);
        if !row.is_utf8() {
            intake.refuse(Why::NotUtf8);
            continue;
        }
        if let Some(at) = when(&row, intake) {
            let cells = [row.get(name), row.get(value), row.get(unit)];
            one(cells, at, text(&row, source), table.delimiter, intake);
        }
    }
    if let Some(stop) = table.stopped {
        intake.stop(stop);
    }
}

fn one(
    [name, value, unit]: [&str; 3],
    at: Moment,
    source: Option<String>,
    delimiter: u8,
    intake: &mut Intake<'_>,
) {
    let Some((quantity, site, side)) = meaning(name) else {
        intake.pass_over(name);
        return intake.leave(LeftOut::Kind);
    };
    if is_missing(value) {
        return intake.leave(LeftOut::Empty);
    }
    let Some(value) = number(value, delimiter) else {
        let (column, text) = (brief(name), brief(value));
        return intake.refuse(Why::BadNumber { column, text });
    };
    let Some(unit) = Unit::parse(unit) else {
        let (column, text) = (brief(name), brief(unit));
        return intake.refuse(Why::BadUnit { column, text });
    };
    intake.choose(name, quantity, unit, UnitFrom::Field);
    let mut base = base(at);
    base.site = site;
    base.side = side;
    base.device = source;
    intake.take(&base, quantity, value, unit);
}
