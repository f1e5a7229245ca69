//! What an answer means for one person: how much fat lies there, the most that working the spot could
//! take, and what a deficit they could keep up does to it.

mod text;
mod wire;

use spotcheck_evidence::Claim;
use spotcheck_model::{
    Baseline, Depot, LocalBound, Parameters, Person, PersonInput, Regions, Schedule, Setting,
    ensemble::{self, DepotMass, Draws, Quantiles},
    local_bound,
};

use crate::{
    gate::Gate,
    me::{Admission, Me},
};
pub(super) use wire::Wire;

const YEAR_DAYS: usize = 365;
const WEEK_DAYS: usize = 7;
pub(crate) const DEFICIT_WEEKS: usize = 12;
/// Enough for a 90 % range to the digits shown, few enough to answer at once.
const DRAWS: Draws = Draws {
    count: 1000,
    seed: 1,
    person: 0,
};
/// The story whose claims are about working one spot.
const LOCAL_STORY: &str = "spot";

/// What an answer means for one person.
pub(crate) struct Personal {
    described: String,
    outlook: Result<Outlook, Gate>,
}

/// What can be said of a body.
struct Outlook {
    fat: DepotMass,
    /// Whether the claim names that depot; else the belly stands as an example.
    is_named: bool,
    local: Option<Local>,
    deficit: Result<Deficit, Gate>,
}

/// Working the spot, so many minutes a day for a year.
struct Local {
    minutes_per_day: f64,
    is_assumed: bool,
    /// For the typical mass of the depot.
    typical: LocalBound,
    /// For the most that the depot may hold, so that "at most" is one.
    largest: LocalBound,
    /// Change of the depot from the same minutes, kg; none for a body that cannot be
    /// followed for a year of them.
    systemic: Option<Quantiles>,
}

/// A deficit that can be kept up, over [`DEFICIT_WEEKS`].
struct Deficit {
    kcal_per_day: f64,
    intake_kcal_per_day: f64,
    depot: Quantiles,
    weight: Quantiles,
    waist: Option<Quantiles>,
}

impl Personal {
    /// Reckons for `me`; `minutes_per_day` as asked, else the assumed half hour.
    pub(crate) fn new(
        parameters: &Parameters,
        me: &Me,
        claim: &Claim,
        minutes_per_day: Option<f64>,
    ) -> anyhow::Result<Self> {
        let outlook = match me.admission(parameters)? {
            Admission::Admitted(person) => {
                Ok(Outlook::new(parameters, &person, claim, minutes_per_day)?)
            }
            Admission::Stopped(gate) => Err(gate),
        };
        Ok(Self {
            described: me.described(),
            outlook,
        })
    }

    /// Nothing but why: a gate stopped it.
    pub(crate) fn stopped(gate: Gate) -> Self {
        Self {
            described: String::new(),
            outlook: Err(gate),
        }
    }

    /// Who it is about, for an example.
    pub(crate) fn described(&self) -> &str {
        &self.described
    }

    /// Whether a gate stands: every gate keeps advice on eating less from this person.
    pub(crate) fn is_gated(&self) -> bool {
        self.outlook
            .as_ref()
            .map_or(true, |outlook| outlook.deficit.is_err())
    }
}

impl Outlook {
    fn new(
        parameters: &Parameters,
        person: &Person,
        claim: &Claim,
        minutes_per_day: Option<f64>,
    ) -> anyhow::Result<Self> {
        let named = claim.depot.as_deref().and_then(named);
        let depot = named.unwrap_or(Depot::AbdominalSubcutaneous);
        let fat = ensemble::baseline_depots(parameters, person, DRAWS)?
            .into_iter()
            .find(|mass| mass.depot == depot)
            .expect("every depot has a mass");
        let is_local = claim.story.as_deref() == Some(LOCAL_STORY);
        // What a person says they eat is not what they burn: it must not bend what a change does.
        let steady = Person::new(PersonInput {
            baseline_intake_kcal_per_day: None,
            ..*person.input()
        })?;
        let deficit = Deficit::new(parameters, &steady, depot)?;
        let mut local = is_local
            .then(|| Local::new(parameters, &steady, fat, minutes_per_day))
            .transpose()?;
        if let (Some(local), Err(_)) = (&mut local, &deficit) {
            // A year of minutes is a deficit too: where none may be forecast, neither may this.
            local.systemic = None;
        }
        Ok(Self {
            fat,
            is_named: named.is_some(),
            local,
            deficit,
        })
    }
}

