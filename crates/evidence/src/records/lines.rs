//! The lines of a file with their numbers, and the tagged lines of RIS and MEDLINE.

use super::fault::Fault;

/// Bytes without the byte order mark that some programs begin a text with.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Every line with its one-based number; one that is not text is a fault of its own.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (u64, Result<&str, Fault>)> {
    let lines = without_mark(bytes).split(|byte| *byte == b'\n');
    lines.zip(1..).map(|(line, number)| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // Which byte it is helps nobody.
        let text = std::str::from_utf8(line).map_err(|_utf8| Fault::NotText);
        (number, text)
    })
}

/// How many lines end in some bytes.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    bytes.iter().copied().filter(|byte| *byte == b'\n').count() as u64
}

/// Splits a line at `separator` that follows a tag of `width` characters.
pub(super) fn tagged<'a>(
    line: &'a str,
    width: usize,
    separator: &str,
) -> Option<(&'a str, &'a str)> {
    let (tag, rest) = line.split_at_checked(width)?;
    let is_tag = tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == ' ');
    let rest = rest.strip_prefix(separator)?;
    let is_end = rest.is_empty() || rest.starts_with(' ');
    (is_tag && is_end).then(|| (tag.trim_end(), rest.trim()))
}
