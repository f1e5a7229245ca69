//! What is kept of a person beside observations, as JSON.

use serde::Serialize;
use spotcheck_store::{Aim, Foretold, Person, SpotReadings, SpotTest};

use super::{Kept, imports};
use crate::cli;

/// What is kept beside observations.
#[derive(Serialize)]
struct Record<'r> {
    person: &'r str,
    imports: Vec<imports::Wire<'r>>,
    forecasts: Vec<Forecast>,
    aim: Option<AimWire>,
    spot_tests: Vec<SpotWire>,
}

#[derive(Serialize)]
struct Forecast {
    quantity: &'static str,
    made: String,
    due: String,
    median: f64,
    range50: [f64; 2],
    range90: [f64; 2],
}

#[derive(Serialize)]
struct AimWire {
    since: String,
    rate_kg_per_week: f64,
    intake_kcal_per_day: f64,
    pinned: bool,
}

impl From<&Foretold> for Forecast {
    fn from(foretold: &Foretold) -> Self {
        Self {
            quantity: foretold.quantity.name(),
            made: foretold.made.to_string(),
            due: foretold.due.to_string(),
            median: foretold.median,
            range50: foretold.range50,
            range90: foretold.range90,
        }
    }
}

impl From<Aim> for AimWire {
    fn from(aim: Aim) -> Self {
        Self {
            since: aim.since.to_string(),
            rate_kg_per_week: aim.rate_kg_per_week,
            intake_kcal_per_day: aim.intake_kcal_per_day,
            pinned: aim.is_pinned,
        }
    }
}

#[derive(Serialize)]
struct SpotWire {
    site: String,
    tool: String,
    trained: &'static str,
    weeks: u32,
    sessions_per_week: u32,
    seed: u64,
    worthwhile_mm_per_12_weeks: f64,
    start: String,
    ended: Option<String>,
    readings: Vec<ReadingsWire>,
}

#[derive(Serialize)]
struct ReadingsWire {
    day: i32,
    side: &'static str,
    values_mm: Vec<f64>,
    rest_h: Option<f64>,
    weight_kg: Option<f64>,
    rater: Option<String>,
}

impl SpotWire {
    fn of(test: SpotTest, readings: Vec<SpotReadings>) -> Self {
        let plan = test.plan;
        Self {
            site: plan.site,
            tool: plan.tool,
            trained: plan.trained.name(),
            weeks: plan.weeks,
            sessions_per_week: plan.per_week,
            seed: plan.seed,
            worthwhile_mm_per_12_weeks: plan.worthwhile_mm,
            start: plan.start.to_string(),
            ended: test.ended.map(|day| day.to_string()),
            readings: readings.into_iter().map(ReadingsWire::from).collect(),
        }
    }
}

impl From<SpotReadings> for ReadingsWire {
    fn from(readings: SpotReadings) -> Self {
        Self {
            day: readings.day,
            side: readings.side.name(),
            values_mm: readings.values_mm,
            rest_h: readings.rest_h,
            weight_kg: readings.weight_kg,
            rater: readings.rater,
        }
    }
}

/// Imports, forecasts that were shown, what is aimed at, and tests of one spot with their readings.
pub(super) fn json(kept: &Kept, person: &Person) -> anyhow::Result<String> {
    let all = kept.wait(kept.store.imports(person))?;
    let forecasts = kept.wait(kept.store.foretold(person))?;
    let aim = kept.wait(kept.store.aim(person))?;
    let mut spot_tests = Vec::new();
    for test in kept.wait(kept.store.spot_tests(person))? {
        let readings = kept.wait(kept.store.spot_readings(person, test.id))?;
        spot_tests.push(SpotWire::of(test, readings));
    }
    cli::json(&Record {
        person: person.name(),
        imports: all.iter().map(imports::wire).collect(),
        forecasts: forecasts.iter().map(Forecast::from).collect(),
        aim: aim.map(AimWire::from),
        spot_tests,
    })
}
