//! Numbers as vendors write them: decimal comma or point, thousands, missing.

/// The longest a number is written.
const MOST_CHARS: usize = 40;

/// Whether a cell says that there is no value.
pub(crate) fn is_missing(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "--" | "—" | "null")
}

/// Whether a cell says that nothing was there: no value, or a zero.
pub(crate) fn is_nothing(text: &str, delimiter: u8) -> bool {
    is_missing(text) || with_unit(text, delimiter).is_some_and(|(value, _)| value == 0.0)
}

/// The number, if it is one and finite. A lone comma before three digits groups thousands in a file
/// whose fields are parted by commas, and is a decimal comma in any other.
pub(crate) fn number(text: &str, delimiter: u8) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || MOST_CHARS < text.len() {
        return None;
    }
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{a0}' | '\u{202f}' | '\''))
        .collect();
    if !text.contains(',') {
        return plain(&text);
    }
    let (head, tail) = text.rsplit_once(',')?;
    let is_grouped = |part: &str, mark: char| {
        let mut groups = part.trim_start_matches(['-', '+']).split(mark);
        let first = groups.next().map_or(0, str::len);
        let is_group = |g: &str| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit());
        (1..=3).contains(&first) && groups.all(is_group)
    };
    if let Some((whole, _)) = tail.split_once('.') {
        let grouped = format!("{head},{whole}");
        return is_grouped(&grouped, ',')
            .then(|| plain(&text.replace(',', "")))
            .flatten();
    }
    let groups_thousands =
        head.contains(',') || (delimiter == b',' && tail.len() == 3 && !head.starts_with('0'));
    if groups_thousands {
        return is_grouped(&text, ',')
            .then(|| plain(&text.replace(',', "")))
            .flatten();
    }
    if head.contains('.') && !is_grouped(head, '.') {
        return None;
    }
    plain(&format!("{}.{tail}", head.replace('.', "")))
}

/// A number to the fifteen figures that any decimal keeps: more of them are traces of binary fractions.
pub(crate) fn to_figures(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// A number with a point or none.
pub(crate) fn plain(text: &str) -> Option<f64> {
    let is_number = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    let value: f64 = is_number.then(|| text.parse().ok()).flatten()?;
    value.is_finite().then_some(value)
}

/// A number and what is written behind it.
pub(crate) fn with_unit(text: &str, delimiter: u8) -> Option<(f64, Option<&str>)> {
    let text = text.trim();
    let end = text
        .char_indices()
        .find(|(_, c)| c.is_alphabetic() || matches!(c, '%' | '"'))
        .map_or(text.len(), |(at, _)| at);
    let value = number(&text[..end], delimiter)?;
    let unit = text[end..].trim();
    Some((value, (!unit.is_empty()).then_some(unit)))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn commas_are_read_by_what_parts_the_fields() {
        for (text, delimiter, value) in [
            ("84.2", b',', Some(84.2)),
            ("84,2", b';', Some(84.2)),
            ("84,2", b',', Some(84.2)),
            ("84,205", b';', Some(84.205)),
            ("1,050", b',', Some(1050.0)),
            ("1,050.0", b',', Some(1050.0)),
            ("1.050,5", b';', Some(1050.5)),
            ("1,234,567.8", b',', Some(1_234_567.8)),
            ("1,23,4", b',', None),
            ("0,350", b',', Some(0.35)),
            ("NaN", b',', None),
            ("inf", b',', None),
            ("1e999", b',', None),
            ("1.2.3", b',', None),
            ("", b',', None),
        ] {
            assert_eq!(number(text, delimiter), value, "{text}");
        }
    }
}
