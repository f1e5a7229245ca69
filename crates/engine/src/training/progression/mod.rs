//! Loads that follow what was lifted.
mod load;
pub use load::{Loading, Rule, Steps, Units};
