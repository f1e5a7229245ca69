//! Samsung Health: a table with a line of its own above the header. Its times are local in some versions
//! and of UTC in others; hours of the night tell which, or else somebody is asked.

use jiff::{Timestamp, tz::Offset};

use super::{at_home, base, home, moment, text};
use crate::{
    Clock, ClockFrom, Error, Moment, Observation, Quantity, Unit, Why, clock,
    file::{File, Head},
    intake::Intake,
    moment::offset,
    sheet::{self, Field, Sheet, brief},
    table::{Row, Table},
};

const KG: Unit = Unit::Kilogram;
const SHEET: Sheet = Sheet {
    fields: &[
        Field::new("weight", Quantity::Weight).always(KG),
        Field::new("body_fat", Quantity::BodyFat).always(Unit::Percent),
        Field::new("body_fat_mass", Quantity::FatMass).always(KG),
        Field::new("fat_free_mass", Quantity::FatFreeMass).always(KG),
        Field::new("muscle_mass", Quantity::MuscleMass).always(KG),
        Field::new("skeletal_muscle_mass", Quantity::SkeletalMuscleMass).always(KG),
        Field::new("total_body_water", Quantity::WaterMass).always(KG),
    ],
    known: &["start_time", "time_offset", "datauuid", "comment"],
    zero_is_missing: true,
    is_strict: true,
};

const PREFIX: &str = "com.samsung.health.weight";
/// Hours at which few people weigh themselves.
const NIGHT: std::ops::Range<i8> = 0..5;
/// Weighings from which hours of the night are told by.
const ENOUGH: usize = 10;
/// The share of weighings at night that speaks against a clock, and that which does not.
const MANY_FRAC: f64 = 0.2;
const FEW_FRAC: f64 = 0.05;

pub(super) fn sniff(head: &Head) -> bool {
    head.text.starts_with(PREFIX) && head.text.contains("start_time")
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["start_time", "com.samsung.health.weight.start_time"]);
    for column in &mut table.columns {
        let bare = column.name.strip_prefix(PREFIX);
        if let Some(bare) = bare.and_then(|name| name.strip_prefix('.')) {
            column.name = bare.to_owned();
        }
    }
    let start = table.find("start_time").unwrap_or(0);
    let [shift, uuid, comment] =
        ["time_offset", "datauuid", "comment"].map(|name| table.find(name));
    let meaning = meaning(&mut table, start, shift, intake);
    sheet::read(&SHEET, &mut table, intake, |row, intake| {
        let named = shift.map(|at| row.get(at));
        let shift = named.and_then(offset);
        if let (Some(text), None) = (named, shift) {
            intake.refuse(Why::BadTime(brief(text)));
            return Ok(None);
        }
        let (at, clock) = if let Some(instant) = clock::epoch_ms(row.get(start)) {
            (Moment::shown_at(instant, Offset::UTC), Clock::Utc)
        } else if let Some(at) = moment(row.get(start), intake) {
            let column = || "start_time".to_owned();
            let (clock, from) = meaning.ok_or_else(|| Error::ClockNeeded { column: column() })?;
            intake.clock(clock, from);
            (at, clock)
        } else {
            return Ok(None);
        };
        let mut base = match (shift, clock) {
            (Some(shift), _) => base(placed(at, shift, clock)),
            (None, Clock::Local) => base(at),
            (None, Clock::Utc) => Observation {
                zone: home(intake),
                ..base(at_home(placed(at, Offset::UTC, clock), intake)?)
            },
        };
        base.external_id = text(row, uuid);
        base.note = text(row, comment);
        Ok(Some(base))
    })
}

/// A time that the file tells by `clock`, at an offset.
fn placed(at: Moment, shift: Offset, clock: Clock) -> Moment {
    let Some(time) = at.time else { return at };
    let wall = at.day.to_datetime(time);
    match clock {
        Clock::Local => Moment::at(wall, shift),
        Clock::Utc => Offset::UTC
            .to_timestamp(wall)
            .map_or(at, |instant: Timestamp| Moment::shown_at(instant, shift)),
    }
}

/// The clock that was told, or the one by which people sleep at night.
fn meaning(
    table: &mut Table<'_>,
    start: usize,
    shift: Option<usize>,
    intake: &Intake<'_>,
) -> Option<(Clock, ClockFrom)> {
    if let Some(told) = intake.answers.clock {
        return Some((told, ClockFrom::Told));
    }
    let shift = shift?;
    let read = |row: &Row| Some((clock::moment(row.get(start))?, offset(row.get(shift))?));
    let times: Vec<(Moment, Offset)> = table.sample(1000).iter().filter_map(read).collect();
    if times.len() < ENOUGH {
        return None;
    }
    let at_night = |clock: Clock| {
        let is_night = |(at, shift): &&(Moment, Offset)| {
            let time = placed(*at, *shift, clock).time;
            time.is_some_and(|time| NIGHT.contains(&time.hour()))
        };
        times.iter().filter(is_night).count() as f64 / times.len() as f64
    };
    let (local, utc) = (at_night(Clock::Local), at_night(Clock::Utc));
    if local <= FEW_FRAC && MANY_FRAC <= utc {
        Some((Clock::Local, ClockFrom::Hours))
    } else if utc <= FEW_FRAC && MANY_FRAC <= local {
        Some((Clock::Utc, ClockFrom::Hours))
    } else {
        None
    }
}
