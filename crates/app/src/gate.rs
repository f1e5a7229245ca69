//! For whom no loss of weight is forecast, and where they are pointed instead.

pub(crate) use spotcheck_engine::planner::Gate;
use spotcheck_model::Parameters;

use crate::number;

/// What a gate keeps from whoever asks for numbers.
pub(crate) const FORECAST: &str = "weight-loss forecast";
/// What a gate keeps from whoever asks for a plan.
pub(crate) const PLAN: &str = "weight-loss plan";

/// What is said beside a calculation that leads there all the same.
pub(crate) const TOO_LOW: &str = "note: this leads to a weight that is too low for the height. It is a \
    calculation, not a plan: please do not follow it, and talk to a doctor if you feel you must.\n";

/// Why nobody is led from one body mass index down to another, if it is too low.
pub(crate) fn low_goal(parameters: &Parameters, start: f64, bmi: f64) -> Option<String> {
    let floor = parameters.safety.bmi_floor.value;
    if floor <= bmi || start <= bmi {
        return None;
    }
    if start < floor {
        return Some(Gate::LowWeight.words(parameters, FORECAST));
    }
    Some(format!(
        "that is a BMI of {}, and below {floor} a weight is too low for the height. If you feel you \
         must lose so much, please talk to a doctor.",
        number::plain(bmi, 1),
    ))
}
