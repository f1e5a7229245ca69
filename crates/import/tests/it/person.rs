//! The same invented person in every format: what `samples/README.md` says of them comes out of each file.

use spotcheck_import::{
    Answers, Ask, Clock, LeftOut, Method, Quantity, SetKind, Side, Site, Unit, UnitFrom,
};

use crate::{assert_close, berlin, days, read, read_all, sample};

const TRUTH: [(&str, f64, f64, &str); 3] = [
    ("2026-03-01", 84.20, 0.241, "07:10:05"),
    ("2026-03-02", 83.90, 0.240, "07:02:40"),
    ("2026-03-04", 84.05, 0.239, "07:01:12"),
];

/// A file with weights of the person: how precise they are, and whether it tells the seconds.
struct Sample {
    file: &'static str,
    format: &'static str,
    weight_kg: f64,
    unit: Unit,
    from: UnitFrom,
    seconds: bool,
}

/// File, format, precision of its weights in kg, their unit, how that is known, whether seconds are told.
type Line = (&'static str, &'static str, f64, Unit, UnitFrom, bool);

const LINES: [Line; 20] = {
    use Unit::{Gram, Kilogram, Pound};
    use UnitFrom::{Cell, Field, Format, Header, Inferred, Told};
    [
        (
            "apple_health.xml",
            "apple-health",
            0.0,
            Kilogram,
            Cell,
            true,
        ),
        (
            "macrofactor_quick_export.xlsx",
            "macrofactor-days",
            0.0,
            Kilogram,
            Header,
            false,
        ),
        (
            "macrofactor_detailed_export.xlsx",
            "macrofactor-weights",
            0.0,
            Kilogram,
            Header,
            false,
        ),
        (
            "Health Connect.zip",
            "health-connect",
            0.0,
            Gram,
            Format,
            false,
        ),
        (
            "garmin_weight.fit",
            "garmin-fit",
            0.0,
            Kilogram,
            Format,
            true,
        ),
        (
            "openscale_2x.csv",
            "openscale-2",
            0.0,
            Kilogram,
            Format,
            false,
        ),
        (
            "openscale_3x.csv",
            "openscale-3",
            0.0,
            Kilogram,
            Inferred,
            true,
        ),
        ("libra_v6.csv", "libra", 0.0, Kilogram, Header, true),
        (
            "withings_weight.csv",
            "withings",
            0.0,
            Kilogram,
            Header,
            true,
        ),
        ("renpho.csv", "renpho", 0.0, Kilogram, Header, true),
        ("happy_scale.csv", "happy-scale", 0.05, Pound, Format, false),
        (
            "trendweight_raw.csv",
            "trendweight-raw",
            0.0,
            Kilogram,
            Told,
            true,
        ),
        (
            "fitbit_weight-2026-03-01.json",
            "fitbit",
            0.05,
            Pound,
            Inferred,
            false,
        ),
        (
            "garmin_user_biometrics.json",
            "garmin-biometrics",
            0.0,
            Gram,
            Format,
            true,
        ),
        (
            "mfp_measurement.csv",
            "myfitnesspal-measurements",
            0.05,
            Pound,
            Told,
            false,
        ),
        (
            "cronometer_biometrics.csv",
            "cronometer-biometrics",
            0.0,
            Kilogram,
            Field,
            false,
        ),
        (
            "strong_measurements.csv",
            "strong-measurements",
            0.05,
            Pound,
            Field,
            false,
        ),
        (
            "hevy_measurements.csv",
            "hevy-measurements",
            0.0,
            Kilogram,
            Format,
            false,
        ),
        (
            "garmin_connect_weight.csv",
            "garmin-connect",
            0.06,
            Kilogram,
            Cell,
            false,
        ),
        (
            "com.samsung.health.weight.20260401000000.csv",
            "samsung-health",
            0.0,
            Kilogram,
            Format,
            true,
        ),
    ]
};

impl Sample {
    fn answers(&self) -> Answers {
        Answers {
            clock: Some(Clock::Local),
            ..berlin(&[
                (Ask::Weight, self.unit),
                (Ask::Length, Unit::Centimetre),
                (Ask::Composition, Unit::Percent),
            ])
        }
    }
}

fn samples() -> Vec<Sample> {
    let sample = |(file, format, weight_kg, unit, from, seconds)| Sample {
        file,
        format,
        weight_kg,
        unit,
        from,
        seconds,
    };
    LINES.into_iter().map(sample).collect()
}

