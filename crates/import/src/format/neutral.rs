//! Our own table: what any of these files holds, without loss, for people and for other programs.

use csv::{Terminator, WriterBuilder};
use jiff::civil::DateTime;
use serde_json::Value;

use crate::{
    Error, Method, Moment, Observation, Quantity, Set, SetKind, Side, Site, Unit, UnitFrom, Why,
    clock,
    file::{File, Head},
    intake::Intake,
    json,
    moment::{offset, offset_text},
    number::plain,
    sheet::brief,
};

pub(crate) const COLUMNS: [&str; 19] = [
    "time",
    "offset",
    "zone",
    "until",
    "until_offset",
    "quantity",
    "site",
    "side",
    "value",
    "unit",
    "given_unit",
    "method",
    "device",
    "source",
    "external_id",
    "item",
    "group",
    "set",
    "note",
];

pub(super) fn sniff(head: &Head) -> bool {
    head.names(&["time", "offset", "quantity", "value", "unit"])
}

/// The table, its header first, in UTF-8 with decimal points: every value in the canonical unit, beside the
/// unit it was given in. The row of the vendor's file is not in it.
///
/// # Panics
/// Never: a buffer in memory takes any bytes, and text is UTF-8.
pub fn write_neutral<'o>(observations: impl IntoIterator<Item = &'o Observation>) -> String {
    let mut csv = WriterBuilder::new()
        .terminator(Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    csv.write_record(COLUMNS).expect("a buffer takes any bytes");
    for observation in observations {
        csv.write_record(cells(observation))
            .expect("every row has as many cells as the header");
    }
    let bytes = csv.into_inner().expect("a buffer takes any bytes");
    String::from_utf8(bytes).expect("made of text")
}

/// The columns of an observation, empty where it says nothing.
pub(crate) fn cells(observation: &Observation) -> [String; 19] {
    let Observation {
        quantity,
        site,
        side,
        method,
        device,
        value,
        given,
        at,
        until,
        zone,
        source,
        external_id,
        item,
        group,
        set,
        note,
        row: _,
    } = observation;
    let named = |text: &Option<String>| text.clone().unwrap_or_default();
    let wall = |at: &Moment| {
        at.time.map_or_else(
            || at.day.to_string(),
            |time| at.day.to_datetime(time).to_string(),
        )
    };
    let shift = |at: &Moment| at.offset.map(offset_text).unwrap_or_default();
    [
        wall(at),
        shift(at),
        named(zone),
        until.as_ref().map(wall).unwrap_or_default(),
        until.as_ref().map(shift).unwrap_or_default(),
        quantity.name().to_owned(),
        site.map_or("", Site::name).to_owned(),
        side.map_or("", Side::name).to_owned(),
        value.to_string(),
        quantity.dimension().canonical().name().to_owned(),
        given.name().to_owned(),
        method.map_or("", Method::name).to_owned(),
        named(device),
        source.clone(),
        named(external_id),
        named(item),
        named(group),
        set.map(set_text).unwrap_or_default(),
        named(note),
    ]
}

fn set_text(set: Set) -> String {
    let kind = set.kind.name();
    set.number
        .map_or_else(|| kind.to_owned(), |number| format!("{number} {kind}"))
}

fn set_of(text: &str) -> Option<Set> {
    let (number, kind) = match text.split_once(' ') {
        Some((number, kind)) => (Some(number.parse().ok()?), kind),
        None => (None, text),
    };
    let is_it = |one: &SetKind| one.name() == kind;
    let kind = SetKind::ALL.into_iter().find(is_it)?;
    Some(Set { number, kind })
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every reader has the shape the table of formats asks for"
)]
pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (mut table, _) = file.table(&["quantity"]);
    while let Some(row) = table.next() {
        intake.begin(row.line);
        if !row.is_utf8() {
            intake.refuse(Why::NotUtf8);
            continue;
        }
        let cell = |name: &str| table.find(name).map_or("", |at| row.whole(at));
        keep(observation(&cell, row.line), intake);
    }
    if let Some(stop) = table.stopped {
        intake.stop(stop);
    }
    Ok(())
}

