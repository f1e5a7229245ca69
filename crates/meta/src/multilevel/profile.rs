//! Intervals of variance components by profile likelihood.

use std::cell::Cell;

use super::{estimate::Estimate, fit::MultilevelFit, likelihood::Likelihood, random::Component};
use crate::{Error, root, special};

/// How closely an end is sought, as a share of the bracket that holds it.
const CLOSE: f64 = 1e-11;

/// How often the step away from the estimate is doubled before an end is said not to exist.
const MOST_DOUBLINGS: usize = 60;

/// The values of a component that a likelihood-ratio test does not refuse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProfileInterval {
    /// The estimate.
    pub estimate: f64,
    /// Lower end: the least possible value where the test does not refuse it.
    pub lower: f64,
    /// Upper end: the greatest possible value where the test does not refuse it, none of a variance
    /// without end.
    pub upper: Option<f64>,
    /// Level.
    pub level: f64,
}

impl MultilevelFit {
    /// The interval of a component of the random term at position `term`, all others estimated anew for
    /// each value of it.
    ///
    /// # Errors
    /// [`Error::Undefined`] for a component that does not exist, is held fixed, or is of more than two
    /// unstructured levels; [`Error::NoConvergence`].
    pub fn profile_interval(
        &self,
        term: usize,
        component: Component,
    ) -> Result<ProfileInterval, Error> {
        let undefined = Error::Undefined {
            what: "a profile interval of this component",
            why: "it does not exist, is held fixed, or is one of several unstructured levels",
        };
        let random = self.likelihood.terms.get(term);
        let parameter = random.and_then(|random| {
            let (j, _) = random.shape.parameter(component, 0.0)?;
            let bounds = match component {
                Component::Variance(_) => (0.0, f64::INFINITY),
                Component::Correlation(_) => random.shape.bounds(j),
            };
            random.fixed[j].is_none().then_some(bounds)
        });
        let (least, greatest) = parameter.ok_or(undefined)?;
        let greatest_possible = greatest.is_finite().then_some(greatest);
        let terms = self.terms();
        let estimate = match component {
            Component::Variance(h) => terms[term].variances[h],
            Component::Correlation(n) => terms[term].correlations[n],
        };
        let level = self.options().level;
        let profile = Profile {
            fit: self,
            term,
            component,
            allowed: special::chi2_quantile(level, 1.0),
        };
        Ok(ProfileInterval {
            estimate,
            lower: profile.end(estimate, least)?.unwrap_or(least),
            upper: profile.end(estimate, greatest)?.or(greatest_possible),
            level,
        })
    }
}

struct Profile<'a> {
    fit: &'a MultilevelFit,
    term: usize,
    component: Component,
    allowed: f64,
}

impl Profile<'_> {
    /// Twice the log-likelihood lost when the component is `value`, less what the test allows.
    fn excess(&self, value: f64) -> Result<f64, Error> {
        let full = &self.fit.likelihood;
        let mut terms = full.terms.clone();
        terms[self.term] = terms[self.term].clone().with_fixed(self.component, value)?;
        let fixed = terms[self.term].fixed.clone();
        let held = Likelihood {
            terms,
            ..full.clone()
        };
        let mut from = self.fit.estimate.theta.clone();
        for (theta, fixed) in from[self.term].iter_mut().zip(fixed) {
            *theta = fixed.unwrap_or(*theta);
        }
        let mut starts = held.starts(self.fit.sizes.between);
        starts.truncate(1);
        starts.push(from);
        let Estimate { value, .. } = held.maximise_from(&starts, self.fit.sizes)?;
        Ok(2.0 * (self.fit.estimate.value - value) - self.allowed)
    }

    /// Where the excess turns positive between the estimate and a bound; none where it does not.
    fn end(&self, estimate: f64, bound: f64) -> Result<Option<f64>, Error> {
        // At the bound itself the excess is that of the estimate: no end.
        if bound.is_finite() {
            return self.between(estimate, bound, self.excess(bound)?);
        }
        let sizes = self.fit.sizes;
        let mut step = estimate.max(0.1 * (sizes.sampling + sizes.between));
        let mut inside = estimate;
        for _ in 0..MOST_DOUBLINGS {
            let at = estimate + step;
            let excess = self.excess(at)?;
            if 0.0 < excess {
                return self.between(inside, at, excess);
            }
            inside = at;
            step *= 2.0;
        }
        Ok(None)
    }

    fn between(&self, inside: f64, outside: f64, excess: f64) -> Result<Option<f64>, Error> {
        if excess <= 0.0 {
            return Ok(None);
        }
        let failure = Cell::new(None);
        let sought = |value| {
            self.excess(value).unwrap_or_else(|error| {
                failure.set(Some(error));
                f64::NAN
            })
        };
        let close = CLOSE * (outside - inside).abs();
        let end = root::between("a profile interval", (inside, outside), close, sought);
        failure.take().map_or(end.map(Some), Err)
    }
}
