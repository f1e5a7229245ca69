//! Forecasts one woman as quantiles again and again, for `make bench`: `draws DRAWS DAYS STEP TIMES`.
//!
//! Every STEP-th day is told; what is printed is the median weight of the last.
#![expect(clippy::print_stdout, reason = "an example tells what it found")]

use std::{error::Error, hint::black_box};

use spotcheck_model::{
    Parameters, Person, PersonInput, Schedule, Setting, Sex,
    ensemble::{Draws, forecast},
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, days, step, times] = arguments.as_slice() else {
        return Err("name draws, days, how many days apart, and how many times".into());
    };
    let (days, step): (usize, usize) = (days.parse()?, step.parse()?);
    let draws = Draws {
        count: count.parse()?,
        seed: 1,
        person: 0,
    };
    let woman = Person::new(PersonInput {
        waist_cm: Some(92.0),
        hip_cm: Some(108.0),
        ..PersonInput::new(Sex::Female, 35.0, 165.0, 80.0, 1.5)
    })?;
    let diet = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-500.0), 0)?;
    let mut median_kg = f64::NAN;
    for _ in 0..times.parse()? {
        let told = (0..=days).step_by(step);
        let quantiles = forecast(
            Parameters::published(),
            black_box(&woman),
            &diet,
            told,
            draws,
        )?;
        median_kg = quantiles
            .last()
            .map_or(f64::NAN, |day| day.row.weight_kg.median);
    }
    println!("{median_kg}");
    Ok(())
}
