//! How a measurement errs, and which number says so.

use spotcheck_model::Parameter;

/// Millimetres of a centimetre.
const MM_PER_CM: f64 = 10.0;

/// How far a measurement scatters about what it measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread<'a> {
    parameter: &'a Parameter,
    scale: Scale,
}

/// What a number is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    /// Of the unit that is measured in.
    Same,
    /// Millimetres of what is measured in centimetres.
    Millimetres,
    /// A share of what is measured.
    Relative,
}

impl<'a> Spread<'a> {
    /// By the number itself.
    pub(crate) const fn of(parameter: &'a Parameter) -> Self {
        let scale = Scale::Same;
        Self { parameter, scale }
    }

    /// By a number in mm, of what is measured in cm.
    pub(crate) const fn of_mm(parameter: &'a Parameter) -> Self {
        let scale = Scale::Millimetres;
        Self { parameter, scale }
    }

    /// By a coefficient of variation.
    pub(crate) const fn of_cv(parameter: &'a Parameter) -> Self {
        let scale = Scale::Relative;
        Self { parameter, scale }
    }

    /// The number that says so.
    pub const fn parameter(self) -> &'a Parameter {
        self.parameter
    }

    /// One SD of a measurement of `value`, in its unit.
    pub fn sd(self, value: f64) -> f64 {
        match self.scale {
            Scale::Same => self.parameter.value,
            Scale::Millimetres => self.parameter.value / MM_PER_CM,
            Scale::Relative => self.parameter.value * value,
        }
    }
}
