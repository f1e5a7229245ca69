//! Totals of each day, of what several devices saw, for `make bench`: `days FILE QUANTITY`.
#![expect(clippy::print_stdout, reason = "an example tells what it found")]
#![expect(
    clippy::disallowed_types,
    reason = "the crate takes bytes; an example has a file"
)]

use std::{error::Error, fs::File};

use spotcheck_import::{Answers, Order, Quantity, import, merge};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a file")?;
    let name = arguments.next().ok_or("name a quantity")?;
    let quantity = Quantity::parse(&name).ok_or("name a quantity as the neutral table does")?;
    let mut kept = Vec::new();
    import(&mut File::open(path)?, &Answers::default(), &mut |o| {
        if o.quantity == quantity {
            kept.push(o);
        }
    })?;
    for (day, total) in merge(quantity, &kept, &Order::default()) {
        println!("{day} {total}");
    }
    Ok(())
}
