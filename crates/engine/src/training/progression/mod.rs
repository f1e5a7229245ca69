//! Loads that follow what was lifted.
//!
//! | symbol | meaning |
//! |---|---|
//! | `s` | strength: load · (1 + (repetitions + left) / 30), what could be lifted once (Epley, with those left in reserve) |
//! | `θ` | ln strength, which steps at random from planned session to session: `θ' = θ + w`, `w ~ N(0, q²)` |
//! | `y` | the best set of a session: `y = max ln s`, `y ~ N(θ, r²)`, `r` = 3 % and 1 % a repetition left |
//!
//! [`follow`] filters `θ`, [`next()`] says what is lifted next and why, [`is_flagged`] and [`is_deload_due`] when it is time
//! for less.

mod absence;
mod advice;
mod bout;
mod fatigue;
mod load;
mod next;
mod strength;

pub use absence::{Absence, absence};
pub use advice::{Advice, Prescription, Why};
pub use bout::{Bout, LoggedSet, ProgressionError};
pub use fatigue::{is_deload_due, is_flagged};
pub use load::{KG_PER_LB, Loading, Progress, Steps, Units};
pub use next::next;
pub use strength::{Followed, LnStrength, follow, strength_kg};
