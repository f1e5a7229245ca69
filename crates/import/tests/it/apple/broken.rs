//! Exports that are cut, wrong or hostile.

use std::io::Write as _;

use spotcheck_import::{Answers, Error, LeftOut, Quantity, Shape, Stop, Why};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::export::{Quirk, export};
use crate::{malformed::zipped, read};

/// Records in an export of their own.
fn within(records: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<HealthData locale=\"en\">\n{records}</HealthData>\n")
}

fn weighing(more: &str, value: &str) -> String {
    format!(
        " <Record type=\"HKQuantityTypeIdentifierBodyMass\" {more} unit=\"kg\" startDate=\"2026-03-01 07:10:05 +0100\" \
         endDate=\"2026-03-01 07:10:05 +0100\" value=\"{value}\"/>\n"
    )
}

#[test]
fn records_that_are_wrong_are_refused_alone() {
    let mut xml = within(
        &[
            weighing("sourceName=\"Withings\" User ID=\"12\"", "80"),
            weighing("sourceName=\"Scale\"", "eighty"),
            weighing("sourceName=\"Scale\"", "-80"),
            weighing("sourceName=\"S?ale\"", "81"),
            weighing("sourceName=\"Scale\"", "82").replace("kg", "cm"),
            weighing("sourceName=\"Scale\"", "83").replace("2026-03-01 07", "2026-13-01 07"),
            weighing("sourceName=\"Scale\"", "84").replace("84\"", "84"),
            weighing("sourceName=\"Scale\"", "84.5").replacen(
                "07:10:05 +0100\" value",
                "07:10:04 +0100\" value",
                1,
            ),
            weighing("sourceName=\"Scale\"", "85"),
            weighing("sourceName=\"Scale\"", "86")
                .replace("2026-03-01 07:10:05 +0100", "20260302071005+0100"),
        ]
        .concat(),
    )
    .into_bytes();
    let bad = xml
        .iter()
        .position(|byte| *byte == b'?')
        .expect("one is there");
    assert!(bad < 10);
    let bad = xml
        .windows(6)
        .position(|bytes| bytes == b"S?ale\"")
        .expect("one is there");
    xml[bad + 1] = 0xe9;
    let (report, kept) = read(&xml, &Answers::default()).expect("read");
    let refused: Vec<u64> = report.refused.first.iter().map(|(row, _)| *row).collect();
    assert_eq!(refused, [1, 2, 3, 4, 5, 6, 7, 8]);
    let why: Vec<&Why> = report.refused.first.iter().map(|(_, why)| why).collect();
    assert_eq!(
        (why[0], why[3], why[6]),
        (&Why::Malformed, &Why::NotUtf8, &Why::Malformed)
    );
    let weights: Vec<f64> = kept.iter().map(|o| o.value).collect();
    assert_eq!(weights, [85.0, 86.0]);
    assert_eq!((report.rows_read, report.stopped), (10, None));
}

#[test]
fn an_end_that_is_missing_costs_no_other_record() {
    let open = weighing("sourceName=\"Scale\"", "80").replace("/>", ">");
    let zone = "<MetadataEntry key=\"HKTimeZone\" value=\"Mars/Olympus\"/>\n";
    let xml = within(&format!(
        "{open}{}</Workout></Other>{}{}{zone}</Record>",
        weighing("sourceName=\"Scale\"", "81"),
        weighing("sourceName=\"Scale\"", "82"),
        open.replace("\"80\"", "\"83\""),
    ));
    let (report, kept) = read(xml, &Answers::default()).expect("read");
    let weights: Vec<f64> = kept.iter().map(|o| o.value).collect();
    assert_eq!(weights, [80.0, 81.0, 82.0, 83.0]);
    // A zone that is none leaves the record its offset.
    assert_eq!((report.incomplete.count, report.stopped), (1, None));
}

#[test]
fn an_export_that_ends_in_the_middle_keeps_what_came_before() {
    let (xml, _) = export(&[Quirk::BrokenType]);
    let (whole, _) = read(&xml, &Answers::default()).expect("read");
    let mut before = 0;
    for part in 1..20 {
        let cut = &xml[..xml.len() * part / 20];
        let (report, kept) = read(cut, &Answers::default()).expect("read");
        assert_eq!(report.stopped, Some(Stop::Truncated), "{part}");
        assert_eq!(report.refused.count, 0, "{part}");
        assert!(before < report.rows_read && report.rows_read < whole.rows_read);
        assert!(!kept.is_empty());
        before = report.rows_read;
    }
    // All but the end of the last element.
    let (report, _) = read(&xml[..xml.len() - 5], &Answers::default()).expect("read");
    assert_eq!(
        (report.rows_read, report.stopped),
        (whole.rows_read, Some(Stop::Truncated))
    );
}

