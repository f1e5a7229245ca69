//! A day under constant input.
//!
//! Over a step the fast quantities are known in closed form, so their means enter, and what
//! glycogen and D take is spread evenly over the step. What is left is one autonomous equation for
//! x, slow enough for a Runge-Kutta step of third order. The unevenness enters to first order, and
//! the error falls with the fourth power of the step. Fat and lean tissue take the same stages, so
//! that energy is conserved to rounding at any step. Both are linear in what is left for them and
//! in the energy of x, so that a stage moves these on instead of adding them up again.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use super::{
    Pace, State,
    constants::Constants,
    flow::{Flow, Passages},
};
use crate::lanes::{Lanes, Real};

/// What a step of the fast quantities means for fat and lean tissue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supply<R> {
    /// Mean of what intake leaves for tissue and its upkeep, kcal/day.
    left_kcal_per_day: R,
    /// Mean of what was taken beyond an even course, kcal.
    taken_early_kcal: R,
    /// How much D grew, kg.
    bent_gain_kg: R,
}

impl Constants {
    /// The state a step later.
    #[inline(always)]
    pub(super) fn step<R: Real>(&self, flow: &Flow<R>, pace: &Pace, state: &State<R>) -> State<R> {
        let (fast, supply) = self.fast_step(flow, pace, state);
        self.tissue_step(flow, pace, &fast, &supply).0
    }

    /// As [`Self::step`], with the energy spent on the way, kcal.
    #[cfg(test)]
    pub(super) fn spending_step(
        &self,
        flow: &Flow<f64>,
        pace: &Pace,
        intake_kcal_per_day: f64,
        state: &State,
    ) -> (State, f64) {
        let (fast, supply) = self.fast_step(flow, pace, state);
        let (later, upkeep) = self.tissue_step(flow, pace, &fast, &supply);
        let stored_kcal = self.rho_g * (later.glycogen_kg - state.glycogen_kg)
            + self.lean_cost() * supply.bent_gain_kg;
        let fixed =
            intake_kcal_per_day - supply.left_kcal_per_day - stored_kcal * pace.steps_per_day;
        let deposition_kcal = self.eta_f * (later.fat_kg - state.fat_kg)
            + self.eta_l * (later.lean_tissue_kg - state.lean_tissue_kg);
        (later, (fixed + upkeep) * pace.step_days + deposition_kcal)
    }

    /// The state a step later but for fat and lean tissue, and what is left for these.
    #[inline(always)]
    pub(super) fn fast_step<R: Real>(
        &self,
        flow: &Flow<R>,
        pace: &Pace,
        state: &State<R>,
    ) -> (State<R>, Supply<R>) {
        let fast = flow.over_step(pace, state);
        let state_later = State {
            bent_kg: fast.bent_kg.end,
            glycogen_kg: fast.glycogen_kg.end,
            ecf_kg: fast.ecf_kg.end,
            adaptive_kcal_per_day: fast.adaptive.end,
            ..*state
        };
        let fluid_kg = fast.ecf_kg.mean + fast.glycogen_kg.mean * self.wet_glycogen;
        let glycogen_gain_kg = fast.glycogen_kg.end - state.glycogen_kg;
        let bent_gain_kg = fast.bent_kg.end - state.bent_kg;
        let supply = Supply {
            left_kcal_per_day: flow.left_kcal_per_day
                - fast.adaptive.mean
                - flow.activity * fluid_kg
                - (flow.activity + self.gamma_l) * fast.bent_kg.mean
                - glycogen_gain_kg * (self.rho_g * pace.steps_per_day)
                - bent_gain_kg * (self.lean_cost() * pace.steps_per_day),
            taken_early_kcal: self.taken_early(flow, pace, state, &fast),
            bent_gain_kg,
        };
        (state_later, supply)
    }

