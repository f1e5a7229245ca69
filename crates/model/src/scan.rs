//! What a scan of the body told.

use crate::{
    Error, Parameters,
    limits::{self, Limit},
};

/// What made a scan.
///
/// Each device has its own visceral fat: of a region, of a slab, of the whole abdomen or of one
/// slice. One is never converted into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// Dual-energy X-ray absorptiometry by GE (Lunar): visceral fat of the android region, kg.
    DxaGe,
    /// Dual-energy X-ray absorptiometry by Hologic: visceral fat of a slab, g.
    DxaHologic,
    /// Magnetic resonance imaging: visceral fat as a volume, L.
    Mri,
    /// One slice of computed tomography: visceral fat as an area, cm².
    CtSlice,
}

/// A scan; `None` where it does not say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scan {
    /// What made it.
    pub device: Device,
    /// Fat of the trunk in kg, visceral fat included; of a DXA, as the next three.
    pub trunk_fat_kg: Option<f64>,
    /// Fat of both legs in kg.
    pub legs_fat_kg: Option<f64>,
    /// Fat of both arms in kg.
    pub arms_fat_kg: Option<f64>,
    /// Fat of the head in kg.
    pub head_fat_kg: Option<f64>,
    /// Fat under the skin of the abdomen, in the device's unit. It is carried, not used: no norm
    /// of any device is known.
    pub abdominal_subcutaneous: Option<f64>,
    /// Visceral fat, in the device's unit.
    pub visceral: Option<f64>,
}

impl Device {
    /// Every device.
    pub const ALL: [Self; 4] = [Self::DxaGe, Self::DxaHologic, Self::Mri, Self::CtSlice];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::DxaGe => "dxa_ge",
            Self::DxaHologic => "dxa_hologic",
            Self::Mri => "mri",
            Self::CtSlice => "ct_slice",
        }
    }

    /// Unit of its visceral and abdominal subcutaneous fat.
    pub fn unit(self) -> &'static str {
        match self {
            Self::DxaGe => "kg",
            Self::DxaHologic => "g",
            Self::Mri => "L",
            Self::CtSlice => "cm2",
        }
    }

    /// Coefficient of variation of its visceral fat, repeated, where one is known.
    pub fn visceral_cv(self, parameters: &Parameters) -> Option<f64> {
        let p = &parameters.scan;
        match self {
            Self::DxaGe | Self::DxaHologic => Some(p.visceral_cv_dxa.value),
            Self::Mri => Some(p.visceral_cv_mri.value),
            Self::CtSlice => None,
        }
    }

    /// What it may give of abdominal fat called `field`.
    fn limit(self, field: &'static str) -> Limit {
        let [lo, hi] = match self {
            Self::DxaGe => limits::SCAN_KG,
            Self::DxaHologic => limits::SCAN_G,
            Self::Mri => limits::SCAN_L,
            Self::CtSlice => limits::SCAN_CM2,
        };
        Limit::new(field, lo, hi)
    }

    fn sees_regions(self) -> bool {
        matches!(self, Self::DxaGe | Self::DxaHologic)
    }
}

impl Scan {
    /// Visceral fat as the same device would give it, in its unit, once the person's visceral fat
    /// is `ratio` times what it was on the day of the scan.
    pub fn visceral_on_device(&self, ratio: f64) -> Option<f64> {
        self.visceral.map(|visceral| ratio * visceral)
    }

    /// Fat of trunk, legs, arms and head in kg.
    pub(crate) fn regions_kg(&self) -> [Option<f64>; 4] {
        [
            self.trunk_fat_kg,
            self.legs_fat_kg,
            self.arms_fat_kg,
            self.head_fat_kg,
        ]
    }

    /// Whether a person with this fat mass can have been scanned so.
    pub(crate) fn check(&self, fat_kg: Option<f64>) -> Result<(), Error> {
        for (field, value) in [
            ("scan.abdominal_subcutaneous", self.abdominal_subcutaneous),
            ("scan.visceral", self.visceral),
        ] {
            let limit = self.device.limit(field);
            value.map(|value| limit.check(value)).transpose()?;
        }
        let regions_kg = self.regions_kg();
        if regions_kg.iter().all(Option::is_none) {
            return Ok(());
        }
        if !self.device.sees_regions() {
            let device = self.device.name();
            return Err(Error::ScanOfRegions { device });
        }
        let fat_kg = fat_kg.ok_or(Error::ScanWithoutFat)?;
        let mut sum_kg = 0.0;
        for (limit, told_kg) in limits::SCAN_REGIONS.iter().zip(regions_kg) {
            let Some(told_kg) = told_kg else { continue };
            sum_kg += limit.check(told_kg)?;
        }
        let all = regions_kg.iter().all(Option::is_some);
        let agrees = if all {
            (sum_kg - fat_kg).abs() <= limits::SCAN_CLOSURE_KG
        } else {
            sum_kg < fat_kg
        };
        if !agrees {
            return Err(Error::ScanDisagrees { sum_kg, fat_kg });
        }
        self.check_visceral()
    }

    /// Refuses visceral fat that the trunk it lies in does not hold, where both are in kg.
    fn check_visceral(&self) -> Result<(), Error> {
        match (self.device, self.visceral, self.trunk_fat_kg) {
            (Device::DxaGe, Some(visceral_kg), Some(trunk_kg)) if trunk_kg <= visceral_kg => {
                Err(Error::ScanVisceral {
                    visceral_kg,
                    trunk_kg,
                })
            }
            _ => Ok(()),
        }
    }
}
