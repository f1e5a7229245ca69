//! What several sources saw, as one figure a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use proptest::prelude::*;
use spotcheck_import::{
    Answers, Late, Merge, Method, Moment, Observation, Order, Quantity, Unit, Zone, merge,
};

use super::export::{PHONE, Quirk, WATCH, export};
use crate::{assert_close, read};

/// Steps of a source between two minutes of the first of March, in Berlin.
fn steps(source: &str, from: &str, to: &str, count: f64) -> Observation {
    let zone = Zone::parse("Europe/Berlin").expect("there is one");
    let at = |time: &str| {
        let wall = format!("2026-03-{time}:00").parse().expect("a time");
        zone.complete(Moment::on_wall(wall))
    };
    let mut steps = Observation::new(Quantity::Steps, count, Unit::Count, at(from));
    steps.until = Some(at(to));
    source.clone_into(&mut steps.source);
    steps
}

fn totals(observations: &[Observation], order: &Order) -> Vec<(i8, f64)> {
    let days = merge(Quantity::Steps, observations, order);
    days.into_iter()
        .map(|(day, total)| (day.day(), total))
        .collect()
}

#[test]
fn days_are_those_of_the_watch_where_it_saw_everything() {
    for (quirks, km) in [(vec![], 1.0), (Quirk::ALL.to_vec(), 1.609_344)] {
        let (xml, truth) = export(&quirks);
        let (_, kept) = read(&xml, &Answers::default()).expect("read");
        for (kind, quantity, factor, most) in [
            ("StepCount", Quantity::Steps, 1.0, 0.0),
            ("DistanceWalkingRunning", Quantity::Distance, km, 1e-9),
        ] {
            let days = merge(quantity, &kept, &Order::default());
            assert_eq!(days.len(), 30);
            for (day, total) in days {
                assert_close(total, factor * truth.watch[&(kind, day)], most);
            }
        }
        // Rings and workouts repeat the energy of the records.
        let energy: f64 = merge(Quantity::EnergyActive, &kept, &Order::default())
            .values()
            .sum();
        assert_close(energy, truth.sums["ActiveEnergyBurned"], 1e-6);
    }
}

#[test]
fn the_phone_adds_what_the_watch_did_not_see() {
    let order = Order::default();
    let watch = steps(WATCH, "01T10:00", "01T10:10", 1000.0);
    let phone = |count| steps(PHONE, "01T10:00", "01T10:20", count);
    // Half of its minutes, and never more than the watch left of them.
    for (count, total) in [(2400.0, 2200.0), (1600.0, 1600.0), (900.0, 1000.0)] {
        assert_eq!(totals(&[phone(count), watch.clone()], &order), [(1, total)]);
    }
    // Where both saw the same minutes the phone says nothing, whatever it counted.
    let same = steps(PHONE, "01T10:00", "01T10:10", 5000.0);
    assert_eq!(totals(&[same, watch.clone()], &order), [(1, 1000.0)]);
    // What an app wrote of the whole day holds what the others saw.
    let app = steps("Pedometer", "01T00:00", "02T00:00", 8000.0);
    assert_eq!(totals(&[app, watch, phone(1600.0)], &order), [(1, 8000.0)]);
}

#[test]
fn who_counts_first_can_be_told() {
    let watch = steps(WATCH, "01T10:00", "01T10:10", 1000.0);
    let phone = steps(PHONE, "01T10:00", "01T10:10", 900.0);
    let app = steps("Pedometer", "01T10:00", "01T10:10", 800.0);
    let mut renamed = steps("Ada", "01T10:00", "01T10:10", 950.0);
    renamed.device = Some("name:Apple Watch, model:Watch".to_owned());
    let all = [app, phone, watch, renamed];
    assert_eq!(totals(&all, &Order::default()), [(1, 950.0)]);
    assert_eq!(totals(&all[..3], &Order::default()), [(1, 1000.0)]);
    assert_eq!(totals(&all[..2], &Order::default()), [(1, 900.0)]);
    assert_eq!(
        totals(&all, &Order::first(["Pedometer", PHONE])),
        [(1, 800.0)]
    );
    assert_eq!(
        totals(&all[1..], &Order::first(["Pedometer", PHONE])),
        [(1, 900.0)]
    );
}

