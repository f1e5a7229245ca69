//! What is written for other apps comes back through the readers of their own files.

use jiff::{
    civil::{DateTime, date},
    tz::Offset,
};
use proptest::prelude::*;
use spotcheck_import::{
    Answers, Ask, Dimension, Export, Moment, Observation, Quantity, Side, Site, Unit, Written, Zone,
};

use crate::{berlin, days, read, read_all, sample, samples};

/// What the readers are told of the files, which do not all say.
fn told() -> Answers {
    berlin(&[
        (Ask::Weight, Unit::Kilogram),
        (Ask::Length, Unit::Centimetre),
        (Ask::Composition, Unit::Percent),
    ])
}

fn export(name: &str) -> &'static Export {
    Export::parse(name).expect("it is one")
}

type Part = (Quantity, Option<Site>, Option<Side>);

/// What each format for other apps holds.
fn parts(name: &str) -> Vec<Part> {
    let whole = |quantity| (quantity, None, None);
    let girth = |site| (Quantity::Girth, Some(site), None);
    let sided = |site, side| (Quantity::Girth, Some(site), Some(side));
    let mut parts = vec![whole(Quantity::Weight), whole(Quantity::BodyFat)];
    match name {
        "fit" => parts.extend([
            whole(Quantity::WaterShare),
            whole(Quantity::BoneMass),
            whole(Quantity::MuscleMass),
            whole(Quantity::VisceralRating),
        ]),
        "openscale" | "openscale-2" => parts.extend([
            whole(Quantity::WaterShare),
            whole(Quantity::MuscleShare),
            whole(Quantity::BoneMass),
            whole(Quantity::FatFreeMass),
            whole(Quantity::VisceralRating),
            girth(Site::Waist),
            girth(Site::Hips),
            girth(Site::Bicep),
        ]),
        "hevy" => parts.extend([
            girth(Site::Neck),
            girth(Site::Abdomen),
            sided(Site::Bicep, Side::Left),
            sided(Site::Bicep, Side::Right),
            sided(Site::Calf, Side::Right),
        ]),
        _ => {}
    }
    parts
}

/// A value in the steps that every format has: hundredths of kilograms and of percent, whole ratings.
fn value(quantity: Quantity, steps: u16) -> f64 {
    let steps = f64::from(steps);
    if quantity.dimension() == Dimension::Share {
        return steps / 10_000.0;
    }
    // A body is not as light as a bone.
    let least = if quantity == Quantity::Weight {
        25.0
    } else {
        0.0
    };
    if quantity == Quantity::VisceralRating {
        return (steps / 100.0).floor() + 1.0;
    }
    (least * 100.0 + steps) / 100.0
}

/// Weighings at different minutes of one offset, each with a weight and perhaps with more.
fn weighings(name: &'static str) -> impl Strategy<Value = Vec<Observation>> {
    let parts = parts(name);
    let values = prop::collection::vec(prop::option::of(1..9000_u16), parts.len());
    let rows = prop::collection::btree_map(0..5_000_000_i64, (0..60_i8, values), 0..20);
    let keeps_seconds = matches!(name, "fit" | "libra" | "openscale");
    rows.prop_map(move |rows| {
        let mut all = Vec::new();
        for (minute, (second, mut values)) in rows {
            values[0].get_or_insert(1);
            let at = moment(minute, if keeps_seconds { second } else { 0 });
            let told = parts.iter().zip(values);
            all.extend(told.filter_map(|(part, steps)| Some(one(*part, steps?, at))));
        }
        all
    })
}

fn one((quantity, site, side): Part, steps: u16, at: Moment) -> Observation {
    let mut one = Observation::new(quantity, value(quantity, steps), Unit::Kilogram, at);
    one.site = site;
    one.side = side;
    one
}

fn moment(minute: i64, second: i8) -> Moment {
    let start: DateTime = date(2018, 1, 1).at(0, 0, second, 0);
    let wall = start + jiff::Span::new().minutes(minute);
    Moment::at(wall, Offset::constant(1))
}

/// What was measured and when, without what no other app keeps.
fn told_by(observations: &[Observation]) -> Vec<String> {
    let one = |o: &Observation| {
        let instant = o.at.instant().expect("told");
        let value = (o.value * 1e9).round();
        format!(
            "{instant} {:?} {:?} {:?} {value}",
            o.quantity, o.site, o.side
        )
    };
    let mut all: Vec<String> = observations.iter().map(one).collect();
    all.sort();
    all
}

fn comes_back(name: &'static str, observations: &[Observation]) {
    let written = export(name).write(observations, None);
    assert_eq!(
        (written.left_out.len(), written.undated, written.at_noon),
        (0, 0, 0)
    );
    if observations.is_empty() {
        return;
    }
    let answers = Answers {
        zone: Zone::parse("+01:00"),
        ..told()
    };
    let (report, kept) = read(&written.bytes, &answers).expect(name);
    assert_eq!(
        (report.refused.count, report.rows_read),
        (0, written.rows),
        "{name}"
    );
    assert_eq!(told_by(&kept), told_by(observations), "{name}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn prop_openscale_3_comes_back(all in weighings("openscale")) {
        comes_back("openscale", &all);
    }

    #[test]
    fn prop_openscale_2_comes_back(all in weighings("openscale-2")) {
        comes_back("openscale-2", &all);
    }

    #[test]
    fn prop_libra_comes_back(all in weighings("libra")) {
        comes_back("libra", &all);
    }

    #[test]
    fn prop_hevy_comes_back(all in weighings("hevy")) {
        comes_back("hevy", &all);
    }

    #[test]
    fn prop_fit_comes_back(all in weighings("fit")) {
        comes_back("fit", &all);
    }
}

