//! The tags of a long XML file by their bytes, one after another. What stands between them is passed over, and
//! so is what only a strict parser stumbles at: a record that is not well formed spoils no other.

use std::io::{ErrorKind, Read};

use memchr::{memchr, memchr_iter, memmem, memrchr};

use crate::{Stop, Why, table::stop_of};

/// What is read at once.
const BUFFER_BYTES: usize = 1 << 17;
/// The longest a tag is.
const MOST_BYTES: usize = 1 << 20;

/// A reader of tags.
pub(super) struct Tags<R> {
    input: R,
    buffer: Vec<u8>,
    /// What is not yet handed on.
    from: usize,
    to: usize,
}

/// One tag.
pub(super) struct Tag<'t> {
    pub(super) name: &'t [u8],
    pub(super) form: Form,
    pub(super) attributes: Attributes<'t>,
}

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Begins an element.
    Start,
    /// Ends one.
    End,
    /// Is one without content.
    Whole,
}

impl<R: Read> Tags<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            buffer: vec![0; BUFFER_BYTES],
            from: 0,
            to: 0,
        }
    }

    /// The next tag; nothing at the end of the input. Comments, instructions and declarations are no tags.
    pub(super) fn next(&mut self) -> Result<Option<Tag<'_>>, Stop> {
        loop {
            if !self.seek()? {
                return Ok(None);
            }
            let length = self.measure()?;
            let from = self.from;
            self.from += length;
            if !matches!(self.buffer[from + 1], b'!' | b'?') {
                let inner = &self.buffer[from + 1..from + length - 1];
                return Ok(Some(Tag::of(inner)));
            }
        }
    }

    /// Goes to where the next tag begins, if there is one.
    fn seek(&mut self) -> Result<bool, Stop> {
        loop {
            if let Some(at) = memchr(b'<', &self.buffer[self.from..self.to]) {
                self.from += at;
                return Ok(true);
            }
            self.from = self.to;
            if !self.fill()? {
                return Ok(false);
            }
        }
    }

    /// The length of the tag that begins here.
    fn measure(&mut self) -> Result<usize, Stop> {
        loop {
            if let Some(length) = length(&self.buffer[self.from..self.to]) {
                return Ok(length);
            }
            if !self.fill()? {
                return Err(Stop::Truncated);
            }
        }
    }

    /// Reads on, unless the input is at its end.
    fn fill(&mut self) -> Result<bool, Stop> {
        self.buffer.copy_within(self.from..self.to, 0);
        self.to -= self.from;
        self.from = 0;
        if self.to == self.buffer.len() {
            if MOST_BYTES <= self.to {
                return Err(Stop::Overlong);
            }
            self.buffer.resize(2 * self.to, 0);
        }
        loop {
            match self.input.read(&mut self.buffer[self.to..]) {
                Ok(read) => {
                    self.to += read;
                    return Ok(0 < read);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(stop_of(&error)),
            }
        }
    }
}

/// How long what begins with `<` is, if its end is there.
fn length(bytes: &[u8]) -> Option<usize> {
    let until = |end: &[u8]| memmem::find(bytes, end).map(|at| at + end.len());
    match bytes {
        [b'<', b'!', b'-', b'-', ..] => return until(b"-->"),
        [b'<', b'!', b'[', ..] => return until(b"]]>"),
        [b'<', b'?', ..] => return until(b"?>"),
        // What it is shows a little later.
        [b'<'] | [b'<', b'!'] | [b'<', b'!', b'-'] => return None,
        _ => {}
    }
    let (mut quotes, mut counted) = (0, 0);
    for at in memchr_iter(b'>', bytes) {
        quotes += memchr_iter(b'"', &bytes[counted..at]).count();
        counted = at;
        if quotes % 2 == 0 {
            return Some(at + 1);
        }
        // One that is quoted ends nothing, unless a quote is missing: then another tag begins.
        if let Some(next) = memchr(b'<', &bytes[1..]) {
            let is_before = at < next + 1;
            let last = memrchr(b'>', &bytes[..=next]).map(|at| at + 1);
            if !is_before || last == Some(at + 1) {
                return last;
            }
        }
    }
    None
}

impl<'t> Tag<'t> {
    fn of(inner: &'t [u8]) -> Self {
        let (form, inner) = match inner {
            [b'/', inner @ ..] => (Form::End, inner),
            [inner @ .., b'/'] => (Form::Whole, inner),
            inner => (Form::Start, inner),
        };
        let end = inner.iter().position(u8::is_ascii_whitespace);
        let (name, attributes) = inner.split_at(end.unwrap_or(inner.len()));
        Self {
            name,
            form,
            attributes: Attributes(attributes),
        }
    }
}

