//! A meta-analysis engine: effect sizes, models and diagnostics, as metafor computes them.
//!
//! Values in, values out: it knows no claim, no file and no physiology word.
//!
//! References: Viechtbauer 2010, J Stat Softw 36(3), whose semantics (metafor 3.8) are followed to the
//! digit where nothing else is said.

pub mod correlated;
mod design;
mod error;
pub mod multilevel;
pub mod robust;
pub mod special;

pub use design::Design;
pub use error::Error;

/// Version of the numbers this engine makes: it changes with every change that can move a digit of a
/// result, and travels with each stored one.
pub const ENGINE_VERSION: &str = "1";
