//! The fast quantities, glycogen, fluid and adaptation, in closed form.

use super::{
    State,
    body::{Body, Input},
};

/// What changes within days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fast {
    pub(super) glycogen_kg: f64,
    pub(super) ecf_kg: f64,
    pub(super) adaptive_kcal_per_day: f64,
}

impl Fast {
    pub(super) fn of(state: &State) -> Self {
        Self {
            glycogen_kg: state.glycogen_kg,
            ecf_kg: state.ecf_kg,
            adaptive_kcal_per_day: state.adaptive_kcal_per_day,
        }
    }
}

/// The exact map of the fast quantities over a step of constant input.
///
/// Fluid and adaptation relax exponentially to their targets. Glycogen follows a Riccati equation,
/// ρ dG/dt = CI − k G², whose solution is G(t) = (G + G∞² s) / (1 + G s) with G∞² = CI / k and
/// s = tanh(λ t) / G∞, λ = k G∞ / ρ: one formula from below and from above G∞, and with
/// s = k t / ρ for a diet without carbohydrate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow {
    adaptive: Relaxation,
    fluid: Relaxation,
    glycogen_target2: f64,
    glycogen_reach: f64,
}

impl Flow {
    /// The map over `step_days`.
    pub(super) fn new(body: &Body, input: &Input, step_days: f64) -> Self {
        let c = &body.constants;
        let burn = body.glycogen_burn;
        let glycogen_target2 = input.carbs / burn;
        let phase = burn * glycogen_target2.sqrt() / c.rho_g * step_days;
        Self {
            adaptive: Relaxation {
                target: c.beta_at * input.intake_change,
                remaining: (-step_days / c.tau_at).exp(),
            },
            fluid: Relaxation {
                target: body.baseline.state.ecf_kg
                    + (input.sodium_change + c.xi_ci * input.carb_change_frac) / c.xi_na,
                remaining: (-step_days * c.xi_na / c.na).exp(),
            },
            glycogen_target2,
            glycogen_reach: burn / c.rho_g * step_days * tanhc(phase),
        }
    }

    /// The fast quantities one step later.
    pub(super) fn advance(&self, fast: &Fast) -> Fast {
        let Fast {
            glycogen_kg: g,
            ecf_kg,
            adaptive_kcal_per_day,
        } = *fast;
        let s = self.glycogen_reach;
        Fast {
            glycogen_kg: (g + self.glycogen_target2 * s) / (1.0 + g * s),
            ecf_kg: self.fluid.advance(ecf_kg),
            adaptive_kcal_per_day: self.adaptive.advance(adaptive_kcal_per_day),
        }
    }
}

/// Exponential approach of a target over one step.
#[derive(Clone, Copy, Debug)]
struct Relaxation {
    target: f64,
    remaining: f64,
}

impl Relaxation {
    fn advance(self, value: f64) -> f64 {
        self.target + (value - self.target) * self.remaining
    }
}

/// tanh(x) / x, continued to 1 at 0.
fn tanhc(x: f64) -> f64 {
    if x > 0.0 { x.tanh() / x } else { 1.0 }
}
