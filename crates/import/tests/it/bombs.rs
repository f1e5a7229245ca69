//! Files that are small and want to be large, and files that are large: what they take.

use std::io::{Cursor, Write as _};

use spotcheck_import::{Answers, Error, Report, Shape, Stop, import};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    berlin,
    malformed::{Made, zipped},
    memory::most_bytes,
    sample, unzipped,
};

/// What came of a file, and the most bytes it took.
fn taken(bytes: &[u8]) -> (Result<Vec<Report>, Error>, usize) {
    let mut read = Ok(Vec::new());
    let most = most_bytes(|| {
        read = import(&mut Cursor::new(bytes), &berlin(&[]), &mut |_| ());
    });
    (read, most)
}

/// An archive of one file that repeats a part after a beginning.
fn repeated(name: &str, begin: &[u8], part: &[u8], times: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file(name, options)
        .expect("a buffer takes any bytes");
    zip.write_all(begin).expect("a buffer takes any bytes");
    for _ in 0..times {
        zip.write_all(part).expect("a buffer takes any bytes");
    }
    zip.finish().expect("a buffer takes any bytes").into_inner()
}

#[test]
fn a_database_of_nothing_stops_where_an_honest_one_would_have_ended() {
    let head = &unzipped(&sample("Health Connect.zip"))[..4096];
    let bomb = repeated("a.db", head, &vec![0; 1 << 20], 300);
    assert!(bomb.len() < 400 << 10, "{}", bomb.len());
    let (read, most) = taken(&bomb);
    // Its tables are named on pages that are empty.
    let stops: Vec<_> = read.expect("read").iter().map(|r| r.stopped).collect();
    assert_eq!(stops, [Some(Stop::Bomb)]);
    assert!(most < 300 << 20, "{most}");
}

#[test]
fn a_fit_file_of_endless_weighings_is_cut() {
    // One byte a message: a battery's state, then the number of a person, thirty million times.
    let mut records = vec![0x40, 0, 0, 30, 0, 1, 12, 1, 2];
    records.resize(31 << 20, 0);
    let mut file = vec![12, 0x10, 0, 0];
    file.extend(u32::try_from(records.len()).expect("small").to_le_bytes());
    file.extend(b".FIT");
    file.extend(&records);
    let bomb = repeated("a.fit", &file, &[], 0);
    assert!(bomb.len() < 100 << 10, "{}", bomb.len());
    let (read, most) = taken(&bomb);
    assert!(read.is_ok_and(|reports| reports[0].stopped.is_some()));
    assert!(most < 128 << 20, "{most}");
}

#[test]
fn regress_messages_whose_time_is_in_their_header_are_bounded() {
    // Weighings, and a kind that is not asked for.
    for kind in [30, 20] {
        let mut records = vec![0x40, 0, 0, kind, 0, 1, 12, 1, 2];
        for _ in 0..4 << 20 {
            records.extend([0x80, 0]);
        }
        let mut file = vec![12, 0x10, 0, 0];
        file.extend(u32::try_from(records.len()).expect("small").to_le_bytes());
        file.extend(b".FIT");
        file.extend(&records);
        let (read, most) = taken(&file);
        if kind == 30 {
            assert!(read.is_ok_and(|reports| reports[0].stopped.is_some()));
        } else {
            assert_eq!(read, Err(Error::Unknown(Shape::Fit)));
        }
        assert!(most < 128 << 20, "{kind}: {most}");
    }
}

/// More than a table of any width takes.
const MOST_OF_A_TABLE: usize = 24 << 20;

/// A table of so many rows, each of a day and something behind it.
fn table(header: &str, rows: usize, behind: &str) -> Vec<u8> {
    let mut text = header.to_owned();
    for row in 0..rows {
        let (day, month, year) = (row % 28 + 1, row / 28 % 12 + 1, 1700 + row / 336);
        text.push_str(&format!("{year}-{month:02}-{day:02}{behind}"));
    }
    text.into_bytes()
}

#[test]
fn regress_rows_that_are_looked_at_first_are_bounded_in_bytes() {
    let header = "Date,\"Weight (kg)\",\"Fat mass (kg)\",Comments\n";
    let long = format!(",84,,{}\n", "x".repeat(1_000_000));
    let (read, most) = taken(&table(header, 40, &long));
    let reports = read.expect("read");
    assert_eq!((reports[0].kept, reports[0].stopped), (40, None));
    assert!(most < MOST_OF_A_TABLE, "{most}");
}

