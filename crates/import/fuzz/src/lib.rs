//! What the fuzz targets do with bytes, which the tests of the crate do too, with bytes that do not change.
//!
//! Each wraps them so that they come as deep as they can, reads them with and without answers, and demands of whatever is
//! read that its values are finite and its rows accounted for.

use std::io::{Cursor, Write as _};

use spotcheck_import::{Answers, Ask, Clock, Unit, Zone, import};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

macro_rules! samples {
    ($($name:literal)*) => {
        &[$(include_bytes!(concat!("../../tests/samples/", $name)),)*]
    };
}

/// A file of every format that is a table or JSON.
pub const TEXTS: &[&[u8]] = samples! {
    "com.samsung.health.weight.20260401000000.csv"
    "cronometer_biometrics.csv"
    "cronometer_dailysummary.csv"
    "cronometer_servings.csv"
    "fitbit_weight-2026-03-01.json"
    "garmin_connect_weight.csv"
    "garmin_user_biometrics.json"
    "happy_scale.csv"
    "hevy_measurements.csv"
    "hevy_workouts.csv"
    "libra_v6.csv"
    "mfp_measurement.csv"
    "mfp_nutrition.csv"
    "openscale_2x.csv"
    "openscale_3x.csv"
    "renpho.csv"
    "strong.csv"
    "strong_android_semicolon.csv"
    "strong_measurements.csv"
    "trendweight_computed.csv"
    "trendweight_raw.csv"
    "withings_weight.csv"
};

/// The answers of somebody who answers everything.
pub fn told() -> Answers {
    Answers {
        units: vec![
            (Ask::Weight, Unit::Kilogram),
            (Ask::Length, Unit::Centimetre),
            (Ask::Composition, Unit::Percent),
            (Ask::Distance, Unit::Kilometre),
            (Ask::Energy, Unit::Kilocalorie),
        ],
        zone: Zone::parse("America/New_York"),
        clock: Some(Clock::Utc),
        person: Some(0),
    }
}

/// Any bytes as a file.
pub fn file(bytes: &[u8]) {
    for answers in [told(), Answers::default()] {
        let read = import(&mut Cursor::new(bytes), &answers, &mut |observation| {
            assert!(observation.value.is_finite() && 0.0 <= observation.value);
        });
        for report in read.into_iter().flatten() {
            let left: u64 = report.left_out.values().sum();
            let sum = report.kept + report.duplicate + report.refused.count + left;
            assert_eq!(report.rows_read, sum, "{report:?}");
        }
    }
}

/// The first lines of the sample that the first byte chooses, then the others.
pub fn rows(bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else {
        return;
    };
    let sample = TEXTS[usize::from(*which) % TEXTS.len()];
    let lines = if sample.starts_with(b"#Version") {
        4
    } else {
        2
    };
    let ends = sample
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n');
    let end = ends
        .map(|(at, _)| at + 1)
        .nth(lines - 1)
        .unwrap_or(sample.len());
    file(&[&sample[..end], rest].concat());
}

/// Any bytes as the one file of an archive.
pub fn member(bytes: &[u8]) {
    file(&zipped(&[("a", bytes)]));
}

/// Any bytes as the sheet of a workbook, and as each of its other parts.
pub fn sheet(bytes: &[u8]) {
    const BOOK: &[u8] =
        br#"<workbook><sheets><sheet name="Scale Weight" r:id="a"/></sheets></workbook>"#;
    const LINKS: &[u8] = br#"<Relationships><Relationship Id="a" Target="a.xml"/></Relationships>"#;
    const STYLES: &[u8] =
        br#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    const STRINGS: &[u8] = b"<sst><si><t>Date</t></si><si><t>Weight (kg)</t></si></sst>";
    const SHEET: &[u8] =
        br#"<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>
        <row><c s="1"><v>46082</v></c><c><v>84</v></c></row></sheetData></worksheet>"#;
    let mut parts = [
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/a.xml", SHEET),
    ];
    for at in 0..parts.len() {
        let honest = parts[at].1;
        parts[at].1 = bytes;
        file(&zipped(&parts));
        parts[at].1 = honest;
    }
}

/// Any bytes as the records of an Apple Health export.
pub fn records(bytes: &[u8]) {
    let (start, end) = (b"<HealthData>".as_slice(), b"</HealthData>".as_slice());
    file(&[start, bytes, end].concat());
}

/// Any bytes as an archive that has lost its directory.
pub fn cut(bytes: &[u8]) {
    let archive = zipped(&[("a.csv", bytes)]);
    let (_, rest) = archive.split_at(bytes.len().min(26));
    file(&[b"PK\x03\x04", bytes, rest].concat());
    file(&archive[..archive.len() - 30]);
}

/// Any bytes behind the header of a database, the first of them being the size of its pages.
pub fn database(bytes: &[u8]) {
    let Some((size, rest)) = bytes.split_first() else {
        return;
    };
    let mut header = [0; 100];
    header[..16].copy_from_slice(b"SQLite format 3\0");
    header[16..18].copy_from_slice(&(512_u16 << (size % 7)).to_be_bytes());
    header[59] = 1;
    file(&[&header, rest].concat());
}

/// Any records in the frame of a FIT file, its checksums right.
pub fn fit(bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).unwrap_or(0);
    let mut framed = vec![12, 0x10, 0, 0];
    framed.extend(length.to_le_bytes());
    framed.extend(b".FIT");
    framed.extend(bytes);
    framed.extend(checksum(&framed).to_le_bytes());
    file(&framed);
}

/// The checksum of FIT, four bits at a time.
pub fn checksum(bytes: &[u8]) -> u16 {
    let step = |crc: u16, bits: u16| {
        let index = (crc ^ bits) & 0xF;
        let sum = (0..4).fold(index, |sum, _| (sum >> 1) ^ (0xA001 * (sum & 1)));
        (crc >> 4) ^ sum
    };
    bytes.iter().fold(0, |crc, byte| {
        let byte = u16::from(*byte);
        step(step(crc, byte & 0xF), byte >> 4)
    })
}

/// An archive that packs nothing.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, options)
            .expect("a buffer takes any bytes");
        zip.write_all(bytes).expect("a buffer takes any bytes");
    }
    zip.finish().expect("a buffer takes any bytes").into_inner()
}
