//! What is answered, as a document and in words.

use std::collections::BTreeMap;

use serde::Serialize;
use spotcheck_model::{
    Day, Error,
    inverse::{self, Lever, Obstacle},
};

use super::{Asked, Question};
use crate::{
    answer::wrapped,
    cli::{Output, json},
    number,
    report::{DONE, NEGATIVE},
};

/// The four keys of the contract first; the rest says what they rest on.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) intake_kcal_per_day: Option<f64>,
    pub(super) maintenance_kcal_per_day: Option<f64>,
    pub(super) reached_kg: Option<f64>,
    pub(super) feasible: bool,
    goal: BTreeMap<&'static str, f64>,
    by_day: Option<usize>,
    /// Day of the numbers above.
    day: Option<usize>,
    pub(super) pal: Option<f64>,
    pub(super) added_activity_kcal_per_kg_per_day: Option<f64>,
    burnt_at_start_kcal_per_day: f64,
    reached_fat_kg: Option<f64>,
    reached_bmi: Option<f64>,
    /// Where nine in ten people like this one would end.
    pub(super) reached_90_kg: Option<[f64; 2]>,
    /// The same goal without eating less than is safe alone.
    pub(super) gentler: Option<Gentler>,
    pub(super) limit: Option<Limit>,
    pub(super) reason: Option<String>,
    pub(super) warnings: Vec<String>,
    /// The same in words, the answer first.
    #[serde(skip)]
    pub(super) words: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Gentler {
    pub(super) intake_kcal_per_day: f64,
    pub(super) day: usize,
}

/// What binds a plan that does not reach its goal.
#[derive(Debug, Serialize)]
pub(super) struct Limit {
    quantity: &'static str,
    least: Option<f64>,
    most: Option<f64>,
    /// Day on which the body would be beyond it.
    day: Option<usize>,
}

impl Answer {
    /// No plan, for a reason.
    pub(super) fn refused(question: &Question, asked: Asked, reason: String) -> Self {
        let mut answer = Self::new(question, asked);
        answer.words = vec![format!("No plan: {reason}")];
        answer.reason = Some(reason);
        answer
    }

    /// Where a schedule leads on a day.
    pub(super) fn reaching(
        question: &Question,
        asked: Asked,
        reached: &Day,
        maintenance_kcal_per_day: Option<f64>,
    ) -> Self {
        Self {
            intake_kcal_per_day: Some(reached.intake_kcal_per_day),
            maintenance_kcal_per_day,
            reached_kg: Some(reached.weight_kg),
            day: Some(reached.day),
            reached_fat_kg: Some(reached.fat_kg),
            reached_bmi: Some(reached.bmi),
            ..Self::new(question, asked)
        }
    }

    fn new(question: &Question, asked: Asked) -> Self {
        Self {
            intake_kcal_per_day: None,
            maintenance_kcal_per_day: None,
            reached_kg: None,
            feasible: false,
            goal: BTreeMap::from([(asked.name, asked.value)]),
            by_day: None,
            day: None,
            pal: None,
            added_activity_kcal_per_kg_per_day: None,
            burnt_at_start_kcal_per_day: question.baseline.expenditure_kcal_per_day,
            reached_fat_kg: None,
            reached_bmi: None,
            reached_90_kg: None,
            gentler: None,
            limit: None,
            reason: None,
            warnings: Vec::new(),
            words: Vec::new(),
        }
    }

    /// For a goal on a day.
    pub(super) fn by(self, by_day: usize) -> Self {
        Self {
            by_day: Some(by_day),
            ..self
        }
    }

    /// To stdout the answer, to stderr what to be careful of; exit code 1 where the answer is no.
    pub(super) fn output(&self, as_json: bool) -> anyhow::Result<Output> {
        let text = if as_json {
            json(self)?
        } else {
            self.words
                .iter()
                .map(|line| wrapped("", "", line))
                .collect()
        };
        let notes = self.warnings.iter();
        let notes: String = notes
            .map(|warning| wrapped("note: ", "  ", warning))
            .collect();
        Ok(Output {
            body: text.into_bytes(),
            note: (!notes.is_empty()).then_some(notes),
            code: if self.feasible { DONE } else { NEGATIVE },
        })
    }
}