#[test]
fn minutes_count_for_the_day_they_are_on() {
    let order = Order::default();
    let late = steps(WATCH, "01T23:50", "02T00:10", 500.0);
    let phone = steps(PHONE, "01T23:40", "02T00:20", 1000.0);
    assert_eq!(totals(&[late, phone], &order), [(1, 500.0), (2, 500.0)]);
    // The night in which an hour is left out.
    let night = steps(WATCH, "29T01:30", "29T03:30", 60.0);
    let phone = steps(PHONE, "29T01:00", "29T01:30", 40.0);
    assert_eq!(totals(&[night, phone], &order), [(29, 100.0)]);
}

#[test]
fn totals_of_an_app_count_where_nothing_closer_is_known() {
    let mut day = steps("Google Fit", "01T00:00", "01T00:00", 7000.0);
    (day.at, day.until) = (Moment::of_day(Date::constant(2026, 3, 1)), None);
    day.method = Some(Method::DayTotal);
    let mut next = day.clone();
    next.at = Moment::of_day(Date::constant(2026, 3, 2));
    let watch = steps(WATCH, "02T10:00", "02T10:10", 1000.0);
    assert_eq!(
        totals(&[day, next, watch], &Order::default()),
        [(1, 7000.0), (2, 1000.0)]
    );
}

#[test]
fn a_day_that_was_told_takes_nothing_more() {
    let order = Order::default();
    let mut merge = Merge::of(Quantity::Steps, &order);
    let mut told = Vec::new();
    let mut tell = |day: Date, total: f64| told.push((day.day(), total));
    for day in ["01", "02", "03"] {
        let walk = steps(
            WATCH,
            &format!("{day}T10:00"),
            &format!("{day}T10:10"),
            10.0,
        );
        merge.add(&walk, &mut tell).expect("in order");
    }
    let late = steps(WATCH, "01T11:00", "01T11:10", 10.0);
    let day = Date::constant(2026, 3, 1);
    assert_eq!(merge.add(&late, &mut tell), Err(Late { day }));
    merge.finish(&mut tell);
    assert_eq!(told, [(1, 10.0), (2, 10.0), (3, 10.0)]);
}

proptest! {
    /// No more than all of them saw, no less than the best one did, in whatever order they come.
    #[test]
    fn prop_a_day_is_between_the_best_and_the_sum(
        walks in prop::collection::vec((0..3_usize, 0..1380_u16, 1..60_u16, 0..500_u16), 1..60),
    ) {
        let walks: Vec<Observation> = walks
            .into_iter()
            .map(|(source, from, length, count)| {
                let time = |minute: u16| format!("01T{:02}:{:02}", minute / 60, minute % 60);
                let source = [WATCH, PHONE, "Pedometer"][source];
                steps(source, &time(from), &time(from + length), f64::from(count))
            })
            .collect();
        let days = merge(Quantity::Steps, &walks, &Order::default());
        let total: f64 = days.values().sum();
        let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
        for walk in &walks {
            *sums.entry(&walk.source).or_default() += walk.value;
        }
        let best = sums.get(WATCH).or(sums.get(PHONE)).or(sums.get("Pedometer"));
        prop_assert!(*best.expect("there is one") <= total + 1e-6);
        prop_assert!(total <= sums.values().sum::<f64>() + 1e-6);
        let backwards: Vec<Observation> = walks.into_iter().rev().collect();
        let again: f64 = merge(Quantity::Steps, &backwards, &Order::default()).values().sum();
        prop_assert!((total - again).abs() < 1e-6);
    }
}
