//! How near a forecast came, one group mean at a time and over many.

use spotcheck_model::ensemble::GroupChange;

/// A forecast beside what was seen, all in percent of the fat at the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Score {
    pub(super) forecast: f64,
    pub(super) lo: f64,
    pub(super) hi: f64,
    pub(super) observed: f64,
    /// Whether the interval holds a value that prints as the observed one.
    pub(super) held: bool,
}

impl Score {
    /// `rounding` is half a unit of the last printed digit of `observed`.
    pub(super) fn new(forecast: GroupChange, observed: f64, rounding: f64) -> Self {
        let percent = |frac: f64| 100.0 * frac;
        let lo = percent(forecast.interval.lo());
        let hi = percent(forecast.interval.hi());
        Self {
            forecast: percent(forecast.change_frac),
            lo,
            hi,
            observed,
            held: lo <= observed + rounding && observed - rounding <= hi,
        }
    }

    /// Forecast less observed, percentage points.
    pub(super) fn error(self) -> f64 {
        self.forecast - self.observed
    }
}

/// Many scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Summary {
    pub(super) n: usize,
    pub(super) bias: f64,
    pub(super) rmse: f64,
    pub(super) mean_absolute: f64,
    pub(super) held: usize,
}

impl Summary {
    /// `None` of no scores.
    pub(super) fn of(scores: impl IntoIterator<Item = Score>) -> Option<Self> {
        let scores: Vec<Score> = scores.into_iter().collect();
        let errors = || scores.iter().map(|score| score.error());
        let mean = |sum: f64| sum / scores.len() as f64;
        (!scores.is_empty()).then(|| Self {
            n: scores.len(),
            bias: mean(errors().sum()),
            rmse: mean(errors().map(|error| error * error).sum()).sqrt(),
            mean_absolute: mean(errors().map(f64::abs).sum()),
            held: scores.iter().filter(|score| score.held).count(),
        })
    }

    /// Share of scores that the interval holds, percent.
    pub(super) fn coverage(&self) -> f64 {
        100.0 * self.held as f64 / self.n as f64
    }
}

/// Exponent with which a change follows that of total fat: the slope of ln (1 + change) on the
/// logarithm of fat after over before, through the origin. Both changes in percent.
pub(super) fn exponent(changes: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let ln = |percent: f64| (percent / 100.0).ln_1p();
    let (mut xy, mut xx) = (0.0, 0.0);
    for (fat, region) in changes {
        xy += ln(fat) * ln(region);
        xx += ln(fat) * ln(fat);
    }
    (0.0 < xx).then(|| xy / xx)
}

#[cfg(test)]
mod tests {
    use spotcheck_model::Interval;

    use super::*;

    fn score(forecast: f64, half: f64, observed: f64, rounding: f64) -> Score {
        let interval = Interval::new((forecast - half) / 100.0, (forecast + half) / 100.0, 0.9);
        let forecast = GroupChange {
            change_frac: forecast / 100.0,
            interval: interval.expect("its ends are in order"),
        };
        Score::new(forecast, observed, rounding)
    }

    /// Errors −4, +2, 0 and +2: mean 0, squares 16 + 4 + 0 + 4 = 24, absolutes 8.
    #[test]
    fn a_summary_by_hand() {
        let scores = [
            score(-20.0, 3.0, -16.0, 0.0),
            score(-10.0, 3.0, -12.0, 0.0),
            score(-30.0, 3.0, -30.0, 0.0),
            score(-8.0, 1.0, -10.0, 0.0),
        ];
        let summary = Summary::of(scores).expect("there are four");
        assert_eq!((summary.n, summary.held), (4, 2));
        assert!(summary.bias.abs() < 1e-12);
        assert!((summary.rmse - 6.0_f64.sqrt()).abs() < 1e-12);
        assert!((summary.mean_absolute - 2.0).abs() < 1e-12);
        assert!((summary.coverage() - 50.0).abs() < 1e-12);
        assert_eq!(Summary::of([]), None);
    }

    /// A printed −17 stands for −17.5 to −16.5, which an interval from −23 to −17.2 reaches.
    #[test]
    fn what_is_rounded_is_held_if_what_it_stands_for_is() {
        assert!(score(-20.1, 2.9, -17.0, 0.5).held);
        assert!(!score(-20.1, 2.9, -17.0, 0.0).held);
        assert!(!score(-20.1, 2.0, -17.0, 0.5).held);
    }

    /// Half the fat gone and a quarter of the depot left is an exponent of two, whatever else
    /// follows the same law.
    #[test]
    fn an_exponent_by_hand() {
        let two = exponent([(-50.0, -75.0), (-20.0, -36.0)]).expect("fat changed");
        assert!((two - 2.0).abs() < 1e-12, "{two}");
        assert_eq!(exponent([(0.0, -5.0)]), None);
    }
}
