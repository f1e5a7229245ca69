//! A block-diagonal covariance matrix of k effects, which is never written out whole.

use nalgebra::{Cholesky, DMatrix};

use super::partition::Partition;
use crate::Error;

/// How unlike each other the two halves of a covariance matrix may be, as a share of its elements.
const SYMMETRY: f64 = 1e-8;
/// The share of a variance that others do not determine is nothing below this.
const NOTHING_OWN: f64 = 1e-13;

/// Effects whose errors go together, and their covariance matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct CovarianceBlock {
    /// Positions of the effects, in the order of the matrix.
    pub rows: Vec<usize>,
    /// Their covariance matrix.
    pub matrix: DMatrix<f64>,
}

/// The covariance matrix of k effects: positive definite, and zero between blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Covariance {
    k: usize,
    blocks: Vec<CovarianceBlock>,
}

impl Covariance {
    /// Independent effects with the sampling variances `vi`.
    ///
    /// # Errors
    /// [`Error::BadValue`] for a variance that is not positive and finite.
    pub fn independent(vi: &[f64]) -> Result<Self, Error> {
        let blocks = vi.iter().enumerate().map(|(i, &v)| CovarianceBlock {
            rows: vec![i],
            matrix: DMatrix::from_element(1, 1, v),
        });
        Self::from_blocks(vi.len(), blocks.collect())
    }

    /// Blocks that between them hold each of `k` effects once.
    ///
    /// # Errors
    /// [`Error::BadValue`] for a variance that is not positive and finite, [`Error::Length`] for a
    /// matrix of the wrong size, [`Error::Undefined`] where the blocks are no partition or not
    /// symmetric, [`Error::Singular`] for a block that is not positive definite.
    pub fn from_blocks(k: usize, blocks: Vec<CovarianceBlock>) -> Result<Self, Error> {
        let mut seen = vec![false; k];
        for &row in blocks.iter().flat_map(|block| &block.rows) {
            if k <= row || std::mem::replace(&mut seen[row], true) {
                return Err(undefined("each effect is in one block"));
            }
        }
        if seen.contains(&false) {
            return Err(undefined("each effect is in one block"));
        }
        blocks.iter().try_for_each(check)?;
        Ok(Self { k, blocks })
    }

    /// A whole k × k matrix, taken apart into the blocks between which it is zero.
    ///
    /// # Errors
    /// Those of [`Covariance::from_blocks`].
    pub fn from_matrix(matrix: &DMatrix<f64>) -> Result<Self, Error> {
        let k = matrix.nrows();
        if matrix.ncols() != k {
            return Err(Error::Length {
                what: "covariance matrix".to_owned(),
                found: matrix.ncols(),
                expected: k,
            });
        }
        let mut partition = Partition::of_singles(k);
        let pairs = (0..k).flat_map(|i| (0..i).map(move |j| (i, j)));
        for (i, j) in pairs.filter(|&(i, j)| matrix[(i, j)] != 0.0 || matrix[(j, i)] != 0.0) {
            partition.join(i, j);
        }
        let blocks = partition
            .parts()
            .into_iter()
            .map(|rows| CovarianceBlock {
                matrix: DMatrix::from_fn(rows.len(), rows.len(), |i, j| matrix[(rows[i], rows[j])]),
                rows,
            })
            .collect();
        Self::from_blocks(k, blocks)
    }

    /// Number of effects.
    pub fn k(&self) -> usize {
        self.k
    }

    /// The blocks.
    pub fn blocks(&self) -> &[CovarianceBlock] {
        &self.blocks
    }

    /// The diagonal, by effect.
    pub fn variances(&self) -> Vec<f64> {
        let mut variances = vec![0.0; self.k];
        for (row, _, value) in self.elements().filter(|(row, column, _)| row == column) {
            variances[row] = value;
        }
        variances
    }

    /// The same matrix in the larger blocks `parts`, none of which cuts a block in two.
    pub(crate) fn gathered(&self, parts: &[Vec<usize>]) -> Vec<CovarianceBlock> {
        let mut place = vec![(0, 0); self.k];
        for (part, rows) in parts.iter().enumerate() {
            for (i, &row) in rows.iter().enumerate() {
                place[row] = (part, i);
            }
        }
        let mut gathered: Vec<_> = parts
            .iter()
            .map(|rows| CovarianceBlock {
                rows: rows.clone(),
                matrix: DMatrix::zeros(rows.len(), rows.len()),
            })
            .collect();
        for (row, column, value) in self.elements() {
            let (part, i) = place[row];
            gathered[part].matrix[(i, place[column].1)] = value;
        }
        gathered
    }

    /// Row, column and value of each element within a block.
    fn elements(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        self.blocks.iter().flat_map(|block| {
            let n = block.rows.len();
            let at = move |l: usize| (block.rows[l % n], block.rows[l / n], block.matrix[l]);
            (0..n * n).map(at)
        })
    }

    /// The matrix of the effects `keep` only, in that order.
    pub(crate) fn select(&self, keep: &[usize]) -> Self {
        let mut place = vec![None; self.k];
        for (i, &row) in keep.iter().enumerate() {
            place[row] = Some(i);
        }
        let mut blocks = Vec::new();
        for block in &self.blocks {
            let kept: Vec<_> = (0..block.rows.len())
                .filter_map(|i| place[block.rows[i]].map(|row| (i, row)))
                .collect();
            if kept.is_empty() {
                continue;
            }
            let element = |i: usize, j: usize| block.matrix[(kept[i].0, kept[j].0)];
            blocks.push(CovarianceBlock {
                rows: kept.iter().map(|&(_, row)| row).collect(),
                matrix: DMatrix::from_fn(kept.len(), kept.len(), element),
            });
        }
        Self {
            k: keep.len(),
            blocks,
        }
    }
}

fn undefined(why: &'static str) -> Error {
    Error::Undefined {
        what: "a covariance matrix",
        why,
    }
}

fn check(block: &CovarianceBlock) -> Result<(), Error> {
    let n = block.rows.len();
    for found in [block.matrix.nrows(), block.matrix.ncols()] {
        if found != n {
            return Err(Error::Length {
                what: "covariance block".to_owned(),
                found,
                expected: n,
            });
        }
    }
    for i in 0..n {
        let variance = block.matrix[(i, i)];
        if !(variance.is_finite() && 0.0 < variance) {
            return Err(Error::BadValue {
                field: "variance",
                index: block.rows[i],
                value: variance,
                rule: "a sampling variance is finite and positive",
            });
        }
        for j in 0..i {
            let (a, b) = (block.matrix[(i, j)], block.matrix[(j, i)]);
            let size = (variance * block.matrix[(j, j)]).sqrt();
            let alike = (a - b).abs() <= SYMMETRY * size;
            // A NaN is not alike either.
            if !alike {
                return Err(undefined("a covariance of i and j is one of j and i"));
            }
        }
    }
    if n == 1 || is_positive_definite(&block.matrix) {
        return Ok(());
    }
    Err(Error::Singular {
        what: "a block of the sampling covariance",
        advice: "no effects are so correlated: lower the correlation, or drop an effect that the \
                 others determine",
    })
}

/// Whether what each effect has of its own is more than rounding leaves of a matrix that has no inverse.
fn is_positive_definite(matrix: &DMatrix<f64>) -> bool {
    Cholesky::new(matrix.clone()).is_some_and(|cholesky| {
        let variances = matrix.diagonal();
        let own = cholesky.l_dirty().diagonal().map(|l| l * l);
        own.iter()
            .zip(variances.iter())
            .all(|(own, variance)| NOTHING_OWN * variance < *own)
    })
}
