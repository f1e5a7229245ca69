//! The classic fourth-order Runge-Kutta step.

/// `y` after a step of `step_days`, given dy/dt under the forcing at the start, the middle and the
/// end.
pub(super) fn rk4<T>(
    y: f64,
    step_days: f64,
    [start, middle, end]: [&T; 3],
    slope: impl Fn(&T, f64) -> f64,
) -> f64 {
    let h = step_days;
    let k1 = slope(start, y);
    let k2 = slope(middle, y + 0.5 * h * k1);
    let k3 = slope(middle, y + 0.5 * h * k2);
    let k4 = slope(end, y + h * k3);
    y + h * (k1 + 2.0 * k2 + 2.0 * k3 + k4) / 6.0
}
