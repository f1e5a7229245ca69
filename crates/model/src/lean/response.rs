//! Where lean tissue ends beside Forbes' curve, for one person or for sixteen.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use crate::lanes::{Lanes, Real};

/// How lean tissue answers to sets and to protein.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Response<R> {
    /// Reached in the end with endless sets, kg.
    pub(crate) most_by_lifting_kg: R,
    /// Sets per muscle and week that give half of it.
    pub(crate) half_sets: f64,
    /// Reached in the end per g/kg/day of protein, kg.
    pub(crate) kg_per_protein: R,
    /// Protein that counts no further, g/kg/day.
    pub(crate) plateau: f64,
    /// Weight that protein is taken per kg of.
    pub(crate) weight_kg: R,
    pub(crate) usual_protein_g_per_day: R,
}

impl Response<Lanes> {
    /// Sixteen side by side.
    pub(crate) fn abreast(responses: &[&Response<f64>; Lanes::COUNT]) -> Self {
        let each = |field: fn(&Response<f64>) -> f64| Lanes::of(|place| field(responses[place]));
        Self {
            most_by_lifting_kg: each(|r| r.most_by_lifting_kg),
            half_sets: responses[0].half_sets,
            kg_per_protein: each(|r| r.kg_per_protein),
            plateau: responses[0].plateau,
            weight_kg: each(|r| r.weight_kg),
            usual_protein_g_per_day: each(|r| r.usual_protein_g_per_day),
        }
    }
}

impl<R: Real> Response<R> {
    /// Lean tissue beyond the curve, kg, that training and eating so leads to in the end.
    #[inline(always)]
    pub(crate) fn target_kg(&self, sets_per_muscle_per_week: R, protein_g_per_day: R) -> R {
        let plateau = R::splat(self.plateau);
        let counted = |g_per_day: R| (g_per_day / self.weight_kg).least(plateau);
        let more = counted(protein_g_per_day) - counted(self.usual_protein_g_per_day);
        self.most_by_lifting_kg * saturation(sets_per_muscle_per_week, self.half_sets)
            + self.kg_per_protein * more
    }
}

/// Share of what endless sets would give.
#[inline(always)]
pub(super) fn saturation<R: Real>(sets: R, half_sets: f64) -> R {
    sets / (sets + half_sets)
}
