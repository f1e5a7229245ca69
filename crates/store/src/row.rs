//! An observation as a row, and back.

use jiff::{
    ToSpan as _,
    civil::{Date, Time, date},
    tz::Offset,
};
use spotcheck_import::{Method, Moment, Observation, Quantity, Set, SetKind, Side, Site, Unit};
use sqlx::{Row as _, any::AnyRow};

use crate::Error;

/// From which days are counted.
const FIRST_DAY: Date = date(1970, 1, 1);
const SECONDS_PER_DAY: i64 = 86_400;
const MICROSECONDS_PER_SECOND: i64 = 1_000_000;
const NANOSECONDS_PER_MICROSECOND: i64 = 1_000;

/// A moment as it is kept: day, microseconds since local midnight, seconds from UTC.
pub(crate) type Kept = (i64, Option<i64>, Option<i64>);

pub(crate) fn day_number(day: Date) -> i64 {
    i64::from(day.since(FIRST_DAY).map_or(0, |span| span.get_days()))
}

/// The day an observation is found by: that of its instant, else the one on the wall.
pub(crate) fn key_day(at: &Moment) -> i64 {
    at.instant().map_or_else(
        || day_number(at.day),
        |instant| instant.as_second().div_euclid(SECONDS_PER_DAY),
    )
}

pub(crate) fn kept(at: &Moment) -> Kept {
    let time = at.time.map(|time| {
        let seconds = i64::from(time.hour()) * 3600
            + i64::from(time.minute()) * 60
            + i64::from(time.second());
        let rest = i64::from(time.subsec_nanosecond()) / NANOSECONDS_PER_MICROSECOND;
        seconds * MICROSECONDS_PER_SECOND + rest
    });
    (
        day_number(at.day),
        time,
        at.offset.map(|offset| i64::from(offset.seconds())),
    )
}

/// The day of a number.
///
/// # Errors
/// [`Error::Row`] for one no calendar has.
pub(crate) fn day_of(day: i64) -> Result<Date, Error> {
    let days = i32::try_from(day).ok();
    let date = days.and_then(|days| FIRST_DAY.checked_add(days.days()).ok());
    date.ok_or_else(|| odd(("observation", "day"), day.to_string()))
}

fn moment((day, time, offset): Kept) -> Result<Moment, Error> {
    let odd = |column, value: i64| odd(("observation", column), value.to_string());
    let time = time
        .map(|us| clock(us).ok_or_else(|| odd("time_us", us)))
        .transpose()?;
    let offset = offset
        .map(|s| {
            let offset = i32::try_from(s).ok().map(Offset::from_seconds);
            offset
                .and_then(Result::ok)
                .ok_or_else(|| odd("offset_s", s))
        })
        .transpose()?;
    Ok(Moment {
        day: day_of(day)?,
        time,
        offset,
    })
}

fn clock(us: i64) -> Option<Time> {
    let seconds = us / MICROSECONDS_PER_SECOND;
    let rest = us % MICROSECONDS_PER_SECOND * NANOSECONDS_PER_MICROSECOND;
    let part = |value: i64| i8::try_from(value).ok();
    Time::new(
        part(seconds / 3600)?,
        part(seconds / 60 % 60)?,
        part(seconds % 60)?,
        i32::try_from(rest).ok()?,
    )
    .ok()
}

/// The columns of [`observation`], in its order, of tables `o`, `t`, `c` and `d`.
pub(crate) const COLUMNS: &str = "o.file_row, t.quantity, t.site, t.side, c.method, c.device, \
    c.given_unit, c.zone, c.source, o.day, o.time_us, o.offset_s, o.until_day, o.until_time_us, \
    o.until_offset_s, o.value, d.external_id, d.item, d.part_of, d.set_number, d.set_kind, d.note";

/// A row of [`COLUMNS`] as the observation it was made of.
///
/// # Errors
/// [`Error::Row`] where a column holds what no version writes.
pub(crate) fn observation(row: &AnyRow) -> Result<Observation, Error> {
    let quantity = named(row, 1, ("topic", "quantity"), Quantity::parse)?;
    let given = named(row, 6, ("channel", "given_unit"), Unit::parse)?;
    let until_day: Option<i64> = row.try_get(12)?;
    let until = until_day
        .map(|day| moment((day, row.try_get(13)?, row.try_get(14)?)))
        .transpose()?;
    Ok(Observation {
        quantity,
        site: optional(row, 2, ("topic", "site"), Site::parse)?,
        side: optional(row, 3, ("topic", "side"), Side::parse)?,
        method: optional(row, 4, ("channel", "method"), Method::parse)?,
        device: some(row.try_get(5)?),
        value: row.try_get(15)?,
        given,
        at: moment((row.try_get(9)?, row.try_get(10)?, row.try_get(11)?))?,
        until,
        zone: some(row.try_get(7)?),
        source: row.try_get(8)?,
        external_id: row.try_get(16)?,
        item: row.try_get(17)?,
        group: row.try_get(18)?,
        set: set(row)?,
        note: row.try_get(21)?,
        row: row.try_get::<i64, _>(0)?.cast_unsigned(),
    })
}

fn set(row: &AnyRow) -> Result<Option<Set>, Error> {
    let kind: Option<String> = row.try_get(20)?;
    let Some(kind) = kind else { return Ok(None) };
    let is_it = |one: &SetKind| one.name() == kind;
    let Some(kind) = SetKind::ALL.into_iter().find(is_it) else {
        return Err(odd(("detail", "set_kind"), kind));
    };
    let number: Option<i64> = row.try_get(19)?;
    Ok(Some(Set {
        number: number.and_then(|number| number.try_into().ok()),
        kind,
    }))
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

type Place = (&'static str, &'static str);

fn odd((table, column): Place, value: String) -> Error {
    Error::Row {
        table,
        column,
        value,
    }
}

fn named<T>(
    row: &AnyRow,
    index: usize,
    place: Place,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, Error> {
    let name: String = row.try_get(index)?;
    parse(&name).ok_or_else(|| odd(place, name))
}

fn optional<T>(
    row: &AnyRow,
    index: usize,
    place: Place,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Error> {
    let name: String = row.try_get(index)?;
    if name.is_empty() {
        return Ok(None);
    }
    parse(&name).map(Some).ok_or_else(|| odd(place, name))
}
