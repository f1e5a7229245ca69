//! Apple Health: what real exports hold, and the ways in which they break other readers.

mod broken;
mod export;
mod long;
mod merging;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
};

use spotcheck_import::{
    Answers, LeftOut, Method, Observation, Quantity, Report, Site, Unit, UnitFrom, Zone, ZoneFrom,
    import,
};

use crate::{assert_close, berlin, days, malformed::zipped, read, sample};
use export::{PREFIX, Quirk, Truth, export};

/// Types that are read, by what they are of.
const TYPES: [(&str, Quantity); 6] = [
    ("BodyMass", Quantity::Weight),
    ("BodyFatPercentage", Quantity::BodyFat),
    ("DietaryEnergyConsumed", Quantity::EnergyEaten),
    ("StepCount", Quantity::Steps),
    ("DistanceWalkingRunning", Quantity::Distance),
    ("ActiveEnergyBurned", Quantity::EnergyActive),
];

/// What was kept of records of a type.
fn records(kept: &[Observation], quantity: Quantity) -> Vec<&Observation> {
    let is_record = |o: &&Observation| {
        let is_part = o.item.is_some() && !quantity.adds_up();
        o.quantity == quantity && !is_part && o.method != Some(Method::DayTotal)
    };
    kept.iter().filter(is_record).collect()
}

fn assert_true(report: &Report, kept: &[Observation], truth: &Truth, is_american: bool) {
    assert_eq!((report.refused.count, report.incomplete.count), (0, 0));
    assert_eq!((report.duplicate, report.stopped), (truth.twice, None));
    for (kind, quantity) in TYPES {
        let found = records(kept, quantity);
        let told_twice = if quantity == Quantity::Weight {
            truth.twice
        } else {
            0
        };
        assert_eq!(
            found.len() as u64,
            truth.records[kind] - told_twice,
            "{kind}"
        );
        if told_twice == 0 {
            let is_in_miles = is_american && quantity == Quantity::Distance;
            let factor = if is_in_miles { 1.609_344 } else { 1.0 };
            let sum: f64 = found.iter().map(|o| o.value).sum();
            assert_close(sum, factor * truth.sums[kind], 1e-6);
        }
    }
    for kind in ["BodyMassIndex", "HeartRate"] {
        assert_eq!(
            report.not_read[&format!("{PREFIX}{kind}")],
            truth.records[kind]
        );
    }
    assert_eq!(report.left_out[&LeftOut::Child], truth.children);
    let passed = truth.records["BodyMassIndex"] + truth.records["HeartRate"];
    assert_eq!(report.left_out[&LeftOut::Kind], passed + truth.correlations);
    let rows = truth.records.values().sum::<u64>() + truth.children + truth.correlations;
    assert_eq!(report.rows_read, rows + truth.workouts + truth.rings);
    let workouts = kept
        .iter()
        .filter(|o| o.quantity == Quantity::Exercise && o.item.is_some());
    assert_eq!(workouts.count() as u64, truth.workouts);
    let totals = kept.iter().filter(|o| o.method == Some(Method::DayTotal));
    assert_eq!(totals.count() as u64, 2 * truth.rings);
}

#[test]
fn each_quirk_leaves_the_counts_as_they_are() {
    let alone = Quirk::ALL.map(|quirk| vec![quirk]);
    for quirks in [vec![], Quirk::ALL.to_vec()].into_iter().chain(alone) {
        let (xml, truth) = export(&quirks);
        assert!(50 < truth.children + truth.twice + truth.workouts + truth.rings);
        let (report, kept) = read(&xml, &Answers::default()).expect("read");
        assert_eq!(
            (report.format, &report.zone),
            ("apple-health", &ZoneFrom::File)
        );
        assert_true(&report, &kept, &truth, quirks.contains(&Quirk::American));
        let devices: BTreeSet<_> = kept.iter().filter_map(|o| o.device.as_deref()).collect();
        assert_eq!(devices.len(), 2, "{devices:?}");
        let sources: BTreeSet<_> = kept.iter().map(|o| o.source.as_str()).collect();
        let named = [
            export::WATCH,
            export::PHONE,
            "Waage & Co",
            "Crème Food Log",
            "Apple Health",
        ];
        assert!(
            sources
                .iter()
                .all(|source| named.contains(source) || *source == "Health"),
            "{sources:?}"
        );
    }
}

