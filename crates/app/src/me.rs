//! ME.toml: what a person tells about themselves.

use std::path::Path;

use serde::Deserialize;
use spotcheck_engine::{
    planner::{Health, closed},
    tracker,
};
use spotcheck_model::{Menopause, Parameters, Person, PersonInput, Sex};

use crate::{cli::read, gate::Gate, report::Refusal};

/// More than anyone has to say of themselves.
const MOST_BYTES: u64 = 1_000_000;

/// The file as written; keys are those of the contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one key each in the contract"
)]
pub(crate) struct Me {
    sex: SexWord,
    age_y: f64,
    height_cm: f64,
    weight_kg: f64,
    pal: Option<f64>,
    fat_kg: Option<f64>,
    waist_cm: Option<f64>,
    hip_cm: Option<f64>,
    menopause: Option<MenopauseWord>,
    baseline_intake_kcal_per_day: Option<f64>,
    carb_frac: Option<f64>,
    #[serde(default)]
    pregnant: bool,
    #[serde(default)]
    breastfeeding: bool,
    #[serde(default)]
    eating_disorder: bool,
    #[serde(default)]
    conditions: Vec<String>,
    /// Positive answers to SCOFF's five questions.
    scoff: Option<u8>,
    thigh_cm: Option<f64>,
    arm_cm: Option<f64>,
    #[serde(default)]
    equipment: Vec<String>,
    level: Option<String>,
    /// Joints to spare.
    #[serde(default)]
    limits: Vec<String>,
    shoulder_cm: Option<f64>,
    /// Moderate minutes of activity a week that `pal` holds already.
    active_minutes_per_week: Option<f64>,
    /// Minutes of lifting a week that `pal` holds already.
    lifting_minutes_per_week: Option<f64>,
    #[serde(default)]
    liked: Vec<String>,
    #[serde(default)]
    disliked: Vec<String>,
}

