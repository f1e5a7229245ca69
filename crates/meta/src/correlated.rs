//! Effects of one study that share people: their assumed covariance, and one effect in their place.

use std::collections::BTreeMap;

use nalgebra::{Cholesky, DMatrix, DVector};

use crate::{
    Error,
    multilevel::{Covariance, CovarianceBlock, Partition},
};

/// The covariance of effects with variances `vi` whose errors, within a cluster only, correlate as
/// `rho(i, j)` says of effects i and j, i < j.
///
/// A constant says that all effects of a study correlate alike; a function of two outcomes, that it
/// depends on them. Where nothing is known, 0.6 is a common guess, and `robust` errors guard against it.
///
/// # Errors
/// [`Error::Length`], [`Error::BadValue`] for a variance that is not positive or a correlation beyond
/// ±1, [`Error::Singular`] for correlations that cannot be true together.
pub fn correlated(
    vi: &[f64],
    clusters: &[usize],
    rho: impl Fn(usize, usize) -> f64,
) -> Result<Covariance, Error> {
    check_length(clusters, vi.len())?;
    let covariance = |i: usize, j: usize| {
        if i == j {
            return Ok(vi[i]);
        }
        let correlation = rho(i.min(j), i.max(j));
        if (-1.0..=1.0).contains(&correlation) {
            return Ok(correlation * (vi[i] * vi[j]).sqrt());
        }
        Err(Error::BadValue {
            field: "correlation",
            index: i.max(j),
            value: correlation,
            rule: "a correlation lies between -1 and 1",
        })
    };
    let mut blocks = Vec::new();
    for rows in Partition::by_label(clusters).parts() {
        let pairs = rows.iter().flat_map(|&j| rows.iter().map(move |&i| (i, j)));
        let elements: Vec<f64> = pairs
            .map(|(i, j)| covariance(i, j))
            .collect::<Result<_, _>>()?;
        let matrix = DMatrix::from_vec(rows.len(), rows.len(), elements);
        blocks.push(CovarianceBlock { rows, matrix });
    }
    Covariance::from_blocks(vi.len(), blocks)
}

/// How effects of a cluster are averaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighting {
    /// By the inverse of their covariance matrix, which gives the least variance.
    Inverse,
    /// All alike.
    Equal,
}

/// One effect in place of those of a cluster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aggregate {
    /// Label of the cluster.
    pub cluster: usize,
    /// The average.
    pub estimate: f64,
    /// Its sampling variance.
    pub variance: f64,
}

/// One effect for each cluster, by label.
///
/// # Errors
/// [`Error::Length`]; [`Error::Undefined`] where effects of two clusters are correlated.
pub fn aggregate(
    yi: &[f64],
    sampling: &Covariance,
    clusters: &[usize],
    weighting: Weighting,
) -> Result<Vec<Aggregate>, Error> {
    check_length(clusters, yi.len())?;
    if sampling.k() != yi.len() {
        return Err(Error::Length {
            what: "covariance".to_owned(),
            found: sampling.k(),
            expected: yi.len(),
        });
    }
    let mut sums: BTreeMap<usize, Sums> = BTreeMap::new();
    for block in sampling.blocks() {
        let label = clusters[block.rows[0]];
        if block.rows.iter().any(|&row| clusters[row] != label) {
            return Err(Error::Undefined {
                what: "one effect for each cluster",
                why: "effects of two clusters are correlated",
            });
        }
        sums.entry(label).or_default().add(yi, block);
    }
    let aggregate = |(cluster, sums): (usize, Sums)| {
        let (estimate, variance) = match weighting {
            Weighting::Inverse => (sums.weighted / sums.weight, 1.0 / sums.weight),
            Weighting::Equal => (sums.plain / sums.n, sums.variance / (sums.n * sums.n)),
        };
        Aggregate {
            cluster,
            estimate,
            variance,
        }
    };
    Ok(sums.into_iter().map(aggregate).collect())
}

/// What the blocks of a cluster add up to.
#[derive(Default)]
struct Sums {
    n: f64,
    plain: f64,
    /// 1ᵀ V 1.
    variance: f64,
    /// 1ᵀ V⁻¹ 1.
    weight: f64,
    /// 1ᵀ V⁻¹ y.
    weighted: f64,
}

impl Sums {
    fn add(&mut self, yi: &[f64], block: &CovarianceBlock) {
        let n = block.rows.len();
        let y = DVector::from_fn(n, |i, _| yi[block.rows[i]]);
        let weights = Cholesky::new(block.matrix.clone())
            .expect("a sampling covariance is positive definite")
            .solve(&DVector::from_element(n, 1.0));
        self.n += n as f64;
        self.plain += y.sum();
        self.variance += block.matrix.sum();
        self.weight += weights.sum();
        self.weighted += weights.dot(&y);
    }
}

fn check_length(clusters: &[usize], k: usize) -> Result<(), Error> {
    if clusters.len() == k {
        return Ok(());
    }
    Err(Error::Length {
        what: "clusters".to_owned(),
        found: clusters.len(),
        expected: k,
    })
}
