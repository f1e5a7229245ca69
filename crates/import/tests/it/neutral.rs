//! Our own table: what goes in comes out.

use spotcheck_import::{Answers, Observation, write_neutral};

use crate::{read, read_all, sample, samples};

fn without_row(observation: &Observation) -> Observation {
    Observation {
        row: 0,
        ..observation.clone()
    }
}

#[test]
fn every_sample_survives_the_neutral_table() {
    let mut files = 0;
    for (name, answers) in samples() {
        let (_, kept) = read_all(sample(&name), &answers).expect(&name);
        let text = write_neutral(&kept);
        let (report, again) = read(&text, &Answers::default()).expect(&name);
        assert_eq!(report.format, "neutral", "{name}");
        assert_eq!(
            (report.refused.count, report.incomplete.count),
            (0, 0),
            "{name}"
        );
        let kept: Vec<Observation> = kept.iter().map(without_row).collect();
        let again: Vec<Observation> = again.iter().map(without_row).collect();
        assert_eq!(kept, again, "{name}");
        assert_eq!(text, write_neutral(&again), "{name}");
        files += 1;
    }
    assert!(25 <= files, "{files}");
}

#[test]
fn a_spreadsheet_of_ones_own_needs_few_columns() {
    let text = "time,offset,quantity,value,unit,site\n2026-03-01T07:10,+01:00,weight,185.6,lb,\n2026-03-01,,girth,38,in,waist\n\
                2026-03-01,,wieght,84,kg,\n2026-03-01,,weight,84,cm,\n";
    let (report, kept) = read(text, &Answers::default()).expect("read");
    assert_eq!((report.kept, report.refused.count), (2, 2));
    assert!((kept[0].value - 84.186_743_872).abs() < 1e-9);
    assert!((kept[1].value - 96.52).abs() < 1e-9);
    let why: Vec<String> = report
        .refused
        .first
        .iter()
        .map(|(row, why)| format!("{row}: {why}"))
        .collect();
    assert_eq!(
        why,
        [
            "4: quantity: `wieght` is not known",
            "5: value: `84` is no number"
        ]
    );
}
