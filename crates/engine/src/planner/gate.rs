//! For whom no loss of weight is planned or forecast: one table, which no option turns off.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;
use spotcheck_model::{Parameters, parameters::Flag};

use crate::training::Joint;

const TABLE: &str = include_str!("../../../../data/safety/gates.toml");

/// A reason to plan or forecast no loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Who still grows.
    Child,
    /// Pregnancy.
    Pregnancy,
    /// Breastfeeding.
    Breastfeeding,
    /// An eating disorder, told or not ruled out by SCOFF.
    EatingDisorder,
    /// A condition or a medicine.
    Condition,
    /// A weight that is low for the height.
    LowWeight,
    /// An age from which muscle and bone matter more.
    Older,
    /// A deficit could lead below the fat a body needs.
    LowFat,
    /// A deficit could lead below a healthy weight.
    WouldBeLow,
    /// The numbers lead where the model does not hold.
    OutsideModel,
    /// What is burnt leaves no room above the least safe intake.
    NoRoom,
}

/// How much a gate keeps from a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stops {
    /// Every plan: a clinician should lead.
    Everything,
    /// A loss of weight.
    Loss,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateRow {
    /// Which gate.
    pub id: Gate,
    /// How much it keeps from a person.
    pub stops: Stops,
    /// What is said, with places for what would have been made and for a number.
    pub words: String,
    /// The parameter that is named.
    pub number: Option<String>,
    /// Key into the bibliography.
    pub source: String,
    /// Where in the source.
    pub locator: String,
    /// How far it was checked.
    pub flag: Flag,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    gate: Vec<GateRow>,
    spared: BTreeMap<String, Vec<String>>,
    nothing: Vec<String>,
}

/// What somebody tells of themselves that a gate looks at.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "one answer each")]
pub struct Health {
    /// Whether pregnant.
    pub pregnant: bool,
    /// Whether breastfeeding.
    pub breastfeeding: bool,
    /// Whether eating is or has been a struggle.
    pub eating_disorder: bool,
    /// Positive answers to SCOFF, 0 to 5, if it was asked.
    pub scoff: Option<u8>,
    /// Conditions and medicines, in anyone's words.
    pub conditions: Vec<String>,
    /// What they said besides that closes a gate.
    pub stated: Vec<Gate>,
}

impl Gate {
    /// Its row in the table.
    ///
    /// # Panics
    /// Never: a test finds every gate in the table.
    pub fn row(self) -> &'static GateRow {
        let row = table().gate.iter().find(|row| row.id == self);
        row.expect("a test finds every gate in the table")
    }

    /// What is said instead of `what` ("weight-loss plan"), with where to turn.
    pub fn words(self, parameters: &Parameters, what: &str) -> String {
        let row = self.row();
        let text = row.words.replace("{what}", what);
        let named = |name: &String| parameters.all().find(|(other, _)| other == name);
        match row.number.as_ref().and_then(named) {
            Some((_, parameter)) => text.replace("{number}", &parameter.value.to_string()),
            None => text,
        }
    }
}

/// Every row, in the order in which they are asked.
pub fn gates() -> &'static [GateRow] {
    &table().gate
}

/// The gates that what somebody tells of themselves closes; `bmi` in kg/m².
pub fn closed(parameters: &Parameters, age_y: f64, bmi: f64, health: &Health) -> Vec<Gate> {
    let safety = &parameters.safety;
    let is_older = safety.older_age.value <= age_y && bmi < safety.older_bmi_floor.value;
    let is_positive = health
        .scoff
        .is_some_and(|yes| safety.scoff_positive.value <= f64::from(yes));
    let has_condition = health
        .conditions
        .iter()
        .any(|condition| !is_nothing(condition) && spared(condition).is_none());
    [
        (age_y < safety.adult_age.value, Gate::Child),
        (health.pregnant, Gate::Pregnancy),
        (health.breastfeeding, Gate::Breastfeeding),
        (health.eating_disorder || is_positive, Gate::EatingDisorder),
        (bmi < safety.bmi_floor.value, Gate::LowWeight),
        (is_older, Gate::Older),
        (has_condition, Gate::Condition),
    ]
    .into_iter()
    .filter_map(|(applies, gate)| (applies || health.stated.contains(&gate)).then_some(gate))
    .collect()
}

/// Whether a told condition says that there is none.
fn is_nothing(condition: &str) -> bool {
    table().nothing.contains(&plain(condition))
}

fn plain(told: &str) -> String {
    told.trim().to_lowercase().replace(['-', '_'], " ")
}

/// The joint that a told condition speaks of, if it is no more than that.
pub fn spared(condition: &str) -> Option<Joint> {
    let told = plain(condition);
    let known = table().spared.iter().find(|(_, ways)| ways.contains(&told));
    known.and_then(|(code, _)| Joint::of_code(code))
}

fn table() -> &'static Table {
    static TABLE_READ: OnceLock<Table> = OnceLock::new();
    TABLE_READ.get_or_init(|| toml::from_str(TABLE).expect("a test reads the table compiled in"))
}