#[test]
fn of_every_sample_all_is_written_or_counted() {
    let zone = Zone::parse("Europe/Berlin");
    for (file, answers) in samples() {
        let (_, given) = read_all(sample(&file), &answers).expect(&file);
        for export in Export::ALL {
            let name = format!("{file} as {}", export.name());
            let Written {
                bytes,
                rows,
                left_out,
                undated,
                ..
            } = export.write(&given, zone.as_ref());
            assert_eq!(undated, 0, "{name}");
            let left: u64 = left_out.values().sum();
            if rows == 0 {
                assert_eq!(left, given.len() as u64, "{name}");
                continue;
            }
            let (report, kept) = read(&bytes, &told()).expect(&name);
            assert_eq!(
                (report.refused.count, report.incomplete.count),
                (0, 0),
                "{name}"
            );
            assert_eq!(
                kept.len() as u64 + left,
                given.len() as u64,
                "{name}: {report:?}"
            );
        }
    }
}

#[test]
fn everything_survives_json() {
    for (file, answers) in samples() {
        let (_, given) = read_all(sample(&file), &answers).expect(&file);
        let written = export("json").write(&given, None);
        let (report, kept) = read(&written.bytes, &Answers::default()).expect(&file);
        assert_eq!(report.format, "neutral-json", "{file}");
        assert_eq!(kept, given, "{file}");
    }
}

#[test]
fn a_day_without_a_time_stands_at_noon_and_is_counted() {
    let day = Moment::of_day(date(2026, 7, 1));
    let weight = Observation::new(Quantity::Weight, 84.2, Unit::Kilogram, day);
    let steps = Observation::new(Quantity::Steps, 9000.0, Unit::Count, day);
    let all = [weight, steps];
    for name in ["openscale", "openscale-2", "libra", "hevy", "fit"] {
        let unknown = export(name).write(&all, None);
        let needs_instant = matches!(name, "libra" | "fit");
        assert_eq!(unknown.undated, u64::from(needs_instant), "{name}");
        let written = export(name).write(&all, Zone::parse("Europe/Berlin").as_ref());
        assert_eq!(
            (written.rows, written.at_noon, written.undated),
            (1, 1, 0),
            "{name}"
        );
        assert_eq!(written.left_out.get(&Quantity::Steps), Some(&1), "{name}");
        let (_, kept) = read(&written.bytes, &told()).expect(name);
        let time = kept[0].at.time.expect("told").to_string();
        assert_eq!((time.as_str(), kept[0].value), ("12:00:00", 84.2), "{name}");
        assert_eq!(kept[0].at.offset.expect("told").seconds(), 7200, "{name}");
    }
}

#[test]
fn what_a_fit_file_cannot_say_is_not_said_wrongly() {
    let at = |year| Moment::at(date(year, 3, 1).at(7, 0, 0, 0), Offset::UTC);
    let weight = |kg, year| Observation::new(Quantity::Weight, kg, Unit::Kilogram, at(year));
    // Too heavy for sixteen bits, before the first moment, after the last one, and one that it can say.
    let all = [
        weight(700.0, 2026),
        weight(84.2, 1990),
        weight(84.2, 2140),
        weight(84.2, 2026),
    ];
    let written = export("fit").write(&all, None);
    assert_eq!(written.undated, 2);
    assert_eq!(written.left_out.get(&Quantity::Weight), Some(&1));
    let (_, kept) = read(&written.bytes, &told()).expect("read");
    assert_eq!(
        days(&kept, Quantity::Weight),
        [("2026-03-01".to_owned(), 84.2)]
    );
}

#[test]
fn the_forms_are_those_of_the_apps() {
    let (_, given) = read(sample("withings_weight.csv"), &told()).expect("read");
    let text = |name| {
        let bytes = export(name).write(&given, None).bytes;
        String::from_utf8(bytes).expect("text")
    };
    let begins = |name, lines: &[&str]| {
        let text = text(name);
        let found: Vec<&str> = text.lines().take(lines.len()).collect();
        assert_eq!(found, lines, "{name}");
    };
    begins(
        "libra",
        &[
            "#Version: 6",
            "#Units: kg",
            "",
            "#date;weight;weight trend;body fat;body fat trend;muscle mass;muscle mass trend;log",
            "2026-03-01T06:10:05.000Z;84.2;;;;;;after travel, salty",
        ],
    );
    begins(
        "openscale-2",
        &[
            "dateTime,biceps,fat,bone,chest,hip,lbm,muscle,neck,thigh,visceralFat,waist,water,weight,comment",
            "2026-03-01 07:10,0.0,0.0,3.2,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,84.2,\"after travel, salty\"",
        ],
    );
    begins(
        "openscale",
        &[
            "DATE,TIME,BICEPS,BODY_FAT,BONE,CHEST,HIPS,LBM,MUSCLE,NECK,THIGH,VISCERAL_FAT,WAIST,WATER,WEIGHT,COMMENT",
            "2026-03-01,07:10:05,,,3.2,,,,,,,,,,84.2,\"after travel, salty\"",
        ],
    );
    let hevy = String::from_utf8(sample("hevy_measurements.csv")).expect("text");
    let (_, measured) = read(&hevy, &told()).expect("read");
    let again = export("hevy").write(&measured, None).bytes;
    assert_eq!(String::from_utf8(again).expect("text"), hevy);
}
