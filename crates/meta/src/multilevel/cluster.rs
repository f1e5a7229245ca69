//! Effects that no random term or sampling error ties to any other: the unit of all matrix algebra.

use std::collections::BTreeMap;
use std::ops::Range;

use nalgebra::{DMatrix, DVector};

use super::{absorbed::absorbable, covariance::Covariance, partition::Partition, random::Random};
use crate::Design;

/// The random effects of one term that touch a cluster. A cell is one of them.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    /// The cell of each effect of the cluster.
    pub(super) of_row: Vec<usize>,
    /// The inner level of each cell.
    pub(super) level: Vec<usize>,
    /// The outer group of each cell.
    pub(super) group: Vec<usize>,
    /// The cells of each group of the cluster.
    pub(super) spans: Vec<Range<usize>>,
}

impl Cells {
    fn new(term: &Random, rows: &[usize]) -> Self {
        let key = |&row: &usize| (term.groups()[row], term.levels()[row]);
        let mut number: BTreeMap<_, _> = rows.iter().map(|row| (key(row), 0)).collect();
        let mut spans: Vec<Range<usize>> = Vec::new();
        let (mut level, mut group): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for (cell, (&(g, l), place)) in number.iter_mut().enumerate() {
            *place = cell;
            match spans.last_mut() {
                Some(span) if group[cell - 1] == g => span.end = cell + 1,
                _ => spans.push(cell..cell + 1),
            }
            level.push(l);
            group.push(g);
        }
        Self {
            of_row: rows.iter().map(|row| number[&key(row)]).collect(),
            level,
            group,
            spans,
        }
    }

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.level.len()
    }

    /// Pairs of cells of the same group, each with itself too.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.spans
            .iter()
            .flat_map(|span| span.clone().flat_map(|c| span.clone().map(move |d| (c, d))))
    }

    /// G times the rows `from..` of `right`, one row a cell, where G is Γ within each group.
    pub(super) fn times(
        &self,
        gamma: &DMatrix<f64>,
        right: &DMatrix<f64>,
        from: usize,
    ) -> DMatrix<f64> {
        let mut product = DMatrix::zeros(self.len(), right.ncols());
        for (c, d) in self.pairs() {
            let g = gamma[(self.level[c], self.level[d])];
            for column in 0..right.ncols() {
                product[(c, column)] += g * right[(from + d, column)];
            }
        }
        product
    }

    /// Adds Z G Zᵀ.
    fn add_to(&self, m: &mut DMatrix<f64>, gamma: &DMatrix<f64>) {
        for (j, &d) in self.of_row.iter().enumerate() {
            let rows = self.of_row.iter().enumerate();
            for (i, &c) in rows.filter(|&(_, &c)| self.group[c] == self.group[d]) {
                m[(i, j)] += gamma[(self.level[c], self.level[d])];
            }
        }
    }
}

/// Effects, their sampling covariance, and the cells of each term.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub(super) rows: Vec<usize>,
    pub(super) v: DMatrix<f64>,
    pub(super) cells: Vec<Cells>,
    /// Where the cells of each term begin among those of all.
    pub(super) offsets: Vec<usize>,
    /// \[Z Q y\]: which cells touch each effect, the orthonormal moderators, the estimates.
    pub(super) zqy: DMatrix<f64>,
    /// The term that the diagonal absorbed, which has no cells then.
    pub(super) own: Option<usize>,
}

impl Cluster {
    /// The cells of term `t` among those of all.
    pub(super) fn range(&self, t: usize) -> Range<usize> {
        self.offsets[t]..self.offsets[t + 1]
    }

    /// Number of cells of all terms.
    pub(super) fn n_cells(&self) -> usize {
        self.offsets.last().map_or(0, |last| *last)
    }

    /// V + Z G Zᵀ at the covariance matrices `gammas` of the terms.
    pub(super) fn marginal(&self, gammas: &[DMatrix<f64>]) -> DMatrix<f64> {
        let mut m = self.v.clone();
        for (cells, gamma) in self.cells.iter().zip(gammas) {
            cells.add_to(&mut m, gamma);
        }
        if let Some(own) = self.own {
            for i in 0..m.nrows() {
                m[(i, i)] += gammas[own][(0, 0)];
            }
        }
        m
    }

    /// \[Z Q y\], or \[Q y\] alone.
    pub(super) fn columns(&self, with_cells: bool) -> DMatrix<f64> {
        if with_cells {
            return self.zqy.clone();
        }
        let from = self.n_cells();
        self.zqy.columns(from, self.zqy.ncols() - from).into_owned()
    }
}

/// The clusters of effects `y` with the sampling covariance and the terms given, of which each may `absorb` one.
pub(super) fn clusters(
    y: &DVector<f64>,
    design: &Design,
    sampling: &Covariance,
    terms: &[Random],
    absorb: bool,
) -> Vec<Cluster> {
    let mut partition = Partition::of_singles(y.len());
    for block in sampling.blocks() {
        for pair in block.rows.windows(2) {
            partition.join(pair[0], pair[1]);
        }
    }
    for term in terms {
        partition.join_labels(term.groups());
    }
    let cluster = |block: super::covariance::CovarianceBlock| {
        let rows = block.rows;
        let mut cells: Vec<_> = terms.iter().map(|term| Cells::new(term, &rows)).collect();
        let own = absorbable(&block.matrix, terms, &cells).filter(|_| absorb);
        if let Some(own) = own {
            cells[own] = Cells::new(&terms[own], &[]);
        }
        let mut offsets = vec![0];
        for cells in &cells {
            offsets.push(offsets[offsets.len() - 1] + cells.len());
        }
        let n_cells = offsets[offsets.len() - 1];
        let p = design.p();
        let mut zqy = DMatrix::zeros(rows.len(), n_cells + p + 1);
        for (cells, offset) in cells.iter().zip(&offsets) {
            for (i, cell) in cells.of_row.iter().enumerate() {
                zqy[(i, offset + cell)] = 1.0;
            }
        }
        for (i, &row) in rows.iter().enumerate() {
            for j in 0..p {
                zqy[(i, n_cells + j)] = design.q()[(row, j)];
            }
            zqy[(i, n_cells + p)] = y[row];
        }
        Cluster {
            rows,
            v: block.matrix,
            cells,
            offsets,
            zqy,
            own,
        }
    };
    sampling
        .gathered(&partition.parts())
        .into_iter()
        .map(cluster)
        .collect()
}
