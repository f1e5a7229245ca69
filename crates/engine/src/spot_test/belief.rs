//! What the differences say of the effect: a mixture of normals over what the errors may be.
//!
//! Were the errors known, the effect would be normal. They are not: the same is reckoned for every
//! combination of `s`, `τ` and `φ` on a grid and weighted by how well each explains the data and by
//! what the tool is known for.

use statrs::distribution::{ContinuousCDF, Normal};

use super::{Point, ToolErrors, Within, line::Line};

/// Points of the grid along `s` and along `τ`.
const STEPS: u32 = 24;
/// How far the grid of ln s reaches, in standard deviations of what the readings tell of it.
const REACH: f64 = 4.0;
/// How far the grid of `τ` reaches, in the larger of the tool's `τ` and the scatter of the data.
const SESSION_REACH: f64 = 4.0;
/// Values of `φ`, as shares of its largest.
const CORRELATIONS: [f64; 4] = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0];
/// Degrees of freedom of the half-t prior of `τ`: with so long a tail the data decide if a person
/// is far worse than the tool is known for.
const TAIL: f64 = 4.0;
/// Weights that far below the largest, in ln, change nothing.
const NEGLIGIBLE: f64 = 25.0;
/// Halvings of a bracket that leave no digit open.
const HALVINGS: usize = 60;

/// How the errors of a test are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Errors {
    /// They are these, and independent.
    Known(ToolErrors),
    /// They are those of the tool as far as the readings do not say otherwise; neighbouring
    /// sessions are correlated by at most `correlation`.
    Learnt {
        /// What the tool is known for.
        tool: ToolErrors,
        /// The largest `φ`.
        correlation: f64,
    },
}

/// One way the errors may be: the effect is then normal.
#[derive(Clone, Copy, Debug)]
struct Part {
    weight: f64,
    mean: f64,
    sd: f64,
}

/// What is believed of the effect `b`.
#[derive(Clone, Debug)]
pub(super) struct Belief {
    parts: Vec<Part>,
}

/// The data alone, and the data with the sceptical prior `b ~ N(0, scale²)`.
#[derive(Clone, Debug)]
pub(super) struct Beliefs {
    pub(super) likelihood: Belief,
    pub(super) posterior: Belief,
    /// One SD of a session's difference, weighted as the likelihood is.
    pub(super) difference_sd: f64,
}

impl Beliefs {
    /// From differences in the order of their days.
    pub(super) fn new(points: &[Point], within: Within, errors: Errors, prior_sd: f64) -> Self {
        let lines: Vec<(f64, Line, f64)> = grid(points, within, errors)
            .into_iter()
            .map(|(ln_prior, s, phi)| {
                let line = Line::fit(points, s, phi);
                let ln_within = if within.freedom > 0.0 {
                    -within.freedom * s.read_sd.ln() - 0.5 * within.squares / s.read_sd.powi(2)
                } else {
                    0.0
                };
                (
                    ln_prior + ln_within + line.ln_evidence,
                    line,
                    mean_sd(points, s),
                )
            })
            .collect();
        let flat =
            |(ln_weight, line, _): &(f64, Line, f64)| (*ln_weight, line.slope, line.slope_se);
        let sceptical = |told: &(f64, Line, f64)| {
            let (ln_weight, slope, se) = flat(told);
            let var = 1.0 / (1.0 / (se * se) + 1.0 / (prior_sd * prior_sd));
            let total = se * se + prior_sd * prior_sd;
            let ln_seen = -0.5 * (total.ln() + slope * slope / total);
            (ln_weight + ln_seen, slope * var / (se * se), var.sqrt())
        };
        let likelihood = Belief::new(lines.iter().map(flat));
        let spread = Belief::new(lines.iter().map(|told| (told.0, told.2, told.1.slope_se)));
        Self {
            likelihood,
            posterior: Belief::new(lines.iter().map(sceptical)),
            difference_sd: spread.mean(),
        }
    }
}

