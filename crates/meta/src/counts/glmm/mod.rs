//! Mixed-effects logistic models of the counts themselves: exact binomial likelihoods within studies, a
//! normal distribution of true effects between them, fitted by maximum likelihood.
//!
//! Models and approximations are those of metafor's `rma.glmm` with its defaults: seven adaptive
//! quadrature points for one random effect, Laplace's approximation for two.
//!
//! Sources: Stijnen, Hamza & Özdemir 2010, Stat Med 29:3046; Turner et al. 2000, Stat Med 19:3417; Jackson
//! et al. 2018, Stat Med 37:1059.

mod likelihood;
mod newton;
mod random_studies;

use likelihood::{Binomial, Line, by_quadrature};
use newton::{greatest, maximise};

use super::pooled::{Pooled, Test, complete, known_effects};
use crate::{
    Error,
    escalc::{
        Absence, Columns, Measure, ProportionMeasure, RatePairMeasure, TableMeasure,
        read_proportions, read_rate_pairs, words::words,
    },
    quadrature,
};

words! {
    /// The models, by metafor's `measure` and `model`.
    GlmmModel {
        /// Log odds ratio of two groups; each study has a risk of its own.
        FixedStudies = "OR UM.FS",
        /// Log odds ratio of two groups; the studies' risks are normal, too, and independent of the effects.
        RandomStudies = "OR UM.RS",
        /// Log odds ratio of two groups from the events of the first among those of both: an approximation for
        /// rare events to the exact conditional model.
        Conditional = "OR CM.AL",
        /// Log rate ratio of two groups from the events of the first among those of both, exact for rates.
        ConditionalRates = "IRR CM.EL",
        /// Log odds of one group.
        LogOdds = "PLO",
    }
}

/// Points of the adaptive quadrature.
const NODES: usize = 7;
/// Where the standard deviations of true effects start.
const START_TAU: f64 = 0.5;

impl GlmmModel {
    fn of_studies(self) -> Measure {
        match self {
            Self::FixedStudies | Self::RandomStudies | Self::Conditional => {
                Measure::Table(TableMeasure::Or)
            }
            Self::ConditionalRates => Measure::RatePair(RatePairMeasure::Irr),
            Self::LogOdds => Measure::Proportion(ProportionMeasure::Plo),
        }
    }
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Glmm {
    /// The average log odds ratio, log rate ratio or log odds.
    pub pooled: Pooled,
    /// Variance of the true effects.
    pub tau2: f64,
    /// Variance of the studies' log odds, where they are random.
    pub sigma2: Option<f64>,
    /// Percent of the variance that is τ², at the typical sampling variance of the effect sizes.
    pub i2_percent: f64,
    /// Total over sampling variance.
    pub h2: f64,
    /// Wald's test that all effects are equal.
    pub wald: Test,
    /// The likelihood-ratio test that all effects are equal.
    pub likelihood_ratio: Test,
    /// Logarithm of the greatest likelihood.
    pub log_likelihood: f64,
    /// Studies in the model.
    pub k: usize,
    /// Studies left out, by position; those without events, or with nothing else, among them.
    pub omitted: Vec<(usize, Absence)>,
}

/// The counts of one study: of the groups apart, or of the first among both with its offset.
#[derive(Debug, Clone, Copy)]
enum Study {
    Groups([Binomial; 2]),
    Share(Binomial, f64),
}

impl Study {
    fn saturated(&self) -> f64 {
        match self {
            Self::Groups([one, two]) => one.saturated() + two.saturated(),
            Self::Share(count, _) => count.saturated(),
        }
    }

    /// Log-likelihood at an average effect and a standard deviation of effects, at the best risk of its own
    /// where the groups stand apart.
    fn profile(&self, beta: f64, tau: f64, nodes: &[(f64, f64)]) -> f64 {
        match *self {
            Self::Share(count, offset) => {
                let line = Line {
                    count,
                    eta: beta + offset,
                    slopes: [tau, 0.0],
                };
                by_quadrature(&[line], nodes)
            }
            Self::Groups([one, two]) => {
                let at = |risk: f64| {
                    let first = Line {
                        count: one,
                        eta: beta + risk,
                        slopes: [tau / 2.0, 0.0],
                    };
                    let second = Line {
                        count: two,
                        eta: risk,
                        slopes: [-tau / 2.0, 0.0],
                    };
                    by_quadrature(&[first, second], nodes)
                };
                let start = f64::midpoint(one.log_odds() - beta, two.log_odds());
                greatest(at, start).1
            }
        }
    }

