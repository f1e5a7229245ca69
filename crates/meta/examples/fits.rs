//! Fits one model many times, for `make bench`: FILE.csv of yi and vi, how many times, and `alone` or `nested`, in
//! which case two more columns say in which study and which effect each is.
#![expect(clippy::print_stdout, reason = "an example tells what it found")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example reads the file it is given"
)]

use std::{error::Error, hint::black_box};

use spotcheck_meta::{
    Design, Effects, Options, fit,
    multilevel::{self, Covariance, Random},
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, times, shape] = arguments.as_slice() else {
        return Err("name a file, how many times, and alone or nested".into());
    };
    let columns = read(path)?;
    let tau2 = match shape.as_str() {
        "nested" => nested(&columns, times.parse()?)?,
        _ => vec![alone(&columns, times.parse()?)?],
    };
    let words: Vec<String> = tau2.iter().map(f64::to_string).collect();
    println!("{}", words.join(" "));
    Ok(())
}

fn read(path: &str) -> Result<Vec<Vec<f64>>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for line in text.lines().skip(1) {
        for (column, field) in line.split(',').enumerate() {
            if columns.len() <= column {
                columns.push(Vec::new());
            }
            columns[column].push(field.parse()?);
        }
    }
    Ok(columns)
}

fn alone(columns: &[Vec<f64>], times: usize) -> Result<f64, Box<dyn Error>> {
    let effects = Effects::new(columns[0].clone(), columns[1].clone())?;
    let design = Design::intercept(effects.k())?;
    let options = Options::default();
    let mut tau2 = 0.0;
    for _ in 0..times {
        tau2 = fit(black_box(&effects), &design, &options)?.tau2;
    }
    Ok(tau2)
}

fn nested(columns: &[Vec<f64>], times: usize) -> Result<Vec<f64>, Box<dyn Error>> {
    let sampling = Covariance::independent(&columns[1])?;
    let design = Design::intercept(columns[0].len())?;
    let labels = |column: &[f64]| column.iter().map(|v| v.to_bits()).collect::<Vec<u64>>();
    let (study, effect) = (labels(&columns[2]), labels(&columns[3]));
    let random = Random::nested(&[("study", study.as_slice()), ("effect", effect.as_slice())]);
    let options = multilevel::Options::default();
    let mut sigma2 = Vec::new();
    for _ in 0..times {
        let fitted = multilevel::fit(
            black_box(&columns[0]),
            &sampling,
            &design,
            &random,
            &options,
        )?;
        sigma2 = fitted
            .terms()
            .iter()
            .map(|term| term.variances[0])
            .collect();
    }
    Ok(sigma2)
}
