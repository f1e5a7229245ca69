//! Renpho: the CSV of the app, whose columns changed over the years and are matched by name.

use super::{base, moment, text};
use crate::{
    Error, Quantity, Unit,
    file::{File, Head},
    intake::Intake,
    sheet::{self, Field, Sheet},
};

const SHEET: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight),
        Field::new("body fat", Quantity::BodyFat),
        Field::new("fat mass", Quantity::FatMass),
        Field::new("fat-free mass", Quantity::FatFreeMass),
        Field::new("subcutaneous fat", Quantity::SubcutaneousFat),
        Field::new("visceral fat", Quantity::VisceralRating),
        Field::new("body water", Quantity::WaterShare),
        Field::new("water content", Quantity::WaterMass),
        Field::new("skeletal muscle", Quantity::SkeletalMuscleShare),
        Field::new("skeletal muscle mass", Quantity::SkeletalMuscleMass),
        Field::new("muscle mass", Quantity::MuscleMass),
        Field::new("bone mass", Quantity::BoneMass),
        Field::new("protein", Quantity::ProteinShare),
        Field::new("heart rate(bpm)", Quantity::HeartRate).always(Unit::Count),
    ],
    known: &["time of measurement", "bmi", "remarks"],
    zero_is_missing: false,
    is_strict: true,
};

pub(super) fn sniff(head: &Head) -> bool {
    head.names(&["time of measurement", "weight"])
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["time of measurement"]);
    let time = table.find("time of measurement").unwrap_or(0);
    let remarks = table.find("remarks");
    sheet::read(&SHEET, &mut table, intake, |row, intake| {
        let Some(at) = moment(row.get(time), intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.note = text(row, remarks);
        Ok(Some(base))
    })
}
