//! Every importer, on files of its vendor.
#![expect(clippy::panic, reason = "a helper that panics fails its test")]

mod apple;
mod bombs;
mod corpus;
mod export;
mod fit;
mod health_connect;
mod malformed;
mod memory;
mod neutral;
mod person;
mod properties;
mod rules;
mod vendors;
mod workbook;

use std::io::Cursor;

use spotcheck_import::{
    Answers, Ask, Clock, Error, Observation, Quantity, Report, Unit, Zone, import,
};

/// Reads bytes that hold one file.
fn read(bytes: impl AsRef<[u8]>, answers: &Answers) -> Result<(Report, Vec<Observation>), Error> {
    let mut kept = Vec::new();
    let mut reports = import(&mut Cursor::new(bytes.as_ref()), answers, &mut |o| {
        kept.push(o);
    })?;
    assert_eq!(reports.len(), 1);
    Ok((reports.remove(0), kept))
}

/// Reads bytes that may hold several files, and asserts that all of their rows were understood.
fn read_all(
    bytes: impl AsRef<[u8]>,
    answers: &Answers,
) -> Result<(Vec<Report>, Vec<Observation>), Error> {
    let mut kept = Vec::new();
    let reports = import(&mut Cursor::new(bytes.as_ref()), answers, &mut |o| {
        kept.push(o);
    })?;
    for report in &reports {
        assert_eq!(report.refused.count, 0, "{:?}", report.refused);
        assert_eq!(report.incomplete.count, 0, "{:?}", report.incomplete);
    }
    Ok((reports, kept))
}

/// A sample by its name.
fn sample(name: &str) -> Vec<u8> {
    tested("samples", name)
}

/// The names of all samples, each with what a person tells of it.
fn samples() -> Vec<(String, Answers)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples");
    let entries = std::fs::read_dir(folder).expect("it is there");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        let name = entry.expect("it is there").file_name();
        name.into_string().expect("ASCII")
    };
    let mut names: Vec<String> = entries
        .map(name)
        .filter(|name| name != "README.md")
        .collect();
    names.sort();
    let told = |name: String| {
        let is_in_pounds = name.starts_with("mfp");
        let weight = if is_in_pounds {
            Unit::Pound
        } else {
            Unit::Kilogram
        };
        let answers = Answers {
            clock: Some(Clock::Local),
            ..berlin(&[
                (Ask::Weight, weight),
                (Ask::Length, Unit::Centimetre),
                (Ask::Composition, Unit::Percent),
            ])
        };
        (name, answers)
    };
    names.into_iter().map(told).collect()
}

/// A file that another program made.
fn vector(name: &str) -> Vec<u8> {
    tested("vectors", name)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the crate takes bytes; what it is tested on are files"
)]
fn tested(folder: &str, name: &str) -> Vec<u8> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    std::fs::read(format!("{root}/{folder}/{name}")).expect("it is in the repository")
}

/// The first file of an archive.
fn unzipped(archive: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut file = archive.by_index(0).expect("a file");
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut file, &mut bytes).expect("a buffer takes any bytes");
    bytes
}

/// What a person in Berlin tells.
fn berlin(units: &[(Ask, Unit)]) -> Answers {
    Answers {
        units: units.to_vec(),
        zone: Zone::parse("Europe/Berlin"),
        ..Answers::default()
    }
}

/// The values of a quantity with their days.
fn days(kept: &[Observation], quantity: Quantity) -> Vec<(String, f64)> {
    let mut days: Vec<(String, f64)> = kept
        .iter()
        .filter(|o| o.quantity == quantity)
        .map(|o| (o.at.day.to_string(), o.value))
        .collect();
    days.sort_by(|a, b| a.0.cmp(&b.0));
    days
}

fn assert_close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected} ± {tolerance}"
    );
}
