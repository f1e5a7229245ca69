//! Withings: `weight.csv` of the data archive. Fat is a mass, and "muscle" what is neither fat nor bone.

use super::{base, moment, text};
use crate::{
    Error, Quantity,
    file::{File, Head},
    intake::Intake,
    sheet::{self, Field, Sheet},
};

const SHEET: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight),
        Field::new("fat mass", Quantity::FatMass),
        Field::new("bone mass", Quantity::BoneMass),
        Field::new("muscle mass", Quantity::MuscleMass),
        Field::new("hydration", Quantity::WaterMass),
    ],
    known: &["date", "comments"],
    zero_is_missing: false,
    is_strict: true,
};

pub(super) fn sniff(head: &Head) -> bool {
    head.names(&["date", "weight", "fat mass"])
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["weight"]);
    let date = table.find("date").unwrap_or(0);
    let comments = table.find("comments");
    sheet::read(&SHEET, &mut table, intake, |row, intake| {
        let Some(at) = moment(row.get(date), intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.note = text(row, comments);
        Ok(Some(base))
    })
}