/// What keeps the weight of a day from then on; none where nothing that anyone eats does, or where the
/// body would not have settled within a century.
pub(super) fn maintenance(
    question: &Question,
    schedule: &spotcheck_model::Schedule,
    day: usize,
) -> Result<Option<f64>, Error> {
    let kept = inverse::maintenance(question.parameters, &question.person, schedule, day);
    match kept {
        Ok(kept) => Ok(Some(kept.intake_kcal_per_day)),
        Err(Error::NothingKeeps { .. } | Error::OutOfRange { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// "85.0 kg", or "20.0 kg of fat", of a body on a day, by what was asked.
pub(super) fn shown(asked: Asked, day: &Day) -> String {
    match asked.name {
        "fat_kg" => format!("{} kg of fat", number::plain(day.fat_kg, 1)),
        "bmi" => format!(
            "{} kg, a BMI of {}",
            number::plain(day.weight_kg, 1),
            number::plain(day.bmi, 1)
        ),
        _ => format!("{} kg", number::plain(day.weight_kg, 1)),
    }
}

/// The goal as it is said.
pub(super) fn said(asked: Asked) -> String {
    let value = number::plain(asked.value, 1);
    match asked.name {
        "fat_kg" => format!("{value} kg of fat"),
        "bmi" => format!("a BMI of {value}"),
        _ => format!("{value} kg"),
    }
}

/// Energy to the kcal, so that what is printed leads where it says.
pub(super) fn kcal(value: f64) -> String {
    number::plain(value, 0)
}

impl Limit {
    /// Of what stands in the way, for a lever.
    pub(super) fn new(obstacle: Obstacle, lever: Lever) -> Self {
        let quantity = match lever {
            Lever::Intake => "intake_kcal_per_day",
            Lever::Pal => "pal",
            Lever::AddedActivity => "added_activity_kcal_per_kg_per_day",
        };
        let (quantity, least, most, day) = match obstacle {
            Obstacle::Least { value } => (quantity, Some(value), None, None),
            Obstacle::Most { value } => (quantity, None, Some(value), None),
            Obstacle::Body {
                day,
                quantity,
                lo,
                hi,
                ..
            } => (quantity, Some(lo), Some(hi), Some(day)),
        };
        Self {
            quantity,
            least,
            most,
            day,
        }
    }
}

/// Why a lever does not reach a goal, in a sentence.
pub(super) fn reason(question: &Question, obstacle: Obstacle, lever: Lever) -> String {
    let supervised = question.parameters.safety.intake_supervised.value;
    match (obstacle, lever) {
        (
            Obstacle::Body {
                day,
                quantity,
                value,
                lo,
                hi,
            },
            _,
        ) => format!(
            "beyond it, on day {day}, {quantity} would be {}, and the model of the body holds from {} to {}",
            number::plain(value, 1),
            number::plain(lo, 1),
            number::plain(hi, 1)
        ),
        (Obstacle::Least { value }, Lever::Intake) if value < supervised => {
            "less than that is less than somebody who burns so little should eat".to_owned()
        }
        (Obstacle::Least { .. }, Lever::Intake) => format!(
            "eating less than {} kcal a day needs medical supervision, so no plan goes lower",
            kcal(supervised)
        ),
        (Obstacle::Most { value }, Lever::Intake) => {
            format!("nobody eats more than {} kcal a day", kcal(value))
        }
        (Obstacle::Least { .. }, Lever::AddedActivity) => {
            "activity can be added, not taken away".to_owned()
        }
        (Obstacle::Least { value } | Obstacle::Most { value }, Lever::Pal) => {
            format!("activity levels end at {}", number::plain(value, 1))
        }
        (Obstacle::Most { value }, Lever::AddedActivity) => format!(
            "{} kcal per kg a day is all the activity that anybody keeps up",
            number::plain(value, 1)
        ),
    }
}
