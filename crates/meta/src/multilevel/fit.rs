//! A multilevel model fitted to effects, and what it tells at once.

use std::collections::BTreeMap;

use nalgebra::{DMatrix, DVector};

use super::{
    covariance::{Covariance, CovarianceBlock},
    estimate::{Estimate, Sizes},
    gls::{Gls, check},
    likelihood::Likelihood,
    random::{Component, Random},
    structure::correlation,
};
use crate::{
    Coefficients, Design, Error, FitStatistics, Likelihoods, Omnibus, coefficients::check_level,
    special,
};

/// What is maximised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The likelihood.
    Ml,
    /// The restricted likelihood.
    Reml,
}

/// How coefficients are tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// By the normal and χ².
    Z,
    /// By t and F with k − p degrees of freedom.
    TResidual,
    /// By t and F with the groups of the coarsest factor within which the moderator does not vary, less p.
    TContain,
}

/// Choices of a fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// What is maximised.
    pub method: Method,
    /// How coefficients are tested.
    pub test: Test,
    /// Level of all intervals, between 0 and 1.
    pub level: f64,
}

impl Default for Options {
    /// REML, z, 95 %.
    fn default() -> Self {
        Self {
            method: Method::Reml,
            test: Test::Z,
            level: 0.95,
        }
    }
}

/// The estimated covariance of one random term.
#[derive(Debug, Clone, PartialEq)]
pub struct TermEstimate {
    /// Name of the term.
    pub name: String,
    /// The variance, or one a level.
    pub variances: Vec<f64>,
    /// The correlation, or one a pair of levels in the order (2,1), (3,1), …, (3,2), ….
    pub correlations: Vec<f64>,
    /// Covariance matrix of the levels.
    pub covariance: DMatrix<f64>,
}

/// A fitted multilevel model.
#[derive(Debug, Clone)]
pub struct MultilevelFit {
    pub(super) options: Options,
    pub(super) sampling: Covariance,
    pub(super) likelihood: Likelihood,
    pub(super) estimate: Estimate,
    pub(super) sizes: Sizes,
    pub(super) gammas: Vec<DMatrix<f64>>,
    gls: Gls,
    coefficients: Coefficients,
    df: Option<Vec<f64>>,
    moderators: Omnibus,
    heterogeneity: Omnibus,
}

/// Fits effects `yi` whose errors have the covariance `sampling` on moderators and random effects.
///
/// Without random terms it is the model of a common effect.
///
/// # Errors
/// [`Error::Length`], [`Error::BadValue`], [`Error::BadLevel`]; [`Error::TooFew`] for no more effects
/// than coefficients where there are components to estimate; [`Error::Singular`] for components that
/// the data cannot tell apart; [`Error::NoConvergence`].
pub fn fit(
    yi: &[f64],
    sampling: &Covariance,
    design: &Design,
    random: &[Random],
    options: &Options,
) -> Result<MultilevelFit, Error> {
    let prepared = Prepared::new(yi, sampling, design, random, options)?;
    let estimate = prepared.likelihood.maximise(prepared.sizes)?;
    prepared.finish(yi, sampling, design, estimate)
}

/// A model that is checked and laid out, but not estimated.
pub(super) struct Prepared {
    pub(super) likelihood: Likelihood,
    pub(super) sizes: Sizes,
    options: Options,
}

impl Prepared {
    pub(super) fn new(
        yi: &[f64],
        sampling: &Covariance,
        design: &Design,
        random: &[Random],
        options: &Options,
    ) -> Result<Self, Error> {
        check(yi, design, sampling)?;
        check_level(options.level)?;
        for term in random {
            let found = term.groups().len();
            if found != yi.len() {
                let what = term.name().to_owned();
                return Err(Error::Length {
                    what,
                    found,
                    expected: yi.len(),
                });
            }
        }
        let y = DVector::from_column_slice(yi);
        let likelihood =
            Likelihood::new(options.method, &y, design, sampling, random.to_vec(), true);
        if yi.len() == design.p() && !likelihood.free().is_empty() {
            return Err(Error::TooFew {
                k: yi.len(),
                least: design.p() + 1,
            });
        }
        let residuals = &y - design.q() * design.q().tr_mul(&y);
        Ok(Self {
            sizes: Sizes::new(&residuals, &sampling.variances(), design.q()),
            likelihood,
            options: *options,
        })
    }

    pub(super) fn finish(
        self,
        yi: &[f64],
        sampling: &Covariance,
        design: &Design,
        estimate: Estimate,
    ) -> Result<MultilevelFit, Error> {
        let gammas = self.likelihood.gammas(&estimate.theta);
        let gls = Gls::of_blocks(yi, design, marginal(&self.likelihood, &gammas))?;
        let df = freedom(self.options.test, design, &self.likelihood.terms);
        let coefficients = Coefficients::new(
            design.names().to_vec(),
            gls.coefficients().to_vec(),
            gls.vb().clone(),
            df.as_deref().unwrap_or_default(),
            self.options.level,
        )?;
        let which = coefficients.moderators(design.has_intercept());
        Ok(MultilevelFit {
            moderators: coefficients.test(&which, fewest(df.as_deref(), &which))?,
            heterogeneity: heterogeneity(yi, sampling, design)?,
            df,
            options: self.options,
            sampling: sampling.clone(),
            likelihood: self.likelihood,
            sizes: self.sizes,
            estimate,
            gammas,
            gls,
            coefficients,
        })
    }
}