#[test]
fn an_archive_that_was_cut_keeps_what_can_be_unpacked() {
    let (xml, _) = export(&[]);
    let gpx = b"<?xml version=\"1.0\"?><gpx/>".as_slice();
    let zip = zipped(&[
        ("a/route.gpx", gpx),
        ("a/export.xml", &xml),
        ("a/z.gpx", gpx),
    ]);
    let (whole, _) = read(&zip, &Answers::default()).expect("read");
    for part in [3, 5, 9] {
        let cut = &zip[..zip.len() * part / 10];
        let (report, kept) = read(cut, &Answers::default()).expect("what is there is read");
        assert_eq!(report.stopped, Some(Stop::Truncated), "{part}");
        assert!(
            !kept.is_empty() && report.rows_read < whole.rows_read,
            "{part}"
        );
        assert_eq!(report.member.as_deref(), Some("a/export.xml"));
    }
    // The directory alone is missing, and nobody knows what else was in it.
    let (report, _) = read(&zip[..zip.len() - 60], &Answers::default()).expect("read");
    assert_eq!(report.rows_read, whole.rows_read);
    assert_eq!(
        (report.kept, report.stopped),
        (whole.kept, Some(Stop::Truncated))
    );
}

/// An archive whose sizes stand behind its files, as a program writes it that cannot go back.
fn streamed(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in files {
        zip.start_file(*name, options)
            .expect("a buffer takes any bytes");
        zip.write_all(bytes).expect("a buffer takes any bytes");
    }
    let stream = zip.finish().expect("a buffer takes any bytes");
    stream.into_inner()
}

#[test]
fn archives_that_phones_write_are_read_whole_or_cut() {
    let (xml, _) = export(&[]);
    let (plain, kept) = read(&xml, &Answers::default()).expect("read");
    let gpx = b"<?xml version=\"1.0\"?><gpx/>".as_slice();
    let files = [
        ("a/route.gpx", gpx),
        ("a/export.xml", &xml),
        ("a/z.gpx", gpx),
    ];
    for is_large in [false, true] {
        // Sizes of 64 bits, as of more than four gigabytes.
        let options = SimpleFileOptions::default().large_file(is_large);
        let zip = streamed(&files, options);
        let (report, again) = read(&zip, &Answers::default()).expect("read");
        assert_eq!((report.kept, report.stopped), (plain.kept, None));
        assert_eq!(again, kept);
        for (part, is_whole) in [(5, false), (9, false), (10, true)] {
            let cut = &zip[..zip.len() * part / 10 - 100];
            let (report, _) = read(cut, &Answers::default()).expect("read");
            assert_eq!(report.stopped, Some(Stop::Truncated), "{part}");
            assert_eq!(report.kept == plain.kept, is_whole, "{part}");
        }
    }
}

#[test]
fn what_has_no_end_stops_the_reading() {
    let start = within(&weighing("sourceName=\"Scale\"", "80")).replace("</HealthData>\n", "");
    for endless in [
        "<Record type=\"".to_owned() + &"x".repeat(4 << 20),
        "<!-- ".to_owned() + &"x".repeat(4 << 20),
        "<".repeat(4 << 20),
    ] {
        let (report, kept) = read(format!("{start}{endless}"), &Answers::default()).expect("read");
        assert_eq!((report.stopped, kept.len()), (Some(Stop::Overlong), 1));
    }
    let deep = format!("{start}{}", "<a>".repeat(100_000));
    let (report, kept) = read(deep, &Answers::default()).expect("read");
    assert_eq!((report.stopped, kept.len()), (Some(Stop::Malformed), 1));
    let text = format!("{start}{}", " ".repeat(4 << 20));
    let (report, kept) = read(text, &Answers::default()).expect("read");
    assert_eq!((report.stopped, kept.len()), (Some(Stop::Truncated), 1));
}

#[test]
fn a_bomb_of_records_stops() {
    let record = weighing("sourceName=\"Scale\"", "80") + &"\n".repeat(1 << 16);
    let xml = within(&record.repeat((66 << 20) / record.len()));
    let zip = zipped(&[("export.xml", xml.as_bytes())]);
    let (report, kept) = read(zip, &Answers::default()).expect("read");
    assert_eq!((report.stopped, kept.len()), (Some(Stop::Bomb), 1));
}

#[test]
fn what_only_looks_like_an_export_is_none() {
    let utf16: Vec<u8> = within("")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked = [b"\xff\xfe".as_slice(), &utf16].concat();
    assert_eq!(
        read(marked, &Answers::default()),
        Err(Error::Unknown(Shape::Utf16))
    );
    let document = "<?xml version=\"1.0\"?>\n<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>\n";
    assert_eq!(
        read(document, &Answers::default()),
        Err(Error::Unknown(Shape::Other))
    );
    let zip = zipped(&[("export_cda.xml", document.as_bytes())]);
    assert_eq!(
        read(zip, &Answers::default()),
        Err(Error::Unknown(Shape::Archive))
    );
}

#[test]
fn more_types_than_there_are_fill_no_memory() {
    let record = |n: u32| format!(" <Record type=\"T{n}\" sourceName=\"a\"/>\n");
    let records: String = (0..5000).map(record).collect();
    let (report, _) = read(within(&records), &Answers::default()).expect("read");
    assert_eq!(report.left_out[&LeftOut::Kind], 5000);
    assert!(report.not_read.len() <= 1000, "{}", report.not_read.len());
    assert!(!report.quantities.contains_key(&Quantity::Steps));
}
