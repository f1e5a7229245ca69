//! The variance components that make the data most likely, from several starts.

use nalgebra::{DMatrix, DVector};

use super::{
    ascent::{Limits, Peak, climb},
    likelihood::{Likelihood, Surface},
    random::Random,
    structure::Role,
};
use crate::Error;

/// The share of the variance that a start gives to the term it favours.
const FAVOUR: f64 = 0.9;
/// The share at the last start: the likelihood may have a summit of its own at no variance at all.
const NEXT_TO_NOTHING: f64 = 1e-3;
/// Correlations at which estimated ones start.
const START_CORRELATIONS: [f64; 3] = [0.3, -0.3, 0.9];
/// Heterogeneity at a start, at least, as a share of the sampling variance.
const LEAST_START: f64 = 0.1;
/// Below this share of what all directions are told, data say nothing about one.
const NOTHING_TOLD: f64 = 1e-9;
/// The share of a log-likelihood that rounding and the last digits of an ascent may take.
const ROUNDING: f64 = 1e-9;
/// A variance below this share of the sampling variances is zero.
const NO_VARIANCE: f64 = 1e-9;

/// Parameters of each term, fixed ones included, at the maximum.
#[derive(Debug, Clone)]
pub(super) struct Estimate {
    pub(super) theta: Vec<Vec<f64>>,
    pub(super) value: f64,
    /// Evaluations of the log-likelihood, all starts together.
    pub(super) evaluations: usize,
}

/// Sizes by which starts and steps are measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    /// A typical sampling variance.
    pub(super) sampling: f64,
    /// A rough variance between effects beyond that.
    pub(super) between: f64,
}

impl Sizes {
    /// From estimates, their sampling variances and the leverages of a fit without weights.
    pub(super) fn new(residuals: &DVector<f64>, vi: &[f64], q: &DMatrix<f64>) -> Self {
        let k = vi.len();
        let mut sorted = vi.to_vec();
        sorted.sort_by(f64::total_cmp);
        let sampling = sorted[k / 2];
        let left = (k - q.ncols()).max(1) as f64;
        let expected: f64 = vi
            .iter()
            .zip(q.row_iter())
            .map(|(v, row)| v * (1.0 - row.norm_squared()))
            .sum();
        let moment = (residuals.norm_squared() - expected) / left;
        Self {
            sampling,
            between: moment.max(LEAST_START * sampling),
        }
    }
}

impl Likelihood {
    /// The best maximum over the starts and over the ascents from what nested structures reach, and no lower than that.
    pub(super) fn maximise(&self, sizes: Sizes) -> Result<Estimate, Error> {
        let mut starts = self.starts(sizes.between);
        let first = self.check_told(&starts[0], sizes)?;
        let nested = self.nested_estimates(sizes);
        starts.extend(nested.iter().map(|nested| nested.theta.clone()));
        let best = self.climb_from(&starts, Some(first), sizes)?;
        let of_nested = nested.iter().map(|nested| nested.evaluations);
        let evaluations = best.evaluations + of_nested.sum::<usize>();
        // Lower it is only where the ascent from there did not settle.
        let reached = best.value + ROUNDING * (1.0 + best.value.abs());
        if nested.iter().any(|nested| reached < nested.value) {
            return Err(unsettled(evaluations));
        }
        Ok(Estimate {
            evaluations,
            ..best
        })
    }

    /// What nested structures reach, one term at a time.
    fn nested_estimates(&self, sizes: Sizes) -> Vec<Estimate> {
        let terms = self.terms.iter().enumerate();
        let simpler = terms.flat_map(|(t, term)| term.simpler().into_iter().map(move |s| (t, s)));
        simpler
            .filter_map(|(t, simpler)| self.nested_estimate(t, simpler, sizes))
            .collect()
    }

    /// The estimate with a simpler term in place of term `t`, as parameters of the latter. None where data do not
    /// tell of it: it is no start then.
    fn nested_estimate(&self, t: usize, simpler: Random, sizes: Sizes) -> Option<Estimate> {
        let mut nested = self.clone();
        nested.terms[t] = simpler;
        let mut estimate = nested.maximise(sizes).ok()?;
        let gamma = nested.terms[t].shape.gamma(&estimate.theta[t]);
        estimate.theta[t] = self.terms[t].shape.parameters(&gamma);
        Some(estimate)
    }

    /// The best maximum over given starts.
    pub(super) fn maximise_from(
        &self,
        starts: &[Vec<Vec<f64>>],
        sizes: Sizes,
    ) -> Result<Estimate, Error> {
        self.climb_from(starts, None, sizes)
    }

    /// The best maximum over given starts, of which the surface at the first may be known already.
    fn climb_from(
        &self,
        starts: &[Vec<Vec<f64>>],
        mut first: Option<Surface>,
        sizes: Sizes,
    ) -> Result<Estimate, Error> {
        let free = self.free();
        let limits: Vec<_> = free
            .iter()
            .map(|&(t, j)| limits(&self.terms[t], j, sizes))
            .collect();
        let mut peaks: Vec<Peak> = Vec::new();
        let mut evaluations = 0;
        for theta in starts {
            let start = free.iter().map(|&(t, j)| theta[t][j]).collect();
            let surface = |at: &DVector<f64>, least| self.surface(&placed(theta, &free, at), least);
            let start = (DVector::from_vec(start), first.take());
            let peak = climb(surface, start, &limits, &peaks);
            evaluations += peak.as_ref().map_or(0, |peak| peak.evaluations);
            peaks.extend(peak);
        }
        let highest = |a: &Peak, b: &Peak| a.value.total_cmp(&b.value);
        let Some(best) = peaks.into_iter().max_by(highest) else {
            return Err(unsettled(evaluations));
        };
        let mut theta = placed(&starts[0], &free, &best.at);
        for (term, theta) in self.terms.iter().zip(&mut theta) {
            term.unmirror(theta);
        }
        Ok(self.without_dust(theta, best.value, evaluations, sizes))
    }

