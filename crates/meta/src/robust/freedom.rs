//! Degrees of freedom of robust tests, from the moments of the covariance matrix in the assumed model.
//!
//! With xᵢ the contribution of cluster i to the coefficients, cov(xᵢ, xⱼ) = δᵢⱼ Aᵢ M Aᵢᵀ − Lᵢ C Lⱼᵀ: all
//! second moments of Σ x xᵀ follow.

use nalgebra::DMatrix;

use super::{Sandwich, adjustment::inverse_root};
use crate::{Coefficients, Error, Omnibus, special};

/// The parts of the covariances of one cluster: Aᵢ M Aᵢᵀ, Lᵢ and Lᵢ C.
struct Part {
    own: DMatrix<f64>,
    l: DMatrix<f64>,
    lc: DMatrix<f64>,
}

impl Part {
    /// cov(xᵢ, xⱼ).
    fn with(&self, other: &Self, same: bool) -> DMatrix<f64> {
        let shared = &self.lc * other.l.transpose();
        if same { &self.own - shared } else { -shared }
    }
}

impl Sandwich {
    /// 2 E² / var of each diagonal element.
    pub(super) fn satterthwaite(&self) -> Vec<f64> {
        (0..self.vb.nrows())
            .map(|j| {
                let mut pick = DMatrix::zeros(1, self.vb.nrows());
                pick[(0, j)] = 1.0;
                self.df_of(&self.parts(&pick))
            })
            .collect()
    }

    /// For one combination of coefficients. The double sum over clusters is of a diagonal plus a matrix of
    /// rank p, so that it takes no pairs.
    fn df_of(&self, parts: &[Part]) -> f64 {
        let (mut mean, mut square) = (0.0, 0.0);
        let mut gram = DMatrix::<f64>::zeros(self.c.nrows(), self.c.nrows());
        for part in parts {
            let (own, low) = (part.own[(0, 0)], (&part.lc * part.l.transpose())[(0, 0)]);
            mean += own - low;
            square += own * own - 2.0 * own * low;
            gram += part.l.transpose() * &part.l;
        }
        let through = &self.c * gram;
        square += (&through * &through).trace();
        mean * mean / square
    }

    /// The approximate Hotelling's T² of Pustejovsky and Tipton (HTZ) for several coefficients.
    pub(super) fn hotelling(
        &self,
        coefficients: &Coefficients,
        which: &[usize],
    ) -> Result<Omnibus, Error> {
        let n = which.len();
        let quadratic = coefficients.test(which, None)?.statistic;
        let pick = DMatrix::from_fn(n, self.vb.nrows(), |i, j| {
            f64::from(u8::from(which[i] == j))
        });
        let raw = self.parts(&pick);
        let mean = raw.iter().fold(DMatrix::zeros(n, n), |sum, part| {
            sum + part.with(part, true)
        });
        let parts = self.parts(&(inverse_root(mean) * pick));
        let mut variance = 0.0;
        for (i, first) in parts.iter().enumerate() {
            for (j, second) in parts.iter().enumerate() {
                let p = first.with(second, i == j);
                // Σ over s, t of p_ss p_tt + p_st p_ts.
                variance += p.trace().powi(2) + p.dot(&p.transpose());
            }
        }
        let nu = (n * (n + 1)) as f64 / variance;
        let df2 = nu - n as f64 + 1.0;
        if df2 <= 0.0 {
            return Err(Error::Undefined {
                what: "a joint robust test",
                why: "there are too few clusters for so many coefficients",
            });
        }
        let statistic = df2 / nu * quadratic / n as f64;
        Ok(Omnibus {
            statistic,
            df: n,
            df2: Some(df2),
            p_value: special::f_above(statistic, n as f64, df2),
        })
    }

    /// For the combinations `pick` of coefficients.
    fn parts(&self, pick: &DMatrix<f64>) -> Vec<Part> {
        self.clusters
            .iter()
            .map(|cluster| {
                let a = pick * &cluster.weights;
                let l = &a * &cluster.q;
                Part {
                    own: &a * &cluster.m * a.transpose(),
                    lc: &l * &self.c,
                    l,
                }
            })
            .collect()
    }
}
