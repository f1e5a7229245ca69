//! The constants of the energy model as plain numbers, under the literature's symbols.

use super::State;
use crate::{Parameters, lanes::Real};

/// Constants of Hall 2011 and what follows from them; units as in
/// [`crate::parameters::EnergyParameters`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Constants {
    pub(super) rho_g: f64,
    pub(super) rho_f: f64,
    pub(super) rho_l: f64,
    pub(super) gamma_f: f64,
    pub(super) gamma_l: f64,
    pub(super) eta_f: f64,
    pub(super) eta_l: f64,
    pub(super) beta_tef: f64,
    pub(super) beta_at: f64,
    pub(super) tau_at: f64,
    pub(super) na: f64,
    pub(super) xi_na: f64,
    pub(super) xi_ci: f64,
    /// Glycogen at the usual diet, kg.
    pub(super) g0: f64,
    /// Weight of a kg of glycogen with its water, kg.
    pub(super) wet_glycogen: f64,
    /// dF/dL = F over this, kg.
    pub(super) forbes: f64,
    /// How fast D follows its target, days.
    pub(super) tau_bent: f64,
    /// Resting expenditure per year of age, kcal/day/y.
    pub(super) resting_per_year: f64,
}

impl Constants {
    pub(super) fn new(parameters: &Parameters) -> Self {
        let p = &parameters.energy;
        Self {
            rho_g: p.glycogen_energy.value,
            rho_f: p.fat_energy.value,
            rho_l: p.lean_energy.value,
            gamma_f: p.fat_upkeep.value,
            gamma_l: p.lean_upkeep.value,
            eta_f: p.fat_deposition.value,
            eta_l: p.lean_deposition.value,
            beta_tef: p.thermic_effect.value,
            beta_at: p.adaptive_gain.value,
            tau_at: p.adaptive_time.value,
            na: p.fluid_sodium.value,
            xi_na: p.sodium_excretion.value,
            xi_ci: p.carb_sodium.value,
            g0: p.glycogen_at_start.value,
            wet_glycogen: 1.0 + p.glycogen_water.value,
            forbes: p.forbes_slope.value,
            tau_bent: parameters.lean.lean_time.value,
            resting_per_year: parameters.baseline.resting_per_year.value,
        }
    }

    /// Energy in a kg of fat and of laying it down, kcal/kg.
    #[inline]
    pub(super) fn fat_cost(&self) -> f64 {
        self.rho_f + self.eta_f
    }

    /// Energy in a kg of lean tissue and of laying it down, kcal/kg.
    #[inline]
    pub(super) fn lean_cost(&self) -> f64 {
        self.rho_l + self.eta_l
    }

    /// Energy to raise x by one at a fat mass, kcal: `(ρ_F + η_F) F + (ρ_L + η_L) 10.4 kg`.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "left as a call it would be compiled without the wide registers of its caller"
    )]
    pub(super) fn x_energy<R: Real>(&self, fat_kg: R) -> R {
        fat_kg * self.fat_cost() + self.lean_cost() * self.forbes
    }

    /// Body weight in kg.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "left as a call it would be compiled without the wide registers of its caller"
    )]
    pub(super) fn weight_kg<R: Real>(&self, state: &State<R>) -> R {
        let wet_glycogen_kg = state.glycogen_kg * self.wet_glycogen;
        state.fat_kg + state.lean_tissue_kg + state.ecf_kg + wet_glycogen_kg
    }
}
