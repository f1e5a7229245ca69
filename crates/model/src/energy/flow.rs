//! The fast quantities, glycogen, fluid and adaptation, and D, in closed form.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use super::{Body, Input, State, constants::Constants};
use crate::{
    Parameters,
    lanes::{Lanes, Real},
};

/// Numerator and denominator of tanh(√z) / √z by powers of z, the seventh convergent of Lambert's
/// continued fraction: relative error below 10⁻¹² for z ≤ 1, the square of a half step's phase.
const TANHC_OVER: [f64; 4] = [135_135.0, 17_325.0, 378.0, 1.0];
const TANHC_UNDER: [f64; 4] = [135_135.0, 62_370.0, 3_150.0, 28.0];

/// How finely days are divided and what that makes of the rates that are everybody's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    pub(super) steps: u32,
    pub(super) step_days: f64,
    pub(super) steps_per_day: f64,
    adaptive: Fading,
    fluid: Fading,
    bent: Fading,
}

/// What is left of a deviation after a step, and on average over it.
#[derive(Clone, Copy, Debug)]
struct Fading {
    end: f64,
    mean: f64,
}

impl Fading {
    fn over(rate_per_step: f64) -> Self {
        Self {
            end: (-rate_per_step).exp(),
            mean: -(-rate_per_step).exp_m1() / rate_per_step,
        }
    }

    /// A step of a quantity that relaxes to a target.
    #[inline(always)]
    fn passage<R: Real>(&self, value: R, target: R) -> Passage<R> {
        let deviation = value - target;
        Passage {
            end: target + deviation * self.end,
            mean: target + deviation * self.mean,
        }
    }
}

impl Pace {
    pub(crate) fn new(parameters: &Parameters, steps: u32) -> Self {
        let c = Constants::new(parameters);
        let step_days = f64::from(steps).recip();
        Self {
            steps,
            step_days,
            steps_per_day: f64::from(steps),
            adaptive: Fading::over(step_days / c.tau_at),
            fluid: Fading::over(step_days * c.xi_na / c.na),
            bent: Fading::over(step_days / c.tau_bent),
        }
    }
}

/// The exact map of the fast quantities over a step under constant input.
///
/// Fluid, adaptation and D relax exponentially to their targets. Glycogen follows a Riccati
/// equation, ρ dG/dt = CI − k G², whose solution is G(t) = (G + G∞² s) / (1 + G s) with G∞² =
/// CI / k and s = tanh(λ t) / G∞, λ = k G∞ / ρ: one formula from below and from above G∞. With
/// z = (λ t)² it needs tanh(√z) / √z alone, a quotient of polynomials to every digit that matters.
/// Twice the time takes s to 2 s / (1 + G∞² s²).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow<R> {
    /// δ, kcal/kg/day.
    pub(super) activity: R,
    /// Intake less what is spent whatever the tissue, kcal/day.
    pub(super) left_kcal_per_day: R,
    adaptive_target: R,
    fluid_target: R,
    bent_target: R,
    half_step: Riccati<R>,
    whole_step: Riccati<R>,
}

/// What takes glycogen through a time.
#[derive(Clone, Copy, Debug)]
struct Riccati<R> {
    /// s.
    reach: R,
    /// G∞² s.
    source: R,
}

/// Where a quantity is after a step and where it was on average.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage<R> {
    pub(super) end: R,
    pub(super) mean: R,
}

/// The fast quantities over a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passages<R> {
    pub(super) glycogen_kg: Passage<R>,
    pub(super) ecf_kg: Passage<R>,
    pub(super) adaptive: Passage<R>,
    pub(super) bent_kg: Passage<R>,
}

impl<R: Real> Flow<R> {
    #[inline(always)]
    pub(crate) fn new(body: &Body<R>, input: &Input<R>, pace: &Pace) -> Self {
        let c: &Constants = &body.constants;
        let per_half_step = 0.5 * pace.step_days / c.rho_g;
        let z = body.glycogen_burn * input.carbs * (per_half_step * per_half_step);
        let reach =
            body.glycogen_burn * per_half_step * series(TANHC_OVER, z) / series(TANHC_UNDER, z);
        let level = input.carbs / body.glycogen_burn;
        let twice = reach * 2.0 / (level * reach * reach + 1.0);
        Self {
            activity: input.activity,
            left_kcal_per_day: input.intake_kcal_per_day
                - (body.upkeep + input.ageing + input.intake_change * c.beta_tef),
            adaptive_target: input.intake_change * c.beta_at,
            fluid_target: body.ecf_start_kg
                + (input.sodium_change + input.carb_change_frac * c.xi_ci) * c.xi_na.recip(),
            bent_target: input.bent_target,
            half_step: Riccati {
                reach,
                source: level * reach,
            },
            whole_step: Riccati {
                reach: twice,
                source: level * twice,
            },
        }
    }

    /// The fast quantities over a step that begins at `state`.
    #[inline(always)]
    pub(super) fn over_step(&self, pace: &Pace, state: &State<R>) -> Passages<R> {
        Passages {
            glycogen_kg: self.glycogen(state.glycogen_kg),
            ecf_kg: pace.fluid.passage(state.ecf_kg, self.fluid_target),
            adaptive: pace
                .adaptive
                .passage(state.adaptive_kcal_per_day, self.adaptive_target),
            bent_kg: pace.bent.passage(state.bent_kg, self.bent_target),
        }
    }

    /// Both quotients by one division; the mean by Simpson's rule.
    #[inline(always)]
    fn glycogen(&self, start_kg: R) -> Passage<R> {
        let (half, whole) = (&self.half_step, &self.whole_step);
        let (under_half, under_whole) = (start_kg * half.reach + 1.0, start_kg * whole.reach + 1.0);
        let per_both = R::splat(1.0) / (under_half * under_whole);
        let middle_kg = (start_kg + half.source) * under_whole * per_both;
        let end_kg = (start_kg + whole.source) * under_half * per_both;
        Passage {
            end: end_kg,
            mean: (start_kg + middle_kg * 4.0 + end_kg) * (1.0 / 6.0),
        }
    }
}

impl Flow<Lanes> {
    /// What acts on one of sixteen.
    #[inline(always)]
    pub(super) fn at(&self, place: usize) -> Flow<f64> {
        let riccati = |both: &Riccati<Lanes>| Riccati {
            reach: both.reach.0[place],
            source: both.source.0[place],
        };
        Flow {
            activity: self.activity.0[place],
            left_kcal_per_day: self.left_kcal_per_day.0[place],
            adaptive_target: self.adaptive_target.0[place],
            fluid_target: self.fluid_target.0[place],
            bent_target: self.bent_target.0[place],
            half_step: riccati(&self.half_step),
            whole_step: riccati(&self.whole_step),
        }
    }
}

/// a + b z + c z² + d z³.
#[inline(always)]
fn series<R: Real>([a, b, c, d]: [f64; 4], z: R) -> R {
    ((z * d + c) * z + b) * z + a
}
