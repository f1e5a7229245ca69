//! Local exercise beside a forecast: bounded, and in no row.

use serde::Serialize;
use spotcheck_model::{Depot, LocalBound, Parameters, Regions, local_bound, trial_loss_g};

use crate::{number, scenario::LocalWork};

/// The bound of one spell of local work.
#[derive(Serialize)]
pub(super) struct Local {
    depot: &'static str,
    from_day: usize,
    days: usize,
    minutes_per_day: f64,
    central_g: f64,
    largest_point_g: f64,
    upper95_g: f64,
    systemic_g: f64,
    /// What the one positive trial of this kind would mean, where the reader asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    if_brobakken_g: Option<f64>,
}

impl Local {
    /// Of a body with these regions when the work begins.
    pub(super) fn new(
        parameters: &Parameters,
        work: &LocalWork,
        regions: Regions<f64>,
        if_brobakken: bool,
    ) -> Result<Self, spotcheck_model::Error> {
        let places = Depot::ALL.into_iter().zip(regions.into_array());
        let depot_kg = places
            .filter(|(depot, _)| *depot == work.depot)
            .map(|(_, depot_kg)| depot_kg)
            .sum();
        let LocalBound {
            central_g,
            largest_point_g,
            upper95_g,
            systemic_g,
        } = local_bound(parameters, depot_kg, work.minutes_per_day, work.days)?;
        let trial = || trial_loss_g(parameters, depot_kg, work.minutes_per_day, work.days);
        Ok(Self {
            depot: work.depot.name(),
            from_day: work.from_day,
            days: work.days,
            minutes_per_day: work.minutes_per_day,
            central_g,
            largest_point_g,
            upper95_g,
            systemic_g,
            if_brobakken_g: if_brobakken.then(trial).transpose()?,
        })
    }

    pub(super) fn text(&self) -> String {
        let g = |g| number::plain(g, 0);
        let mut text = format!(
            "\nWorking {} {} minutes a day from day {} for {} days: at most {} g of its fat by local effect, \
             and none of it is in the forecast, because trials find none. The same minutes burn about {} g from \
             anywhere.\n",
            self.depot.replace('_', " "),
            number::plain(self.minutes_per_day, 0),
            self.from_day,
            self.days,
            g(self.upper95_g),
            g(self.systemic_g),
        );
        if let Some(trial_g) = self.if_brobakken_g {
            let trial = &Parameters::published().local.trial_difference;
            text.push_str(&format!(
                "If the one positive trial of trunk exercise were right and held here: {} g. It is of {}; {}. No \
                 interval can be given. `spotcheck why trial_difference` and `spotcheck evidence show C07` tell more.\n",
                g(trial_g),
                trial.population,
                trial.note,
            ));
        }
        text
    }
}
