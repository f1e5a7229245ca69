//! Where a change is looked for, with what, and how well that repeats itself.

use spotcheck_model::{Day, Parameters, PersonInput};

use super::Error;
use crate::spread::Spread;

/// A part of the body that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// Waist, cm.
    Waist,
    /// Hip, cm.
    Hip,
    /// Mid-thigh, cm.
    Thigh,
    /// Mid-upper-arm, cm.
    Arm,
    /// Fat of the trunk, kg.
    TrunkFat,
    /// Fat of the legs, kg.
    LegFat,
    /// Fat of the arms, kg.
    ArmFat,
    /// Fat inside the abdomen, in whatever unit its device gives.
    VisceralFat,
    /// Fat under the skin of the abdomen, in whatever unit its device gives.
    AbdominalSubcutaneousFat,
}

/// What it is measured with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A tape.
    Tape,
    /// Dual-energy X-ray absorptiometry.
    Dxa,
    /// A volume by magnetic resonance or computed tomography.
    Volume,
}

impl Site {
    /// Every site.
    pub const ALL: [Self; 9] = [
        Self::Waist,
        Self::Hip,
        Self::Thigh,
        Self::Arm,
        Self::TrunkFat,
        Self::LegFat,
        Self::ArmFat,
        Self::VisceralFat,
        Self::AbdominalSubcutaneousFat,
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waist => "waist",
            Self::Hip => "hip",
            Self::Thigh => "thigh",
            Self::Arm => "arm",
            Self::TrunkFat => "trunk fat",
            Self::LegFat => "leg fat",
            Self::ArmFat => "arm fat",
            Self::VisceralFat => "visceral fat",
            Self::AbdominalSubcutaneousFat => "abdominal subcutaneous fat",
        }
    }

    /// How measurements of it scatter from day to day.
    ///
    /// # Errors
    /// [`Error::NotMeasured`] where the method does not measure the site.
    pub fn spread(self, method: Method, parameters: &Parameters) -> Result<Spread<'_>, Error> {
        let (scan, cv) = (&parameters.scan, &parameters.measurement);
        match (self, method) {
            (Self::Waist | Self::Hip, Method::Tape) => Ok(trunk_girth(parameters)),
            (Self::Thigh | Self::Arm, Method::Tape) => Ok(limb_girth(parameters)),
            (Self::TrunkFat, Method::Dxa) => Ok(Spread::of(&scan.trunk_sd)),
            (Self::LegFat, Method::Dxa) => Ok(Spread::of(&scan.legs_sd)),
            (Self::ArmFat, Method::Dxa) => Ok(Spread::of(&scan.arms_sd)),
            (Self::VisceralFat, Method::Dxa) => Ok(Spread::of_cv(&cv.dxa_visceral_cv)),
            (Self::VisceralFat, Method::Volume) => Ok(Spread::of_cv(&cv.volume_visceral_cv)),
            (Self::AbdominalSubcutaneousFat, Method::Volume) => {
                Ok(Spread::of_cv(&cv.volume_subcutaneous_cv))
            }
            (_, Method::Tape | Method::Dxa | Method::Volume) => {
                Err(Error::NotMeasured { site: self, method })
            }
        }
    }

    /// A person of whom the site's girth on day 0 is known.
    pub(super) fn told(self, input: PersonInput, value: f64) -> PersonInput {
        let mut input = input;
        match self {
            Self::Waist => input.waist_cm = Some(value),
            Self::Hip => input.hip_cm = Some(value),
            Self::Thigh => input.thigh_cm = Some(value),
            Self::Arm => input.arm_cm = Some(value),
            Self::TrunkFat
            | Self::LegFat
            | Self::ArmFat
            | Self::VisceralFat
            | Self::AbdominalSubcutaneousFat => {}
        }
        input
    }

    /// What a forecast says of it; NaN for a girth that was not told.
    pub(super) fn of(self, day: &Day) -> f64 {
        let regions = &day.regions;
        let girth = |girth: Option<f64>| girth.unwrap_or(f64::NAN);
        match self {
            Self::Waist => girth(day.waist_cm),
            Self::Hip => girth(day.hip_cm),
            Self::Thigh => girth(day.thigh_cm),
            Self::Arm => girth(day.arm_cm),
            Self::TrunkFat => {
                regions.visceral_kg + regions.abdominal_subcutaneous_kg + regions.other_trunk_kg
            }
            Self::LegFat => regions.legs_kg,
            Self::ArmFat => regions.arms_kg,
            Self::VisceralFat => regions.visceral_kg,
            Self::AbdominalSubcutaneousFat => regions.abdominal_subcutaneous_kg,
        }
    }
}

/// How a tape about a limb scatters, cm.
pub(super) const fn limb_girth(parameters: &Parameters) -> Spread<'_> {
    Spread::of_mm(&parameters.instruments.tape_read_sd)
}

/// How a tape about the trunk scatters, cm.
pub(super) const fn trunk_girth(parameters: &Parameters) -> Spread<'_> {
    Spread::of(&parameters.instruments.waist_day_sd)
}

impl Method {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tape => "tape",
            Self::Dxa => "DXA",
            Self::Volume => "a volume by MRI or CT",
        }
    }
}
