//! Problems of training as JSON for another solver, with our choice: `training [NAME ...]`, or `training random COUNT SEED`.
//! `training more COUNT SEED` asks each random request for more minutes, days and equipment and tells what that changes.
//! `training seeds COUNT` solves the six scenarios with other seeds. Otherwise a line each: name, milliseconds, request, problem, choice, objective and bound.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example tells what it found and how long it took"
)]

use std::time::Instant;

use spotcheck_engine::training::{Muscle, Problem, Request, solve};

#[path = "../tests/scenarios/mod.rs"]
mod scenarios;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == "seeds") {
        return seeds(words.get(1).map_or(Ok(8), |word| word.parse())?);
    }
    if words.first().is_some_and(|word| word == "more") {
        let number = |at: usize| words.get(at).map_or(Ok(10), |word| word.parse::<u64>());
        return more(number(1)?, number(2)?);
    }
    let requests = match words.first().map(String::as_str) {
        Some("random") => {
            let number = |at: usize| words.get(at).map_or(Ok(10), |word| word.parse());
            (0..number(1)?)
                .map(|at| {
                    (
                        format!("r{at}"),
                        scenarios::random(number(2).unwrap_or(10) + at),
                    )
                })
                .collect()
        }
        _ => scenarios::named(),
    };
    for (name, request) in requests {
        let is_random = words.first().is_some_and(|word| word == "random");
        if is_random || words.is_empty() || words.contains(&name) {
            println!("{}", line(&name, &request)?);
        }
    }
    Ok(())
}

fn line(name: &str, request: &Request) -> Result<String, Box<dyn std::error::Error>> {
    let problem = Problem::new(request)?;
    let start = Instant::now();
    let selection = solve(request)?;
    let ms = start.elapsed().as_secs_f64() * 1e3;
    let days: Vec<Vec<_>> = selection
        .days
        .iter()
        .map(|day| day.iter().map(|pick| (pick.exercise, pick.sets)).collect())
        .collect();
    let volumes = problem.volumes(&selection.days);
    Ok(serde_json::json!({
        "name": name,
        "ms": ms,
        "request": format!("{request:?}"),
        "problem": scenarios::json(&problem),
        "days": days,
        "sets": Muscle::ALL.map(|muscle| (muscle.code(), volumes[muscle as usize])),
        "objective": selection.bound.objective,
        "upper": selection.bound.upper,
    })
    .to_string())
}

fn more(count: u64, seed: u64) -> Result<(), Box<dyn std::error::Error>> {
    for at in 0..count {
        let request = scenarios::random(seed + at);
        let before = solve(&request)?.bound;
        for (what, richer) in scenarios::richer(&request) {
            let after = solve(&richer)?.bound;
            let gain = after.objective - before.objective;
            println!("{at} {what} {:.4} {gain:+.4}", before.objective);
        }
    }
    Ok(())
}

fn seeds(count: u64) -> Result<(), Box<dyn std::error::Error>> {
    for (name, request) in scenarios::named() {
        let of_seed = |seed| {
            let request = request.clone();
            solve(&Request { seed, ..request }).map(|selection| selection.bound.objective)
        };
        let mut found = (1..=count).map(of_seed).collect::<Result<Vec<f64>, _>>()?;
        found.sort_by(f64::total_cmp);
        println!("{name} {found:.2?}");
    }
    Ok(())
}
