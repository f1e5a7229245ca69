//! Cronometer: days, servings, biometrics and exercises. A day of zeros that is not completed was not
//! logged, which is not the same as having eaten nothing.

use super::{
    base, day_and_time,
    diary::{self, Columns},
    text,
};
use crate::{
    Error, LeftOut, Method, Quantity, Unit,
    file::{File, Head},
    intake::Intake,
    number::is_nothing,
    sheet::{self, Field, Sheet},
};

const FOOD: &[Field] = &[
    Field::new("energy", Quantity::EnergyEaten),
    Field::new("protein", Quantity::Protein),
    Field::new("carbs", Quantity::Carbohydrate),
    Field::new("fat", Quantity::Fat),
    Field::new("fiber", Quantity::Fibre),
    Field::new("alcohol", Quantity::Alcohol),
    Field::new("water", Quantity::WaterDrunk),
    Field::new("sodium", Quantity::Sodium),
];

const DAYS: Sheet = Sheet {
    fields: FOOD,
    known: &["date", "completed"],
    zero_is_missing: false,
    is_strict: true,
};

const SERVINGS: Sheet = Sheet {
    fields: FOOD,
    known: &["day", "time", "group", "food name", "amount", "category"],
    zero_is_missing: false,
    is_strict: true,
};

const EXERCISES: Sheet = Sheet {
    fields: &[
        Field::new("minutes", Quantity::Exercise).always(Unit::Minute),
        Field::new("calories burned", Quantity::EnergyActive)
            .always(Unit::Kilocalorie)
            .as_loss(),
    ],
    known: &["day", "time", "group", "exercise"],
    zero_is_missing: true,
    is_strict: true,
};

const BODY: Columns = Columns {
    name: "metric",
    value: "amount",
    unit: "unit",
    source: "",
};

pub(super) fn sniff_days(head: &Head) -> bool {
    head.names(&["date", "energy", "completed"])
}

pub(super) fn sniff_servings(head: &Head) -> bool {
    head.names(&["day", "food name", "energy"])
}

pub(super) fn sniff_body(head: &Head) -> bool {
    head.names(&["day", "metric", "unit", "amount"])
}

pub(super) fn sniff_exercises(head: &Head) -> bool {
    head.names(&["day", "exercise", "minutes", "calories burned"])
}

pub(super) fn read_days(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["completed"]);
    let [date, completed] = ["date", "completed"].map(|name| table.find(name).unwrap_or(0));
    let food: Vec<usize> = FOOD.iter().filter_map(|f| table.find(f.name)).collect();
    let delimiter = table.delimiter;
    sheet::read(&DAYS, &mut table, intake, |row, intake| {
        let is_completed = row.get(completed).eq_ignore_ascii_case("true");
        let is_empty = |at: &usize| is_nothing(row.get(*at), delimiter);
        if !is_completed && food.iter().all(is_empty) {
            intake.leave(LeftOut::NotLogged);
            return Ok(None);
        }
        let Some(at) = day_and_time(row.get(date), "", intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.method = Some(Method::DayTotal);
        base.note = (!is_completed).then(|| "day not completed".to_owned());
        Ok(Some(base))
    })
}

pub(super) fn read_servings(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["food name"]);
    let day = table.find("day").unwrap_or(0);
    let [time, group, food] = ["time", "group", "food name"].map(|name| table.find(name));
    sheet::read(&SERVINGS, &mut table, intake, |row, intake| {
        let time = time.map_or("", |at| row.get(at));
        let Some(at) = day_and_time(row.get(day), time, intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.group = text(row, group);
        base.item = text(row, food);
        Ok(Some(base))
    })
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every reader has the shape the table of formats asks for"
)]
pub(super) fn read_body(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["metric"]);
    let day = table.find("day").unwrap_or(0);
    let time = table.find("time");
    diary::read(&BODY, &mut table, intake, |row, intake| {
        day_and_time(row.get(day), time.map_or("", |at| row.get(at)), intake)
    });
    Ok(())
}

pub(super) fn read_exercises(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["exercise"]);
    let day = table.find("day").unwrap_or(0);
    let [time, exercise] = ["time", "exercise"].map(|name| table.find(name));
    sheet::read(&EXERCISES, &mut table, intake, |row, intake| {
        let time = time.map_or("", |at| row.get(at));
        let Some(at) = day_and_time(row.get(day), time, intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.item = text(row, exercise);
        Ok(Some(base))
    })
}
