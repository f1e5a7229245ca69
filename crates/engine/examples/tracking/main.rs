//! `cargo run --release -p spotcheck-engine --example tracking -- [PEOPLE] [SEED] [all]`: the
//! tracker on simulated people beside simpler rules, and, with `all`, on every stress set.

mod evaluation;
mod peers;
mod people;
mod score;

use std::time::Instant;

use evaluation::{Outcome, evaluate};
use people::{Stress, people};
use spotcheck_engine::tracker::{Log, LoggedIntake, Tracker, Weighing};
use spotcheck_model::Parameters;

/// Seeds below a thousand were used while the tracker was made; others were not.
const EVALUATION_SEED: u64 = 20_261_123;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize| words.get(place).and_then(|word| word.parse::<u64>().ok());
    let count = usize::try_from(number(0).unwrap_or(200)).expect("a count of people");
    let seed = number(1).unwrap_or(EVALUATION_SEED);
    let every = words.iter().any(|word| word == "all");
    let sets = if every {
        &Stress::ALL[..]
    } else {
        &[Stress::None]
    };
    print(
        "| set | day | method | E MAE | bias | p90 | cover 90 | width | kg MAE | bias | CRPS | cover 90 | cover 50 |\n",
    );
    for &stress in sets {
        let days: &[usize] = if stress == Stress::None {
            &[3, 7, 10, 14, 28, 56]
        } else {
            &[28, 56]
        };
        for &day in days {
            let all = evaluate(seed, stress, count, day);
            row(stress, day, "tracker", &all.tracker);
            if stress == Stress::None {
                row(stress, day, "told", &all.told);
                row(stress, day, "prior", &all.prior);
                row(stress, day, "hackers", &all.hackers);
                row(stress, day, "line", &all.line);
            }
            row(stress, day, "two states", &all.two_states);
            let real = &all.tracker.real;
            print(&format!(
                "| {stress:?} | {day} | real | {:.0} | {:+.0} | {:.0} | {:.3} | {:.0} |\n",
                real.mae(),
                real.bias(),
                real.p90(),
                real.coverage90(),
                real.width90()
            ));
        }
    }
    two_years(seed);
}

fn row(stress: Stress, day: usize, method: &str, result: &Outcome) {
    let (spent, ahead) = (&result.expenditure, &result.ahead);
    print(&format!(
        "| {stress:?} | {day} | {method} | {:.0} | {:+.0} | {:.0} | {:.3} | {:.0} | {:.2} | {:+.2} | {:.3} | {:.3} | {:.3} |\n",
        spent.mae(),
        spent.bias(),
        spent.p90(),
        spent.coverage90(),
        spent.width90(),
        ahead.mae(),
        ahead.bias(),
        ahead.crps(),
        ahead.coverage90(),
        ahead.coverage50()
    ));
}

/// How long it takes to smooth two years of daily logs: a simulated one, repeated.
fn two_years(seed: u64) {
    const DAYS: usize = 730;
    let someone = people(seed, Stress::None, 1).next().expect("one is made");
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
