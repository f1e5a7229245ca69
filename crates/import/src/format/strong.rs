//! Strong: workouts in five generations of header, told apart by the columns they have, and measurements.

use jiff::Span;

use super::{
    base,
    diary::{self, Columns},
    moment,
    sets::Sets,
    text,
};
use crate::{
    Error, LeftOut, Moment, Quantity, SetKind, Unit, Why, clock,
    file::{File, Head},
    intake::Intake,
    sheet::{self, Field, Sheet, brief},
};

const SETS: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Load).by("weight unit"),
        Field::new("reps", Quantity::Repetitions),
        Field::new("rpe", Quantity::Exertion),
        Field::new("distance", Quantity::Distance).by("distance unit"),
        Field::new("seconds", Quantity::Exercise).always(Unit::Second),
    ],
    known: &[
        "date",
        "workout name",
        "workout #",
        "duration",
        "exercise name",
        "set order",
        "weight unit",
        "distance unit",
        "notes",
        "workout notes",
    ],
    zero_is_missing: true,
    is_strict: false,
};

const BODY: Columns = Columns {
    name: "measurement type",
    value: "value",
    unit: "unit",
    source: "source",
};

pub(super) fn sniff(head: &Head) -> bool {
    head.names(&["date", "workout name", "exercise name", "set order"])
}

pub(super) fn sniff_body(head: &Head) -> bool {
    head.names(&["date", "measurement type", "value", "unit"])
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["set order"]);
    let names = ["date", "exercise name", "set order"];
    let [date, exercise, order] = names.map(|name| table.find(name).unwrap_or(0));
    let [workout, duration, notes] =
        ["workout name", "duration", "notes"].map(|name| table.find(name));
    let mut sets = Sets::default();
    sheet::read(&SETS, &mut table, intake, |row, intake| {
        let kind = match row.get(order) {
            "W" => SetKind::WarmUp,
            "D" => SetKind::Drop,
            "F" => SetKind::Failure,
            number if clock::is_count(number) => SetKind::Working,
            "Rest Timer" | "Note" => {
                intake.leave(LeftOut::Pause);
                return Ok(None);
            }
            word => {
                let (column, text) = ("Set Order".to_owned(), brief(word));
                intake.refuse(Why::UnknownWord { column, text });
                return Ok(None);
            }
        };
        let Some(at) = moment(row.get(date), intake) else {
            return Ok(None);
        };
        let mut base = base(at);
        base.until = duration.and_then(|column| until(at, row.get(column)));
        base.group = text(row, workout);
        base.item = text(row, Some(exercise));
        let name = format!("{} {}", row.get(date), workout.map_or("", |at| row.get(at)));
        base.set = Some(sets.next(name, row.get(exercise), kind));
        base.note = text(row, notes);
        Ok(Some(base))
    })
}

/// The end of a workout by how long it took: `31m`, `1h 2m`, or seconds. More than a day is a workout that
/// nobody ended.
fn until(at: Moment, duration: &str) -> Option<Moment> {
    let mut seconds = 0_i64;
    for word in duration.split_whitespace() {
        let per = match word.chars().last()? {
            'h' => 3600,
            'm' => 60,
            _ => 1,
        };
        let number = word.trim_end_matches(['h', 'm', 's']);
        seconds = seconds.checked_add(number.parse::<i64>().ok()?.checked_mul(per)?)?;
    }
    if !(1..=86_400).contains(&seconds) {
        return None;
    }
    let wall = at.day.to_datetime(at.time?);
    let end = wall.checked_add(Span::new().seconds(seconds)).ok()?;
    Some(Moment {
        offset: at.offset,
        ..Moment::on_wall(end)
    })
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every reader has the shape the table of formats asks for"
)]
pub(super) fn read_body(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["measurement type"]);
    let date = table.find("date").unwrap_or(0);
    diary::read(&BODY, &mut table, intake, |row, intake| {
        moment(row.get(date), intake)
    });
    Ok(())
}
