//! The numbers of the model: data with units and citations, parsed once.

mod groups;
mod parameter;

use std::sync::OnceLock;

pub use groups::{
    AgeingParameters, BaselineParameters, EnergyParameters, GirthParameters, LocalParameters,
    RegionalParameters, SafetyParameters, ScanParameters, TapeParameters,
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
    /// What waist and hip say about the depots.
    pub tape: TapeParameters,
    /// How the depots' shares move with age.
    pub ageing: AgeingParameters,
    /// What a scan says.
    pub scan: ScanParameters,
    /// Circumferences.
    pub girth: GirthParameters,
    /// The bound on a local effect.
    pub local: LocalParameters,
    /// For whom, and how far, a loss is forecast.
    pub safety: SafetyParameters,
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
    /// `local.toml`.
    pub local: &'a str,
    /// `safety.toml`.
    pub safety: &'a str,
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
        local: include_str!("../../params/local.toml"),
        safety: include_str!("../../params/safety.toml"),
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
            local: LocalParameters::parse(texts.local)?,
            safety: SafetyParameters::parse(texts.safety)?,
        })
    }

    /// Every parameter with its name, file by file; names are unique.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Parameter)> {
        self.energy
            .iter()
            .chain(self.baseline.iter())
            .chain(self.regional.iter())
            .chain(self.tape.iter())
            .chain(self.ageing.iter())
            .chain(self.scan.iter())
            .chain(self.girth.iter())
            .chain(self.local.iter())
            .chain(self.safety.iter())
    }
}
