//! A meta-analysis engine: effect sizes, models and diagnostics, as metafor computes them.
//!
//! ```
//! use spotcheck_meta::{Design, Effects, Options, fit};
//!
//! let effects = Effects::new(vec![0.1, 0.4, 0.2], vec![0.04, 0.05, 0.03])?;
//! let fitted = fit(&effects, &Design::intercept(3)?, &Options::default())?;
//! assert!(fitted.coefficients.ci_lb[0] < 0.0 && 0.0 < fitted.coefficients.ci_ub[0]);
//! # Ok::<(), spotcheck_meta::Error>(())
//! ```
//!
//! In order: [`Effects`] are estimates with variances; a [`Design`] holds their moderators; [`fit`] gives a
//! [`Fit`] with [`Coefficients`]; [`diagnose`] says what single effects do to it, [`bias`] what the studies
//! may not show, and [`anytime`] may be looked at after each of them. Where effects depend on each other,
//! [`correlated`] assumes by how much, [`multilevel`] fits random effects that they share, and [`robust`]
//! errors hold even if both are wrong.
//!
//! Values in, values out: it knows no claim, no file and no physiology word. Nothing is ever NaN: what cannot
//! be computed is a typed [`Error`] that says what to try. Time is O(k p²) and memory O(k p) where
//! sampling errors are independent.
//!
//! References: Viechtbauer 2010, J Stat Softw 36(3), whose semantics (metafor 3.8) are followed to the
//! digit where nothing else is said.

pub mod anytime;
pub mod bias;
mod coefficients;
mod contrast;
pub mod correlated;
pub mod counts;
mod design;
pub mod diagnose;
mod effects;
mod error;
pub mod escalc;
mod location_scale;
mod model;
pub mod multilevel;
mod quadrature;
pub mod robust;
mod root;
pub mod sanity;
pub mod special;
pub mod transform;

pub use coefficients::{Coefficients, Omnibus};
pub use contrast::{LikelihoodRatio, likelihood_ratio};
pub use design::Design;
pub use effects::Effects;
pub use error::Error;
pub use location_scale::{LocationScale, location_scale};
pub use model::{
    Fit, FitStatistics, Heterogeneity, Likelihoods, Method, Options, Prediction, Test, Weighting,
    fit,
};

/// The engine: the version of the program, and a number to raise with every change by which the same inputs
/// may give another digit of a result, or another verdict. It travels with each stored one.
pub const ENGINE_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+1");
