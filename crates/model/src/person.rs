//! Who the forecast is about.

use crate::{Error, Scan, limits, units::CM_PER_M};

/// Sex, as the equations distinguish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Male.
    Male,
    /// Female.
    Female,
}

impl Sex {
    /// The one of two values that is this sex's.
    pub(crate) fn of<T>(self, men: T, women: T) -> T {
        match self {
            Self::Male => men,
            Self::Female => women,
        }
    }
}

/// Where a woman stands. It shifts where her fat lies from what is usual at her age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menopause {
    /// Before the transition.
    Pre,
    /// During it.
    Transition,
    /// After it.
    Post,
}

/// What is told about a person; `None` where it was not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PersonInput {
    /// Sex.
    pub sex: Sex,
    /// Age in years, 18 to 110.
    pub age_y: f64,
    /// Height in cm, 100 to 250.
    pub height_cm: f64,
    /// Body weight in kg, 25 to 400.
    pub weight_kg: f64,
    /// Physical activity level: total over resting expenditure, 1 to 3.
    pub pal: f64,
    /// Fat mass in kg, if measured.
    pub fat_kg: Option<f64>,
    /// Waist circumference in cm, 40 to 250.
    pub waist_cm: Option<f64>,
    /// Hip circumference in cm, 40 to 250.
    pub hip_cm: Option<f64>,
    /// Mid-thigh circumference in cm, 15 to 150.
    pub thigh_cm: Option<f64>,
    /// Mid-upper-arm circumference in cm, 10 to 100.
    pub arm_cm: Option<f64>,
    /// Menopausal status; of no effect in men.
    pub menopause: Option<Menopause>,
    /// A scan of today.
    pub scan: Option<Scan>,
    /// Usual intake in kcal/day, 500 to 10 000, if it is not what keeps weight.
    pub baseline_intake_kcal_per_day: Option<f64>,
    /// Usual share of energy from carbohydrate, 0.05 to 0.95.
    pub carb_frac: Option<f64>,
}

/// A person the model can reckon with: every number in range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    input: PersonInput,
}

impl PersonInput {
    /// What has to be told: sex, age in years, height in cm, weight in kg, physical activity level.
    pub const fn new(sex: Sex, age_y: f64, height_cm: f64, weight_kg: f64, pal: f64) -> Self {
        Self {
            sex,
            age_y,
            height_cm,
            weight_kg,
            pal,
            fat_kg: None,
            waist_cm: None,
            hip_cm: None,
            thigh_cm: None,
            arm_cm: None,
            menopause: None,
            scan: None,
            baseline_intake_kcal_per_day: None,
            carb_frac: None,
        }
    }

    /// Body mass index in kg/m² today.
    pub(crate) fn bmi(&self) -> f64 {
        self.weight_kg / (self.height_cm / CM_PER_M).powi(2)
    }
}

impl Person {
    /// Accepts a person.
    ///
    /// # Errors
    /// [`Error::NotAdult`] below 18 years, [`Error::OutOfRange`] for any other number outside the
    /// ranges of [`PersonInput`] or of what a device shows, [`Error::ScanOfRegions`],
    /// [`Error::ScanWithoutFat`], [`Error::ScanDisagrees`] or [`Error::ScanVisceral`] for a scan
    /// that contradicts its device, the fat mass or itself. Whether fat leaves lean tissue is for
    /// [`Baseline::new`](crate::Baseline::new) to say.
    pub fn new(input: PersonInput) -> Result<Self, Error> {
        if input.age_y < limits::ADULT_Y {
            return Err(Error::NotAdult { age_y: input.age_y });
        }
        limits::AGE.check(input.age_y)?;
        limits::HEIGHT.check(input.height_cm)?;
        limits::WEIGHT.check(input.weight_kg)?;
        limits::PAL.check(input.pal)?;
        for (limit, value) in [
            (limits::FAT, input.fat_kg),
            (limits::WAIST, input.waist_cm),
            (limits::HIP, input.hip_cm),
            (limits::THIGH, input.thigh_cm),
            (limits::ARM, input.arm_cm),
            (limits::USUAL_INTAKE, input.baseline_intake_kcal_per_day),
            (limits::USUAL_CARB, input.carb_frac),
        ] {
            value.map(|value| limit.check(value)).transpose()?;
        }
        if let Some(scan) = &input.scan {
            scan.check(input.fat_kg)?;
        }
        Ok(Self { input })
    }

    /// What was told about the person.
    pub fn input(&self) -> &PersonInput {
        &self.input
    }

    /// Body mass index in kg/m² at `weight_kg`.
    pub fn bmi(&self, weight_kg: f64) -> f64 {
        weight_kg / self.height_m().powi(2)
    }

    /// Height in m.
    pub(crate) fn height_m(&self) -> f64 {
        self.input.height_cm / CM_PER_M
    }
}
