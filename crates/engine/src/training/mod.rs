//! A week of lifting: from days, minutes, equipment and what is to stand out to sets of exercises,
//! with the best that could be had beside it.

mod bound;
mod demand;
mod equipment;
mod error;
mod exercise;
mod moves;
mod muscle;
mod pattern;
mod preset;
mod problem;
pub mod programme;
pub mod progression;
mod request;
pub mod routine;
mod score;
mod search;
mod selection;
mod shortfall;
mod solve;
mod week;

pub use demand::{Demand, Dose};
pub use equipment::Equipment;
pub use error::TrainingError;
pub use exercise::{Exercise, Joint, exercises, volumes};
pub use muscle::Muscle;
pub use pattern::Pattern;
pub use preset::{Preset, preset, presets};
pub use problem::{Candidate, Limits, Problem, Required, Varied};
pub use request::{Emphasis, Level, Request};
pub use score::Rule;
pub use selection::{Bound, Pick, Selection};
pub use shortfall::{Lack, Shortfall, Why, shortfalls};
pub use solve::solve;
