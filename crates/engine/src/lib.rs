//! What logs say of a body, and the week of lifting that suits it.

pub mod change;
pub mod planner;
pub mod spot_test;
mod spread;
pub mod tracker;
pub mod training;
