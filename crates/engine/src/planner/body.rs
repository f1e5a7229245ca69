//! The body at the start of a phase, and how far its intake may be from what it burns.

use spotcheck_model::{Baseline, Day, Interval, Parameters, Person};

use super::{band::Band, budget::DAYS_PER_WEEK, limit::Limit, minutes::Added};

const MIN_PER_H: f64 = 60.0;

/// A body on the day a phase begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Body {
    pub(super) weight_kg: f64,
    pub(super) fat_kg: f64,
    pub(super) ffm_kg: f64,
    /// What it burns without what the plan adds, kcal/day.
    pub(super) expenditure_kcal_per_day: f64,
    resting_kcal_per_day: f64,
    bmi: f64,
}

/// What a week of the plan adds, and how long it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Work {
    /// What of it reaches expenditure, kcal/day.
    pub(super) reaching: Added,
    /// What it spends above rest, kcal/day.
    pub(super) net_kcal_per_day: f64,
    /// Minutes a week of lifting and activity together.
    pub(super) minutes: f64,
}

impl Body {
    /// The body before anything changes.
    pub(super) fn at_start(baseline: &Baseline, person: &Person) -> Self {
        Self {
            weight_kg: baseline.weight_kg,
            fat_kg: baseline.state.fat_kg,
            ffm_kg: baseline.weight_kg - baseline.state.fat_kg,
            expenditure_kcal_per_day: baseline.expenditure_kcal_per_day,
            resting_kcal_per_day: baseline.resting_kcal_per_day,
            bmi: person.bmi(baseline.weight_kg),
        }
    }

    /// The body of a day on the way, of which activity makes up `added_kcal_per_day`.
    pub(super) fn on(
        parameters: &Parameters,
        baseline: &Baseline,
        day: &Day,
        added_kcal_per_day: f64,
    ) -> Self {
        let lost_kg = baseline.weight_kg - day.weight_kg;
        Self {
            weight_kg: day.weight_kg,
            fat_kg: day.fat_kg,
            ffm_kg: day.ffm_kg,
            expenditure_kcal_per_day: day.expenditure_kcal_per_day - added_kcal_per_day,
            resting_kcal_per_day: baseline.resting_kcal_per_day
                - parameters.baseline.resting_per_kg.value * lost_kg,
            bmi: day.bmi,
        }
    }

    pub(super) fn band(&self, parameters: &Parameters, person: &Person) -> Band {
        Band::of(parameters, person.input().sex, self.fat_kg / self.weight_kg)
    }

    /// Energy of the imbalance that moves weight by a share of it a week, kcal/day: fat and lean
    /// tissue go together by Forbes' curve.
    pub(super) fn imbalance_kcal_per_day(&self, parameters: &Parameters, rate: f64) -> f64 {
        rate * self.weight_kg * self.tissue_kcal_per_kg(parameters) / DAYS_PER_WEEK as f64
    }

    /// Energy of a kg of body weight at this much fat, kcal/kg.
    fn tissue_kcal_per_kg(&self, parameters: &Parameters) -> f64 {
        let p = &parameters.energy;
        let lean_per_fat = p.forbes_slope.value / self.fat_kg;
        (p.fat_energy.value + p.lean_energy.value * lean_per_fat) / (1.0 + lean_per_fat)
    }

    /// The largest deficits that each limit allows, kcal/day.
    pub(super) fn limits(
        &self,
        parameters: &Parameters,
        person: &Person,
        work: &Work,
    ) -> Vec<(Limit, f64)> {
        let p = &parameters.nutrition;
        let burnt = self.expenditure_kcal_per_day + work.reaching.sum();
        let above = |floor: f64| burnt - floor;
        let input = person.input();
        let most = self.band(parameters, person).rate(parameters);
        let fastest = most.map_or(0.0, |rate| rate.interval.map_or(rate.value, Interval::hi));
        let hard = p.rate_most.value.min(p.rate_most_kg.value / self.weight_kg);
        let intake_floor = parameters.safety.intake_floor_kcal_per_day(input.sex);
        let resting_floor = p.resting_share_least.value * self.resting_kcal_per_day;
        let fat_energy = p.fat_energy_share.value * parameters.safety.fat_energy_cap.value;
        let mut limits = vec![
            (
                if fastest > 0.0 {
                    Limit::Rate
                } else {
                    Limit::LowFat
                },
                self.imbalance_kcal_per_day(parameters, fastest),
            ),
            (
                Limit::RateMost,
                self.imbalance_kcal_per_day(parameters, hard),
            ),
            (Limit::FatEnergy, fat_energy * self.fat_kg),
            (
                Limit::Share,
                p.deficit_share_most.value * self.expenditure_kcal_per_day,
            ),
            (Limit::IntakeFloor, above(intake_floor)),
            (Limit::Resting, above(resting_floor)),
        ];
        let is_long = p.availability_hours.value * MIN_PER_H < work.minutes;
        if self.bmi < p.availability_bmi.value || is_long {
            let left = p.availability_least.value * self.ffm_kg;
            limits.push((Limit::Availability, above(left + work.net_kcal_per_day)));
        }
        if is_older(parameters, person) {
            limits.push((Limit::Older, parameters.safety.deficit_default.value));
        }
        limits
    }
}

/// The least weight that a loss leads to, kg: where the gate of the person's age would stop it.
pub fn least_weight_kg(parameters: &Parameters, person: &Person) -> f64 {
    let safety = &parameters.safety;
    let floor = if is_older(parameters, person) {
        &safety.older_bmi_floor
    } else {
        &safety.bmi_floor
    };
    floor.value / person.bmi(1.0)
}

/// Whether somebody has the gates and limits of older adults.
pub(super) fn is_older(parameters: &Parameters, person: &Person) -> bool {
    parameters.safety.older_age.value <= person.input().age_y
}
