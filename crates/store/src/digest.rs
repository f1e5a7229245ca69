//! A hash of everything that is kept, whatever the order and the database.

use std::fmt;

use sha2::{Digest as _, Sha256};
use spotcheck_import::{Method, Observation, SetKind, Side, Site};

use crate::{Error, Store, Wanted, row::kept};

/// A hash of observations: the sum of the SHA-256 of each, so that neither their order nor the import that
/// brought them changes it. Two stores of equal digest hold the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Digest {
    lanes: [u64; 4],
    count: u64,
}

impl Digest {
    /// How many observations it is of.
    pub const fn count(&self) -> u64 {
        self.count
    }

    pub(crate) fn add(&mut self, text: &str) {
        let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        for (lane, bytes) in self.lanes.iter_mut().zip(hash.chunks_exact(8)) {
            let bytes: [u8; 8] = bytes.try_into().expect("chunks of eight");
            *lane = lane.wrapping_add(u64::from_be_bytes(bytes));
        }
        self.count += 1;
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lanes
            .iter()
            .try_for_each(|lane| write!(f, "{lane:016x}"))
    }
}

impl Store {
    /// The digest of all that is kept of everyone.
    ///
    /// # Errors
    /// What the database says, or [`Error::Row`].
    pub async fn digest(&self) -> Result<Digest, Error> {
        let mut digest = Digest::default();
        for person in self.persons().await? {
            let mut each = |_, observation: Observation| {
                digest.add(&canonical(&person.name, &observation));
            };
            self.observations(&person, Wanted::default(), &mut each)
                .await?;
        }
        Ok(digest)
    }
}

/// All that an observation says, but for the row of its file.
fn canonical(person: &str, observation: &Observation) -> String {
    let text = |text: &Option<String>| text.as_deref().unwrap_or("").to_owned();
    let parts = [
        person.to_owned(),
        observation.quantity.name().to_owned(),
        observation.site.map_or("", Site::name).to_owned(),
        observation.side.map_or("", Side::name).to_owned(),
        observation.method.map_or("", Method::name).to_owned(),
        text(&observation.device),
        format!("{:016x}", observation.value.to_bits()),
        observation.given.name().to_owned(),
        format!("{:?}", kept(&observation.at)),
        format!("{:?}", observation.until.as_ref().map(kept)),
        text(&observation.zone),
        observation.source.clone(),
        text(&observation.external_id),
        text(&observation.item),
        text(&observation.group),
        format!("{:?}", observation.set.and_then(|set| set.number)),
        observation
            .set
            .map_or("", |set| SetKind::name(set.kind))
            .to_owned(),
        text(&observation.note),
    ];
    parts.join("\u{1f}")
}
