//! For whom no loss of weight is forecast, and where they are pointed instead.

use spotcheck_model::Parameters;

use crate::number;

/// A reason to forecast no loss. No option turns one off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    Child,
    Pregnancy,
    Breastfeeding,
    EatingDisorder,
    LowWeight,
    LowFat,
    Older,
    Condition,
    /// A deficit could lead below a healthy weight.
    WouldBeLow,
    /// The numbers lead where the model does not hold.
    OutsideModel,
    /// What is burnt leaves no room above the least safe intake.
    NoRoom,
}

impl Gate {
    /// What is said, with where to turn.
    pub(crate) fn words(self, parameters: &Parameters) -> String {
        let safety = &parameters.safety;
        match self {
            Self::Child => {
                return format!(
                    "We make no weight-loss forecast below {}. A doctor or school nurse can help you \
                     well.",
                    safety.adult_age.value
                );
            }
            Self::Older => {
                return format!(
                    "From {} on, keeping muscle and bone matters more than losing weight, so we make \
                     no weight-loss forecast at your weight. Your doctor can tell you more.",
                    safety.older_age.value
                );
            }
            Self::Pregnancy => {
                "We make no weight-loss forecast in pregnancy. Your midwife or doctor can help."
            }
            Self::Breastfeeding => {
                "We make no weight-loss forecast while you breastfeed. Your midwife, health visitor \
                 or doctor can help."
            }
            Self::EatingDisorder => {
                "We make no weight-loss forecast where eating has been a struggle. Your doctor or an \
                 eating-disorder helpline can help, and it works."
            }
            Self::LowWeight => {
                "Your weight is already low for your height, so we make no weight-loss forecast. If \
                 you feel you must lose more, please talk to a doctor."
            }
            Self::LowFat => {
                "A deficit could take you below the body fat your body needs, so we forecast none. If \
                 you feel you must lose more, please talk to a doctor."
            }
            Self::Condition => {
                "With a medical condition or medicine, a change of diet should be agreed with your \
                 doctor first, so we make no weight-loss forecast."
            }
            Self::WouldBeLow => {
                "A deficit could take you below a healthy weight for your height, so we forecast \
                 none. Lifting changes shape without it."
            }
            Self::OutsideModel => {
                "These numbers lead where our model of the body does not hold, so we forecast none. \
                 Please check weight, intake and activity."
            }
            Self::NoRoom => {
                "You burn too little for a deficit that is safe without a clinician, so we forecast \
                 none."
            }
        }
        .to_owned()
    }
}

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
        return Some(Gate::LowWeight.words(parameters));
    }
    Some(format!(
        "that is a BMI of {}, and below {floor} a weight is too low for the height. If you feel you \
         must lose so much, please talk to a doctor.",
        number::plain(bmi, 1),
    ))
}
