//! Lean tissue beside Forbes' curve: what lifting and protein add, and what age takes.
//!
//! The energy model moves lean tissue along `dF/dL = F / 10.4`. Beside it stands D, lean tissue in
//! kg beyond the curve or short of it, with `dD/dt = (target − D) / τ`. [`Bending`] says what the
//! target and τ are; without lifting and with usual protein the target is exactly zero.

mod ageing;
mod bending;
mod response;

pub use ageing::ageing_kg_per_year;
pub use bending::Bending;
pub(crate) use response::Response;
