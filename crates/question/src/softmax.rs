//! Multinomial logistic regression on sparse rows, by stochastic gradient steps in a fixed order.

use crate::{options::TrainOptions, space::Sparse};

/// Intercepts move slower than weights: every row pulls at them.
const INTERCEPT_RATE: f32 = 0.1;

/// Weights by feature, then label, and an intercept for each label.
#[derive(Debug)]
pub(crate) struct Weights {
    labels: usize,
    pub(crate) by_feature: Vec<f32>,
    pub(crate) intercepts: Vec<f32>,
}

/// Fits weights to rows with label numbers.
pub(crate) fn fit(
    rows: &[Sparse],
    targets: &[usize],
    features: usize,
    labels: usize,
    options: &TrainOptions,
) -> Weights {
    let mut weights = Weights {
        labels,
        by_feature: vec![0.0; features * labels],
        intercepts: vec![0.0; labels],
    };
    let importance = importance(targets, labels, options.balance);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let steps = options.epochs as f32 * rows.len() as f32;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    // The ridge shrinks every weight at each step; the common factor is kept apart.
    let mut shrunk = 1.0_f32;
    let mut done = 0.0;
    let mut seen = Sparse::new();
    for _ in 0..options.epochs {
        shuffle(&mut order, &mut random);
        for &row in &order {
            let step = options.step * (1.0 - done / steps);
            done += 1.0;
            thin(&rows[row], options.dropout, &mut random, &mut seen);
            let mut slope = weights.logits(&seen, shrunk);
            probabilities(&mut slope);
            slope[targets[row]] -= 1.0;
            shrunk *= 1.0 - step * options.ridge;
            let rate = -step * importance[targets[row]];
            weights.nudge(&seen, &slope, rate, shrunk);
        }
    }
    for weight in &mut weights.by_feature {
        *weight *= shrunk;
    }
    weights
}

impl Weights {
    fn logits(&self, row: &Sparse, scale: f32) -> Vec<f32> {
        let mut logits = self.intercepts.clone();
        for &(feature, x) in row {
            let x = x * scale;
            let held = &self.by_feature[feature * self.labels..][..self.labels];
            for (logit, weight) in logits.iter_mut().zip(held) {
                *logit += x * weight;
            }
        }
        logits
    }

    /// Moves intercepts and the weights of the row's features, which stand `scale` below their size.
    fn nudge(&mut self, row: &Sparse, slope: &[f32], rate: f32, scale: f32) {
        for (intercept, slope) in self.intercepts.iter_mut().zip(slope) {
            *intercept += INTERCEPT_RATE * rate * slope;
        }
        for &(feature, x) in row {
            let change = rate * x / scale;
            let held = &mut self.by_feature[feature * self.labels..][..self.labels];
            for (weight, slope) in held.iter_mut().zip(slope) {
                *weight += change * slope;
            }
        }
    }
}

/// Turns logits into probabilities.
pub(crate) fn probabilities(logits: &mut [f32]) {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for logit in logits.iter_mut() {
        *logit = (*logit - most).exp();
    }
    let sum: f32 = logits.iter().sum();
    for logit in logits {
        *logit /= sum;
    }
}

fn importance(targets: &[usize], labels: usize, balance: f32) -> Vec<f32> {
    let mut counts = vec![0.0_f32; labels];
    for &label in targets {
        counts[label] += 1.0;
    }
    let mean = targets.len() as f32 / labels as f32;
    counts
        .iter()
        .map(|count| (mean / count.max(1.0)).powf(balance))
        .collect()
}

/// Leaves out each feature with some probability, and raises the rest to make up for it.
fn thin(row: &Sparse, dropout: f32, random: &mut Random, seen: &mut Sparse) {
    let raise = 1.0 / (1.0 - dropout);
    seen.clear();
    for &(feature, x) in row {
        if random.unit() >= dropout {
            seen.push((feature, x * raise));
        }
    }
}

/// Fisher–Yates.
fn shuffle(order: &mut [usize], random: &mut Random) {
    for last in (1..order.len()).rev() {
        let pick = random.next() % (last as u64 + 1);
        order.swap(
            last,
            usize::try_from(pick).expect("a remainder below a length"),
        );
    }
}

/// A xorshift generator: the same numbers on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number from nought to below one.
    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }
}