/// What somebody does now and has to train with: what only a plan asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Habits<'a> {
    pub(crate) equipment: &'a [String],
    pub(crate) level: Option<&'a str>,
    /// Joints to spare, told as limits or among conditions.
    pub(crate) limits: &'a [String],
    pub(crate) conditions: &'a [String],
    pub(crate) shoulder_cm: Option<f64>,
    pub(crate) active_minutes_per_week: Option<f64>,
    pub(crate) lifting_minutes_per_week: Option<f64>,
    pub(crate) liked: &'a [String],
    pub(crate) disliked: &'a [String],
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SexWord {
    Male,
    Female,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MenopauseWord {
    Pre,
    Transition,
    Post,
}

impl From<SexWord> for Sex {
    fn from(word: SexWord) -> Self {
        match word {
            SexWord::Male => Self::Male,
            SexWord::Female => Self::Female,
        }
    }
}

impl From<MenopauseWord> for Menopause {
    fn from(word: MenopauseWord) -> Self {
        match word {
            MenopauseWord::Pre => Self::Pre,
            MenopauseWord::Transition => Self::Transition,
            MenopauseWord::Post => Self::Post,
        }
    }
}

impl Me {
    /// Reads ME.toml; `name` is how errors call the file.
    pub(crate) fn parse(name: &str, text: &str) -> anyhow::Result<Self> {
        toml::from_str(text).map_err(|error| {
            anyhow::Error::new(error).context(Refusal::new(
                format!("{name} does not describe a person"),
                "it needs sex, age_y, height_cm and weight_kg; README.md shows an example",
            ))
        })
    }

    /// Reads the ME.toml somebody named.
    pub(crate) fn of_file(path: &Path) -> anyhow::Result<Self> {
        Self::parse(&path.display().to_string(), &read(path, MOST_BYTES)?)
    }

    /// The gate that stops a forecast of losing weight at what somebody weighs by now. What the file tells of fat
    /// was of another weight.
    ///
    /// # Errors
    /// What the model refuses of an adult.
    pub(crate) fn gate_at(
        &self,
        parameters: &Parameters,
        weight_kg: f64,
    ) -> anyhow::Result<Option<Gate>> {
        let by_now = Self {
            weight_kg,
            fat_kg: None,
            ..self.clone()
        };
        Ok(match by_now.admission(parameters)? {
            Admission::Admitted(_) => None,
            Admission::Stopped(gate) => Some(gate),
        })
    }

    /// Who somebody is to the tracker.
    pub(crate) fn tracked(&self) -> tracker::Me {
        tracker::Me {
            sex: self.sex.into(),
            age_y: self.age_y,
            height_cm: self.height_cm,
            pal: self.pal,
        }
    }

    /// The body the file describes.
    ///
    /// # Errors
    /// What the model refuses.
    pub(crate) fn person(&self, parameters: &Parameters) -> anyhow::Result<Person> {
        Ok(Person::new(self.input(parameters))?)
    }

    /// What the model is told of somebody.
    pub(crate) fn input(&self, parameters: &Parameters) -> PersonInput {
        PersonInput {
            fat_kg: self.fat_kg,
            waist_cm: self.waist_cm,
            hip_cm: self.hip_cm,
            thigh_cm: self.thigh_cm,
            arm_cm: self.arm_cm,
            menopause: self.menopause.map(Menopause::from),
            baseline_intake_kcal_per_day: self.baseline_intake_kcal_per_day,
            carb_frac: self.carb_frac,
            ..PersonInput::new(
                self.sex.into(),
                self.age_y,
                self.height_cm,
                self.weight_kg,
                self.pal.unwrap_or(parameters.baseline.pal_default.value),
            )
        }
    }

    /// "a woman of 34, 168 cm, 82 kg".
    pub(crate) fn described(&self) -> String {
        let noun = match self.sex {
            SexWord::Male => "man",
            SexWord::Female => "woman",
        };
        format!(
            "a {noun} of {}, {} cm, {} kg",
            self.age_y, self.height_cm, self.weight_kg
        )
    }

    /// The person, or the gate that stops a forecast of losing weight.
    ///
    /// # Errors
    /// What the model refuses of an adult.
    pub(crate) fn admission(&self, parameters: &Parameters) -> anyhow::Result<Admission> {
        if self.is_child(parameters) {
            return Ok(Admission::Stopped(Gate::Child));
        }
        let person = self.person(parameters)?;
        let gate = self.gate(parameters, person.bmi(self.weight_kg));
        Ok(gate.map_or_else(|| Admission::Admitted(Box::new(person)), Admission::Stopped))
    }

    fn gate(&self, parameters: &Parameters, bmi: f64) -> Option<Gate> {
        let closed = closed(parameters, self.age_y, bmi, &self.health());
        closed.first().copied()
    }

    /// What only a plan asks for.
    pub(crate) fn habits(&self) -> Habits<'_> {
        Habits {
            equipment: &self.equipment,
            level: self.level.as_deref(),
            limits: &self.limits,
            conditions: &self.conditions,
            shoulder_cm: self.shoulder_cm,
            active_minutes_per_week: self.active_minutes_per_week,
            lifting_minutes_per_week: self.lifting_minutes_per_week,
            liked: &self.liked,
            disliked: &self.disliked,
        }
    }

    /// The person, for the planner to look at the gates; a child stops before the model is asked.
    ///
    /// # Errors
    /// What the model refuses of an adult.
    pub(crate) fn plannable(
        &self,
        parameters: &Parameters,
    ) -> anyhow::Result<Result<Person, Gate>> {
        if self.is_child(parameters) {
            return Ok(Err(Gate::Child));
        }
        // What a person says they eat is not what they burn: it must not bend what a change does.
        Ok(Ok(Person::new(PersonInput {
            baseline_intake_kcal_per_day: None,
            ..self.input(parameters)
        })?))
    }

    fn is_child(&self, parameters: &Parameters) -> bool {
        0.0 <= self.age_y && self.age_y < parameters.safety.adult_age.value
    }

    /// Weight, kg.
    pub(crate) fn weight_kg(&self) -> f64 {
        self.weight_kg
    }

    /// Sex.
    pub(crate) fn sex(&self) -> Sex {
        self.sex.into()
    }

    /// What the gates look at.
    pub(crate) fn health(&self) -> Health {
        Health {
            pregnant: self.pregnant,
            breastfeeding: self.breastfeeding,
            eating_disorder: self.eating_disorder,
            scoff: self.scoff,
            conditions: self.conditions.clone(),
            stated: Vec::new(),
        }
    }
}

/// Whether a loss may be forecast for someone.
#[derive(Debug)]
pub(crate) enum Admission {
    Admitted(Box<Person>),
    Stopped(Gate),
}
