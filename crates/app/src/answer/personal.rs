//! What an answer means for one person: how much fat lies there, the most that working the spot could
//! take, and what a deficit they could keep up does to it.

use serde::Serialize;
use spotcheck_evidence::Claim;
use spotcheck_model::{
    Depot, LocalBound, Parameters, Person, Regions, Schedule, Setting,
    ensemble::{self, DepotMass, Draws, Quantiles},
    local_bound,
};

use super::wrapped;
use crate::{me::Me, number, wire::Range};

const YEAR_DAYS: usize = 365;
const DEFICIT_WEEKS: usize = 12;
/// Enough for a 90 % range to the digits shown, few enough to answer at once.
const DRAWS: Draws = Draws {
    count: 200,
    seed: 1,
};

/// What an answer means for one person.
pub(crate) struct Personal {
    described: String,
    /// The reason where no loss is forecast.
    outlook: Result<Outlook, String>,
}

/// What can be said of a body.
struct Outlook {
    fat: DepotMass,
    local: Option<Local>,
    deficit: Result<Deficit, String>,
}

/// Working the spot, so many minutes a day for a year.
struct Local {
    minutes_per_day: f64,
    is_assumed: bool,
    bound: LocalBound,
    /// Change of the depot from the energy of the same minutes, kg.
    systemic: Quantiles,
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
        let outlook = match me.admitted(parameters)? {
            Ok(person) => Ok(Outlook::new(parameters, &person, claim, minutes_per_day)?),
            Err(reason) => Err(reason),
        };
        Ok(Self {
            described: me.described(),
            outlook,
        })
    }

    /// Who it is about, for an example.
    pub(crate) fn described(&self) -> &str {
        &self.described
    }

    /// The paragraphs of the short answer.
    pub(crate) fn text(&self) -> String {
        match &self.outlook {
            Ok(outlook) => outlook.text(),
            Err(reason) => wrapped("", "  ", &format!("For you: {reason}")),
        }
    }

    /// The paragraphs of the long answer: the short ones, and where their numbers come from.
    pub(crate) fn long_text(&self) -> String {
        let provenance = self
            .outlook
            .as_ref()
            .map_or_else(|_| String::new(), Outlook::provenance);
        self.text() + &provenance
    }

    /// The JSON of the contract.
    pub(crate) fn wire(&self) -> Wire {
        match &self.outlook {
            Ok(outlook) => outlook.wire(),
            Err(reason) => Wire {
                no_forecast: Some(reason.clone()),
                ..Wire::default()
            },
        }
    }
}

impl Outlook {
    fn new(
        parameters: &Parameters,
        person: &Person,
        claim: &Claim,
        minutes_per_day: Option<f64>,
    ) -> anyhow::Result<Self> {
        let depot = depot(claim);
        let fat = ensemble::baseline_depots(parameters, person, DRAWS)?
            .into_iter()
            .find(|mass| mass.depot == depot)
            .expect("every depot has a mass");
        let local = match claim.story {
            Some(_) => Some(Local::new(parameters, person, fat, minutes_per_day)?),
            None => None,
        };
        let deficit = Deficit::new(parameters, person, depot)?;
        Ok(Self {
            fat,
            local,
            deficit,
        })
    }

    fn text(&self) -> String {
        let mut text = wrapped(
            "",
            "  ",
            &format!(
                "For you: about {} kg of fat {} ({} to {}).",
                number::plain(self.fat.mass_kg, 1),
                place(self.fat.depot),
                number::plain(self.fat.interval.lo(), 1),
                number::plain(self.fat.interval.hi(), 1),
            ),
        );
        if let Some(local) = &self.local {
            text.push_str(&wrapped("  ", "  ", &local.text()));
        }
        let deficit = self
            .deficit
            .as_ref()
            .map_or_else(Clone::clone, Deficit::text);
        text.push_str(&wrapped("  ", "  ", &deficit));
        text
    }

    /// Where the numbers come from.
    fn provenance(&self) -> String {
        let mut text = String::new();
        if let Some(local) = &self.local {
            text.push_str(&wrapped(
                "  ",
                "  ",
                &format!(
                    "The local figure is a bound, not a forecast: it takes the extra fat breakdown \
                     measured beside a working muscle ({} g a year from the largest of three values), \
                     burns all of it and stores none again. The forecast itself takes the local effect \
                     as zero. [Stallknecht 2007, PMID 16985258; derived; `spotcheck why \
                     glycerol_central`]",
                    number::plain(local.bound.largest_point_g, 0),
                ),
            ));
        }
        text.push_str(&wrapped(
            "  ",
            "  ",
            &format!(
                "Ranges hold 90 % of people like this one, over {} draws. Where fat lies and how regions \
                 share a loss is partly assumed. [Hall 2011, PMID 21872751, energy balance; Hallgreen \
                 2008, doi:10.1038/sj.ijo.0803783, regions; `spotcheck why` lists every number with its \
                 source and flag]",
                DRAWS.count,
            ),
        ));
        text
    }

