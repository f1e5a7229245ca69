//! Inference that stays valid however often a growing body of studies is looked at.
//!
//! A 95 % interval is right 19 times in 20 at one look. Who recomputes it after each study, and stops when it
//! excludes zero, is wrong far more often. The e-values and intervals here keep their promise over all looks at
//! once, planned or not, so an analysis may be updated, and the next study decided on, by what was found so
//! far.
//!
//! | symbol | meaning |
//! |---|---|
//! | w | 1 / (v + τ²), of one study |
//! | V | Σ w, the information so far |
//! | S | Σ w (y − θ), for a null θ |
//! | g | variance of the mixture, a normal about the null |
//! | E | (1 + gV)^−½ exp(g S² / (2 (1 + gV))), the e-value of θ |
//!
//! E is the ratio of the likelihood of all studies, averaged over effects drawn from N(θ, g), to that under θ.
//! Under θ it is a martingale that starts at 1, so the chance that it ever reaches 1 / α is at most α (Ville's
//! inequality). The interval holds every θ whose E is below 1 / α:
//! mean ± √((1 + gV) / (g V²) × (2 ln(1/α) + ln(1 + gV))). It is centred on the fixed-effect mean, and each look
//! makes it narrower.
//!
//! # What it assumes
//!
//! Estimates are normal about their study's effect with the variance given. Whether and how large a next
//! study is may depend on the results before it, but not on its own: studies withheld for what they found
//! break this as they break everything else.
//!
//! # What the interval covers
//!
//! - One true effect: that effect, with τ² = 0.
//! - Effects that differ, and are taken as they are: with τ² = 0 it covers, at all looks, the mean of the true
//!   effects of the studies so far, weighted by precision. That is what they show, not what a further
//!   study would; and the e-value is then of the hypothesis that every effect equals the null.
//! - Effects drawn from a population: with τ² no smaller than its variance it covers the mean of that
//!   population. The τ² must be settled beforehand. One that is estimated on the way is not covered by the
//!   promise, and too small a one breaks it.
//!
//! # The mixture
//!
//! Any g that is chosen without the estimates keeps the promise; a good one makes intervals narrower.
//! [`Mixture::of_scale`] takes the size of effect that would matter, so that E grows fastest where effects
//! are about that large. [`Mixture::narrowest_at`] makes the interval narrowest at a given information, such
//! as that of the body of studies one expects to end with; it is never much wider elsewhere.
//!
//! References: ter Schure and Grünwald 2022, F1000 Research 11:549 (ALL-IN meta-analysis); Grünwald, de Heide
//! and Koolen 2024, J R Stat Soc B 86:1091 (e-values); Robbins 1970, Ann Math Stat 41:1397 (the normal
//! mixture); Howard, Ramdas et al. 2021, Ann Stat 49:1055 (confidence sequences).

use crate::{Effects, Error, coefficients::check_level};

/// Newton's method on a convex function from above doubles its digits each step near the root.
const ITERATIONS: usize = 60;

/// The normal about a null over which the likelihood is averaged: its variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mixture {
    variance: f64,
}

impl Mixture {
    /// That of standard deviation `scale`, in the unit of the effects.
    ///
    /// # Errors
    /// [`Error::BadValue`] when it is not finite and positive.
    pub fn of_scale(scale: f64) -> Result<Self, Error> {
        positive("scale", scale)?;
        Ok(Self {
            variance: scale * scale,
        })
    }

    /// That whose interval of `level` is narrowest when the information Σ 1/(v + τ²) is as given: its gV = x
    /// solves x = 2 ln(1/α) + ln(1 + x).
    ///
    /// # Errors
    /// [`Error::BadValue`] when the information is not finite and positive; [`Error::BadLevel`].
    pub fn narrowest_at(information: f64, level: f64) -> Result<Self, Error> {
        positive("information", information)?;
        check_level(level)?;
        let least = -2.0 * (1.0 - level).ln();
        let mut x = 2.0 * least + 2.0;
        for _ in 0..ITERATIONS {
            x -= (x - x.ln_1p() - least) * (1.0 + x) / x;
        }
        Ok(Self {
            variance: x / information,
        })
    }

