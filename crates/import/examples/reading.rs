//! Reads a file to its end, keeps nothing and tells what it held, for `make bench`: `reading FILE`.
#![expect(clippy::print_stdout, reason = "an example tells what it found")]
#![expect(
    clippy::disallowed_types,
    reason = "the crate takes bytes; an example has a file"
)]

use std::{error::Error, fs::File};

use spotcheck_import::{Answers, import};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    let mut observations = 0_u64;
    let mut keep = |_| observations += 1;
    let reports = import(&mut File::open(path)?, &Answers::default(), &mut keep)?;
    println!("observations {observations}");
    for report in &reports {
        println!("rows {}", report.rows_read);
        println!("duplicate {}", report.duplicate);
        println!("refused {}", report.refused.count);
        for (quantity, spread) in &report.quantities {
            println!("{} {}", quantity.name(), spread.count);
        }
        for (name, count) in &report.not_read {
            println!("{} {count}", name.replace(' ', "_"));
        }
        if let Some(stop) = report.stopped {
            return Err(stop.into());
        }
    }
    Ok(())
}
