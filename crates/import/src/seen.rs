//! Which observations were met before, by their fingerprints: eight bytes each, for the millions of a long file.

use std::{
    collections::HashSet,
    hash::{BuildHasherDefault, Hasher},
};

/// Sets that grow one at a time: a single one would for a moment be there twice.
const PARTS: usize = 64;

/// Takes a fingerprint for its own hash, which it is.
#[derive(Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, fingerprint: u64) {
        self.0 = fingerprint;
    }
}

/// The fingerprints that were met.
pub(crate) struct Seen([HashSet<u64, BuildHasherDefault<Same>>; PARTS]);

impl Seen {
    pub(crate) fn new() -> Self {
        Self(std::array::from_fn(|_| HashSet::default()))
    }

    /// Whether a fingerprint is met for the first time.
    pub(crate) fn insert(&mut self, fingerprint: u64) -> bool {
        // Bits from the middle: a table of hashes places by the lowest and compares by the highest.
        let part = (fingerprint >> 40) as usize % PARTS;
        self.0[part].insert(fingerprint)
    }
}
