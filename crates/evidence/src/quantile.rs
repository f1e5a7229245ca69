//! Quantiles of the normal and t distributions: the one door to `statrs`.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// Probability below the upper end of a two-sided interval at `level` (0..1).
fn upper(level: f64) -> f64 {
    f64::midpoint(1.0, level)
}

/// Half-width multiplier of a two-sided normal interval.
pub(crate) fn normal(level: f64) -> f64 {
    Normal::standard().inverse_cdf(upper(level))
}

/// Half-width multiplier of a two-sided t interval with `df` > 0 degrees of freedom.
pub(crate) fn student(level: f64, df: f64) -> f64 {
    t(df).inverse_cdf(upper(level))
}

/// Two-sided p of a t statistic with `df` > 0 degrees of freedom.
pub(crate) fn student_p(statistic: f64, df: f64) -> f64 {
    2.0 * t(df).sf(statistic.abs())
}

fn t(df: f64) -> StudentsT {
    StudentsT::new(0.0, 1.0, df).expect("degrees of freedom are positive by the callers' checks")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Printed tables: t(0.975, 2) = 4.303, z(0.975) = 1.960, to the digits printed.
    #[test]
    fn printed_t_table() {
        assert!((student(0.95, 2.0) - 4.303).abs() < 5e-4);
        assert!((student(0.95, 7.0) - 2.365).abs() < 5e-4);
        assert!((normal(0.95) - 1.960).abs() < 5e-4);
        assert!((student_p(2.145, 14.0) - 0.05).abs() < 5e-5);
    }
}
