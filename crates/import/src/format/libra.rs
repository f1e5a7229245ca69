//! Libra: times in UTC, the unit in a line above, and in old databases each weighing twice, the second time
//! at midnight.

use std::collections::HashSet;

use jiff::{civil::Time, tz::Offset};

use super::{at_home, base, home, moment, text};
use crate::{
    Error, Moment, Quantity, Unit, clock,
    file::{File, Head},
    intake::Intake,
    sheet::{self, Field, Sheet},
};

/// Weighings of a lifetime, which are looked through for those told twice.
const LIFETIME: usize = 100_000;

const SHEET: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight),
        Field::new("body fat", Quantity::BodyFat).always(Unit::Percent),
    ],
    known: &["date", "weight trend", "body fat trend", "log", "comments"],
    zero_is_missing: true,
    // A remark may hold a semicolon.
    is_strict: false,
};

pub(super) fn sniff(head: &Head) -> bool {
    let text = &head.text;
    text.starts_with("#Version:") && text.contains("#date;weight")
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, before) = file.table(&["date"]);
    let [date, weight] = ["date", "weight"].map(|name| table.find(name).unwrap_or(0));
    let note = table.find("log").or_else(|| table.find("comments"));
    let unit = before
        .iter()
        .filter_map(|row| row.get(0).strip_prefix("#Units:"))
        .find_map(Unit::parse);
    if let Some(column) = table.columns.get_mut(weight) {
        column.unit = unit;
    }
    let mut told = HashSet::new();
    for row in table.sample(LIFETIME) {
        if let Some(at) = clock::moment(row.get(date)) {
            let at = local(at, intake)?;
            if !is_midnight(at) {
                told.insert((at.day, row.get(weight).to_owned()));
            }
        }
    }
    sheet::read(&SHEET, &mut table, intake, |row, intake| {
        let Some(at) = moment(row.get(date), intake) else {
            return Ok(None);
        };
        let mut base = base(local(at, intake)?);
        if is_midnight(base.at) && told.contains(&(base.at.day, row.get(weight).to_owned())) {
            intake.repeat();
            return Ok(None);
        }
        base.zone = home(intake).filter(|_| is_universal(at));
        base.note = text(row, note);
        Ok(Some(base))
    })
}

fn is_midnight(at: Moment) -> bool {
    at.time.is_some_and(|time| time == Time::midnight())
}

fn is_universal(at: Moment) -> bool {
    at.offset.is_some_and(Offset::is_zero)
}

/// A moment in UTC as the wall at home showed it; others have their own offset.
fn local(at: Moment, intake: &Intake<'_>) -> Result<Moment, Error> {
    if is_universal(at) {
        at_home(at, intake)
    } else {
        Ok(at)
    }
}
