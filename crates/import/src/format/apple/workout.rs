//! Workouts, which tell their totals in two ways, and the rings of a day.

use super::{
    draft::{Draft, Reading, Said, Tellers, bad_unit, number},
    kinds::unit,
    tags::Attributes,
    value::text,
};
use crate::{Method, Quantity, UnitFrom, Why, clock, intake::Intake, sheet::brief};

/// What the name of every activity begins with.
const ACTIVITY: &str = "HKWorkoutActivityType";

/// Totals that older exports write as attributes: value and unit.
const TOTALS: [(&str, &str, Quantity); 3] = [
    ("duration", "durationUnit", Quantity::Exercise),
    (
        "totalEnergyBurned",
        "totalEnergyBurnedUnit",
        Quantity::EnergyActive,
    ),
    ("totalDistance", "totalDistanceUnit", Quantity::Distance),
];

/// A record of several values: a workout, or the rings of a day.
pub(super) struct Workout {
    pub(super) draft: Draft,
    /// What its attributes say.
    totals: Vec<Reading>,
    /// What the parts of its statistics say: of each way, where it was gone in several.
    statistics: Vec<Reading>,
}

impl Workout {
    fn of(draft: Draft) -> Self {
        Self {
            draft,
            totals: Vec::new(),
            statistics: Vec::new(),
        }
    }

    /// Hands on what it says; statistics go before a total among the attributes.
    pub(super) fn finish(self, intake: &mut Intake<'_>) {
        let Self {
            draft,
            totals: mut readings,
            statistics,
        } = self;
        readings.retain(|(total, ..)| statistics.iter().all(|(other, ..)| other != total));
        readings.extend(statistics);
        draft.finish(&readings, intake);
    }

    /// Adds a total, unless it is refused.
    fn total(
        &mut self,
        quantity: Quantity,
        column: &str,
        total: (&[u8], &[u8]),
        intake: &mut Intake<'_>,
    ) {
        match reading(quantity, column, total, intake) {
            Ok(reading) => self.totals.extend(reading),
            Err(why) => intake.refuse(why),
        }
    }
}

/// A value and its unit, if there is one: nothing is none, and no reading.
fn reading(
    quantity: Quantity,
    column: &str,
    (value, unit_name): (&[u8], &[u8]),
    intake: &mut Intake<'_>,
) -> Result<Option<Reading>, Why> {
    if value.is_empty() {
        return Ok(None);
    }
    let value = number(column, value)?;
    if value == 0.0 {
        return Ok(None);
    }
    let named = std::str::from_utf8(unit_name).ok();
    let unit = named.and_then(|name| unit(quantity, name));
    let unit = unit.ok_or_else(|| bad_unit(column, unit_name))?;
    intake.choose(column, quantity, unit, UnitFrom::Cell);
    Ok(Some((quantity, value, unit)))
}

/// A workout by its attributes.
pub(super) fn workout(
    attributes: Attributes<'_>,
    tellers: &mut Tellers,
    intake: &mut Intake<'_>,
) -> Result<Workout, Why> {
    let mut said = Said::default();
    let mut activity: &[u8] = &[];
    let mut totals: [(&[u8], &[u8]); TOTALS.len()] = Default::default();
    for attribute in attributes {
        let (name, value) = attribute.or(Err(Why::Malformed))?;
        said.take(name, value);
        if name == b"workoutActivityType" {
            activity = value;
        }
        for ((total, total_unit, _), found) in TOTALS.iter().zip(&mut totals) {
            if name == total.as_bytes() {
                found.0 = value;
            } else if name == total_unit.as_bytes() {
                found.1 = value;
            }
        }
    }
    let mut draft = said.draft(tellers)?;
    let activity = text(activity)?;
    let kind = activity.strip_prefix(ACTIVITY).unwrap_or(&activity);
    draft.base.item = Some(kind.to_owned());
    let mut workout = Workout::of(draft);
    for ((column, _, quantity), total) in TOTALS.iter().zip(totals) {
        workout.total(*quantity, column, total, intake);
    }
    Ok(workout)
}

/// Adds what a part of a workout's statistics says.
pub(super) fn statistics(
    attributes: Attributes<'_>,
    workout: &mut Workout,
    intake: &mut Intake<'_>,
) -> Result<(), Why> {
    let names = ["type", "unit", "sum", "average"];
    let [kind, unit, sum, average] = attributes.pick(names)?;
    let name = text(kind)?;
    let (quantity, value) = match name.strip_prefix("HKQuantityTypeIdentifier") {
        Some("ActiveEnergyBurned") => (Quantity::EnergyActive, sum),
        Some("BasalEnergyBurned") => (Quantity::EnergyResting, sum),
        Some("StepCount") => (Quantity::Steps, sum),
        Some("FlightsClimbed") => (Quantity::Flights, sum),
        Some("HeartRate") => (Quantity::HeartRate, average),
        Some(way) if way.starts_with("Distance") => (Quantity::Distance, sum),
        _ => {
            intake.pass_over(&format!("WorkoutStatistics {name}"));
            return Ok(());
        }
    };
    let column = format!("WorkoutStatistics {name}");
    let reading = reading(quantity, &column, (value, unit), intake)?;
    workout.statistics.extend(reading);
    Ok(())
}

/// What the rings of a day add up to, which is what Apple counts of all devices together.
pub(super) fn rings(attributes: Attributes<'_>, intake: &mut Intake<'_>) -> Result<Workout, Why> {
    let names = [
        "dateComponents",
        "activeEnergyBurned",
        "activeEnergyBurnedUnit",
        "appleExerciseTime",
    ];
    let [day, energy, energy_unit, exercise] = attributes.pick(names)?;
    let day = text(day)?;
    let at = clock::day(&day).ok_or_else(|| Why::BadTime(brief(&day)))?;
    let mut draft = Draft::of_day(at);
    draft.base.method = Some(Method::DayTotal);
    let mut rings = Workout::of(draft);
    let [energy, exercise] = [(energy, energy_unit), (exercise, b"min".as_slice())];
    rings.total(Quantity::EnergyActive, "activeEnergyBurned", energy, intake);
    rings.total(Quantity::Exercise, "appleExerciseTime", exercise, intake);
    Ok(rings)
}
