//! Normal distributions, and mixtures of a few of them.

use statrs::distribution::{Continuous as _, ContinuousCDF as _, Normal as Standard};

/// A normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    /// Mean.
    pub mean: f64,
    /// Standard deviation, in the unit of the mean.
    pub sd: f64,
}

impl Normal {
    /// Density at `value`.
    pub(super) fn density(self, value: f64) -> f64 {
        Standard::standard().pdf((value - self.mean) / self.sd) / self.sd
    }

    /// Probability of less than `value`.
    pub(super) fn below(self, value: f64) -> f64 {
        Standard::standard().cdf((value - self.mean) / self.sd)
    }

    /// Mean and SD of what exceeds `least`.
    ///
    /// With z the score of `least` and λ = φ(z)/Φ(−z): mean + sd λ, and variance 1 + z λ − λ².
    pub(super) fn above(self, least: f64) -> Self {
        let z = (least - self.mean) / self.sd;
        let beyond = Standard::standard().cdf(-z);
        if beyond < f64::MIN_POSITIVE.sqrt() {
            return Self {
                mean: least,
                sd: self.sd,
            };
        }
        let hazard = Standard::standard().pdf(z) / beyond;
        Self {
            mean: self.mean + self.sd * hazard,
            sd: self.sd * (1.0 + z * hazard - hazard * hazard).max(0.0).sqrt(),
        }
    }

    /// This with probability `1 − share`, else the other; as one normal of the same two moments.
    pub(super) fn or(self, other: Self, share: f64) -> Self {
        let mean = (1.0 - share) * self.mean + share * other.mean;
        let spread = share * (1.0 - share) * (self.mean - other.mean).powi(2);
        let variance = (1.0 - share) * self.sd.powi(2) + share * other.sd.powi(2) + spread;
        Self {
            mean,
            sd: variance.sqrt(),
        }
    }
}

/// A mixture of normal distributions.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    parts: Vec<(f64, Normal)>,
}

impl Mixture {
    /// Mixes normals with shares that sum to one.
    pub(super) fn new(parts: Vec<(f64, Normal)>) -> Self {
        Self { parts }
    }

    /// Mean.
    pub fn mean(&self) -> f64 {
        self.parts
            .iter()
            .map(|(share, part)| share * part.mean)
            .sum()
    }

    /// Standard deviation.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        let square = |part: &Normal| part.sd.powi(2) + (part.mean - mean).powi(2);
        let variance: f64 = self.parts.iter().map(|(w, part)| w * square(part)).sum();
        variance.sqrt()
    }

    /// The value below which the mixture lies with probability `p`, between 0 and 1.
    pub fn quantile(&self, p: f64) -> f64 {
        let score = Standard::standard().inverse_cdf(p);
        let ends = self.parts.iter().map(|(_, n)| n.mean + score * n.sd);
        let (mut lo, mut hi) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), end| {
            (lo.min(end), hi.max(end))
        });
        // The quantile of a mixture lies between those of its parts; sixty halvings leave no bit.
        for _ in 0..60 {
            let middle = f64::midpoint(lo, hi);
            if self.below(middle) < p {
                lo = middle;
            } else {
                hi = middle;
            }
        }
        f64::midpoint(lo, hi)
    }

    /// Probability of less than `value`.
    pub fn below(&self, value: f64) -> f64 {
        self.parts.iter().map(|(w, n)| w * n.below(value)).sum()
    }
}