    /// Mean over a step of what glycogen and running cost have taken beyond an even course, kcal.
    #[inline(always)]
    fn taken_early<R: Real>(
        &self,
        flow: &Flow<R>,
        pace: &Pace,
        state: &State<R>,
        fast: &Passages<R>,
    ) -> R {
        let even_kg = (state.glycogen_kg + fast.glycogen_kg.end) * 0.5;
        let glycogen_gain_kg = fast.glycogen_kg.end - state.glycogen_kg;
        let fluid_gain_kg = fast.ecf_kg.end - state.ecf_kg + glycogen_gain_kg * self.wet_glycogen;
        let cost_gain =
            fast.adaptive.end - state.adaptive_kcal_per_day + flow.activity * fluid_gain_kg;
        (fast.glycogen_kg.mean - even_kg) * self.rho_g - cost_gain * (pace.step_days / 12.0)
    }

    /// Fat and lean tissue a step later, the rest of `state` being there already, and the mean
    /// upkeep of tissue, kcal/day.
    #[inline(always)]
    pub(super) fn tissue_step<R: Real>(
        &self,
        flow: &Flow<R>,
        pace: &Pace,
        state: &State<R>,
        supply: &Supply<R>,
    ) -> (State<R>, R) {
        let Pace { step_days, .. } = *pace;
        let (per_fat, per_lean) = (flow.activity + self.gamma_f, flow.activity + self.gamma_l);
        let fat_kg = state.fat_kg;
        // Lean tissue but for D at the start.
        let curve_kg = state.lean_tissue_kg - state.bent_kg + supply.bent_gain_kg;
        let per_x = per_fat * fat_kg + per_lean * self.forbes;
        let energy = self.x_energy(fat_kg);
        let per_energy = R::splat(1.0) / energy;
        // What is taken early in the step is missing from tissue for the rest of it, which costs
        // less to keep.
        let missing = per_x * supply.taken_early_kcal * per_energy;
        let left_a = supply.left_kcal_per_day - per_fat * fat_kg - per_lean * curve_kg + missing;
        let slope_a = left_a * per_energy;
        let gain_a = fat_kg * slope_a;

        let half = 0.5 * step_days;
        let (x, gain_kg) = (slope_a * half, gain_a * half);
        let growth_b = per_x * x;
        let slope_b = (left_a - growth_b) / (energy + gain_kg * self.fat_cost());
        let gain_b = (fat_kg + gain_kg) * slope_b;

        let x = (slope_b * 2.0 - slope_a) * step_days;
        let gain_kg = (gain_b * 2.0 - gain_a) * step_days;
        let growth_c = per_fat * gain_kg + per_lean * self.forbes * x;
        let slope_c = (left_a - growth_c) / (energy + gain_kg * self.fat_cost());
        let gain_c = (fat_kg + gain_kg) * slope_c;

        // Simpson's rule.
        let sixth = step_days * (1.0 / 6.0);
        let curve_gain_kg = (slope_a + slope_b * 4.0 + slope_c) * (self.forbes * sixth);
        let upkeep = per_fat * fat_kg + per_lean * curve_kg - missing
            + (growth_b * 4.0 + growth_c) * (1.0 / 6.0);
        let state = State {
            fat_kg: fat_kg + (gain_a + gain_b * 4.0 + gain_c) * sixth,
            lean_tissue_kg: state.lean_tissue_kg + supply.bent_gain_kg + curve_gain_kg,
            ..*state
        };
        (state, upkeep)
    }
}

impl Supply<Lanes> {
    pub(super) fn none() -> Self {
        Self {
            left_kcal_per_day: Lanes::splat(0.0),
            taken_early_kcal: Lanes::splat(0.0),
            bent_gain_kg: Lanes::splat(0.0),
        }
    }

    #[inline(always)]
    pub(super) fn at(&self, place: usize) -> Supply<f64> {
        Supply {
            left_kcal_per_day: self.left_kcal_per_day.0[place],
            taken_early_kcal: self.taken_early_kcal.0[place],
            bent_gain_kg: self.bent_gain_kg.0[place],
        }
    }

    #[inline(always)]
    pub(super) fn put(&mut self, place: usize, supply: &Supply<f64>) {
        self.left_kcal_per_day.0[place] = supply.left_kcal_per_day;
        self.taken_early_kcal.0[place] = supply.taken_early_kcal;
        self.bent_gain_kg.0[place] = supply.bent_gain_kg;
    }
}
