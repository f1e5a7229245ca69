//! What acts on a body for a day.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use std::ops::{Add, Mul};

use super::Body;
use crate::{lanes::Real, schedule::Plan};

/// What acts on a body for a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<R> {
    pub(crate) intake_kcal_per_day: R,
    /// ΔEI: intake above the usual one, kcal/day.
    pub(super) intake_change: R,
    /// CI, kcal/day.
    pub(super) carbs: R,
    /// `CI / CI_b − 1`.
    pub(super) carb_change_frac: R,
    /// `ΔNa`, mg/day.
    pub(super) sodium_change: R,
    /// δ, kcal/kg/day.
    pub(super) activity: R,
    /// Change of K with age, kcal/day.
    pub(super) ageing: R,
    /// What D tends to, kg.
    pub(super) bent_target: R,
}

impl<R: Real> Body<R> {
    /// What a day's plan means for this body.
    ///
    /// A change of intake is carried out to the extent the person adheres to it. Of what age takes
    /// from resting expenditure, the upkeep of the lean tissue that goes with age is part.
    #[inline(always)]
    pub(crate) fn input<T: Copy>(&self, plan: &Plan<T>) -> Input<R>
    where
        R: Mul<T, Output = R> + Add<T, Output = R>,
    {
        let c = &self.constants;
        let planned = plan.intake.given_usual(self.usual_intake);
        let intake_change = (planned - self.usual_intake) * self.adherence;
        let intake_kcal_per_day = self.usual_intake + intake_change;
        let carbs = plan.carb.given_usual(self.usual_carb_frac) * intake_kcal_per_day;
        let none = R::splat(0.0);
        let aged_lean_kg = self.lean_per_year * plan.aged_y;
        let ageing = R::splat(c.resting_per_year) * plan.aged_y - aged_lean_kg * c.gamma_l;
        let pal = plan.pal.given_usual(self.usual_pal);
        Input {
            intake_kcal_per_day,
            intake_change,
            carbs,
            carb_change_frac: carbs / self.usual_carbs - 1.0,
            sodium_change: plan.sodium_change.given_usual(none),
            activity: self.activity(pal)
                + plan.added_activity.given_usual(none) * self.uncompensated,
            ageing,
            bent_target: self.response.target_kg(
                plan.lifting.given_usual(none),
                plan.protein
                    .given_usual(self.response.usual_protein_g_per_day),
            ),
        }
    }
}
