//! Intervals of τ², and of what is computed from it.

use super::{Fit, likelihood::likelihoods, options::Method, tau2::tau2_of_q, weighted::Weighted};
use crate::{Design, Effects, Error, root, special};

/// Doublings of a search interval before its end is given up.
const MAX_DOUBLINGS: usize = 200;

/// τ² with a two-sided interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heterogeneity {
    /// The estimate of the fit.
    pub tau2: f64,
    /// Lower end.
    pub lb: f64,
    /// Upper end.
    pub ub: f64,
}

impl Heterogeneity {
    /// Lower and upper end of I², percent.
    pub fn i2_percent(&self, typical_variance: f64) -> (f64, f64) {
        let i2 = |tau2: f64| 100.0 * tau2 / (typical_variance + tau2);
        (i2(self.lb), i2(self.ub))
    }

    /// Lower and upper end of H².
    pub fn h2(&self, typical_variance: f64) -> (f64, f64) {
        let h2 = |tau2: f64| tau2 / typical_variance + 1.0;
        (h2(self.lb), h2(self.ub))
    }
}

impl Fit {
    /// The Q-profile interval of τ² (Viechtbauer 2007, Stat Med 26:37): the values at which Q is neither
    /// improbably large nor improbably small.
    ///
    /// # Errors
    /// [`Error::TooFew`] when no degree of freedom is left; [`Error::NoConvergence`].
    pub fn q_profile(&self, effects: &Effects, design: &Design) -> Result<Heterogeneity, Error> {
        if self.q_df == 0 {
            return Err(Error::TooFew {
                k: self.k,
                least: self.p + 1,
            });
        }
        let df = self.q_df as f64;
        let tail = 0.5 * (1.0 - self.options.level);
        Ok(Heterogeneity {
            tau2: self.tau2,
            lb: tau2_of_q(special::chi2_quantile(1.0 - tail, df), effects, design)?,
            ub: tau2_of_q(special::chi2_quantile(tail, df), effects, design)?,
        })
    }

    /// The profile-likelihood interval of τ² of a fit by ML or REML: the values whose log-likelihood is
    /// within half a χ² quantile of the highest.
    ///
    /// # Errors
    /// [`Error::Undefined`] for another method; [`Error::NoConvergence`].
    pub fn likelihood_interval(
        &self,
        effects: &Effects,
        design: &Design,
    ) -> Result<Heterogeneity, Error> {
        let what = "the profile-likelihood interval of τ²";
        let drop = 0.5 * special::chi2_quantile(self.options.level, 1.0);
        let highest = self.profile(self.tau2, effects, design)?;
        let above = |tau2: f64| {
            // A τ² at which nothing can be computed is as unlikely as can be.
            self.profile(tau2, effects, design)
                .map_or(f64::MIN, |ll| ll - highest + drop)
        };
        let scale = self.tau2 + self.typical_variance;
        let lb = if 0.0 < self.tau2 && above(0.0) < 0.0 {
            root::between(what, (0.0, self.tau2), 1e-14 * scale, above)?
        } else {
            0.0
        };
        let mut far = scale;
        for _ in 0..MAX_DOUBLINGS {
            if above(self.tau2 + far) < 0.0 {
                break;
            }
            far *= 2.0;
        }
        let ub = root::between(what, (self.tau2, self.tau2 + far), 1e-14 * scale, above)?;
        Ok(Heterogeneity {
            tau2: self.tau2,
            lb,
            ub,
        })
    }

    /// The log-likelihood the fit maximised, at another τ², the coefficients fitted anew.
    ///
    /// # Errors
    /// [`Error::Undefined`] for a method that maximises none; [`Error::Singular`].
    pub fn profile(&self, tau2: f64, effects: &Effects, design: &Design) -> Result<f64, Error> {
        let at = Weighted::at(tau2, effects, design)?;
        let options = &self.options;
        let likelihoods = likelihoods(&at, at.rss, effects, options.parameters(self.p));
        match options.method {
            Method::Ml => Ok(likelihoods.ml.ll),
            Method::Reml => Ok(likelihoods.reml.ll),
            Method::Fe
            | Method::Dl
            | Method::He
            | Method::Hs
            | Method::Hsk
            | Method::Sj
            | Method::Pm
            | Method::Pmm
            | Method::Eb => Err(Error::Undefined {
                what: "a profile likelihood",
                why: "only ML and REML maximise one",
            }),
        }
    }
}
