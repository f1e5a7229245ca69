//! The shapes of the tests for missing studies, in JSON: metafor's names.

use std::collections::BTreeMap;

use serde::Serialize;
use spotcheck_meta::{
    Effects, Error, Options,
    bias::{
        ExcessOptions, ExcessSignificance, FailSafe, HenmiCopas, MissingEstimator, PCurve,
        Predictor, RankTest, RegressionTest, TrimFill, classical, orwin, regression_test,
        rosenberg, rosenthal, trim_and_fill,
    },
};

/// Level at which fail-safe numbers and the test of excess significance call a result significant.
pub(super) const ALPHA: f64 = 0.05;

#[derive(Serialize)]
pub(super) struct Regression {
    zval: f64,
    pval: f64,
    dfs: Option<f64>,
    est: Option<f64>,
    ci_lb: Option<f64>,
    ci_ub: Option<f64>,
}

impl From<&RegressionTest> for Regression {
    fn from(test: &RegressionTest) -> Self {
        Self {
            zval: test.statistic,
            pval: test.p_value,
            dfs: test.df,
            est: test.limit.map(|limit| limit.estimate),
            ci_lb: test.limit.map(|limit| limit.ci_lb),
            ci_ub: test.limit.map(|limit| limit.ci_ub),
        }
    }
}

/// Egger's test and its kin, by model and predictor: `rma_sei`, `lm_vi`, …; those of sizes where `ni` is given.
pub(super) fn regressions(
    effects: &Effects,
    sizes: Option<&[f64]>,
    options: &Options,
) -> Result<BTreeMap<String, Regression>, Error> {
    let mut predictors = vec![Predictor::StandardError, Predictor::Variance];
    if let Some(ni) = sizes {
        predictors.extend([
            Predictor::Size(ni),
            Predictor::InverseSize(ni),
            Predictor::RootSize(ni),
            Predictor::InverseRootSize(ni),
        ]);
    }
    let models = [("rma", options.clone()), ("lm", classical(options.level))];
    let mut tests = BTreeMap::new();
    for (model, options) in &models {
        for &predictor in &predictors {
            let test = regression_test(effects, predictor, options)?;
            tests.insert(format!("{model}_{}", predictor.word()), (&test).into());
        }
    }
    Ok(tests)
}

#[derive(Serialize)]
pub(super) struct Rank {
    tau: f64,
    pval: f64,
}

impl From<&RankTest> for Rank {
    fn from(test: &RankTest) -> Self {
        Self {
            tau: test.tau,
            pval: test.p_value,
        }
    }
}

/// A funnel filled up by the estimator L0, with what the others would have filled in, where they have a value.
#[derive(Serialize)]
pub(super) struct Filled {
    #[serde(flatten)]
    l0: Completed,
    #[serde(rename = "R0")]
    r0: Option<Completed>,
    #[serde(rename = "Q0")]
    q0: Option<Completed>,
}

impl Filled {
    pub(super) fn new(effects: &Effects, options: &Options) -> Result<Self, Error> {
        let by = |estimator| {
            let filled = trim_and_fill(effects, None, estimator, options);
            filled.map(|filled| Completed::from(&filled))
        };
        Ok(Self {
            l0: by(MissingEstimator::L0)?,
            r0: by(MissingEstimator::R0).ok(),
            q0: by(MissingEstimator::Q0).ok(),
        })
    }
}

#[derive(Serialize)]
#[expect(non_snake_case, reason = "the contract's names")]
struct Completed {
    k0: usize,
    se_k0: Option<f64>,
    side: &'static str,
    p_k0: Option<f64>,
    beta: f64,
    se: f64,
    pval: f64,
    ci_lb: f64,
    ci_ub: f64,
    tau2: f64,
    I2: f64,
    QE: f64,
    yi_fill: Vec<f64>,
    vi_fill: Vec<f64>,
}

impl From<&TrimFill> for Completed {
    fn from(filled: &TrimFill) -> Self {
        let mean = &filled.fit.coefficients;
        let (yi, vi) = filled.filled();
        Self {
            k0: filled.missing,
            se_k0: filled.se_missing,
            side: filled.side.word(),
            p_k0: filled.p_missing,
            beta: mean.beta[0],
            se: mean.se[0],
            pval: mean.p_value[0],
            ci_lb: mean.ci_lb[0],
            ci_ub: mean.ci_ub[0],
            tau2: filled.fit.tau2,
            I2: filled.fit.i2_percent,
            QE: filled.fit.q,
            yi_fill: yi.to_vec(),
            vi_fill: vi.to_vec(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct FailSafes {
    #[serde(rename = "Rosenthal")]
    rosenthal: Number,
    #[serde(rename = "Orwin")]
    orwin: Number,
    #[serde(rename = "Rosenberg")]
    rosenberg: Number,
}

#[derive(Serialize)]
struct Number {
    fsnum: f64,
    alpha: f64,
    pval: Option<f64>,
    meanes: Option<f64>,
    target: Option<f64>,
}

impl From<FailSafe> for Number {
    fn from(number: FailSafe) -> Self {
        Self {
            fsnum: number.studies,
            alpha: ALPHA,
            pval: number.p_value,
            meanes: number.mean,
            target: number.target,
        }
    }
}

impl FailSafes {
    pub(super) fn new(effects: &Effects) -> Result<Self, Error> {
        Ok(Self {
            rosenthal: rosenthal(effects, ALPHA)?.into(),
            orwin: orwin(effects, None)?.into(),
            rosenberg: rosenberg(effects, ALPHA)?.into(),
        })
    }
}

#[derive(Serialize)]
#[expect(non_snake_case, reason = "the contract's names")]
pub(super) struct Excess {
    O: usize,
    E: f64,
    OEratio: f64,
    X2: Option<f64>,
    pval: f64,
    theta: f64,
    power: Vec<f64>,
}

impl Excess {
    pub(super) fn new(effects: &Effects) -> Result<Self, Error> {
        let options = ExcessOptions {
            alpha: ALPHA,
            ..ExcessOptions::default()
        };
        let ExcessSignificance {
            observed,
            expected,
            ratio,
            chi2,
            p_value,
            theta,
            power,
            significant: _,
        } = spotcheck_meta::bias::excess_significance(effects, &options)?;
        Ok(Self {
            O: observed,
            E: expected,
            OEratio: ratio,
            X2: chi2,
            pval: p_value,
            theta,
            power,
        })
    }
}

#[derive(Serialize)]
pub(super) struct Bearing {
    beta: f64,
    se: f64,
    ci_lb: f64,
    ci_ub: f64,
    tau2: f64,
}

impl From<HenmiCopas> for Bearing {
    fn from(found: HenmiCopas) -> Self {
        Self {
            beta: found.estimate,
            se: found.se,
            ci_lb: found.ci_lb,
            ci_ub: found.ci_ub,
            tau2: found.tau2,
        }
    }
}

/// The p values of significant results, in bands of 0.01, and the tests of their shape.
#[derive(Serialize)]
pub(super) struct Curve {
    bands: Vec<usize>,
    k: usize,
    binomial_pval: f64,
    full_pval: f64,
    half_pval: Option<f64>,
    flat_pval: f64,
    has_evidential_value: bool,
}

impl From<PCurve> for Curve {
    fn from(curve: PCurve) -> Self {
        Self {
            bands: curve.bands.to_vec(),
            k: curve.k,
            binomial_pval: curve.binomial_p_value,
            full_pval: curve.full.p_value,
            half_pval: curve.half.map(|half| half.p_value),
            flat_pval: curve.flat.p_value,
            has_evidential_value: curve.has_evidential_value(),
        }
    }
}