#[test]
fn regress_a_lifetime_of_wide_rows_is_bounded_in_bytes() {
    let libra = "#Version: 6\n#Units: kg\n\n#date;weight;weight trend;log\n";
    let wide = format!(";84{}\n", ";".repeat(600));
    let rows = table(libra, 100_000, &wide);
    let (read, most) = taken(&zipped(&[("libra.csv", &rows)]));
    let reports = read.expect("read");
    assert_eq!((reports[0].kept, reports[0].stopped), (100_000, None));
    assert!(most < MOST_OF_A_TABLE, "{most}");
}

#[test]
fn regress_a_row_of_a_million_fields_is_overlong() {
    let header = "Date,\"Weight (kg)\",\"Fat mass (kg)\",Comments\n";
    let fields = format!(",84{}\n", ",".repeat(1_000_000));
    let (read, most) = taken(&table(header, 40, &fields));
    assert_eq!(read.expect("read")[0].stopped, Some(Stop::Overlong));
    assert!(most < MOST_OF_A_TABLE, "{most}");
}

#[test]
fn regress_lines_before_a_header_are_bounded_in_bytes() {
    let long = format!(";84;{}\n", "x".repeat(1_000_000));
    let (read, most) = taken(&table("#Version: 6 x#date;weight\n", 40, &long));
    assert_eq!(read.expect("read")[0].stopped, Some(Stop::Malformed));
    assert!(most < MOST_OF_A_TABLE, "{most}");
}

#[test]
fn a_workbook_of_endless_texts_is_refused() {
    let part = "<si><t/></si>".repeat(10_000);
    let times = (64 << 20) / part.len();
    let strings = format!("<sst>{}", part.repeat(times));
    let sheet = b"<worksheet><sheetData></sheetData></worksheet>";
    let bomb = zipped(&[
        (
            "xl/workbook.xml",
            b"<workbook><sheets><sheet name='a' r:id='a'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id='a' Target='a.xml'/></Relationships>",
        ),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/a.xml", sheet),
    ]);
    let (read, most) = taken(&bomb);
    assert!(
        matches!(
            read,
            Err(Error::BrokenArchive | Error::Unknown(Shape::Workbook))
        ),
        "{read:?}"
    );
    assert!(most < 128 << 20, "{most}");
}

#[test]
fn an_archive_in_an_archive_is_not_opened() {
    let mut nested = zipped(&[("weight.csv", &sample("withings_weight.csv"))]);
    for _ in 0..20 {
        nested = zipped(&[("a.zip", &nested)]);
    }
    assert_eq!(taken(&nested).0, Err(Error::Unknown(Shape::Archive)));
}

#[test]
fn names_in_archives_are_names_and_nothing_else() {
    let weights = sample("withings_weight.csv");
    let names = [
        "../../../../etc/passwd",
        "/etc/shadow",
        "C:\\windows\\system32\\a",
        "\\\\server\\share\\a",
        "con",
        "a\u{202e}vsc.exe",
        "\u{1b}[2J",
        "xl/workbook.xml/",
    ];
    for name in names {
        let (read, _) = taken(&zipped(&[(name, &weights)]));
        let known = matches!(&read, Ok(reports) if reports[0].member.as_deref() == Some(name));
        let refused = matches!(read, Err(Error::Unknown(Shape::Archive)));
        assert!(known || refused, "{name:?}");
    }
}

/// Reads a table of so many rows, made while it is read; the most bytes that took.
fn rows(rows: u64) -> usize {
    let mut made = Made::of(rows);
    let mut kept = 0_u64;
    let mut reports = Vec::new();
    let most = most_bytes(|| {
        reports = import(&mut made, &Answers::default(), &mut |_| kept += 1).expect("read");
    });
    assert_eq!((reports[0].rows_read, kept), (rows, rows));
    let noted = (reports[0].suspicious.count, reports[0].refused.count);
    assert_eq!(noted, (0, 0));
    most
}

#[test]
fn a_million_rows_are_read_as_they_come() {
    let most = rows(1_000_000);
    assert!(most < 64 << 20, "{most}");
}

/// What is kept of each row is a hash that tells it from others: sixteen bytes or so.
#[test]
#[ignore = "half a minute"]
fn ten_million_rows_are_read_as_they_come() {
    let most = rows(10_000_000);
    assert!(most < 512 << 20, "{most}");
}