#[test]
fn an_archive_is_read_whatever_its_file_is_called() {
    let (xml, truth) = export(&[]);
    for name in [
        "export.xml",
        "exportar.xml",
        "vienti.xml",
        "eksport.xml",
        "导出.xml",
    ] {
        let path = format!("apple_health_export/{name}");
        let zip = zipped(&[
            (
                "apple_health_export/workout-routes/route_2025-03-20.gpx",
                b"<?xml version=\"1.0\"?><gpx/>",
            ),
            (&path, &xml),
            (
                "apple_health_export/export_cda.xml",
                b"<?xml version=\"1.0\"?><ClinicalDocument/>",
            ),
            (
                "apple_health_export/electrocardiograms/ecg.csv",
                b"Name,Ada\nSample Rate,512 hertz\n1\n2\n",
            ),
            (
                "apple_health_export/clinical-records/Allergy.json",
                b"{\"resourceType\":\"Allergy\"}",
            ),
        ]);
        let (report, kept) = read(zip, &Answers::default()).expect("read");
        assert_eq!(report.member.as_deref(), Some(path.as_str()));
        for kind in ["gpx", "xml", "csv", "json"] {
            assert_eq!(report.not_read[&format!("files *.{kind}")], 1, "{kind}");
        }
        assert_true(&report, &kept, &truth, false);
    }
}

/// What one sample tells of one moment and quantity.
fn one(kept: &[Observation], quantity: Quantity) -> &Observation {
    let found: Vec<_> = kept.iter().filter(|o| o.quantity == quantity).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]
}

#[test]
fn the_sample_tells_of_the_same_person() {
    let (report, kept) = read(sample("apple_health.xml"), &berlin(&[])).expect("read");
    let told = |day: &str, value| (day.to_owned(), value);
    assert_eq!(
        days(&kept, Quantity::Weight),
        [
            told("2026-03-01", 84.2),
            told("2026-03-02", 83.9),
            told("2026-03-04", 84.05)
        ]
    );
    assert_eq!(
        days(&kept, Quantity::BodyFat),
        [
            told("2026-03-01", 0.241),
            told("2026-03-02", 0.24),
            told("2026-03-04", 0.239)
        ]
    );
    let girth = one(&kept, Quantity::Girth);
    assert_eq!((girth.value, girth.site), (96.5, Some(Site::Waist)));
    // The export was written elsewhere: the zone of the record tells the morning it was.
    let times: Vec<String> = kept
        .iter()
        .filter(|o| o.quantity == Quantity::Weight)
        .map(|o| {
            format!(
                "{} {}",
                o.at.time.expect("told"),
                o.at.offset.expect("told")
            )
        })
        .collect();
    assert_eq!(times, ["07:10:05 +01", "07:02:40 +01", "07:01:12 +01"]);
    let methods: Vec<_> = records(&kept, Quantity::Weight)
        .iter()
        .map(|o| o.method)
        .collect();
    assert_eq!(methods, [Some(Method::Device), None, None]);
    let fat = report
        .units
        .iter()
        .find(|u| u.quantity == Quantity::BodyFat)
        .expect("told");
    assert_eq!((fat.unit, fat.from), (Unit::Fraction, UnitFrom::Format));
    assert_eq!((report.duplicate, report.refused.count), (1, 0));
    assert_eq!(report.not_read["HKQuantityTypeIdentifierHeartRate"], 1);
}

#[test]
fn a_meal_is_told_once_with_its_name() {
    let (report, kept) = read(sample("apple_health.xml"), &Answers::default()).expect("read");
    let meal = one(&kept, Quantity::EnergyEaten);
    assert_close(meal.value, 400.0, 1e-9);
    assert_eq!(meal.given, Unit::Kilojoule);
    assert_eq!(meal.item.as_deref(), Some("Porridge"));
    assert_eq!(meal.group.as_deref(), Some("Lunch"));
    assert_eq!(meal.external_id.as_deref(), Some("0f0f"));
    assert_eq!(meal.source, "Crème Food Log");
    assert_eq!(report.left_out[&LeftOut::Child], 1);
}

