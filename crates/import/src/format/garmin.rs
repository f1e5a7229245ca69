//! Garmin Connect: the table of the web page, in which a row that is a day stands above the rows of that
//! day, and the biometrics of the account's archive.

use jiff::tz::Offset;
use serde_json::Value;

use super::{base, home};
use crate::{
    Doubt, Error, LeftOut, Moment, Quantity, Unit, Why, clock,
    file::{File, Head},
    intake::Intake,
    json,
    sheet::{self, Field, Sheet, brief},
};

const SHEET: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight),
        Field::new("body fat", Quantity::BodyFat),
        Field::new("skeletal muscle mass", Quantity::SkeletalMuscleMass),
        Field::new("bone mass", Quantity::BoneMass),
        Field::new("body water", Quantity::WaterShare),
    ],
    known: &["time", "change", "bmi"],
    zero_is_missing: true,
    is_strict: true,
};

pub(super) fn sniff_table(head: &Head) -> bool {
    head.names(&["time", "weight", "change", "bmi"])
}

pub(super) fn read_table(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["weight"]);
    let mut day = None;
    sheet::read(&SHEET, &mut table, intake, |row, intake| {
        let first = row.get(0);
        let time = clock::time(first);
        let is_alone = (1..row.len()).all(|at| row.get(at).is_empty());
        if time.is_none() && is_alone {
            // Rows below a day that cannot be read are not of the day before it.
            day = clock::day(first);
            if day.is_some() {
                intake.head();
                return Ok(None);
            }
        }
        let (Some(day), Some(time)) = (day, time) else {
            intake.refuse(Why::BadTime(brief(first)));
            return Ok(None);
        };
        Ok(Some(base(Moment::on_wall(day.to_datetime(time)))))
    })
}

pub(super) fn sniff_archive(head: &Head) -> bool {
    let text = &head.text;
    text.trim_start().starts_with('[')
        && text.contains("\"metaData\"")
        && text.contains("\"calendarDate\"")
}

/// Fields of a weighing: all masses are grams there.
const FIELDS: [(&str, Quantity, Unit); 6] = [
    ("weight", Quantity::Weight, Unit::Gram),
    ("bodyFat", Quantity::BodyFat, Unit::Percent),
    ("bodyWater", Quantity::WaterShare, Unit::Percent),
    ("boneMass", Quantity::BoneMass, Unit::Gram),
    ("muscleMass", Quantity::SkeletalMuscleMass, Unit::Gram),
    ("visceralFat", Quantity::VisceralRating, Unit::Count),
];

pub(super) fn read_archive(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let mut number = 0;
    let mut failed = None;
    let stop = json::each(file.reader(), "", &mut |value| {
        number += 1;
        if failed.is_none() {
            intake.begin(number);
            failed = weighing(&value, intake).err();
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

fn weighing(value: &Value, intake: &mut Intake<'_>) -> Result<(), Error> {
    let Some(weighing) = value.get("weight").filter(|weighing| weighing.is_object()) else {
        intake.leave(LeftOut::Kind);
        return Ok(());
    };
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(brief);
    let time = text(weighing.get("timestampGMT")).unwrap_or_default();
    let universal = clock::moment(&time).and_then(|at| {
        let wall = at.day.to_datetime(at.time?);
        Offset::UTC.to_timestamp(wall).ok()
    });
    let Some(instant) = universal else {
        intake.refuse(Why::BadTime(time));
        return Ok(());
    };
    let zone = intake.answers.zone.as_ref().ok_or(Error::ZoneNeeded)?;
    let mut base = base(zone.show(instant));
    base.zone = home(intake);
    base.device = text(weighing.get("sourceType"));
    let named = text(value.pointer("/metaData/calendarDate"));
    let named = named.and_then(|named| clock::moment(&named));
    let day = base.at.day;
    if named.is_some_and(|named| named.day != day) {
        intake.doubt(Doubt::Day { day });
    }
    for (name, quantity, unit) in FIELDS {
        let value = weighing.get(name).and_then(Value::as_f64);
        if let Some(value) = value.filter(|value| *value != 0.0) {
            intake.choose(name, quantity, unit, crate::UnitFrom::Format);
            intake.take(&base, quantity, value, unit);
        }
    }
    Ok(())
}