#[test]
fn weights_agree_across_formats() {
    for sample_ in samples() {
        let Sample { file, format, .. } = sample_;
        let (reports, kept) = read_all(sample(file), &sample_.answers()).expect(file);
        let report = reports.iter().find(|report| report.format == format);
        let report = report.expect(file);
        let chosen = report.unit().expect(file);
        assert_eq!(
            (chosen.unit, chosen.from),
            (sample_.unit, sample_.from),
            "{file}"
        );
        assert_eq!(report.refused.count, 0, "{file}: {:?}", report.refused);
        let mut seen = 0;
        for (day, kg) in days(&kept, Quantity::Weight) {
            let Some(truth) = TRUTH.iter().find(|truth| truth.0 == day) else {
                continue;
            };
            // The second weighing of a day is another one.
            if (kg - 84.6).abs() < 1e-9 {
                continue;
            }
            assert_close(kg, truth.1, sample_.weight_kg + 1e-9);
            seen += 1;
        }
        assert!(0 < seen, "{file}");
        for weighing in kept.iter().filter(|o| o.quantity == Quantity::Weight) {
            let day = weighing.at.day.to_string();
            if let (true, Some(truth)) = (sample_.seconds, TRUTH.iter().find(|t| t.0 == day)) {
                let time = weighing.at.time.expect(file).to_string();
                // openScale 3 and others write the seconds, and all of them the same morning.
                assert_eq!(time, truth.3, "{file}");
                assert_eq!(weighing.at.offset.expect(file).seconds(), 3600, "{file}");
            }
        }
    }
}

#[test]
fn body_fat_agrees_across_formats() {
    let mut files = 0;
    for sample_ in samples() {
        let (_, kept) = read_all(sample(sample_.file), &sample_.answers()).expect(sample_.file);
        for (day, fat) in days(&kept, Quantity::BodyFat) {
            if let Some(truth) = TRUTH.iter().find(|truth| truth.0 == day) {
                assert_close(fat, truth.2, 1e-9);
                files += 1;
            }
        }
        // Withings tells fat as a mass.
        for (day, kg) in days(&kept, Quantity::FatMass) {
            let truth = TRUTH.iter().find(|truth| truth.0 == day).expect(&day);
            assert_close(kg, truth.1 * truth.2, 0.006);
        }
    }
    assert!(21 <= files, "{files}");
}

#[test]
fn the_waist_agrees_across_formats() {
    let mut files = 0;
    for sample_ in samples() {
        let (_, kept) = read_all(sample(sample_.file), &sample_.answers()).expect(sample_.file);
        let waists = kept.iter().filter(|o| o.site == Some(Site::Waist));
        for waist in waists {
            assert_eq!(waist.at.day.to_string(), "2026-03-01", "{}", sample_.file);
            assert_close(waist.value, 96.5, 0.05);
            files += 1;
        }
    }
    assert_eq!(files, 6);
}

#[test]
fn hevy_tells_both_sides() {
    let (report, kept) = read(sample("hevy_measurements.csv"), &Answers::default()).expect("read");
    assert_eq!((report.rows_read, report.kept), (1, 1));
    let bicep = |side| {
        let is_it = |o: &&_| -> bool {
            let o: &spotcheck_import::Observation = o;
            o.site == Some(Site::Bicep) && o.side == Some(side)
        };
        kept.iter().find(is_it).expect("both are there").value
    };
    assert_close(bicep(Side::Left), 34.5, 0.0);
    assert_close(bicep(Side::Right), 35.0, 0.0);
    assert_eq!(
        kept.iter()
            .filter(|o| o.quantity == Quantity::Girth)
            .count(),
        14
    );
}

#[test]
fn garmin_rows_belong_to_the_day_above_them() {
    let (report, kept) =
        read(sample("garmin_connect_weight.csv"), &Answers::default()).expect("read");
    assert_eq!((report.rows_read, report.kept), (4, 4));
    let times: Vec<String> = kept
        .iter()
        .filter(|o| o.quantity == Quantity::Weight)
        .map(|o| format!("{} {} {}", o.at.day, o.at.time.expect("told"), o.value))
        .collect();
    assert_eq!(
        times,
        [
            "2026-03-04 07:01:00 84.1",
            "2026-03-02 07:02:00 83.9",
            "2026-03-02 06:20:00 84.6",
            "2026-03-01 07:10:00 84.2"
        ]
    );
}

