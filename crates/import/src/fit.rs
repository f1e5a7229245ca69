//! The frame of Garmin's FIT files: a header, definitions and messages made by them, and a checksum (FIT protocol 2.0).

use crate::Stop;

/// The least and the usual length of the header, which may end in a checksum of its own.
const SHORT_HEADER: usize = 12;
const HEADER: usize = 14;
/// Seconds from 1970 to the last day of 1989, whose midnight in UTC is zero here.
pub(crate) const EPOCH: i64 = 631_065_600;
/// Lesser moments count from when a device was switched on.
pub(crate) const FIRST_MOMENT: u64 = 0x1000_0000;
/// More messages of the kinds that are asked for than scales and watches ever sent.
const MOST_MESSAGES: usize = 200_000;
/// The number of the field in which any message has its moment.
pub(crate) const TIMESTAMP: u8 = 253;

/// A field as a definition announces it.
#[derive(Clone, Copy)]
struct Field {
    number: u8,
    length: usize,
    base: u8,
}

/// How messages of a local kind are laid out.
struct Definition {
    is_big_endian: bool,
    number: u16,
    fields: Vec<Field>,
    length: usize,
}

/// A message: its global number and its whole numbers.
pub(crate) struct Message {
    pub(crate) number: u16,
    fields: Vec<(u8, u64)>,
}

impl Message {
    /// The value of a field, unless it is missing, not a whole number without sign, or said to be none.
    pub(crate) fn get(&self, number: u8) -> Option<u64> {
        let found = self.fields.iter().find(|field| field.0 == number)?;
        Some(found.1)
    }
}

/// Whether a file begins as one of these.
pub(crate) fn is_fit(head: &[u8]) -> bool {
    head.get(8..12) == Some(b".FIT".as_slice())
        && head
            .first()
            .is_some_and(|length| SHORT_HEADER <= usize::from(*length))
}

/// Checksum of the protocol: CRC-16 with the polynomial 0x8005, its bits reversed.
pub(crate) fn checksum(bytes: &[u8]) -> u16 {
    let shift = |crc: u16| (crc >> 1) ^ if crc & 1 == 1 { 0xA001 } else { 0 };
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |crc, _| shift(crc))
    })
}

/// The messages of these kinds in every file of a chain, and why reading ended before the bytes did.
pub(crate) fn messages(mut bytes: &[u8], kinds: &[u16]) -> (Vec<Message>, Option<Stop>) {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let end = match one(bytes, kinds, &mut found) {
            Ok(end) => end,
            Err(stop) => return (found, Some(stop)),
        };
        bytes = &bytes[end..];
    }
    (found, None)
}

/// Reads the file that bytes begin with, and returns where it ends.
fn one(bytes: &[u8], kinds: &[u16], found: &mut Vec<Message>) -> Result<usize, Stop> {
    if !is_fit(bytes) {
        return Err(Stop::Malformed);
    }
    let header = usize::from(bytes[0]);
    let data = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) as usize;
    let end = header.saturating_add(data);
    let sum = |at: usize| {
        bytes
            .get(at..at + 2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]))
    };
    let told = if header == HEADER {
        sum(SHORT_HEADER)
    } else {
        None
    };
    // Zero says that nobody reckoned it.
    if told.is_some_and(|told| told != 0 && told != checksum(&bytes[..SHORT_HEADER])) {
        return Err(Stop::Checksum);
    }
    let Some(told) = bytes
        .len()
        .checked_sub(2)
        .filter(|last| end <= *last)
        .and_then(|_| sum(end))
    else {
        let rest = bytes.get(header..).unwrap_or_default();
        Body::new(&rest[..rest.len().min(data)]).read(kinds, found)?;
        return Err(Stop::Truncated);
    };
    let before = found.len();
    let read = Body::new(&bytes[header..end]).read(kinds, found);
    if checksum(&bytes[..end]) != told {
        found.drain(before..).for_each(drop);
        return Err(Stop::Checksum);
    }
    read?;
    Ok(end + 2)
}

/// The records of a file as they are read.
struct Body<'b> {
    rest: &'b [u8],
    definitions: [Option<Definition>; 16],
    /// The last full moment, which short ones count on from.
    moment: Option<u64>,
}