impl MultilevelFit {
    /// The coefficients.
    pub fn coefficients(&self) -> &Coefficients {
        &self.coefficients
    }

    /// The joint test of the moderators (QM), or of the intercept where there is nothing else.
    pub fn moderators(&self) -> &Omnibus {
        &self.moderators
    }

    /// Cochran's Q of what moderators leave (QE), from sampling errors alone.
    pub fn heterogeneity(&self) -> &Omnibus {
        &self.heterogeneity
    }

    /// The model given its estimated covariance: hat values, residuals, weights.
    pub fn gls(&self) -> &Gls {
        &self.gls
    }

    /// The choices made.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Evaluations of the log-likelihood that the estimate took.
    pub fn evaluations(&self) -> usize {
        self.estimate.evaluations
    }

    /// The estimated covariance of each random term, in the order given.
    pub fn terms(&self) -> Vec<TermEstimate> {
        let terms = self.likelihood.terms.iter().zip(&self.gammas);
        terms
            .zip(&self.estimate.theta)
            .map(|((term, gamma), theta)| {
                let correlations = term.shape.correlations();
                let correlation = |(n, pair): (usize, &(usize, usize))| {
                    let free_of_zero = term.shape.parameter(Component::Correlation(n), 0.0);
                    free_of_zero.map_or_else(|| correlation(gamma, *pair), |(j, _)| theta[j])
                };
                TermEstimate {
                    name: term.name().to_owned(),
                    variances: (0..term.shape.variances()).map(|h| gamma[(h, h)]).collect(),
                    correlations: correlations.iter().enumerate().map(correlation).collect(),
                    covariance: gamma.clone(),
                }
            })
            .collect()
    }

    /// How well it fits, by either likelihood at the estimates of the method used. The deviance of the
    /// restricted one is −2 log-likelihood.
    ///
    /// # Errors
    /// [`Error::Singular`] where the covariance of the effects has no inverse.
    pub fn likelihoods(&self) -> Result<Likelihoods, Error> {
        let design = self.gls.design();
        let (k, p) = (design.k(), design.p());
        let log_likelihood = |method| {
            let value = self.likelihood.value(method, &self.gammas);
            value.ok_or(Error::Singular {
                what: "the covariance of the effects",
                advice: "leave out a random term",
            })
        };
        let log_det = Gls::new(self.gls.yi(), design, &self.sampling)?.log_det();
        let saturated = -0.5 * (k as f64 * (2.0 * std::f64::consts::PI).ln() + log_det);
        let parameters = p + self.likelihood.free().len();
        Ok(Likelihoods {
            ml: FitStatistics::of(log_likelihood(Method::Ml)?, saturated, parameters, k),
            reml: FitStatistics::of(log_likelihood(Method::Reml)?, 0.0, parameters, k - p),
        })
    }

    /// Degrees of freedom of each coefficient's t; none for z.
    pub fn df(&self) -> Option<&[f64]> {
        self.df.as_deref()
    }
}

/// The fewest degrees of freedom of some coefficients.
pub(super) fn fewest(df: Option<&[f64]>, which: &[usize]) -> Option<f64> {
    df.map(|df| which.iter().map(|&j| df[j]).fold(f64::INFINITY, f64::min))
}

fn marginal(likelihood: &Likelihood, gammas: &[DMatrix<f64>]) -> Vec<CovarianceBlock> {
    let block = |cluster: &super::cluster::Cluster| CovarianceBlock {
        rows: cluster.rows.clone(),
        matrix: cluster.marginal(gammas),
    };
    likelihood.clusters.iter().map(block).collect()
}

fn heterogeneity(yi: &[f64], sampling: &Covariance, design: &Design) -> Result<Omnibus, Error> {
    let statistic = Gls::new(yi, design, sampling)?.rss();
    let df = design.k() - design.p();
    Ok(Omnibus {
        statistic,
        df,
        df2: None,
        p_value: if 0 < df {
            special::chi2_above(statistic, df as f64)
        } else {
            1.0
        },
    })
}

/// Degrees of freedom of each coefficient.
fn freedom(test: Test, design: &Design, terms: &[Random]) -> Option<Vec<f64>> {
    let (k, p) = (design.k(), design.p());
    let contained = |j: usize| {
        terms
            .iter()
            .flat_map(|term| [term.groups().to_vec(), cells(term)])
            .filter_map(|labels| groups_if_constant(design, j, &labels))
            .fold(k, usize::min)
    };
    let groups: Vec<usize> = match test {
        Test::Z => return None,
        Test::TResidual => vec![k; p],
        Test::TContain => (0..p).map(contained).collect(),
    };
    Some(
        groups
            .iter()
            .map(|n| n.saturating_sub(p).max(1) as f64)
            .collect(),
    )
}

/// A label for each random effect of a term.
fn cells(term: &Random) -> Vec<usize> {
    let pairs = term.groups().iter().zip(term.levels());
    pairs
        .map(|(group, level)| group * term.n_levels() + level)
        .collect()
}

/// The number of groups, where moderator `j` does not vary within any.
fn groups_if_constant(design: &Design, j: usize, labels: &[usize]) -> Option<usize> {
    let mut values = BTreeMap::new();
    for (i, label) in labels.iter().enumerate() {
        let value = design.x()[(i, j)].to_bits();
        if *values.entry(label).or_insert(value) != value {
            return None;
        }
    }
    Some(values.len())
}
