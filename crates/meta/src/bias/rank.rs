//! The rank correlation of effects with their variances: Begg and Mazumdar's test.
//!
//! Begg and Mazumdar 1994, Biometrics 50:1088; Kendall's τ-b, exact or with the variance for ties
//! (Kendall 1970, Rank Correlation Methods), as R's `cor.test` has them.

use crate::{Effects, Error, special};

/// Up to here the exact distribution is worked out; it is metafor's limit too, as 171! is no double.
const MOST_EXACT: usize = 170;

/// Kendall's rank correlation of standardised effects with their variances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankTest {
    /// τ-b.
    pub tau: f64,
    /// Two-sided p value.
    pub p_value: f64,
    /// Whether it is exact; with ties, or many effects, it is of a normal without continuity correction.
    pub is_exact: bool,
}

/// Tests whether `effects`, standardised about their weighted mean, are correlated with their variances.
///
/// # Errors
/// [`Error::TooFew`] for fewer than two; [`Error::Undefined`] when all variances are equal, or one effect
/// has all the weight.
pub fn rank_test(effects: &Effects) -> Result<RankTest, Error> {
    let (yi, vi) = (effects.yi(), effects.vi());
    if effects.k() < 2 {
        return Err(Error::TooFew {
            k: effects.k(),
            least: 2,
        });
    }
    let total: f64 = vi.iter().map(|v| 1.0 / v).sum();
    let mean = yi.iter().zip(vi).map(|(y, v)| y / v).sum::<f64>() / total;
    let around = |(y, v): (&f64, &f64)| (y - mean) / (v - 1.0 / total).sqrt();
    let standardised: Vec<f64> = yi.iter().zip(vi).map(around).collect();
    if standardised.iter().any(|y| !y.is_finite()) {
        return Err(Error::Undefined {
            what: "the rank correlation",
            why: "one effect has all the weight",
        });
    }
    kendall(&standardised, vi)
}

/// Two or more pairs of finite numbers.
fn kendall(x: &[f64], y: &[f64]) -> Result<RankTest, Error> {
    let n = x.len();
    let (mut agree, mut disagree) = (0_usize, 0_usize);
    for i in 0..n {
        for j in 0..i {
            let product = (x[i] - x[j]) * (y[i] - y[j]);
            agree += usize::from(0.0 < product);
            disagree += usize::from(product < 0.0);
        }
    }
    let pairs = n * (n - 1) / 2;
    let ties = [Ties::of(x), Ties::of(y)];
    let untied = ties.map(|ties| pairs as f64 - 0.5 * ties.pairs);
    let score = agree as f64 - disagree as f64;
    let tau = score / (untied[0] * untied[1]).sqrt();
    if !tau.is_finite() {
        return Err(Error::Undefined {
            what: "the rank correlation",
            why: "all values of one side are equal",
        });
    }
    let is_exact = n <= MOST_EXACT && ties.iter().all(|ties| ties.pairs <= 0.0);
    let p_value = if is_exact {
        (2.0 * inversions_up_to(agree.min(disagree), n)).min(1.0)
    } else {
        2.0 * special::normal_above(score.abs() / variance(n as f64, ties).sqrt())
    };
    Ok(RankTest {
        tau,
        p_value,
        is_exact,
    })
}

/// Sums over groups of `t` equal values.
#[derive(Clone, Copy)]
struct Ties {
    /// Σ t (t − 1)
    pairs: f64,
    /// Σ t (t − 1) (t − 2)
    triples: f64,
    /// Σ t (t − 1) (2t + 5)
    lost: f64,
}

impl Ties {
    fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let mut ties = Self {
            pairs: 0.0,
            triples: 0.0,
            lost: 0.0,
        };
        for group in sorted.chunk_by(|a, b| b <= a) {
            let t = group.len() as f64;
            ties.pairs += t * (t - 1.0);
            ties.triples += t * (t - 1.0) * (t - 2.0);
            ties.lost += t * (t - 1.0) * (2.0 * t + 5.0);
        }
        ties
    }
}

/// The variance of agreeing minus disagreeing pairs under independence.
fn variance(n: f64, [x, y]: [Ties; 2]) -> f64 {
    let triples = if x.triples * y.triples <= 0.0 {
        0.0
    } else {
        x.triples * y.triples / (9.0 * n * (n - 1.0) * (n - 2.0))
    };
    (n * (n - 1.0) * (2.0 * n + 5.0) - x.lost - y.lost) / 18.0
        + x.pairs * y.pairs / (2.0 * n * (n - 1.0))
        + triples
}

/// Probability that a random order of `n` has at most `most` inversions.
fn inversions_up_to(most: usize, n: usize) -> f64 {
    // The m-th element adds 0..m inversions, each as likely. Sums of positives keep their digits.
    let mut chance = vec![0.0; most + 1];
    chance[0] = 1.0;
    for m in 2..=n {
        let before = chance.clone();
        for (j, chance) in chance.iter_mut().enumerate() {
            let from = (j + 1).saturating_sub(m);
            *chance = before[from..=j].iter().sum::<f64>() / m as f64;
        }
    }
    chance.iter().sum()
}
