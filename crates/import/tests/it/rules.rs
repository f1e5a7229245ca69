//! The rules that hold for every format: units asked for, zones, duplicates, what is doubtful.

use spotcheck_import::{
    Answers, Ask, Clock, ClockFrom, Doubt, Error, Quantity, Shape, Unit, UnitFrom, Why, Zone,
    ZoneFrom,
};

use crate::{assert_close, berlin, days, read, sample};

fn asked(file: &str) -> Vec<(String, Ask)> {
    match read(sample(file), &berlin(&[])) {
        Err(Error::UnitNeeded(needs)) => needs.into_iter().map(|n| (n.column, n.ask)).collect(),
        other => panic!("{file}: {other:?}"),
    }
}

#[test]
fn units_are_asked_where_nothing_tells_them() {
    for file in [
        "trendweight_raw.csv",
        "trendweight_computed.csv",
        "mfp_measurement.csv",
        "strong.csv",
    ] {
        let asked = asked(file);
        assert_eq!(asked.len(), 1, "{file}");
        assert_eq!(asked[0].1, Ask::Weight, "{file}");
    }
    let asks: Vec<Ask> = asked("openscale_3x.csv")
        .into_iter()
        .map(|(_, ask)| ask)
        .collect();
    // The weight itself follows from the index beside it.
    assert_eq!(
        asks,
        [
            Ask::Composition,
            Ask::Composition,
            Ask::Composition,
            Ask::Weight,
            Ask::Weight,
            Ask::Length
        ]
    );
}

#[test]
fn regress_a_unit_nobody_can_tell_is_not_asked_for() {
    let text = "Date,Energy (kcal),Protein,Completed\n2026-03-01,2100,150,true\n2026-03-02,2000,140 g,true\n";
    let (report, kept) = read(text, &Answers::default()).expect("read");
    let (column, text) = ("Protein".to_owned(), "150".to_owned());
    assert_eq!(
        report.incomplete.first,
        [(2, Why::BadUnit { column, text })]
    );
    assert_eq!(days(&kept, Quantity::EnergyEaten).len(), 2);
    assert_eq!(days(&kept, Quantity::Protein).len(), 1);
}

#[test]
fn regress_every_unit_is_asked_at_once_where_points_group_thousands() {
    let text = "Date;Workout Name;Exercise Name;Set Order;Weight;Reps;Distance;Seconds\n\
                2021-07-07 18:35:21;A;Sled;1;80,0;8;1.084,205;60\n";
    let Err(Error::UnitNeeded(needs)) = read(text, &Answers::default()) else {
        panic!("asks");
    };
    let asks: Vec<Ask> = needs.iter().map(|need| need.ask).collect();
    assert_eq!(asks, [Ask::Weight, Ask::Distance]);
}

#[test]
fn zones_are_asked_where_the_file_tells_utc_alone() {
    for file in ["libra_v6.csv", "garmin_user_biometrics.json"] {
        assert_eq!(
            read(sample(file), &Answers::default()),
            Err(Error::ZoneNeeded),
            "{file}"
        );
    }
    let far = Answers {
        zone: Zone::parse("Pacific/Auckland"),
        ..Answers::default()
    };
    let (report, kept) = read(sample("libra_v6.csv"), &far).expect("read");
    assert_eq!(
        kept[0].at.time.map(|t| t.to_string()).as_deref(),
        Some("19:10:05")
    );
    assert_eq!(report.zone, ZoneFrom::Told("Pacific/Auckland".to_owned()));
}

#[test]
fn the_report_says_whose_the_offsets_are() {
    let zone_of = |bytes: Vec<u8>, zone: &str| {
        let answers = Answers {
            zone: Zone::parse(zone),
            ..Answers::default()
        };
        let (report, kept) = read(bytes, &answers).expect("read");
        (report.zone, kept[0].zone.clone())
    };
    for file in ["libra_v6.csv", "withings_weight.csv"] {
        for zone in ["+01:00", "Europe/Berlin"] {
            assert_eq!(
                zone_of(sample(file), zone),
                (ZoneFrom::Told(zone.to_owned()), Some(zone.to_owned())),
                "{file}"
            );
        }
    }
    let own = "time,offset,zone,quantity,value,unit\n2026-03-01T07:10,-05:00,America/New_York,weight,84,kg\n";
    assert_eq!(
        zone_of(own.into(), "Europe/Berlin"),
        (ZoneFrom::File, Some("America/New_York".to_owned()))
    );
}

