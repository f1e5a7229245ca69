//! Health Connect: databases that `SQLite` wrote (`reference/health_connect.py`), and what breaks them.

use spotcheck_import::{
    Answers, Doubt, Error, Method, Moment, Observation, Order, Quantity, Shape, Stop, ZoneFrom,
    merge,
};

use crate::{assert_close, malformed::zipped, read, sample, unzipped, vector};

/// Rows of the weights and meals in each database, before every tenth weight was deleted.
const WEIGHTS: u32 = 3000;
const MEALS: u32 = 60;
const DATABASES: [&str; 2] = ["health_connect_deep.zip", "health_connect_wide.zip"];

#[test]
fn the_person_is_in_the_database() {
    let bytes = sample("Health Connect.zip");
    let (report, kept) = read(bytes, &Answers::default()).expect("read");
    assert_eq!(report.format, "health-connect");
    assert_eq!(report.zone, ZoneFrom::File);
    let weighing = &kept[0];
    assert_eq!(weighing.source, "Libra");
    assert_eq!(weighing.method, Some(Method::Manual));
    assert_eq!(
        weighing.external_id.as_deref(),
        Some("00000000000000000000000000000013")
    );
    assert_eq!(
        weighing.at.instant().expect("told").to_string(),
        "2026-03-01T06:10:05Z"
    );
}

/// The records of a quantity, in the order of the file.
fn of(kept: &[Observation], quantity: Quantity) -> Vec<&Observation> {
    kept.iter().filter(|o| o.quantity == quantity).collect()
}

fn second(at: Moment) -> i64 {
    at.instant().expect("told").as_second()
}

#[test]
fn deep_trees_long_rows_and_wide_text_are_read_whole() {
    for file in DATABASES {
        let (report, kept) = read(vector(file), &Answers::default()).expect(file);
        assert_eq!((report.stopped, report.refused.count), (None, 0), "{file}");
        assert_eq!(
            report.suspicious.count, 0,
            "{file}: {:?}",
            report.suspicious
        );
        let not_read: Vec<_> = report.not_read.keys().collect();
        assert_eq!(not_read, ["heart_rate_record_table"], "{file}");
        let weights = of(&kept, Quantity::Weight);
        // Numbers of rows begin at one.
        let left = (0..WEIGHTS).filter(|i| (i + 1) % 10 != 0);
        assert_eq!(weights.len(), left.clone().count(), "{file}");
        for (i, weighing) in left.zip(weights) {
            assert_close(weighing.value, 80.0 + f64::from(i % 50) / 100.0, 1e-9);
            assert_eq!(second(weighing.at), 1_700_000_000 + i64::from(i) * 86_400);
            let offset = weighing.at.offset.expect("told").seconds();
            assert_eq!(offset, if i % 2 == 0 { 3600 } else { -18_000 }, "{file}");
            assert_eq!(weighing.source, "Ümlaut 体重", "{file}");
            assert_eq!(
                weighing.device.as_deref(),
                Some("Maker Scale 1 (scale)"),
                "{file}"
            );
            let (device, manual) = (Some(Method::Device), Some(Method::Manual));
            let method = [None, device, device, manual][i as usize % 4];
            assert_eq!(weighing.method, method, "{file}");
        }
    }
}

#[test]
fn meals_have_names_of_any_length_and_no_number_for_what_was_not_recorded() {
    for file in DATABASES {
        let (_, kept) = read(vector(file), &Answers::default()).expect(file);
        let eaten = of(&kept, Quantity::EnergyEaten);
        assert_eq!(eaten.len(), MEALS as usize, "{file}");
        for (i, meal) in (0..MEALS).zip(eaten) {
            assert_close(meal.value, 500.0 + f64::from(i) / 1000.0, 1e-9);
            let name = format!("meal {i} {}", "é".repeat((i * i) as usize));
            assert_eq!(meal.item.as_ref(), Some(&name), "{file}");
            assert_eq!(meal.source, "net.example.food", "{file}");
            let until = second(meal.until.expect("told"));
            assert_eq!(until, 1_700_000_060 + i64::from(i) * 3600, "{file}");
        }
        let protein: Vec<f64> = of(&kept, Quantity::Protein)
            .iter()
            .map(|o| o.value)
            .collect();
        assert_eq!(protein, vec![25.5; MEALS as usize / 2], "{file}");
        assert_close(of(&kept, Quantity::Sodium)[0].value, 250.0, 1e-9);
    }
}

