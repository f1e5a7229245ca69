//! The types of record: what they are of, their units, and how often those came that are not read.

use crate::{Quantity, Site, Unit, UnitFrom, intake::Intake};

/// What the name of every measured type begins with.
const PREFIX: &str = "HKQuantityTypeIdentifier";
/// More types than Apple has.
const MOST: usize = 1000;

/// The types that are read.
const READ: [(&str, Quantity); 18] = [
    ("BodyMass", Quantity::Weight),
    ("LeanBodyMass", Quantity::FatFreeMass),
    ("BodyFatPercentage", Quantity::BodyFat),
    ("Height", Quantity::Height),
    ("WaistCircumference", Quantity::Girth),
    ("VO2Max", Quantity::OxygenUptake),
    ("DietaryEnergyConsumed", Quantity::EnergyEaten),
    ("DietaryProtein", Quantity::Protein),
    ("DietaryCarbohydrates", Quantity::Carbohydrate),
    ("DietaryFatTotal", Quantity::Fat),
    ("DietaryFiber", Quantity::Fibre),
    ("DietarySodium", Quantity::Sodium),
    ("StepCount", Quantity::Steps),
    ("FlightsClimbed", Quantity::Flights),
    ("DistanceWalkingRunning", Quantity::Distance),
    ("ActiveEnergyBurned", Quantity::EnergyActive),
    ("BasalEnergyBurned", Quantity::EnergyResting),
    ("AppleExerciseTime", Quantity::Exercise),
];

/// A type of record.
pub(super) struct Kind {
    name: String,
    pub(super) quantity: Option<Quantity>,
    /// The unit its last record named, as it stands there.
    unit: Option<(Vec<u8>, Unit)>,
    passed: u64,
}

impl Kind {
    fn new(name: &str) -> Self {
        let is_it = |(end, _): &&(&str, Quantity)| name.strip_prefix(PREFIX) == Some(end);
        Self {
            name: name.to_owned(),
            quantity: READ.iter().find(is_it).map(|(_, quantity)| *quantity),
            unit: None,
            passed: 0,
        }
    }

    pub(super) fn site(&self) -> Option<Site> {
        (self.quantity == Some(Quantity::Girth)).then_some(Site::Waist)
    }

    /// The unit that is meant by its name, told to the report when it is another than before.
    pub(super) fn unit(&mut self, name: &[u8], intake: &mut Intake<'_>) -> Option<Unit> {
        if let Some((last, unit)) = &self.unit
            && last == name
        {
            return Some(*unit);
        }
        let quantity = self.quantity?;
        let unit = unit(quantity, std::str::from_utf8(name).ok()?)?;
        // Percent are written as a share of one.
        let from = if unit == Unit::Fraction {
            UnitFrom::Format
        } else {
            UnitFrom::Cell
        };
        intake.choose(&self.name, quantity, unit, from);
        self.unit = Some((name.to_owned(), unit));
        Some(unit)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn pass(&mut self) {
        self.passed += 1;
    }
}

/// The unit meant by Apple's name for it.
pub(super) fn unit(quantity: Quantity, name: &str) -> Option<Unit> {
    match (quantity, name) {
        (Quantity::BodyFat, "%" | "count") => Some(Unit::Fraction),
        (Quantity::HeartRate, "count/min") => Some(Unit::Count),
        _ => Unit::parse(name),
    }
}

/// The types that were met.
#[derive(Default)]
pub(super) struct Kinds {
    met: Vec<Kind>,
    last: usize,
}

impl Kinds {
    /// The type of this name. Records stand by type in the file, so that it mostly is the last one.
    pub(super) fn of(&mut self, name: &[u8]) -> &mut Kind {
        let is_it = |kind: &Kind| kind.name.as_bytes() == name;
        if !self.met.get(self.last).is_some_and(is_it) {
            let found = self.met.iter().position(is_it);
            self.last = found.unwrap_or_else(|| self.meet(name));
        }
        &mut self.met[self.last]
    }

    fn meet(&mut self, name: &[u8]) -> usize {
        if self.met.len() <= MOST {
            let name = String::from_utf8_lossy(name);
            let is_one_more = self.met.len() < MOST;
            let name = if is_one_more { &*name } else { "others" };
            self.met.push(Kind::new(name));
        }
        self.met.len() - 1
    }

    /// Tells how often those came that are not read.
    pub(super) fn finish(self, intake: &mut Intake<'_>) {
        for kind in self.met {
            intake.pass_over_all(&kind.name, kind.passed);
        }
    }
}
