//! What one core of this machine can do at most: additions, products and quotients of doubles a
//! second in its widest registers, and bytes a second set and copied. The best of many short runs.

use std::{hint::black_box, time::Instant};

/// Independent chains: enough for the latency of every operation, few enough to stay in registers.
/// With twelve, quotients are stored and loaded again and come out at less than half.
const CHAINS: usize = 6;
const LANES: usize = 8;
const RUNS: usize = 200;
const BYTES: usize = 1 << 26;

fn main() {
    let added = rate(1.0e-9, |x, y| x + y);
    let multiplied = rate(1.000_000_1, |x, y| x * y);
    let divided = rate(1.000_000_1, |x, y| x / y);
    let (from, mut to) = (vec![1_u8; BYTES], vec![0_u8; BYTES]);
    let set = BYTES as f64 / best(20, || black_box(&mut to).fill(black_box(0)));
    let copied = BYTES as f64 / best(20, || black_box(&mut to).copy_from_slice(black_box(&from)));
    println!("{added} {multiplied} {divided} {set} {copied}");
}

/// Operations a second.
fn rate(by: f64, operation: impl Fn(f64, f64) -> f64) -> f64 {
    let times = 20_000;
    let seconds = best(RUNS, || {
        let by = black_box(by);
        let mut chains = black_box([[1.0; LANES]; CHAINS]);
        for _ in 0..times {
            for chain in &mut chains {
                for lane in chain {
                    *lane = operation(*lane, by);
                }
            }
        }
        black_box(chains);
    });
    (times * CHAINS * LANES) as f64 / seconds
}

/// Seconds of the fastest run.
fn best(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..runs {
        let start = Instant::now();
        work();
        least = least.min(start.elapsed().as_secs_f64());
    }
    least
}
