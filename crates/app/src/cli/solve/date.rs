//! The day on which a schedule reaches a goal.

use spotcheck_model::inverse::{Arrival, date_for_goal};

use super::{
    Asked, Question,
    answer::{Answer, kcal, maintenance, said, shown},
    safety,
};

pub(super) fn answer(question: &Question, asked: Asked) -> anyhow::Result<Answer> {
    let Question {
        parameters,
        person,
        schedule,
        ..
    } = question;
    let arrival = date_for_goal(parameters, person, schedule, asked.goal)?;
    let (Arrival::On(reached) | Arrival::Settles(reached) | Arrival::Leaves(reached)) = arrival;
    let refusal = safety::goal_refusal(question, asked);
    let led_low = || safety::body_refusal(question, &reached);
    if let Some(reason) = refusal.or_else(led_low) {
        return Ok(Answer::refused(question, asked, reason));
    }
    let kept = match arrival {
        Arrival::On(day) => maintenance(question, schedule, day.day)?,
        Arrival::Settles(_) | Arrival::Leaves(_) => None,
    };
    let mut answer = Answer::reaching(question, asked, &reached, kept);
    answer.warnings = safety::warnings(question, &reached);
    match arrival {
        Arrival::On(day) => {
            answer.feasible = true;
            let after = kept.map_or_else(String::new, |kept| {
                format!("; {} kcal a day keep it from then on", kcal(kept))
            });
            answer.words = vec![format!(
                "The schedule reaches {} on day {}{after}.",
                shown(asked, &day),
                day.day
            )];
        }
        Arrival::Settles(last) => {
            let reason = format!(
                "with this schedule the body settles at {}",
                shown(asked, &last)
            );
            answer.words = vec![format!(
                "Never: {reason} and does not reach {}.",
                said(asked)
            )];
            answer.reason = Some(reason);
        }
        Arrival::Leaves(last) => {
            let reason = format!(
                "after day {} the schedule leads where the model of the body does not hold",
                last.day
            );
            answer.words = vec![format!(
                "Not before day {}: by then it leads to {}, and {reason}.",
                last.day,
                shown(asked, &last)
            )];
            answer.reason = Some(reason);
        }
    }
    Ok(answer)
}