    /// Its variance.
    pub fn variance(self) -> f64 {
        self.variance
    }

    /// ln E at `information`, of a sum of weighted deviations.
    fn ln_e(self, deviation: f64, information: f64) -> f64 {
        let inflation = 1.0 + self.variance * information;
        0.5 * (self.variance * deviation * deviation / inflation - inflation.ln())
    }

    /// Half the width of the interval at `information`.
    fn half_width(self, information: f64, level: f64) -> f64 {
        let gv = self.variance * information;
        let bound = -2.0 * (1.0 - level).ln() + gv.ln_1p();
        ((1.0 + gv) / gv * bound / information).sqrt()
    }
}

/// What is asked of a sequence of looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnytimeOptions {
    /// The effect that is tested.
    pub null: f64,
    /// Level of the intervals, over all looks at once.
    pub level: f64,
    /// Variance of true effects, settled beforehand; zero for one true effect.
    pub tau2: f64,
}

impl Default for AnytimeOptions {
    fn default() -> Self {
        Self {
            null: 0.0,
            level: 0.95,
            tau2: 0.0,
        }
    }
}

/// What is known after a study. E-values are logarithms, as they may be beyond any double.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Studies so far.
    pub k: usize,
    /// Information so far, Σ 1/(v + τ²).
    pub information: f64,
    /// ln e-value of this study alone.
    pub ln_e_study: f64,
    /// ln of the product of those so far: an e-value of the hypothesis that no study has an effect, which lets
    /// effects be as different as they are.
    pub ln_e_product: f64,
    /// ln e-value of all studies so far for one effect they share. It agrees with the interval: it has reached
    /// 1 / α where the null is outside.
    pub ln_e: f64,
    /// Anytime-valid p value of that hypothesis: one over the largest e-value so far.
    pub p_value: f64,
    /// Mean weighted with 1/(v + τ²).
    pub estimate: f64,
    /// Lower end of its anytime-valid interval.
    pub ci_lb: f64,
    /// Upper end.
    pub ci_ub: f64,
}

/// Looks at `effects`, in the order they came, after each one.
///
/// # Errors
/// [`Error::BadLevel`]; [`Error::BadValue`] of the options.
pub fn looks(
    effects: &Effects,
    mixture: Mixture,
    options: AnytimeOptions,
) -> Result<Vec<Look>, Error> {
    let AnytimeOptions { null, level, tau2 } = options;
    check_level(level)?;
    if !(null.is_finite() && tau2.is_finite() && 0.0 <= tau2) {
        return Err(Error::BadValue {
            field: "tau2",
            index: 0,
            value: tau2,
            rule: "the null is finite, and a variance finite and not negative",
        });
    }
    let (mut information, mut deviation, mut product) = (0.0, 0.0, 0.0);
    let mut highest = 0.0_f64;
    let each = effects.yi().iter().zip(effects.vi()).zip(1..);
    Ok(each
        .map(|((y, v), k)| {
            let w = 1.0 / (v + tau2);
            information += w;
            deviation += w * (y - null);
            let study = mixture.ln_e(w * (y - null), w);
            product += study;
            let common = mixture.ln_e(deviation, information);
            highest = highest.max(common);
            let estimate = null + deviation / information;
            let half = mixture.half_width(information, level);
            Look {
                k,
                information,
                ln_e_study: study,
                ln_e_product: product,
                ln_e: common,
                p_value: (-highest).exp(),
                estimate,
                ci_lb: estimate - half,
                ci_ub: estimate + half,
            }
        })
        .collect())
}

fn positive(field: &'static str, value: f64) -> Result<(), Error> {
    if value.is_finite() && 0.0 < value {
        return Ok(());
    }
    Err(Error::BadValue {
        field,
        index: 0,
        value,
        rule: "it is finite and positive",
    })
}
