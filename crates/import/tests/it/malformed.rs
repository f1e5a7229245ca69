//! Files that are cut, wrong, huge or hostile.

use std::io::{Cursor, Read, Write as _};

use spotcheck_import::{Answers, Error, Shape, Stop, Why, import};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{berlin, read, sample};

pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default();
        zip.start_file(*name, options)
            .expect("a buffer takes any bytes");
        zip.write_all(bytes).expect("a buffer takes any bytes");
    }
    zip.finish().expect("a buffer takes any bytes").into_inner()
}

#[test]
fn each_known_file_of_an_archive_has_a_report() {
    let withings = sample("withings_weight.csv");
    let renpho = sample("renpho.csv");
    let zip = zipped(&[
        ("data/weight.csv", &withings),
        ("../../etc/passwd", &renpho),
        ("readme.txt", b"hello"),
        ("C:\\\\windows\\x.csv", b"a,b\n1,2\n"),
    ]);
    let mut kept = 0;
    let reports = import(&mut Cursor::new(&zip), &Answers::default(), &mut |_| {
        kept += 1;
    })
    .expect("read");
    let members: Vec<_> = reports
        .iter()
        .map(|r| (r.format, r.member.as_deref()))
        .collect();
    assert_eq!(
        members,
        [
            ("withings", Some("data/weight.csv")),
            ("renpho", Some("../../etc/passwd"))
        ]
    );
    assert_eq!(kept, 15 + 2 * 10);
    let asks = zipped(&[("w.csv", &sample("trendweight_raw.csv"))]);
    let error = import(&mut Cursor::new(asks), &Answers::default(), &mut |_| ()).expect_err("asks");
    assert!(matches!(error, Error::In { member, .. } if member == "w.csv"));
}

#[test]
fn a_cut_archive_tells_what_is_left_of_it() {
    let zip = zipped(&[("weight.csv", &sample("withings_weight.csv"))]);
    for length in [4, 20, 40] {
        let cut = &zip[..length];
        assert_eq!(
            read(cut, &Answers::default()),
            Err(Error::BrokenArchive),
            "{length}"
        );
    }
    let (whole, _) = read(&zip, &Answers::default()).expect("read");
    for (length, rows) in [(zip.len() / 2, 0), (zip.len() - 1, whole.rows_read)] {
        let (report, _) = read(&zip[..length], &Answers::default()).expect("read");
        assert_eq!(
            (report.rows_read, report.stopped),
            (rows, Some(Stop::Truncated))
        );
    }
    let empty = zipped(&[]);
    assert_eq!(
        read(empty, &Answers::default()),
        Err(Error::Unknown(Shape::Archive))
    );
}

/// Files that are told by their beginning and hold nothing that is read.
const UNKNOWN: [(&str, &[u8]); 2] = [
    ("run.fit", b"\x0c\x10\x47\0\0\0\0\0.FIT\x29\x4c"),
    ("chat.db", b"SQLite format 3\0"),
];

#[test]
fn regress_a_cut_archive_is_read_past_what_is_not_known() {
    for (name, bytes) in UNKNOWN {
        let zip = zipped(&[(name, bytes), ("w.csv", &sample("withings_weight.csv"))]);
        let (report, kept) = read(&zip[..zip.len() - 30], &Answers::default()).expect(name);
        assert_eq!(
            (report.stopped, kept.len()),
            (Some(Stop::Truncated), 15),
            "{name}"
        );
        assert_eq!(report.not_read.values().sum::<u64>(), 1, "{name}");
        let alone = zipped(&[(name, bytes)]);
        let refused = read(&alone[..alone.len() - 30], &Answers::default());
        assert!(matches!(refused, Err(Error::Unknown(_))), "{name}");
    }
}

#[test]
fn regress_every_file_of_an_archive_is_read_or_counted() {
    let weights = sample("withings_weight.csv");
    let mut files = UNKNOWN.to_vec();
    files.extend([
        ("broken.csv", &weights[..]),
        ("weight.csv", &weights),
        ("readme.txt", b"hello"),
    ]);
    let mut zip = zipped(&files);
    let name = b"broken.csv";
    let at = zip.windows(name.len()).position(|bytes| bytes == name);
    // A kind of block that deflate does not have.
    zip[at.expect("it is there") + name.len()] = 0xFF;
    let (report, _) = read(&zip, &Answers::default()).expect("read");
    let counts: Vec<(&str, u64)> = report
        .not_read
        .iter()
        .map(|(name, count)| (name.as_str(), *count))
        .collect();
    assert_eq!(
        counts,
        [
            ("files *.db", 1),
            ("files *.fit", 1),
            ("files *.txt", 1),
            ("files that cannot be unpacked", 1)
        ]
    );
}

#[test]
fn regress_files_past_the_most_that_are_looked_at_are_counted() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("w.csv", options)
        .expect("a buffer takes any bytes");
    zip.write_all(&sample("withings_weight.csv"))
        .expect("a buffer takes any bytes");
    for number in 0..200_000 {
        let name = format!("{number}.txt");
        zip.start_file(name, options)
            .expect("a buffer takes any bytes");
    }
    let bytes = zip.finish().expect("a buffer takes any bytes").into_inner();
    let (report, _) = read(&bytes, &Answers::default()).expect("read");
    assert_eq!(
        report.not_read,
        [("files *.txt".to_owned(), 200_000)].into()
    );
}