#[test]
fn the_clock_of_samsung_is_asked_and_told_by_the_nights() {
    let file = "com.samsung.health.weight.20260401000000.csv";
    let column = "start_time".to_owned();
    assert_eq!(
        read(sample(file), &berlin(&[])),
        Err(Error::ClockNeeded { column })
    );
    let universal = Answers {
        clock: Some(Clock::Utc),
        ..Answers::default()
    };
    let (report, kept) = read(sample(file), &universal).expect("read");
    assert_eq!(report.clock, Some((Clock::Utc, ClockFrom::Told)));
    assert_eq!(
        kept[0].at.time.map(|t| t.to_string()).as_deref(),
        Some("08:10:05")
    );

    // Seven in the morning at seven hours west of UTC, read as UTC, would be midnight.
    let mut text =
        "com.samsung.health.weight,7006003,12\nstart_time,weight,time_offset\n".to_owned();
    for day in 1..=20 {
        text.push_str(&format!("2026-03-{day:02} 07:10:05.000,84.2,UTC-0700\n"));
    }
    let (report, kept) = read(&text, &Answers::default()).expect("told by the nights");
    assert_eq!(report.clock, Some((Clock::Local, ClockFrom::Hours)));
    assert_eq!(
        kept[0].at.time.map(|t| t.to_string()).as_deref(),
        Some("07:10:05")
    );
    let text = text.replace(" 07:", " 14:");
    assert!(matches!(
        read(&text, &Answers::default()),
        Err(Error::ClockNeeded { .. })
    ));
}

#[test]
fn an_offset_that_is_not_told_is_not_universal_time() {
    let text = "com.samsung.health.weight,7006003,12\nstart_time,weight,time_offset\n\
                2026-03-01 07:10:05.000,84.2,\n";
    let told = Answers {
        clock: Some(Clock::Local),
        ..Answers::default()
    };
    let (report, kept) = read(text, &told).expect("read");
    assert_eq!((report.refused.count, kept.len()), (1, 0));
    assert_eq!(report.refused.first[0].0, 3);
}

#[test]
fn a_zone_that_was_told_completes_wall_times_on_both_sides_of_summer() {
    let text = "Date,\"Weight (kg)\",\"Fat mass (kg)\"\n2026-03-28 07:00:00,84,20\n2026-03-30 07:00:00,83,20\n\
                2026-03-29 02:30:00,83.5,20\n2026-10-25 02:30:00,82,20\n";
    let (_, kept) = read(text, &berlin(&[])).expect("read");
    let offsets: Vec<i32> = kept
        .iter()
        .filter(|o| o.quantity == Quantity::Weight)
        .map(|o| o.at.offset.expect("completed").seconds() / 3600)
        .collect();
    assert_eq!(offsets, [1, 2, 1, 2]);
    assert!(
        kept.iter()
            .all(|o| o.zone.as_deref() == Some("Europe/Berlin"))
    );
    let (report, kept) = read(text, &Answers::default()).expect("read");
    assert!(kept.iter().all(|o| o.at.offset.is_none()));
    assert_eq!(report.zone, ZoneFrom::None);
}

#[test]
fn an_index_tells_pounds_from_kilograms_and_never_guesses() {
    let row =
        |weight: f64, bmi: f64| format!("DATE,TIME,BMI,WEIGHT\n2026-03-01,07:00,{bmi},{weight}\n");
    let unit = |text: &str| {
        let (report, _) = read(text, &Answers::default()).ok()?;
        let chosen = report.unit()?.clone();
        Some((chosen.unit, chosen.from))
    };
    // A person of 178 cm and 84.2 kg has 26.57.
    assert_eq!(
        unit(&row(84.2, 26.57)),
        Some((Unit::Kilogram, UnitFrom::Inferred))
    );
    assert_eq!(
        unit(&row(185.6, 26.57)),
        Some((Unit::Pound, UnitFrom::Inferred))
    );
    assert_eq!(
        unit(&row(13.26, 26.57)),
        Some((Unit::Stone, UnitFrom::Inferred))
    );
    // 135 cm and 50 kg, told in pounds, could be 201 cm in kilograms.
    assert_eq!(unit(&row(110.2, 27.4)), None);
    assert_eq!(unit(&row(84.2, 1.0)), None);
}

