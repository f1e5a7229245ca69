//! What limits a deficit, or what a person is asked for.

/// What sets how far intake is from expenditure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Nothing: it is what was asked for, or what is planned unless more is asked for.
    Asked,
    /// The fastest loss for the share of fat.
    Rate,
    /// The fastest loss for anybody.
    RateMost,
    /// What fat can give in a day.
    FatEnergy,
    /// The share of expenditure that may be missing.
    Share,
    /// The least that is eaten without a clinician.
    IntakeFloor,
    /// The least over resting expenditure.
    Resting,
    /// The least that must be left after exercise.
    Availability,
    /// The least body mass index.
    LowWeight,
    /// The least share of fat.
    LowFat,
    /// About the same weight, which a recomposition is at.
    Same,
    /// The deficit for older adults.
    Older,
    /// The largest surplus.
    Surplus,
    /// Two years, the longest plan.
    Time,
}

impl Limit {
    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Rate => "rate",
            Self::RateMost => "rate_most",
            Self::FatEnergy => "fat_energy",
            Self::Share => "share_of_expenditure",
            Self::IntakeFloor => "intake_floor",
            Self::Resting => "resting",
            Self::Availability => "energy_availability",
            Self::LowWeight => "bmi_floor",
            Self::LowFat => "fat_floor",
            Self::Same => "same_weight",
            Self::Older => "older",
            Self::Surplus => "surplus",
            Self::Time => "two_years",
        }
    }
}
