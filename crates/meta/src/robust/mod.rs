//! Cluster-robust covariance of coefficients: right when the assumed covariance within clusters is not.
//!
//! References: Hedges, Tipton and Johnson 2010, Res Synth Methods 1:39; Bell and `McCaffrey` 2002, Surv
//! Methodol 28:169 (CR2, CR3); Pustejovsky and Tipton 2018, J Bus Econ Stat 36:672 (degrees of freedom,
//! HTZ). The adjustments are named as in clubSandwich.

mod adjustment;
mod cluster;
mod freedom;

use nalgebra::DMatrix;

use crate::{
    Coefficients, Error, Omnibus,
    coefficients::{check_level, check_scatter},
    multilevel::Gls,
};
use cluster::{Cluster, clusters};

pub use adjustment::Adjustment;

/// How many degrees of freedom a test of robust coefficients has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freedom {
    /// Clusters less coefficients, for each coefficient and for the joint test.
    Clusters,
    /// Satterthwaite's for each coefficient, and an approximate Hotelling's T² (HTZ) for the joint test.
    Satterthwaite,
}

/// Coefficients with a cluster-robust covariance matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Robust {
    /// The coefficients with robust errors.
    pub coefficients: Coefficients,
    /// Degrees of freedom of each coefficient's t.
    pub df: Vec<f64>,
    /// The joint test of the moderators, or of the intercept where there is nothing else.
    pub moderators: Omnibus,
    /// Number of clusters.
    pub n_clusters: usize,
}

/// Robust errors of a fit whose effects are dependent within, and only within, the labels `cluster`.
///
/// # Errors
/// [`Error::Length`], [`Error::BadLevel`]; [`Error::Undefined`] for fewer than two clusters, or with
/// [`Freedom::Clusters`] no more than coefficients, where the fit lets effects of two clusters depend on each
/// other, or the joint test has no degrees of freedom; [`Error::Singular`] where effects leave no scatter, or a
/// cluster determines a coefficient alone, so that CR3 has no value.
pub fn robust(
    fit: &Gls,
    cluster: &[usize],
    adjustment: Adjustment,
    freedom: Freedom,
    level: f64,
) -> Result<Robust, Error> {
    check_level(level)?;
    let clusters = clusters(fit, cluster, adjustment)?;
    let (n, p) = (clusters.len(), fit.design().p());
    let least = match freedom {
        Freedom::Clusters => p + 1,
        Freedom::Satterthwaite => 2,
    };
    if n < least.max(2) {
        return Err(Error::Undefined {
            what: "a cluster-robust covariance",
            why: "it takes two clusters or more, and more than coefficients where those are taken off: name a \
                  column with more values",
        });
    }
    check_scatter(fit.rss(), fit.size())?;
    let sandwich = Sandwich::new(fit, clusters, adjustment);
    let df = match freedom {
        Freedom::Clusters => vec![(n - p) as f64; p],
        Freedom::Satterthwaite => sandwich.satterthwaite(),
    };
    let coefficients = Coefficients::new(
        fit.design().names().to_vec(),
        fit.coefficients().to_vec(),
        sandwich.vb.clone(),
        &df,
        level,
    )?;
    let which = coefficients.moderators(fit.design().has_intercept());
    let moderators = match freedom {
        Freedom::Satterthwaite if 1 < which.len() => sandwich.hotelling(&coefficients, &which)?,
        Freedom::Clusters | Freedom::Satterthwaite => {
            coefficients.test(&which, Some(df[which[0]]))?
        }
    };
    Ok(Robust {
        coefficients,
        df,
        moderators,
        n_clusters: n,
    })
}

/// Coefficients are B y plus nothing random but Σ over clusters: what each contributes, and its
/// covariance were the assumed model true.
struct Sandwich {
    clusters: Vec<Cluster>,
    /// Covariance of the coefficients on Q in the assumed model.
    c: DMatrix<f64>,
    vb: DMatrix<f64>,
}

impl Sandwich {
    fn new(fit: &Gls, clusters: Vec<Cluster>, adjustment: Adjustment) -> Self {
        let (k, p) = (fit.design().k() as f64, fit.design().p());
        let mut vb = DMatrix::zeros(p, p);
        for cluster in &clusters {
            let moved = &cluster.weights * &cluster.residuals;
            vb += &moved * moved.transpose();
        }
        vb *= adjustment.factor(clusters.len() as f64, k, p as f64);
        Self {
            clusters,
            c: fit.c().clone(),
            vb,
        }
    }
}
