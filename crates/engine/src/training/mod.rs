//! A week of lifting: from days, minutes, equipment and what is to stand out to sets of exercises,
//! with the best that could be had beside it.

mod equipment;
mod exercise;
mod muscle;
mod pattern;
pub mod programme;
pub mod progression;
mod request;
mod selection;

pub use equipment::Equipment;
pub use exercise::{Exercise, Joint, exercises};
pub use muscle::Muscle;
pub use pattern::Pattern;
pub use request::{Emphasis, Level, Request};
pub use selection::{Bound, Pick, Selection};
