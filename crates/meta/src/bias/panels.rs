//! Integration by Gauss and Legendre's rule of eight points on each of several panels.

/// Abscissae of the rule on −1..1, those above zero.
const POINTS: [f64; 4] = [
    0.183_434_642_495_649_8,
    0.525_532_409_916_329,
    0.796_666_477_413_626_7,
    0.960_289_856_497_536_3,
];
/// Their weights.
const WEIGHTS: [f64; 4] = [
    0.362_683_783_378_362,
    0.313_706_645_877_887_3,
    0.222_381_034_453_374_5,
    0.101_228_536_290_376_3,
];

/// Points with weights for the panels between neighbouring `edges`, which rise.
pub(super) fn nodes(edges: &[f64]) -> Vec<(f64, f64)> {
    let mut nodes = Vec::with_capacity(2 * POINTS.len() * edges.len());
    for panel in edges.windows(2) {
        let middle = f64::midpoint(panel[0], panel[1]);
        let half = 0.5 * (panel[1] - panel[0]);
        for (point, weight) in POINTS.into_iter().zip(WEIGHTS) {
            nodes.push((middle - half * point, half * weight));
            nodes.push((middle + half * point, half * weight));
        }
    }
    nodes
}

/// Edges from `lo` to `hi`, evenly spaced and no wider apart than `widest`.
pub(super) fn even(lo: f64, hi: f64, widest: f64) -> Vec<f64> {
    let mut edges = vec![lo];
    let panels = ((hi - lo) / widest).ceil().max(1.0);
    let width = (hi - lo) / panels;
    let mut next = 1.0;
    while next < panels {
        edges.push(lo + next * width);
        next += 1.0;
    }
    edges.push(hi);
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule is exact for polynomials of degree 15, and e^x has a known integral.
    #[test]
    fn known_integrals() {
        let integral = |f: fn(f64) -> f64, lo, hi, widest| -> f64 {
            let nodes = nodes(&even(lo, hi, widest));
            nodes.iter().map(|(x, w)| w * f(*x)).sum()
        };
        let power = integral(|x| x.powi(15), 0.0, 2.0, 9.0);
        assert!((power - 4096.0).abs() < 1e-10, "{power}");
        let exponential = integral(f64::exp, -1.0, 3.0, 0.5);
        let expected = 3.0_f64.exp() - (-1.0_f64).exp();
        assert!((exponential - expected).abs() < 1e-13, "{exponential}");
    }
}
