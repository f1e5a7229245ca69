//! The likelihood of one study, its random effects integrated out.
//!
//! Sources: Pinheiro & Bates 1995, J Comput Graph Stat 4:12 (adaptive Gauss-Hermite quadrature); Tierney &
//! Kadane 1986 (Laplace).

use nalgebra::{Matrix2, Vector2};

use crate::special;

/// Newton steps to the mode of the random effects, more than a concave function needs.
const STEPS: usize = 100;
/// Halvings of a step that went too far.
const HALVINGS: usize = 40;
/// A step this short is the last: Newton's method doubles the digits with each.
const SHORT: f64 = 1e-7;

/// A binomial count: `events` and `others`, either of which may be zero.
#[derive(Debug, Clone, Copy)]
pub(super) struct Binomial {
    events: f64,
    others: f64,
    ln_choose: f64,
}

impl Binomial {
    pub(super) fn new(events: f64, others: f64) -> Self {
        let ln_factorial = |n: f64| special::ln_gamma(n + 1.0);
        Self {
            events,
            others,
            ln_choose: ln_factorial(events + others) - ln_factorial(events) - ln_factorial(others),
        }
    }

    /// Log-likelihood of log odds `eta`, and its first and minus its second derivative.
    fn at(&self, eta: f64) -> [f64; 3] {
        let Self {
            events,
            others,
            ln_choose,
        } = *self;
        let n = events + others;
        // ln(1 + e^η) and its derivatives without overflow.
        let e = (-eta.abs()).exp();
        let softplus = eta.max(0.0) + e.ln_1p();
        let (near, far) = (1.0 / (1.0 + e), e / (1.0 + e));
        let p = if 0.0 <= eta { near } else { far };
        [
            ln_choose + events * eta - n * softplus,
            events - n * p,
            n * near * far,
        ]
    }

    /// The greatest log-likelihood it can have.
    pub(super) fn saturated(&self) -> f64 {
        let n = self.events + self.others;
        let part = |x: f64| if 0.0 < x { x * (x / n).ln() } else { 0.0 };
        self.ln_choose + part(self.events) + part(self.others)
    }

    /// Log odds, half an event added to each side: finite where the observed ones are not.
    pub(super) fn log_odds(&self) -> f64 {
        ((self.events + 0.5) / (self.others + 0.5)).ln()
    }

    pub(super) fn events(&self) -> f64 {
        self.events
    }

    pub(super) fn others(&self) -> f64 {
        self.others
    }
}

/// A count whose log odds are `eta` plus two standard normal effects times their `slopes`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) count: Binomial,
    pub(super) eta: f64,
    pub(super) slopes: [f64; 2],
}

/// Logarithm of the joint density of counts and effects `u` without its constant, its gradient, and minus its
/// Hessian.
fn joint(lines: &[Line], u: Vector2<f64>) -> (f64, Vector2<f64>, Matrix2<f64>) {
    let mut value = -0.5 * u.norm_squared();
    let mut gradient = -u;
    let mut information = Matrix2::identity();
    for line in lines {
        let slopes = Vector2::from(line.slopes);
        let [ll, first, second] = line.count.at(line.eta + slopes.dot(&u));
        value += ll;
        gradient += slopes * first;
        information += slopes * slopes.transpose() * second;
    }
    (value, gradient, information)
}

/// The mode of the effects, the value there, and minus the Hessian.
fn mode(lines: &[Line]) -> (Vector2<f64>, f64, Matrix2<f64>) {
    let mut u = Vector2::zeros();
    let (mut value, mut gradient, mut information) = joint(lines, u);
    for _ in 0..STEPS {
        let inverse = information
            .try_inverse()
            .expect("the prior makes it positive definite");
        let mut step = inverse * gradient;
        let mut next = joint(lines, u + step);
        for _ in 0..HALVINGS {
            if value <= next.0 {
                break;
            }
            step *= 0.5;
            next = joint(lines, u + step);
        }
        u += step;
        (value, gradient, information) = next;
        if step.norm() < SHORT {
            break;
        }
    }
    (u, value, information)
}

/// Log-likelihood with one random effect, the first, by adaptive quadrature on `nodes`.
pub(super) fn by_quadrature(lines: &[Line], nodes: &[(f64, f64)]) -> f64 {
    let (centre, top, information) = mode(lines);
    let scale = information[(0, 0)].sqrt().recip();
    let sum: f64 = nodes
        .iter()
        .map(|(z, weight)| {
            let u = Vector2::new(centre[0] + scale * z, 0.0);
            weight * (joint(lines, u).0 - top + 0.5 * z * z).exp()
        })
        .sum();
    top + scale.ln() + sum.ln()
}

/// Log-likelihood with two random effects, by Laplace's approximation.
pub(super) fn by_laplace(lines: &[Line]) -> f64 {
    let (_, top, information) = mode(lines);
    top - 0.5 * information.determinant().ln()
}