    /// Sets to zero standard deviations that only approached it.
    fn without_dust(
        &self,
        theta: Vec<Vec<f64>>,
        value: f64,
        evaluations: usize,
        sizes: Sizes,
    ) -> Estimate {
        let mut clean = theta.clone();
        for (t, j) in self.free() {
            let dust = NO_VARIANCE * (sizes.sampling + sizes.between);
            if self.terms[t].role(j) == Role::Deviation && theta[t][j].powi(2) < dust {
                clean[t][j] = 0.0;
            }
        }
        let swept = self.value(self.method, &self.gammas(&clean));
        match swept {
            Some(swept) if value - NO_VARIANCE <= swept => Estimate {
                theta: clean,
                value: swept,
                evaluations,
            },
            _ => Estimate {
                theta,
                value,
                evaluations,
            },
        }
    }

    /// An even split of the variance between terms, then starts that favour one term each, then hardly any
    /// variance; each with several correlations where there are any.
    pub(super) fn starts(&self, between: f64) -> Vec<Vec<Vec<f64>>> {
        let of_pair = |&(t, j): &(usize, usize)| {
            matches!(
                self.terms[t].role(j),
                Role::Correlation | Role::Factor { .. }
            )
        };
        let correlations = if self.free().iter().any(of_pair) {
            &START_CORRELATIONS[..]
        } else {
            &START_CORRELATIONS[..1]
        };
        let mut starts = Vec::new();
        for split in splits(self.terms.len()) {
            for correlation in correlations {
                let terms = self.terms.iter().zip(&split);
                let start = terms.map(|(term, share)| term.start(share * between, *correlation));
                starts.push(start.collect());
            }
        }
        starts
    }

    /// Refuses components that these data cannot tell apart; else gives the surface it judged by.
    fn check_told(&self, theta: &[Vec<f64>], sizes: Sizes) -> Result<Surface, Error> {
        let singular = Error::Singular {
            what: "the information on the variance components",
            advice: "a term with all effects in one group, terms that group the effects alike or as moderators do, \
                     or levels never seen together in a group, cannot be told apart: leave one out, or choose a \
                     simpler structure",
        };
        let Some(surface) = self.surface(theta, f64::NEG_INFINITY) else {
            return Err(singular);
        };
        let size = surface.expected.diagonal().map(|told| told.max(0.0).sqrt());
        if size.is_empty() {
            return Ok(surface);
        }
        // As a share of the scale a component is of, else rounding would tell something of what is untold.
        let scales = self.free().into_iter();
        let told = scales.map(|(t, j)| limits(&self.terms[t], j, sizes).scale);
        if size
            .iter()
            .zip(told)
            .any(|(size, scale)| (size * scale).powi(2) <= NOTHING_TOLD)
        {
            return Err(singular);
        }
        let scaled = surface.expected.component_div(&(&size * size.transpose()));
        let least = scaled.symmetric_eigenvalues().min();
        if least <= NOTHING_TOLD {
            return Err(singular);
        }
        Ok(surface)
    }
}

fn unsettled(evaluations: usize) -> Error {
    Error::NoConvergence {
        what: "the variance components",
        iterations: evaluations,
        advice: "leave out a random term, or choose a structure with fewer parameters",
    }
}

/// Shares of the terms in the variance.
fn splits(n: usize) -> Vec<Vec<f64>> {
    let mut splits = vec![vec![1.0 / n.max(1) as f64; n]];
    if 1 < n {
        let rest = (1.0 - FAVOUR) / (n as f64 - 1.0);
        splits.extend((0..n).map(|favoured| {
            let mut split = vec![rest; n];
            split[favoured] = FAVOUR;
            split
        }));
    }
    splits.push(vec![NEXT_TO_NOTHING; n]);
    splits
}

fn placed(theta: &[Vec<f64>], free: &[(usize, usize)], at: &DVector<f64>) -> Vec<Vec<f64>> {
    let mut theta = theta.to_vec();
    for (&(t, j), value) in free.iter().zip(at.iter()) {
        theta[t][j] = *value;
    }
    theta
}

fn limits(term: &Random, j: usize, sizes: Sizes) -> Limits {
    let (mut least, greatest) = term.shape.bounds(j);
    let variance = sizes.sampling + sizes.between;
    let role = term.role(j);
    let scale = match role {
        Role::Variance => variance,
        Role::Deviation | Role::Factor { .. } => variance.sqrt(),
        Role::Correlation => 1.0,
    };
    let mirrored = role == Role::Deviation && term.has_mirror();
    if mirrored {
        least = f64::NEG_INFINITY;
    }
    Limits {
        least,
        greatest,
        careful: role == Role::Deviation && !mirrored,
        scale,
    }
}
