//! The equations: what a body is and what it spends.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use super::{Baseline, Input, State, constants::Constants};
use crate::{
    Error, Parameters, Person,
    activity::compensation_frac,
    lanes::{Lanes, Real},
    lean::{Bending, Response, ageing_kg_per_year},
    scores::Scores,
};

/// One person, or sixteen, with the constants of the model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body<R> {
    pub(super) constants: Constants,
    pub(super) usual_intake: R,
    pub(super) usual_carb_frac: R,
    pub(super) usual_pal: R,
    /// Carbohydrate at the usual diet `CI_b`, kcal/day.
    pub(super) usual_carbs: R,
    /// Resting expenditure per kg of weight on day 0, kcal/kg/day.
    resting_per_kg: R,
    /// K of eq 5: what is spent regardless of tissue, kcal/day.
    pub(super) upkeep: R,
    /// `k_G` of eq 1, kcal/kg²/day: glycogen is burnt at `k_G` G².
    pub(super) glycogen_burn: R,
    /// Fluid on day 0, kg.
    pub(super) ecf_start_kg: R,
    /// Share of a planned change of intake that is carried out.
    pub(super) adherence: R,
    /// Share of the energy of added activity that the body does not make up for elsewhere.
    pub(super) uncompensated: R,
    /// How lean tissue answers to lifting and protein.
    pub(super) response: Response<R>,
    /// Change of lean tissue that age alone brings, kg/y.
    pub(super) lean_per_year: R,
}

impl Body<f64> {
    /// Someone who deviates from the estimates by `scores`, and how they are on day 0.
    pub(crate) fn new(
        parameters: &Parameters,
        person: &Person,
        scores: &Scores,
    ) -> Result<(Self, State), Error> {
        let constants = Constants::new(parameters);
        let baseline = Baseline::scored(parameters, person, scores)?;
        let Baseline {
            weight_kg,
            intake_kcal_per_day: usual_intake,
            carb_frac: usual_carb_frac,
            pal: usual_pal,
            state,
            ..
        } = baseline;
        let usual_carbs = usual_carb_frac * usual_intake;
        let mut body = Self {
            constants,
            usual_intake,
            usual_carb_frac,
            usual_pal,
            usual_carbs,
            resting_per_kg: baseline.resting_kcal_per_day / weight_kg,
            upkeep: 0.0,
            glycogen_burn: usual_carbs / constants.g0.powi(2),
            ecf_start_kg: state.ecf_kg,
            response: Bending::new(
                parameters,
                person.input().sex,
                weight_kg,
                usual_intake,
                scores.lifting,
                scores.protein,
            )
            .response,
            lean_per_year: ageing_kg_per_year(parameters, person.input().sex, person.input().age_y),
            uncompensated: 1.0
                - compensation_frac(parameters, person.bmi(weight_kg), scores.compensation),
            adherence: parameters.behaviour.adherence.log_normal(scores.adherence),
        };
        body.upkeep = baseline.expenditure_kcal_per_day
            - constants.gamma_l * state.lean_tissue_kg
            - constants.gamma_f * state.fat_kg
            - body.activity(usual_pal) * weight_kg;
        Ok((body, state))
    }
}

impl Body<Lanes> {
    /// Sixteen side by side.
    pub(crate) fn abreast(bodies: &[&Body<f64>; Lanes::COUNT]) -> Self {
        let each = |field: fn(&Body<f64>) -> f64| Lanes::of(|place| field(bodies[place]));
        Self {
            constants: bodies[0].constants,
            usual_intake: each(|b| b.usual_intake),
            usual_carb_frac: each(|b| b.usual_carb_frac),
            usual_pal: each(|b| b.usual_pal),
            usual_carbs: each(|b| b.usual_carbs),
            resting_per_kg: each(|b| b.resting_per_kg),
            upkeep: each(|b| b.upkeep),
            glycogen_burn: each(|b| b.glycogen_burn),
            ecf_start_kg: each(|b| b.ecf_start_kg),
            adherence: each(|b| b.adherence),
            uncompensated: each(|b| b.uncompensated),
            response: Response::abreast(&bodies.map(|b| &b.response)),
            lean_per_year: each(|b| b.lean_per_year),
        }
    }
}

impl<R: Real> Body<R> {
    /// δ of eq 8 in kcal/kg/day: the cost of moving a kg about at an activity level.
    ///
    /// A later change of activity puts the new level into the same equation; K, resting
    /// expenditure and weight stay those of day 0. Below a level of 1 / (1 − `β_TEF`) the cost is
    /// negative, as in the publication.
    #[inline(always)]
    pub(super) fn activity(&self, pal: R) -> R {
        (pal * (1.0 - self.constants.beta_tef) - 1.0) * self.resting_per_kg
    }

    /// `ρ_G` dG/dt of eq 1, kcal/day: energy laid down as glycogen.
    #[inline(always)]
    pub(super) fn glycogen_surplus(&self, input: &Input<R>, glycogen_kg: R) -> R {
        input.carbs - self.glycogen_burn * glycogen_kg * glycogen_kg
    }

    /// dx/dt, 1/day: what intake leaves after glycogen and running cost, over the energy of x.
    #[inline(always)]
    pub(super) fn x_slope(&self, input: &Input<R>, state: &State<R>) -> R {
        let c = &self.constants;
        let left = input.intake_kcal_per_day
            - self.glycogen_surplus(input, state.glycogen_kg)
            - (input.bent_target - state.bent_kg) * (c.lean_cost() / c.tau_bent)
            - self.running_cost(input, state);
        left / c.x_energy(state.fat_kg)
    }

    /// Expenditure in kcal/day, eq 5 in full: the cost of laying down tissue included.
    #[inline(always)]
    pub(crate) fn expenditure(&self, input: &Input<R>, state: &State<R>) -> R {
        let c = &self.constants;
        let curve = (state.fat_kg * c.eta_f + c.eta_l * c.forbes) * self.x_slope(input, state);
        let bent = (input.bent_target - state.bent_kg) * (c.eta_l / c.tau_bent);
        self.running_cost(input, state) + curve + bent
    }

    /// Expenditure without deposition, kcal/day.
    #[inline(always)]
    fn running_cost(&self, input: &Input<R>, state: &State<R>) -> R {
        let c = &self.constants;
        self.upkeep
            + input.ageing
            + state.fat_kg * c.gamma_f
            + state.lean_tissue_kg * c.gamma_l
            + input.activity * c.weight_kg(state)
            + input.intake_change * c.beta_tef
            + state.adaptive_kcal_per_day
    }
}
