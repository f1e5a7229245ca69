//! Happy Scale: a day and a weight, whose column is called by its unit.

use super::{base, moment};
use crate::{
    Error, Quantity, Unit,
    file::{File, Head},
    intake::Intake,
    sheet::{self, Field, Sheet},
};

const SHEET: Sheet = Sheet {
    fields: &[
        Field::new("pounds", Quantity::Weight).always(Unit::Pound),
        Field::new("kilograms", Quantity::Weight).always(Unit::Kilogram),
    ],
    known: &["date"],
    zero_is_missing: false,
    is_strict: true,
};

pub(super) fn sniff(head: &Head) -> bool {
    head.names(&["date", "pounds"]) || head.names(&["date", "kilograms"])
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["date"]);
    let date = table.find("date").unwrap_or(0);
    sheet::read(&SHEET, &mut table, intake, |row, intake| {
        Ok(moment(row.get(date), intake).map(base))
    })
}
