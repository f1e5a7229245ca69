//! What is believed of a person's leg/trunk ratio and visceral share.

/// A normal belief about two deviations, of ln leg/trunk fat and of the ln visceral share of the
/// trunk, each in standard deviations of persons about the expected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Belief {
    mean: [f64; 2],
    /// Variance of the first, covariance, variance of the second.
    cov: [f64; 3],
}

impl Belief {
    /// Nothing but the expected is known.
    pub(super) fn prior() -> Self {
        Self {
            mean: [0.0; 2],
            cov: [1.0, 0.0, 1.0],
        }
    }

    /// The belief once `weights` · deviations plus noise of variance `var` was found to be
    /// `value`: the conjugate update. The weights are not all zero unless `var` is more.
    pub(super) fn observe(self, weights: [f64; 2], value: f64, var: f64) -> Self {
        let [ll, lv, vv] = self.cov;
        let [a, b] = weights;
        let toward = [ll * a + lv * b, lv * a + vv * b];
        let total = a * toward[0] + b * toward[1] + var;
        let surprise = (value - a * self.mean[0] - b * self.mean[1]) / total;
        Self {
            mean: [
                self.mean[0] + toward[0] * surprise,
                self.mean[1] + toward[1] * surprise,
            ],
            cov: [
                ll - toward[0] * toward[0] / total,
                lv - toward[0] * toward[1] / total,
                vv - toward[1] * toward[1] / total,
            ],
        }
    }

    /// Means of the two.
    pub(super) fn mean(&self) -> [f64; 2] {
        self.mean
    }

    /// The lower triangular root of the covariance: how the first moves with its own score, and
    /// the second with the first's and with its own.
    pub(super) fn root(&self) -> [f64; 3] {
        let [ll, lv, vv] = self.cov;
        let first = ll.max(0.0).sqrt();
        let shared = if 0.0 < first { lv / first } else { 0.0 };
        [first, shared, (vv - shared * shared).max(0.0).sqrt()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two observations at once, by the formulas for a joint normal: mean C S⁻¹ y, covariance
    /// 1 − C S⁻¹ Cᵀ, worked by hand for correlations (0.6, 0) and (0, 0.8) with independent noise.
    #[test]
    fn conditions_a_joint_normal() {
        let belief = Belief::prior()
            .observe([0.6, 0.0], 1.0, 1.0 - 0.36)
            .observe([0.0, 0.8], -0.5, 1.0 - 0.64);
        let [l, v] = belief.mean();
        assert!(
            (l - 0.6).abs() < 1e-15 && (v + 0.4).abs() < 1e-15,
            "{l} {v}"
        );
        let [ll, lv, vv] = belief.cov;
        assert!((ll - 0.64).abs() < 1e-15 && (vv - 0.36).abs() < 1e-15);
        assert!(lv.abs() < 1e-15);
    }

    #[test]
    fn the_root_gives_the_covariance_back_even_when_one_is_known() {
        let open = Belief::prior().observe([0.7, -0.5], 0.3, 0.4);
        let known = open.observe([1.0, 0.0], 1.5, 0.0);
        assert!((known.mean()[0] - 1.5).abs() < 1e-15);
        for belief in [open, known] {
            let [a, b, c] = belief.root();
            let back = [a * a, a * b, b * b + c * c];
            for (back, cov) in back.into_iter().zip(belief.cov) {
                assert!((back - cov).abs() < 1e-15, "{belief:?}");
            }
        }
    }
}