/// The ways the errors may be, with the logarithm of what each weighs before the differences are seen.
fn grid(points: &[Point], within: Within, errors: Errors) -> Vec<(f64, ToolErrors, f64)> {
    let (tool, largest) = match errors {
        Errors::Known(known) => return vec![(0.0, known, 0.0)],
        Errors::Learnt { tool, correlation } => (tool, correlation),
    };
    let centre = ((within.squares + tool.read_sd.powi(2)) / (within.freedom + 1.0)).sqrt();
    let ln_sd = (2.0 * (within.freedom + 1.0)).sqrt().recip();
    let most = SESSION_REACH * tool.session_sd.max(scatter(points));
    let step = |i: u32| (f64::from(i) + 0.5) / f64::from(STEPS);
    let mut grid = Vec::new();
    for i in 0..STEPS {
        let read_sd = centre * (ln_sd * REACH * (2.0 * step(i) - 1.0)).exp();
        for j in 0..STEPS {
            let session_sd = most * step(j);
            let ratio = session_sd / tool.session_sd;
            // Half-normal in s, whose Jacobian on the logarithmic grid is s; half-t in τ.
            let ln_prior = read_sd.ln()
                - 0.5 * (read_sd / tool.read_sd).powi(2)
                - 0.5 * (TAIL + 1.0) * (ratio * ratio / TAIL).ln_1p();
            let at = ToolErrors {
                read_sd,
                session_sd,
            };
            grid.extend(CORRELATIONS.map(|share| (ln_prior, at, share * largest)));
        }
    }
    grid
}

/// Scatter of differences from one session to the next, in mm: free of what changes slowly.
fn scatter(points: &[Point]) -> f64 {
    let step = |pair: &[Point]| {
        let moved = pair[1].difference - pair[0].difference;
        moved * moved / (pair[0].session + pair[1].session)
    };
    let squares: f64 = points.windows(2).map(step).sum();
    (squares / (points.len() - 1) as f64).sqrt()
}

/// One SD of a difference, on average over sessions.
fn mean_sd(points: &[Point], errors: ToolErrors) -> f64 {
    let var = |point: &Point| {
        errors.read_sd.powi(2) * point.read + errors.session_sd.powi(2) * point.session
    };
    (points.iter().map(var).sum::<f64>() / points.len() as f64).sqrt()
}

impl Belief {
    /// From logarithms of weights, means and SDs.
    fn new(parts: impl Iterator<Item = (f64, f64, f64)> + Clone) -> Self {
        let top = parts.clone().map(|(ln_weight, ..)| ln_weight);
        let top = top.fold(f64::NEG_INFINITY, f64::max);
        let kept = parts.filter(|(ln_weight, ..)| top - NEGLIGIBLE < *ln_weight);
        let parts: Vec<Part> = kept
            .map(|(ln_weight, mean, sd)| Part {
                weight: (ln_weight - top).exp(),
                mean,
                sd,
            })
            .collect();
        let total: f64 = parts.iter().map(|part| part.weight).sum();
        let share = |part: Part| Part {
            weight: part.weight / total,
            ..part
        };
        Self {
            parts: parts.into_iter().map(share).collect(),
        }
    }

    /// Probability that the effect is less than `value`.
    pub(super) fn below(&self, value: f64) -> f64 {
        let normal = Normal::standard();
        let part = |part: &Part| part.weight * normal.cdf((value - part.mean) / part.sd);
        self.parts.iter().map(part).sum()
    }

    /// The mean.
    pub(super) fn mean(&self) -> f64 {
        self.parts.iter().map(|part| part.weight * part.mean).sum()
    }

    /// One standard deviation.
    pub(super) fn sd(&self) -> f64 {
        let mean = self.mean();
        let var = |part: &Part| part.weight * (part.sd.powi(2) + (part.mean - mean).powi(2));
        self.parts.iter().map(var).sum::<f64>().sqrt()
    }

    /// The value below which the effect lies with a probability.
    pub(super) fn quantile(&self, probability: f64) -> f64 {
        // No more than a share of 1/width² lies beyond `width` SDs (Chebyshev).
        let width = probability.min(1.0 - probability).sqrt().recip() * self.sd();
        let (mut lo, mut hi) = (self.mean() - width, self.mean() + width);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(lo, hi);
            if self.below(middle) < probability {
                lo = middle;
            } else {
                hi = middle;
            }
        }
        f64::midpoint(lo, hi)
    }
}
