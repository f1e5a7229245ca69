//! Integration tests of the evidence crate; each module names its authority.
#![expect(clippy::panic, reason = "a helper that panics fails its test")]

mod built_in;
mod effects;
mod grader;
mod overlay;
mod pool_py;
mod queries;
mod recompute;
mod records;
mod refusals;
mod sanity;
mod scribbles;
mod state;
mod tally;
mod weight;
