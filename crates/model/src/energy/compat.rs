//! The scheme of bw and hallmodel: one step a day, quantity by quantity.

use super::{
    State,
    body::{Body, Input},
    fast::Fast,
    runge_kutta::rk4,
};

impl Body {
    /// The state a day later as those packages compute it: the last stage already sees the
    /// next day's input, and half-way the fast quantities are the mean of both ends.
    pub(crate) fn compat_day(&self, input: &Input, next: &Input, state: &State) -> State {
        let inputs = [input, input, next];
        let start = Fast::of(state);
        let end = Fast {
            glycogen_kg: rk4(start.glycogen_kg, 1.0, inputs, |input, g| {
                self.glycogen_surplus(input, g) / self.constants.rho_g
            }),
            ecf_kg: rk4(start.ecf_kg, 1.0, inputs, |input, ecf| {
                self.fluid_slope(input, ecf)
            }),
            adaptive_kcal_per_day: rk4(start.adaptive_kcal_per_day, 1.0, inputs, |input, at| {
                self.adaptive_slope(input, at)
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
        let stages = [(input, start), (input, middle), (next, end)];
        let x = rk4(self.x(state), 1.0, stages.each_ref(), |(input, fast), x| {
            self.x_slope(input, &self.state(x, fast))
        });
        self.state(x, &end)
    }
}
