//! `TrendWeight`: its computed and its raw table. The app writes numbers by the browser's language and
//! quotes none, so a decimal comma shifts a row, which is then refused.

use super::{base, day_and_time};
use crate::{
    Error, LeftOut, Quantity, Unit, Why,
    file::{File, Head},
    intake::Intake,
    sheet::{self, Field, Sheet},
};

const COMPUTED: Sheet = Sheet {
    fields: &[
        Field::new("actual weight", Quantity::Weight),
        Field::new("actual fat %", Quantity::BodyFat).always(Unit::Percent),
    ],
    known: &["date", "weight is interpolated", "fat is interpolated"],
    zero_is_missing: false,
    is_strict: true,
};

const RAW: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight),
        Field::new("body fat %", Quantity::BodyFat).always(Unit::Percent),
    ],
    known: &["date", "time"],
    zero_is_missing: false,
    is_strict: true,
};

pub(super) fn sniff_computed(head: &Head) -> bool {
    head.names(&["date", "actual weight", "weight is interpolated"])
}

pub(super) fn sniff_raw(head: &Head) -> bool {
    head.names(&["date", "time", "weight", "body fat %"])
}

pub(super) fn read_computed(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["actual weight"]);
    let columns = table.columns.len();
    let date = table.find("date").unwrap_or(0);
    let is_made_up = table.find("weight is interpolated");
    let fat = table.find("actual fat %");
    let is_fat_made_up = table.find("fat is interpolated");
    sheet::read(&COMPUTED, &mut table, intake, |row, intake| {
        if row.len() != columns {
            intake.refuse(Why::Fields {
                columns,
                found: row.len(),
            });
            return Ok(None);
        }
        let is_yes = |at: Option<usize>| at.is_some_and(|at| row.get(at) == "Yes");
        let hides_fat = is_yes(is_fat_made_up);
        if is_yes(is_made_up) {
            intake.leave(LeftOut::Interpolated);
            return Ok(None);
        }
        if let (true, Some(fat)) = (hides_fat, fat) {
            row.hide(fat);
        }
        Ok(day_and_time(row.get(date), "", intake).map(base))
    })
}

pub(super) fn read_raw(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["weight"]);
    let columns = table.columns.len();
    let [date, time] = ["date", "time"].map(|name| table.find(name).unwrap_or(0));
    sheet::read(&RAW, &mut table, intake, |row, intake| {
        if row.len() != columns {
            intake.refuse(Why::Fields {
                columns,
                found: row.len(),
            });
            return Ok(None);
        }
        Ok(day_and_time(row.get(date), row.get(time), intake).map(base))
    })
}
