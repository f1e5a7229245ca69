//! The tracker: what weighings and a food log say about expenditure, tissue and the weeks ahead.
//!
//! A person's log is followed day by day with a Kalman filter whose energy balance is that of the
//! model crate (Forbes' split, upkeep of tissue, adaptation). Weight and log together show only
//! the expenditure *on the scale on which the person logs*: who writes down 85 % of what they eat
//! seems to spend about 15 % less. That number is what a plan needs, and it is what
//! [`Estimate::expenditure_kcal_per_day`] holds. What is likely spent in truth rests on what is
//! known of people like this one and stands apart.
//!
//! | state | unit | meaning |
//! |---|---|---|
//! | F, L | kg | fat and the rest of the body, without the water below |
//! | e, a | kcal/day | expenditure at the start's habits, and adaptive thermogenesis |
//! | u | kg | water from day to day, an AR(1) |
//! | g, h | kg | glycogen and fluid that follow intake within days, and by how much |
//! | r | kcal/day | intake before the log began |
//! | weekly, monthly | kg | a harmonic each |
//! | s | kcal | expenditure summed up over the last fortnight |
//!
//! How much water there is and how long it stays is not known beforehand: a grid of hypotheses is
//! followed side by side and mixed by how well each foretold the readings.
//!
//! Not in it: measurements of body composition, logged carbohydrate and sodium, events such as
//! creatine, and offsets between scales.

mod belief;
mod body;
mod error;
mod filter;
mod grid;
mod intake;
mod log;
mod mixture;
mod prior;
mod readings;
mod smoother;
mod trend;

pub use error::TrackError;
pub use grid::{Estimate, Past, Tracker};
pub use log::{Log, LoggedIntake, PlannedIntake, Weighing};
pub use mixture::{Mixture, Normal};
pub use trend::plain_trend;
