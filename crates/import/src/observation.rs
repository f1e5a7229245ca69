//! The noun of this crate: one thing measured, at one moment.

use std::hash::Hasher as _;

use siphasher::sip::SipHasher13;

use crate::{Method, Moment, Quantity, Side, Site, Unit};

/// One thing measured, eaten, walked or lifted.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// What it is of.
    pub quantity: Quantity,
    /// Where the tape lay.
    pub site: Option<Site>,
    /// On which side.
    pub side: Option<Side>,
    /// How the value came about, where the file says.
    pub method: Option<Method>,
    /// What measured it.
    pub device: Option<String>,
    /// In the canonical unit of the quantity's dimension.
    pub value: f64,
    /// The unit the file gave it in.
    pub given: Unit,
    /// When; of an interval, its start.
    pub at: Moment,
    /// The end of an interval.
    pub until: Option<Moment>,
    /// The home zone that was assumed, where the file does not say and the person did.
    pub zone: Option<String>,
    /// The app the file came from, or the app that file names.
    pub source: String,
    /// The name that app gives the record.
    pub external_id: Option<String>,
    /// What it is more closely: a food, an exercise, a kind of activity.
    pub item: Option<String>,
    /// What it is part of: a meal, a workout.
    pub group: Option<String>,
    /// The set of an exercise.
    pub set: Option<Set>,
    /// What the person wrote beside it.
    pub note: Option<String>,
    /// The row of the file, the header being the first; in a file without lines, the record.
    pub row: u64,
}

/// A set of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Set {
    /// As the app numbers it.
    pub number: Option<u32>,
    /// What it was for.
    pub kind: SetKind,
}

/// What a set is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetKind {
    /// A working set.
    Working,
    /// Before the working sets.
    WarmUp,
    /// With less load, right after another.
    Drop,
    /// To where no further repetition was possible.
    Failure,
}

impl SetKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Working, Self::WarmUp, Self::Drop, Self::Failure];

    /// The name in our files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::WarmUp => "warmup",
            Self::Drop => "drop",
            Self::Failure => "failure",
        }
    }
}

impl Observation {
    /// An observation of which nothing is known but what, when and how much.
    pub fn new(quantity: Quantity, value: f64, given: Unit, at: Moment) -> Self {
        Self {
            quantity,
            site: None,
            side: None,
            method: None,
            device: None,
            value,
            given,
            at,
            until: None,
            zone: None,
            source: String::new(),
            external_id: None,
            item: None,
            group: None,
            set: None,
            note: None,
            row: 0,
        }
    }

    /// A hash of what was measured and when, whoever tells it: the same in every run and on every
    /// machine. Where the instant is known, it does not matter which wall showed it: a phone that was taken on a
    /// journey exports the same past in another zone. Row, device and notes are not part of it, and the source
    /// only of what several sources see at once ([`Quantity::is_seen_by_several`]): which of them counts is for
    /// [`merge`](crate::merge()) to say.
    pub fn fingerprint(&self) -> u64 {
        let mut hash = SipHasher13::new();
        let source = if self.quantity.is_seen_by_several() {
            self.source.as_str()
        } else {
            ""
        };
        let parts = [
            self.quantity.name(),
            self.site.map_or("", Site::name),
            self.side.map_or("", Side::name),
            self.item.as_deref().unwrap_or(""),
            self.group.as_deref().unwrap_or(""),
            self.set.map_or("", |set| set.kind.name()),
            source,
        ];
        // No text holds bytes from here on, so no two lists of parts read alike.
        for (mark, part) in (0xf8..=u8::MAX).zip(parts) {
            if !part.is_empty() {
                hash.write(part.as_bytes());
                hash.write(&[mark]);
            }
        }
        let number = self.set.and_then(|set| set.number).map_or(-1, i64::from);
        let mut rest = [0; 48];
        rest[..8].copy_from_slice(&number.to_le_bytes());
        rest[8..16].copy_from_slice(&self.value.to_bits().to_le_bytes());
        rest[16..32].copy_from_slice(&self.at.bytes());
        if let Some(until) = &self.until {
            rest[32..].copy_from_slice(&until.bytes());
        }
        hash.write(&rest);
        hash.finish()
    }
}
