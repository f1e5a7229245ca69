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
//! single number x = ln(F / F₀) moves both: F = F₀ eˣ, L = L₀ + 10.4 kg · x. With E₀ for
//! expenditure without the cost of laying down tissue, equations 3 and 5 together become
//!
//! dx/dt = (EI − `ρ_G` dG/dt − E₀) / ((`ρ_F` + `η_F`) F + (`ρ_L` + `η_L`) 10.4 kg).

mod baseline;
mod body;
mod compat;
mod constants;
mod exact;
mod fast;
mod runge_kutta;

pub use baseline::Baseline;
pub(crate) use body::Body;

/// How the equations are integrated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Solver {
    /// Each day with its own input: fluid, glycogen and adaptation in closed form, fat and lean
    /// tissue by Runge-Kutta steps that add at most 10⁻⁶ kg of error a day.
    #[default]
    Exact,
    /// The scheme of the public packages bw and hallmodel, flaws included: daily steps that know
    /// the next day's input a sixth of a day early. For comparison only.
    Compat,
}

/// The state of the body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// Fat mass F, kg.
    pub fat_kg: f64,
    /// Lean tissue L without fluid and glycogen, kg.
    pub lean_tissue_kg: f64,
    /// Glycogen G, kg, without its water.
    pub glycogen_kg: f64,
    /// Extracellular fluid, kg.
    pub ecf_kg: f64,
    /// Adaptive thermogenesis AT, kcal/day.
    pub adaptive_kcal_per_day: f64,
}
