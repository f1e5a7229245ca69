//! Google Fit, as Takeout gives it: a table of days, always metric, and points in JSON, in UTC.

use jiff::Timestamp;
use serde_json::Value;

use super::{base, day_and_time, home};
use crate::{
    Error, LeftOut, Method, Quantity, Unit, UnitFrom, Why,
    file::{File, Head},
    intake::Intake,
    json,
    sheet::{self, Field, Sheet, brief},
};

const DAYS: Sheet = Sheet {
    fields: &[
        Field::new("average weight", Quantity::Weight),
        Field::new("calories", Quantity::EnergySpent).always(Unit::Kilocalorie),
        Field::new("step count", Quantity::Steps),
        Field::new("distance", Quantity::Distance),
    ],
    known: &["date", "max weight", "min weight"],
    zero_is_missing: true,
    is_strict: true,
};

pub(super) fn sniff_days(head: &Head) -> bool {
    head.names(&["date"]) && (head.names(&["step count"]) || head.names(&["average weight"]))
}

pub(super) fn read_days(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["date"]);
    let date = table.find("date").unwrap_or(0);
    sheet::read(&DAYS, &mut table, intake, |row, intake| {
        let Some(at) = day_and_time(row.get(date), "", intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.method = Some(Method::DayTotal);
        Ok(Some(base))
    })
}

pub(super) fn sniff_points(head: &Head) -> bool {
    head.text.trim_start().starts_with('{') && head.text.contains("\"Data Points\"")
}

pub(super) fn read_points(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let mut number = 0;
    let mut failed = None;
    let stop = json::each(file.reader(), "Data Points", &mut |value| {
        number += 1;
        if failed.is_none() {
            intake.begin(number);
            failed = point(&value, intake).err();
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    if let Some(stop) = stop {
        intake.stop(stop);
    }
    Ok(())
}

fn point(value: &Value, intake: &mut Intake<'_>) -> Result<(), Error> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or("");
    let kind = text("dataTypeName");
    let (quantity, unit) = match kind {
        "com.google.weight" => (Quantity::Weight, Unit::Kilogram),
        "com.google.body.fat.percentage" => (Quantity::BodyFat, Unit::Percent),
        "com.google.height" => (Quantity::Height, Unit::Metre),
        _ => {
            intake.pass_over(kind);
            intake.leave(LeftOut::Kind);
            return Ok(());
        }
    };
    let Some(instant) = value.get("startTimeNanos").and_then(instant) else {
        let text = value.get("startTimeNanos").map(Value::to_string);
        intake.refuse(Why::BadTime(brief(&text.unwrap_or_default())));
        return Ok(());
    };
    let zone = intake.answers.zone.as_ref().ok_or(Error::ZoneNeeded)?;
    let mut base = base(zone.show(instant));
    base.zone = home(intake);
    let origin = text("originDataSourceId");
    base.device = (!origin.is_empty()).then(|| brief(origin));
    let reading = value.pointer("/fitValue/0/value/fpVal");
    match reading.and_then(Value::as_f64) {
        Some(value) => {
            intake.choose(kind, quantity, unit, UnitFrom::Format);
            intake.take(&base, quantity, value, unit);
        }
        None => intake.refuse(Why::BadNumber {
            column: "fpVal".to_owned(),
            text: brief(&reading.map(Value::to_string).unwrap_or_default()),
        }),
    }
    Ok(())
}

/// Nanoseconds since 1970, as a number or as text.
fn instant(value: &Value) -> Option<Timestamp> {
    let nanoseconds = value
        .as_i64()
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()))?;
    Timestamp::from_nanosecond(i128::from(nanoseconds)).ok()
}