/// Names and values of a tag, as they stand there.
#[derive(Clone)]
pub(super) struct Attributes<'t>(&'t [u8]);

/// What is no list of attributes.
#[derive(Debug)]
pub(super) struct Malformed;

impl<'t> Attributes<'t> {
    /// The values of these names, empty where there is none.
    pub(super) fn pick<const N: usize>(self, names: [&str; N]) -> Result<[&'t [u8]; N], Why> {
        let mut values = [&[][..]; N];
        for attribute in self {
            let (name, value) = attribute.or(Err(Why::Malformed))?;
            if let Some(at) = names.iter().position(|one| one.as_bytes() == name) {
                values[at] = value;
            }
        }
        Ok(values)
    }
}

impl<'t> Iterator for Attributes<'t> {
    type Item = Result<(&'t [u8], &'t [u8]), Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0 = self.0.trim_ascii_start();
        if self.0.is_empty() {
            return None;
        }
        let one = split(self.0);
        self.0 = one.map_or(&[], |(_, _, rest)| rest);
        Some(one.map(|(name, value, _)| (name, value)).ok_or(Malformed))
    }
}

/// The first attribute, and what follows it.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (name, rest) = bytes.split_at(memchr(b'=', bytes)?);
    let name = name.trim_ascii_end();
    let is_name = |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'');
    if name.is_empty() || !name.iter().all(is_name) {
        return None;
    }
    let (quote, rest) = rest[1..].trim_ascii_start().split_first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let (value, rest) = rest.split_at(memchr(*quote, rest)?);
    Some((name, value, &rest[1..]))
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::{Form, Tags};

    /// Hands out a byte at a time, so that every place is once the end of what is there.
    struct Drip<'b>(&'b [u8]);

    impl std::io::Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(&mut buffer[..1])
        }
    }

    #[test]
    fn tags_are_told_from_what_looks_like_them() {
        let xml = br#"<?xml a=">"?><!-- <b> --><a x = "1>2" y='2'/>text<![CDATA[<c>]]><d
            z="">"</d><!e><f g h="1"/><g i="1/>
            <h/>"#;
        let mut tags = Tags::new(Drip(xml));
        let mut found = Vec::new();
        while let Some(tag) = tags.next().expect("it is whole") {
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("ASCII");
            let pairs: Vec<_> = tag
                .attributes
                .map(|one| one.map_or_else(|_| "bad".to_owned(), |(n, v)| text(n) + ":" + &text(v)))
                .collect();
            found.push((text(tag.name), tag.form, pairs.join(" ")));
        }
        let told = |name: &str, form, pairs: &str| (name.to_owned(), form, pairs.to_owned());
        assert_eq!(
            found,
            [
                told("a", Form::Whole, "x:1>2 y:2"),
                told("d", Form::Start, "z:"),
                told("d", Form::End, ""),
                told("f", Form::Whole, "bad"),
                told("g", Form::Whole, "bad"),
                told("h", Form::Whole, ""),
            ]
        );
    }

    /// Names of tags, and their attributes as they stand there.
    type Found = Vec<(String, Vec<(String, String)>)>;

    fn by_a_parser(xml: &str) -> Found {
        let mut reader = quick_xml::Reader::from_str(xml);
        let mut found = Found::new();
        loop {
            let event = reader.read_event().expect("well formed");
            if event == Event::Eof {
                return found;
            }
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                continue;
            };
            let attributes = tag.attributes().map(|attribute| {
                let attribute = attribute.expect("well formed");
                (attribute.key.0.to_owned(), attribute.value.into_owned())
            });
            found.push((tag.name().0.to_owned(), attributes.collect()));
        }
    }

    #[test]
    fn tags_are_those_a_parser_finds() {
        let sample = include_str!("../../../tests/samples/apple_health.xml");
        let root = sample.find("<HealthData ").expect("there is one");
        let xml = &sample[root..];
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let mut tags = Tags::new(Drip(xml.as_bytes()));
        let mut found = Found::new();
        while let Some(tag) = tags.next().expect("it is whole") {
            if tag.form == Form::End {
                continue;
            }
            let attributes = tag.attributes.map(|attribute| {
                let (name, value) = attribute.expect("well formed");
                (text(name), text(value))
            });
            found.push((text(tag.name), attributes.collect()));
        }
        assert!(30 < found.len(), "{}", found.len());
        assert_eq!(found, by_a_parser(xml));
    }
}