    fn wire(&self) -> Wire {
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
            no_forecast: deficit.err().cloned(),
        }
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
        let bound = local_bound(parameters, fat.mass_kg, minutes_per_day, YEAR_DAYS)?;
        let burned_kcal_per_day = parameters.local.net_energy.value * minutes_per_day;
        let change = ensemble::change(
            parameters,
            person,
            &less(burned_kcal_per_day)?,
            YEAR_DAYS,
            DRAWS,
        )?;
        let systemic = region(change.row.regions, fat.depot);
        Ok(Self {
            minutes_per_day,
            is_assumed: asked.is_none(),
            bound,
            systemic,
        })
    }

    fn text(&self) -> String {
        let minutes = number::plain(self.minutes_per_day, 0);
        let assumed = if self.is_assumed { ", say," } else { "" };
        format!(
            "Working that spot{assumed} {minutes} minutes a day for a year could take at most {} g of \
             fat off it locally, {} g as a best guess. The same minutes burn fat from everywhere, if \
             you eat the same: about {} there.",
            number::plain(self.bound.upper95_g, 0),
            number::plain(self.bound.central_g, 0),
            kg_lost(self.systemic),
        )
    }
}

impl Deficit {
    /// The least of the default deficit, what the person's fat can supply, and what the intake floor
    /// leaves; the reason where nothing is left.
    fn new(
        parameters: &Parameters,
        person: &Person,
        depot: Depot,
    ) -> anyhow::Result<Result<Self, String>> {
        let safety = &parameters.safety;
        let baseline = spotcheck_model::Baseline::new(parameters, person)?;
        let floor = match person.input().sex {
            spotcheck_model::Sex::Male => safety.intake_floor_men.value,
            spotcheck_model::Sex::Female => safety.intake_floor_women.value,
        };
        let most = [
            safety.deficit_default.value,
            safety.fat_energy_cap.value * baseline.state.fat_kg,
            baseline.expenditure_kcal_per_day - floor,
        ];
        let kcal_per_day = most.into_iter().fold(f64::INFINITY, f64::min);
        if kcal_per_day < safety.deficit_least.value {
            let reason = "You already eat close to the least that is safe without a clinician, so we \
                          forecast no deficit.";
            return Ok(Err(reason.to_owned()));
        }
        // What a person can keep to is an intake; what they burn is uncertain, and so is the deficit.
        let intake_kcal_per_day = to_tens(baseline.expenditure_kcal_per_day - kcal_per_day);
        let eating = Schedule::usual().hold(Setting::IntakeKcalPerDay(intake_kcal_per_day), 0)?;
        let change = ensemble::change(parameters, person, &eating, 7 * DEFICIT_WEEKS, DRAWS)?;
        let height_m = person.input().height_cm / 100.0;
        let bmi = person.input().weight_kg / (height_m * height_m);
        if bmi + change.row.bmi.lo90 < safety.bmi_floor.value {
            let reason = "A deficit could take you below a healthy weight for your height, so we \
                          forecast none. Lifting changes shape without it.";
            return Ok(Err(reason.to_owned()));
        }
        Ok(Ok(Self {
            kcal_per_day,
            intake_kcal_per_day,
            depot: region(change.row.regions, depot),
            weight: change.row.weight_kg,
            waist: change.row.waist_cm,
        }))
    }

    fn text(&self) -> String {
        let waist = self.waist.map_or_else(String::new, |waist| {
            format!(", and {} off your waist", lost(waist, "cm", 0))
        });
        format!(
            "Eating {} kcal a day, about {} less than we reckon you burn, takes {} off it in \
             {DEFICIT_WEEKS} weeks, and {} off your weight{waist}.",
            number::plain(self.intake_kcal_per_day, 0),
            number::plain(to_tens(self.kcal_per_day), 0),
            kg_lost(self.depot),
            kg_lost(self.weight),
        )
    }
}

/// Energy as it is known: to ten kcal.
fn to_tens(kcal_per_day: f64) -> f64 {
    10.0 * (kcal_per_day / 10.0).round()
}

/// The region a claim is about; the belly where it names none.
fn depot(claim: &Claim) -> Depot {
    let named = claim.depot.as_deref();
    let found = Depot::ALL
        .into_iter()
        .find(|depot| Some(depot.name()) == named);
    found.unwrap_or(Depot::AbdominalSubcutaneous)
}

/// Where a depot lies, in plain words.
fn place(depot: Depot) -> &'static str {
    match depot {
        Depot::Visceral => "deep in your belly",
        Depot::AbdominalSubcutaneous => "under the skin of your belly",
        Depot::OtherTrunk => "on the rest of your trunk",
        Depot::Legs => "on your hips and legs",
        Depot::Arms => "on your arms",
        Depot::Head => "on your face and neck",
    }
}

fn less(kcal_per_day: f64) -> anyhow::Result<Schedule> {
    Ok(Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(-kcal_per_day), 0)?)
}

fn region(regions: Regions<Quantiles>, depot: Depot) -> Quantiles {
    let index = Depot::ALL
        .iter()
        .position(|other| *other == depot)
        .expect("every depot is listed");
    regions.into_array()[index]
}

/// "0.9 kg (0.5 to 1.4)" for a fall.
fn kg_lost(change: Quantiles) -> String {
    lost(change, "kg", 1)
}

fn lost(change: Quantiles, unit: &str, decimals: usize) -> String {
    format!(
        "{} {unit} ({} to {})",
        number::plain(-change.median, decimals),
        number::plain(-change.hi90, decimals),
        number::plain(-change.lo90, decimals),
    )
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
    systemic_depot_change_kg: Range,
}

impl From<&Local> for LocalWire {
    fn from(local: &Local) -> Self {
        Self {
            minutes_per_day: local.minutes_per_day,
            minutes_assumed: local.is_assumed,
            days: YEAR_DAYS,
            central_g: local.bound.central_g,
            largest_point_g: local.bound.largest_point_g,
            upper95_g: local.bound.upper95_g,
            systemic_depot_change_kg: local.systemic.into(),
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
