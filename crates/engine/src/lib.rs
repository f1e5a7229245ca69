//! What logs say of a body.

pub mod change;
pub mod spot_test;
mod spread;
pub mod tracker;
