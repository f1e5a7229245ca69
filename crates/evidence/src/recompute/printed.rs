//! What a printed number admits: rounding leaves half a unit of its last digit open on both sides.

use std::collections::BTreeMap;

use crate::{Interval, table::digits};

/// The usual bound of "not significant", where no p is printed.
const NOT_SIGNIFICANT: f64 = 0.05;

/// What `value` was before it was rounded to the digits of its column; one that no table printed is taken
/// to have as many as it needs.
pub(crate) fn rounded(decimals: &BTreeMap<String, i32>, column: &str, value: f64) -> Interval {
    let printed = decimals.get(column).copied();
    let decimals = printed.or_else(|| digits(&value.to_string()));
    Interval::around(value, half_unit(decimals.unwrap_or_default()))
}

/// Every p that a printed one admits: "0.03", "p = 0.03", "<0.05", ">0.05" or "NS"; `None` for other text.
pub fn printed_p(text: &str) -> Option<Interval> {
    let text = text.trim().trim_start_matches(['p', 'P', ' ']);
    if ["NS", "N.S.", "n. s."]
        .iter()
        .any(|ns| text.eq_ignore_ascii_case(ns))
    {
        return Some(Interval {
            lo: NOT_SIGNIFICANT,
            hi: 1.0,
        });
    }
    let number = text.trim_start_matches(['<', '>', '\u{2264}', '\u{2265}', '=', ' ']);
    let p: f64 = number.parse().ok().filter(|p| (0.0..=1.0).contains(p))?;
    let (lo, hi) = match text.chars().next()? {
        '<' | '\u{2264}' => (0.0, p),
        '>' | '\u{2265}' => (p, 1.0),
        _ => {
            let half = half_unit(digits(number)?);
            ((p - half).max(0.0), (p + half).min(1.0))
        }
    };
    Some(Interval { lo, hi })
}

fn half_unit(decimals: i32) -> f64 {
    0.5 * 10_f64.powi(-decimals)
}
