//! What a table of effects may not plausibly be: a standard error in the place of a variance, a lost sign,
//! one effect twice, an effect nobody sees. It looks at numbers alone, so it can only doubt.
//!
//! | symbol | meaning |
//! |---|---|
//! | yi, vi | an effect and its sampling variance |
//! | n | people behind an effect, both groups together |
//! | z | yi divided by its standard error |

use std::collections::BTreeMap;

use crate::{Design, Effects, Error, Method, Options, Test, fit};

/// A standardised difference beyond this is more often a slip than an effect: of those above it in twenty
/// much-cited meta-analyses 60 % came of a standard error taken for a deviation (Kadlec 2023, Sports Med
/// 53:313, doi 10.1007/s40279-022-01766-0).
pub const LARGE_SMD: f64 = 3.0;
/// The same review calls 11 and 14 obviously wrong. Of two normal groups ten deviations apart fewer than
/// one person in a million is on the other's side of the middle.
pub const IMPOSSIBLE_SMD: f64 = 10.0;
/// An effect that is not given as standardised is converted as if of two groups, and is doubted only if it is
/// so many times the usual one of its table as well.
const LARGE_RATIO: f64 = 3.0;
/// A z beyond this takes an effect of one deviation in 3,600 people, or a variance that is too small.
const LARGE_Z: f64 = 30.0;
/// A variance this many times below the middle of its fellows outweighs a thousand of them together.
const DOMINATION: f64 = 1e3;
/// Fewest effects among which one can be told to be unlike the rest.
const FEWEST_TO_JUDGE: usize = 5;
/// Fewest effects whose variances show how they fall with the number of people.
const FEWEST_FOR_SLOPE: usize = 8;
/// How many robust deviations from the middle are unlike the rest: by chance in one of 16,000.
const UNLIKE: f64 = 4.0;
/// How many deviations from the middle are like the rest.
const LIKE: f64 = 2.0;
/// How many standard errors from its fellows an effect of the other sign is no chance: one in 370.
const OPPOSED: f64 = 3.0;
/// Least deviation of ln(vi n) taken for its fellows': the designs of trials differ by a quarter or so.
const LEAST_LN_SPREAD: f64 = 0.25;
/// How far from −½ the slope of standard errors may lie: those of real trials scatter between −0.44 and
/// −0.57, half of the −0.87 to −1.14 of their variances.
const SLOPE_TOLERANCE: f64 = 0.125;
/// What makes a median absolute deviation a standard deviation, for a normal.
const MAD_TO_SD: f64 = 1.4826;
/// A variance within this share of that of a standardised difference is one.
const SMD_TOLERANCE: f64 = 0.25;

/// Effects with what else is known of them.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    /// Estimates and variances.
    pub effects: &'a Effects,
    /// People behind each effect, both groups together; positive.
    pub people: Option<&'a [f64]>,
    /// Whose effect it is: a name that may stand only once where effects are independent.
    pub ids: Option<&'a [&'a str]>,
}

/// What a finding should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a second look.
    Warns,
    /// Nothing should be computed from it until someone has looked.
    Blocks,
}

/// One doubt, and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Zero-based effect; `None` for the whole column.
    pub index: Option<usize>,
    /// `yi`, `vi` or `id`.
    pub column: &'static str,
    /// What it should do.
    pub severity: Severity,
    /// What is doubted.
    pub doubt: Doubt,
}

/// What may be wrong with an effect.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// The effect is very many standard errors from nothing: check its variance.
    FarFromZero {
        /// |yi| in standard errors.
        z: f64,
    },
    /// The effect is many standard deviations between people: check for a standard error read as one.
    LargeEffect {
        /// Standard deviations it comes to.
        sds: f64,
    },
    /// Its variance is unlike its fellows', and its square is like them: a standard error?
    VarianceLooksLikeSe {
        /// As given.
        vi: f64,
        /// What the variance would be.
        as_variance: f64,
    },
    /// The variances fall with the root of the number of people: all standard errors?
    VariancesLookLikeSe {
        /// Slope of ln vi on ln n: −1 of variances, −½ of standard errors.
        slope: f64,
    },
    /// The same effect and variance stand in another row: one study twice?
    Duplicate {
        /// The earlier row.
        of: usize,
    },
    /// The same people stand in another row: such effects are not independent.
    SameId {
        /// The earlier row.
        of: usize,
    },
    /// Its variance is so small that it alone decides: check the unit.
    Dominates {
        /// Its share of the inverse-variance weight.
        weight_frac: f64,
    },
    /// It lies far on the other side of zero from all its fellows, and its mirror image would fit.
    OpposesFellows {
        /// The fellows' pooled effect.
        fellows: f64,
    },
}

