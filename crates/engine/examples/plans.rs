//! Plans for many random people and goals, counted by what became of them: `plans COUNT [FIRST SEED]`.

use std::{collections::BTreeMap, env, process::ExitCode};

#[path = "../tests/plans/mod.rs"]
mod plans;

use plans::{judged, wish};

#[expect(clippy::print_stdout, reason = "what an example is for")]
fn main() -> ExitCode {
    let numbers: Vec<u64> = env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    let (count, first) = (
        numbers.first().copied().unwrap_or(10_000),
        numbers.get(1).copied().unwrap_or(0),
    );
    let (mut counts, mut wrong) = (BTreeMap::new(), 0);
    for seed in first..first + count {
        let Some(wish) = wish(seed) else {
            *counts
                .entry("no body the model takes".to_owned())
                .or_insert(0) += 1;
            continue;
        };
        match judged(&wish) {
            Ok(became) => *counts.entry(format!("{became:?}")).or_insert(0) += 1,
            Err(what) => {
                wrong += 1;
                println!("seed {seed}: {what}");
            }
        }
    }
    for (what, count) in counts {
        println!("{count:>7}  {what}");
    }
    println!("{wrong:>7}  wrong");
    if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
