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
//! | offsets | kg | further scales and evenings, if there are any; a bias of each way of measuring fat |
//!
//! How much water there is and how long it stays is not known beforehand: a grid of hypotheses is
//! followed side by side and mixed by how well each foretold the readings.
//!
//! So is weight that seems to have jumped with no energy in it. [`track()`] follows a log, [`check_in()`] says what follows from it for a target. Not in it: logged
//! carbohydrate and sodium.

mod belief;
mod body;
mod check_in;
mod course;
mod day;
mod error;
mod estimate;
mod filter;
mod followed;
mod intake;
mod log;
mod mixture;
mod plateau;
mod prior;
mod readings;
mod slots;
mod smoother;
mod track;
mod trend;

pub use check_in::{CALIBRATED_DAY, CheckIn, Move, STEP_KCAL, Target, check_in};
pub use error::TrackError;
pub use estimate::{Device, Estimate, Foretold, Jumped, Offset, Past, Rate, Recent};
pub use log::{
    Cycle, Event, EventKind, FatMethod, FatReading, Log, LoggedIntake, Me, PlannedIntake,
    TimeOfDay, Weighing,
};
pub use mixture::{Mixture, Normal};
pub use plateau::{Cause, Plateau};
pub use readings::{Refused, Slip};
pub(crate) use slots::repeats;
pub use track::{Track, Tracker, track};
pub use trend::plain_trend;

/// Days of a week.
const WEEK_DAYS: f64 = 7.0;
