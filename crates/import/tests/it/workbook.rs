//! Workbooks: those of `MacroFactor`, and sheets as other programs write them.

use spotcheck_import::{Answers, Error, Method, Quantity, Shape, Stop, UnitFrom};

use crate::{assert_close, days, malformed::zipped, read, read_all, sample, vector};

#[test]
fn a_quick_export_is_a_row_a_day() {
    let bytes = sample("macrofactor_quick_export.xlsx");
    let (report, kept) = read(bytes, &Answers::default()).expect("read");
    assert_eq!(report.format, "macrofactor-days");
    assert_eq!(report.member.as_deref(), Some("Quick Export"));
    assert_eq!(report.unit().expect("told").from, UnitFrom::Header);
    let named = |all: &[(&str, f64)]| -> Vec<(String, f64)> {
        all.iter().map(|(day, v)| ((*day).to_owned(), *v)).collect()
    };
    assert_eq!(
        days(&kept, Quantity::Weight),
        named(&[("2026-03-01", 84.2), ("2026-03-02", 83.9)])
    );
    assert_eq!(
        days(&kept, Quantity::EnergySpent),
        named(&[
            ("2026-03-01", 2512.0),
            ("2026-03-02", 2509.0),
            ("2026-03-03", 2505.0)
        ])
    );
    assert!(kept.iter().all(|o| o.method == Some(Method::DayTotal)));
    assert_eq!(kept[0].row, 2);
}

#[test]
fn a_detailed_export_is_a_sheet_a_kind() {
    let bytes = sample("macrofactor_detailed_export.xlsx");
    let (reports, kept) = read_all(bytes, &Answers::default()).expect("read");
    let formats: Vec<_> = reports
        .iter()
        .map(|r| (r.format, r.member.as_deref().expect("a sheet")))
        .collect();
    assert_eq!(
        formats,
        [
            ("macrofactor-macros", "Calories & Macros"),
            ("macrofactor-weights", "Scale Weight")
        ]
    );
    assert_eq!(
        days(&kept, Quantity::Weight),
        [
            ("2026-03-01".to_owned(), 84.2),
            ("2026-03-02".to_owned(), 83.9)
        ]
    );
    assert_close(days(&kept, Quantity::BodyFat)[0].1, 0.241, 1e-12);
    assert_eq!(
        days(&kept, Quantity::EnergyEaten),
        [("2026-03-01".to_owned(), 2012.0)]
    );
}

/// What openpyxl sees in workbooks that `XlsxWriter` wrote (`reference/workbook.py`): dates of both epochs, shares
/// shown in percent, formulas, rich and shared texts, rows and a sheet that are empty.
#[test]
fn workbooks_of_other_programs_are_read_as_they_show_themselves() {
    for file in ["workbook_1900.xlsx", "workbook_1904.xlsx"] {
        let (reports, kept) = read_all(vector(file), &Answers::default()).expect(file);
        let formats: Vec<_> = reports.iter().map(|r| (r.format, r.kept)).collect();
        assert_eq!(
            formats,
            [("macrofactor-weights", 3), ("withings", 3)],
            "{file}"
        );
        assert_eq!(
            reports[0].not_read.keys().collect::<Vec<_>>(),
            ["Notes & <more>"]
        );
        let told: Vec<String> = kept
            .iter()
            .map(|o| {
                let time = o.at.time.map(|time| time.to_string()).unwrap_or_default();
                format!("{} {} {time} {:.4}", o.row, o.at.day, o.value)
            })
            .collect();
        assert_eq!(
            told,
            [
                "2 2026-03-01  84.2000",
                "2 2026-03-01  0.2410",
                "3 2026-03-02  83.9000",
                "3 2026-03-02  0.2400",
                "4 2026-03-04  84.0500",
                "4 2026-03-04  0.2390",
                "3 2026-03-01 07:10:05 84.2000",
                "6 2026-03-02 07:02:40 83.9000",
                "9 2026-03-04 07:01:12 84.0500",
            ],
            "{file}"
        );
        let note = kept[6].note.as_deref();
        assert_eq!(note, Some("said \"so\", twice or <more>"), "{file}");
    }
}

const BOOK: &str = r#"<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const LINKS: &str =
    r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0%"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="170"/></cellXfs></styleSheet>"#;

