//! What to eat, lift and do: one energy budget from a goal, with what limits it.

mod ask;
mod band;
mod body;
mod budget;
mod error;
mod gate;
mod limit;
mod macros;
mod minutes;
mod outlook;
mod plan;
mod shape;
mod solve;

pub use ask::{Ask, Client, Mode, Usual};
pub use body::least_weight_kg;
pub use budget::{Budget, Parts, Phase, Week};
pub use error::PlanError;
pub use gate::{Gate, GateRow, Health, Stops, closed, gates, spared};
pub use limit::Limit;
pub use macros::Macros;
pub use minutes::{Expected, Minutes, Preference};
pub use outlook::{Change, Exit, Outlook};
pub use plan::{Outcome, Plan, Training, Wish};
pub use shape::{Outline, Site, Volumes};
pub use solve::Solved;
