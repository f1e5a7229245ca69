//! The parts of a workbook that are not sheets: names, links and shared texts.

use std::{borrow::Cow, ops::ControlFlow};

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

/// More different texts than an honest workbook has.
const MOST_STRINGS: usize = 1_000_000;
/// More sheets than an honest workbook has.
const MOST_SHEETS: usize = 1000;

/// What XML consists of here: elements without their prefixes, and text without references.
pub(super) enum Piece<'p> {
    Open(&'p str, &'p BytesStart<'p>),
    Text(&'p str),
    Close(&'p str),
}

/// An event of a reader that expands empty elements; nothing where it is neither element nor text.
pub(super) fn piece<T>(
    event: &Event<'_>,
    take: impl FnOnce(Piece<'_>) -> T,
) -> Result<Option<T>, quick_xml::Error> {
    Ok(match event {
        Event::Start(start) => Some(take(Piece::Open(local(start.name().0), start))),
        Event::End(end) => Some(take(Piece::Close(local(end.name().0)))),
        Event::Text(text) => Some(take(Piece::Text(text))),
        Event::CData(text) => Some(take(Piece::Text(text))),
        Event::GeneralRef(name) => {
            let found = character(name)?;
            found.map(|c| take(Piece::Text(c.encode_utf8(&mut [0; 4]))))
        }
        Event::Empty(_)
        | Event::Comment(_)
        | Event::Decl(_)
        | Event::PI(_)
        | Event::DocType(_)
        | Event::Eof => None,
    })
}

/// What a reference stands for; nothing for entities of a document's own, which could be of any length.
fn character(name: &BytesRef<'_>) -> Result<Option<char>, quick_xml::Error> {
    Ok(match &**name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref()?,
    })
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute<'a>(start: &'a BytesStart<'a>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| local(attribute.key.0) == name)?;
    quick_xml::escape::unescape(&found.value)
        .ok()
        .map(|value| Cow::Owned(value.into_owned()))
}

/// Two attributes, where both are there.
pub(super) fn both(start: &BytesStart<'_>, names: [&str; 2]) -> Option<(String, String)> {
    let [one, other] = names.map(|name| attribute(start, name).map(Cow::into_owned));
    Some((one?, other?))
}

/// Hands on every piece until one says to break; nothing where the XML is broken.
pub(super) fn walk(text: &str, take: &mut dyn FnMut(Piece<'_>) -> ControlFlow<()>) -> Option<()> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    loop {
        let event = reader.read_event().ok()?;
        if matches!(event, Event::Eof) {
            return Some(());
        }
        if let Some(ControlFlow::Break(())) = piece(&event, &mut *take).ok()? {
            return Some(());
        }
    }
}

/// The names of the sheets with what links to their parts, and whether days count from 1904.
pub(super) fn sheets(text: &str) -> Option<(Vec<(String, String)>, bool)> {
    let mut sheets = Vec::new();
    let mut is_of_1904 = false;
    walk(text, &mut |piece| {
        match piece {
            Piece::Open("workbookPr", start) => {
                let value = attribute(start, "date1904");
                is_of_1904 = value.is_some_and(|value| matches!(&*value, "1" | "true"));
            }
            Piece::Open("sheet", start) if sheets.len() < MOST_SHEETS => {
                sheets.extend(both(start, ["name", "id"]));
            }
            Piece::Open(..) | Piece::Text(_) | Piece::Close(_) => {}
        }
        ControlFlow::Continue(())
    })?;
    Some((sheets, is_of_1904))
}

/// The links by their names, each to a part of the archive.
pub(super) fn links(text: &str) -> Option<Vec<(String, String)>> {
    let mut links = Vec::new();
    walk(text, &mut |piece| {
        if let Piece::Open("Relationship", start) = piece
            && let Some((id, target)) = both(start, ["Id", "Target"])
        {
            let part = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            links.push((id, part));
        }
        ControlFlow::Continue(())
    })?;
    Some(links)
}

/// The texts that cells share, without how they are pronounced.
pub(super) fn strings(text: &str) -> Option<Vec<String>> {
    let mut strings: Vec<String> = Vec::new();
    let mut is_text = false;
    let mut is_sound = false;
    walk(text, &mut |piece| {
        match piece {
            Piece::Open("si", _) => {
                if MOST_STRINGS <= strings.len() {
                    return ControlFlow::Break(());
                }
                strings.push(String::new());
            }
            Piece::Open("t", _) => is_text = true,
            Piece::Close("t") => is_text = false,
            Piece::Open("rPh", _) => is_sound = true,
            Piece::Close("rPh") => is_sound = false,
            Piece::Text(text) if is_text && !is_sound => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(text);
                }
            }
            Piece::Open(..) | Piece::Text(_) | Piece::Close(_) => {}
        }
        ControlFlow::Continue(())
    })?;
    Some(strings)
}
