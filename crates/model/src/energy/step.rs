//! A day under constant input.
//!
//! Over a step the fast quantities are known in closed form, so their means enter, and what
//! glycogen and D take is spread evenly over the step. What is left is one autonomous equation for
//! x, slow enough for a Runge-Kutta step of third order. The unevenness enters to first order, and
//! the error falls with the fourth power of the step. Fat and lean tissue take the same stages, so
//! that energy is conserved to rounding at any step.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use super::{
    Body, Input, Pace, State,
    flow::{Flow, Passages},
};
use crate::lanes::Real;

/// A stage of a step: fat, lean tissue on the curve, and dx/dt there.
#[derive(Clone, Copy)]
struct Stage<R> {
    fat_kg: R,
    curve_kg: R,
    slope: R,
}

impl<R: Real> Body<R> {
    /// The state a day later and the energy spent on the way, kcal.
    #[inline(always)]
    pub(crate) fn day(
        &self,
        input: &Input<R>,
        flow: &Flow<R>,
        pace: &Pace,
        start: &State<R>,
    ) -> (State<R>, R) {
        let mut state = *start;
        let mut spent_kcal = R::splat(0.0);
        for _ in 0..pace.steps {
            let (next, spent) =
                self.step(input, pace.step_days, &state, &flow.over_step(pace, &state));
            state = next;
            spent_kcal = spent_kcal + spent;
        }
        (state, spent_kcal)
    }

    #[inline(always)]
    fn step(
        &self,
        input: &Input<R>,
        step_days: f64,
        state: &State<R>,
        fast: &Passages<R>,
    ) -> (State<R>, R) {
        let c = &self.constants;
        let glycogen_gain_kg = fast.glycogen_kg.end - state.glycogen_kg;
        let glycogen_gain = glycogen_gain_kg * (c.rho_g / step_days);
        let bent_gain_kg = (fast.bent_kg.end - state.bent_kg) * step_days.recip();
        // What is spent whatever the tissue.
        let fixed_cost = self.upkeep
            + input.ageing
            + input.intake_change * c.beta_tef
            + fast.adaptive.mean
            + input.activity * (fast.ecf_kg.mean + fast.glycogen_kg.mean * c.wet_glycogen)
            + (input.activity + c.gamma_l) * fast.bent_kg.mean;
        // What is taken early in the step is missing from tissue for the rest of it, which costs
        // less to keep: the mean of what was taken beyond an even course, kcal.
        let even_kg = (fast.glycogen_kg.end + state.glycogen_kg) * 0.5;
        let fluid_gain_kg = fast.ecf_kg.end - state.ecf_kg + glycogen_gain_kg * c.wet_glycogen;
        let cost_gain =
            fast.adaptive.end - state.adaptive_kcal_per_day + input.activity * fluid_gain_kg;
        let taken_early =
            (fast.glycogen_kg.mean - even_kg) * c.rho_g - cost_gain * (step_days / 12.0);
        let (per_fat, per_lean) = (input.activity + c.gamma_f, input.activity + c.gamma_l);
        let per_x = per_fat * state.fat_kg + per_lean * c.forbes;
        let fixed_cost = fixed_cost - per_x * taken_early / self.x_energy(state.fat_kg);
        let left =
            input.intake_kcal_per_day - glycogen_gain - bent_gain_kg * c.lean_cost() - fixed_cost;
        let stage = |fat_kg: R, curve_kg: R| Stage {
            fat_kg,
            curve_kg,
            slope: (left - per_fat * fat_kg - per_lean * curve_kg) / self.x_energy(fat_kg),
        };
        let fat_slope = |s: Stage<R>| s.fat_kg * s.slope;
        let curve_kg = state.lean_tissue_kg - state.bent_kg;
        let (half, forbes) = (0.5 * step_days, c.forbes);
        let a = stage(state.fat_kg, curve_kg);
        let b = stage(
            state.fat_kg + fat_slope(a) * half,
            curve_kg + a.slope * (forbes * half),
        );
        let z = stage(
            state.fat_kg + (fat_slope(b) * 2.0 - fat_slope(a)) * step_days,
            curve_kg + (b.slope * 2.0 - a.slope) * (forbes * step_days),
        );
        // Simpson's weights.
        let over_step = |[a, b, z]: [R; 3]| (a + b * 4.0 + z) * (step_days / 6.0);
        let stages = [a, b, z];
        let fat_gain_kg = over_step(stages.map(fat_slope));
        let curve_gain_kg = over_step(stages.map(|s| s.slope)) * forbes;
        let spent_kcal =
            over_step(stages.map(|s| fixed_cost + per_fat * s.fat_kg + per_lean * s.curve_kg))
                + fat_gain_kg * c.eta_f
                + (curve_gain_kg + bent_gain_kg * step_days) * c.eta_l;
        let state = State {
            fat_kg: state.fat_kg + fat_gain_kg,
            lean_tissue_kg: curve_kg + curve_gain_kg + fast.bent_kg.end,
            bent_kg: fast.bent_kg.end,
            glycogen_kg: fast.glycogen_kg.end,
            ecf_kg: fast.ecf_kg.end,
            adaptive_kcal_per_day: fast.adaptive.end,
        };
        (state, spent_kcal)
    }
}
