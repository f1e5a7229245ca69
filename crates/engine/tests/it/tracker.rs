//! The tracker: how well it recovers what is known of simulated people, and what it refuses.

#[path = "../../examples/tracking/evaluation.rs"]
mod evaluation;
#[path = "../../examples/tracking/peers.rs"]
mod peers;
#[path = "../../examples/tracking/people.rs"]
mod people;
#[path = "../../examples/tracking/score.rs"]
mod score;
#[path = "../../examples/tracking/tables.rs"]
mod tables;
#[path = "../../examples/tracking/weekly.rs"]
mod weekly;

use spotcheck_engine::tracker::{
    Log, Me, Refused, Slip, TrackError, Tracker, Weighing, plain_trend,
};
use spotcheck_model::{Parameters, Sex};

use evaluation::evaluate;
use people::{Stress, people};

/// Seed of the tests: neither one used while tuning nor the one of the page.
const SEED: u64 = 4242;

const ME: Me = Me {
    sex: Sex::Male,
    age_y: 40.0,
    height_cm: 180.0,
    pal: Some(1.6),
};

fn log(weights: &[(usize, f64)]) -> Log {
    let weights = weights.iter().map(|&(day, kg)| Weighing::morning(day, kg));
    Log {
        weights: weights.collect(),
        ..Log::default()
    }
}

/// The simulated truth is the authority. Ranges are what 200 people scatter by about the figures
/// of docs/method/tracking.md: three standard errors.
#[test]
fn simulated_people_are_recovered() {
    for (as_of, mae, crps) in [(14, 120.0..175.0, 0.50..0.73), (56, 63.0..90.0, 0.38..0.56)] {
        let all = &evaluate(SEED, Stress::None, 200, &[as_of])[0];
        let (spent, ahead) = (&all.tracker.expenditure, &all.tracker.ahead);
        assert!(mae.contains(&spent.mae()), "{as_of}: {}", spent.mae());
        assert!(spent.bias().abs() < 30.0, "{as_of}: {}", spent.bias());
        assert!(spent.p90() < 2.6 * spent.mae() && spent.width90() < 800.0);
        assert!(
            (0.83..0.97).contains(&spent.coverage90()),
            "{}",
            spent.coverage90()
        );
        assert!(crps.contains(&ahead.crps()), "{as_of}: {}", ahead.crps());
        assert!(
            (0.83..0.97).contains(&ahead.coverage90()),
            "{}",
            ahead.coverage90()
        );
        assert!(
            (0.38..0.63).contains(&ahead.coverage50()),
            "{}",
            ahead.coverage50()
        );
        let real = all.tracker.real.coverage90();
        assert!((0.82..0.98).contains(&real), "{real}");
        for other in [&all.prior, &all.hackers, &all.line, &all.two_states] {
            assert!(spent.mae() < other.expenditure.mae());
            assert!(ahead.crps() < other.ahead.crps());
        }
    }
}

