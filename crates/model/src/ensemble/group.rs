//! What a trial's arm should show on average: the change of a region's fat, given that of total fat.
//!
//! The mean is the forecast's own division of fat for the typical person of the arm. Its error is
//! found by moving each uncertain number by one standard deviation, alone, and adding the squares
//! of what that does to the logarithm of the ratio after to before: the exponents and the starting
//! shares of depots, which a whole arm has in common; persons' own deviations and the scans'
//! repeatability, which an arm of n averages to 1/√n. Arms differ by more than all of that: by
//! `arm_ln_sd`, estimated on the arms that served the exponents and on no other.

use statrs::distribution::{ContinuousCDF, Normal};

use crate::{
    Depot, Error, Interval, Parameters, Person, limits, parameters::MeasurementParameters,
    regional::Split, scores::Scores,
};

/// Level of the interval.
const LEVEL: f64 = 0.9;
/// Relative step of the slope on total fat.
const STEP: f64 = 0.01;
/// A change has two measurements.
const SCANS: f64 = 2.0;

/// The people of an arm and how their fat changed.
#[derive(Clone, Debug)]
pub struct Arm {
    /// A typical person for each sex in it, with the share of the arm that is so; shares sum to one.
    pub members: Vec<(Person, f64)>,
    /// How many people were measured.
    pub count: usize,
    /// Mean fat mass at the start, kg, or 100 where only percentages are known.
    pub fat_before_kg: f64,
    /// Mean fat mass at the end, in the same unit.
    pub fat_after_kg: f64,
    /// One standard deviation of the logarithm of their ratio that is due to how it is known:
    /// rounding, or a starting value that was not printed.
    pub fat_ln_sd: f64,
}

/// Where fat was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// Inside the abdomen.
    Visceral,
    /// Under the skin of the abdomen.
    AbdominalSubcutaneous,
    /// Both: the android region or an abdominal slab of DXA.
    Abdomen,
    /// The trunk of DXA.
    Trunk,
    /// Trunk and arms together.
    UpperBody,
    /// Legs, or hips, buttocks and thighs.
    Legs,
    /// Arms.
    Arms,
}

/// What it was measured with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Dual-energy X-ray absorptiometry.
    Dxa,
    /// A volume by magnetic resonance or computed tomography.
    Volume,
    /// The area of a slice of one.
    Slice,
}

/// What an arm should show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupChange {
    /// Change of the region's fat, as a share of what it was.
    pub change_frac: f64,
    /// Where nine arms in ten should lie.
    pub interval: Interval,
}

impl Region {
    fn holds(self, depot: Depot) -> bool {
        use Depot::{AbdominalSubcutaneous, Arms, Legs, OtherTrunk, Visceral};
        match self {
            Self::Visceral => depot == Visceral,
            Self::AbdominalSubcutaneous => depot == AbdominalSubcutaneous,
            Self::Abdomen => matches!(depot, Visceral | AbdominalSubcutaneous),
            Self::Trunk => matches!(depot, Visceral | AbdominalSubcutaneous | OtherTrunk),
            Self::UpperBody => Self::Trunk.holds(depot) || depot == Arms,
            Self::Legs => depot == Legs,
            Self::Arms => depot == Arms,
        }
    }

    /// Coefficient of variation of one measurement.
    fn repeats(self, p: &MeasurementParameters, method: Method) -> f64 {
        let parameter = match (method, self) {
            (Method::Dxa, Self::Visceral) => &p.dxa_visceral_cv,
            (Method::Dxa, Self::AbdominalSubcutaneous | Self::Abdomen) => &p.dxa_abdomen_cv,
            (Method::Dxa, Self::Trunk | Self::UpperBody) => &p.dxa_trunk_cv,
            (Method::Dxa, Self::Legs) => &p.dxa_legs_cv,
            (Method::Dxa, Self::Arms) => &p.dxa_arms_cv,
            (Method::Volume, Self::Visceral) => &p.volume_visceral_cv,
            (Method::Volume, _) => &p.volume_subcutaneous_cv,
            (Method::Slice, Self::Visceral) => &p.slice_visceral_cv,
            (Method::Slice, _) => &p.slice_subcutaneous_cv,
        };
        parameter.value
    }
}

