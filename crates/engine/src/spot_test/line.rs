//! A line through differences whose errors are known.
//!
//! | symbol | meaning |
//! |---|---|
//! | `d_t = a + b x_t + e_t` | trained less control; x = weeks of training / 12 |
//! | `Var e_t = s² r_t + τ² q_t` | readings and session |
//! | `Cor(e_t, e_u) = φ^(gap / half a week)` | neighbouring sessions |
//!
//! Errors of such a correlation are whitened one after another, so no matrix is built.

use super::{Point, ToolErrors};

/// The gap, in weeks, at which errors are correlated by `φ`.
const CORRELATED_WEEKS: f64 = 0.5;

/// Correlation of errors `weeks` apart, if it is `phi` half a week apart.
pub(super) fn correlation_at(weeks: f64, phi: f64) -> f64 {
    phi.powf(weeks / CORRELATED_WEEKS)
}

/// Estimate of `b` by generalised least squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    /// The estimate.
    pub(super) slope: f64,
    /// Its standard error.
    pub(super) slope_se: f64,
    /// Logarithm of the likelihood with `a` and `b` integrated out, but for a constant.
    pub(super) ln_evidence: f64,
}

impl Line {
    /// Fits three points or more, in the order of their days, of which some are from after training began.
    pub(super) fn fit(points: &[Point], errors: ToolErrors, correlation: f64) -> Self {
        let mut sums = Sums::default();
        let mut before: Option<(f64, [f64; 3])> = None;
        for point in points {
            let sd = (errors.read_sd.powi(2) * point.read
                + errors.session_sd.powi(2) * point.session)
                .sqrt();
            let scaled = [1.0, point.exposure(), point.difference].map(|value| value / sd);
            let (mut white, mut spread) = (scaled, 1.0);
            if let Some((week, last)) = before {
                let rho = correlation_at(point.week - week, correlation);
                spread = (1.0 - rho * rho).sqrt();
                white = std::array::from_fn(|i| (scaled[i] - rho * last[i]) / spread);
            }
            sums.add(white, (sd * spread).ln());
            before = Some((point.week, scaled));
        }
        sums.line()
    }
}

/// Sums over whitened points; c is the constant column.
#[derive(Default)]
struct Sums {
    cc: f64,
    cx: f64,
    xx: f64,
    cy: f64,
    xy: f64,
    yy: f64,
    ln_sd: f64,
}

impl Sums {
    fn add(&mut self, [c, x, y]: [f64; 3], ln_sd: f64) {
        self.cc += c * c;
        self.cx += c * x;
        self.xx += x * x;
        self.cy += c * y;
        self.xy += x * y;
        self.yy += y * y;
        self.ln_sd += ln_sd;
    }

    fn line(&self) -> Line {
        let determinant = self.cc * self.xx - self.cx * self.cx;
        let slope = (self.cc * self.xy - self.cx * self.cy) / determinant;
        let start = (self.cy - slope * self.cx) / self.cc;
        let residual = self.yy - start * self.cy - slope * self.xy;
        Line {
            slope,
            slope_se: (self.cc / determinant).sqrt(),
            ln_evidence: -self.ln_sd - 0.5 * (determinant.ln() + residual),
        }
    }
}