/// Watch and phone see the same two hours: 630 steps by the watch, 636 by the phone, which goes on ten minutes longer.
#[test]
fn steps_of_watch_and_phone_are_no_sum() {
    for file in DATABASES {
        let (_, kept) = read(vector(file), &Answers::default()).expect(file);
        let steps = of(&kept, Quantity::Steps);
        assert_close(steps.iter().map(|o| o.value).sum(), 1266.0, 0.0);
        assert_eq!(steps[0].device.as_deref(), Some("Maker Band (watch)"));
        let day: f64 = merge(Quantity::Steps, &kept, &Order::default())
            .values()
            .sum();
        assert!((630.0..=630.0 + 56.0).contains(&day), "{file}: {day}");
    }
}

#[test]
fn a_day_that_does_not_agree_is_shown() {
    let mut bytes = unzipped(&sample("Health Connect.zip"));
    // 20513 is 2026-03-01; the record after it is left as it is.
    let at = bytes
        .windows(2)
        .position(|pair| pair == 20_513_u16.to_be_bytes())
        .expect("the day is there");
    bytes[at + 1] += 1;
    let (report, _) = read(bytes, &Answers::default()).expect("read");
    assert!(matches!(
        report.suspicious.first[..],
        [(_, Doubt::Day { .. })]
    ));
}

#[test]
fn cut_databases_keep_what_came_before() {
    let whole = unzipped(&vector("health_connect_deep.zip"));
    let (_, all) = read(&whole, &Answers::default()).expect("read");
    for part in 1..8 {
        let length = whole.len() * part / 8;
        let (report, kept) =
            read(&whole[..length], &Answers::default()).expect("the first pages tell");
        assert_eq!(report.stopped, Some(Stop::Truncated), "{part}");
        assert!(kept.len() < all.len(), "{part}");
        for observation in kept.iter().filter(|o| o.quantity == Quantity::Weight) {
            let is_it = |one: &&Observation| one.external_id == observation.external_id;
            let one = all.iter().find(is_it).expect("nothing is made up");
            assert_close(one.value, observation.value, 0.0);
        }
    }
}

#[test]
fn other_databases_and_loops_of_pages_end() {
    let none = Answers::default();
    let mut bytes = unzipped(&sample("Health Connect.zip"));
    let schema = bytes
        .windows(12)
        .filter(|text| text == b"record_table")
        .count();
    assert!(4 <= schema);
    for at in 0..bytes.len() - 12 {
        if bytes[at..].starts_with(b"record_table") {
            bytes[at..at + 6].copy_from_slice(b"rekord");
        }
    }
    assert_eq!(read(&bytes, &none), Err(Error::Unknown(Shape::Database)));
    assert_eq!(
        read(zipped(&[("a.db", &bytes)]), &none),
        Err(Error::Unknown(Shape::Database))
    );
    // Every pointer of the tree to its own first page.
    let mut looped = unzipped(&vector("health_connect_deep.zip"));
    for page in looped.chunks_exact_mut(512).skip(1) {
        if page[0] == 5 {
            page[8..12].copy_from_slice(&1_u32.to_be_bytes());
            page[508..].copy_from_slice(&1_u32.to_be_bytes());
        }
    }
    let looped = read(&looped, &none);
    assert!(looped.is_err() || looped.is_ok_and(|(report, _)| report.stopped.is_some()));
}
