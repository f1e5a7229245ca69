//! A report in words.

use std::fmt::Display;

use spotcheck_import::{Noted, Report};

use super::{Read, keep::Stored, wire::zone};
use crate::{number, report::printable};

/// As many refusals and doubts of a file as a terminal shows; JSON has those the report names.
const SHOWN: usize = 5;

/// What came of each file.
pub(super) fn told(read: &[Read]) -> String {
    let mut text = String::new();
    for read in read {
        if !text.is_empty() {
            text.push('\n');
        }
        if let Some(stored) = &read.stored {
            text.push_str(&kept(stored));
        }
        for report in &read.reports {
            text.push_str(&one(&read.file, report));
        }
    }
    printable(&text)
}

/// "312 observations are kept, 20 were there already; `spotcheck undo 4` takes them back."
fn kept(stored: &Stored) -> String {
    let Stored { undo, new, known } = stored;
    let mut text = match new {
        0 => "Nothing new".to_owned(),
        1 => "1 observation is kept".to_owned(),
        _ => format!("{new} observations are kept"),
    };
    match known {
        0 => {}
        1 => text.push_str(", 1 was there already"),
        _ => text.push_str(&format!(", {known} were there already")),
    }
    if let (Some(undo), true) = (undo, 0 < *new) {
        text.push_str(&format!("; `spotcheck undo {undo}` takes back what is new"));
    }
    text + ".\n"
}

fn one(file: &str, report: &Report) -> String {
    let name = report
        .member
        .as_ref()
        .map_or_else(|| file.to_owned(), |member| format!("{file}: {member}"));
    let mut text = format!("{name}\n  {}, ", report.format);
    match (report.first_day, report.last_day) {
        (Some(first), Some(last)) => text.push_str(&format!("{first} to {last}\n")),
        _ => text.push_str("no day\n"),
    }
    text.push_str(&format!(
        "  {} rows read: {} kept, {} duplicate, {} refused",
        report.rows_read, report.kept, report.duplicate, report.refused.count
    ));
    for (why, rows) in &report.left_out {
        text.push_str(&format!(", {rows} left out ({why})"));
    }
    text.push('\n');
    for (quantity, spread) in &report.quantities {
        text.push_str(&format!(
            "  {:>7} × {:<22} {} to {} {}\n",
            spread.count,
            quantity.name(),
            number::plain(spread.least, 3),
            number::plain(spread.greatest, 3),
            quantity.dimension().canonical().name()
        ));
    }
    if let Some(chosen) = report.unit() {
        let (unit, from) = (chosen.unit.name(), chosen.from.words());
        text.push_str(&format!("  unit of {}: {unit}, {from}\n", chosen.column));
    }
    if let Some((clock, from)) = report.clock {
        let (clock, from) = (clock.name(), from.words());
        text.push_str(&format!("  clock: {clock}, {from}\n"));
    }
    let zone = zone(report).unwrap_or_else(|| "not known; --zone tells it".to_owned());
    text.push_str(&format!("  zone: {zone}\n"));
    remarks(&mut text, report);
    text
}

/// What was refused, is doubtful, or was not read.
fn remarks(text: &mut String, report: &Report) {
    list(text, "refused", &report.refused);
    list(text, "kept in part", &report.incomplete);
    list(text, "suspicious", &report.suspicious);
    if !report.not_read.is_empty() {
        let names: Vec<&str> = report.not_read.keys().map(String::as_str).collect();
        text.push_str(&format!("  not read: {}\n", names.join(", ")));
    }
    if let Some(stop) = report.stopped {
        text.push_str(&format!("  reading ended early: {stop}\n"));
    }
}

fn list(text: &mut String, what: &str, noted: &Noted<impl Display>) {
    for (row, line) in noted.first.iter().take(SHOWN) {
        text.push_str(&format!("  {what}: row {row}: {line}\n"));
    }
    let more = noted.count.saturating_sub(SHOWN as u64);
    if 0 < more {
        text.push_str(&format!("  {what}: {more} more\n"));
    }
}
