//! What the files of single vendors do that those of others do not.

use spotcheck_import::{
    Answers, Ask, Clock, Error, LeftOut, Method, Quantity, Unit, Why, ZoneFrom,
};

use crate::{berlin, days, malformed::zipped, read, read_all, sample};

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

#[test]
fn regress_samsung_without_a_column_of_offsets_takes_those_of_the_zone() {
    let header = "com.samsung.health.weight,7006003,12\nstart_time,weight\n";
    let shown = |start: &str, clock: Option<Clock>| {
        let told = Answers {
            clock,
            ..berlin(&[])
        };
        let text = format!("{header}{start},84.2\n");
        let (report, kept) = read(text, &told).expect("read");
        assert_eq!((report.refused.count, kept.len()), (0, 1));
        assert_eq!(report.zone, ZoneFrom::Told("Europe/Berlin".to_owned()));
        let at = kept[0].at;
        assert_eq!(at.offset.expect("told").seconds(), 3600);
        at.time.expect("told").to_string()
    };
    let wall = "2026-03-01 07:10:05.000";
    assert_eq!(shown(wall, Some(Clock::Local)), "07:10:05");
    assert_eq!(shown(wall, Some(Clock::Utc)), "08:10:05");
    // 2026-03-01T06:10:05Z, which needs no clock.
    assert_eq!(shown("1772345405000", None), "07:10:05");

    // Without offsets the hours of the night do not tell one clock from the other.
    let row = |day| format!("2026-03-{day:02} 07:10:05.000,84.2\n");
    let rows: Vec<String> = (1..=20).map(row).collect();
    let found = read(header.to_owned() + &rows.concat(), &berlin(&[]));
    assert!(matches!(found, Err(Error::ClockNeeded { .. })), "{found:?}");
    let zoneless = Answers::default();
    let found = read(format!("{header}1772345405000,84.2\n"), &zoneless);
    assert_eq!(found, Err(Error::ZoneNeeded));
}

#[test]
fn the_average_of_a_day_is_told_from_a_weighing() {
    let table = "Date,Average weight (kg),Max weight (kg),Min weight (kg),Step count\n\
                 2026-03-01,84.2,84.3,84.1,8120\n";
    let point = r#"{"Data Points":[{"fitValue":[{"value":{"fpVal":84.2}}],
        "startTimeNanos":1772345405000000000,"dataTypeName":"com.google.weight"}]}"#;
    let zip = zipped(&[
        ("Daily activity metrics.csv", table.as_bytes()),
        ("com.google.weight.json", point.as_bytes()),
    ]);
    let (_, kept) = read_all(zip, &berlin(&[])).expect("read");
    let weights = kept.iter().filter(|o| o.quantity == Quantity::Weight);
    let told: Vec<_> = weights.map(|o| (o.at.time.is_some(), o.method)).collect();
    assert_eq!(told, [(false, Some(Method::DayTotal)), (true, None)]);
}

#[test]
fn regress_sets_of_a_kind_that_is_not_known_are_no_pauses() {
    let header =
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n";
    let row = |order| format!("2026-03-01 18:01:12,A,52m,Squat,{order},80,8,0,0,\n");
    let text = header.to_owned() + &["1", "Warmup", "Rest Timer", "Note"].map(row).concat();
    let told = berlin(&[(Ask::Weight, Unit::Kilogram)]);
    let (report, _) = read(text, &told).expect("read");
    let why = Why::UnknownWord {
        column: "Set Order".to_owned(),
        text: "Warmup".to_owned(),
    };
    assert_eq!(report.refused.first, [(3, why)]);
    assert_eq!(
        (report.kept, report.left_out.get(&LeftOut::Pause)),
        (1, Some(&2))
    );
}