impl Local {
    fn new(
        parameters: &Parameters,
        person: &Person,
        fat: DepotMass,
        asked: Option<f64>,
    ) -> anyhow::Result<Self> {
        let minutes_per_day = asked.unwrap_or(parameters.local.minutes_default.value);
        let bound = |depot_kg| local_bound(parameters, depot_kg, minutes_per_day, YEAR_DAYS);
        Ok(Self {
            minutes_per_day,
            is_assumed: asked.is_none(),
            typical: bound(fat.mass_kg)?,
            largest: bound(fat.interval.hi())?,
            systemic: systemic(parameters, person, fat.depot, minutes_per_day),
        })
    }
}

/// What a year of the minutes takes from a depot of someone who eats as before, after what the body
/// makes up for; none where that leads below a healthy weight or where the model does not hold.
fn systemic(
    parameters: &Parameters,
    person: &Person,
    depot: Depot,
    minutes_per_day: f64,
) -> Option<Quantiles> {
    let burned_kcal_per_day = parameters.local.net_energy.value * minutes_per_day;
    let per_kg = burned_kcal_per_day / person.input().weight_kg;
    let working = Setting::AddedActivityKcalPerKgPerDay(per_kg);
    let schedule = Schedule::usual().hold(working, 0).ok()?;
    let change = ensemble::change(parameters, person, &schedule, YEAR_DAYS, DRAWS).ok()?;
    stays_healthy(parameters, person, change.row.bmi.lo90)
        .then(|| region(change.row.regions, depot))
}

/// Whether a change of the body mass index leaves it at a healthy weight.
fn stays_healthy(parameters: &Parameters, person: &Person, change: f64) -> bool {
    let bmi = person.bmi(person.input().weight_kg);
    parameters.safety.bmi_floor.value <= bmi + change
}

impl Deficit {
    /// The least of the default deficit, what the person's fat can supply, and what the intake floor
    /// leaves; the gate where none may be forecast.
    fn new(
        parameters: &Parameters,
        person: &Person,
        depot: Depot,
    ) -> anyhow::Result<Result<Self, Gate>> {
        let safety = &parameters.safety;
        let baseline = Baseline::new(parameters, person)?;
        let sex = person.input().sex;
        let intake_floor_kcal_per_day = safety.intake_floor_kcal_per_day(sex);
        let fat_floor_frac = safety.fat_floor_frac(sex);
        let kcal_per_day = [
            safety.deficit_default.value,
            safety.fat_energy_cap.value * baseline.state.fat_kg,
            baseline.expenditure_kcal_per_day - intake_floor_kcal_per_day,
        ]
        .into_iter()
        .fold(f64::INFINITY, f64::min);
        if kcal_per_day < safety.deficit_least.value {
            return Ok(Err(Gate::NoRoom));
        }
        // What a person can keep to is an intake; what they burn is uncertain, and so is the deficit.
        let intake_kcal_per_day = to_tens(baseline.expenditure_kcal_per_day - kcal_per_day);
        let eating = Schedule::usual().hold(Setting::IntakeKcalPerDay(intake_kcal_per_day), 0)?;
        let days = WEEK_DAYS * DEFICIT_WEEKS;
        let Ok(change) = ensemble::change(parameters, person, &eating, days, DRAWS) else {
            return Ok(Err(Gate::OutsideModel));
        };
        if !stays_healthy(parameters, person, change.row.bmi.lo90) {
            return Ok(Err(Gate::WouldBeLow));
        }
        let fat_kg = baseline.state.fat_kg + change.row.fat_kg.median;
        if fat_kg < fat_floor_frac * (baseline.weight_kg + change.row.weight_kg.median) {
            return Ok(Err(Gate::LowFat));
        }
        Ok(Ok(Self {
            kcal_per_day,
            intake_kcal_per_day,
            depot: region(change.row.regions, depot),
            weight: change.row.weight_kg,
            waist: change.row.waist_cm,
        }))
    }
}

/// Energy as it is known: to ten kcal.
fn to_tens(kcal_per_day: f64) -> f64 {
    10.0 * (kcal_per_day / 10.0).round()
}

/// The depot of this name; a test keeps the claims' names among them.
fn named(name: &str) -> Option<Depot> {
    Depot::ALL.into_iter().find(|depot| depot.name() == name)
}

fn region(regions: Regions<Quantiles>, depot: Depot) -> Quantiles {
    let index = Depot::ALL
        .iter()
        .position(|other| *other == depot)
        .expect("every depot is listed");
    regions.into_array()[index]
}