#[test]
fn a_bomb_stops_where_an_honest_file_would_have_ended() {
    let mut text = b"Date,\"Weight (kg)\",\"Fat mass (kg)\"\n2026-03-01 07:00:00,84,\n".to_vec();
    while text.len() < 100 << 20 {
        text.extend(std::iter::repeat_n(b' ', 1 << 19));
        text.push(b'\n');
    }
    let zip = zipped(&[("weight.csv", &text)]);
    assert!(zip.len() < 1 << 20);
    let (report, kept) = read(zip, &Answers::default()).expect("what came before is kept");
    assert_eq!(report.stopped, Some(Stop::Bomb));
    assert_eq!(kept.len(), 1);
}

#[test]
fn a_field_without_end_stops_the_reading() {
    let mut text = b"Date,\"Weight (kg)\",\"Fat mass (kg)\",Comments\n2026-03-01 07:00:00,84,,\n2026-03-02 07:00:00,84,,\"".to_vec();
    text.resize(8 << 20, b'x');
    let (report, kept) = read(text, &Answers::default()).expect("what came before is kept");
    assert_eq!(report.stopped, Some(Stop::Overlong));
    assert_eq!(kept.len(), 1);
    let mut json = br#"[{"logId":1,"weight":185.6,"bmi":26.57,"date":"03/01/26","time":"07:10:05"},{"source":""#.to_vec();
    json.resize(8 << 20, b'x');
    let (report, kept) = read(json, &Answers::default()).expect("what came before is kept");
    assert_eq!((report.stopped, kept.len()), (Some(Stop::Overlong), 1));
}

#[test]
fn cut_json_keeps_what_came_before() {
    let json = sample("fitbit_weight-2026-03-01.json");
    let (report, kept) = read(&json[..json.len() - 20], &Answers::default()).expect("read");
    assert_eq!((report.stopped, kept.len()), (Some(Stop::Truncated), 2));
    let deep = format!("{{\"Data Points\":{}", "[".repeat(100_000));
    let (report, _) = read(deep, &berlin(&[])).expect("read");
    assert!(report.stopped.is_some());
}

#[test]
fn rows_that_are_wrong_are_refused_with_their_line() {
    let text = b"Date,\"Weight (kg)\",\"Fat mass (kg)\"\n2026-03-01 07:00:00,NaN,\n2026-03-01 07:00:00,-84,\nsoon,84,\n\
                 2026-03-01 07:00:00,84,\n2026-03-02 07:00:00,inf,20\n2026-03-03 07:00:00,\xe9,\n2026-03-04 07:00:00,84 kg,\n\
                 2026-03-05 07:00:00,84 cm,\n2026-03-06 07:00:00,0,\n2026-03-07 07:00:00,84,20,5\n";
    let (report, kept) = read(text, &Answers::default()).expect("read");
    let lines: Vec<u64> = report.refused.first.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3, 4, 7, 9, 10, 11]);
    assert_eq!(report.refused.first[3].1, Why::NotUtf8);
    assert_eq!(report.incomplete.first.len(), 1);
    assert_eq!(kept.len(), 3);
    let left: u64 = report.left_out.values().sum();
    assert_eq!(
        report.rows_read,
        report.kept + report.duplicate + report.refused.count + left
    );
}

#[test]
fn byte_order_marks_and_line_ends_make_no_difference() {
    let plain = String::from_utf8(sample("withings_weight.csv")).expect("UTF-8");
    let (_, kept) = read(&plain, &Answers::default()).expect("read");
    let other = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let (_, again) = read(other, &Answers::default()).expect("read");
    assert_eq!(kept, again);
}

/// A table that is made while it is read, so that only the reader's own memory counts.
pub(crate) struct Made {
    row: u64,
    rows: u64,
    line: Cursor<Vec<u8>>,
}

impl Made {
    pub(crate) fn of(rows: u64) -> Self {
        Self {
            row: 0,
            rows,
            line: Cursor::new(b"Date,\"Weight (kg)\",\"Fat mass (kg)\"\n".to_vec()),
        }
    }
}

impl Read for Made {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.line.read(buffer)?;
            if 0 < read || self.rows <= self.row {
                return Ok(read);
            }
            let (minute, day) = (self.row % 1440, self.row / 1440);
            let date = format!(
                "{}-{:02}-{:02}",
                2000 + day / 336,
                day / 28 % 12 + 1,
                day % 28 + 1
            );
            let line = format!(
                "{date} {:02}:{:02}:00,{}.5,\n",
                minute / 60,
                minute % 60,
                80 + self.row % 2
            );
            self.line = Cursor::new(line.into_bytes());
            self.row += 1;
        }
    }
}

impl std::io::Seek for Made {
    fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
        self.row = 0;
        self.line = Cursor::new(b"Date,\"Weight (kg)\",\"Fat mass (kg)\"\n".to_vec());
        Ok(0)
    }
}
