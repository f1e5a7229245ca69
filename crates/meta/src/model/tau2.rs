//! Estimators of the between-study variance τ².
//!
//! Formulas: Viechtbauer 2005, J Educ Behav Stat 30:261; Sidik and Jonkman 2005, Appl Stat 54:367;
//! Paule and Mandel 1982; Viechtbauer 2021 (median-unbiased); standard errors as in metafor 3.8.

use super::{
    options::Method,
    weighted::{Moments, Weighted, cross, lean, residuals},
};
use crate::{Design, Effects, Error, special};

const MAX_ITERATIONS: usize = 200;
/// An estimate has settled when a step changes it by less than this share of the typical variance.
const SETTLED: f64 = 1e-13;
/// Below this share of the typical variance a τ² that wants to fall is tried at zero.
const LITTLE_LEFT: f64 = 0.02;

/// An estimate of τ² with its standard error.
#[derive(Debug, Clone, Copy)]
pub(super) struct Estimate {
    pub(super) tau2: f64,
    /// Absent where τ² was not estimated.
    pub(super) se: Option<f64>,
}

/// Which likelihood is climbed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Likelihood {
    Full,
    Restricted,
}

/// Estimates τ² of `effects` given their moderators; there are more effects than coefficients.
///
/// # Errors
/// [`Error::NoConvergence`] or [`Error::Singular`].
pub(super) fn estimate(
    method: Method,
    effects: &Effects,
    design: &Design,
) -> Result<Estimate, Error> {
    let data = Data { effects, design };
    match method {
        Method::Fe => Ok(Estimate {
            tau2: 0.0,
            se: None,
        }),
        Method::Dl => data.dersimonian_laird(),
        Method::He => Ok(data.hedges()),
        Method::Hs => data.hunter_schmidt(1.0),
        Method::Hsk => data.hunter_schmidt(data.k() / data.df()),
        Method::Sj => data.sidik_jonkman(),
        Method::Pm | Method::Eb => data.paule_mandel(data.df()),
        Method::Pmm => data.paule_mandel(special::chi2_quantile(0.5, data.df())),
        Method::Ml => data.climb(Likelihood::Full),
        Method::Reml => data.climb(Likelihood::Restricted),
    }
}

/// The τ² at which Σ w r² equals `target`, zero where it is below that already.
///
/// The sum falls and is convex in τ², so Newton's method from zero climbs to the root without passing
/// it, however far away it lies.
///
/// # Errors
/// [`Error::NoConvergence`] or [`Error::Singular`].
pub(super) fn tau2_of_q(target: f64, effects: &Effects, design: &Design) -> Result<f64, Error> {
    let mut tau2 = 0.0;
    for _ in 0..MAX_ITERATIONS {
        let at = Weighted::at(tau2, effects, design)?;
        let step = (at.rss - target) / at.y_pp_y();
        if step <= 0.0 {
            return Ok(tau2);
        }
        tau2 += step;
        if step <= SETTLED * tau2 {
            return Ok(tau2);
        }
    }
    Err(no_convergence())
}

fn no_convergence() -> Error {
    Error::NoConvergence {
        what: "τ²",
        iterations: MAX_ITERATIONS,
        advice: "try the method DL, which needs no iterations, or check the scale of the variances",
    }
}

/// Effects with their moderators.
#[derive(Clone, Copy)]
struct Data<'a> {
    effects: &'a Effects,
    design: &'a Design,
}

impl<'a> Data<'a> {
    fn k(self) -> f64 {
        self.effects.k() as f64
    }

    fn df(self) -> f64 {
        (self.effects.k() - self.design.p()) as f64
    }

