//! How well estimates did.

use statrs::distribution::{Continuous as _, ContinuousCDF as _, Normal};

/// Errors of one quantity over many people.
#[derive(Clone, Debug, Default)]
pub(crate) struct Score {
    errors: Vec<f64>,
    crps: f64,
    inside90: usize,
    inside50: usize,
    width90: f64,
}

impl Score {
    /// Counts an estimate given as a point alone.
    pub(crate) fn point(&mut self, estimate: f64, truth: f64) {
        self.errors.push(estimate - truth);
        self.crps += (estimate - truth).abs();
    }

    /// Counts an estimate with its SD; ranges are those of a normal.
    pub(crate) fn normal(&mut self, estimate: f64, sd: f64, truth: f64) {
        self.errors.push(estimate - truth);
        let z = (truth - estimate) / sd;
        let standard = Normal::standard();
        let spread = 1.0 / std::f64::consts::PI.sqrt();
        self.crps += sd * (z * (2.0 * standard.cdf(z) - 1.0) + 2.0 * standard.pdf(z) - spread);
        self.inside90 += usize::from(z.abs() <= standard.inverse_cdf(0.95));
        self.inside50 += usize::from(z.abs() <= standard.inverse_cdf(0.75));
        self.width90 += 2.0 * sd * standard.inverse_cdf(0.95);
    }

    fn mean(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.errors.iter().map(|error| of(*error)).sum::<f64>() / self.errors.len() as f64
    }

    /// Mean absolute error.
    pub(crate) fn mae(&self) -> f64 {
        self.mean(f64::abs)
    }

    /// Mean error.
    pub(crate) fn bias(&self) -> f64 {
        self.mean(|error| error)
    }

    /// The absolute error that nine in ten stay below.
    pub(crate) fn p90(&self) -> f64 {
        let mut sizes: Vec<f64> = self.errors.iter().map(|error| error.abs()).collect();
        sizes.sort_by(f64::total_cmp);
        sizes[sizes.len() * 9 / 10]
    }

    /// Mean continuous ranked probability score.
    pub(crate) fn crps(&self) -> f64 {
        self.crps / self.errors.len() as f64
    }

    /// Share of truths inside the 90 % range.
    pub(crate) fn coverage90(&self) -> f64 {
        self.inside90 as f64 / self.errors.len() as f64
    }

    /// Share of truths inside the 50 % range.
    pub(crate) fn coverage50(&self) -> f64 {
        self.inside50 as f64 / self.errors.len() as f64
    }

    /// Mean width of the 90 % range.
    pub(crate) fn width90(&self) -> f64 {
        self.width90 / self.errors.len() as f64
    }
}
