//! How the random effects of one group go together: a covariance matrix of few parameters.
//!
//! All but the unstructured are Γ = D C D, with D standard deviations, common or one a level, and C
//! correlations that depend on one ρ. The unstructured matrix is L Lᵀ, so that no step towards the
//! maximum leaves what a covariance matrix can be.

use nalgebra::DMatrix;

/// The covariance of the levels of the inner factor within a group (metafor's names in brackets).
#[derive(Debug, Clone, PartialEq)]
pub enum Structure {
    /// One variance, no correlation (ID). With one level it is a random intercept.
    Identity,
    /// A variance for each level, no correlation (DIAG).
    Diagonal,
    /// One variance and one correlation (CS).
    Compound,
    /// A variance for each level and one correlation (HCS).
    HeteroscedasticCompound,
    /// A variance for each level and a correlation for each pair (UN).
    Unstructured,
    /// One variance and a correlation ρ^d between levels d apart in their order (AR).
    Autoregressive,
    /// As [`Structure::Autoregressive`], with a variance for each level (HAR).
    HeteroscedasticAutoregressive,
    /// One variance and a correlation ρ^d between levels d apart in time (CAR).
    ContinuousAutoregressive {
        /// The time of each level, in the order of the levels.
        times: Vec<f64>,
    },
}

/// The smallest ρ of a continuous autoregression, whose slope has no bound at zero.
const LEAST_CONTINUOUS: f64 = 1e-6;

/// Correlations between levels as a function of ρ.
#[derive(Debug, Clone)]
enum Kernel {
    /// ρ between any two.
    Exchangeable,
    /// ρ to the power of the distance of two positions.
    Power(Vec<f64>),
}

impl Kernel {
    /// The `order`-th derivative of the correlation of two levels.
    fn at(&self, order: u8, rho: f64, (h, k): (usize, usize)) -> f64 {
        let distance = match self {
            _ if h == k => 0.0,
            Self::Exchangeable => 1.0,
            Self::Power(positions) => (positions[h] - positions[k]).abs(),
        };
        let falling = match order {
            0 => 1.0,
            1 => distance,
            _ => distance * (distance - 1.0),
        };
        if falling == 0.0 {
            0.0
        } else {
            falling * rho.powf(distance - f64::from(order))
        }
    }
}

#[derive(Debug, Clone)]
enum Form {
    /// One variance; ρ where there is a kernel.
    Common(Option<Kernel>),
    /// A variance for each level.
    Variances,
    /// A standard deviation for each level, then ρ.
    Deviations(Kernel),
    /// L of Γ = L Lᵀ by rows.
    Cholesky,
}

/// Γ of `n` levels as a function of parameters θ.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    n: usize,
    form: Form,
}

/// What a parameter is, for its start and bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Variance,
    /// Standard deviation of one level. Its slope at zero depends on the sign of the correlation.
    Deviation,
    Correlation,
    /// An element of L, on the diagonal or not.
    Factor {
        diagonal: bool,
    },
}

impl Shape {
    pub(super) fn new(structure: &Structure, n: usize) -> Self {
        let steps = || Kernel::Power((0..n).map(|h| h as f64).collect());
        let form = match structure {
            Structure::Identity => Form::Common(None),
            _ if n == 1 => Form::Common(None),
            Structure::Diagonal => Form::Variances,
            Structure::Compound => Form::Common(Some(Kernel::Exchangeable)),
            Structure::HeteroscedasticCompound => Form::Deviations(Kernel::Exchangeable),
            Structure::Unstructured if n == 2 => Form::Deviations(Kernel::Exchangeable),
            Structure::Unstructured => Form::Cholesky,
            Structure::Autoregressive => Form::Common(Some(steps())),
            Structure::HeteroscedasticAutoregressive => Form::Deviations(steps()),
            Structure::ContinuousAutoregressive { times } => {
                Form::Common(Some(Kernel::Power(times.clone())))
            }
        };
        Self { n, form }
    }

    /// Number of levels.
    pub(super) fn levels(&self) -> usize {
        self.n
    }

    /// What each parameter is.
    pub(super) fn roles(&self) -> Vec<Role> {
        match &self.form {
            Form::Common(None) => vec![Role::Variance],
            Form::Common(Some(_)) => vec![Role::Variance, Role::Correlation],
            Form::Variances => vec![Role::Variance; self.n],
            Form::Deviations(_) => {
                let mut roles = vec![Role::Deviation; self.n];
                roles.push(Role::Correlation);
                roles
            }
            Form::Cholesky => triangle(self.n)
                .map(|(i, j)| Role::Factor { diagonal: i == j })
                .collect(),
        }
    }

