//! The numbers of the model: data with units and citations, parsed once.

mod groups;
mod parameter;
mod planning;
mod progression;
mod tracking;
mod training;

use std::sync::OnceLock;

pub use groups::{
    ActivityParameters, AgeingParameters, BaselineParameters, BehaviourParameters,
    EnergyParameters, GirthParameters, InstrumentParameters, LeanParameters, LocalParameters,
    MeasurementParameters, RegionalParameters, SafetyParameters, ScanParameters, TapeParameters,
};
pub use parameter::{Basis, Flag, Parameter};
pub use planning::{MinutesParameters, NutritionParameters, ShapeParameters};
pub use progression::ProgressionParameters;
pub use tracking::TrackingParameters;
pub use training::TrainingParameters;

use crate::{Error, activity::Compendium};

/// Every number the model computes with.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// The energy-balance model.
    pub energy: EnergyParameters,
    /// A person's starting point.
    pub baseline: BaselineParameters,
    /// The depots of fat.
    pub regional: RegionalParameters,
    /// What waist and hip say about the depots.
    pub tape: TapeParameters,
    /// How the depots' shares move with age.
    pub ageing: AgeingParameters,
    /// What a scan says.
    pub scan: ScanParameters,
    /// Circumferences.
    pub girth: GirthParameters,
    /// How far people do what they plan.
    pub behaviour: BehaviourParameters,
    /// The bound on a local effect.
    pub local: LocalParameters,
    /// Tools held in the hand.
    pub instruments: InstrumentParameters,
    /// For whom, and how far, a loss is forecast.
    pub safety: SafetyParameters,
    /// What activity costs.
    pub activity: ActivityParameters,
    /// Metabolic equivalents by kind of activity.
    pub compendium: Compendium,
    /// Lean tissue beside Forbes' curve.
    pub lean: LeanParameters,
    /// How well a scan repeats itself.
    pub measurement: MeasurementParameters,
    /// What a log is.
    pub tracking: TrackingParameters,
    /// How intake is planned.
    pub nutrition: NutritionParameters,
    /// How minutes of activity are planned.
    pub minutes: MinutesParameters,
    /// What training does to the shape.
    pub shape: ShapeParameters,
    /// How weeks of lifting are laid out and loads follow.
    pub progression: ProgressionParameters,
    /// A week of lifting.
    pub training: TrainingParameters,
}

/// The parameter files as TOML text.
#[derive(Clone, Copy, Debug)]
pub struct ParameterTexts<'a> {
    /// `energy.toml`.
    pub energy: &'a str,
    /// `baseline.toml`.
    pub baseline: &'a str,
    /// `regional.toml`.
    pub regional: &'a str,
    /// `tape.toml`.
    pub tape: &'a str,
    /// `ageing.toml`.
    pub ageing: &'a str,
    /// `scan.toml`.
    pub scan: &'a str,
    /// `girth.toml`.
    pub girth: &'a str,
    /// `behaviour.toml`.
    pub behaviour: &'a str,
    /// `local.toml`.
    pub local: &'a str,
    /// `instruments.toml`.
    pub instruments: &'a str,
    /// `safety.toml`.
    pub safety: &'a str,
    /// `activity.toml`.
    pub activity: &'a str,
    /// `compendium.toml`.
    pub compendium: &'a str,
    /// `lean.toml`.
    pub lean: &'a str,
    /// `measurement.toml`.
    pub measurement: &'a str,
    /// `tracking.toml`.
    pub tracking: &'a str,
    /// `nutrition.toml`.
    pub nutrition: &'a str,
    /// `minutes.toml`.
    pub minutes: &'a str,
    /// `shape.toml`.
    pub shape: &'a str,
    /// `progression.toml`.
    pub progression: &'a str,
    /// `training.toml`.
    pub training: &'a str,
}

