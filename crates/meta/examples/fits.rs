//! Fits one model many times, for `make bench`: FILE.csv of yi and vi, then how many times.
#![expect(clippy::print_stdout, reason = "an example tells what it found")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example reads the file it is given"
)]

use std::hint::black_box;

use spotcheck_meta::{Design, Effects, Options, fit};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a file")?;
    let times: usize = arguments.next().ok_or("say how many times")?.parse()?;
    let text = std::fs::read_to_string(path)?;
    let mut yi = Vec::new();
    let mut vi = Vec::new();
    for line in text.lines().skip(1) {
        let (y, v) = line.split_once(',').ok_or("two columns")?;
        yi.push(y.parse()?);
        vi.push(v.parse()?);
    }
    let effects = Effects::new(yi, vi)?;
    let design = Design::intercept(effects.k())?;
    let options = Options::default();
    let mut tau2 = 0.0;
    for _ in 0..times {
        tau2 = fit(black_box(&effects), &design, &options)?.tau2;
    }
    println!("{tau2}");
    Ok(())
}
