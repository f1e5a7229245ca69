//! The equations: how fast tissue is gained and what is spent.

use super::{Baseline, State, constants::Constants, fast::Fast};
use crate::{Error, Parameters, Person, limits, schedule::Plan, scores::Scores};

/// One person with the constants of the model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    pub(super) constants: Constants,
    pub(crate) baseline: Baseline,
    /// K of eq 5: what is spent regardless of tissue, kcal/day.
    upkeep: f64,
    /// Carbohydrate at the usual diet `CI_b`, kcal/day.
    usual_carbs: f64,
    /// `k_G` of eq 1, kcal/kg²/day: glycogen is burnt at `k_G` G².
    pub(super) glycogen_burn: f64,
}

/// What acts on a body for a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input {
    pub(crate) intake_kcal_per_day: f64,
    /// ΔEI: intake above the usual one, kcal/day.
    pub(super) intake_change: f64,
    /// CI, kcal/day.
    pub(super) carbs: f64,
    /// `CI / CI_b − 1`.
    pub(super) carb_change_frac: f64,
    /// `ΔNa`, mg/day.
    pub(super) sodium_change: f64,
    /// δ, kcal/kg/day.
    activity: f64,
}

impl Body {
    pub(crate) fn new(
        parameters: &Parameters,
        person: &Person,
        scores: &Scores,
    ) -> Result<Self, Error> {
        let constants = Constants::new(parameters);
        let baseline = Baseline::scored(parameters, person, scores)?;
        let State {
            fat_kg,
            lean_tissue_kg,
            ..
        } = baseline.state;
        let upkeep = baseline.expenditure_kcal_per_day
            - constants.gamma_l * lean_tissue_kg
            - constants.gamma_f * fat_kg
            - activity(&constants, &baseline, baseline.pal) * baseline.weight_kg;
        let usual_carbs = baseline.carb_frac * baseline.intake_kcal_per_day;
        Ok(Self {
            constants,
            baseline,
            upkeep,
            usual_carbs,
            glycogen_burn: usual_carbs / constants.g0.powi(2),
        })
    }

    /// What a day's plan means for this person.
    pub(crate) fn input(&self, day: usize, plan: &Plan) -> Result<Input, Error> {
        let usual = self.baseline.intake_kcal_per_day;
        let intake_kcal_per_day = plan.intake.given_usual(usual);
        limits::INTAKE
            .check(intake_kcal_per_day)
            .map_err(|_out_of_range| Error::Intake {
                day,
                intake_kcal_per_day,
            })?;
        let pal = plan.pal.given_usual(self.baseline.pal);
        let carbs = plan.carb.given_usual(self.baseline.carb_frac) * intake_kcal_per_day;
        Ok(Input {
            intake_kcal_per_day,
            intake_change: intake_kcal_per_day - usual,
            carbs,
            carb_change_frac: carbs / self.usual_carbs - 1.0,
            sodium_change: plan.sodium_change.given_usual(0.0),
            activity: activity(&self.constants, &self.baseline, pal),
        })
    }

    /// `ρ_G` dG/dt of eq 1, kcal/day: energy laid down as glycogen.
    pub(super) fn glycogen_surplus(&self, input: &Input, glycogen_kg: f64) -> f64 {
        input.carbs - self.glycogen_burn * glycogen_kg.powi(2)
    }

    /// dECF/dt of eq 2, kg/day.
    pub(super) fn fluid_slope(&self, input: &Input, ecf_kg: f64) -> f64 {
        let c = &self.constants;
        let excess_kg = ecf_kg - self.baseline.state.ecf_kg;
        (input.sodium_change - c.xi_na * excess_kg + c.xi_ci * input.carb_change_frac) / c.na
    }

    /// dAT/dt of eq 7, kcal/day².
    pub(super) fn adaptive_slope(&self, input: &Input, adaptive: f64) -> f64 {
        (self.constants.beta_at * input.intake_change - adaptive) / self.constants.tau_at
    }

    /// Body weight in kg.
    pub(crate) fn weight_kg(&self, state: &State) -> f64 {
        let wet_glycogen_kg = self.constants.wet_glycogen * state.glycogen_kg;
        state.fat_kg + state.lean_tissue_kg + state.ecf_kg + wet_glycogen_kg
    }

    /// The state at x = ln(F / F₀).
    pub(super) fn state(&self, x: f64, fast: &Fast) -> State {
        let start = &self.baseline.state;
        State {
            fat_kg: start.fat_kg * x.exp(),
            lean_tissue_kg: start.lean_tissue_kg + self.constants.forbes * x,
            glycogen_kg: fast.glycogen_kg,
            ecf_kg: fast.ecf_kg,
            adaptive_kcal_per_day: fast.adaptive_kcal_per_day,
        }
    }

    /// x = ln(F / F₀) of a state, from its lean tissue.
    pub(super) fn x(&self, state: &State) -> f64 {
        (state.lean_tissue_kg - self.baseline.state.lean_tissue_kg) / self.constants.forbes
    }

    /// dx/dt, 1/day: what intake leaves after glycogen and running cost, over the energy of x.
    pub(super) fn x_slope(&self, input: &Input, state: &State) -> f64 {
        let left = input.intake_kcal_per_day
            - self.glycogen_surplus(input, state.glycogen_kg)
            - self.running_cost(input, state);
        left / self.x_energy(state.fat_kg)
    }

    /// Energy to raise x by one at a fat mass, kcal: `(ρ_F + η_F) F + (ρ_L + η_L) 10.4 kg`.
    pub(super) fn x_energy(&self, fat_kg: f64) -> f64 {
        let c = &self.constants;
        (c.rho_f + c.eta_f) * fat_kg + (c.rho_l + c.eta_l) * c.forbes
    }

    /// Expenditure in kcal/day, eq 5 in full: the cost of laying down tissue included.
    pub(crate) fn expenditure(&self, input: &Input, state: &State) -> f64 {
        let c = &self.constants;
        let deposition = (c.eta_f * state.fat_kg + c.eta_l * c.forbes) * self.x_slope(input, state);
        self.running_cost(input, state) + deposition
    }

    /// Expenditure without deposition, kcal/day.
    fn running_cost(&self, input: &Input, state: &State) -> f64 {
        let c = &self.constants;
        self.upkeep
            + c.gamma_f * state.fat_kg
            + c.gamma_l * state.lean_tissue_kg
            + input.activity * self.weight_kg(state)
            + c.beta_tef * input.intake_change
            + state.adaptive_kcal_per_day
    }
}

/// δ of eq 8 in kcal/kg/day: the cost of moving a kg about at an activity level.
///
/// A later change of activity puts the new level into the same equation; K, resting expenditure and
/// weight stay those of day 0. Below a level of 1 / (1 − `β_TEF`) the cost is negative, as in the
/// publication.
fn activity(constants: &Constants, baseline: &Baseline, pal: f64) -> f64 {
    let per_resting = (1.0 - constants.beta_tef) * pal - 1.0;
    per_resting * baseline.resting_kcal_per_day / baseline.weight_kg
}