impl ParameterTexts<'static> {
    /// The files this crate was built with.
    pub const PUBLISHED: Self = Self {
        energy: include_str!("../../params/energy.toml"),
        baseline: include_str!("../../params/baseline.toml"),
        regional: include_str!("../../params/regional.toml"),
        tape: include_str!("../../params/tape.toml"),
        ageing: include_str!("../../params/ageing.toml"),
        scan: include_str!("../../params/scan.toml"),
        girth: include_str!("../../params/girth.toml"),
        behaviour: include_str!("../../params/behaviour.toml"),
        local: include_str!("../../params/local.toml"),
        instruments: include_str!("../../params/instruments.toml"),
        safety: include_str!("../../params/safety.toml"),
        activity: include_str!("../../params/activity.toml"),
        compendium: include_str!("../../params/compendium.toml"),
        lean: include_str!("../../params/lean.toml"),
        measurement: include_str!("../../params/measurement.toml"),
        tracking: include_str!("../../params/tracking.toml"),
        nutrition: include_str!("../../params/nutrition.toml"),
        minutes: include_str!("../../params/minutes.toml"),
        shape: include_str!("../../params/shape.toml"),
        progression: include_str!("../../params/progression.toml"),
        training: include_str!("../../params/training.toml"),
    };
}

impl Parameters {
    /// The published numbers.
    ///
    /// # Panics
    /// Never: a test parses the same texts.
    pub fn published() -> &'static Self {
        static PUBLISHED: OnceLock<Parameters> = OnceLock::new();
        PUBLISHED.get_or_init(|| {
            Self::parse(&ParameterTexts::PUBLISHED).expect("a test parses the files compiled in")
        })
    }

    /// Reads parameters from other texts of the same form.
    ///
    /// # Errors
    /// [`Error::ParameterFile`] for unknown or missing keys, [`Error::ParameterUnit`] and
    /// [`Error::ParameterValue`] where a number is not what the code asks for.
    pub fn parse(texts: &ParameterTexts<'_>) -> Result<Self, Error> {
        Ok(Self {
            energy: EnergyParameters::parse(texts.energy)?,
            baseline: BaselineParameters::parse(texts.baseline)?,
            regional: RegionalParameters::parse(texts.regional)?,
            tape: TapeParameters::parse(texts.tape)?,
            ageing: AgeingParameters::parse(texts.ageing)?,
            scan: ScanParameters::parse(texts.scan)?,
            girth: GirthParameters::parse(texts.girth)?,
            behaviour: BehaviourParameters::parse(texts.behaviour)?,
            local: LocalParameters::parse(texts.local)?,
            instruments: InstrumentParameters::parse(texts.instruments)?,
            safety: SafetyParameters::parse(texts.safety)?,
            activity: ActivityParameters::parse(texts.activity)?,
            compendium: Compendium::parse(texts.compendium)?,
            lean: LeanParameters::parse(texts.lean)?,
            measurement: MeasurementParameters::parse(texts.measurement)?,
            tracking: TrackingParameters::parse(texts.tracking)?,
            nutrition: NutritionParameters::parse(texts.nutrition)?,
            minutes: MinutesParameters::parse(texts.minutes)?,
            shape: ShapeParameters::parse(texts.shape)?,
            progression: ProgressionParameters::parse(texts.progression)?,
            training: TrainingParameters::parse(texts.training)?,
        })
    }

    /// Every parameter with its name, file by file; names are unique.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Parameter)> {
        self.energy
            .iter()
            .chain(self.baseline.iter())
            .chain(self.regional.iter())
            .chain(self.tape.iter())
            .chain(self.ageing.iter())
            .chain(self.scan.iter())
            .chain(self.girth.iter())
            .chain(self.behaviour.iter())
            .chain(self.local.iter())
            .chain(self.instruments.iter())
            .chain(self.safety.iter())
            .chain(self.activity.iter())
            .chain(self.compendium.iter())
            .chain(self.lean.iter())
            .chain(self.measurement.iter())
            .chain(self.tracking.iter())
            .chain(self.nutrition.iter())
            .chain(self.minutes.iter())
            .chain(self.shape.iter())
            .chain(self.progression.iter())
            .chain(self.training.iter())
    }

    /// The name of one of these; none for a parameter that is not.
    pub fn name_of(&self, parameter: &Parameter) -> Option<&str> {
        let found = self
            .all()
            .find(|(_, other)| std::ptr::eq(*other, parameter));
        found.map(|(name, _)| name)
    }
}