#[test]
fn equal_weighings_are_one_and_equal_meals_are_two() {
    let twice = "Date,\"Weight (kg)\",\"Fat mass (kg)\"\n2026-03-01 07:00:00,84,\n2026-03-01 07:00:00,84,\n\
                 2026-03-01 07:00:00,84.1,\n";
    let (report, kept) = read(twice, &berlin(&[])).expect("read");
    assert_eq!(
        (report.rows_read, report.kept, report.duplicate, kept.len()),
        (3, 2, 1, 2)
    );
    let eggs = "Day,Group,Food Name,Amount,Energy (kcal)\n2026-03-01,Lunch,Egg,50 g,70\n2026-03-01,Lunch,Egg,50 g,70\n";
    let (report, kept) = read(eggs, &berlin(&[])).expect("read");
    assert_eq!((report.kept, kept.len()), (2, 2));
}

#[test]
fn libra_tells_old_weighings_once() {
    let text = "#Version: 6\n#Units: lb\n\n#date;weight;weight trend;body fat\n\
                2026-02-28T23:00:00.000Z;185.6;;\n2026-03-01T06:10:05.000Z;185.6;;\n2026-03-01T23:00:00.000Z;185,0;;\n";
    let (report, kept) = read(text, &berlin(&[])).expect("read");
    assert_eq!((report.kept, report.duplicate), (2, 1));
    let days = days(&kept, Quantity::Weight);
    assert_eq!(days[0].0, "2026-03-01");
    assert_close(days[0].1, 185.6 * 0.453_592_37, 1e-12);
    assert_close(days[1].1, 185.0 * 0.453_592_37, 1e-12);
}

#[test]
fn a_decimal_comma_in_a_comma_file_is_refused_not_shifted() {
    let text =
        "Date,Time,Weight,Body Fat %\n2026-03-01,07:10:05,84,2,24,1\n2026-03-02,07:02:40,83,9,\n";
    let told = berlin(&[(Ask::Weight, Unit::Kilogram)]);
    let (report, kept) = read(text, &told).expect("read");
    assert_eq!((report.refused.count, kept.len()), (2, 0));
    assert_eq!(
        report.refused.first[0],
        (
            2,
            Why::Fields {
                columns: 4,
                found: 6
            }
        )
    );
}

#[test]
fn doubtful_weights_are_kept_and_shown() {
    let text = "\"Date\",\"Kilograms\"\n2026-03-01,84\n2026-03-02,61\n2026-03-03,84.5\n2026-03-09,85\n2026-03-10,410\n";
    let (report, kept) = read(text, &Answers::default()).expect("read");
    assert_eq!(kept.len(), 5);
    let rows: Vec<u64> = report
        .suspicious
        .first
        .iter()
        .map(|(row, _)| *row)
        .collect();
    assert_eq!(rows, [6, 3, 4, 6]);
    assert!(
        matches!(report.suspicious.first[0].1, Doubt::Weight { kg, .. } if (kg - 410.0).abs() < 1e-9)
    );
    assert_eq!(
        (
            report.first_day.map(|d| d.to_string()),
            report.last_day.map(|d| d.to_string())
        ),
        (Some("2026-03-01".to_owned()), Some("2026-03-10".to_owned()))
    );
}

