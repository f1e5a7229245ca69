//! The mean of some of the effects: without each, and as they came.

use super::PerEffect;
use crate::{Design, Effects, Error, Fit, Options, fit};

/// A model without moderators, in a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// Mean.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// Mean over standard error: z, or t.
    pub statistic: f64,
    /// Two-sided p value.
    pub p_value: f64,
    /// Lower end.
    pub ci_lb: f64,
    /// Upper end.
    pub ci_ub: f64,
    /// Cochran's Q.
    pub q: f64,
    /// Its p value.
    pub q_p_value: f64,
    /// Between-study variance.
    pub tau2: f64,
    /// Heterogeneity as a share of the total variance, percent.
    pub i2_percent: f64,
    /// Total variance over sampling variance.
    pub h2: f64,
}

impl Pooled {
    fn of(keep: &[usize], effects: &Effects, options: &Options) -> Result<Self, Error> {
        let design = Design::intercept(keep.len())?;
        let fitted = fit(&effects.select(keep)?, &design, &options.select(keep))?;
        Ok(Self::from(&fitted))
    }
}

impl From<&Fit> for Pooled {
    fn from(fit: &Fit) -> Self {
        let mean = &fit.coefficients;
        Self {
            estimate: mean.beta[0],
            se: mean.se[0],
            statistic: mean.statistic[0],
            p_value: mean.p_value[0],
            ci_lb: mean.ci_lb[0],
            ci_ub: mean.ci_ub[0],
            q: fit.q,
            q_p_value: fit.q_p_value,
            tau2: fit.tau2,
            i2_percent: fit.i2_percent,
            h2: fit.h2,
        }
    }
}

/// The mean without each effect in turn.
///
/// # Errors
/// Those of the options; [`Error::TooFew`] for one effect. A mean that cannot be had holds the reason.
pub fn leave1out(effects: &Effects, options: &Options) -> Result<PerEffect<Pooled>, Error> {
    let k = effects.k();
    options.check(k)?;
    if k < 2 {
        return Err(Error::TooFew { k, least: 2 });
    }
    let each = (0..k).map(|i| {
        let keep: Vec<usize> = (0..k).filter(|&j| j != i).collect();
        Pooled::of(&keep, effects, options)
    });
    Ok(each.collect())
}

/// The mean as effects were added one by one in `order`, zero-based: of the first, of the first two, and
/// so on.
///
/// # Errors
/// Those of the options; [`Error::Length`] and [`Error::BadValue`] when `order` does not name each effect
/// once. A mean that cannot be had holds the reason, as does the first of a test by t.
pub fn cumul(
    effects: &Effects,
    order: &[usize],
    options: &Options,
) -> Result<PerEffect<Pooled>, Error> {
    options.check(effects.k())?;
    check_order(order, effects.k())?;
    let each = (1..=order.len()).map(|n| Pooled::of(&order[..n], effects, options));
    Ok(each.collect())
}

fn check_order(order: &[usize], k: usize) -> Result<(), Error> {
    if order.len() != k {
        return Err(Error::Length {
            what: "order".to_owned(),
            found: order.len(),
            expected: k,
        });
    }
    let mut seen = vec![false; k];
    for (index, &effect) in order.iter().enumerate() {
        if k <= effect || seen[effect] {
            return Err(Error::BadValue {
                field: "order",
                index,
                value: effect as f64,
                rule: "each effect stands once, counted from 0",
            });
        }
        seen[effect] = true;
    }
    Ok(())
}
