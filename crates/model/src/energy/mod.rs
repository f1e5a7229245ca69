//! The adult energy-balance model of Hall et al. (Lancet 2011;378:826, web appendix).
//!
//! | symbol | here | unit | equation |
//! |---|---|---|---|
//! | F, L | `fat_kg`, `lean_tissue_kg` | kg | 3 |
//! | G | `glycogen_kg` | kg | 1 |
//! | ECF | `ecf_kg` | kg | 2 |
//! | AT | `adaptive_kcal_per_day` | kcal/day | 7 |
//! | K | `upkeep` | kcal/day | 5 |
//! | δ | `activity` | kcal/kg/day | 8 |
//!
//! Equation 3 divides into dF/dL = F / 10.4 kg, so fat and lean tissue stay on one curve and a
//! single number x = ln(F / F₀) moves both. With E₀ for expenditure without the cost of laying
//! down tissue, equations 3 and 5 together become
//!
//! dx/dt = (EI − `ρ_G` dG/dt − E₀) / ((`ρ_F` + `η_F`) F + (`ρ_L` + `η_L`) 10.4 kg).
//!
//! Lifting and protein bend the curve: lean tissue is that of the curve plus D, which follows a
//! target of its own, and what D costs is taken from the balance. Without them D is zero and the
//! model is the published one.

mod baseline;
mod body;
mod compat;
mod constants;
mod flow;
mod input;
mod path;
mod runge_kutta;
mod step;
#[cfg(test)]
mod tests;

pub use baseline::Baseline;
use body::Body;
pub(crate) use flow::Pace;
use input::Input;
pub(crate) use path::Path;

/// How the equations are integrated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Solver {
    /// Each day with its own input: fluid, glycogen and adaptation in closed form, fat and lean
    /// tissue in four steps a day. Worst error on the reference trajectories: 10⁻⁷ kg.
    #[default]
    Exact,
    /// The scheme of the public packages bw and hallmodel, flaws included: daily steps that know
    /// the next day's input a sixth of a day early. They know nothing of lifting, protein and
    /// ageing, which are left out. For comparison only.
    Compat,
}

/// Steps a day of [`Solver::Exact`]: within 10⁻⁷ kg of the reference trajectories.
pub(crate) const EXACT_STEPS: u32 = 4;
/// Steps a day where many are followed: within 10⁻⁵ kg of the reference trajectories.
pub(crate) const DAILY_STEPS: u32 = 1;

/// The state of the body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State<T = f64> {
    /// Fat mass F, kg.
    pub fat_kg: T,
    /// Lean tissue L without fluid and glycogen, kg.
    pub lean_tissue_kg: T,
    /// What of the lean tissue lifting and protein have put beyond Forbes' curve, kg.
    pub bent_kg: T,
    /// Glycogen G, kg, without its water.
    pub glycogen_kg: T,
    /// Extracellular fluid, kg.
    pub ecf_kg: T,
    /// Adaptive thermogenesis AT, kcal/day.
    pub adaptive_kcal_per_day: T,
}
