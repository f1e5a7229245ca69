//! openScale 2, always metric, and openScale 3, whose values are in units its file does not name.

use super::{base, day_and_time, moment, text};
use crate::{
    Error, Quantity, Site, Unit,
    file::{File, Head},
    intake::Intake,
    sheet::{self, Field, Sheet},
};

const CM: Unit = Unit::Centimetre;
const KG: Unit = Unit::Kilogram;

const TWO: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight).always(KG),
        Field::new("fat", Quantity::BodyFat).always(Unit::Percent),
        Field::new("water", Quantity::WaterShare).always(Unit::Percent),
        Field::new("muscle", Quantity::MuscleShare).always(Unit::Percent),
        Field::new("lbm", Quantity::FatFreeMass).always(KG),
        Field::new("bone", Quantity::BoneMass).always(KG),
        Field::new("visceralfat", Quantity::VisceralRating),
        Field::girth("waist", Site::Waist).always(CM),
        Field::girth("hip", Site::Hips).always(CM),
        Field::girth("chest", Site::Chest).always(CM),
        Field::girth("neck", Site::Neck).always(CM),
        Field::girth("thigh", Site::Thigh).always(CM),
        Field::girth("biceps", Site::Bicep).always(CM),
    ],
    known: &["datetime", "comment"],
    zero_is_missing: true,
    is_strict: true,
};

const THREE: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight),
        Field::new("body_fat", Quantity::BodyFat),
        Field::new("water", Quantity::WaterShare),
        Field::new("muscle", Quantity::MuscleShare),
        Field::new("lbm", Quantity::FatFreeMass),
        Field::new("bone", Quantity::BoneMass),
        Field::new("visceral_fat", Quantity::VisceralRating),
        Field::new("heart_rate", Quantity::HeartRate),
        Field::girth("waist", Site::Waist),
        Field::girth("hips", Site::Hips),
        Field::girth("chest", Site::Chest),
        Field::girth("neck", Site::Neck),
        Field::girth("thigh", Site::Thigh),
        Field::girth("biceps", Site::Bicep),
    ],
    known: &["date", "time", "bmi", "comment"],
    zero_is_missing: false,
    is_strict: true,
};

pub(super) fn sniff_2(head: &Head) -> bool {
    head.names(&["datetime", "weight"])
}

pub(super) fn sniff_3(head: &Head) -> bool {
    let first = head.text.lines().next().unwrap_or("");
    first.starts_with("DATE,TIME,") && head.names(&["weight"])
}

pub(super) fn read_2(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["datetime"]);
    let time = table.find("datetime").unwrap_or(0);
    let comment = table.find("comment");
    sheet::read(&TWO, &mut table, intake, |row, intake| {
        let Some(at) = moment(row.get(time), intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.note = text(row, comment);
        Ok(Some(base))
    })
}

pub(super) fn read_3(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["date"]);
    let [date, time] = ["date", "time"].map(|name| table.find(name).unwrap_or(0));
    let comment = table.find("comment");
    sheet::read(&THREE, &mut table, intake, |row, intake| {
        let Some(at) = day_and_time(row.get(date), row.get(time), intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.note = text(row, comment);
        Ok(Some(base))
    })
}
