//! Measures of change in one group: means and standard deviations of two measurements of the same `ni`
//! people, which correlate by `ri`.
//!
//! Which measurement is first is the caller's choice: the effect is first minus second, and SMCR takes the
//! standard deviation of the first, `sd1i`, for its unit.
//!
//! Sources: Gibbons, Hedeker & Davis 1993 (SMCC), Becker 1988 (SMCR), Bonett 2008 (SMCRH), Lajeunesse 2011
//! (ROMC), Nakagawa et al. 2015 (CVRC, VRC).

use super::{
    Columns, Effect, Options, Vtype,
    columns::{Column, Row},
    small_sample::hedges_j,
    words::words,
};
use crate::Error;

words! {
    /// Measures of change.
    ChangeMeasure {
        /// Mean change.
        Mc = "MC",
        /// Mean change in standard deviations of the change.
        Smcc = "SMCC",
        /// Mean change in standard deviations of the first measurement.
        Smcr = "SMCR",
        /// The same where the variances differ.
        Smcrh = "SMCRH",
        /// Log ratio of means.
        Romc = "ROMC",
        /// Log ratio of coefficients of variation.
        Cvrc = "CVRC",
        /// Log ratio of standard deviations.
        Vrc = "VRC",
    }
}

/// Two measurements of the same people.
#[derive(Debug, Clone, Copy)]
struct Change {
    m: [f64; 2],
    sd: [f64; 2],
    r: f64,
    n: f64,
}

/// Effects and people of each study.
pub(super) fn compute(
    measure: ChangeMeasure,
    columns: &Columns,
    options: &Options,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let has_means = measure != ChangeMeasure::Vrc;
    let has_second_sd = measure != ChangeMeasure::Smcr;
    let get = |field: &'static str, is_used: bool| {
        if is_used {
            columns.required(field, measure.word())
        } else {
            columns.optional(field)
        }
    };
    let m = [get("m1i", has_means)?, get("m2i", has_means)?];
    let sd = [
        get("sd1i", true)?.spreads()?,
        get("sd2i", has_second_sd)?.spreads()?,
    ];
    let r = get("ri", true)?.correlations()?;
    let n = get("ni", true)?.sizes()?;
    let read = |i: usize| -> Row<Change> {
        let if_used = |is_used: bool, column: &Column| if is_used { column.at(i) } else { Ok(0.0) };
        Ok(Change {
            m: [if_used(has_means, &m[0])?, if_used(has_means, &m[1])?],
            sd: [sd[0].at(i)?, if_used(has_second_sd, &sd[1])?],
            r: r.at(i)?,
            n: n.at(i)?,
        })
    };
    let effect = |i: usize| {
        let effect = read(i).and_then(|change| effect(measure, change, options.vtype));
        effect.unwrap_or_else(Effect::Absent)
    };
    let effects = (0..columns.k()).map(effect).collect();
    Ok((effects, (0..columns.k()).map(|i| n.at(i).ok()).collect()))
}

fn effect(measure: ChangeMeasure, change: Change, vtype: Vtype) -> Row<Effect> {
    let Change {
        m: [m1, m2],
        sd: [s1, s2],
        r,
        n,
    } = change;
    let spread = s1 * s1 + s2 * s2 - 2.0 * r * s1 * s2;
    let (cv1, cv2) = (s1 / m1, s2 / m2);
    let of_ratio = (cv1 * cv1 + cv2 * cv2 - 2.0 * r * cv1 * cv2) / n;
    let of_spread = (1.0 - r * r) / (n - 1.0);
    // The variance of a difference `d` in units of a standard deviation, `unit` that of `d` times n.
    let standardised = |d: f64, unit: f64| -> Row<Effect> {
        let j = hedges_j(n - 1.0)?;
        let variance = if vtype == Vtype::Ls2 {
            j * j * (unit / n + d * d / (2.0 * n))
        } else {
            unit / n + (j * d).powi(2) / (2.0 * n)
        };
        Ok(Effect::of(j * d, variance))
    };
    match measure {
        ChangeMeasure::Mc => Ok(Effect::of(m1 - m2, spread / n)),
        ChangeMeasure::Smcc => standardised((m1 - m2) / spread.sqrt(), 1.0),
        ChangeMeasure::Smcr => standardised((m1 - m2) / s1, 2.0 * (1.0 - r)),
        ChangeMeasure::Smcrh => {
            let j = hedges_j(n - 1.0)?;
            let g = j * (m1 - m2) / s1;
            let variance = spread / (s1 * s1 * (n - 1.0)) + g * g / (2.0 * (n - 1.0));
            Ok(Effect::of(g, j * j * variance))
        }
        ChangeMeasure::Romc => Ok(Effect::of((m1 / m2).ln(), of_ratio)),
        ChangeMeasure::Cvrc => Ok(Effect::of(cv1.ln() - cv2.ln(), of_spread + of_ratio)),
        ChangeMeasure::Vrc => Ok(Effect::of((s1 / s2).ln(), of_spread)),
    }
}
