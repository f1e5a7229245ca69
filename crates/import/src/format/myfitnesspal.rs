//! `MyFitnessPal`: a row a meal, and the measurements a person chose to keep.

use super::{base, day_and_time, text};
use crate::{
    Error, LeftOut, Quantity, Site, Unit,
    file::{File, Head},
    intake::Intake,
    sheet::{self, Field, Sheet},
};

const G: Unit = Unit::Gram;
const FOOD: Sheet = Sheet {
    fields: &[
        Field::new("calories", Quantity::EnergyEaten).always(Unit::Kilocalorie),
        Field::new("fat", Quantity::Fat).always(G),
        Field::new("carbohydrates", Quantity::Carbohydrate).always(G),
        Field::new("fiber", Quantity::Fibre).always(G),
        Field::new("protein", Quantity::Protein).always(G),
        Field::new("sodium", Quantity::Sodium).always(Unit::Milligram),
    ],
    known: &["date", "meal", "note"],
    zero_is_missing: false,
    is_strict: true,
};

const BODY: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight),
        Field::new("body fat %", Quantity::BodyFat).always(Unit::Percent),
        Field::girth("waist", Site::Waist),
        Field::girth("hips", Site::Hips),
        Field::girth("neck", Site::Neck),
    ],
    known: &["date"],
    zero_is_missing: true,
    is_strict: true,
};

pub(super) fn sniff_food(head: &Head) -> bool {
    head.names(&["date", "meal", "calories"])
}

/// So few columns that other diaries could have them too: it stands after those with more.
pub(super) fn sniff_body(head: &Head) -> bool {
    let more = ["time", "meal", "value", "unit", "change", "exercise name"];
    head.names(&["date", "weight"]) && !more.iter().any(|name| head.names(&[name]))
}

pub(super) fn read_food(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["meal"]);
    let [date, meal] = ["date", "meal"].map(|name| table.find(name).unwrap_or(0));
    let note = table.find("note");
    sheet::read(&FOOD, &mut table, intake, |row, intake| {
        let is_total = |at: usize| matches!(row.get(at), "Totals" | "Total" | "TOTAL");
        if is_total(date) || is_total(meal) {
            intake.leave(LeftOut::Total);
            return Ok(None);
        }
        let Some(at) = day_and_time(row.get(date), "", intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.group = text(row, Some(meal));
        base.note = text(row, note);
        Ok(Some(base))
    })
}

pub(super) fn read_body(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["date"]);
    let date = table.find("date").unwrap_or(0);
    sheet::read(&BODY, &mut table, intake, |row, intake| {
        Ok(day_and_time(row.get(date), "", intake).map(base))
    })
}
