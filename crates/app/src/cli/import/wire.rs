//! The shape of a report as JSON.

use std::fmt::Display;

use serde::Serialize;
use spotcheck_import::{Chosen, Noted, Report, ZoneFrom};

use super::{Read, keep::Stored};

/// What came of one file. `new` and `known` count the observations of the file, or of the archive it came in,
/// by whether the store had them; with `undo`, they are null where nothing was to be kept.
#[derive(Serialize)]
pub(super) struct Wire<'r> {
    file: String,
    member: Option<&'r str>,
    format: &'r str,
    rows_read: u64,
    kept: u64,
    duplicate: u64,
    refused: Vec<Noticed>,
    refused_in_all: u64,
    incomplete: Vec<Noticed>,
    incomplete_in_all: u64,
    left_out: Vec<Left>,
    first_day: Option<String>,
    last_day: Option<String>,
    unit: Option<&'static str>,
    unit_from: Option<&'static str>,
    units: Vec<ColumnUnit<'r>>,
    clock: Option<&'static str>,
    clock_from: Option<&'static str>,
    zone: Option<String>,
    suspicious: Vec<Noticed>,
    suspicious_in_all: u64,
    observations: u64,
    quantities: Vec<Seen>,
    not_read: Vec<NotRead<'r>>,
    stopped: Option<String>,
    new: Option<u64>,
    known: Option<u64>,
    undo: Option<i64>,
}

#[derive(Serialize)]
struct Noticed {
    row: u64,
    why: String,
}

#[derive(Serialize)]
struct Left {
    rows: u64,
    why: String,
}

#[derive(Serialize)]
struct ColumnUnit<'r> {
    column: &'r str,
    unit: &'static str,
    from: &'static str,
}

#[derive(Serialize)]
struct Seen {
    quantity: &'static str,
    unit: &'static str,
    count: u64,
    least: f64,
    greatest: f64,
}

#[derive(Serialize)]
struct NotRead<'r> {
    name: &'r str,
    times: u64,
}

fn noticed(noted: &Noted<impl Display>) -> Vec<Noticed> {
    let one = |(row, why): &(u64, _)| Noticed {
        row: *row,
        why: ToString::to_string(why),
    };
    noted.first.iter().map(one).collect()
}

/// The zone as the file or the person told it.
pub(super) fn zone(report: &Report) -> Option<String> {
    match &report.zone {
        ZoneFrom::None => None,
        ZoneFrom::File => Some("offsets of the file".to_owned()),
        ZoneFrom::Told(zone) => Some(zone.clone()),
    }
}

impl<'r> Wire<'r> {
    /// One for each file that was in `read`.
    pub(super) fn of(read: &'r Read) -> impl Iterator<Item = Self> {
        read.reports
            .iter()
            .map(|report| Self::one(&read.file, report, read.stored.as_ref()))
    }

    fn one(file: &str, report: &'r Report, stored: Option<&Stored>) -> Self {
        Self {
            file: file.to_owned(),
            member: report.member.as_deref(),
            format: report.format,
            rows_read: report.rows_read,
            kept: report.kept,
            duplicate: report.duplicate,
            refused: noticed(&report.refused),
            refused_in_all: report.refused.count,
            incomplete: noticed(&report.incomplete),
            incomplete_in_all: report.incomplete.count,
            left_out: left(report),
            first_day: report.first_day.map(|day| day.to_string()),
            last_day: report.last_day.map(|day| day.to_string()),
            unit: report.unit().map(|chosen| chosen.unit.name()),
            unit_from: report.unit().map(|chosen| chosen.from.words()),
            units: report.units.iter().map(unit).collect(),
            clock: report.clock.map(|(clock, _)| clock.name()),
            clock_from: report.clock.map(|(_, from)| from.words()),
            zone: zone(report),
            suspicious: noticed(&report.suspicious),
            suspicious_in_all: report.suspicious.count,
            observations: report.observations(),
            quantities: quantities(report),
            not_read: not_read(report),
            stopped: report.stopped.map(|stop| stop.to_string()),
            new: stored.map(|stored| stored.new),
            known: stored.map(|stored| stored.known),
            undo: stored.and_then(|stored| stored.undo),
        }
    }
}

fn left(report: &Report) -> Vec<Left> {
    let one = |(why, rows): (&spotcheck_import::LeftOut, &u64)| Left {
        rows: *rows,
        why: why.to_string(),
    };
    report.left_out.iter().map(one).collect()
}

fn unit(chosen: &Chosen) -> ColumnUnit<'_> {
    ColumnUnit {
        column: &chosen.column,
        unit: chosen.unit.name(),
        from: chosen.from.words(),
    }
}

fn quantities(report: &Report) -> Vec<Seen> {
    let one = |(quantity, spread): (&spotcheck_import::Quantity, &spotcheck_import::Spread)| Seen {
        quantity: quantity.name(),
        unit: quantity.dimension().canonical().name(),
        count: spread.count,
        least: spread.least,
        greatest: spread.greatest,
    };
    report.quantities.iter().map(one).collect()
}

fn not_read(report: &Report) -> Vec<NotRead<'_>> {
    let names = report.not_read.iter();
    names
        .map(|(name, &times)| NotRead { name, times })
        .collect()
}
