//! The body: energy balance, regional fat and the local bound.
//!
//! ```
//! use spotcheck_model::{
//!     Parameters, Person, PersonInput, Schedule, Setting, Sex, Solver, simulate,
//! };
//!
//! # fn main() -> Result<(), spotcheck_model::Error> {
//! let person = Person::new(PersonInput {
//!     waist_cm: Some(92.0),
//!     ..PersonInput::new(Sex::Female, 35.0, 165.0, 80.0, 1.5)
//! })?;
//! let schedule = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-500.0), 0)?;
//! let year = simulate(Parameters::published(), &person, &schedule, 365, Solver::Exact)?;
//! let [first, .., last] = year.days() else { unreachable!() };
//! assert!(last.weight_kg < first.weight_kg);
//! // Every depot shrinks; none is spared and none is singled out.
//! assert!(last.regions.visceral_kg < first.regions.visceral_kg);
//! assert!(last.regions.legs_kg < first.regions.legs_kg);
//! # Ok(()) }
//! ```
//!
//! # Concepts, in order
//!
//! 1. [`Parameters`]: every number with unit, uncertainty and source, read from `params/*.toml`.
//! 2. [`Person`]: who it is about, with a [`Scan`] if there is one; [`Baseline`]: what is estimated
//!    of them.
//! 3. [`Schedule`]: what they will eat and do, day by day.
//!    [`activity`] turns minutes of it into energy.
//! 4. [`simulate`]: the energy-balance model of Hall 2011, a [`Day`] per row, fat by [`Depot`].
//! 5. [`ensemble`]: the same for many people like this one, as quantiles, and what makes them wide.
//! 6. [`batch`]: the same for many people, sixteen at a time.
//! 7. [`inverse`]: what to eat or do to reach a goal and to stay there, and what was eaten.
//! 8. [`local_bound`]: the most that exercise could take from the fat over the muscle.
//!
//! # What it does not do
//!
//! No children, no pregnancy, no local fat loss in the forecast, no plan, no learning from logs. It
//! reads no clock, file or environment.
//!
//! # References
//!
//! - Hall KD et al. Quantification of the effect of energy imbalance on bodyweight. Lancet
//!   2011;378:826-837.
//! - Hallgreen CE, Hall KD. Allometric relationship between changes of visceral fat and total fat
//!   mass. Int J Obes 2008.
//! - Stallknecht B et al. Am J Physiol Endocrinol Metab 2007;292:E394.

pub mod activity;
pub mod batch;
pub mod ensemble;
pub mod inverse;
pub mod parameters;

mod depot;
mod energy;
mod error;
mod forecast;
mod girth;
mod interval;
mod lanes;
mod lean;
mod limits;
mod local;
mod person;
mod regional;
mod row;
mod scan;
mod schedule;
mod scores;
mod units;

pub use depot::Depot;
pub use energy::{Baseline, Solver, State};
pub use error::Error;
pub use forecast::{Trajectory, simulate};
pub use interval::Interval;
pub use lean::{Bending, ageing_kg_per_year};
pub use local::{LocalBound, local_bound, trial_loss_g};
pub use parameters::{Parameter, ParameterTexts, Parameters, TrainingParameters};
pub use person::{Menopause, Person, PersonInput, Sex};
pub use row::{Day, Regions, Row};
pub use scan::{Device, Scan};
pub use schedule::{Schedule, Setting};
