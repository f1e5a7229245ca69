//! What an answer means for one person, as JSON.

use serde::Serialize;
use spotcheck_model::Parameters;

use super::{DEFICIT_WEEKS, Deficit, Local, Outlook, Personal, YEAR_DAYS};
use crate::{gate::FORECAST, wire::Range};

impl Personal {
    /// The JSON of the contract.
    pub(crate) fn wire(&self, parameters: &Parameters) -> Wire {
        match &self.outlook {
            Ok(outlook) => outlook.wire(parameters),
            Err(gate) => Wire {
                no_forecast: Some(gate.words(parameters, FORECAST)),
                ..Wire::default()
            },
        }
    }
}

impl Outlook {
    fn wire(&self, parameters: &Parameters) -> Wire {
        let deficit = self.deficit.as_ref();
        Wire {
            depot: Some(self.fat.depot.name()),
            depot_kg: Some(Mass {
                median: self.fat.mass_kg,
                lo90: self.fat.interval.lo(),
                hi90: self.fat.interval.hi(),
            }),
            local: self.local.as_ref().map(LocalWire::from),
            deficit: deficit.ok().map(DeficitWire::from),
            no_forecast: deficit.err().map(|gate| gate.words(parameters, FORECAST)),
        }
    }
}

#[derive(Default, Serialize)]
pub(crate) struct Wire {
    depot: Option<&'static str>,
    depot_kg: Option<Mass>,
    local: Option<LocalWire>,
    deficit: Option<DeficitWire>,
    no_forecast: Option<String>,
}

#[derive(Serialize)]
struct Mass {
    median: f64,
    lo90: f64,
    hi90: f64,
}

#[derive(Serialize)]
struct LocalWire {
    minutes_per_day: f64,
    minutes_assumed: bool,
    days: usize,
    central_g: f64,
    largest_point_g: f64,
    upper95_g: f64,
    systemic_depot_change_kg: Option<Range>,
}

impl From<&Local> for LocalWire {
    fn from(local: &Local) -> Self {
        Self {
            minutes_per_day: local.minutes_per_day,
            minutes_assumed: local.is_assumed,
            days: YEAR_DAYS,
            central_g: local.typical.central_g,
            largest_point_g: local.typical.largest_point_g,
            upper95_g: local.largest.upper95_g,
            systemic_depot_change_kg: local.systemic.map(Range::from),
        }
    }
}

#[derive(Serialize)]
struct DeficitWire {
    kcal_per_day: f64,
    intake_kcal_per_day: f64,
    weeks: usize,
    depot_change_kg: Range,
    weight_change_kg: Range,
    waist_change_cm: Option<Range>,
}

impl From<&Deficit> for DeficitWire {
    fn from(deficit: &Deficit) -> Self {
        Self {
            kcal_per_day: deficit.kcal_per_day,
            intake_kcal_per_day: deficit.intake_kcal_per_day,
            weeks: DEFICIT_WEEKS,
            depot_change_kg: deficit.depot.into(),
            weight_change_kg: deficit.weight.into(),
            waist_change_cm: deficit.waist.map(Range::from),
        }
    }
}
