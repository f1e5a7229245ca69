//! A record whose end is not read yet: what its attributes said, and what the metadata inside it add.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{
    super::base,
    value::{Last, device, some_text, text},
};
use crate::{
    Method, Moment, Observation, Quantity, Unit, Why, Zone, clock, intake::Intake, number::plain,
    sheet::brief,
};

/// What a record says beside its values, so far.
pub(super) struct Draft {
    /// When it was, and who says so.
    pub(super) base: Observation,
    zone: Option<Zone>,
}

/// A value in a unit of its own.
pub(super) type Reading = (Quantity, f64, Unit);

/// App and device of the last record.
pub(super) struct Tellers {
    source: Last<String>,
    device: Last<Option<String>>,
}

impl Tellers {
    pub(super) fn new() -> Self {
        Self {
            source: Last::new(),
            device: Last::new(),
        }
    }
}

/// The attributes every record has, as they stand there.
#[derive(Default)]
pub(super) struct Said<'t> {
    pub(super) source: &'t [u8],
    pub(super) device: &'t [u8],
    pub(super) start: &'t [u8],
    pub(super) end: &'t [u8],
}

impl<'t> Said<'t> {
    /// Takes an attribute, if it is one of them.
    pub(super) fn take(&mut self, name: &[u8], value: &'t [u8]) {
        match name {
            b"sourceName" => self.source = value,
            b"device" => self.device = value,
            b"startDate" => self.start = value,
            b"endDate" => self.end = value,
            _ => {}
        }
    }

    /// When it was and who says so.
    pub(super) fn draft(&self, tellers: &mut Tellers) -> Result<Draft, Why> {
        let at = moment(self.start)?;
        let mut base = base(at);
        if !self.end.is_empty() && self.end != self.start {
            let until = moment(self.end)?;
            if is_before(&until, &at) {
                return Err(bad_time(self.end));
            }
            base.until = Some(until);
        }
        let whole = |bytes: &[u8]| text(bytes).map(Cow::into_owned);
        base.source = tellers.source.or_read(self.source, whole)?;
        base.device = tellers.device.or_read(self.device, device)?;
        Ok(Draft { base, zone: None })
    }
}

fn bad_time(bytes: &[u8]) -> Why {
    Why::BadTime(brief(&String::from_utf8_lossy(bytes)))
}

fn moment(bytes: &[u8]) -> Result<Moment, Why> {
    let text = std::str::from_utf8(bytes).or(Err(Why::NotUtf8))?;
    clock::moment(text).ok_or_else(|| bad_time(bytes))
}

/// Whether one moment is before another, by the wall where there is nothing else.
fn is_before(one: &Moment, other: &Moment) -> bool {
    if one.offset == other.offset {
        return (one.day, one.time) < (other.day, other.time);
    }
    one.instant() < other.instant()
}

/// A number, or what it is not.
pub(super) fn number(column: &str, bytes: &[u8]) -> Result<f64, Why> {
    let value = std::str::from_utf8(bytes).ok().and_then(plain);
    value.ok_or_else(|| Why::BadNumber {
        column: column.to_owned(),
        text: brief(&String::from_utf8_lossy(bytes)),
    })
}

/// What says that a unit is none of a quantity's.
pub(super) fn bad_unit(column: &str, bytes: &[u8]) -> Why {
    Why::BadUnit {
        column: column.to_owned(),
        text: brief(&String::from_utf8_lossy(bytes)),
    }
}

impl Draft {
    /// Of a whole day.
    pub(super) fn of_day(day: Date) -> Self {
        let base = base(Moment::of_day(day));
        Self { base, zone: None }
    }

    /// Adds what an entry of metadata says.
    pub(super) fn note(&mut self, key: &[u8], value: &[u8]) -> Result<(), Why> {
        let base = &mut self.base;
        match key {
            b"HKWasUserEntered" => {
                base.method = match value {
                    b"1" => Some(Method::Manual),
                    b"0" => Some(Method::Device),
                    _ => None,
                };
            }
            b"HKFoodType" => base.item = some_text(value)?,
            b"HKFoodMeal" => base.group = some_text(value)?,
            b"HKExternalUUID" => base.external_id = some_text(value)?,
            b"HKTimeZone" => {
                let name = text(value)?;
                self.zone = Zone::parse(&name);
                if self.zone.is_none() {
                    return Err(Why::UnknownWord {
                        column: "HKTimeZone".to_owned(),
                        text: brief(&name),
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Hands on what the record says. Its times are those on the wall of the zone it names: the offset it has
    /// beside them may be that of the phone when the file was written.
    pub(super) fn finish(self, readings: &[Reading], intake: &mut Intake<'_>) {
        let Self { mut base, zone } = self;
        if let Some(zone) = zone {
            for moment in [Some(&mut base.at), base.until.as_mut()]
                .into_iter()
                .flatten()
            {
                *moment = moment.instant().map_or(*moment, |at| zone.show(at));
            }
        }
        let Some(((quantity, value, unit), others)) = readings.split_last() else {
            return;
        };
        for (quantity, value, unit) in others {
            intake.take(&base, *quantity, *value, *unit);
        }
        base.quantity = *quantity;
        intake.take_whole(base, *value, *unit);
    }
}
