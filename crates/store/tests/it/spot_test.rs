//! The part of the story that is about tests of one spot.

use spotcheck_import::Side;
use spotcheck_store::{Again, Error, Person, SpotPlan, SpotReadings, SpotTest, Store};

use crate::samples::day;

fn plan(site: &str, seed: u64) -> SpotPlan {
    SpotPlan {
        site: site.to_owned(),
        tool: "ultrasound".to_owned(),
        trained: Side::Right,
        weeks: 16,
        per_week: 2,
        seed,
        worthwhile_mm: 1.25,
        start: day(30),
    }
}

fn measured(day: i32, side: Side, values_mm: &[f64]) -> SpotReadings {
    SpotReadings {
        day,
        side,
        values_mm: values_mm.to_vec(),
        rest_h: Some(26.5),
        weight_kg: None,
        rater: Some("Ana’s sister".to_owned()),
    }
}

/// The test of that number, if a person has it.
async fn found(store: &Store, person: &Person, id: i64) -> Option<SpotTest> {
    let tests = store.spot_tests(person).await.expect("read");
    tests.into_iter().find(|test| test.id == id)
}

async fn end_all(store: &Store, person: &Person) {
    for test in store.spot_tests(person).await.expect("read") {
        let ended = store.end_spot_test(person, test.id, day(50)).await;
        ended.expect("ended");
    }
}

/// A test is kept as it was planned, one of a site at a time, and what was measured as it was read.
pub(crate) async fn tested(store: &Store, ana: &Person) {
    // A store that was used before has none running.
    end_all(store, ana).await;
    let calf = plan("calf", u64::MAX);
    let id = store.begin_spot_test(ana, &calf).await.expect("kept");
    let refused = store.begin_spot_test(ana, &plan("calf", 2)).await;
    assert!(matches!(refused, Err(Error::Running(site)) if site == "calf"));
    let arm = store.begin_spot_test(ana, &plan("upper arm", 3)).await;
    assert!(id < arm.expect("of another site"));
    let test = found(store, ana, id).await.expect("kept");
    assert_eq!((&test.plan, test.ended), (&calf, None));
    readings(store, ana, id).await;
    apart(store, ana, id).await;
    // Ended once, it makes room for another.
    for end in [40, 45] {
        let ended = store.end_spot_test(ana, id, day(end)).await;
        ended.expect("ended");
    }
    let test = found(store, ana, id).await.expect("kept");
    assert_eq!(test.ended, Some(day(40)));
    let again = store.begin_spot_test(ana, &calf).await;
    again.expect("none of the calf runs");
}

/// Nobody sees, ends or adds to another's.
async fn apart(store: &Store, ana: &Person, id: i64) {
    let bea = store.person("bea").await.expect("there");
    assert_eq!(found(store, &bea, id).await, None);
    assert_eq!(store.spot_readings(&bea, id).await.expect("read"), []);
    let hers = measured(0, Side::Left, &[9.0]);
    for again in [Again::Refuse, Again::Replace] {
        let refused = store.keep_spot_readings(&bea, id, &hers, again).await;
        assert!(matches!(refused, Err(Error::NoTest(of)) if of == id));
    }
    let before = found(store, ana, id).await;
    let ended = store.end_spot_test(&bea, id, day(40)).await;
    ended.expect("there is nothing to end");
    assert_eq!(found(store, ana, id).await, before);
    let same = store.begin_spot_test(&bea, &plan("calf", 5)).await;
    same.expect("the calf is hers");
    end_all(store, &bea).await;
}

async fn readings(store: &Store, ana: &Person, id: i64) {
    let keep = async |readings: &SpotReadings, again| {
        store.keep_spot_readings(ana, id, readings, again).await
    };
    let right = measured(0, Side::Right, &[12.5, 12.25, 12.75]);
    let left = measured(0, Side::Left, &[12.0]);
    let early = measured(-14, Side::Right, &[13.0, 12.9]);
    for readings in [&right, &left, &early] {
        keep(readings, Again::Refuse).await.expect("kept");
    }
    let other = SpotReadings {
        rest_h: None,
        weight_kg: Some(81.5),
        rater: None,
        ..measured(0, Side::Right, &[11.5, 11.25])
    };
    let refused = keep(&other, Again::Refuse).await;
    assert!(matches!(
        refused,
        Err(Error::Measured {
            side: "right",
            day: 0
        })
    ));
    let all = store.spot_readings(ana, id).await.expect("read");
    assert_eq!(all, [early.clone(), left.clone(), right]);
    keep(&other, Again::Replace).await.expect("kept");
    let all = store.spot_readings(ana, id).await.expect("read");
    assert_eq!(all, [early, left, other]);
}

/// A copy has the same tests and readings, and numbers go on from where they were.
pub(crate) async fn copied(store: &Store, fresh: &Store) {
    let ana = store.person("ana").await.expect("there");
    let tests = store.spot_tests(&ana).await.expect("read");
    let hers = fresh.person("ana").await.expect("there");
    assert_eq!(fresh.spot_tests(&hers).await.expect("read"), tests);
    let mut found = 0;
    for test in &tests {
        let readings = store.spot_readings(&ana, test.id).await.expect("read");
        found += readings.len();
        let copied = fresh.spot_readings(&hers, test.id).await.expect("read");
        assert_eq!(copied, readings);
    }
    assert!(3 <= found);
    let next = fresh.begin_spot_test(&hers, &plan("thigh", 4)).await;
    let next = next.expect("kept");
    assert!(tests.iter().all(|test| test.id < next));
}
