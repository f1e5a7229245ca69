//! What the files of single vendors do that those of others do not.

use spotcheck_import::{Answers, LeftOut, Quantity, Why};

use crate::{berlin, days, read, sample};

const GARMIN: &str = "Time,Weight,Change,BMI,Body Fat,Skeletal Muscle Mass,Bone Mass,Body Water,\n";

#[test]
fn regress_weighings_below_a_day_that_is_not_read_have_none() {
    let text = format!(
        "{GARMIN}\" 3 jun 2026\",\n7:01 AM,84.1 kg,--,--,--,--,--,--,\n\" 28 foo 2026\",\n7:02 AM,83.9 kg,--,--,--,--,--,--,\n\
         6:20 AM,84.6 kg,--,--,--,--,--,--,\n\" 27 maj 2026\",\n7:10 AM,,,,,,,,\n7:11 AM,84.2 kg,--,--,--,--,--,--,\n"
    );
    let (report, kept) = read(text, &Answers::default()).expect("read");
    let refused: Vec<u64> = report.refused.first.iter().map(|(row, _)| *row).collect();
    assert_eq!(refused, [4, 5, 6]);
    assert_eq!(
        report.refused.first[0].1,
        Why::BadTime("28 foo 2026".to_owned())
    );
    let days: Vec<String> = kept.iter().map(|o| o.at.day.to_string()).collect();
    assert_eq!(days, ["2026-06-03", "2026-05-27"]);
}

#[test]
fn regress_a_number_that_is_not_read_is_no_day_that_was_not_logged() {
    let text =
        "Date,Energy (kcal),Protein (g),Completed\n2026-03-01,2k,,false\n2026-03-02,0,,false\n";
    let (report, kept) = read(text, &Answers::default()).expect("read");
    assert_eq!(report.refused.first.len(), 1, "{:?}", report.refused);
    assert_eq!(report.refused.first[0].0, 2);
    assert_eq!(report.left_out.get(&LeftOut::NotLogged), Some(&1));
    assert_eq!(kept, []);
}

#[test]
fn regress_energy_of_cronometer_is_spent_whatever_its_sign() {
    let spent = |bytes: Vec<u8>| {
        let (report, kept) = read(bytes, &Answers::default()).expect("read");
        assert_eq!((report.refused.count, report.incomplete.count), (0, 0));
        days(&kept, Quantity::EnergyActive)
    };
    let file = sample("cronometer_exercises.csv");
    let both = [
        ("2026-03-01".to_owned(), 527.0),
        ("2026-03-02".to_owned(), 161.2),
    ];
    assert_eq!(spent(file.clone()), both);
    let positive = String::from_utf8(file).expect("ASCII").replace(",-", ",");
    assert_eq!(spent(positive.into()), both);
}