/// `cargo run --release -p spotcheck-engine --example tracking -- page` makes the tables of the page
/// again; that takes a minute, so that here the rows of its first people stand for the others.
#[test]
fn the_page_is_current() {
    let page = include_str!("../../../../docs/method/tracking.md");
    let (seed, count) = tables::PAGE;
    assert!(page.contains(&format!("{count} simulated people, seed {seed}")));
    for row in tables::first(seed) {
        assert!(
            page.lines().any(|line| line == row),
            "not on the page: {row}"
        );
    }
    // Rows are those of the example, by what stands before their figures.
    let label = |row: &str| {
        row.split('|')
            .take(3)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let named = |row: &&str| {
        row.contains("day |")
            || row
                .split('|')
                .nth(2)
                .is_some_and(|cell| !cell.trim().is_empty() && cell.trim().parse::<f64>().is_err())
    };
    let rows = tables::tables(SEED, 10);
    for row in rows.lines().filter(named) {
        let found = page.lines().any(|line| label(line) == label(row));
        assert!(found, "no such row on the page: {row}");
    }
}

#[test]
fn the_first_fortnight_is_never_worse_than_the_prior() {
    for as_of in [1, 3, 7, 10] {
        let all = &evaluate(SEED, Stress::None, 100, &[as_of])[0];
        let (found, prior) = (all.tracker.expenditure.mae(), all.prior.expenditure.mae());
        assert!(found < prior, "day {as_of}: {found} and {prior}");
    }
}

/// Logs that break the tracker's assumptions cost it, but leave it better than the usual filter.
#[test]
fn broken_assumptions_leave_it_ahead_of_two_states() {
    for stress in Stress::ALL {
        let all = &evaluate(SEED, stress, 60, &[56])[0];
        let (found, other) = (all.tracker.ahead.crps(), all.two_states.ahead.crps());
        assert!(found < other, "{stress:?}: {found} and {other}");
    }
}

/// What the filter knows on its last day the smoother cannot know better, and before that it can.
#[test]
fn the_past_ends_where_the_present_is() -> Result<(), TrackError> {
    for someone in people(SEED, Stress::None, 5) {
        let tracker = Tracker::new(Parameters::published(), someone.me, someone.log)?;
        let past = tracker.past(60)?;
        let present = tracker.estimate(60, 0)?;
        let (last, trend) = (&past[60].trend_kg, &present.trend_kg);
        // Hypotheses of little weight are left out of the past.
        assert!((last.mean() - trend.mean()).abs() < 0.02);
        assert!((last.sd() - trend.sd()).abs() < 0.02);
        let then = tracker.estimate(30, 0)?;
        assert!(past[30].trend_kg.sd() < then.trend_kg.sd());
    }
    Ok(())
}

/// Smoothed trends lie nearer the true weight than filtered ones, which is what they are for.
#[test]
fn hindsight_is_closer() -> Result<(), TrackError> {
    let (mut behind, mut now) = (0.0, 0.0);
    for someone in people(SEED, Stress::None, 60) {
        let truth: f64 = someone.expenditure[23..37].iter().sum::<f64>() / 14.0;
        let tracker = Tracker::new(Parameters::published(), someone.me, someone.log)?;
        let past = tracker.past(84)?;
        let smoothed = past[23..37]
            .iter()
            .map(|day| day.expenditure_kcal_per_day.mean());
        behind += (smoothed.sum::<f64>() / 14.0 - truth).abs();
        now += (tracker.estimate(37, 0)?.expenditure_kcal_per_day.mean() - truth).abs();
    }
    assert!(behind < now, "{behind} and {now}");
    Ok(())
}

#[test]
fn a_slip_is_refused_and_a_confirmed_jump_is_followed() -> Result<(), TrackError> {
    let mut weights: Vec<(usize, f64)> = (0..30).map(|day| (day, 80.0)).collect();
    weights[20].1 = 176.4;
    let tracker = Tracker::new(Parameters::published(), ME, log(&weights))?;
    let estimate = tracker.estimate(29, 28)?;
    let pounds = Refused {
        day: 20,
        kg: 176.4,
        why: Slip::OtherUnit,
    };
    assert_eq!(estimate.refused, [pounds]);
    assert!((estimate.trend_kg.mean() - 80.0).abs() < 0.3);

    let moved: Vec<(usize, f64)> = (0..40)
        .map(|day| (day, if day < 30 { 80.0 } else { 85.0 }))
        .collect();
    let tracker = Tracker::new(Parameters::published(), ME, log(&moved))?;
    // It takes two to confirm one.
    let refused = |as_of: usize| -> Result<Vec<usize>, TrackError> {
        let refused = tracker.estimate(as_of, 0)?.refused;
        assert!(refused.iter().all(|refused| refused.why == Slip::Alone));
        Ok(refused.iter().map(|refused| refused.day).collect())
    };
    assert_eq!(refused(30)?, [30]);
    assert_eq!(refused(31)?, [30, 31]);
    assert!(refused(32)?.is_empty());
    let after = tracker.estimate(39, 0)?;
    assert!(after.refused.is_empty());
    assert!((after.trend_kg.mean() - 85.0).abs() < 0.5);
    Ok(())
}

/// Walker's rule by hand: 80, then a tenth of the way to 81, then to 79.
#[test]
fn the_plain_trend_is_the_hackers() {
    let weights = log(&[(0, 80.0), (1, 81.0), (3, 79.0)]).weights;
    let found = plain_trend(Parameters::published(), &weights);
    assert_eq!(found.len(), 3);
    for (found, kg) in found.iter().zip([80.0, 80.1, 79.99]) {
        assert!((found.kg - kg).abs() < 1e-12);
    }
}

#[test]
fn nonsense_is_refused() {
    let parameters = Parameters::published();
    let new = |log| Tracker::new(parameters, ME, log);
    let negative = new(log(&[(0, -1.0)]));
    assert!(matches!(negative, Err(TrackError::OutOfRange { .. })));
    let not_a_number = new(log(&[(0, f64::NAN)]));
    assert!(matches!(not_a_number, Err(TrackError::OutOfRange { .. })));
    let empty = new(log(&[])).and_then(|tracker| tracker.estimate(14, 28));
    assert!(matches!(empty, Err(TrackError::NoWeight { day: 14 })));
    let later = new(log(&[(9, 80.0)])).and_then(|tracker| tracker.estimate(usize::MAX, 1));
    assert!(matches!(later, Err(TrackError::TooFar { .. })));
    let child = Me { age_y: 9.0, ..ME };
    let child = Tracker::new(parameters, child, log(&[(0, 30.0)]));
    let child = child.and_then(|tracker| tracker.estimate(1, 1));
    assert!(matches!(child, Err(TrackError::Person(_))));
}
