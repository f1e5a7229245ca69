//! Content lines of an iCalendar (RFC 5545).

/// Longest line in octets, its end excluded (section 3.1).
const FOLD: usize = 75;

/// A text value (section 3.3.11).
pub(crate) fn escaped(text: &str) -> String {
    let mut value = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// A content line, folded between characters, with its end.
pub(crate) fn folded(line: &str) -> String {
    let (mut text, mut octets) = (String::new(), 0);
    for c in line.chars() {
        if FOLD < octets + c.len_utf8() {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(c);
        octets += c.len_utf8();
    }
    text.push_str("\r\n");
    text
}