/// Forecasts the mean change of a region's fat in an arm, and where 90 % of such arms should lie.
///
/// # Errors
/// [`Error::LeavesRange`] if the fat at the end is less than what the depots keep in any case, and
/// [`Error::NotAnInterval`] if a number of the arm is not finite or there is nobody in it.
pub fn group_change(
    parameters: &Parameters,
    arm: &Arm,
    region: Region,
    method: Method,
) -> Result<GroupChange, Error> {
    let ln_ratio = |scores: &Scores| arm.ln_ratio(parameters, region, scores, arm.fat_after_kg);
    let mean = ln_ratio(&Scores::default())?;
    let moved = |scores: fn(usize, f64) -> Scores, i: usize| -> Result<f64, Error> {
        Ok(0.5 * (ln_ratio(&scores(i, 1.0))? - ln_ratio(&scores(i, -1.0))?))
    };
    let (mut shared_var, mut own_var) = (0.0, 0.0);
    for i in 0..Depot::COUNT {
        shared_var += moved(exponent, i)?.powi(2);
        own_var += moved(scatter, i)?.powi(2);
    }
    for i in 0..STARTS {
        shared_var += moved(start, i)?.powi(2);
    }
    let slope = arm.slope(parameters, region)?;
    shared_var += (slope * arm.fat_ln_sd).powi(2);
    shared_var += parameters.regional.arm_ln_sd.value.powi(2);
    let p = &parameters.measurement;
    let fat_cv = slope * p.dxa_total_cv.value;
    own_var += SCANS * (region.repeats(p, method).powi(2) + fat_cv.powi(2));
    let ln_sd = (shared_var + own_var / arm.count as f64).sqrt();
    let half = ln_sd * Normal::standard().inverse_cdf(f64::midpoint(1.0, LEVEL));
    Ok(GroupChange {
        change_frac: mean.exp_m1(),
        interval: Interval::new((mean - half).exp_m1(), (mean + half).exp_m1(), LEVEL)?,
    })
}

impl Arm {
    /// Logarithm of the region's fat when total fat is `fat_kg` over that at the start.
    fn ln_ratio(
        &self,
        parameters: &Parameters,
        region: Region,
        scores: &Scores,
        fat_kg: f64,
    ) -> Result<f64, Error> {
        let sex = |person: &Person| person.input().sex;
        let kept = self.members.iter().map(|(person, _)| {
            parameters.regional.least_fat_frac(sex(person)) * self.fat_before_kg
        });
        let least_kg = kept.fold(0.0, f64::max);
        limits::within(0, "fat_kg", fat_kg, least_kg, limits::FORECAST_FAT_KG)?;
        let (mut before_kg, mut after_kg) = (0.0, 0.0);
        for (person, share) in &self.members {
            let split = Split::new(parameters, person, self.fat_before_kg, scores);
            let of_region = |fat_kg: f64| {
                let ln_fat_ratio = (fat_kg / self.fat_before_kg).ln();
                let depots_kg = Depot::ALL
                    .into_iter()
                    .zip(split.at(fat_kg, ln_fat_ratio, 0.0));
                let held = depots_kg.filter(|(depot, _)| region.holds(*depot));
                share * held.map(|(_, mass_kg)| mass_kg).sum::<f64>()
            };
            before_kg += of_region(self.fat_before_kg);
            after_kg += of_region(fat_kg);
        }
        Ok((after_kg / before_kg).ln())
    }

    /// d ln region / d ln fat at the end.
    fn slope(&self, parameters: &Parameters, region: Region) -> Result<f64, Error> {
        let at = |step: f64| {
            let fat_kg = self.fat_after_kg * step.exp();
            self.ln_ratio(parameters, region, &Scores::default(), fat_kg)
        };
        Ok((at(STEP)? - at(-STEP)?) / (2.0 * STEP))
    }
}

/// What of the starting shares is uncertain: leg over trunk, arms, visceral.
const STARTS: usize = 3;

/// Persons at their estimate but for the `i`th of those.
fn start(i: usize, score: f64) -> Scores {
    let mut starts = [0.0; STARTS];
    starts[i] = score;
    let [leg_trunk, arms, visceral] = starts;
    Scores {
        leg_trunk,
        arms,
        visceral,
        ..Scores::default()
    }
}

/// As [`start`], for the exponent of the `i`th depot.
fn exponent(i: usize, score: f64) -> Scores {
    let mut scores = Scores::default();
    scores.exponents[i] = score;
    scores
}

/// As [`start`], for a person's own deviation in the `i`th depot.
fn scatter(i: usize, score: f64) -> Scores {
    let mut scores = Scores::default();
    scores.scatter[i] = score;
    scores
}
