//! What to eat, or how active to be, for a goal on a day.

use spotcheck_model::{
    Schedule,
    ensemble::{self, Draws},
    inverse::{Lever, Solution, Target, plan_for},
};

use super::{
    Asked, Question,
    answer::{Answer, Limit, kcal, maintenance, reason, said, shown},
    safety,
};
use crate::number;

/// Enough for a 90 % range to a tenth of a kg or two.
const DRAWS: Draws = Draws {
    count: 200,
    seed: 1,
    person: 0,
};
pub(super) fn answer(
    question: &Question,
    asked: Asked,
    by_day: usize,
    lever: Lever,
) -> anyhow::Result<Answer> {
    let target = Target {
        goal: asked.goal,
        by_day,
    };
    let Question {
        parameters,
        person,
        schedule,
        ..
    } = question;
    if let Some(reason) = safety::goal_refusal(question, asked) {
        return Ok(Answer::refused(question, asked, reason).by(by_day));
    }
    let plan = plan_for(parameters, person, schedule, target, lever)?;
    if let Some(reason) = safety::body_refusal(question, &plan.reached) {
        return Ok(Answer::refused(question, asked, reason).by(by_day));
    }
    let kept = maintenance(question, &plan.schedule, by_day)?;
    let mut answer = Answer::reaching(question, asked, &plan.reached, kept).by(by_day);
    answer.feasible = plan.obstacle.is_none();
    answer.reached_90_kg = range(question, &plan.schedule, by_day);
    answer.warnings = safety::warnings(question, &plan.reached);
    match lever {
        Lever::Intake => answer.gentler = safety::gentler(question, asked, &plan)?,
        Lever::Pal => answer.pal = Some(plan.value),
        Lever::AddedActivity => answer.added_activity_kcal_per_kg_per_day = Some(plan.value),
    }
    if let Some(obstacle) = plan.obstacle {
        answer.limit = Some(Limit::new(obstacle, lever));
        answer.reason = Some(reason(question, obstacle, lever));
    }
    answer.words = words(question, asked, &plan, lever, &answer);
    Ok(answer)
}

/// Where nine in ten people like this one would end; none where too many leave the model's range.
fn range(question: &Question, schedule: &Schedule, by_day: usize) -> Option<[f64; 2]> {
    let Question {
        parameters, person, ..
    } = question;
    let days = ensemble::forecast(parameters, person, schedule, [by_day], DRAWS).ok()?;
    let last = days.last()?;
    Some([last.row.weight_kg.lo90, last.row.weight_kg.hi90])
}

fn words(
    question: &Question,
    asked: Asked,
    plan: &Solution,
    lever: Lever,
    answer: &Answer,
) -> Vec<String> {
    let day = plan.reached.day;
    let doing = doing(question, plan, lever);
    let there = shown(asked, &plan.reached);
    let mut lines = match &answer.reason {
        None => vec![format!(
            "{doing} to reach {there} on day {day}{}.",
            after(answer)
        )],
        Some(reason) => vec![
            format!("No: {} on day {day} is out of reach.", said(asked)),
            format!("{doing}: that comes nearest, {there}{}.", after(answer)),
            format!("What limits it: {reason}."),
        ],
    };
    lines.push(made_of(question, plan, lever));
    if let Some(gentler) = &answer.gentler {
        lines.push(format!(
            "With {} kcal a day, the least to eat without a doctor's advice, it takes until day {}.",
            kcal(gentler.intake_kcal_per_day),
            gentler.day
        ));
    }
    if let Some([lo, hi]) = answer.reached_90_kg {
        lines.push(format!(
            "This is the typical course. Nine in ten people like you would weigh {} to {} kg on day {day}: \
             weigh yourself, and correct.",
            number::plain(lo, 1),
            number::plain(hi, 1)
        ));
    }
    lines
}

/// The instruction.
fn doing(question: &Question, plan: &Solution, lever: Lever) -> String {
    let eating = kcal(plan.reached.intake_kcal_per_day);
    match lever {
        Lever::Intake => format!("Eat {eating} kcal a day"),
        Lever::Pal => format!(
            "At an activity level (PAL) of {} instead of {}, eat {eating} kcal a day",
            number::plain(plan.value, 2),
            number::plain(question.baseline.pal, 2),
        ),
        Lever::AddedActivity => format!(
            "Add activity that spends {} kcal a day at your weight and eat {eating} kcal a day",
            kcal(plan.value * question.baseline.weight_kg)
        ),
    }
}

/// What keeps it.
fn after(answer: &Answer) -> String {
    answer
        .maintenance_kcal_per_day
        .map_or_else(String::new, |kept| {
            format!("; {} kcal a day keep it from then on", kcal(kept))
        })
}

/// What is eaten against what is burnt, and what the change is made of.
fn made_of(question: &Question, plan: &Solution, lever: Lever) -> String {
    let start = &question.baseline;
    let burnt = start.expenditure_kcal_per_day;
    let changed_kg = plan.reached.weight_kg - start.weight_kg;
    let fat_kg = plan.reached.fat_kg - start.state.fat_kg;
    let less = burnt - plan.value;
    let food = match lever {
        Lever::Intake if less < 0.0 => {
            format!(
                "You burn about {} kcal a day, so that is {} more. ",
                kcal(burnt),
                kcal(-less)
            )
        }
        Lever::Intake => {
            format!(
                "You burn about {} kcal a day, so that is {} less. ",
                kcal(burnt),
                kcal(less)
            )
        }
        Lever::Pal | Lever::AddedActivity => String::new(),
    };
    format!(
        "{food}Weight changes by {} kg, fat by {} kg.",
        number::signed(changed_kg, 1),
        number::signed(fat_kg, 1)
    )
}
