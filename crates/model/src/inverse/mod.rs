//! The model asked backwards: what to eat or do for a goal, what keeps it, when it comes, and what
//! must have been eaten.
//!
//! Each answer is found by running the model forwards, between bounds and with a number of runs
//! that is known beforehand: at most [`most_runs`] of them.

mod course;
mod date;
mod goal;
mod history;
mod lever;
mod linear;
mod maintenance;
mod root;

pub use date::{Arrival, date_for_goal};
pub use goal::{Goal, Target};
pub use history::{Method, Span, Weighing, intake_history};
pub use lever::{Lever, Obstacle, Solution, plan_for};
pub use maintenance::{Maintenance, maintenance};

/// The most runs of the model that one search takes.
pub fn most_runs() -> usize {
    root::most_evaluations(crate::limits::INTAKE.ends(), course::TOLERANCE) as usize
}
