//! The scheme of bw and hallmodel: one step a day, quantity by quantity.

use super::{Body, Input, State, runge_kutta::rk4};

/// What changes within days, as those packages carry it through a step.
#[derive(Clone, Copy)]
struct Fast {
    glycogen_kg: f64,
    ecf_kg: f64,
    adaptive_kcal_per_day: f64,
}

impl Body<f64> {
    /// The state a day later as those packages compute it: the last stage already sees the
    /// next day's input, and half-way the fast quantities are the mean of both ends. They know
    /// nothing of D.
    pub(crate) fn compat_day(&self, input: &Input<f64>, next: &Input<f64>, state: &State) -> State {
        let c = &self.constants;
        let inputs = [input, input, next];
        let start = Fast {
            glycogen_kg: state.glycogen_kg,
            ecf_kg: state.ecf_kg,
            adaptive_kcal_per_day: state.adaptive_kcal_per_day,
        };
        let end = Fast {
            glycogen_kg: rk4(start.glycogen_kg, 1.0, inputs, |input, g| {
                self.glycogen_surplus(input, g) / c.rho_g
            }),
            ecf_kg: rk4(start.ecf_kg, 1.0, inputs, |input, ecf| {
                let excess_kg = ecf - self.ecf_start_kg;
                (input.sodium_change - c.xi_na * excess_kg + c.xi_ci * input.carb_change_frac)
                    / c.na
            }),
            adaptive_kcal_per_day: rk4(start.adaptive_kcal_per_day, 1.0, inputs, |input, at| {
                (c.beta_at * input.intake_change - at) / c.tau_at
            }),
        };
        let middle = Fast {
            glycogen_kg: f64::midpoint(start.glycogen_kg, end.glycogen_kg),
            ecf_kg: f64::midpoint(start.ecf_kg, end.ecf_kg),
            adaptive_kcal_per_day: f64::midpoint(
                start.adaptive_kcal_per_day,
                end.adaptive_kcal_per_day,
            ),
        };
        // x counts from today's place on the curve.
        let at = |x: f64, fast: &Fast| State {
            fat_kg: state.fat_kg * x.exp(),
            lean_tissue_kg: state.lean_tissue_kg + c.forbes * x,
            bent_kg: 0.0,
            glycogen_kg: fast.glycogen_kg,
            ecf_kg: fast.ecf_kg,
            adaptive_kcal_per_day: fast.adaptive_kcal_per_day,
        };
        let stages = [(input, start), (input, middle), (next, end)];
        let x = rk4(0.0, 1.0, stages.each_ref(), |(input, fast), x| {
            self.x_slope(input, &at(x, fast))
        });
        at(x, &end)
    }
}
