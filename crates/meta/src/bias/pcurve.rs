//! The p-curve: what the p values of significant results say about the effect behind them.
//!
//! Where there is no effect, p values below 0.05 are spread evenly; a true effect skews them to the right, and
//! reporting what happened to fall below 0.05 skews them to the left.
//!
//! Simonsohn, Nelson and Simmons 2014, J Exp Psychol Gen 143:534; 2015, J Exp Psychol Gen 144:1146 (the half
//! curve and the rule that joins them).

use crate::{Effects, Error, special};

/// Results at or above this are not on the curve.
const SIGNIFICANT: f64 = 0.05;
/// Number of bands of one hundredth below it.
const BANDS: usize = 5;
/// Chances are kept this far from 0 and 1, as in the authors' own programme, so that no z is infinite.
const CLOSEST: f64 = 2.2e-16;
/// A z with this mean is significant, two-sided, a third of the time.
const TARGET_POWER: f64 = 1.0 / 3.0;

/// Stouffer's test of a set of chances that would be uniform.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skew {
    /// Number of results.
    pub k: usize,
    /// Sum of their z over √k; negative when p values are smaller than expected.
    pub z: f64,
    /// Chance of a z as low or lower.
    pub p_value: f64,
}

/// A curve of significant p values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PCurve {
    /// How many two-sided p values are below 0.01, from there below 0.02, and so on to 0.05.
    pub bands: [usize; BANDS],
    /// Significant results.
    pub k: usize,
    /// How many of them are below 0.025.
    pub low: usize,
    /// Chance of so many or more below 0.025 where there is no effect.
    pub binomial_p_value: f64,
    /// Right skew of all of them.
    pub full: Skew,
    /// Right skew of those below 0.025; absent when there are none.
    pub half: Option<Skew>,
    /// Whether they are flatter than studies of 33 % power would give.
    pub flat: Skew,
}

impl PCurve {
    /// The authors' rule of 2015: the half curve is skewed at 5 %, or both curves are at 10 %.
    pub fn has_evidential_value(&self) -> bool {
        let half = self.half.map_or(1.0, |half| half.p_value);
        half < 0.05 || (half < 0.1 && self.full.p_value < 0.1)
    }
}

/// Draws the curve of the two-sided p values of `effects` against zero. Directions do not count, as the curve
/// has it: give it effects coded so that the hypothesis is one sign.
///
/// # Errors
/// [`Error::Undefined`] when no effect is significant.
pub fn p_curve(effects: &Effects) -> Result<PCurve, Error> {
    let pairs = effects.yi().iter().zip(effects.vi());
    let z: Vec<f64> = pairs
        .map(|(y, v)| y.abs() / v.sqrt())
        .filter(|z| two_sided(*z) < SIGNIFICANT)
        .collect();
    let p: Vec<f64> = z.iter().map(|z| two_sided(*z)).collect();
    let within = |most: f64| {
        let chances = p
            .iter()
            .map(move |p| p / most)
            .filter(|chance| *chance < 1.0);
        chances.map(deviate)
    };
    let full = stouffer(within(SIGNIFICANT)).ok_or(Error::Undefined {
        what: "the p-curve",
        why: "no effect is significant",
    })?;
    let below = |edge: f64| p.iter().filter(|p| **p < edge).count();
    let counts = [0.01, 0.02, 0.03, 0.04, SIGNIFICANT].map(below);
    let mut bands = counts;
    for i in 1..BANDS {
        bands[i] = counts[i] - counts[i - 1];
    }
    let low = below(0.5 * SIGNIFICANT);
    let mean = mean_of_power(TARGET_POWER)?;
    // Of such studies, the share of significant ones with a smaller p, from the tail in which it is exact.
    let flat = z.iter().map(|z| {
        let above = special::normal_above(z - mean) + special::normal_below(-z - mean);
        -deviate(above / TARGET_POWER)
    });
    Ok(PCurve {
        bands,
        k: p.len(),
        low,
        binomial_p_value: coin_above(low, p.len()),
        full,
        half: stouffer(within(0.5 * SIGNIFICANT)),
        flat: stouffer(flat).unwrap_or(full),
    })
}

fn two_sided(z: f64) -> f64 {
    2.0 * special::normal_above(z)
}

fn deviate(chance: f64) -> f64 {
    special::normal_quantile(chance.clamp(CLOSEST, 1.0 - CLOSEST))
}

fn stouffer(deviates: impl Iterator<Item = f64>) -> Option<Skew> {
    let deviates: Vec<f64> = deviates.collect();
    let k = deviates.len();
    let z = deviates.iter().sum::<f64>() / (k as f64).sqrt();
    (0 < k).then(|| Skew {
        k,
        z,
        p_value: special::normal_below(z),
    })
}

/// The mean at which a two-sided z test at 5 % has `power`.
fn mean_of_power(power: f64) -> Result<f64, Error> {
    let critical = special::normal_quantile(1.0 - 0.5 * SIGNIFICANT);
    let found = |mean: f64| {
        special::normal_above(critical - mean) + special::normal_below(-critical - mean) - power
    };
    crate::root::between("the mean of a given power", (0.0, 8.0), 1e-14, found)
}

/// Chance of `least` or more heads in `n` throws of a coin.
fn coin_above(least: usize, n: usize) -> f64 {
    if least == 0 {
        return 1.0;
    }
    let (a, b) = (least as f64, (n - least + 1) as f64);
    special::incomplete_beta(0.5, a, b)
}
