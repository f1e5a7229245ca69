//! How numbers look: true minus, a sign where direction matters, no digit that cannot be known.

use spotcheck_evidence::Interval;

/// `value` with `decimals` digits and a true minus; never "−0.0".
pub(crate) fn plain(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let is_zero = !text.contains(|c: char| ('1'..='9').contains(&c));
    match text.strip_prefix('-') {
        Some(rest) if is_zero => rest.to_owned(),
        Some(rest) => format!("\u{2212}{rest}"),
        None => text,
    }
}

/// As [`plain`], with a plus where the value is above zero.
pub(crate) fn signed(value: f64, decimals: usize) -> String {
    let text = plain(value, decimals);
    let rises = text.contains(|c: char| ('1'..='9').contains(&c)) && 0.0 < value;
    if rises { format!("+{text}") } else { text }
}

/// "−3.5 to +5.4", each end by `show`.
pub(crate) fn range(interval: Interval, show: impl Fn(f64) -> String) -> String {
    format!("{} to {}", show(interval.lo), show(interval.hi))
}

/// A computed number with the two significant digits that an estimate bears: "+0.95", "−12".
pub(crate) fn two_digits(value: f64) -> String {
    let decimals = match value.abs() {
        size if size < 1.0 => 2,
        size if size < 10.0 => 1,
        _ => 0,
    };
    signed(value, decimals)
}

/// A published figure with its own digits, one at least where its fellows have some: a table of
/// numbers forgets the zeros at their ends.
pub(crate) fn as_printed(value: f64, fellows: &[f64]) -> String {
    let any = fellows.iter().any(|fellow| 0 < decimals_of(*fellow));
    signed(value, decimals_of(value).max(usize::from(any)))
}

fn decimals_of(value: f64) -> usize {
    let text = format!("{value}");
    text.split_once('.')
        .map_or(0, |(_, digits)| digits.len())
        .min(3)
}

/// "1 study", "3 studies".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { many }
    )
}

/// Thousands apart: "4,815".
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if 0 < i && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign_and_minus_is_true() {
        assert_eq!(signed(-0.04, 1), "0.0");
        assert_eq!(signed(0.04, 1), "0.0");
        assert_eq!(signed(0.96, 1), "+1.0");
        assert_eq!(plain(-3.46, 1), "\u{2212}3.5");
        let steele = [-0.016, -0.07, 0.04];
        assert_eq!(
            steele.map(|value| as_printed(value, &steele)),
            ["\u{2212}0.016", "\u{2212}0.07", "+0.04"]
        );
        assert_eq!(as_printed(-1.0, &[-1.0, -1.7]), "\u{2212}1.0");
        assert_eq!(grouped(694_649), "694,649");
        assert_eq!(grouped(16), "16");
    }
}