    /// The least and the greatest value that parameter `j` may take.
    pub(super) fn bounds(&self, j: usize) -> (f64, f64) {
        match self.roles()[j] {
            Role::Variance | Role::Deviation => (0.0, f64::INFINITY),
            Role::Factor { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Role::Correlation => (self.least_correlation(), 1.0),
        }
    }

    fn least_correlation(&self) -> f64 {
        match &self.form {
            Form::Common(Some(Kernel::Power(at))) if at.iter().any(|t| t.fract() != 0.0) => {
                LEAST_CONTINUOUS
            }
            Form::Common(Some(Kernel::Power(_))) | Form::Deviations(Kernel::Power(_)) => -1.0,
            Form::Common(_) | Form::Variances | Form::Deviations(_) | Form::Cholesky => {
                -1.0 / (self.n as f64 - 1.0)
            }
        }
    }

    /// How many variances there are to tell: one, or one a level.
    pub(super) fn variances(&self) -> usize {
        match self.form {
            Form::Common(_) => 1,
            Form::Variances | Form::Deviations(_) | Form::Cholesky => self.n,
        }
    }

    /// The pairs of levels whose correlations there are to tell.
    pub(super) fn correlations(&self) -> Vec<(usize, usize)> {
        match self.form {
            Form::Common(None) | Form::Variances => Vec::new(),
            Form::Common(Some(_)) | Form::Deviations(_) => vec![(1, 0)],
            Form::Cholesky => (0..self.n)
                .flat_map(|j| (j + 1..self.n).map(move |i| (i, j)))
                .collect(),
        }
    }

    /// The parameter that is the variance or the correlation of that number, and its value.
    pub(super) fn parameter(&self, what: super::Component, value: f64) -> Option<(usize, f64)> {
        use super::Component::{Correlation, Variance};
        match (&self.form, what) {
            (Form::Common(_), Variance(0)) => Some((0, value)),
            (Form::Variances, Variance(h)) if h < self.n => Some((h, value)),
            (Form::Deviations(_), Variance(h)) if h < self.n => Some((h, value.sqrt())),
            (Form::Common(Some(_)), Correlation(0)) => Some((1, value)),
            (Form::Deviations(_), Correlation(0)) => Some((self.n, value)),
            _ => None,
        }
    }

    /// Parameters of a common variance and, where there is one, a common correlation.
    pub(super) fn start(&self, variance: f64, correlation: f64) -> Vec<f64> {
        let rho = correlation.max(0.5 * self.least_correlation());
        let roles = self.roles();
        let start = |role: &Role| match role {
            Role::Variance => variance,
            Role::Deviation | Role::Factor { diagonal: true } => variance.sqrt(),
            Role::Correlation => rho,
            Role::Factor { diagonal: false } => rho * variance.sqrt() / self.n as f64,
        };
        roles.iter().map(start).collect()
    }

    /// The structures of as many levels held by one that has both correlations and a variance for each level, save
    /// those held by one of these: with that many parameters an ascent may miss what fewer of them reach.
    pub(super) fn nested(&self) -> Vec<Self> {
        let forms = match &self.form {
            Form::Common(_) | Form::Variances => Vec::new(),
            Form::Deviations(kernel) => vec![Form::Common(Some(kernel.clone())), Form::Variances],
            Form::Cholesky => vec![Form::Deviations(Kernel::Exchangeable)],
        };
        let n = self.n;
        forms.into_iter().map(|form| Self { n, form }).collect()
    }

    /// Parameters of a Γ that this structure can be.
    pub(super) fn parameters(&self, gamma: &DMatrix<f64>) -> Vec<f64> {
        let variances = gamma.diagonal();
        let rho = || correlation(gamma, (1, 0)).clamp(self.least_correlation(), 1.0);
        match &self.form {
            Form::Common(None) => vec![variances[0]],
            Form::Common(Some(_)) => vec![variances[0], rho()],
            Form::Variances => variances.iter().copied().collect(),
            Form::Deviations(_) => {
                let deviations = variances.iter().map(|v| v.sqrt());
                deviations.chain([rho()]).collect()
            }
            Form::Cholesky => {
                // Γ = Aᵀ A = Rᵀ R, which unlike Cholesky's method takes a Γ that is singular.
                let eigen = gamma.clone().symmetric_eigen();
                let roots = eigen.eigenvalues.map(|value| value.max(0.0).sqrt());
                let a = DMatrix::from_diagonal(&roots) * eigen.eigenvectors.transpose();
                let r = a.qr().r();
                triangle(self.n).map(|(i, j)| r[(j, i)]).collect()
            }
        }
    }

    /// Γ.
    pub(super) fn gamma(&self, theta: &[f64]) -> DMatrix<f64> {
        let n = self.n;
        match &self.form {
            Form::Common(None) => DMatrix::from_diagonal_element(n, n, theta[0]),
            Form::Common(Some(kernel)) => {
                DMatrix::from_fn(n, n, |h, k| theta[0] * kernel.at(0, theta[1], (h, k)))
            }
            Form::Variances => DMatrix::from_fn(n, n, |h, k| if h == k { theta[h] } else { 0.0 }),
            Form::Deviations(kernel) => DMatrix::from_fn(n, n, |h, k| {
                theta[h] * theta[k] * kernel.at(0, theta[n], (h, k))
            }),
            Form::Cholesky => {
                let l = lower(n, theta);
                &l * l.transpose()
            }
        }
    }

    /// ∂Γ/∂θⱼ.
    pub(super) fn slope(&self, theta: &[f64], j: usize) -> DMatrix<f64> {
        let n = self.n;
        match &self.form {
            Form::Common(None) => DMatrix::identity(n, n),
            Form::Common(Some(kernel)) => DMatrix::from_fn(n, n, |h, k| {
                if j == 0 {
                    kernel.at(0, theta[1], (h, k))
                } else {
                    theta[0] * kernel.at(1, theta[1], (h, k))
                }
            }),
            Form::Variances => unit(n, (j, j)),
            Form::Deviations(kernel) if j == n => DMatrix::from_fn(n, n, |h, k| {
                theta[h] * theta[k] * kernel.at(1, theta[n], (h, k))
            }),
            Form::Deviations(kernel) => DMatrix::from_fn(n, n, |h, k| {
                let touched = |a: usize, b: usize| if a == j { theta[b] } else { 0.0 };
                (touched(h, k) + touched(k, h)) * kernel.at(0, theta[n], (h, k))
            }),
            Form::Cholesky => {
                let (row, column) = element(n, j);
                let l = lower(n, theta);
                let half = unit(n, (row, column)) * l.transpose();
                &half + half.transpose()
            }
        }
    }

    /// ∂²Γ/∂θⱼ∂θₖ, or nothing where it is zero.
    pub(super) fn bend(&self, theta: &[f64], j: usize, k: usize) -> Option<DMatrix<f64>> {
        let n = self.n;
        let (j, k) = (j.min(k), j.max(k));
        match &self.form {
            Form::Common(Some(kernel)) if k == 1 => Some(DMatrix::from_fn(n, n, |a, b| {
                if j == 0 {
                    kernel.at(1, theta[1], (a, b))
                } else {
                    theta[0] * kernel.at(2, theta[1], (a, b))
                }
            })),
            Form::Common(_) | Form::Variances => None,
            Form::Deviations(kernel) => Some(DMatrix::from_fn(n, n, |a, b| {
                let pair = |a: usize, b: usize| if (a, b) == (j, k) { 1.0 } else { 0.0 };
                let touched = |a: usize, b: usize| if a == j { theta[b] } else { 0.0 };
                if k < n {
                    (pair(a, b) + pair(b, a)) * kernel.at(0, theta[n], (a, b))
                } else if j < n {
                    (touched(a, b) + touched(b, a)) * kernel.at(1, theta[n], (a, b))
                } else {
                    theta[a] * theta[b] * kernel.at(2, theta[n], (a, b))
                }
            })),
            Form::Cholesky => {
                let ((a, column), (b, other)) = (element(n, j), element(n, k));
                (column == other).then(|| unit(n, (a, b)) + unit(n, (b, a)))
            }
        }
    }
}

/// The correlation of two levels, none where one does not vary.
pub(super) fn correlation(gamma: &DMatrix<f64>, (i, j): (usize, usize)) -> f64 {
    let size = (gamma[(i, i)] * gamma[(j, j)]).sqrt();
    if 0.0 < size {
        gamma[(i, j)] / size
    } else {
        0.0
    }
}

fn unit(n: usize, at: (usize, usize)) -> DMatrix<f64> {
    let mut unit = DMatrix::zeros(n, n);
    unit[at] = 1.0;
    unit
}

/// The elements of a lower triangle by rows.
fn triangle(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(|i| (0..=i).map(move |j| (i, j)))
}

fn element(n: usize, j: usize) -> (usize, usize) {
    triangle(n)
        .nth(j)
        .expect("a parameter is an element of the triangle")
}

fn lower(n: usize, theta: &[f64]) -> DMatrix<f64> {
    let mut l = DMatrix::zeros(n, n);
    for (at, value) in triangle(n).zip(theta) {
        l[at] = *value;
    }
    l
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_make_the_matrix_they_are_of() {
        let common = [0.7, -0.2];
        let singular = [1.0, 0.0, 2.0];
        let triangular = [0.5, -1.0, 0.3, 2.0, 0.1, 0.0];
        let cases: [(Structure, &[f64]); 5] = [
            (Structure::Identity, &common[..1]),
            (Structure::Diagonal, &singular),
            (Structure::Autoregressive, &common),
            (Structure::HeteroscedasticCompound, &[0.5, 1.0, 2.0, 0.5]),
            (Structure::Unstructured, &triangular),
        ];
        let free = Shape::new(&Structure::Unstructured, 3);
        for (structure, theta) in cases {
            let shape = Shape::new(&structure, 3);
            let gamma = shape.gamma(theta);
            for holder in [&shape, &free] {
                let again = holder.gamma(&holder.parameters(&gamma));
                assert!((again - &gamma).amax() <= 1e-14, "{structure:?}");
            }
        }
    }
}
