//! When something was measured: the wall time, its offset where it is known, and home zones.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase},
};

/// Hours a wall is from UTC at the most: the farthest in use is 14, and Java's offsets end at 18.
pub(crate) const MOST_HOURS: i32 = 18;

/// A day, and the wall time and its offset from UTC as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    /// The local day.
    pub day: Date,
    /// The time on the wall.
    pub time: Option<Time>,
    /// The offset of that wall from UTC.
    pub offset: Option<Offset>,
}

impl Moment {
    /// A whole day.
    pub const fn of_day(day: Date) -> Self {
        Self {
            day,
            time: None,
            offset: None,
        }
    }

    /// A wall time of unknown offset.
    pub fn on_wall(wall: DateTime) -> Self {
        Self {
            day: wall.date(),
            time: Some(wall.time()),
            offset: None,
        }
    }

    /// A wall time at an offset.
    pub fn at(wall: DateTime, offset: Offset) -> Self {
        Self {
            offset: Some(offset),
            ..Self::on_wall(wall)
        }
    }

    /// An instant as the wall of an offset shows it; nothing beyond the years that can be told.
    pub fn shown_at(instant: Timestamp, offset: Offset) -> Self {
        Self::at(offset.to_datetime(instant), offset)
    }

    /// The same bytes for the same moment, on every machine: of the instant, whatever wall showed it, or else of
    /// what is known.
    pub(crate) fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        if let Some(instant) = self.instant() {
            bytes[0] = 1;
            bytes[1..9].copy_from_slice(&instant.as_second().to_le_bytes());
            bytes[9..13].copy_from_slice(&instant.subsec_nanosecond().to_le_bytes());
            return bytes;
        }
        let Self { day, time, .. } = self;
        bytes[1..3].copy_from_slice(&day.year().to_le_bytes());
        bytes[3..5].copy_from_slice(&[day.month(), day.day()].map(i8::cast_unsigned));
        if let Some(time) = time {
            bytes[0] = 2;
            let clock = [time.hour(), time.minute(), time.second()];
            bytes[5..8].copy_from_slice(&clock.map(i8::cast_unsigned));
            bytes[8..12].copy_from_slice(&time.subsec_nanosecond().to_le_bytes());
        }
        bytes
    }

    /// The instant, where both time and offset are known.
    pub fn instant(&self) -> Option<Timestamp> {
        let wall = self.day.to_datetime(self.time?);
        self.offset?.to_timestamp(wall).ok()
    }
}

/// Where a person was at home, for files that do not say.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

impl Zone {
    /// A name of the IANA database, as `Europe/Berlin`, or an offset, as `+01:00` or `UTC`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(offset) = offset(text) {
            return Some(Self(TimeZone::fixed(offset)));
        }
        let zone = TimeZoneDatabase::bundled().get(text).ok()?;
        Some(Self(zone))
    }

    /// Its name in the IANA database, or its fixed offset.
    pub fn name(&self) -> String {
        // Without a name it is an offset, which is the same at any time.
        let fixed = || offset_text(self.0.to_offset(Timestamp::UNIX_EPOCH));
        self.0.iana_name().map_or_else(fixed, str::to_owned)
    }

    /// The moment with the offset this zone had then, unless it has its own. Of an hour that
    /// struck twice the first is taken; in one that was left out, the offset before it.
    pub fn complete(&self, moment: Moment) -> Moment {
        let (Some(time), None) = (moment.time, moment.offset) else {
            return moment;
        };
        let wall = moment.day.to_datetime(time);
        let offset = match self.0.to_ambiguous_zoned(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
        };
        Moment::at(wall, offset)
    }

    /// An instant as it was read off the wall in this zone.
    pub fn show(&self, instant: Timestamp) -> Moment {
        Moment::shown_at(instant, self.0.to_offset(instant))
    }
}

/// Reads `Z`, `UTC`, `+01:00`, `+0100`, `+01` and `UTC+0100`; what is empty tells no offset.
pub(crate) fn offset(text: &str) -> Option<Offset> {
    let text = text.trim();
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(Offset::UTC);
    }
    let text = text
        .strip_prefix("UTC")
        .or_else(|| text.strip_prefix("GMT"))
        .unwrap_or(text);
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes, seconds) = match digits.len() {
        1 | 2 => (digits.as_str(), "0", "0"),
        4 => (&digits[..2], &digits[2..], "0"),
        6 => (&digits[..2], &digits[2..4], &digits[4..]),
        _ => return None,
    };
    let [hours, minutes, seconds]: [i32; 3] = [
        hours.parse().ok()?,
        minutes.parse().ok()?,
        seconds.parse().ok()?,
    ];
    if 59 < minutes || 59 < seconds || MOST_HOURS < hours {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60 + seconds)).ok()
}

/// `+01:00`, and seconds only where there are some.
pub(crate) fn offset_text(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.unsigned_abs();
    let mut text = format!("{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if !seconds.is_multiple_of(60) {
        text.push_str(&format!(":{:02}", seconds % 60));
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::tz::Offset;

    use super::offset;

    #[test]
    fn offsets_are_read_as_written_and_never_made_up() {
        for (text, seconds) in [
            ("Z", Some(0)),
            ("UTC", Some(0)),
            ("GMT", Some(0)),
            ("+01:00", Some(3_600)),
            ("+0100", Some(3_600)),
            ("+01", Some(3_600)),
            ("UTC+0100", Some(3_600)),
            ("UTC-0330", Some(-12_600)),
            ("+18:00", Some(64_800)),
            ("+19:00", None),
            ("+01:60", None),
            ("01:00", None),
            ("+", None),
            ("", None),
            (" ", None),
        ] {
            assert_eq!(offset(text).map(Offset::seconds), seconds, "{text}");
        }
    }
}
