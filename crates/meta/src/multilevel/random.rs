//! Random effects: who shares one, and how those of a group go together.

use std::collections::BTreeMap;

use super::structure::{Role, Shape, Structure};
use crate::Error;

/// A parameter of one random term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Component {
    /// The variance, or that of the level of this number.
    Variance(usize),
    /// The correlation, or that of the pair of this number in the order (2,1), (3,1), …, (3,2), ….
    Correlation(usize),
}

/// A random effect for each level of an inner factor within each group of an outer one.
///
/// Effects that share group and level share the random effect. A random intercept is a term whose
/// inner factor has a single level. Terms may be nested or crossed.
#[derive(Debug, Clone)]
pub struct Random {
    name: String,
    groups: Vec<usize>,
    levels: Vec<usize>,
    n_groups: usize,
    pub(super) shape: Shape,
    pub(super) fixed: Vec<Option<f64>>,
}

impl Random {
    /// A random intercept for each distinct value of `groups`, numbered in ascending order: `~ 1 | groups`.
    pub fn intercept<G: Ord>(name: &str, groups: &[G]) -> Self {
        let (groups, n_groups) = numbered(groups);
        let shape = Shape::new(&Structure::Identity, 1);
        Self {
            name: name.to_owned(),
            levels: vec![0; groups.len()],
            groups,
            n_groups,
            fixed: vec![None; shape.roles().len()],
            shape,
        }
    }

    /// Random intercepts for factors each nested in those before it: `~ 1 | a/b/c` is one term for `a`,
    /// one for `a/b` and one for `a/b/c`.
    pub fn nested<G: Ord>(factors: &[(&str, &[G])]) -> Vec<Self> {
        let mut terms: Vec<Self> = Vec::with_capacity(factors.len());
        for (name, groups) in factors {
            let (inner, _) = numbered(groups);
            let term = match terms.last() {
                None => Self::intercept(name, groups),
                Some(outer) => {
                    let within: Vec<_> = outer.groups.iter().zip(&inner).collect();
                    Self::intercept(&format!("{}/{name}", outer.name), &within)
                }
            };
            terms.push(term);
        }
        terms
    }

    /// An effect for each level of `inner`, numbered in ascending order, within each group of
    /// `outer`: `~ inner | outer`.
    ///
    /// # Errors
    /// [`Error::Length`] where the two, or the times of [`Structure::ContinuousAutoregressive`], do
    /// not match.
    pub fn structured<L: Ord, G: Ord>(
        name: &str,
        inner: &[L],
        outer: &[G],
        structure: &Structure,
    ) -> Result<Self, Error> {
        let (groups, n_groups) = numbered(outer);
        let (levels, n_levels) = numbered(inner);
        let expect = |what: &str, found: usize, expected: usize| {
            if found == expected {
                return Ok(());
            }
            let what = format!("{name}: {what}");
            Err(Error::Length {
                what,
                found,
                expected,
            })
        };
        expect("inner factor", levels.len(), groups.len())?;
        if let Structure::ContinuousAutoregressive { times } = structure {
            expect("times of levels", times.len(), n_levels)?;
        }
        let shape = Shape::new(structure, n_levels);
        Ok(Self {
            name: name.to_owned(),
            groups,
            levels,
            n_groups,
            fixed: vec![None; shape.roles().len()],
            shape,
        })
    }

    /// The same term with a component known instead of estimated.
    ///
    /// # Errors
    /// [`Error::Undefined`] where the structure has no such component, or more than two levels that
    /// are unstructured; [`Error::BadValue`] for a value the component cannot have.
    pub fn with_fixed(mut self, component: Component, value: f64) -> Result<Self, Error> {
        let Some((j, theta)) = self.shape.parameter(component, value) else {
            return Err(Error::Undefined {
                what: "holding a component of a random term fixed",
                why: "its structure has no such component apart from the others",
            });
        };
        let (least, greatest) = self.shape.bounds(j);
        if !(least <= theta && theta <= greatest && theta.is_finite()) {
            return Err(Error::BadValue {
                field: "fixed component",
                index: j,
                value,
                rule: "a variance is not negative, and correlations make a covariance matrix",
            });
        }
        self.fixed[j] = Some(theta);
        Ok(self)
    }

    /// The name of the term.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The number of groups of the outer factor.
    pub fn n_groups(&self) -> usize {
        self.n_groups
    }

    /// The number of levels of the inner factor.
    pub fn n_levels(&self) -> usize {
        self.shape.levels()
    }

    /// The group of each effect.
    pub(crate) fn groups(&self) -> &[usize] {
        &self.groups
    }

    /// The inner level of each effect.
    pub(crate) fn levels(&self) -> &[usize] {
        &self.levels
    }

    /// The parameters that are estimated.
    pub(super) fn free(&self) -> impl Iterator<Item = usize> {
        (0..self.fixed.len()).filter(|&j| self.fixed[j].is_none())
    }

    /// The same term with each structure nested in its own, where no component is fixed.
    pub(super) fn simpler(&self) -> Vec<Self> {
        if self.fixed.iter().any(Option::is_some) {
            return Vec::new();
        }
        let simpler = |shape: Shape| Self {
            fixed: vec![None; shape.roles().len()],
            shape,
            ..self.clone()
        };
        self.shape.nested().into_iter().map(simpler).collect()
    }

    /// All parameters where a search may start.
    pub(super) fn start(&self, variance: f64, correlation: f64) -> Vec<f64> {
        let start = self.shape.start(variance, correlation);
        let fixed = self.fixed.iter().zip(start);
        fixed.map(|(fixed, start)| fixed.unwrap_or(start)).collect()
    }

    /// Whether a negative deviation is a correlation of the other sign: so it is for two levels.
    pub(super) fn has_mirror(&self) -> bool {
        self.n_levels() == 2 && self.free().any(|j| self.role(j) == Role::Correlation)
    }

    /// The same covariance matrix with no deviation negative.
    pub(super) fn unmirror(&self, theta: &mut [f64]) {
        if let ([Role::Deviation, Role::Deviation, Role::Correlation], [a, b, rho]) =
            (&self.shape.roles()[..], theta)
        {
            if *a * *b < 0.0 {
                *rho = -*rho;
            }
            *a = a.abs();
            *b = b.abs();
        }
    }

    /// What parameter `j` is.
    pub(super) fn role(&self, j: usize) -> Role {
        self.shape.roles()[j]
    }

    /// The term for the effects `keep` only. Groups keep their numbers.
    pub(super) fn select(&self, keep: &[usize]) -> Self {
        Self {
            groups: keep.iter().map(|&i| self.groups[i]).collect(),
            levels: keep.iter().map(|&i| self.levels[i]).collect(),
            ..self.clone()
        }
    }
}

/// Distinct values numbered in ascending order, and how many there are.
fn numbered<T: Ord>(values: &[T]) -> (Vec<usize>, usize) {
    let mut numbers: BTreeMap<&T, usize> = values.iter().map(|value| (value, 0)).collect();
    for (number, place) in numbers.values_mut().enumerate() {
        *place = number;
    }
    let of_each = values.iter().map(|value| numbers[value]).collect();
    (of_each, numbers.len())
}
