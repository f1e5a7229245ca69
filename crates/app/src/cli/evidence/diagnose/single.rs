//! The shapes of what single effects do to a model, in JSON: metafor's names, a column of numbers for each
//! figure, null where an effect has none.

use serde::Serialize;
use spotcheck_meta::diagnose::{Baujat, Influence, PerEffect, Pooled, Residual, column};

type Column<T = f64> = Vec<Option<T>>;

/// The mean of some of the effects, a row for each choice of them.
#[derive(Serialize)]
#[expect(non_snake_case, reason = "the contract's names")]
pub(super) struct Sequence {
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<Vec<usize>>,
    estimate: Column,
    se: Column,
    zval: Column,
    pval: Column,
    #[serde(rename = "ci.lb")]
    ci_lb: Column,
    #[serde(rename = "ci.ub")]
    ci_ub: Column,
    Q: Column,
    Qp: Column,
    tau2: Column,
    I2: Column,
    H2: Column,
}

impl Sequence {
    /// One row for each effect left out.
    pub(super) fn without(rows: &PerEffect<Pooled>) -> Self {
        Self {
            order: None,
            estimate: column(rows, |row| row.estimate),
            se: column(rows, |row| row.se),
            zval: column(rows, |row| row.statistic),
            pval: column(rows, |row| row.p_value),
            ci_lb: column(rows, |row| row.ci_lb),
            ci_ub: column(rows, |row| row.ci_ub),
            Q: column(rows, |row| row.q),
            Qp: column(rows, |row| row.q_p_value),
            tau2: column(rows, |row| row.tau2),
            I2: column(rows, |row| row.i2_percent),
            H2: column(rows, |row| row.h2),
        }
    }

    /// One row for each effect added; `order` counts from one.
    pub(super) fn growing(order: &[usize], rows: &PerEffect<Pooled>) -> Self {
        Self {
            order: Some(order.iter().map(|at| at + 1).collect()),
            ..Self::without(rows)
        }
    }
}

/// Effects against the model of the others.
#[derive(Serialize)]
pub(super) struct Residuals {
    resid: Column,
    se: Column,
    z: Column,
}

impl From<&PerEffect<Residual>> for Residuals {
    fn from(rows: &PerEffect<Residual>) -> Self {
        Self {
            resid: column(rows, |row| row.resid),
            se: column(rows, |row| row.se),
            z: column(rows, |row| row.z),
        }
    }
}

/// What each effect does to the model.
#[derive(Serialize)]
pub(super) struct Influences {
    inf: Figures,
    dfbs: Column<Vec<f64>>,
    is_infl: Column<bool>,
}

#[derive(Serialize)]
struct Figures {
    rstudent: Column,
    dffits: Column,
    #[serde(rename = "cook.d")]
    cook_d: Column,
    #[serde(rename = "cov.r")]
    cov_r: Column,
    #[serde(rename = "tau2.del")]
    tau2_del: Column,
    #[serde(rename = "QE.del")]
    q_del: Column,
    hat: Vec<f64>,
    weight: Vec<f64>,
}

impl From<&Influence> for Influences {
    fn from(influence: &Influence) -> Self {
        let rows = &influence.deletions;
        Self {
            inf: Figures {
                rstudent: column(rows, |row| row.rstudent.z),
                dffits: column(rows, |row| row.dffits),
                cook_d: column(rows, |row| row.cook_d),
                cov_r: column(rows, |row| row.cov_r),
                tau2_del: column(rows, |row| row.tau2),
                q_del: column(rows, |row| row.q),
                hat: influence.hat.clone(),
                weight: influence.weight_percent.clone(),
            },
            dfbs: column(rows, |row| row.dfbetas.clone()),
            is_infl: influence.is_influential.clone(),
        }
    }
}

/// What each effect adds to heterogeneity (x), and to the mean (y).
#[derive(Serialize)]
pub(super) struct Contributions {
    x: Column,
    y: Column,
}

impl From<&PerEffect<Baujat>> for Contributions {
    fn from(rows: &PerEffect<Baujat>) -> Self {
        Self {
            x: column(rows, |row| row.x),
            y: column(rows, |row| row.y),
        }
    }
}
