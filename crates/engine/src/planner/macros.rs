//! What food is made of.

use spotcheck_model::Parameters;

use super::{band::Band, body::Body};

/// Grams a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Macros {
    /// Protein, g/day.
    pub protein_g: f64,
    /// Fat, g/day: the least that holds.
    pub fat_g: f64,
    /// Carbohydrate, g/day: what is left.
    pub carb_g: f64,
    /// Fibre, g/day, at least.
    pub fibre_g: f64,
}

impl Macros {
    /// Protein by fat-free mass, fat by its minima, carbohydrate for the rest. Where energy is too
    /// short for both, fat gives way to protein.
    pub(super) fn new(
        parameters: &Parameters,
        body: &Body,
        band: Band,
        intake_kcal_per_day: f64,
        deficit_kcal_per_day: f64,
    ) -> Self {
        let p = &parameters.nutrition;
        let share = deficit_kcal_per_day / body.expenditure_kcal_per_day;
        let per_kg = if band.is_lean() && p.protein_lean_share.value < share {
            &p.protein_lean
        } else if 0.0 < deficit_kcal_per_day {
            &p.protein_deficit
        } else {
            &p.protein_kept
        };
        let energy = |grams: f64, kcal_per_g: f64| grams * kcal_per_g;
        let protein_energy = parameters.lean.protein_energy.value;
        let protein_g = (per_kg.value * body.ffm_kg).min(intake_kcal_per_day / protein_energy);
        let left = intake_kcal_per_day - energy(protein_g, protein_energy);
        let fat_energy = p.fat_food_energy.value;
        let by_weight = p.fat_food_least.value * body.weight_kg;
        let by_energy = p.fat_food_share.value * intake_kcal_per_day / fat_energy;
        let fat_g = by_weight.max(by_energy).min(left / fat_energy);
        let carb_g = (left - energy(fat_g, fat_energy)) / p.carb_food_energy.value;
        Self {
            protein_g,
            fat_g,
            carb_g: carb_g.max(0.0),
            fibre_g: p.fibre_density.value * intake_kcal_per_day,
        }
    }
}
