//! The tables of docs/method/tracking.md.

use super::{
    evaluation::{Evaluation, Outcome, evaluate},
    people::Stress,
    weekly::weekly,
};

/// Days on whose mornings everybody is looked at.
const DAYS: [usize; 6] = [3, 7, 10, 14, 28, 56];
/// Of so many people one is followed week by week.
const WEEKLY: usize = 10;

/// The seed of the page, and how many people it has.
pub(crate) const PAGE: (u64, usize) = (667_430_219, 2000);
/// People whose rows a test makes again.
const FIRST: usize = 100;

/// Every table, for `count` people of `seed`.
pub(crate) fn tables(seed: u64, count: usize) -> String {
    let mut rows = methods(seed, count);
    rows.push(String::new());
    rows.extend(stresses(seed, count));
    rows.push(String::new());
    rows.extend(check_ins(seed, count));
    rows.push(String::new());
    rows.extend(first(seed));
    rows.push(String::new());
    rows.join("\n")
}

/// How the tracker does with the first people of a seed.
pub(crate) fn first(seed: u64) -> Vec<String> {
    let days = [14, 28, 56];
    let all = evaluate(seed, Stress::None, FIRST, &days);
    let mut rows = vec![
        format!("| first {FIRST} people, day | E* MAE | bias | in 90 % | CRPS |"),
        "|--:|--:|--:|--:|--:|".to_owned(),
    ];
    rows.extend(days.iter().zip(&all).map(|(day, all)| {
        let (spent, crps) = (&all.tracker.expenditure, all.tracker.ahead.crps());
        let (mae, bias) = (spent.mae(), spent.bias());
        let inside = spent.coverage90();
        format!("| {day} | {mae:.1} | {bias:+.1} | {inside:.2} | {crps:.3} |")
    }));
    rows
}

fn methods(seed: u64, count: usize) -> Vec<String> {
    let mut rows = vec![
        "| day | method | E* MAE | bias | p90 | in 90 % | width | weight MAE | CRPS | in 90 % | in 50 % |".to_owned(),
        "|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|".to_owned(),
    ];
    for (day, all) in DAYS.iter().zip(evaluate(seed, Stress::None, count, &DAYS)) {
        let first = 14 <= *day;
        for (method, outcome, has_range, is_shown) in [
            ("**tracker**", &all.tracker, true, true),
            ("tracker, told the noise", &all.told, true, first),
            ("the same, no day missed", &all.whole, true, first),
            ("prior alone", &all.prior, false, *day <= 14),
            ("Hacker's Diet", &all.hackers, false, first),
            ("line, 28 days", &all.line, false, first),
            ("two states", &all.two_states, true, first),
        ] {
            if is_shown {
                rows.push(row(*day, method, outcome, has_range));
            }
        }
        if first {
            rows.push(real(*day, &all));
        }
    }
    rows
}

fn row(day: usize, method: &str, outcome: &Outcome, has_range: bool) -> String {
    let (spent, ahead) = (&outcome.expenditure, &outcome.ahead);
    let (ranges, inside) = if has_range {
        let width = spent.width90();
        let ranges = format!("{:.3} | {width:.0}", spent.coverage90());
        let (in90, in50) = (ahead.coverage90(), ahead.coverage50());
        (ranges, format!("{in90:.3} | {in50:.3}"))
    } else {
        (" | ".to_owned(), " | ".to_owned())
    };
    let (mae, bias, p90) = (spent.mae(), spent.bias(), spent.p90());
    let (kg, crps) = (ahead.mae(), ahead.crps());
    format!(
        "| {day} | {method} | {mae:.0} | {bias:+.0} | {p90:.0} | {ranges} | {kg:.2} | {crps:.3} | {inside} |"
    )
}

fn real(day: usize, all: &Evaluation) -> String {
    let real = &all.tracker.real;
    format!(
        "| {day} | real expenditure | {:.0} | {:+.0} | {:.0} | {:.3} | {:.0} | | | | |",
        real.mae(),
        real.bias(),
        real.p90(),
        real.coverage90(),
        real.width90()
    )
}

fn stresses(seed: u64, count: usize) -> Vec<String> {
    let mut rows = vec![
        "| what goes wrong, day 56 | E* MAE | bias | in 90 % | CRPS | in 90 % | two states: E* MAE | CRPS |"
            .to_owned(),
        "|---|--:|--:|--:|--:|--:|--:|--:|".to_owned(),
    ];
    for stress in Stress::ALL {
        let all = &evaluate(seed, stress, count, &[56])[0];
        let (spent, ahead) = (&all.tracker.expenditure, &all.tracker.ahead);
        let other = &all.two_states;
        rows.push(format!(
            "| {} | {:.0} | {:+.0} | {:.3} | {:.3} | {:.3} | {:.0} | {:.3} |",
            stress.words(),
            spent.mae(),
            spent.bias(),
            spent.coverage90(),
            ahead.crps(),
            ahead.coverage90(),
            other.expenditure.mae(),
            other.ahead.crps()
        ));
    }
    rows
}

fn check_ins(seed: u64, count: usize) -> Vec<String> {
    let mut rows = vec![
        "| weekly check-ins | number | target moved | of these back | weight stood | open | eaten more | explained | of these wrongly |"
            .to_owned(),
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|".to_owned(),
    ];
    for stress in [Stress::None, Stress::LogStep, Stress::Creatine] {
        let all = weekly(seed, stress, count / WEEKLY);
        let percent = |part: usize, whole: usize| match whole {
            0 => String::new(),
            _ => format!("{:.1} %", 100.0 * part as f64 / whole as f64),
        };
        rows.push(format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            stress.words(),
            all.check_ins,
            percent(all.moved, all.check_ins),
            percent(all.turned, all.moved),
            percent(all.stood, all.check_ins),
            percent(all.open, all.stood),
            percent(all.eaten, all.stood),
            percent(all.explained, all.stood),
            percent(all.wrong, all.explained)
        ));
    }
    rows
}