/// Looks through a table; findings come in the order of [`Doubt`], then of rows.
///
/// # Errors
/// [`Error::Length`] where `people` or `ids` differ in number from the effects, [`Error::BadValue`] for
/// people that are not positive.
pub fn check(table: &Table<'_>) -> Result<Vec<Finding>, Error> {
    check_shape(table)?;
    let effects = table.effects;
    let mut findings = large(table);
    findings.extend(variances(table));
    findings.extend(repeated(table));
    findings.extend(dominant(effects));
    findings.extend(sign_outliers(effects)?);
    Ok(findings)
}

fn check_shape(table: &Table<'_>) -> Result<(), Error> {
    let expected = table.effects.k();
    let lengths = [
        ("people", table.people.map(<[f64]>::len)),
        ("ids", table.ids.map(<[&str]>::len)),
    ];
    for (what, length) in lengths {
        if let Some(found) = length.filter(|found| *found != expected) {
            let what = what.to_owned();
            return Err(Error::Length {
                what,
                found,
                expected,
            });
        }
    }
    let mut people = table.people.unwrap_or_default().iter().enumerate();
    let bad = people.find(|(_, n)| !(n.is_finite() && 0.0 < **n));
    bad.map_or(Ok(()), |(index, &value)| {
        Err(Error::BadValue {
            field: "people",
            index,
            value,
            rule: "a number above zero",
        })
    })
}

fn large(table: &Table<'_>) -> Vec<Finding> {
    let (yi, vi) = (table.effects.yi(), table.effects.vi());
    let Some(people) = table.people else {
        let z = yi.iter().zip(vi).map(|(yi, vi)| yi.abs() / vi.sqrt());
        let far = z.enumerate().filter(|(_, z)| LARGE_Z < *z);
        return far
            .map(|(index, z)| {
                let doubt = Doubt::FarFromZero { z };
                found(Some(index), "vi", Severity::Warns, doubt)
            })
            .collect();
    };
    // Of two equal groups the variance of a mean difference is 4 σ² / n; of a difference that is
    // standardised already, (4 + d²/2) / n (Hedges 1981).
    let is_smd = |i: usize| {
        let expected = (4.0 + yi[i] * yi[i] / 2.0) / people[i];
        (vi[i] / expected - 1.0).abs() < SMD_TOLERANCE
    };
    let converted = |i: usize| 2.0 * yi[i].abs() / (vi[i] * people[i]).sqrt();
    // Where most effects are as large, they are no differences of two groups.
    let usual = median((0..yi.len()).map(converted).collect());
    let judge = |index: usize| {
        let (sds, least) = if is_smd(index) {
            (yi[index].abs(), LARGE_SMD)
        } else {
            (converted(index), LARGE_SMD.max(LARGE_RATIO * usual))
        };
        let blocks = is_smd(index) && IMPOSSIBLE_SMD < sds;
        let doubt = Doubt::LargeEffect { sds };
        (least < sds).then(|| found(Some(index), "yi", severity(blocks), doubt))
    };
    (0..yi.len()).filter_map(judge).collect()
}

fn variances(table: &Table<'_>) -> Vec<Finding> {
    let vi = table.effects.vi();
    let ln_n = |i: usize| table.people.map_or(0.0, |people| people[i].ln());
    if let Some(slope) = table.people.and_then(|people| slope_of_errors(people, vi)) {
        let doubt = Doubt::VariancesLookLikeSe { slope };
        return vec![found(None, "vi", Severity::Blocks, doubt)];
    }
    if vi.len() < FEWEST_TO_JUDGE {
        return Vec::new();
    }
    // Robust, so that one offender does not hide itself.
    let ln_vi_n: Vec<f64> = (0..vi.len()).map(|i| vi[i].ln() + ln_n(i)).collect();
    let middle = median(ln_vi_n.clone());
    let deviations = ln_vi_n.iter().map(|value| (value - middle).abs());
    let spread = (MAD_TO_SD * median(deviations.collect())).max(LEAST_LN_SPREAD);
    let judge = |index: usize| {
        let off = |ln_vi: f64| (ln_vi + ln_n(index) - middle).abs() / spread;
        let ln_vi = vi[index].ln();
        let doubt = Doubt::VarianceLooksLikeSe {
            vi: vi[index],
            as_variance: vi[index] * vi[index],
        };
        (UNLIKE < off(ln_vi) && off(2.0 * ln_vi) < LIKE)
            .then(|| found(Some(index), "vi", Severity::Blocks, doubt))
    };
    (0..vi.len()).filter_map(judge).collect()
}