#[test]
fn every_generation_of_strong_is_read() {
    let kg = berlin(&[(Ask::Weight, Unit::Kilogram)]);
    let generations = [
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n\
         2021-07-07 18:35:21,A,1h 2m,Squat,1,80,8,0,0,,,7.5\n",
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n\
         2021-07-07 18:35:21,A,264h 1m,Squat,1,80,8,0,0,7.5\n",
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n\
         2021-07-07 18:35:21,A,Squat,1,80,8,0,0,,,7.5\n",
        "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes\n\
         2021-07-07 18:35:21;A;Squat;1;80,0;kg;8;7,5;;;;;\n",
        "\"Workout #\";\"Date\";\"Workout Name\";\"Duration (sec)\";\"Exercise Name\";\"Set Order\";\"Weight (kg)\";\"Reps\";\"RPE\";\"Distance (meters)\";\"Seconds\"\n\
         \"1\";\"2021-07-07 18:35:21\";\"A\";\"3720\";\"Squat\";\"1\";\"80.0\";\"8\";\"7.5\";\"\";\"\"\n",
    ];
    for text in generations {
        let (report, kept) = read(text, &kg).expect(text);
        assert_eq!(
            (report.format, report.kept, kept.len()),
            ("strong", 1, 3),
            "{text}"
        );
        let values: Vec<f64> = kept.iter().map(|o| o.value).collect();
        assert_eq!(values, [80.0, 8.0, 7.5], "{text}");
        let end = kept[0]
            .until
            .and_then(|until| until.time)
            .map(|time| time.to_string());
        let has_duration = text.contains("1h 2m,S") || text.contains("3720");
        assert_eq!(end.as_deref(), has_duration.then_some("19:37:21"), "{text}");
    }
    // Two of them say the unit themselves.
    assert!(read(generations[3], &Answers::default()).is_ok());
    assert!(read(generations[4], &Answers::default()).is_ok());
    assert!(matches!(
        read(generations[0], &Answers::default()),
        Err(Error::UnitNeeded(_))
    ));
}

#[test]
fn google_points_and_days_are_read() {
    let points = r#"{"Data Source":"derived:com.google.weight","Data Points":[
        {"fitValue":[{"value":{"fpVal":84.2}}],"startTimeNanos":1772345405000000000,"dataTypeName":"com.google.weight"},
        {"fitValue":[{"value":{"fpVal":83.9}}],"startTimeNanos":"1772431360000000000","dataTypeName":"com.google.weight"},
        {"fitValue":[],"startTimeNanos":1,"dataTypeName":"com.google.weight"}]}"#;
    let (report, kept) = read(points, &berlin(&[])).expect("read");
    assert_eq!(
        (report.rows_read, report.kept, report.refused.count),
        (3, 2, 1)
    );
    let times: Vec<String> = kept
        .iter()
        .map(|o| o.at.time.expect("told").to_string())
        .collect();
    assert_eq!(times, ["07:10:05", "07:02:40"]);
    let table = "Date,Average weight (kg),Max weight (kg),Min weight (kg),Calories (kcal),Step count,Distance (m)\n\
                 2026-03-01,84.2,84.2,84.2,2512.5,8120,5400.5\n2026-03-02,,,,2300,7011,\n";
    let (report, kept) = read(table, &berlin(&[])).expect("read");
    assert_eq!(report.kept, 2);
    assert_close(days(&kept, Quantity::Distance)[0].1, 5.4005, 1e-12);
    assert_close(days(&kept, Quantity::Steps)[1].1, 7011.0, 0.0);
}

#[test]
fn what_is_not_read_is_named() {
    for (bytes, shape) in [
        (Vec::new(), Shape::Empty),
        (b"\xff\xfeD\0a\0t\0e\0".to_vec(), Shape::Utf16),
        (b"SQLite format 3\0".to_vec(), Shape::Database),
        (b"hello".to_vec(), Shape::Other),
    ] {
        assert_eq!(read(bytes, &Answers::default()), Err(Error::Unknown(shape)));
    }
    let (report, _) = read(sample("renpho.csv"), &berlin(&[])).expect("read");
    assert!(
        report.not_read.contains_key("Metabolic Age"),
        "{:?}",
        report.not_read
    );
}

#[test]
fn regress_long_names_of_what_is_not_read_are_counted() {
    let kind = format!("com.google.{}", "é".repeat(100));
    let point = format!(r#"{{"dataTypeName":"{kind}","startTimeNanos":1}}"#);
    let points = format!(r#"{{"Data Points":[{point},{point},{point}]}}"#);
    let (report, _) = read(points, &berlin(&[])).expect("read");
    let cut: String = kind.chars().take(100).collect();
    assert_eq!(report.not_read, [(cut, 3)].into());
}
