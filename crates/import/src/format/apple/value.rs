//! The value of an attribute as text: entities resolved, control characters left out.

use std::borrow::Cow;

use memchr::memchr;

use crate::Why;

/// As many characters as a name or a remark has that somebody wrote.
const MOST_CHARS: usize = 500;

/// The text an attribute's bytes stand for.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Why> {
    let text = std::str::from_utf8(bytes).or(Err(Why::NotUtf8))?;
    let is_plain = |byte: &u8| !matches!(byte, 0..0x20 | b'&');
    if bytes.len() <= MOST_CHARS && bytes.iter().all(is_plain) {
        return Ok(Cow::Borrowed(text));
    }
    let written = resolve(text);
    let shown = written.chars().filter(|c| !c.is_control());
    Ok(Cow::Owned(shown.take(MOST_CHARS).collect()))
}

/// What the last record was told by, as it stood there and as it is meant: the next one mostly says the same.
pub(super) struct Last<T> {
    written: Vec<u8>,
    meant: T,
}

impl<T: Clone + Default> Last<T> {
    pub(super) fn new() -> Self {
        Self {
            written: Vec::new(),
            meant: T::default(),
        }
    }

    /// What these bytes mean, which nothing does for no bytes.
    pub(super) fn or_read(
        &mut self,
        written: &[u8],
        read: impl Fn(&[u8]) -> Result<T, Why>,
    ) -> Result<T, Why> {
        if self.written != written {
            self.meant = read(written)?;
            self.written.clear();
            self.written.extend_from_slice(written);
        }
        Ok(self.meant.clone())
    }
}

/// The same, where there is something.
pub(super) fn some_text(bytes: &[u8]) -> Result<Option<String>, Why> {
    let text = text(bytes)?;
    Ok((!text.is_empty()).then(|| text.into_owned()))
}

/// Text with the characters its entities stand for; what is none stays as it is.
fn resolve(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest
            .find(';')
            .and_then(|end| Some((character(&rest[1..end])?, end + 1)));
        let (character, length) = entity.unwrap_or(('&', 1));
        resolved.push(character);
        rest = &rest[length..];
    }
    resolved + rest
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// What a device is, without the address it had in the phone's memory: that is another one in every record.
pub(super) fn device(bytes: &[u8]) -> Result<Option<String>, Why> {
    let text = text(bytes)?;
    let parts = text
        .strip_prefix("<<HKDevice: ")
        .and_then(|rest| rest.split_once(">, "));
    // Of a long text, the end is cut.
    let said = parts.map_or(&*text, |(_, said)| said.strip_suffix('>').unwrap_or(said));
    Ok((!said.is_empty()).then(|| said.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{device, text};

    #[test]
    fn entities_are_resolved_and_controls_left_out() {
        for (raw, meant) in [
            (
                "Ada\u{2019}s Apple\u{a0}Watch",
                "Ada\u{2019}s Apple\u{a0}Watch",
            ),
            ("Waage &amp; Co", "Waage & Co"),
            ("a\u{b}b&#11;c&#x41;&#65;", "abcAA"),
            ("&lt;&gt;&quot;&apos;", "<>\"'"),
            ("R&D &amp;lt; &nbsp;&", "R&D &lt; &nbsp;&"),
            ("&#xd800;", "&#xd800;"),
        ] {
            assert_eq!(text(raw.as_bytes()).expect("UTF-8"), meant);
        }
        assert!(text(b"S\xe9ance").is_err());
    }

    #[test]
    fn a_device_has_no_address() {
        let raw = b"&lt;&lt;HKDevice: 0x281e3c8c0&gt;, name:Apple Watch, model:Watch&gt;";
        let said = Some("name:Apple Watch, model:Watch".to_owned());
        assert_eq!(device(raw).expect("UTF-8"), said);
        assert_eq!(device(b"Scale").expect("UTF-8").as_deref(), Some("Scale"));
        assert_eq!(device(b"").expect("UTF-8"), None);
    }

    #[test]
    fn regress_a_device_has_no_address_however_long_it_is() {
        let said = |address: &str| {
            let more = "model:Watch, ".repeat(50);
            let raw = format!("&lt;&lt;HKDevice: {address}&gt;, {more}&gt;");
            device(raw.as_bytes()).expect("UTF-8").expect("something")
        };
        let [one, other] = ["0x281e3c8c0", "0x281e3d7f0"].map(said);
        assert_eq!(one, other);
        assert!(one.starts_with("model:Watch, model:Watch"), "{one}");
    }
}