    fn at(self, tau2: f64) -> Result<Weighted<'a>, Error> {
        Weighted::at(tau2, self.effects, self.design)
    }

    fn dersimonian_laird(self) -> Result<Estimate, Error> {
        let fixed = self.at(0.0)?;
        let moments = fixed.moments();
        let (df, trace) = (self.df(), moments.trace_p);
        let tau2 = ((fixed.rss - df) / trace).max(0.0);
        let variance = 2.0 * df + 4.0 * tau2 * trace + 2.0 * tau2 * tau2 * moments.trace_pp;
        Ok(Estimate {
            tau2,
            se: Some(variance.sqrt() / trace),
        })
    }

    /// `correction` times Σ w r² replaces it.
    fn hunter_schmidt(self, correction: f64) -> Result<Estimate, Error> {
        let fixed = self.at(0.0)?;
        let moments = fixed.moments();
        let sum = moments.sum;
        let tau2 = ((correction * fixed.rss - self.k()) / sum).max(0.0);
        let variance =
            2.0 * self.df() + 4.0 * tau2 * moments.trace_p + 2.0 * tau2 * tau2 * moments.trace_pp;
        Ok(Estimate {
            tau2,
            se: Some(correction * variance.sqrt() / sum),
        })
    }

    fn hedges(self) -> Estimate {
        let (yi, vi) = (self.effects.yi(), self.effects.vi());
        let on_q = lean(self.design, yi.iter().copied());
        let residuals = residuals(self.design, yi, &on_q);
        let scatter: f64 = residuals.iter().map(|r| r * r).sum();
        let q_v_q = cross(self.design, vi.iter().copied());
        let trace_pv = vi.iter().sum::<f64>() - q_v_q.trace();
        let squares = cross(self.design, vi.iter().map(|v| v * v)).trace();
        let trace_pvpv =
            vi.iter().map(|v| v * v).sum::<f64>() - 2.0 * squares + (&q_v_q * &q_v_q).trace();
        let df = self.df();
        let tau2 = ((scatter - trace_pv) / df).max(0.0);
        let variance = 2.0 * trace_pvpv + 4.0 * tau2 * trace_pv + 2.0 * tau2 * tau2 * df;
        Estimate {
            tau2,
            se: Some(variance.sqrt() / df),
        }
    }

    fn sidik_jonkman(self) -> Result<Estimate, Error> {
        let (yi, vi) = (self.effects.yi(), self.effects.vi());
        let mean = yi.iter().sum::<f64>() / self.k();
        let crude = yi.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / self.k();
        let at = self.at(crude)?;
        let df = self.df();
        let tau2 = crude * at.rss / df;
        let variance = 2.0 * at.trace_pvpv(vi)
            + 4.0 * tau2 * at.trace_pvp(vi)
            + 2.0 * tau2 * tau2 * at.moments().trace_pp;
        Ok(Estimate {
            tau2,
            se: Some(crude * variance.sqrt() / df),
        })
    }

    fn paule_mandel(self, target: f64) -> Result<Estimate, Error> {
        let tau2 = tau2_of_q(target, self.effects, self.design)?;
        let sum = self.at(tau2)?.moments().sum;
        Ok(Estimate {
            tau2,
            se: Some((2.0 / self.df()).sqrt() * self.k() / sum),
        })
    }

    /// Climbs a likelihood from above, and compares the summit with τ² = 0 where it falls from there.
    fn climb(self, likelihood: Likelihood) -> Result<Estimate, Error> {
        let none = self.at(0.0)?;
        let at_zero = none.moments();
        let mut tau2 = self.summit(likelihood, self.df() / at_zero.trace_p)?;
        let mut at = self.at(tau2)?;
        let falls = slope(&at_zero, likelihood).score <= 0.0;
        if falls && ln_likelihood(&at, likelihood) < ln_likelihood(&none, likelihood) {
            (tau2, at) = (0.0, none);
        }
        let moments = at.moments();
        let information = match likelihood {
            Likelihood::Full => moments.squares,
            Likelihood::Restricted => moments.trace_pp,
        };
        Ok(Estimate {
            tau2,
            se: Some((2.0 / information).sqrt()),
        })
    }

    /// Newton's method from Hedges' estimate, or from the typical variance where that is larger: a
    /// likelihood may fall from zero and rise again.
    fn summit(self, likelihood: Likelihood, typical: f64) -> Result<f64, Error> {
        let mut tau2 = self.hedges().tau2.max(typical);
        let mut bracket = Bracket::default();
        let mut previous = f64::INFINITY;
        for _ in 0..MAX_ITERATIONS {
            let slope = slope(&self.at(tau2)?.moments(), likelihood);
            // At the boundary with a falling likelihood there is nowhere to go.
            if tau2 <= 0.0 && slope.score <= 0.0 {
                return Ok(0.0);
            }
            let next = above_zero(tau2, tau2 + slope.score / slope.information, typical);
            let next = bracket.keep(tau2, slope.score, next, previous);
            previous = (next - tau2).abs();
            if previous <= SETTLED * (next + typical) {
                return Ok(next);
            }
            tau2 = next;
        }
        Err(no_convergence())
    }
}

/// A step to `next` that does not pass zero: half the way there, and all of it from close by.
fn above_zero(tau2: f64, next: f64, typical: f64) -> f64 {
    if 0.0 < next {
        next
    } else if tau2 < LITTLE_LEFT * typical {
        0.0
    } else {
        0.5 * tau2
    }
}

/// The last points at which a likelihood rose and fell.
#[derive(Default)]
struct Bracket {
    rises_at: Option<f64>,
    falls_at: Option<f64>,
}

impl Bracket {
    /// Takes note of the score at `tau2`, and halves the span where `next` would leave it or the step does
    /// not shrink fast enough by itself.
    fn keep(&mut self, tau2: f64, score: f64, next: f64, previous: f64) -> f64 {
        if 0.0 < score {
            self.rises_at = Some(tau2);
        } else {
            self.falls_at = Some(tau2);
        }
        let (Some(lo), Some(hi)) = (self.rises_at, self.falls_at) else {
            return next;
        };
        if next <= lo || hi <= next || 0.5 * previous < (next - tau2).abs() {
            f64::midpoint(lo, hi)
        } else {
            next
        }
    }
}

/// Twice the slope of a log-likelihood in τ², and twice its curvature downwards.
struct Slope {
    score: f64,
    information: f64,
}

/// The score, with the observed information where the likelihood is curved downwards, else the expected.
fn slope(at: &Moments, likelihood: Likelihood) -> Slope {
    let (trace, expected) = match likelihood {
        Likelihood::Full => (at.sum, at.squares),
        Likelihood::Restricted => (at.trace_p, at.trace_pp),
    };
    let observed = 2.0 * at.y_ppp_y - expected;
    Slope {
        score: at.y_pp_y - trace,
        information: if 0.0 < observed { observed } else { expected },
    }
}

/// The log-likelihood at a fit, up to what does not depend on τ².
fn ln_likelihood(at: &Weighted<'_>, likelihood: Likelihood) -> f64 {
    let ln_weights: f64 = at.weights.iter().map(|w| w.ln()).sum();
    let restriction = match likelihood {
        Likelihood::Full => 0.0,
        Likelihood::Restricted => at.ln_det_a,
    };
    0.5 * (ln_weights - restriction - at.rss)
}
