//! Little-endian sections of a model: written once, read in place.

use crate::error::Error;

/// Reads sections off the front of a model, refusing to pass its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'m> {
    rest: &'m [u8],
    len: usize,
}

impl<'m> Cursor<'m> {
    pub(crate) fn new(bytes: &'m [u8]) -> Self {
        Self {
            rest: bytes,
            len: bytes.len(),
        }
    }

    pub(crate) fn take(&mut self, n: usize, part: &'static str) -> Result<&'m [u8], Error> {
        let (head, rest) = self
            .rest
            .split_at_checked(n)
            .ok_or_else(|| self.bad(part))?;
        self.rest = rest;
        Ok(head)
    }

    /// A section of `count` fields of `N` bytes.
    pub(crate) fn fields<const N: usize>(
        &mut self,
        count: usize,
        part: &'static str,
    ) -> Result<&'m [[u8; N]], Error> {
        let n = count.checked_mul(N).ok_or_else(|| self.bad(part))?;
        Ok(self.take(n, part)?.as_chunks().0)
    }

    pub(crate) fn u32(&mut self, part: &'static str) -> Result<usize, Error> {
        let field = self.fields::<4>(1, part)?[0];
        usize::try_from(u32::from_le_bytes(field)).map_err(|_too_wide| self.bad(part))
    }

    pub(crate) fn f32(&mut self, part: &'static str) -> Result<f32, Error> {
        Ok(f32::from_le_bytes(self.fields::<4>(1, part)?[0]))
    }

    pub(crate) fn f32s<const N: usize>(&mut self, part: &'static str) -> Result<[f32; N], Error> {
        let mut values = [0.0; N];
        for value in &mut values {
            *value = self.f32(part)?;
        }
        Ok(values)
    }

    pub(crate) fn text(&mut self, part: &'static str) -> Result<&'m str, Error> {
        let n = self.u32(part)?;
        std::str::from_utf8(self.take(n, part)?).map_err(|_not_utf8| self.bad(part))
    }

    pub(crate) fn rest(&self) -> &'m [u8] {
        self.rest
    }

    pub(crate) fn end(self, part: &'static str) -> Result<(), Error> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(self.bad(part))
        }
    }

    pub(crate) fn bad(&self, part: &'static str) -> Error {
        Error::BadModel {
            part,
            len: self.len,
        }
    }
}

/// Appends a count.
///
/// # Panics
/// When it does not fit into 32 bits: no section of a model is that long.
pub(crate) fn put_u32(out: &mut Vec<u8>, count: usize) {
    let count = u32::try_from(count).expect("sections are shorter than 4 GB");
    out.extend(count.to_le_bytes());
}

pub(crate) fn put_f32s(out: &mut Vec<u8>, values: &[f32]) {
    for value in values {
        out.extend(value.to_le_bytes());
    }
}

pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_u32(out, text.len());
    out.extend(text.as_bytes());
}
