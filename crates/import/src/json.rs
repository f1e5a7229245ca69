//! Long lists in JSON, element by element.

use std::{
    fmt,
    io::{BufReader, Read},
};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Value, error::Category};

use crate::{
    Stop,
    table::{Guard, stop_of},
};

/// Hands each element of the list to `take`: of the whole document, or of what the document calls `key`.
/// Returns why it ended early, if it did; what came before is taken.
pub(crate) fn each(
    input: impl Read,
    key: &'static str,
    take: &mut dyn FnMut(Value),
) -> Option<Stop> {
    let (guard, since) = Guard::around(input);
    let mut counted = |value| {
        since.set(0);
        take(value);
    };
    let list = List {
        key,
        take: &mut counted,
    };
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(guard));
    let error = list.deserialize(&mut json).err()?;
    Some(match error.classify() {
        Category::Eof => Stop::Truncated,
        Category::Io => stop_of(&std::io::Error::from(error)),
        Category::Syntax | Category::Data => Stop::Malformed,
    })
}

struct List<'f> {
    key: &'static str,
    take: &'f mut dyn FnMut(Value),
}

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list, or an object with a list `{}`", self.key)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element()? {
            (self.take)(value);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(name) = object.next_key::<String>()? {
            if name == self.key {
                let inner = List {
                    key: self.key,
                    take: &mut *self.take,
                };
                object.next_value_seed(inner)?;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}
