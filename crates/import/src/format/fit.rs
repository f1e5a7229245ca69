//! Weights in Garmin's FIT files, in UTC; scales write one file for all who stand on them.

use std::{
    collections::BTreeMap,
    io::{self, Read as _},
};

use jiff::Timestamp;

use super::{base, home};
use crate::{
    Error, LeftOut, Quantity, Shape, Spread, Stop, Unit, UnitFrom, Why,
    file::{File, Head},
    fit,
    fit::Message,
    intake::Intake,
};

/// More than any file a watch or scale writes.
const MOST_BYTES: u64 = 32 << 20;
const FILE_ID: u16 = 0;
pub(crate) const WEIGHT_SCALE: u16 = 30;
/// The field of a weighing that says whose it is.
const PERSON: u8 = 12;
/// A weight that the scale had not reckoned yet.
const RECKONING: u64 = 0xFFFE;

/// A field of a weighing: its number and name there, and its steps to one unit.
pub(crate) struct Field {
    pub(crate) number: u8,
    name: &'static str,
    pub(crate) quantity: Quantity,
    pub(crate) unit: Unit,
    pub(crate) steps: f64,
}

const fn field(
    number: u8,
    name: &'static str,
    quantity: Quantity,
    unit: Unit,
    steps: f64,
) -> Field {
    Field {
        number,
        name,
        quantity,
        unit,
        steps,
    }
}

/// What of a weighing is read.
pub(crate) const FIELDS: [Field; 6] = [
    field(0, "weight", Quantity::Weight, Unit::Kilogram, 100.0),
    field(1, "percent_fat", Quantity::BodyFat, Unit::Percent, 100.0),
    field(
        2,
        "percent_hydration",
        Quantity::WaterShare,
        Unit::Percent,
        100.0,
    ),
    field(4, "bone_mass", Quantity::BoneMass, Unit::Kilogram, 100.0),
    field(
        5,
        "muscle_mass",
        Quantity::MuscleMass,
        Unit::Kilogram,
        100.0,
    ),
    field(
        11,
        "visceral_fat_rating",
        Quantity::VisceralRating,
        Unit::Count,
        1.0,
    ),
];

/// What of a weighing is not: reckoned from the rest by the scale, or on a scale of its maker's.
const NOT_READ: [(u8, &str); 6] = [
    (3, "visceral_fat_mass"),
    (7, "basal_met"),
    (8, "physique_rating"),
    (9, "active_met"),
    (10, "metabolic_age"),
    (13, "bmi"),
];

pub(super) fn sniff(head: &Head) -> bool {
    fit::is_fit(&head.bytes)
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let (bytes, failed) = whole(file);
    let (messages, stop) = fit::messages(&bytes, &[FILE_ID, WEIGHT_SCALE]);
    let stop = failed.or(stop);
    let weighings = || messages.iter().filter(|m| m.number == WEIGHT_SCALE);
    if weighings().next().is_none() && stop != Some(Stop::Checksum) {
        return Err(Error::Unknown(Shape::Fit));
    }
    let person = person(weighings(), intake)?;
    let device = messages.iter().find_map(device);
    for (number, message) in (1..).zip(weighings()) {
        intake.begin(number);
        if person.is_some()
            && message
                .get(PERSON)
                .is_some_and(|index| Some(index) != person)
        {
            intake.leave(LeftOut::Person);
            continue;
        }
        weighing(message, device.as_deref(), intake)?;
    }
    if let Some(stop) = stop {
        intake.stop(stop);
    }
    Ok(())
}

/// All bytes, and why they are not all.
fn whole(file: File<'_>) -> (Vec<u8>, Option<Stop>) {
    let mut bytes = Vec::new();
    let read = file.reader().take(MOST_BYTES).read_to_end(&mut bytes);
    let failed = read
        .err()
        .map(|error: io::Error| crate::table::stop_of(&error));
    let is_cut = bytes.len() as u64 == MOST_BYTES;
    (bytes, failed.or_else(|| is_cut.then_some(Stop::TooLong)))
}

/// Whose weighings to take, where there are those of several people.
fn person<'m>(
    weighings: impl Iterator<Item = &'m Message>,
    intake: &Intake<'_>,
) -> Result<Option<u64>, Error> {
    let mut people: BTreeMap<u64, Spread> = BTreeMap::new();
    for message in weighings {
        let (Some(index), Some(weight)) = (message.get(PERSON), message.get(FIELDS[0].number))
        else {
            continue;
        };
        let kg = weight as f64 / FIELDS[0].steps;
        let spread = people.entry(index).or_insert(Spread {
            count: 0,
            least: kg,
            greatest: kg,
        });
        spread.count += 1;
        spread.least = spread.least.min(kg);
        spread.greatest = spread.greatest.max(kg);
    }
    if people.len() < 2 {
        return Ok(None);
    }
    let told = intake.answers.person.map(u64::from);
    if told.is_some_and(|told| people.contains_key(&told)) {
        return Ok(told);
    }
    Err(Error::PersonNeeded(people.into_iter().collect()))
}

/// The maker and the number of its product.
fn device(message: &Message) -> Option<String> {
    if message.number != FILE_ID {
        return None;
    }
    let maker = message.get(1)?;
    let product = message.get(2)?;
    Some(format!("FIT maker {maker}, product {product}"))
}

fn weighing(message: &Message, device: Option<&str>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let time = message.get(fit::TIMESTAMP);
    let seconds = time.filter(|time| fit::FIRST_MOMENT <= *time);
    let seconds = seconds.and_then(|time| i64::try_from(time).ok());
    let instant = seconds.and_then(|time| Timestamp::from_second(time + fit::EPOCH).ok());
    let Some(instant) = instant else {
        intake.refuse(Why::BadTime(
            time.map(|time| time.to_string()).unwrap_or_default(),
        ));
        return Ok(());
    };
    let zone = intake.answers.zone.as_ref().ok_or(Error::ZoneNeeded)?;
    let mut base = base(zone.show(instant));
    base.zone = home(intake);
    base.device = device.map(str::to_owned);
    for Field {
        number,
        name,
        quantity,
        unit,
        steps,
    } in FIELDS
    {
        let value = message.get(number).filter(|value| *value != 0);
        if let Some(value) =
            value.filter(|value| quantity != Quantity::Weight || *value < RECKONING)
        {
            intake.choose(name, quantity, unit, UnitFrom::Format);
            intake.take(&base, quantity, value as f64 / steps, unit);
        }
    }
    for (number, name) in NOT_READ {
        if message.get(number).is_some() {
            intake.pass_over(name);
        }
    }
    Ok(())
}