fn keep(read: Result<(Observation, Unit), Why>, intake: &mut Intake<'_>) {
    match read {
        Ok((observation, unit)) => {
            let column = observation.quantity.name();
            intake.choose(column, observation.quantity, unit, UnitFrom::Field);
            intake.keep(observation);
        }
        Err(why) => intake.refuse(why),
    }
}

pub(super) fn sniff_json(head: &Head) -> bool {
    let text = &head.text;
    text.trim_start().starts_with('[')
        && ["\"time\"", "\"quantity\"", "\"value\"", "\"unit\""]
            .iter()
            .all(|key| text.contains(key))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every reader has the shape the table of formats asks for"
)]
pub(super) fn read_json(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let mut number = 0;
    let stop = json::each(file.reader(), "", &mut |object| {
        number += 1;
        intake.begin(number);
        let value = object.get("value").map(Value::to_string);
        let cell = |name: &str| match name {
            "value" => value.as_deref().unwrap_or(""),
            _ => object.get(name).and_then(Value::as_str).unwrap_or(""),
        };
        let row = object.get("row").and_then(Value::as_u64);
        keep(observation(&cell, row.unwrap_or(number)), intake);
    });
    if let Some(stop) = stop {
        intake.stop(stop);
    }
    Ok(())
}

/// What a row says by its cells, and the unit it says it in.
fn observation<'c>(whole: &dyn Fn(&str) -> &'c str, row: u64) -> Result<(Observation, Unit), Why> {
    let cell = |name: &str| whole(name).trim();
    let at = told(cell("time"), cell("offset"))?.ok_or_else(|| Why::BadTime(String::new()))?;
    let quantity = word("quantity", cell("quantity"), Quantity::parse)?
        .ok_or_else(|| unknown("quantity", ""))?;
    let unit = word("unit", cell("unit"), Unit::parse)?.ok_or_else(|| unknown("unit", ""))?;
    let value = plain(cell("value")).and_then(|value| unit.convert(value, quantity.dimension()));
    let value = value.ok_or_else(|| Why::BadNumber {
        column: "value".to_owned(),
        text: brief(cell("value")),
    })?;
    let given = word("given_unit", cell("given_unit"), Unit::parse)?.unwrap_or(unit);
    let named = |name: &str| {
        let whole = whole(name);
        (!whole.is_empty()).then(|| whole.to_owned())
    };
    let observation = Observation {
        site: word("site", cell("site"), Site::parse)?,
        side: word("side", cell("side"), Side::parse)?,
        method: word("method", cell("method"), Method::parse)?,
        device: named("device"),
        until: told(cell("until"), cell("until_offset"))?,
        zone: named("zone"),
        source: named("source").unwrap_or_default(),
        external_id: named("external_id"),
        item: named("item"),
        group: named("group"),
        set: word("set", cell("set"), set_of)?,
        note: named("note"),
        row,
        ..Observation::new(quantity, value, given, at)
    };
    Ok((observation, unit))
}

fn unknown(column: &str, text: &str) -> Why {
    Why::UnknownWord {
        column: column.to_owned(),
        text: brief(text),
    }
}

/// A word of ours; nothing for an empty cell.
fn word<T>(column: &str, text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Why> {
    if text.is_empty() {
        return Ok(None);
    }
    read(text).map(Some).ok_or_else(|| unknown(column, text))
}

/// A moment and its offset; nothing for an empty cell.
fn told(time: &str, shift: &str) -> Result<Option<Moment>, Why> {
    if time.is_empty() {
        return Ok(None);
    }
    let bad = || Why::BadTime(brief(&format!("{time} {shift}")));
    let exact = time.parse::<DateTime>().ok().filter(|_| time.contains('T'));
    let mut moment = exact
        .map(Moment::on_wall)
        .or_else(|| clock::moment(time))
        .ok_or_else(bad)?;
    if !shift.is_empty() {
        moment.offset = Some(offset(shift).ok_or_else(bad)?);
    }
    Ok(Some(moment))
}
