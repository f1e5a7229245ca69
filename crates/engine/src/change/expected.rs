//! What losing that much weight does to a site in any body: the model's forecast at the person's own weights.

use spotcheck_model::{
    Baseline, Day, Parameters, Person, PersonInput, Schedule, Setting, Solver,
    ensemble::{Draws, draws_on},
    inverse::{Goal, Lever, Target, plan_for},
    simulate,
};

use super::{Error, Occasion, Site};

/// Step of intake over which the slope of a site on weight is taken, kcal a day.
const STEP_KCAL: f64 = 10.0;
/// Weighings of a change of weight.
const WEIGHINGS: f64 = 2.0;

/// A change expected, and one SD about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    pub(super) change: f64,
    pub(super) sd: f64,
}

/// A body whose weights are followed.
pub(super) struct Body<'a> {
    parameters: &'a Parameters,
    person: Person,
    site: Site,
    first: Occasion,
}

impl<'a> Body<'a> {
    /// A person as on the first occasion.
    pub(super) fn new(
        parameters: &'a Parameters,
        input: PersonInput,
        site: Site,
        first: Occasion,
    ) -> Result<Self, Error> {
        let input = PersonInput {
            weight_kg: first.weight_kg,
            ..site.told(input, first.measured.value)
        };
        Ok(Self {
            parameters,
            person: Person::new(input)?,
            site,
            first,
        })
    }

    /// The change of the site to an occasion if it only followed the body's weight.
    ///
    /// The forecast is that of the constant intake which leads to the weight. Its SD is what draws of the person
    /// differ in at that weight, and what a weighing's own error makes of it.
    pub(super) fn expected(&self, occasion: Occasion, draws: Draws) -> Result<Expected, Error> {
        let days = occasion.measured.day - self.first.measured.day;
        let change_kcal = self.leading_to(occasion.weight_kg, days)?;
        let schedule = held(change_kcal)?;
        let (weight_kg, typical) = self.led(&schedule, days)?;
        // Towards what is usual, since what is usual can be eaten and leads to a weight in reach.
        let near = held(change_kcal - STEP_KCAL.copysign(change_kcal))?;
        let (near_kg, near) = self.led(&near, days)?;
        let slope = (near - typical) / (near_kg - weight_kg);
        let drawn = draws_on(self.parameters, &self.person, &schedule, [0, days], draws)?;
        let off = |days: &Vec<Day>| {
            let moved = self.moved(&days[0], &days[1]);
            let weight_kg = days[1].weight_kg - occasion.weight_kg;
            (moved - typical - slope * weight_kg).powi(2)
        };
        let model_var = drawn.iter().map(off).sum::<f64>() / drawn.len() as f64;
        let weighing = slope * self.parameters.baseline.weighing_sd.value;
        Ok(Expected {
            change: typical,
            sd: (model_var + WEIGHINGS * weighing * weighing).sqrt(),
        })
    }

    /// Where a schedule leads: the weight, kg, and the change of the site, in its unit.
    fn led(&self, schedule: &Schedule, days: usize) -> Result<(f64, f64), Error> {
        let (parameters, person) = (self.parameters, &self.person);
        let course = simulate(parameters, person, schedule, days, Solver::Exact)?;
        let [first, last] = [0, days].map(|day| &course.days()[day]);
        Ok((last.weight_kg, self.moved(first, last)))
    }

    /// The constant intake that leads to a weight, as a change of the usual, kcal a day: so that people who burn
    /// more than is estimated, and eat more, are led to about the same.
    fn leading_to(&self, weight_kg: f64, days: usize) -> Result<f64, Error> {
        let target = Target {
            goal: Goal::WeightKg(weight_kg),
            by_day: days,
        };
        let usual = Schedule::usual();
        let plan = plan_for(self.parameters, &self.person, &usual, target, Lever::Intake)?;
        if plan.obstacle.is_some() {
            return Err(Error::WeightOutOfReach {
                weight_kg,
                days,
                nearest_kg: plan.reached.weight_kg,
            });
        }
        let usual_kcal = Baseline::new(self.parameters, &self.person)?.intake_kcal_per_day;
        Ok(plan.value - usual_kcal)
    }

    /// The change of the site from one day to another: the forecast's ratio on what was measured.
    fn moved(&self, from: &Day, to: &Day) -> f64 {
        self.first.measured.value * (self.site.of(to) / self.site.of(from) - 1.0)
    }
}

/// A change of intake, kcal a day, from the first day on.
fn held(change_kcal: f64) -> Result<Schedule, Error> {
    let change = Setting::IntakeChangeKcalPerDay(change_kcal);
    Ok(Schedule::usual().hold(change, 0)?)
}