impl<'b> Body<'b> {
    fn new(rest: &'b [u8]) -> Self {
        Self {
            rest,
            definitions: std::array::from_fn(|_| None),
            moment: None,
        }
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], Stop> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Stop::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Stop> {
        self.take(1).map(|taken| taken[0])
    }

    fn read(&mut self, kinds: &[u16], found: &mut Vec<Message>) -> Result<(), Stop> {
        while !self.rest.is_empty() {
            let head = self.byte()?;
            if head & 0x80 != 0 {
                let mut message = self.message(usize::from(head >> 5 & 3))?;
                let moment = self.count_on(u64::from(head & 0x1F));
                message
                    .fields
                    .extend(moment.map(|moment| (TIMESTAMP, moment)));
                keep(message, kinds, found)?;
            } else if head & 0x40 != 0 {
                let definition = self.definition(head & 0x20 != 0)?;
                self.definitions[usize::from(head & 0xF)] = Some(definition);
            } else {
                let message = self.message(usize::from(head & 0xF))?;
                self.moment = message.get(TIMESTAMP).or(self.moment);
                keep(message, kinds, found)?;
            }
        }
        Ok(())
    }

    /// The moment whose last five bits are told.
    fn count_on(&mut self, bits: u64) -> Option<u64> {
        let last = self.moment?;
        let moment = last + (bits.wrapping_sub(last) & 0x1F);
        self.moment = Some(moment);
        Some(moment)
    }

    fn definition(&mut self, has_more: bool) -> Result<Definition, Stop> {
        let head = self.take(5)?;
        let is_big_endian = head[1] == 1;
        let number = [head[2], head[3]];
        let mut definition = Definition {
            is_big_endian,
            number: if is_big_endian {
                u16::from_be_bytes(number)
            } else {
                u16::from_le_bytes(number)
            },
            fields: Vec::new(),
            length: 0,
        };
        for field in self.take(usize::from(head[4]) * 3)?.chunks_exact(3) {
            let length = usize::from(field[1]);
            definition.length += length;
            definition.fields.push(Field {
                number: field[0],
                length,
                base: field[2],
            });
        }
        if has_more {
            let count = usize::from(self.byte()?);
            let more = self.take(count * 3)?.chunks_exact(3);
            definition.length += more.map(|field| usize::from(field[1])).sum::<usize>();
        }
        // Messages without bytes could be told without end.
        if definition.length == 0 {
            return Err(Stop::Malformed);
        }
        Ok(definition)
    }

    fn message(&mut self, local: usize) -> Result<Message, Stop> {
        let definition = self.definitions[local].as_ref().ok_or(Stop::Malformed)?;
        let (taken, rest) = self
            .rest
            .split_at_checked(definition.length)
            .ok_or(Stop::Truncated)?;
        self.rest = rest;
        let mut fields = Vec::new();
        let mut at = 0;
        for field in &definition.fields {
            let bytes = &taken[at..at + field.length];
            at += field.length;
            let whole = whole(bytes, field.base, definition.is_big_endian);
            fields.extend(whole.map(|value| (field.number, value)));
        }
        Ok(Message {
            number: definition.number,
            fields,
        })
    }
}

/// Keeps a message of a kind that is asked for.
fn keep(message: Message, kinds: &[u16], found: &mut Vec<Message>) -> Result<(), Stop> {
    if !kinds.contains(&message.number) {
        return Ok(());
    }
    if MOST_MESSAGES <= found.len() {
        return Err(Stop::TooLong);
    }
    found.push(message);
    Ok(())
}

/// A whole number without sign, unless its bits say that there is none.
fn whole(bytes: &[u8], base: u8, is_big_endian: bool) -> Option<u64> {
    let length = match base {
        0x00 | 0x02 | 0x0A => 1,
        0x84 | 0x8B => 2,
        0x86 | 0x8C => 4,
        _ => return None,
    };
    if bytes.len() != length {
        return None;
    }
    let number = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
    let value = if is_big_endian {
        bytes.iter().fold(0, number)
    } else {
        bytes.iter().rev().fold(0, number)
    };
    let is_none_at_zero = matches!(base, 0x0A | 0x8B | 0x8C);
    let none = if is_none_at_zero {
        0
    } else {
        u64::MAX >> (64 - 8 * length)
    };
    (value != none).then_some(value)
}