#[test]
fn interpolated_weights_are_no_weighings() {
    let answers = berlin(&[(Ask::Weight, Unit::Kilogram)]);
    let (report, kept) = read(sample("trendweight_computed.csv"), &answers).expect("read");
    assert_eq!((report.rows_read, report.kept), (2, 1));
    assert_eq!(report.left_out.get(&LeftOut::Interpolated), Some(&1));
    assert_eq!(
        days(&kept, Quantity::Weight),
        [("2026-03-01".to_owned(), 84.2)]
    );
}

#[test]
fn a_time_that_was_not_given_is_none() {
    let (_, kept) = read(sample("fitbit_weight-2026-03-01.json"), &berlin(&[])).expect("read");
    let timed: Vec<bool> = kept
        .iter()
        .filter(|o| o.quantity == Quantity::Weight)
        .map(|o| o.at.time.is_some())
        .collect();
    assert_eq!(timed, [true, false]);
}

#[test]
fn food_is_read_by_meal_serving_and_day() {
    let none = Answers::default();
    let (_, meals) = read(sample("mfp_nutrition.csv"), &none).expect("read");
    let total =
        |kept: &[_], quantity| -> f64 { days(kept, quantity).iter().map(|(_, value)| value).sum() };
    assert_close(total(&meals, Quantity::EnergyEaten), 410.0 + 1050.0, 1e-9);
    assert_close(total(&meals, Quantity::Protein), 94.0, 1e-9);
    assert_eq!(meals[0].group.as_deref(), Some("Breakfast"));
    assert_eq!(
        meals.last().and_then(|o| o.note.as_deref()),
        Some("late, shared")
    );

    let (report, day) = read(sample("cronometer_dailysummary.csv"), &none).expect("read");
    assert_eq!(
        (report.kept, report.left_out.get(&LeftOut::NotLogged)),
        (1, Some(&1))
    );
    assert_close(total(&day, Quantity::EnergyEaten), 2012.4, 1e-9);
    assert!(day.iter().all(|o| o.method == Some(Method::DayTotal)));

    let (_, servings) = read(sample("cronometer_servings.csv"), &none).expect("read");
    assert_close(total(&servings, Quantity::EnergyEaten), 300.8 + 612.4, 1e-9);
    assert_eq!(servings[0].item.as_deref(), Some("Oats, rolled"));
    assert_eq!(
        servings[0].at.time.map(|t| t.to_string()).as_deref(),
        Some("08:05:00")
    );
}

#[test]
fn sets_agree_between_strong_and_hevy() {
    let told = berlin(&[(Ask::Weight, Unit::Kilogram)]);
    let (report, strong) = read(sample("strong.csv"), &told).expect("read");
    assert_eq!(report.left_out.get(&LeftOut::Pause), Some(&1));
    let (_, hevy) = read(sample("hevy_workouts.csv"), &told).expect("read");
    let (_, android) = read(sample("strong_android_semicolon.csv"), &told).expect("read");
    let sets = |kept: &[spotcheck_import::Observation], quantity| -> Vec<(String, u32, f64)> {
        let is_it = |o: &&spotcheck_import::Observation| o.quantity == quantity;
        let set = |o: &spotcheck_import::Observation| {
            let number = o.set.and_then(|set| set.number).expect("counted");
            (o.item.clone().expect("named"), number, o.value)
        };
        kept.iter().filter(is_it).map(set).collect()
    };
    for quantity in [Quantity::Load, Quantity::Repetitions, Quantity::Exertion] {
        assert_eq!(sets(&strong, quantity), sets(&hevy, quantity));
    }
    assert_eq!(
        sets(&android, Quantity::Load),
        [("Squat (Barbell)".to_owned(), 1, 80.0)]
    );
    assert_close(days(&android, Quantity::Exertion)[0].1, 7.5, 0.0);
    let kinds: Vec<SetKind> = hevy
        .iter()
        .filter(|o| o.quantity == Quantity::Load)
        .map(|o| o.set.expect("a set").kind)
        .collect();
    assert_eq!(kinds, [SetKind::WarmUp, SetKind::Working, SetKind::Drop]);
    let minutes = |kept: &[spotcheck_import::Observation]| {
        let end = kept[0].until.expect("told").time.expect("told");
        end.to_string()
    };
    assert_eq!(
        (minutes(&strong), minutes(&hevy)),
        ("18:53:12".into(), "18:53:00".into())
    );
}
