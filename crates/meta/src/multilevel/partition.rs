//! Effects that depend on each other, directly or through others.

use std::collections::BTreeMap;

/// A partition of k effects that coarsens as effects are joined.
#[derive(Debug)]
pub(crate) struct Partition {
    parent: Vec<usize>,
}

impl Partition {
    /// Each effect by itself.
    pub(crate) fn of_singles(k: usize) -> Self {
        Self {
            parent: (0..k).collect(),
        }
    }

    /// Effects with the same label together.
    pub(crate) fn by_label(labels: &[usize]) -> Self {
        let mut partition = Self::of_singles(labels.len());
        partition.join_labels(labels);
        partition
    }

    /// Puts the parts of two effects together.
    pub(crate) fn join(&mut self, i: usize, j: usize) {
        let (i, j) = (self.root(i), self.root(j));
        self.parent[i.max(j)] = i.min(j);
    }

    /// Puts effects with the same label together.
    pub(crate) fn join_labels(&mut self, labels: &[usize]) {
        let mut first = BTreeMap::new();
        for (i, &label) in labels.iter().enumerate() {
            let &mut first = first.entry(label).or_insert(i);
            self.join(first, i);
        }
    }

    /// The parts, in the order of their first effects, each in ascending order.
    pub(crate) fn parts(mut self) -> Vec<Vec<usize>> {
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..self.parent.len() {
            let root = self.root(i);
            parts.entry(root).or_default().push(i);
        }
        parts.into_values().collect()
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }
}
