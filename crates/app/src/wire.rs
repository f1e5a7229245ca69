//! The shapes of numbers in JSON and CSV, as the contract has them.

use serde::Serialize;
use spotcheck_engine::tracker::Mixture;
use spotcheck_model::{Row, ensemble::Quantiles};

use crate::number;

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

impl From<&Mixture> for Range {
    fn from(mixture: &Mixture) -> Self {
        Self {
            median: mixture.quantile(0.5),
            lo50: mixture.quantile(0.25),
            hi50: mixture.quantile(0.75),
            lo90: mixture.quantile(0.05),
            hi90: mixture.quantile(0.95),
        }
    }
}

impl Range {
    /// "2431 (2290 to 2560)": the median and the range of nine in ten.
    pub(crate) fn text(&self, decimals: usize) -> String {
        let show = |value| number::plain(value, decimals);
        format!(
            "{} ({} to {})",
            show(self.median),
            show(self.lo90),
            show(self.hi90)
        )
    }

    /// A single number as a range without width.
    pub(crate) fn at(value: f64) -> Self {
        Self {
            median: value,
            lo50: value,
            hi50: value,
            lo90: value,
            hi90: value,
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
    day: usize,
    weight_kg: T,
    fat_kg: T,
    ffm_kg: T,
    lean_tissue_kg: T,
    glycogen_kg: T,
    ecf_kg: T,
    adaptive_kcal_per_day: T,
    intake_kcal_per_day: T,
    expenditure_kcal_per_day: T,
    bmi: T,
    regions: Regions<T>,
    waist_cm: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hip_cm: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thigh_cm: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arm_cm: Option<T>,
}

/// Fat by depot.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the contract's names, units included"
)]
pub(crate) struct Regions<T> {
    visceral_kg: T,
    abdominal_subcutaneous_kg: T,
    other_trunk_kg: T,
    legs_kg: T,
    arms_kg: T,
    head_kg: T,
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
            hip_cm: row.hip_cm,
            thigh_cm: row.thigh_cm,
            arm_cm: row.arm_cm,
        }
    }
}

/// Every quantity of a row with its column name; a girth that was not told has none.
pub(crate) fn columns<T: Copy>(row: &Row<T>) -> Vec<(&'static str, T)> {
    let regions = &row.regions;
    let mut columns = vec![
        ("weight_kg", row.weight_kg),
        ("fat_kg", row.fat_kg),
        ("ffm_kg", row.ffm_kg),
        ("lean_tissue_kg", row.lean_tissue_kg),
        ("glycogen_kg", row.glycogen_kg),
        ("ecf_kg", row.ecf_kg),
        ("adaptive_kcal_per_day", row.adaptive_kcal_per_day),
        ("intake_kcal_per_day", row.intake_kcal_per_day),
        ("expenditure_kcal_per_day", row.expenditure_kcal_per_day),
        ("bmi", row.bmi),
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
    let girths = [
        ("waist_cm", row.waist_cm),
        ("hip_cm", row.hip_cm),
        ("thigh_cm", row.thigh_cm),
        ("arm_cm", row.arm_cm),
    ];
    columns.extend(
        girths
            .into_iter()
            .filter_map(|(name, girth)| Some((name, girth?))),
    );
    columns
}
