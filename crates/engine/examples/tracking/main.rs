//! `cargo run --release -p spotcheck-engine --example tracking -- [PEOPLE] [SEED] | page`: the
//! tables of docs/method/tracking.md, and how long two years take.

mod evaluation;
mod peers;
mod people;
mod score;
mod tables;
mod weekly;

use std::time::Instant;

use people::{Stress, people};
use spotcheck_engine::tracker::{Log, LoggedIntake, Tracker, Weighing};
use spotcheck_model::Parameters;

/// Seeds below a thousand are for making the tracker; the page has one of its own.
const SEED: u64 = 7;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize| words.get(place).and_then(|word| word.parse::<u64>().ok());
    let (seed, count) = if words.iter().any(|word| word == "page") {
        tables::PAGE
    } else {
        let count = usize::try_from(number(0).unwrap_or(200)).expect("a count of people");
        (number(1).unwrap_or(SEED), count)
    };
    print(&tables::tables(seed, count));
    two_years(seed);
}

/// How long it takes to smooth two years of daily logs: those of somebody who eats as before,
/// repeated.
fn two_years(seed: u64) {
    const DAYS: usize = 730;
    let someone = people(seed, Stress::None, usize::MAX)
        .find(|one| one.plan.change_kcal == 0.0)
        .expect("a fifth of them do");
    let log = &someone.log;
    let span = people::DAYS;
    let again = |day: usize| {
        (0..)
            .map(move |round| day + round * span)
            .take_while(|d| *d < DAYS)
    };
    let weights = log.weights.iter();
    let long = Log {
        weights: weights
            .flat_map(|w| again(w.day).map(|day| Weighing { day, ..*w }))
            .collect(),
        intake: log
            .intake
            .iter()
            .flat_map(|i| again(i.day).map(|day| LoggedIntake { day, ..*i }))
            .filter(|i| i.day % span != 0 || i.day == 0)
            .collect(),
        ..log.clone()
    };
    let tracker =
        Tracker::new(Parameters::published(), someone.me, long).expect("the log is sound");
    let mut times: Vec<f64> = (0..21)
        .map(|_| {
            let start = now();
            let past = tracker.past(DAYS - 1).expect("it can be followed");
            assert_eq!(past.len(), DAYS);
            1e3 * start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    print(&format!(
        "two years smoothed in {:.1} ms (median of 21, best {:.1})\n",
        times[10], times[0]
    ));
}

#[expect(
    clippy::disallowed_methods,
    reason = "an example may look at the clock; the crate does not"
)]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::print_stdout, reason = "an example's output is its purpose")]
fn print(text: &str) {
    print!("{text}");
}
