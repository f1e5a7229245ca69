//! One row of a forecast, over plain numbers or over quantiles.

use crate::Depot;

/// The body at the start of a day, with the day's intake and expenditure.
///
/// `T` is `f64` for a single forecast and [`Quantiles`](crate::ensemble::Quantiles) for many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<T> {
    /// Day; 0 is the start.
    pub day: usize,
    /// Body weight, kg.
    pub weight_kg: T,
    /// Fat mass, kg.
    pub fat_kg: T,
    /// Fat-free mass, kg: weight less fat.
    pub ffm_kg: T,
    /// Lean tissue without fluid and glycogen, kg.
    pub lean_tissue_kg: T,
    /// Glycogen, kg.
    pub glycogen_kg: T,
    /// Extracellular fluid, kg.
    pub ecf_kg: T,
    /// Adaptive thermogenesis, kcal/day.
    pub adaptive_kcal_per_day: T,
    /// Energy intake on the day, kcal/day.
    pub intake_kcal_per_day: T,
    /// Energy expenditure as the day begins, kcal/day, the cost of laying down tissue included.
    pub expenditure_kcal_per_day: T,
    /// Body mass index, kg/m².
    pub bmi: T,
    /// Fat by depot.
    pub regions: Regions<T>,
    /// Waist, cm, if the person's is known.
    pub waist_cm: Option<T>,
    /// Hip, cm, if the person's is known.
    pub hip_cm: Option<T>,
    /// Mid-thigh, cm, if the person's is known.
    pub thigh_cm: Option<T>,
    /// Mid-upper-arm, cm, if the person's is known.
    pub arm_cm: Option<T>,
}

/// A day of one forecast.
pub type Day = Row<f64>;

/// Fat by depot, kg.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regions<T> {
    /// Inside the abdomen.
    pub visceral_kg: T,
    /// Under the skin of the abdomen.
    pub abdominal_subcutaneous_kg: T,
    /// The rest of the trunk.
    pub other_trunk_kg: T,
    /// Legs, hips and buttocks.
    pub legs_kg: T,
    /// Arms.
    pub arms_kg: T,
    /// Head.
    pub head_kg: T,
}

impl<T> Row<T> {
    /// Applies `f` to every number, in the order of the fields.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Row<U> {
        Row {
            day: self.day,
            weight_kg: f(self.weight_kg),
            fat_kg: f(self.fat_kg),
            ffm_kg: f(self.ffm_kg),
            lean_tissue_kg: f(self.lean_tissue_kg),
            glycogen_kg: f(self.glycogen_kg),
            ecf_kg: f(self.ecf_kg),
            adaptive_kcal_per_day: f(self.adaptive_kcal_per_day),
            intake_kcal_per_day: f(self.intake_kcal_per_day),
            expenditure_kcal_per_day: f(self.expenditure_kcal_per_day),
            bmi: f(self.bmi),
            regions: self.regions.map(&mut f),
            waist_cm: self.waist_cm.map(&mut f),
            hip_cm: self.hip_cm.map(&mut f),
            thigh_cm: self.thigh_cm.map(&mut f),
            arm_cm: self.arm_cm.map(f),
        }
    }
}

impl<T> Row<T> {
    /// Applies `f` to each number and that of another row at the same place.
    pub(crate) fn zip<U, V>(self, other: Row<U>, mut f: impl FnMut(T, U) -> V) -> Row<V> {
        let mut others = Vec::with_capacity(size_of::<Row<U>>() / size_of::<U>().max(1));
        other.map(|value| others.push(value));
        let mut others = others.into_iter();
        self.map(|value| {
            f(
                value,
                others.next().expect("rows of one forecast are alike"),
            )
        })
    }
}

impl<T> Regions<T> {
    /// Applies `f` to every depot, in the order of [`Depot::ALL`].
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Regions<U> {
        Regions {
            visceral_kg: f(self.visceral_kg),
            abdominal_subcutaneous_kg: f(self.abdominal_subcutaneous_kg),
            other_trunk_kg: f(self.other_trunk_kg),
            legs_kg: f(self.legs_kg),
            arms_kg: f(self.arms_kg),
            head_kg: f(self.head_kg),
        }
    }

    /// The depots in the order of [`Depot::ALL`].
    pub fn into_array(self) -> [T; Depot::COUNT] {
        [
            self.visceral_kg,
            self.abdominal_subcutaneous_kg,
            self.other_trunk_kg,
            self.legs_kg,
            self.arms_kg,
            self.head_kg,
        ]
    }
}

impl<T> From<[T; Depot::COUNT]> for Regions<T> {
    fn from(depots: [T; Depot::COUNT]) -> Self {
        let [
            visceral_kg,
            abdominal_subcutaneous_kg,
            other_trunk_kg,
            legs_kg,
            arms_kg,
            head_kg,
        ] = depots;
        Self {
            visceral_kg,
            abdominal_subcutaneous_kg,
            other_trunk_kg,
            legs_kg,
            arms_kg,
            head_kg,
        }
    }
}
