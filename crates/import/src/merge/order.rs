//! Whose record counts before whose.

/// Sources in the order in which they count, best first; those that are not named follow: watches, phones, others.
#[derive(Debug, Clone, Default)]
pub struct Order {
    first: Vec<String>,
}

/// What a source is, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Watch,
    Phone,
    Another,
}

impl Kind {
    fn of(source: &str, device: Option<&str>) -> Self {
        // What the device is goes before what its owner calls it.
        for text in device.into_iter().chain([source]) {
            let text = text.to_lowercase();
            if text.contains("watch") {
                return Self::Watch;
            }
            if text.contains("phone") {
                return Self::Phone;
            }
        }
        Self::Another
    }
}

/// Where a source stands: of two the lesser counts. No two sources stand in the same place, and a device that was
/// given another version or name stays where it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    place: usize,
    kind: Kind,
    source: String,
}

impl Order {
    /// With these sources before any other, the best first.
    pub fn first<S: Into<String>>(sources: impl IntoIterator<Item = S>) -> Self {
        Self {
            first: sources.into_iter().map(Into::into).collect(),
        }
    }

    pub(super) fn rank(&self, source: &str, device: Option<&str>) -> Rank {
        let place = self.first.iter().position(|named| named == source);
        Rank {
            place: place.unwrap_or(self.first.len()),
            kind: Kind::of(source, device),
            source: source.to_owned(),
        }
    }
}
