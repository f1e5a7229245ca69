//! What the device that scanned somebody would read at the end of a forecast.

use serde::Serialize;
use spotcheck_model::{Day, Person};

use crate::number;

/// Visceral fat in a device's own unit; no device is converted to another.
#[derive(Serialize)]
pub(super) struct Readout {
    device: &'static str,
    unit: &'static str,
    start: f64,
    /// Of the typical course.
    end: f64,
    day: usize,
}

impl Readout {
    /// Of a person whose visceral fat was scanned.
    pub(super) fn new(person: &Person, days: &[Day]) -> Option<Self> {
        let scan = person.input().scan?;
        let [first, .., last] = days else { return None };
        let ratio = last.regions.visceral_kg / first.regions.visceral_kg;
        Some(Self {
            device: scan.device.name(),
            unit: scan.device.unit(),
            start: scan.visceral?,
            end: scan.visceral_on_device(ratio)?,
            day: last.day,
        })
    }

    pub(super) fn text(&self) -> String {
        format!(
            "\nThe same device ({}) would read {} {} of visceral fat on day {}, after {} at the start.\n",
            self.device.replace('_', " "),
            number::plain(self.end, 2),
            self.unit,
            self.day,
            number::plain(self.start, 2),
        )
    }
}
