//! Everything the engine promises, against authorities outside it.
#![expect(clippy::panic, reason = "a helper that panics fails its test")]

mod change;
mod spot_test;
mod spot_test_rates;
mod tracker;
