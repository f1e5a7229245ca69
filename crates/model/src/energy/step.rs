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
use crate::lanes::Real;

impl Constants {
    /// The state a step later.
    #[inline(always)]
    pub(super) fn step<R: Real>(&self, flow: &Flow<R>, pace: &Pace, state: &State<R>) -> State<R> {
        let fast = flow.over_step(pace, state);
        let step_days = pace.step_days;
        let (per_fat, per_lean) = (flow.activity + self.gamma_f, flow.activity + self.gamma_l);
        let per_x = per_fat * state.fat_kg + per_lean * self.forbes;
        let energy = self.x_energy(state.fat_kg);
        let per_energy = R::splat(1.0) / energy;
        // What is taken early in the step is missing from tissue for the rest of it, which costs
        // less to keep.
        let left = self.left(flow, step_days, state, &fast)
            + per_x * self.taken_early(flow, step_days, state, &fast) * per_energy;

        let (fat_kg, curve_kg) = (state.fat_kg, state.lean_tissue_kg - state.bent_kg);
        let left_a = left - per_fat * fat_kg - per_lean * curve_kg;
        let slope_a = left_a * per_energy;
        let gain_a = fat_kg * slope_a;

        let half = 0.5 * step_days;
        let (x, gain_kg) = (slope_a * half, gain_a * half);
        let slope_b = (left_a - per_x * x) / (energy + gain_kg * self.fat_cost());
        let gain_b = (fat_kg + gain_kg) * slope_b;

        let x = (slope_b * 2.0 - slope_a) * step_days;
        let gain_kg = (gain_b * 2.0 - gain_a) * step_days;
        let slope_c = (left_a - per_fat * gain_kg - per_lean * self.forbes * x)
            / (energy + gain_kg * self.fat_cost());
        let gain_c = (fat_kg + gain_kg) * slope_c;

        // Simpson's rule.
        let sixth = step_days / 6.0;
        let curve_gain_kg = (slope_a + slope_b * 4.0 + slope_c) * (self.forbes * sixth);
        State {
            fat_kg: fat_kg + (gain_a + gain_b * 4.0 + gain_c) * sixth,
            lean_tissue_kg: curve_kg + curve_gain_kg + fast.bent_kg.end,
            bent_kg: fast.bent_kg.end,
            glycogen_kg: fast.glycogen_kg.end,
            ecf_kg: fast.ecf_kg.end,
            adaptive_kcal_per_day: fast.adaptive.end,
        }
    }

    /// Mean over a step of what intake leaves for fat and lean tissue on the curve, their upkeep
    /// included, kcal/day.
    #[inline(always)]
    fn left<R: Real>(
        &self,
        flow: &Flow<R>,
        step_days: f64,
        state: &State<R>,
        fast: &Passages<R>,
    ) -> R {
        let fluid_kg = fast.ecf_kg.mean + fast.glycogen_kg.mean * self.wet_glycogen;
        flow.left_kcal_per_day
            - fast.adaptive.mean
            - flow.activity * fluid_kg
            - (flow.activity + self.gamma_l) * fast.bent_kg.mean
            - (fast.glycogen_kg.end - state.glycogen_kg) * (self.rho_g / step_days)
            - (fast.bent_kg.end - state.bent_kg) * (self.lean_cost() / step_days)
    }

    /// Mean over a step of what glycogen and running cost have taken beyond an even course, kcal.
    #[inline(always)]
    fn taken_early<R: Real>(
        &self,
        flow: &Flow<R>,
        step_days: f64,
        state: &State<R>,
        fast: &Passages<R>,
    ) -> R {
        let even_kg = (state.glycogen_kg + fast.glycogen_kg.end) * 0.5;
        let glycogen_gain_kg = fast.glycogen_kg.end - state.glycogen_kg;
        let fluid_gain_kg = fast.ecf_kg.end - state.ecf_kg + glycogen_gain_kg * self.wet_glycogen;
        let cost_gain =
            fast.adaptive.end - state.adaptive_kcal_per_day + flow.activity * fluid_gain_kg;
        (fast.glycogen_kg.mean - even_kg) * self.rho_g - cost_gain * (step_days / 12.0)
    }
}
