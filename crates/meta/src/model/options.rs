//! What can be asked of a model.

use crate::{Effects, Error, coefficients::check_level};

/// How the between-study variance τ² is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Equal effects: τ² is zero.
    Fe,
    /// `DerSimonian` and Laird's moment estimator.
    Dl,
    /// Hedges' unweighted moment estimator.
    He,
    /// Hunter and Schmidt's estimator.
    Hs,
    /// Hunter and Schmidt's estimator with the small-sample correction.
    Hsk,
    /// Sidik and Jonkman's estimator.
    Sj,
    /// Paule and Mandel's: the τ² at which Q equals its degrees of freedom.
    Pm,
    /// The median-unbiased form of Paule and Mandel's.
    Pmm,
    /// Empirical Bayes: the same equation as Paule and Mandel's.
    Eb,
    /// Maximum likelihood.
    Ml,
    /// Restricted maximum likelihood.
    Reml,
}

impl Method {
    /// Every method, in the order they are documented.
    pub const ALL: [Self; 11] = [
        Self::Fe,
        Self::Dl,
        Self::He,
        Self::Hs,
        Self::Hsk,
        Self::Sj,
        Self::Pm,
        Self::Pmm,
        Self::Eb,
        Self::Ml,
        Self::Reml,
    ];

    /// The name used in results, as metafor has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fe => "FE",
            Self::Dl => "DL",
            Self::He => "HE",
            Self::Hs => "HS",
            Self::Hsk => "HSk",
            Self::Sj => "SJ",
            Self::Pm => "PM",
            Self::Pmm => "PMM",
            Self::Eb => "EB",
            Self::Ml => "ML",
            Self::Reml => "REML",
        }
    }

    /// The method of a name, whatever the case; `EE` and `CE` are other names of `FE`, `MP` of `PM`.
    pub fn parse(word: &str) -> Option<Self> {
        match word.to_ascii_uppercase().as_str() {
            "EE" | "CE" => Some(Self::Fe),
            "MP" => Some(Self::Pm),
            upper => Self::ALL
                .into_iter()
                .find(|method| method.word().to_ascii_uppercase() == upper),
        }
    }
}

/// How tests and intervals of the coefficients are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Test {
    /// Normal quantiles and the model's standard errors.
    Z,
    /// Knapp and Hartung's: t quantiles, and standard errors scaled by the observed scatter.
    Knha,
    /// Knapp and Hartung's, never narrower than the model's standard errors.
    Adhoc,
    /// t quantiles and the model's standard errors.
    T,
}

impl Test {
    /// Every test.
    pub const ALL: [Self; 4] = [Self::Z, Self::Knha, Self::Adhoc, Self::T];

    /// The name used in results, as metafor has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Z => "z",
            Self::Knha => "knha",
            Self::Adhoc => "adhoc",
            Self::T => "t",
        }
    }

    /// The test of a name, whatever the case; `hksj` is another name of `knha`.
    pub fn parse(word: &str) -> Option<Self> {
        let lower = word.to_ascii_lowercase();
        if lower == "hksj" {
            return Some(Self::Knha);
        }
        Self::ALL.into_iter().find(|test| test.word() == lower)
    }

    /// Whether quantiles are those of t.
    pub(crate) fn uses_t(self) -> bool {
        self != Self::Z
    }
}

/// What each effect counts when the coefficients are estimated.
#[derive(Debug, Clone, PartialEq)]
pub enum Weighting {
    /// The inverse of its total variance.
    InverseVariance,
    /// The same.
    Equal,
    /// A given positive number for each effect.
    Given(Vec<f64>),
}

/// What is asked of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// How τ² is estimated.
    pub method: Method,
    /// How intervals are made.
    pub test: Test,
    /// Level of two-sided intervals, between 0 and 1.
    pub level: f64,
    /// τ² itself, where it is not to be estimated.
    pub tau2: Option<f64>,
    /// What each effect counts.
    pub weighting: Weighting,
}

impl Default for Options {
    /// Restricted maximum likelihood, normal quantiles, 95 %.
    fn default() -> Self {
        Self {
            method: Method::Reml,
            test: Test::Z,
            level: 0.95,
            tau2: None,
            weighting: Weighting::InverseVariance,
        }
    }
}

impl Options {
    /// The default but for method and test.
    pub fn of(method: Method, test: Test) -> Self {
        Self {
            method,
            test,
            ..Self::default()
        }
    }

    /// The weight of each effect at `tau2`.
    pub(crate) fn weights(&self, effects: &Effects, tau2: f64) -> Vec<f64> {
        match &self.weighting {
            Weighting::InverseVariance => {
                let total = effects.vi().iter().map(|vi| vi + tau2);
                total.map(|m| 1.0 / m).collect()
            }
            Weighting::Equal => vec![1.0; effects.k()],
            Weighting::Given(weights) => weights.clone(),
        }
    }

    /// The same request for the effects `keep` only, in that order.
    pub(crate) fn select(&self, keep: &[usize]) -> Self {
        let weighting = match &self.weighting {
            Weighting::Given(weights) => {
                Weighting::Given(keep.iter().map(|&i| weights[i]).collect())
            }
            other @ (Weighting::InverseVariance | Weighting::Equal) => other.clone(),
        };
        Self {
            weighting,
            ..self.clone()
        }
    }

    /// Number of parameters estimated in a model of `p` coefficients.
    pub(crate) fn parameters(&self, p: usize) -> usize {
        p + usize::from(self.method != Method::Fe && self.tau2.is_none())
    }

    pub(crate) fn check(&self, k: usize) -> Result<(), Error> {
        let Self { level, tau2, .. } = *self;
        check_level(level)?;
        if let Some(value) = tau2.filter(|tau2| !(tau2.is_finite() && 0.0 <= *tau2)) {
            return Err(Error::BadValue {
                field: "tau2",
                index: 0,
                value,
                rule: "a variance is finite and not negative",
            });
        }
        let Weighting::Given(weights) = &self.weighting else {
            return Ok(());
        };
        if weights.len() != k {
            return Err(Error::Length {
                what: "weights".to_owned(),
                found: weights.len(),
                expected: k,
            });
        }
        let bad = |weight: &f64| !(weight.is_finite() && 0.0 < *weight);
        match weights.iter().position(bad) {
            Some(index) => Err(Error::BadValue {
                field: "weights",
                index,
                value: weights[index],
                rule: "a weight is finite and positive",
            }),
            None => Ok(()),
        }
    }
}
