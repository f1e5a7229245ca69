//! The regression of effects on their precision: Egger's test and its kin, and PET and PEESE.
//!
//! Egger et al. 1997, BMJ 315:629; Sterne and Egger 2005; Moreno et al. 2009, BMC Med Res Methodol 9:2;
//! Stanley and Doucouliagos 2014, Res Synth Methods 5:60.

use crate::{Design, Effects, Error, Fit, Method, Options, Test, fit};

/// What stands for the size of a study. The sizes are one positive number a study.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Predictor<'a> {
    /// Its standard error.
    StandardError,
    /// Its sampling variance.
    Variance,
    /// How many people were in it.
    Size(&'a [f64]),
    /// One over that.
    InverseSize(&'a [f64]),
    /// The square root of the size.
    RootSize(&'a [f64]),
    /// One over the square root.
    InverseRootSize(&'a [f64]),
}

impl Predictor<'_> {
    /// The name used in results, as metafor has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::StandardError => "sei",
            Self::Variance => "vi",
            Self::Size(_) => "ni",
            Self::InverseSize(_) => "ninv",
            Self::RootSize(_) => "sqrtni",
            Self::InverseRootSize(_) => "sqrtninv",
        }
    }

    /// Whether it is zero in a study without end, so that the intercept is what such a study would find.
    fn has_limit(self) -> bool {
        !matches!(self, Self::Size(_) | Self::RootSize(_))
    }

    fn column(self, effects: &Effects) -> Result<Vec<f64>, Error> {
        let vi = effects.vi().iter();
        match self {
            Self::StandardError => Ok(vi.map(|vi| vi.sqrt()).collect()),
            Self::Variance => Ok(vi.copied().collect()),
            Self::Size(ni) => sizes(effects, ni, |n| n),
            Self::InverseSize(ni) => sizes(effects, ni, f64::recip),
            Self::RootSize(ni) => sizes(effects, ni, f64::sqrt),
            Self::InverseRootSize(ni) => sizes(effects, ni, |n| n.sqrt().recip()),
        }
    }
}

fn sizes(effects: &Effects, ni: &[f64], of: impl Fn(f64) -> f64) -> Result<Vec<f64>, Error> {
    if ni.len() != effects.k() {
        return Err(Error::Length {
            what: "ni".to_owned(),
            found: ni.len(),
            expected: effects.k(),
        });
    }
    if let Some(index) = ni.iter().position(|n| !(n.is_finite() && 0.0 < *n)) {
        return Err(Error::BadValue {
            field: "ni",
            index,
            value: ni[index],
            rule: "a size is finite and positive",
        });
    }
    Ok(ni.iter().map(|n| of(*n)).collect())
}

/// What a study of endless size would find, were the regression true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// The estimate.
    pub estimate: f64,
    /// Lower end.
    pub ci_lb: f64,
    /// Upper end.
    pub ci_ub: f64,
}

/// A test of whether effects change with the size of their study.
#[derive(Debug, Clone, PartialEq)]
pub struct RegressionTest {
    /// What stood for size, as metafor names it.
    pub predictor: &'static str,
    /// Slope over its standard error: z, or t where there are degrees of freedom.
    pub statistic: f64,
    /// Degrees of freedom of the t.
    pub df: Option<f64>,
    /// Two-sided p value of the slope.
    pub p_value: f64,
    /// Absent where the predictor grows with the study.
    pub limit: Option<Limit>,
    /// The regression: intercept, then slope.
    pub fit: Fit,
}

/// The options of the classical test: least squares weighted by precision, with a variance of its own
/// factor, and t quantiles (`model = "lm"` in metafor).
pub fn classical(level: f64) -> Options {
    Options {
        level,
        ..Options::of(Method::Fe, Test::Knha)
    }
}

/// Regresses `effects` on `predictor`. `options` are those of a meta-regression, or [`classical`].
///
/// # Errors
/// [`Error::Length`] and [`Error::BadValue`] of sizes; [`Error::Collinear`] when all studies are of one
/// size; those of [`fit`].
pub fn regression_test(
    effects: &Effects,
    predictor: Predictor<'_>,
    options: &Options,
) -> Result<RegressionTest, Error> {
    let column = (predictor.word().to_owned(), predictor.column(effects)?);
    let design = Design::with_moderators(effects.k(), vec![column])?;
    let fit = fit(effects, &design, options)?;
    let table = &fit.coefficients;
    Ok(RegressionTest {
        predictor: predictor.word(),
        statistic: table.statistic[1],
        df: fit.df,
        p_value: table.p_value[1],
        limit: predictor.has_limit().then(|| Limit {
            estimate: table.beta[0],
            ci_lb: table.ci_lb[0],
            ci_ub: table.ci_ub[0],
        }),
        fit,
    })
}

/// The two regressions whose intercepts are read as effects free of small-study bias.
#[derive(Debug, Clone, PartialEq)]
pub struct PetPeese {
    /// On the standard error.
    pub pet: RegressionTest,
    /// On the variance, which is the less biased of the two where there is an effect.
    pub peese: RegressionTest,
}

/// The precision-effect test and the precision-effect estimate with standard error.
///
/// # Errors
/// Those of [`regression_test`].
pub fn pet_peese(effects: &Effects, level: f64) -> Result<PetPeese, Error> {
    let options = classical(level);
    Ok(PetPeese {
        pet: regression_test(effects, Predictor::StandardError, &options)?,
        peese: regression_test(effects, Predictor::Variance, &options)?,
    })
}
