//! How often the test of one spot is right: `spot_test COUNT SEED`, a table for each world.
#![expect(clippy::print_stdout, reason = "an example tells what it found")]

use spotcheck_engine::spot_test::{Rates, Tool, World};
use spotcheck_model::Parameters;

/// The world of the published table: errors known and independent, no run-in.
const KNOWN: World = World {
    tool: Tool::Ultrasound,
    effect_mm: 0.0,
    per_week: 2,
    run_in_weeks: 0,
    correlation: 0.0,
    tail: None,
    error_ratio: 1.0,
    known: true,
};
/// As a test is read.
const LEARNT: World = World {
    known: false,
    run_in_weeks: 2,
    ..KNOWN
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let count = words.next().map_or(Ok(1500), |word| word.parse())?;
    let seed = words.next().map_or(Ok(1), |word| word.parse())?;
    for (name, world) in worlds() {
        println!("{name}\n   b   found   none  opposite  inconclusive  weeks");
        for ratio in [0.0, -0.5, -1.0, -1.5, -2.0] {
            let effect_mm = ratio * world.tool.worthwhile_mm(Parameters::published());
            let Rates {
                found,
                none,
                opposite,
                inconclusive,
                weeks,
            } = World { effect_mm, ..world }.rates(Parameters::published(), count, seed);
            println!(
                "{ratio:4.1}   {found:.3}  {none:.3}  {opposite:.3}     {inconclusive:.3}         {weeks:.1}"
            );
        }
    }
    Ok(())
}

fn worlds() -> [(&'static str, World); 10] {
    let correlated = |correlation, world| World {
        correlation,
        ..world
    };
    let tailed = World {
        tail: Some(4),
        ..LEARNT
    };
    let clumsy = World {
        error_ratio: 2.0,
        ..LEARNT
    };
    let of = |tool| World { tool, ..LEARNT };
    [
        ("errors known", KNOWN),
        ("errors known, correlated 0.15", correlated(0.15, KNOWN)),
        ("errors known, correlated 0.3", correlated(0.3, KNOWN)),
        ("learnt", LEARNT),
        ("learnt, correlated 0.15", correlated(0.15, LEARNT)),
        ("learnt, correlated 0.3", correlated(0.3, LEARNT)),
        ("learnt, t with 4 df", tailed),
        ("learnt, errors twice the tool's", clumsy),
        ("learnt, caliper", of(Tool::Caliper)),
        ("learnt, tape", of(Tool::Tape)),
    ]
}
