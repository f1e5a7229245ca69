//! Everything the engine promises, against authorities outside it.
#![expect(clippy::panic, reason = "a helper that panics fails its test")]

mod change;
mod check_in;
mod planner;
mod planner_limits;
#[path = "../plans/mod.rs"]
mod plans;
mod programme;
mod programme_random;
mod progression;
mod progression_less;
mod progression_random;
mod routine;
#[path = "../scenarios/mod.rs"]
mod scenarios;
mod spot_test;
mod spot_test_plan;
mod spot_test_rates;
mod tracker;
mod tracker_log;
mod training;
mod training_oracle;
mod training_shortfall;