#[test]
fn totals_of_a_workout_are_read_where_they_stand() {
    let (_, kept) = read(sample("apple_health.xml"), &Answers::default()).expect("read");
    let workout: BTreeMap<_, _> = kept
        .iter()
        .filter(|o| o.item.as_deref() == Some("Running"))
        .map(|o| (o.quantity, o.value))
        .collect();
    let expected = [
        (Quantity::Exercise, 30.5),
        // The statistics, not the attribute, and not those of a part of the workout.
        (Quantity::EnergyActive, 300.0),
        (Quantity::Distance, 5.0),
        (Quantity::HeartRate, 150.0),
    ];
    assert_eq!(workout, BTreeMap::from(expected));
    let rings: Vec<_> = kept
        .iter()
        .filter(|o| o.method == Some(Method::DayTotal))
        .map(|o| (o.quantity, o.value, o.source.as_str()))
        .collect();
    let expected = [
        (Quantity::EnergyActive, 560.5, "Apple Health"),
        (Quantity::Exercise, 38.0, "Apple Health"),
    ];
    assert_eq!(rings, expected);
}

#[test]
fn regress_ways_of_one_workout_do_not_replace_each_other() {
    let statistics = |(way, km): (&str, f64)| {
        format!("<WorkoutStatistics type=\"{PREFIX}Distance{way}\" sum=\"{km}\" unit=\"km\"/>")
    };
    let ways = [
        ("Swimming", 0.75),
        ("Cycling", 20.0),
        ("WalkingRunning", 5.0),
    ];
    let xml = format!(
        "<HealthData><Workout workoutActivityType=\"HKWorkoutActivityTypeSwimBikeRun\" totalDistance=\"20\" \
         totalDistanceUnit=\"km\" sourceName=\"Watch\" startDate=\"2026-03-01 09:00:00 +0100\" \
         endDate=\"2026-03-01 10:30:00 +0100\">{}</Workout></HealthData>",
        ways.map(statistics).concat()
    );
    let (report, kept) = read(xml, &Answers::default()).expect("read");
    assert_eq!((report.rows_read, report.kept), (1, 1));
    let found: Vec<_> = kept.iter().map(|o| (o.quantity, o.value)).collect();
    assert_eq!(found, ways.map(|(_, km)| (Quantity::Distance, km)));
}

#[test]
fn an_export_from_elsewhere_tells_of_the_same_past() {
    let (xml, _) = export(&[]);
    let (_, home) = read(&xml, &Answers::default()).expect("read");
    // Five hours to the west: what was at noon in Berlin is written as at seven or six.
    let elsewhere = Zone::parse("America/New_York").expect("there is one");
    for observation in home.into_iter().filter(|o| o.at.offset.is_some()) {
        let mut there = observation.clone();
        for moment in [Some(&mut there.at), there.until.as_mut()]
            .into_iter()
            .flatten()
        {
            *moment = elsewhere.show(moment.instant().expect("it is known"));
        }
        assert_ne!(there.at, observation.at);
        assert_eq!(there.fingerprint(), observation.fingerprint());
        there.value += 1.0;
        assert_ne!(there.fingerprint(), observation.fingerprint());
    }
}

#[test]
fn reading_twice_tells_the_same_fingerprints() {
    let (xml, _) = export(&[]);
    let (addressed, _) = export(&[Quirk::BrokenType]);
    let fingerprints = |bytes: &[u8]| {
        let mut found = Vec::new();
        let mut keep = |o: Observation| found.push(o.fingerprint());
        import(&mut Cursor::new(bytes), &Answers::default(), &mut keep).expect("read");
        found
    };
    let first = fingerprints(&xml);
    assert_eq!(first, fingerprints(&addressed));
    let counted: BTreeSet<_> = first.iter().collect();
    // Two lunches of a day would share theirs; there is one a day.
    assert_eq!(counted.len(), first.len());
}
