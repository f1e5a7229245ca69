//! Hevy: workouts, a set a row, and the fifteen girths of its measurements.

use super::{base, moment, sets::Sets, text};
use crate::{
    Error, Quantity, SetKind, Side, Site, Unit, Why, clock,
    file::{File, Head},
    intake::Intake,
    sheet::{self, Field, Sheet, brief},
};

const SETS: Sheet = Sheet {
    fields: &[
        Field::new("weight_kg", Quantity::Load).always(Unit::Kilogram),
        Field::new("weight_lbs", Quantity::Load).always(Unit::Pound),
        Field::new("reps", Quantity::Repetitions),
        Field::new("rpe", Quantity::Exertion),
        Field::new("distance_km", Quantity::Distance).always(Unit::Kilometre),
        Field::new("distance_miles", Quantity::Distance).always(Unit::Mile),
        Field::new("duration_seconds", Quantity::Exercise).always(Unit::Second),
    ],
    known: &[
        "title",
        "start_time",
        "end_time",
        "description",
        "exercise_title",
        "superset_id",
        "exercise_notes",
        "set_index",
        "set_type",
    ],
    zero_is_missing: true,
    is_strict: true,
};

macro_rules! girths {
    ($($stem:literal $site:ident $($side:ident)?;)*) => {
        &[
            Field::new("weight_kg", Quantity::Weight).always(Unit::Kilogram),
            Field::new("weight_lbs", Quantity::Weight).always(Unit::Pound),
            Field::new("fat_percent", Quantity::BodyFat).always(Unit::Percent),
            $(
                Field::girth(concat!($stem, "_cm"), Site::$site)$(.on(Side::$side))?.always(Unit::Centimetre),
                Field::girth(concat!($stem, "_in"), Site::$site)$(.on(Side::$side))?.always(Unit::Inch),
            )*
        ]
    };
}

const BODY: Sheet = Sheet {
    fields: girths! {
        "neck" Neck;
        "shoulder" Shoulder;
        "chest" Chest;
        "left_bicep" Bicep Left;
        "right_bicep" Bicep Right;
        "left_forearm" Forearm Left;
        "right_forearm" Forearm Right;
        "abdomen" Abdomen;
        "waist" Waist;
        "hips" Hips;
        "left_thigh" Thigh Left;
        "right_thigh" Thigh Right;
        "left_calf" Calf Left;
        "right_calf" Calf Right;
    },
    known: &["date"],
    zero_is_missing: true,
    is_strict: true,
};

pub(super) fn sniff(head: &Head) -> bool {
    head.names(&["start_time", "exercise_title", "set_type"])
}

pub(super) fn sniff_body(head: &Head) -> bool {
    head.names(&["date", "fat_percent"]) || head.names(&["date", "waist_cm"])
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["exercise_title"]);
    let names = ["start_time", "exercise_title", "set_type"];
    let [start, exercise, kind] = names.map(|name| table.find(name).unwrap_or(0));
    let [title, end, notes] = ["title", "end_time", "exercise_notes"].map(|name| table.find(name));
    let mut sets = Sets::default();
    sheet::read(&SETS, &mut table, intake, |row, intake| {
        let Some(at) = moment(row.get(start), intake) else {
            return Ok(None);
        };
        let kind = match row.get(kind) {
            "normal" | "" => SetKind::Working,
            "warmup" => SetKind::WarmUp,
            "dropset" => SetKind::Drop,
            "failure" => SetKind::Failure,
            other => {
                let (column, text) = ("set_type".to_owned(), brief(other));
                intake.refuse(Why::UnknownWord { column, text });
                return Ok(None);
            }
        };
        let mut base = base(at);
        base.until = end.and_then(|column| clock::moment(row.get(column)));
        base.group = text(row, title);
        base.item = text(row, Some(exercise));
        let name = format!("{} {}", row.get(start), title.map_or("", |at| row.get(at)));
        base.set = Some(sets.next(name, row.get(exercise), kind));
        base.note = text(row, notes);
        Ok(Some(base))
    })
}

pub(super) fn read_body(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["date"]);
    let date = table.find("date").unwrap_or(0);
    sheet::read(&BODY, &mut table, intake, |row, intake| {
        Ok(moment(row.get(date), intake).map(base))
    })
}
