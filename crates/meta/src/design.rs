//! The model matrix: an intercept and moderators, checked once and made orthogonal.

use nalgebra::{DMatrix, DVector};

use crate::Error;

/// A column is a combination of those before it when less than this share of its length is left.
const NOTHING_LEFT: f64 = 1e-9;

/// The moderators of k effects: a k × p matrix of full rank, the intercept first where there is one.
///
/// It keeps X = QR beside X. Sums over effects are taken in the orthonormal columns of Q, whose cross
/// products are as well conditioned as the weights allow, however collinear the moderators are.
#[derive(Debug, Clone)]
pub struct Design {
    names: Vec<String>,
    has_intercept: bool,
    x: DMatrix<f64>,
    q: DMatrix<f64>,
    /// Q transposed: the p values of an effect lie side by side.
    q_transposed: DMatrix<f64>,
    r_inverse: DMatrix<f64>,
}

impl Design {
    /// The intercept alone, for `k` effects.
    ///
    /// # Errors
    /// [`Error::TooFew`] for none.
    pub fn intercept(k: usize) -> Result<Self, Error> {
        Self::new(k, Vec::new(), true)
    }

    /// The intercept and named moderator columns, each of `k` values.
    ///
    /// # Errors
    /// Those of [`Design::without_intercept`].
    pub fn with_moderators(k: usize, columns: Vec<(String, Vec<f64>)>) -> Result<Self, Error> {
        Self::new(k, columns, true)
    }

    /// Named columns only, each of `k` values.
    ///
    /// # Errors
    /// [`Error::Length`], [`Error::BadValue`] for a value that is not finite, [`Error::TooFew`] for
    /// fewer effects than columns, [`Error::Collinear`].
    pub fn without_intercept(k: usize, columns: Vec<(String, Vec<f64>)>) -> Result<Self, Error> {
        Self::new(k, columns, false)
    }

    fn new(k: usize, columns: Vec<(String, Vec<f64>)>, has_intercept: bool) -> Result<Self, Error> {
        let mut names = Vec::with_capacity(columns.len() + 1);
        let mut values = Vec::with_capacity(k * (columns.len() + 1));
        if has_intercept {
            names.push("intrcpt".to_owned());
            values.resize(k, 1.0);
        }
        for (name, column) in columns {
            if column.len() != k {
                return Err(Error::Length {
                    what: name,
                    found: column.len(),
                    expected: k,
                });
            }
            if let Some(index) = column.iter().position(|value| !value.is_finite()) {
                return Err(Error::BadValue {
                    field: "moderator",
                    index,
                    value: column[index],
                    rule: "moderators are finite numbers",
                });
            }
            names.push(name);
            values.extend(column);
        }
        let p = names.len();
        if k < p.max(1) || p == 0 {
            return Err(Error::TooFew { k, least: p.max(1) });
        }
        let x = DMatrix::from_vec(k, p, values);
        let (q, r) = x.clone().qr().unpack();
        for j in 0..p {
            if r[(j, j)].abs() <= NOTHING_LEFT * x.column(j).norm() {
                let name = names.swap_remove(j);
                return Err(Error::Collinear { name });
            }
        }
        let r_inverse = r
            .solve_upper_triangular(&DMatrix::identity(p, p))
            .expect("no diagonal element is zero");
        Ok(Self {
            names,
            has_intercept,
            x,
            q_transposed: q.transpose(),
            q,
            r_inverse,
        })
    }

    /// Number of effects.
    pub fn k(&self) -> usize {
        self.x.nrows()
    }

    /// Number of coefficients.
    pub fn p(&self) -> usize {
        self.x.ncols()
    }

    /// Names of the coefficients, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether the first column is an intercept.
    pub fn has_intercept(&self) -> bool {
        self.has_intercept
    }

    /// Whether there is nothing but the intercept.
    pub fn is_intercept_only(&self) -> bool {
        self.has_intercept && self.p() == 1
    }

    /// The matrix X, k × p.
    pub fn x(&self) -> &DMatrix<f64> {
        &self.x
    }

    /// The row of effect `i`, a vector of p.
    pub fn row(&self, i: usize) -> DVector<f64> {
        self.x.row(i).transpose()
    }

    /// The orthonormal columns Q, k × p.
    pub fn q(&self) -> &DMatrix<f64> {
        &self.q
    }

    /// The rows of the orthonormal columns Q, one of p values for each effect.
    pub fn q_rows(&self) -> impl Iterator<Item = &[f64]> {
        self.q_transposed.as_slice().chunks_exact(self.p())
    }

    /// The inverse of R, by which coefficients on Q become coefficients on X.
    pub fn r_inverse(&self) -> &DMatrix<f64> {
        &self.r_inverse
    }

    /// The same columns for the effects `keep` only, in that order.
    ///
    /// # Errors
    /// [`Error::TooFew`] or [`Error::Collinear`] when too little is left.
    pub fn select(&self, keep: &[usize]) -> Result<Self, Error> {
        let from = usize::from(self.has_intercept);
        let columns = (from..self.p())
            .map(|j| {
                let column = keep.iter().map(|&i| self.x[(i, j)]).collect();
                (self.names[j].clone(), column)
            })
            .collect();
        Self::new(keep.len(), columns, self.has_intercept)
    }
}
