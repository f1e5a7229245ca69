//! The values of a row, and how rows are written.

/// More columns than a table can have.
const MOST_COLUMNS: usize = 2000;

/// What a column of a row holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl Value {
    pub(crate) fn integer(&self) -> Option<i64> {
        if let Self::Integer(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// A number of either kind.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            Self::Null | Self::Text(_) | Self::Blob(_) => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    pub(crate) fn blob(&self) -> Option<&[u8]> {
        if let Self::Blob(bytes) = self {
            Some(bytes)
        } else {
            None
        }
    }
}

/// How the text of a database is written.
#[derive(Clone, Copy)]
pub(super) enum Encoding {
    Utf8,
    Utf16Little,
    Utf16Big,
}

impl Encoding {
    /// By its number in the header; a database that never had text has none.
    pub(super) fn of(number: u8) -> Option<Self> {
        match number {
            0 | 1 => Some(Self::Utf8),
            2 => Some(Self::Utf16Little),
            3 => Some(Self::Utf16Big),
            _ => None,
        }
    }

    fn text(self, bytes: &[u8]) -> String {
        let wide = |unit: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes.chunks_exact(2).map(|b| unit([b[0], b[1]])).collect();
            String::from_utf16_lossy(&units)
        };
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Utf16Little => wide(u16::from_le_bytes),
            Self::Utf16Big => wide(u16::from_be_bytes),
        }
    }
}

/// A number of one to nine bytes, seven bits in each but the ninth; moves behind it.
pub(super) fn varint(bytes: &mut &[u8]) -> Option<i64> {
    let mut value = 0_u64;
    for count in 1..=9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if count == 9 {
            value = value << 8 | u64::from(*byte);
        } else {
            value = value << 7 | u64::from(byte & 0x7F);
            if byte & 0x80 == 0 {
                break;
            }
        }
    }
    Some(value.cast_signed())
}

/// The values of a row: a header of what each is, then each.
pub(super) fn record(bytes: &[u8], encoding: Encoding) -> Option<Vec<Value>> {
    let mut head = bytes;
    let length = usize::try_from(varint(&mut head)?).ok()?;
    let mut body = bytes.get(length..)?;
    let before = bytes.len() - head.len();
    let mut head = head.get(..length.checked_sub(before)?)?;
    let mut values = Vec::new();
    while !head.is_empty() && values.len() < MOST_COLUMNS {
        let kind = varint(&mut head)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let (value, rest) = body.split_at_checked(length)?;
        body = rest;
        values.push(match kind {
            0 => Value::Null,
            1..=6 => Value::Integer(integer(value)),
            7 => Value::Real(f64::from_be_bytes(value.try_into().ok()?)),
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            _ if kind % 2 == 0 => Value::Blob(value.to_vec()),
            _ => Value::Text(encoding.text(value)),
        });
    }
    Some(values)
}

/// A whole number, whose first bit is its sign.
fn integer(bytes: &[u8]) -> i64 {
    let is_negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    let sign = if is_negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(sign, |sum, byte| sum << 8 | i64::from(*byte))
}
