//! Where a change is looked for, with what, and how well that repeats itself.

use spotcheck_model::{Day, Parameters, PersonInput};

use super::Error;

/// Millimetres of a centimetre.
const MM_PER_CM: f64 = 10.0;

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

    /// One SD of a measurement of `value`, in its unit.
    ///
    /// # Errors
    /// [`Error::NotMeasured`] where the method does not measure the site.
    pub fn error_sd(
        self,
        method: Method,
        value: f64,
        parameters: &Parameters,
    ) -> Result<f64, Error> {
        let (hand, scan, cv) = (
            &parameters.instruments,
            &parameters.scan,
            &parameters.measurement,
        );
        match (self, method) {
            (Self::Waist | Self::Hip, Method::Tape) => Ok(hand.waist_day_sd.value),
            (Self::Thigh | Self::Arm, Method::Tape) => Ok(hand.tape_read_sd.value / MM_PER_CM),
            (Self::TrunkFat, Method::Dxa) => Ok(scan.trunk_sd.value),
            (Self::LegFat, Method::Dxa) => Ok(scan.legs_sd.value),
            (Self::ArmFat, Method::Dxa) => Ok(scan.arms_sd.value),
            (Self::VisceralFat, Method::Dxa) => Ok(cv.dxa_visceral_cv.value * value),
            (Self::VisceralFat, Method::Volume) => Ok(cv.volume_visceral_cv.value * value),
            (Self::AbdominalSubcutaneousFat, Method::Volume) => {
                Ok(cv.volume_subcutaneous_cv.value * value)
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
