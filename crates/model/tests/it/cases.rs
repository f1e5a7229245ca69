//! The 36 reference people and what the authorities say of them.

use std::collections::BTreeMap;

use spotcheck_model::{Day, Error, Person, PersonInput, Schedule, Setting, Sex};

const INPUTS: &str = include_str!("../vectors/hall2011_inputs.json");

/// One reference person with a schedule.
#[derive(serde::Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    sex: String,
    age: f64,
    bw: f64,
    ht: f64,
    #[serde(rename = "PAL")]
    pal: f64,
    pub(crate) days: usize,
    pcarb_base: f64,
    pcarb: f64,
    #[serde(rename = "EI")]
    intake: Option<f64>,
    fat: Option<f64>,
    eichange: Vec<f64>,
    nachange: Vec<f64>,
    pub(crate) baseline: Derived,
}

/// What the reference programs derive of a person.
#[derive(serde::Deserialize)]
pub(crate) struct Derived {
    pub(crate) rmr: f64,
    pub(crate) ecf: f64,
    pub(crate) fat: f64,
    pub(crate) lean: f64,
    #[serde(rename = "EI")]
    pub(crate) intake: f64,
}

impl Case {
    pub(crate) fn all() -> Vec<Self> {
        serde_json::from_str(INPUTS).expect("the vectors are of this form")
    }

    pub(crate) fn person(&self) -> Result<Person, Error> {
        Person::new(PersonInput {
            fat_kg: self.fat,
            baseline_intake_kcal_per_day: self.intake,
            carb_frac: Some(self.pcarb_base),
            ..PersonInput::new(
                match self.sex.as_str() {
                    "male" => Sex::Male,
                    "female" => Sex::Female,
                    other => unreachable!("sex {other}"),
                },
                self.age,
                self.ht * 100.0,
                self.bw,
                self.pal,
            )
        })
    }

    /// Whether the same is eaten every day.
    pub(crate) fn is_constant(&self) -> bool {
        let same = |values: &[f64]| {
            values
                .windows(2)
                .all(|pair| pair[0].to_bits() == pair[1].to_bits())
        };
        same(&self.eichange) && same(&self.nachange)
    }

    pub(crate) fn schedule(&self) -> Result<Schedule, Error> {
        Schedule::usual()
            .daily(Setting::IntakeChangeKcalPerDay, 0, &self.eichange)?
            .daily(Setting::SodiumChangeMgPerDay, 0, &self.nachange)?
            .hold(Setting::CarbFrac(self.pcarb), 0)
    }
}

/// A row of an authority.
#[derive(serde::Deserialize)]
pub(crate) struct Expected {
    case: String,
    pub(crate) day: usize,
    pub(crate) weight_kg: f64,
    fat_kg: f64,
    lean_kg: f64,
    glycogen_kg: f64,
    ecf_kg: f64,
    at_kcal_d: f64,
    bmi: f64,
}

impl Expected {
    /// The rows by case.
    pub(crate) fn by_case(csv: &str) -> BTreeMap<String, Vec<Self>> {
        let mut cases: BTreeMap<String, Vec<Self>> = BTreeMap::new();
        for row in csv::Reader::from_reader(csv.as_bytes()).deserialize() {
            let row: Self = row.expect("the vectors are of this form");
            cases.entry(row.case.clone()).or_default().push(row);
        }
        cases
    }

    /// Difference of weight, kg.
    pub(crate) fn weight_error(&self, day: &Day) -> f64 {
        (self.weight_kg - day.weight_kg).abs()
    }

    /// Largest difference of any quantity, all of them in units of similar worth: kg, kcal/day,
    /// kg/m².
    pub(crate) fn distance(&self, day: &Day) -> f64 {
        [
            (self.weight_kg, day.weight_kg),
            (self.fat_kg, day.fat_kg),
            (self.lean_kg, day.lean_tissue_kg),
            (self.glycogen_kg, day.glycogen_kg),
            (self.ecf_kg, day.ecf_kg),
            (self.at_kcal_d, day.adaptive_kcal_per_day),
            (self.bmi, day.bmi),
        ]
        .into_iter()
        .map(|(expected, found)| (expected - found).abs())
        .fold(0.0, f64::max)
    }
}
