//! Estimators of the between-study variance τ².
//!
//! Formulas: Viechtbauer 2005, J Educ Behav Stat 30:261; Sidik and Jonkman 2005, Appl Stat 54:367;
//! Paule and Mandel 1982; Viechtbauer 2021 (median-unbiased); standard errors as in metafor 3.8.

use super::{
    mean,
    options::Method,
    weighted::{Moments, Weighted, cross, lean, residuals},
};
use crate::{Design, Effects, Error, special};

const MAX_ITERATIONS: usize = 200;
/// An estimate has settled when a step changes it by less than this share of the typical variance.
const SETTLED: f64 = 1e-13;
/// Ratio of the total variances of the most precise effect between two places where the slope of a
/// likelihood is looked at.
const STRIDE: f64 = 2.0;

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

    /// Residual sum of squares of the unweighted regression.
    fn scatter(self) -> f64 {
        let yi = self.effects.yi();
        let on_q = lean(self.design, yi.iter().copied());
        let residuals = residuals(self.design, yi, &on_q);
        residuals.iter().map(|r| r * r).sum()
    }

    fn hedges(self) -> Estimate {
        let vi = self.effects.vi();
        let q_v_q = cross(self.design, vi.iter().copied());
        let trace_pv = vi.iter().sum::<f64>() - q_v_q.trace();
        let squares = cross(self.design, vi.iter().map(|v| v * v)).trace();
        let trace_pvpv =
            vi.iter().map(|v| v * v).sum::<f64>() - 2.0 * squares + (&q_v_q * &q_v_q).trace();
        let df = self.df();
        let tau2 = ((self.scatter() - trace_pv) / df).max(0.0);
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

    /// Climbs each summit of a likelihood, and takes the highest of them and of τ² = 0: there may be several.
    fn climb(self, likelihood: Likelihood) -> Result<Estimate, Error> {
        let none = self.at(0.0)?;
        let slopes = Slopes::new(self, &none, likelihood);
        let typical = self.df() / slopes.moments(0.0)?.trace_p;
        let mut highest = (0.0, ln_likelihood(&none, likelihood));
        for span in slopes.spans()? {
            let tau2 = slopes.summit(span, typical)?;
            let height = ln_likelihood(&self.at(tau2)?, likelihood);
            if highest.1 < height {
                highest = (tau2, height);
            }
        }
        let (tau2, _) = highest;
        let moments = slopes.moments(tau2)?;
        let information = match likelihood {
            Likelihood::Full => moments.squares,
            Likelihood::Restricted => moments.trace_pp,
        };
        Ok(Estimate {
            tau2,
            se: Some((2.0 / information).sqrt()),
        })
    }
}

/// The slopes of a likelihood, by the shortest way there is.
#[derive(Clone, Copy)]
struct Slopes<'a> {
    data: Data<'a>,
    likelihood: Likelihood,
    /// The weighted mean, where a mean is all the model has.
    centre: Option<f64>,
}

impl<'a> Slopes<'a> {
    /// Those of `data`, fitted at τ² = 0.
    fn new(data: Data<'a>, none: &Weighted<'_>, likelihood: Likelihood) -> Self {
        let is_mean = data.design.is_intercept_only();
        Self {
            data,
            likelihood,
            centre: is_mean.then(|| data.effects.yi()[0] - none.residuals[0]),
        }
    }

    fn moments(self, tau2: f64) -> Result<Moments, Error> {
        let quick = self
            .centre
            .map(|centre| mean::moments(self.data.effects, tau2, centre));
        match quick.filter(|moments| !moments.are_lost()) {
            Some(moments) => Ok(moments),
            None => Ok(self.data.at(tau2)?.moments()),
        }
    }

    fn at(self, tau2: f64) -> Result<Slope, Error> {
        Ok(slope(&self.moments(tau2)?, self.likelihood))
    }

    /// Walks the likelihood from τ² = 0 until it can only fall: the strides over a summit.
    fn spans(self) -> Result<Vec<(f64, f64)>, Error> {
        let vi = self.data.effects.vi();
        let least = vi.iter().copied().fold(f64::MAX, f64::min);
        let most = vi.iter().copied().fold(0.0, f64::max);
        // With s the mean squared residual, y'PPy ≤ w² s (k − p) of the largest w and tr P ≥ w (k − p) of the
        // smallest, so that no likelihood rises beyond s + √(s v) of the largest v.
        let scatter = self.data.scatter() / self.data.df();
        let end = scatter + (scatter * most).sqrt();
        let mut spans = Vec::new();
        let mut lo = 0.0;
        let mut rises = 0.0 < self.at(lo)?.score;
        while lo < end || rises {
            let hi = lo + (STRIDE - 1.0) * (lo + least);
            let still_rises = 0.0 < self.at(hi)?.score;
            if rises && !still_rises {
                spans.push((lo, hi));
            }
            (lo, rises) = (hi, still_rises);
        }
        Ok(spans)
    }

    /// Newton's method between `lo`, where a likelihood rises, and `hi`, where it falls: the span is halved where
    /// a step would leave it or does not shrink fast enough by itself.
    fn summit(self, (mut lo, mut hi): (f64, f64), typical: f64) -> Result<f64, Error> {
        let mut tau2 = f64::midpoint(lo, hi);
        let mut previous = f64::INFINITY;
        for _ in 0..MAX_ITERATIONS {
            let slope = self.at(tau2)?;
            if 0.0 < slope.score {
                lo = tau2;
            } else {
                hi = tau2;
            }
            let step = slope.score / slope.information;
            let stays = (lo..=hi).contains(&(tau2 + step));
            let next = if !stays || 0.5 * previous < step.abs() {
                f64::midpoint(lo, hi)
            } else {
                tau2 + step
            };
            previous = (next - tau2).abs();
            if previous <= SETTLED * (next + typical) {
                return Ok(next);
            }
            tau2 = next;
        }
        Err(no_convergence())
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
    let ln_weights = special::ln_product(at.weights.iter().copied());
    let restriction = match likelihood {
        Likelihood::Full => 0.0,
        Likelihood::Restricted => at.ln_det_a,
    };
    0.5 * (ln_weights - restriction - at.rss)
}
