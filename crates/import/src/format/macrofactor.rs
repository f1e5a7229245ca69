//! `MacroFactor`: workbooks, quick ones of a row a day, and detailed ones with a sheet for each kind of entry. Units
//! stand in the headers, but for the expenditure, which is in the unit of the energy eaten.

use super::{base, day_and_time, moment, sets::Sets, text};
use crate::{
    Error, LeftOut, Method, Quantity, SetKind, Unit, Why,
    file::{File, Head},
    intake::Intake,
    number::is_nothing,
    sheet::{self, Field, Sheet, brief},
};

const FOOD: &[Field] = &[
    Field::new("calories", Quantity::EnergyEaten),
    Field::new("protein", Quantity::Protein).always(Unit::Gram),
    Field::new("fat", Quantity::Fat).always(Unit::Gram),
    Field::new("carbs", Quantity::Carbohydrate).always(Unit::Gram),
    Field::new("fiber", Quantity::Fibre).always(Unit::Gram),
    Field::new("alcohol", Quantity::Alcohol).always(Unit::Gram),
    Field::new("sodium", Quantity::Sodium),
];

const DAYS: Sheet = Sheet {
    fields: &[
        Field::new("expenditure", Quantity::EnergySpent),
        Field::new("weight", Quantity::Weight),
        Field::new("steps", Quantity::Steps),
        Field::new("calories", Quantity::EnergyEaten),
        Field::new("protein", Quantity::Protein).always(Unit::Gram),
        Field::new("fat", Quantity::Fat).always(Unit::Gram),
        Field::new("carbs", Quantity::Carbohydrate).always(Unit::Gram),
    ],
    known: &["date", "trend weight"],
    zero_is_missing: true,
    is_strict: true,
};

const MACROS: Sheet = Sheet {
    fields: FOOD,
    known: &["date"],
    zero_is_missing: false,
    is_strict: true,
};

const WEIGHTS: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight),
        Field::new("fat percent", Quantity::BodyFat).always(Unit::Percent),
    ],
    known: &["date"],
    zero_is_missing: true,
    is_strict: true,
};

const FOODS: Sheet = Sheet {
    fields: FOOD,
    known: &[
        "date",
        "time",
        "food name",
        "serving size",
        "serving qty",
        "serving weight",
    ],
    zero_is_missing: false,
    is_strict: true,
};

const SETS: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Load),
        Field::new("reps", Quantity::Repetitions),
    ],
    known: &["date", "workout", "exercise", "set type"],
    zero_is_missing: true,
    is_strict: true,
};

/// Whether it is a sheet of a workbook that names all of these columns: they alone are too common.
fn is_sheet(head: &Head, columns: &[&str]) -> bool {
    head.sheet.is_some() && head.names(columns)
}

pub(super) fn sniff_days(head: &Head) -> bool {
    is_sheet(head, &["date", "expenditure", "trend weight"])
}

pub(super) fn sniff_macros(head: &Head) -> bool {
    is_sheet(head, &["date", "calories", "protein", "fat", "carbs"])
        && !head.names(&["food name"])
        && !head.names(&["expenditure"])
}

pub(super) fn sniff_weights(head: &Head) -> bool {
    let is_named = head.sheet.as_deref() == Some("Scale Weight");
    is_sheet(head, &["date", "weight", "fat percent"])
        || is_named && head.names(&["date", "weight"])
}

pub(super) fn sniff_foods(head: &Head) -> bool {
    is_sheet(head, &["date", "food name", "serving size", "calories"])
}

pub(super) fn sniff_workouts(head: &Head) -> bool {
    is_sheet(head, &["date", "exercise", "set type", "reps"])
}

pub(super) fn read_days(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["expenditure"]);
    let date = table.find("date").unwrap_or(0);
    let eaten = table.find("calories").and_then(|at| table.columns[at].unit);
    if let Some(spent) = table.find("expenditure") {
        let column = &mut table.columns[spent];
        column.unit = column.unit.or(eaten);
    }
    sheet::read(&DAYS, &mut table, intake, |row, intake| {
        let Some(at) = day_and_time(row.get(date), "", intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.method = Some(Method::DayTotal);
        Ok(Some(base))
    })
}

pub(super) fn read_macros(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["calories"]);
    let date = table.find("date").unwrap_or(0);
    let food: Vec<usize> = FOOD.iter().filter_map(|f| table.find(f.name)).collect();
    let delimiter = table.delimiter;
    sheet::read(&MACROS, &mut table, intake, |row, intake| {
        let is_empty = |at: &usize| is_nothing(row.get(*at), delimiter);
        if food.iter().all(is_empty) {
            intake.leave(LeftOut::NotLogged);
            return Ok(None);
        }
        let Some(at) = day_and_time(row.get(date), "", intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.method = Some(Method::DayTotal);
        Ok(Some(base))
    })
}

pub(super) fn read_weights(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["weight"]);
    let date = table.find("date").unwrap_or(0);
    sheet::read(&WEIGHTS, &mut table, intake, |row, intake| {
        Ok(moment(row.get(date), intake).map(base))
    })
}

pub(super) fn read_foods(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["food name"]);
    let date = table.find("date").unwrap_or(0);
    let [time, food] = ["time", "food name"].map(|name| table.find(name));
    sheet::read(&FOODS, &mut table, intake, |row, intake| {
        let time = time.map_or("", |at| row.get(at));
        let Some(at) = day_and_time(row.get(date), time, intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.item = text(row, food);
        Ok(Some(base))
    })
}

pub(super) fn read_workouts(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["set type"]);
    let names = ["date", "exercise", "set type"];
    let [date, exercise, kind] = names.map(|name| table.find(name).unwrap_or(0));
    let workout = table.find("workout");
    let mut sets = Sets::default();
    sheet::read(&SETS, &mut table, intake, |row, intake| {
        let Some(at) = moment(row.get(date), intake) else {
            return Ok(None);
        };
        let Some(kind) = kind_of(row.get(kind)) else {
            let (column, text) = ("set type".to_owned(), brief(row.get(kind)));
            intake.refuse(Why::UnknownWord { column, text });
            return Ok(None);
        };
        let mut base = base(at);
        base.group = text(row, workout);
        base.item = text(row, Some(exercise));
        let name = format!("{} {}", row.get(date), workout.map_or("", |at| row.get(at)));
        base.set = Some(sets.next(name, row.get(exercise), kind));
        Ok(Some(base))
    })
}

/// What a set was for, in any of the words gym diaries have for it.
fn kind_of(word: &str) -> Option<SetKind> {
    let word = word.to_lowercase();
    let begins = |with: &str| word.starts_with(with);
    if begins("warm") {
        Some(SetKind::WarmUp)
    } else if begins("drop") {
        Some(SetKind::Drop)
    } else if begins("fail") {
        Some(SetKind::Failure)
    } else {
        let is_working =
            word.is_empty() || ["standard", "normal", "working"].into_iter().any(begins);
        is_working.then_some(SetKind::Working)
    }
}
