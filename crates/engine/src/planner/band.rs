//! How fast weight may fall, by how much of it is fat.

use spotcheck_model::{Parameter, Parameters, Sex};

/// The bands of fatness, the leanest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Band {
    /// Too lean for any loss to be planned.
    Least,
    /// Lean.
    Lean,
    /// Little fat.
    Low,
    /// In the middle.
    Middle,
    /// Much fat.
    High,
}

impl Band {
    /// The band of a share of fat in body weight.
    pub(super) fn of(parameters: &Parameters, sex: Sex, fat_frac: f64) -> Self {
        let edges = edges(parameters, sex);
        let place = edges.iter().filter(|edge| **edge <= fat_frac).count();
        [Self::Least, Self::Lean, Self::Low, Self::Middle, Self::High][place]
    }

    /// The rates of the band, as a share of body weight a week: its value is what is planned unless
    /// more is asked for, the upper end of its interval the most. None where no loss is planned.
    pub(super) fn rate(self, parameters: &Parameters) -> Option<&Parameter> {
        let p = &parameters.nutrition;
        match self {
            Self::Least => None,
            Self::Lean => Some(&p.rate_lean),
            Self::Low => Some(&p.rate_low_fat),
            Self::Middle => Some(&p.rate_middle_fat),
            Self::High => Some(&p.rate_high_fat),
        }
    }

    /// Whether breaks come sooner and protein is higher.
    pub(super) fn is_lean(self) -> bool {
        self <= Self::Low
    }
}

/// The share of fat below which no loss is planned.
pub(super) fn least_fat_frac(parameters: &Parameters, sex: Sex) -> f64 {
    edges(parameters, sex)[0]
}

fn edges(parameters: &Parameters, sex: Sex) -> [f64; 4] {
    let p = &parameters.nutrition;
    let edges = match sex {
        Sex::Male => [
            &p.fat_edge_least_men,
            &p.fat_edge_lean_men,
            &p.fat_edge_low_men,
            &p.fat_edge_middle_men,
        ],
        Sex::Female => [
            &p.fat_edge_least_women,
            &p.fat_edge_lean_women,
            &p.fat_edge_low_women,
            &p.fat_edge_middle_women,
        ],
    };
    edges.map(|edge| edge.value)
}
