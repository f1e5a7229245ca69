//! The way up a likelihood of α.

use nalgebra::{Cholesky, DVector, Dyn};

use super::{NAME, slope::singular};
use crate::{
    Design, Effects, Error, Method, Options, Weighting, fit,
    model::{Weighted, lean},
};

const MAX_ITERATIONS: usize = 100;
/// A climb has arrived when a step promises less than this of a log-likelihood.
const SETTLED: f64 = 1e-14;
/// A step is halved so often before the climb is given up.
const MAX_HALVINGS: usize = 50;
/// Longest step in any ln τ²ᵢ, beyond which the parabola of Newton's method says little.
const LONGEST_STEP: f64 = 3.0;
/// A last step in ln τ²ᵢ as long as this leads to no summit.
const NO_SUMMIT: f64 = 1e-2;

/// A likelihood as a function of α, on the orthonormal columns of Z.
pub(super) struct Climb<'a> {
    effects: &'a Effects,
    pub(super) design: &'a Design,
    pub(super) scale: &'a Design,
    options: &'a Options,
}

/// A place on it.
pub(super) struct Place<'a> {
    pub(super) on_q: DVector<f64>,
    pub(super) tau2: Vec<f64>,
    pub(super) at: Weighted<'a>,
    /// Up to what does not depend on α.
    ll: f64,
}

impl<'a> Climb<'a> {
    pub(super) fn new(
        effects: &'a Effects,
        design: &'a Design,
        scale: &'a Design,
        options: &'a Options,
    ) -> Result<Self, Error> {
        let k = effects.k();
        for (what, found) in [("moderators", design.k()), ("scale", scale.k())] {
            if found != k {
                return Err(Error::Length {
                    what: what.to_owned(),
                    found,
                    expected: k,
                });
            }
        }
        options.check(k)?;
        let refuse = |why| Err(Error::Undefined { what: NAME, why });
        if !matches!(options.method, Method::Ml | Method::Reml) {
            return refuse("it is fitted by ML or REML");
        }
        if options.weighting != Weighting::InverseVariance || options.tau2.is_some() {
            return refuse("τ² is estimated, and effects are weighted by their variance");
        }
        let least = design.p().max(scale.p()) + 1;
        if k < least {
            return Err(Error::TooFew { k, least });
        }
        Ok(Self {
            effects,
            design,
            scale,
            options,
        })
    }

    pub(super) fn is_restricted(&self) -> bool {
        self.options.method == Method::Reml
    }

    /// The higher of the summits above two starts: one τ² for all, and the scatter of each effect. A likelihood
    /// may have more than one.
    pub(super) fn top(&self) -> Result<Place<'a>, Error> {
        let same = fit(self.effects, self.design, self.options)?;
        let one = if 0.0 < same.tau2 {
            same.tau2
        } else {
            same.typical_variance
        };
        let scatter = same.residuals.iter().zip(self.effects.vi());
        // A residual of zero would start at τ² = 0, from which no way leads up.
        let scatter = scatter.map(|(r, v)| (r * r).max(0.01 * v).ln());
        let starts = [
            lean(self.scale, self.effects.vi().iter().map(|_| one.ln())),
            lean(self.scale, scatter),
        ];
        let [first, second] = starts.map(|start| self.summit(start));
        match (first, second) {
            (Ok(first), Ok(second)) if first.ll < second.ll => Ok(second),
            (Err(_), Ok(place)) => Ok(place),
            (first, _) => first,
        }
    }

    fn place(&self, on_q: DVector<f64>) -> Result<Place<'a>, Error> {
        let tau2: Vec<f64> = (self.scale.q() * &on_q)
            .iter()
            .map(|eta| eta.exp())
            .collect();
        let total = self.effects.vi().iter().zip(&tau2);
        let weights = total.map(|(vi, tau2)| 1.0 / (vi + tau2)).collect();
        let at = Weighted::with(weights, self.effects, self.design)?;
        let ln_weights: f64 = at.weights.iter().map(|w| w.ln()).sum();
        let restriction = if self.is_restricted() {
            at.ln_det_a
        } else {
            0.0
        };
        let ll = 0.5 * (ln_weights - restriction - at.rss);
        Ok(Place { on_q, tau2, at, ll })
    }

    fn summit(&self, start: DVector<f64>) -> Result<Place<'a>, Error> {
        let mut place = self.place(start)?;
        for _ in 0..MAX_ITERATIONS {
            let slope = self.slope(&place);
            let step = slope.step()?;
            let promise = slope.score.dot(&step);
            let longest = (self.scale.q() * &step).amax();
            if promise <= SETTLED {
                return self.arrive(&place, &step, longest);
            }
            let step = step * (LONGEST_STEP / longest).min(1.0);
            place = self.ascend(&place, step)?;
        }
        Err(no_convergence())
    }

    /// Takes the last step. Towards τ² = 0 the likelihood flattens, but the steps stay long.
    fn arrive(
        &self,
        from: &Place<'a>,
        step: &DVector<f64>,
        longest: f64,
    ) -> Result<Place<'a>, Error> {
        if longest < NO_SUMMIT {
            return self.place(&from.on_q + step);
        }
        Err(Error::Undefined {
            what: NAME,
            why: "the τ² of some effects runs to zero: use fewer moderators of the scale",
        })
    }

    /// Takes a step, or the largest half, quarter, … of it that does not lead down.
    fn ascend(&self, from: &Place<'a>, mut step: DVector<f64>) -> Result<Place<'a>, Error> {
        let slack = 1e-12 * (1.0 + from.ll.abs());
        for _ in 0..MAX_HALVINGS {
            if let Ok(place) = self.place(&from.on_q + &step)
                && from.ll - slack <= place.ll
            {
                return Ok(place);
            }
            step *= 0.5;
        }
        Err(no_convergence())
    }

    /// The observed information at a summit.
    pub(super) fn curvature(&self, top: &Place<'a>) -> Result<Cholesky<f64, Dyn>, Error> {
        Cholesky::new(self.slope(top).observed).ok_or_else(singular)
    }
}

fn no_convergence() -> Error {
    Error::NoConvergence {
        what: NAME,
        iterations: MAX_ITERATIONS,
        advice: "use fewer moderators of the scale",
    }
}
