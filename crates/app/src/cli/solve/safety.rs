//! Where no plan is made, and what to be careful of. A goal that is too low for the body is refused;
//! whatever else is arithmetic is reckoned and gets a word with it, as in `forecast`.

use spotcheck_model::{
    Day,
    inverse::{Arrival, Goal, Lever, Solution, date_for_goal},
};

use super::{
    Asked, Question,
    answer::{Gentler, kcal},
};
use crate::gate::{FORECAST, Gate, low_goal};

/// Why no plan is made for a goal, if none is.
pub(super) fn goal_refusal(question: &Question, asked: Asked) -> Option<String> {
    let person = &question.person;
    let bmi = match asked.goal {
        Goal::WeightKg(weight_kg) => person.bmi(weight_kg),
        Goal::Bmi(bmi) => bmi,
        Goal::FatKg(_) => return None,
    };
    low_weight(question, bmi)
}

/// Why a body that a plan leads to is not led to, if it is not.
pub(super) fn body_refusal(question: &Question, reached: &Day) -> Option<String> {
    low_weight(question, reached.bmi).or_else(|| low_fat(question, reached))
}

fn low_weight(question: &Question, bmi: f64) -> Option<String> {
    let start = question.person.bmi(question.baseline.weight_kg);
    low_goal(question.parameters, start, bmi)
}

fn low_fat(question: &Question, reached: &Day) -> Option<String> {
    let start = &question.baseline;
    let sex = question.person.input().sex;
    let floor_frac = question.parameters.safety.fat_floor_frac(sex);
    let is_low = reached.fat_kg < floor_frac * reached.weight_kg;
    let is_less = reached.fat_kg < start.state.fat_kg;
    (is_low && is_less).then(|| Gate::LowFat.words(question.parameters, FORECAST))
}

/// What to be careful of in a plan that loses weight.
pub(super) fn warnings(question: &Question, reached: &Day) -> Vec<String> {
    if !question.is_less(reached.weight_kg) {
        return Vec::new();
    }
    let safety = &question.parameters.safety;
    let input = question.person.input();
    let mut warnings = Vec::new();
    let floor_kcal_per_day = intake_floor(question);
    if reached.intake_kcal_per_day < floor_kcal_per_day {
        warnings.push(format!(
            "eating less than {} kcal a day should be agreed with a doctor or dietitian first.",
            kcal(floor_kcal_per_day)
        ));
    }
    let is_older = safety.older_age.value <= input.age_y;
    if is_older && question.person.bmi(input.weight_kg) < safety.older_bmi_floor.value {
        warnings.push(format!(
            "from {} on, keeping muscle and bone matters more than losing weight. It is a calculation, \
             not advice; your doctor can tell you more.",
            safety.older_age.value
        ));
    }
    warnings
}

/// The same goal at the least intake that is safe alone, where a plan goes below that.
pub(super) fn gentler(
    question: &Question,
    asked: Asked,
    plan: &Solution,
) -> Result<Option<Gentler>, spotcheck_model::Error> {
    let intake_kcal_per_day = intake_floor(question);
    let goes_below = question.is_less(plan.reached.weight_kg) && plan.value < intake_kcal_per_day;
    if !goes_below {
        return Ok(None);
    }
    let eating = Lever::Intake.setting(intake_kcal_per_day);
    let schedule = question.schedule.clone().replace(eating, 0)?;
    let arrival = date_for_goal(question.parameters, &question.person, &schedule, asked.goal)?;
    Ok(match arrival {
        Arrival::On(day) => Some(Gentler {
            intake_kcal_per_day,
            day: day.day,
        }),
        Arrival::Settles(_) | Arrival::Leaves(_) => None,
    })
}

fn intake_floor(question: &Question) -> f64 {
    let sex = question.person.input().sex;
    question.parameters.safety.intake_floor_kcal_per_day(sex)
}
