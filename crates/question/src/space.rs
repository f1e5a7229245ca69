//! The feature space: which features count, how rare each is, and a question's place in it.

use std::collections::BTreeMap;

use crate::features::{BLOCKS, Feature};

/// Features kept, in order of their keys, with their inverse document frequencies.
#[derive(Debug)]
pub(crate) struct Space {
    pub(crate) keys: Vec<u64>,
    pub(crate) idf: Vec<f32>,
}

/// A sparse row: feature number and value.
pub(crate) type Sparse = Vec<(usize, f32)>;

/// How the blocks of a question are scaled against each other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scaling {
    /// Length of each block's part of the row.
    pub(crate) weights: [f32; BLOCKS],
    /// Squared value counted for a feature that training never saw, so that strange text stays faint.
    pub(crate) strangeness: f32,
}

impl Space {
    /// Keeps the features that occur in enough rows.
    pub(crate) fn of(rows: &[Vec<Feature>], least_rows: u32) -> Self {
        let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
        for feature in rows.iter().flatten() {
            *seen.entry(feature.key).or_default() += 1;
        }
        seen.retain(|_, rows| *rows >= least_rows);
        let n = rows.len() as f32;
        let idf = seen
            .values()
            .map(|&df| ((1.0 + n) / (1.0 + df as f32)).ln() + 1.0)
            .collect();
        Self {
            keys: seen.into_keys().collect(),
            idf,
        }
    }

    pub(crate) fn place(&self, features: &[Feature], scaling: &Scaling) -> Sparse {
        let find = |key| {
            let at = self.keys.binary_search(&key).ok()?;
            Some((at, self.idf[at]))
        };
        place(features, find, scaling)
    }
}

/// Values of the known features: dampened count by rarity, each block scaled to its weight.
pub(crate) fn place(
    features: &[Feature],
    find: impl Fn(u64) -> Option<(usize, f32)>,
    scaling: &Scaling,
) -> Sparse {
    let mut sparse = Sparse::with_capacity(features.len());
    for block in features.chunk_by(|a, b| a.block == b.block) {
        let start = sparse.len();
        for feature in block {
            if let Some((at, idf)) = find(feature.key) {
                sparse.push((at, (1.0 + feature.count.ln()) * idf));
            }
        }
        let known = &mut sparse[start..];
        let strange = (block.len() - known.len()) as f32 * scaling.strangeness;
        let norm = (known.iter().map(|(_, x)| x * x).sum::<f32>() + strange).sqrt();
        let scale = scaling.weights[block[0].block as usize] / norm.max(f32::MIN_POSITIVE);
        for (_, x) in known {
            *x *= scale;
        }
    }
    sparse
}
