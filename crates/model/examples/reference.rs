//! The largest error of weight of each reference person against the reference trajectory, kg, at the
//! steps that populations are followed with, for `make bench`.
#![expect(clippy::print_stdout, reason = "an example tells what it found")]

#[path = "../tests/it/cases.rs"]
#[expect(dead_code, reason = "the tests ask more of the cases")]
mod cases;

use spotcheck_model::{
    Error, Parameters,
    batch::{Batch, Schedules},
};

use cases::{Case, Expected};

fn main() -> Result<(), Error> {
    let expected = Expected::by_case(include_str!("../tests/vectors/hall2011_exact.csv"));
    for case in Case::all() {
        let expected = &expected[&case.id];
        let days: Vec<usize> = expected.iter().map(|row| row.day).collect();
        let batch = Batch {
            parameters: Parameters::published(),
            people: &[case.person()?],
            schedules: Schedules::Each(&[case.schedule()?]),
            days: &days,
        };
        let mut error_kg: f64 = 0.0;
        batch.states(|block| {
            for (row, expected) in block.rows().iter().zip(expected) {
                let found_kg = row.weight_kg.values()[0];
                error_kg = error_kg.max((found_kg - expected.weight_kg).abs());
            }
        })?;
        println!("{} {error_kg:e}", case.id);
    }
    Ok(())
}