/// A workbook of one sheet, with these rows and shared texts.
fn book(rows: &str, strings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let strings = format!("<sst>{strings}</sst>");
    zipped(&[
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn a_table_of_any_app_saved_as_a_workbook_is_that_table() {
    let strings = "<si><t>Date</t></si><si><r><t>Weight </t></r><r><t>(kg)</t></r><rPh><t>sound</t></rPh></si>\
                   <si><t>Fat mass (kg)</t></si><si><t>Comments</t></si>";
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>
        <row r="5"><c r="A5" s="1"><v>46082.298668981479</v></c><c r="B5"><v>83.900000000000006</v></c>
        <c r="D5" t="inlineStr"><is><t>a &amp; &#x22;b&#x22;,&#10;c</t></is></c></row>"#;
    let (report, kept) = read(book(rows, strings), &Answers::default()).expect("read");
    assert_eq!((report.format, report.kept), ("withings", 1));
    let weighing = &kept[0];
    assert_eq!(weighing.at.day.to_string(), "2026-03-01");
    assert_eq!(
        weighing.at.time.map(|t| t.to_string()).as_deref(),
        Some("07:10:05")
    );
    assert_close(weighing.value, 83.9, 0.0);
    assert_eq!(weighing.note.as_deref(), Some("a & \"b\", c"));
    assert_eq!(weighing.row, 5);
}

#[test]
fn a_share_shown_in_percent_is_read_as_shown() {
    let rows = r#"<row><c t="str"><v>Date</v></c><c t="str"><v>Weight (lbs)</v></c><c t="str"><v>Fat Percent</v></c></row>
        <row><c t="d"><v>2026-03-01</v></c><c><v>185.6</v></c><c s="2"><v>0.241</v></c></row>"#;
    let (report, kept) = read(book(rows, ""), &Answers::default()).expect("read");
    assert_eq!(report.format, "macrofactor-weights");
    assert_close(days(&kept, Quantity::Weight)[0].1, 84.186_743_872, 1e-9);
    assert_close(days(&kept, Quantity::BodyFat)[0].1, 0.241, 1e-12);
}

#[test]
fn hostile_sheets_end_in_a_report() {
    let head = r#"<row r="1"><c t="str"><v>Date</v></c><c t="str"><v>Weight (kg)</v></c><c t="str"><v>Fat Percent</v></c></row>
        <row r="2"><c t="str"><v>2026-03-01</v></c><c><v>84.2</v></c></row>"#;
    // A cell of each column repeats one long text, as small a file as that is.
    let long = format!("<si><t>{}</t></si>", "x".repeat(1 << 19));
    let wide = r#"<c t="s"><v>0</v></c>"#.repeat(900);
    for (rows, strings, stop) in [
        (format!("{head}<row r='1'/>"), "", Stop::Malformed),
        (format!("{head}<row r='99999999'/>"), "", Stop::Malformed),
        (
            format!("{head}<row><c t='s'><v>7</v></c></row>"),
            "",
            Stop::Malformed,
        ),
        (format!("{head}<row><c></row>"), "", Stop::Malformed),
        (
            format!("{head}<row>{wide}</row>"),
            long.as_str(),
            Stop::Overlong,
        ),
        (
            format!(
                "{head}<row><c t='str'><v>{}</v></c></row>",
                "x".repeat(4 << 20)
            ),
            "",
            Stop::Overlong,
        ),
    ] {
        let (report, kept) = read(book(&rows, strings), &Answers::default()).expect("read");
        assert_eq!(
            (report.stopped, kept.len()),
            (Some(stop), 1),
            "{}",
            &rows[head.len()..].chars().take(60).collect::<String>()
        );
    }
    let far = format!("{head}<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>");
    let (report, kept) = read(book(&far, ""), &Answers::default()).expect("read");
    assert_eq!((report.stopped, kept.len()), (None, 1));
    let entity = r#"<!DOCTYPE a [<!ENTITY b "bbbb">]><row><c t="str"><v>&b;</v></c></row>"#;
    assert_eq!(
        read(book(entity, ""), &Answers::default()),
        Err(Error::Unknown(Shape::Workbook))
    );
}
