//! Which number an error of measuring rests on.

use spotcheck_engine::change::Spread;
use spotcheck_model::{Parameters, parameters::Flag};

/// A number of the model and how far it was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Basis {
    pub(super) name: &'static str,
    pub(super) flag: Flag,
}

impl Basis {
    pub(super) fn of(spread: Spread<'static>) -> Option<Self> {
        let parameter = spread.parameter();
        let name = Parameters::published().name_of(parameter)?;
        let flag = parameter.flag;
        Some(Self { name, flag })
    }

    /// Where no source was read, a bracket that says so and what tells more; else nothing.
    pub(super) fn note(self) -> String {
        let Self { name, flag } = self;
        match flag {
            Flag::Assumed | Flag::Recalled => format!(" ({}; `spotcheck why {name}`)", flag.word()),
            Flag::Verified | Flag::Derived => String::new(),
        }
    }
}
