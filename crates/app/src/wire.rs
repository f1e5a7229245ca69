//! The shapes of numbers in JSON and CSV, as the contract has them.

use serde::Serialize;
use spotcheck_model::{Row, ensemble::Quantiles};

/// A quantity over draws.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Range {
    pub(crate) median: f64,
    pub(crate) lo50: f64,
    pub(crate) hi50: f64,
    pub(crate) lo90: f64,
    pub(crate) hi90: f64,
}

impl From<Quantiles> for Range {
    fn from(q: Quantiles) -> Self {
        Self {
            median: q.median,
            lo50: q.lo50,
            hi50: q.hi50,
            lo90: q.lo90,
            hi90: q.hi90,
        }
    }
}

/// A day of a forecast.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the contract's names, units included"
)]
pub(crate) struct Day<T> {
    pub(crate) day: usize,
    pub(crate) weight_kg: T,
    pub(crate) fat_kg: T,
    pub(crate) ffm_kg: T,
    lean_tissue_kg: T,
    glycogen_kg: T,
    ecf_kg: T,
    adaptive_kcal_per_day: T,
    intake_kcal_per_day: T,
    expenditure_kcal_per_day: T,
    bmi: T,
    pub(crate) regions: Regions<T>,
    pub(crate) waist_cm: Option<T>,
}

/// Fat by depot.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the contract's names, units included"
)]
pub(crate) struct Regions<T> {
    pub(crate) visceral_kg: T,
    pub(crate) abdominal_subcutaneous_kg: T,
    pub(crate) other_trunk_kg: T,
    pub(crate) legs_kg: T,
    pub(crate) arms_kg: T,
    pub(crate) head_kg: T,
}

impl<T> From<Row<T>> for Day<T> {
    fn from(row: Row<T>) -> Self {
        Self {
            day: row.day,
            weight_kg: row.weight_kg,
            fat_kg: row.fat_kg,
            ffm_kg: row.ffm_kg,
            lean_tissue_kg: row.lean_tissue_kg,
            glycogen_kg: row.glycogen_kg,
            ecf_kg: row.ecf_kg,
            adaptive_kcal_per_day: row.adaptive_kcal_per_day,
            intake_kcal_per_day: row.intake_kcal_per_day,
            expenditure_kcal_per_day: row.expenditure_kcal_per_day,
            bmi: row.bmi,
            regions: Regions {
                visceral_kg: row.regions.visceral_kg,
                abdominal_subcutaneous_kg: row.regions.abdominal_subcutaneous_kg,
                other_trunk_kg: row.regions.other_trunk_kg,
                legs_kg: row.regions.legs_kg,
                arms_kg: row.regions.arms_kg,
                head_kg: row.regions.head_kg,
            },
            waist_cm: row.waist_cm,
        }
    }
}

impl<T: Copy> Day<T> {
    /// Every quantity with its column name; absent ones are left out for the whole person.
    pub(crate) fn columns(&self) -> Vec<(&'static str, T)> {
        let regions = &self.regions;
        let mut columns = vec![
            ("weight_kg", self.weight_kg),
            ("fat_kg", self.fat_kg),
            ("ffm_kg", self.ffm_kg),
            ("lean_tissue_kg", self.lean_tissue_kg),
            ("glycogen_kg", self.glycogen_kg),
            ("ecf_kg", self.ecf_kg),
            ("adaptive_kcal_per_day", self.adaptive_kcal_per_day),
            ("intake_kcal_per_day", self.intake_kcal_per_day),
            ("expenditure_kcal_per_day", self.expenditure_kcal_per_day),
            ("bmi", self.bmi),
            ("visceral_kg", regions.visceral_kg),
            (
                "abdominal_subcutaneous_kg",
                regions.abdominal_subcutaneous_kg,
            ),
            ("other_trunk_kg", regions.other_trunk_kg),
            ("legs_kg", regions.legs_kg),
            ("arms_kg", regions.arms_kg),
            ("head_kg", regions.head_kg),
        ];
        columns.extend(self.waist_cm.map(|waist| ("waist_cm", waist)));
        columns
    }
}
