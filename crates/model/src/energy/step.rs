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
        let slope = Slope {
            left,
            per_fat,
            per_lean,
            fat_cost: c.fat_cost(),
            curve_cost: c.lean_cost() * c.forbes,
        };
        let curve_kg = state.lean_tissue_kg - state.bent_kg;
        let (half, forbes) = (0.5 * step_days, c.forbes);
        let (fat_a, curve_a) = (state.fat_kg, curve_kg);
        let slope_a = slope.at(fat_a, curve_a);
        let gain_a = fat_a * slope_a;
        let (fat_b, curve_b) = (fat_a + gain_a * half, curve_a + slope_a * (forbes * half));
        let slope_b = slope.at(fat_b, curve_b);
        let gain_b = fat_b * slope_b;
        let fat_c = fat_a + (gain_b * 2.0 - gain_a) * step_days;
        let curve_c = curve_a + (slope_b * 2.0 - slope_a) * (forbes * step_days);
        let slope_c = slope.at(fat_c, curve_c);
        let gain_c = fat_c * slope_c;
        let fat_gain_kg = simpson(gain_a, gain_b, gain_c) * step_days;
        let curve_gain_kg = simpson(slope_a, slope_b, slope_c) * (forbes * step_days);
        let running_cost = fixed_cost
            + per_fat * simpson(fat_a, fat_b, fat_c)
            + per_lean * simpson(curve_a, curve_b, curve_c);
        let spent_kcal = running_cost * step_days
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

/// dx/dt where only fat and lean tissue on the curve vary.
struct Slope<R> {
    /// What intake leaves for tissue and its upkeep, kcal/day.
    left: R,
    /// Upkeep and moving about, kcal/kg/day.
    per_fat: R,
    per_lean: R,
    /// Energy that a change of x takes, kcal: per kg of fat, and of lean tissue.
    fat_cost: f64,
    curve_cost: f64,
}

impl<R: Real> Slope<R> {
    #[inline(always)]
    fn at(&self, fat_kg: R, curve_kg: R) -> R {
        (self.left - self.per_fat * fat_kg - self.per_lean * curve_kg)
            / (fat_kg * self.fat_cost + self.curve_cost)
    }
}

/// The mean over a step by Simpson's rule.
#[inline(always)]
fn simpson<R: Real>(start: R, middle: R, end: R) -> R {
    (start + middle * 4.0 + end) * (1.0 / 6.0)
}