    /// The effect and its variance without a model, unless a count is zero.
    fn effect(&self) -> Option<(f64, f64)> {
        let (counts, offset) = match self {
            Self::Groups([one, two]) => (
                vec![one.events(), one.others(), two.others(), two.events()],
                0.0,
            ),
            Self::Share(count, offset) => (vec![count.events(), count.others()], *offset),
        };
        let variance: f64 = counts.iter().map(|count| 1.0 / count).sum();
        let signs = counts.iter().zip([1.0, -1.0].into_iter().cycle());
        let estimate: f64 = signs.map(|(count, sign)| sign * count.ln()).sum();
        variance
            .is_finite()
            .then_some((estimate - offset, variance))
    }
}

/// Fits `model` to all studies: `ai`, `bi` or `n1i`, `ci`, `di` or `n2i`; `x1i`, `t1i`, `x2i`, `t2i`; or `xi`,
/// `mi` or `ni`. The interval has this `level`.
///
/// # Errors
/// Those of [`effect_sizes`](crate::escalc::effect_sizes); [`Error::TooFew`] for less than two studies,
/// [`Error::BadLevel`]; [`Error::NoConvergence`] and [`Error::Singular`] where the likelihood has no proper
/// maximum.
pub fn glmm(model: GlmmModel, columns: &Columns, level: f64) -> Result<Glmm, Error> {
    let (studies, omitted) = complete(studies(model, columns)?);
    let k = studies.len();
    if k < 2 {
        return Err(Error::TooFew { k, least: 2 });
    }
    let fit = if model == GlmmModel::RandomStudies {
        random_studies::fit(&studies)?
    } else {
        fit_one_effect(&studies)?
    };
    let effects = known_effects(model.of_studies(), columns, super::EFFECTS)?;
    let typical = typical_variance(&effects);
    let df = (k - 1) as f64;
    Ok(Glmm {
        pooled: Pooled::new(fit.beta, fit.se, level)?,
        tau2: fit.tau2,
        sigma2: fit.sigma2,
        i2_percent: 100.0 * fit.tau2 / (typical + fit.tau2),
        h2: fit.tau2 / typical + 1.0,
        wald: Test::chi2(fit.wald, df),
        likelihood_ratio: Test::chi2((2.0 * (fit.saturated - fit.common)).max(0.0), df),
        log_likelihood: fit.log_likelihood,
        k,
        omitted,
    })
}

fn studies(model: GlmmModel, columns: &Columns) -> Result<Vec<Result<Study, Absence>>, Error> {
    let word = model.of_studies().word();
    let informative = |study: Study, margins: [f64; 2]| {
        if margins.contains(&0.0) {
            Err(Absence::DoubleZero)
        } else {
            Ok(study)
        }
    };
    Ok(match model {
        GlmmModel::FixedStudies | GlmmModel::RandomStudies | GlmmModel::Conditional => {
            let study = |[a, b, c, d]: [f64; 4]| {
                let study = if model == GlmmModel::Conditional {
                    Study::Share(Binomial::new(a, c), ((a + b) / (c + d)).ln())
                } else {
                    Study::Groups([Binomial::new(a, b), Binomial::new(c, d)])
                };
                informative(study, [a + c, b + d])
            };
            let tables = crate::escalc::read_tables(columns, word)?;
            tables.into_iter().map(|row| row.and_then(study)).collect()
        }
        GlmmModel::ConditionalRates => {
            let rates = read_rate_pairs(columns, word)?.into_iter();
            let study = |([x1, x2], [t1, t2]): ([f64; 2], [f64; 2])| {
                let study = Study::Share(Binomial::new(x1, x2), (t1 / t2).ln());
                informative(study, [x1 + x2, 1.0])
            };
            rates.map(|row| row.and_then(study)).collect()
        }
        GlmmModel::LogOdds => {
            let rows = read_proportions(columns, word)?.into_iter();
            rows.map(|row| row.map(|[x, m]| Study::Share(Binomial::new(x, m), 0.0)))
                .collect()
        }
    })
}

/// What a fit gives.
struct Fit {
    beta: f64,
    se: f64,
    tau2: f64,
    sigma2: Option<f64>,
    log_likelihood: f64,
    /// Greatest log-likelihood of one effect common to all, and of one for each study.
    common: f64,
    saturated: f64,
    /// Wald's statistic for the equality of the latter.
    wald: f64,
}

fn fit_one_effect(studies: &[Study]) -> Result<Fit, Error> {
    let nodes = quadrature::gauss_hermite(NODES);
    let at = |beta: f64, tau: f64| -> f64 {
        studies
            .iter()
            .map(|study| study.profile(beta, tau, &nodes))
            .sum()
    };
    let common = maximise(|p| at(p[0], 0.0), &[0.0])?;
    let best = maximise(|p| at(p[0], p[1]), &[common.at[0], START_TAU])?;
    let effects: Vec<(f64, f64)> = studies.iter().filter_map(Study::effect).collect();
    Ok(Fit {
        beta: best.at[0],
        se: best.covariance[(0, 0)].sqrt(),
        tau2: best.at[1].powi(2),
        sigma2: None,
        log_likelihood: best.value,
        common: common.value,
        saturated: studies.iter().map(Study::saturated).sum(),
        wald: q(&effects),
    })
}

/// Cochran's Q of effects with variances.
fn q(effects: &[(f64, f64)]) -> f64 {
    let weight: f64 = effects.iter().map(|(_, v)| 1.0 / v).sum();
    let mean = effects.iter().map(|(y, v)| y / v).sum::<f64>() / weight;
    effects.iter().map(|(y, v)| (y - mean).powi(2) / v).sum()
}

/// Higgins and Thompson's typical sampling variance.
fn typical_variance(effects: &[(f64, f64)]) -> f64 {
    let sum: f64 = effects.iter().map(|(_, v)| 1.0 / v).sum();
    let squares: f64 = effects.iter().map(|(_, v)| 1.0 / (v * v)).sum();
    (effects.len() as f64 - 1.0) * sum / (sum * sum - squares)
}
