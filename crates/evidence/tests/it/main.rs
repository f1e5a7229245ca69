//! Integration tests of the evidence crate; each module names its authority.
#![expect(clippy::panic, reason = "a helper that panics fails its test")]

mod built_in;
mod effects;
mod grader;
mod pool_py;
mod refusals;
mod tally;
mod weight;
