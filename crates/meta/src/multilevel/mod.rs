//! Multilevel and multivariate models: y = X β + Σ Zₜ uₜ + e, with a known covariance of e.
//!
//! The marginal covariance is block diagonal, and all algebra is done within the blocks, the clusters:
//! a fit costs about the sum of their cubed sizes. Crossed factors may tie all effects into one. Where errors are
//! independent and each effect has a variance of its own, as in three levels, it costs about the number of effects
//! times the squared number of groups.
//!
//! - [`Covariance`]: of the sampling errors, from variances or from blocks.
//! - [`Random`]: a random intercept, nested ones, or a [`Structure`] over the levels of a factor.
//! - [`fit()`]: ML or REML; a [`MultilevelFit`] tells, predicts and diagnoses.
//! - [`Gls`]: the same model once its covariance is known; what `robust` works on.
//!
//! References: Harville 1977, J Am Stat Assoc 72:320 (likelihoods); Konstantopoulos 2011, Res Synth
//! Methods 2:61 (three levels); Berkey 1998, Stat Med 17:2537 (several outcomes).

mod absorbed;
mod ascent;
mod blup;
mod cluster;
mod covariance;
mod deletion;
mod estimate;
mod fit;
mod gls;
mod hessian;
mod likelihood;
mod partition;
mod prediction;
mod profile;
mod random;
mod structure;

pub use blup::RandomEffect;
pub use covariance::{Covariance, CovarianceBlock};
pub use fit::{Method, MultilevelFit, Options, TermEstimate, Test, fit};
pub use gls::Gls;
pub use profile::ProfileInterval;
pub use random::{Component, Random};
pub use structure::Structure;

pub(crate) use gls::rows_of;
pub(crate) use partition::Partition;
