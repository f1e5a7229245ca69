//! The shapes of a meta-analysis in JSON, as the contract has them: metafor's names.

use serde::Serialize;
use spotcheck_meta::{
    Coefficients, Design, ENGINE_VERSION, Fit, FitStatistics, Heterogeneity, Likelihoods, Method,
    Omnibus, anytime::Look, robust::Robust,
};

use super::dependent::Clustered;

/// A table of coefficients; part of what holds it.
#[derive(Serialize)]
pub(super) struct Table<'a> {
    coef_names: &'a [String],
    beta: &'a [f64],
    se: &'a [f64],
    zval: &'a [f64],
    pval: &'a [f64],
    ci_lb: &'a [f64],
    ci_ub: &'a [f64],
    vb: Vec<Vec<f64>>,
}

impl<'a> From<&'a Coefficients> for Table<'a> {
    fn from(table: &'a Coefficients) -> Self {
        let row = |i: usize| table.vb.row(i).iter().copied().collect();
        Self {
            coef_names: &table.names,
            beta: &table.beta,
            se: &table.se,
            zval: &table.statistic,
            pval: &table.p_value,
            ci_lb: &table.ci_lb,
            ci_ub: &table.ci_ub,
            vb: (0..table.beta.len()).map(row).collect(),
        }
    }
}

/// A test of several coefficients.
#[derive(Serialize)]
#[expect(non_snake_case, reason = "the contract's names")]
pub(super) struct Moderators {
    QM: f64,
    QM_df: (usize, Option<f64>),
    QMp: f64,
}

impl From<&Omnibus> for Moderators {
    fn from(test: &Omnibus) -> Self {
        Self {
            QM: test.statistic,
            QM_df: (test.df, test.df2),
            QMp: test.p_value,
        }
    }
}

#[derive(Serialize)]
#[expect(non_snake_case, reason = "the contract's names")]
struct Statistics {
    ll: f64,
    dev: f64,
    AIC: f64,
    BIC: f64,
    AICc: f64,
}

impl From<&FitStatistics> for Statistics {
    fn from(statistics: &FitStatistics) -> Self {
        Self {
            ll: statistics.ll,
            dev: statistics.deviance,
            AIC: statistics.aic,
            BIC: statistics.bic,
            AICc: statistics.aicc,
        }
    }
}

/// Both likelihoods with their criteria.
#[derive(Serialize)]
#[expect(non_snake_case, reason = "the contract's names")]
pub(super) struct Criteria {
    ML: Statistics,
    REML: Statistics,
}

impl From<&Likelihoods> for Criteria {
    fn from(both: &Likelihoods) -> Self {
        Self {
            ML: (&both.ml).into(),
            REML: (&both.reml).into(),
        }
    }
}

/// A fitted model.
#[derive(Serialize)]
#[expect(non_snake_case, reason = "the contract's names")]
pub(super) struct Pooled<'a> {
    method: &'static str,
    test: &'static str,
    level: f64,
    k: usize,
    p: usize,
    #[serde(flatten)]
    table: Table<'a>,
    ddf: Option<f64>,
    tau2: f64,
    se_tau2: Option<f64>,
    tau2_ci_lb: Option<f64>,
    tau2_ci_ub: Option<f64>,
    I2: f64,
    H2: f64,
    R2: Option<f64>,
    vt: f64,
    QE: f64,
    QE_df: usize,
    QEp: f64,
    #[serde(flatten)]
    moderators: Moderators,
    pi_lb: Option<f64>,
    pi_ub: Option<f64>,
    fit_stats: Criteria,
    anytime: Option<Anytime>,
    robust: Option<Clustered>,
    engine_version: &'static str,
}

/// The interval and e-value that hold however often the effects are looked at.
#[derive(Serialize)]
struct Anytime {
    estimate: f64,
    ci_lb: f64,
    ci_ub: f64,
    ln_e: f64,
    pval: f64,
}

impl<'a> Pooled<'a> {
    /// With what is known when effects are looked at after each one.
    pub(super) fn beside(self, anytime: Option<Look>) -> Self {
        let anytime = anytime.map(|look| Anytime {
            estimate: look.estimate,
            ci_lb: look.ci_lb,
            ci_ub: look.ci_ub,
            ln_e: look.ln_e,
            pval: look.p_value,
        });
        Self { anytime, ..self }
    }

    /// With errors robust to clusters.
    pub(super) fn with(self, robust: Option<&Robust>) -> Self {
        let robust = robust.map(Into::into);
        Self { robust, ..self }
    }

    /// A fit with the interval of τ²; without moderators, also where a further effect would lie.
    pub(super) fn new(
        fitted: &'a Fit,
        design: &Design,
        heterogeneity: Option<Heterogeneity>,
    ) -> Self {
        // Were all effects the same there would be none further to predict.
        let is_random = fitted.options.method != Method::Fe;
        let mean = (design.is_intercept_only() && is_random).then(|| fitted.predict_mean());
        let mean = mean.and_then(Result::ok);
        Self {
            method: fitted.options.method.word(),
            test: fitted.options.test.word(),
            level: 100.0 * fitted.options.level,
            k: fitted.k,
            p: fitted.p,
            table: (&fitted.coefficients).into(),
            ddf: fitted.df,
            tau2: fitted.tau2,
            se_tau2: fitted.se_tau2,
            tau2_ci_lb: heterogeneity.map(|found| found.lb),
            tau2_ci_ub: heterogeneity.map(|found| found.ub),
            I2: fitted.i2_percent,
            H2: fitted.h2,
            R2: fitted.r2_percent,
            vt: fitted.typical_variance,
            QE: fitted.q,
            QE_df: fitted.q_df,
            QEp: fitted.q_p_value,
            moderators: (&fitted.moderators).into(),
            pi_lb: mean.map(|mean| mean.pi_lb),
            pi_ub: mean.map(|mean| mean.pi_ub),
            fit_stats: (&fitted.likelihoods).into(),
            anytime: None,
            robust: None,
            engine_version: ENGINE_VERSION,
        }
    }
}