/// The least-squares slope of ln vi on ln n where it is that of standard errors and not that of variances.
fn slope_of_errors(people: &[f64], vi: &[f64]) -> Option<f64> {
    let k = vi.len() as f64;
    if vi.len() < FEWEST_FOR_SLOPE {
        return None;
    }
    let (x, y): (Vec<f64>, Vec<f64>) = people.iter().zip(vi).map(|(n, v)| (n.ln(), v.ln())).unzip();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / k;
    let (mx, my) = (mean(&x), mean(&y));
    let sxx: f64 = x.iter().map(|x| (x - mx).powi(2)).sum();
    let sxy: f64 = x.iter().zip(&y).map(|(x, y)| (x - mx) * (y - my)).sum();
    let slope = sxy / sxx;
    let left = |(x, y): (&f64, &f64)| (y - my - slope * (x - mx)).powi(2);
    let rest: f64 = x.iter().zip(&y).map(left).sum();
    let se = (rest / (k - 2.0) / sxx).sqrt();
    let is_of_errors = (slope + 0.5).abs() < SLOPE_TOLERANCE.max(LIKE * se);
    let is_of_variances = slope + 1.0 < UNLIKE * se;
    (sxx.is_normal() && is_of_errors && !is_of_variances).then_some(slope)
}

fn repeated(table: &Table<'_>) -> Vec<Finding> {
    let (yi, vi) = (table.effects.yi(), table.effects.vi());
    let bits = |i: usize| (yi[i].to_bits(), vi[i].to_bits());
    let (mut seen, mut named) = (BTreeMap::new(), BTreeMap::new());
    let mut findings = Vec::new();
    for index in 0..yi.len() {
        let twin = *seen.entry(bits(index)).or_insert(index);
        if twin < index {
            let doubt = Doubt::Duplicate { of: twin };
            findings.push(found(Some(index), "yi", Severity::Warns, doubt));
        }
        let Some(ids) = table.ids else { continue };
        let of = *named.entry(ids[index]).or_insert(index);
        if of < index {
            let doubt = Doubt::SameId { of };
            let is_twin = bits(of) == bits(index);
            findings.push(found(Some(index), "id", severity(is_twin), doubt));
        }
    }
    findings
}

fn dominant(effects: &Effects) -> Vec<Finding> {
    let vi = effects.vi();
    let weight: f64 = vi.iter().map(|v| 1.0 / v).sum();
    let middle = median(vi.to_vec());
    let judge = |(index, vi): (usize, &f64)| {
        let weight_frac = 1.0 / vi / weight;
        let doubt = Doubt::Dominates { weight_frac };
        (vi * DOMINATION < middle).then(|| found(Some(index), "vi", Severity::Warns, doubt))
    };
    vi.iter().enumerate().filter_map(judge).collect()
}

/// Effects whose sign may have been lost: far from a random-effects pool of all the others, which agree in
/// sign, where the mirror image would lie among them. None among fewer than three.
///
/// # Errors
/// Those of [`fit`].
pub fn sign_outliers(effects: &Effects) -> Result<Vec<Finding>, Error> {
    let (yi, k) = (effects.yi(), effects.k());
    let falls = yi.iter().filter(|y| **y < 0.0).count();
    let rises = yi.iter().filter(|y| 0.0 < **y).count();
    let mut findings = Vec::new();
    for index in (0..k).filter(|_| 3 <= k) {
        let opposed = if yi[index] < 0.0 { rises } else { falls };
        if opposed + 1 < k {
            continue;
        }
        let others: Vec<usize> = (0..k).filter(|i| *i != index).collect();
        let fellows = effects.select(&others)?;
        let options = Options::of(Method::Dl, Test::Z);
        let fitted = fit(&fellows, &Design::intercept(k - 1)?, &options)?;
        let mean = fitted.predict_mean()?;
        let spread = (effects.vi()[index] + fitted.tau2 + mean.se * mean.se).sqrt();
        let off = |y: f64| (y - mean.estimate).abs() / spread;
        if OPPOSED < off(yi[index]) && off(-yi[index]) < LIKE {
            let doubt = Doubt::OpposesFellows {
                fellows: mean.estimate,
            };
            findings.push(found(Some(index), "yi", Severity::Warns, doubt));
        }
    }
    Ok(findings)
}

fn found(index: Option<usize>, column: &'static str, severity: Severity, doubt: Doubt) -> Finding {
    Finding {
        index,
        column,
        severity,
        doubt,
    }
}

fn severity(blocks: bool) -> Severity {
    if blocks {
        Severity::Blocks
    } else {
        Severity::Warns
    }
}

/// Of one value or more.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len().is_multiple_of(2) {
        f64::midpoint(values[half - 1], values[half])
    } else {
        values[half]
    }
}
