//! The numbers of the model: data with units and citations, parsed once.

mod groups;
mod parameter;

use std::sync::OnceLock;

pub use groups::{
    BaselineParameters, EnergyParameters, GirthParameters, LocalParameters, MeasurementParameters,
    RegionalParameters, SafetyParameters,
};
pub use parameter::{Basis, Flag, Parameter};

use crate::Error;

/// Every number the model computes with.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// The energy-balance model.
    pub energy: EnergyParameters,
    /// A person's starting point.
    pub baseline: BaselineParameters,
    /// The depots of fat.
    pub regional: RegionalParameters,
    /// Waist and hip.
    pub girth: GirthParameters,
    /// The bound on a local effect.
    pub local: LocalParameters,
    /// For whom, and how far, a loss is forecast.
    pub safety: SafetyParameters,
    /// How well a scan repeats itself.
    pub measurement: MeasurementParameters,
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
    /// `girth.toml`.
    pub girth: &'a str,
    /// `local.toml`.
    pub local: &'a str,
    /// `safety.toml`.
    pub safety: &'a str,
    /// `measurement.toml`.
    pub measurement: &'a str,
}

impl ParameterTexts<'static> {
    /// The files this crate was built with.
    pub const PUBLISHED: Self = Self {
        energy: include_str!("../../params/energy.toml"),
        baseline: include_str!("../../params/baseline.toml"),
        regional: include_str!("../../params/regional.toml"),
        girth: include_str!("../../params/girth.toml"),
        local: include_str!("../../params/local.toml"),
        safety: include_str!("../../params/safety.toml"),
        measurement: include_str!("../../params/measurement.toml"),
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
            girth: GirthParameters::parse(texts.girth)?,
            local: LocalParameters::parse(texts.local)?,
            safety: SafetyParameters::parse(texts.safety)?,
            measurement: MeasurementParameters::parse(texts.measurement)?,
        })
    }

    /// Every parameter with its name, file by file; names are unique.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Parameter)> {
        self.energy
            .iter()
            .chain(self.baseline.iter())
            .chain(self.regional.iter())
            .chain(self.girth.iter())
            .chain(self.local.iter())
            .chain(self.safety.iter())
            .chain(self.measurement.iter())
    }
}
