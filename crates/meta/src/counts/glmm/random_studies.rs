//! The model in which the studies' risks are random, too: two random effects, integrated by Laplace's
//! approximation.

use nalgebra::{DVector, Matrix2, Vector2};

use super::{
    Fit, START_TAU, Study,
    likelihood::{Binomial, Line, by_laplace},
    newton::{greatest, hessian, maximise},
};
use crate::Error;

/// Log-likelihood of one study at an effect `beta`, an average log odds `risk` of the second group, and the
/// standard deviations of the risks and of the effects.
fn study(&[one, two]: &[Binomial; 2], [beta, risk, sigma, tau]: [f64; 4]) -> f64 {
    let first = Line {
        count: one,
        eta: beta + risk,
        slopes: [sigma, tau / 2.0],
    };
    let second = Line {
        count: two,
        eta: risk,
        slopes: [sigma, -tau / 2.0],
    };
    by_laplace(&[first, second])
}

pub(super) fn fit(studies: &[Study]) -> Result<Fit, Error> {
    let groups: Vec<[Binomial; 2]> = studies
        .iter()
        .filter_map(|study| match study {
            Study::Groups(groups) => Some(*groups),
            Study::Share(..) => None,
        })
        .collect();
    let all = |p: [f64; 4]| -> f64 { groups.iter().map(|groups| study(groups, p)).sum() };
    let risk = groups.iter().map(|[_, two]| two.log_odds()).sum::<f64>() / groups.len() as f64;
    let common = maximise(|p| all([p[0], p[1], p[2], 0.0]), &[0.0, risk, 1.0])?;
    let start = [common.at[0], common.at[1], common.at[2], START_TAU];
    let best = maximise(|p| all([p[0], p[1], p[2], p[3]]), &start)?;
    let each = |risk: f64, sigma: f64| -> f64 {
        groups
            .iter()
            .map(|groups| own_effect(groups, risk, sigma).1)
            .sum()
    };
    let saturated = maximise(|p| each(p[0], p[1]), &[common.at[1], common.at[2]])?;
    Ok(Fit {
        beta: best.at[0],
        se: best.covariance[(0, 0)].sqrt(),
        tau2: best.at[3].powi(2),
        sigma2: Some(best.at[2].powi(2)),
        log_likelihood: best.value,
        common: common.value,
        saturated: saturated.value,
        wald: wald(&groups, saturated.at[0], saturated.at[1])?,
    })
}

/// The effect that suits one study best, and the log-likelihood there.
fn own_effect(groups: &[Binomial; 2], risk: f64, sigma: f64) -> (f64, f64) {
    let start = groups[0].log_odds() - groups[1].log_odds();
    greatest(|beta| study(groups, [beta, risk, sigma, 0.0]), start)
}

/// Wald's statistic for the equality of the studies' own effects, where the average risk and its spread are
/// estimated with them.
fn wald(groups: &[[Binomial; 2]], risk: f64, sigma: f64) -> Result<f64, Error> {
    // Minus the Hessian has the effects' own curvatures on its diagonal, borders for the two parameters that
    // all share, and their block, the sum over studies.
    let mut shared = Matrix2::zeros();
    let mut rows = Vec::with_capacity(groups.len());
    for groups in groups {
        let (beta, value) = own_effect(groups, risk, sigma);
        let at = |p: &[f64]| study(groups, [p[0], p[1], p[2], 0.0]);
        let bend = -hessian(at, &DVector::from_vec(vec![beta, risk, sigma]), value);
        shared += bend.fixed_view::<2, 2>(1, 1);
        rows.push((beta, bend[(0, 0)], Vector2::new(bend[(0, 1)], bend[(0, 2)])));
    }
    let inverse = shared.try_inverse().ok_or(Error::Singular {
        what: "the information matrix of the saturated model",
        advice: "pool effect sizes instead",
    })?;
    // The precision of the effects is what is left when the shared parameters are integrated out.
    let product = |x: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64| {
        let own: f64 = rows
            .iter()
            .map(|(beta, curvature, _)| x(*beta) * curvature * y(*beta))
            .sum();
        let border = |z: &dyn Fn(f64) -> f64| -> Vector2<f64> {
            rows.iter().map(|(beta, _, border)| border * z(*beta)).sum()
        };
        own - border(x).dot(&(inverse * border(y)))
    };
    let (one, itself) = (&|_| 1.0, &|beta| beta);
    let mean = product(one, itself) / product(one, one);
    let beyond = |beta: f64| beta - mean;
    Ok(product(&beyond, &beyond).max(0.0))
}
