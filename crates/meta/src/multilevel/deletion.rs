//! What the coefficients would be without some effects.

use nalgebra::{Cholesky, DVector};

use super::{
    fit::{MultilevelFit, Prepared},
    partition::Partition,
};
use crate::Error;

impl MultilevelFit {
    /// The model fitted again to the effects `keep` only.
    ///
    /// # Errors
    /// Those of [`super::fit()`]: too little may be left.
    pub fn refit(&self, keep: &[usize]) -> Result<Self, Error> {
        let design = self.gls().design().select(keep)?;
        let sampling = self.sampling.select(keep);
        let yi: Vec<f64> = keep.iter().map(|&i| self.gls().yi()[i]).collect();
        let terms = self.likelihood.terms.iter();
        let terms: Vec<_> = terms.map(|term| term.select(keep)).collect();
        let prepared = Prepared::new(&yi, &sampling, &design, &terms, self.options())?;
        let estimate = prepared.likelihood.maximise(prepared.sizes)?;
        prepared.finish(&yi, &sampling, &design, estimate)
    }

    /// Cook's distance of each cluster, in the order of first effects: how far, in units of their
    /// covariance, all coefficients move when the model is fitted again without it.
    ///
    /// # Errors
    /// [`Error::Length`]; within, that of each refit.
    pub fn cooks_distances(&self, clusters: &[usize]) -> Result<Vec<Result<f64, Error>>, Error> {
        let k = self.gls().design().k();
        if clusters.len() != k {
            return Err(Error::Length {
                what: "clusters".to_owned(),
                found: clusters.len(),
                expected: k,
            });
        }
        let distance = |part: &Vec<usize>| {
            let label = clusters[part[0]];
            let keep: Vec<usize> = (0..k).filter(|&i| clusters[i] != label).collect();
            let without = self.refit(&keep)?;
            let moved = DVector::from_column_slice(self.gls().coefficients())
                - DVector::from_column_slice(without.gls().coefficients());
            let cholesky = Cholesky::new(self.gls().vb().clone()).ok_or(Error::Singular {
                what: "the covariance of the coefficients",
                advice: "leave out a moderator",
            })?;
            Ok(moved.dot(&cholesky.solve(&moved)))
        };
        Ok(Partition::by_label(clusters)
            .parts()
            .iter()
            .map(distance)
            .collect())
    }
}
