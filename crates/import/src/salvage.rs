//! The files of an archive that was cut: its directory, which says where they are, stood at its end and is lost.

use std::io::{Read, Seek, SeekFrom};

use memchr::memmem;
use zip::read::{ZipFile, ZipReadOptions, read_zipfile_from_stream_with_options};

use crate::Error;

/// What every file in an archive begins with.
const MARK: &[u8] = b"PK\x03\x04";
const BUFFER_BYTES: usize = 1 << 16;

/// A place where a file of an archive may begin, and where it is over at the latest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    from: u64,
    to: u64,
}

/// What is left of an archive.
pub(crate) struct Salvage<'r, R> {
    input: &'r mut R,
    next: Option<u64>,
}

impl<'r, R: Read + Seek> Salvage<'r, R> {
    pub(crate) fn of(input: &'r mut R) -> Result<Self, Error> {
        let mut salvage = Self { input, next: None };
        salvage.next = salvage.find(0)?;
        Ok(salvage)
    }

    /// Where the next file may begin.
    pub(crate) fn next(&mut self) -> Result<Option<Place>, Error> {
        let Some(from) = self.next else {
            return Ok(None);
        };
        self.next = self.find(from + MARK.len() as u64)?;
        let to = match self.next {
            Some(next) => next,
            None => self.input.seek(SeekFrom::End(0)).map_err(unreadable)?,
        };
        Ok(Some(Place { from, to }))
    }

    /// The file there, if one begins there, to be read as far as it goes.
    pub(crate) fn open(&mut self, place: Place) -> Result<Option<ZipFile<'_, R>>, Error> {
        let seek = self.input.seek(SeekFrom::Start(place.from));
        seek.map_err(unreadable)?;
        // Size and checksum stand behind a file that was packed as it was written.
        let options = ZipReadOptions::new()
            .override_compressed_size(place.to - place.from)
            .ignore_crc32(true);
        let file = read_zipfile_from_stream_with_options(&mut *self.input, options);
        Ok(file.ok().flatten())
    }

    /// The first mark from a place on.
    fn find(&mut self, from: u64) -> Result<Option<u64>, Error> {
        self.input.seek(SeekFrom::Start(from)).map_err(unreadable)?;
        let mut buffer = vec![0; BUFFER_BYTES];
        let (mut start, mut held) = (from, 0);
        loop {
            let read = self.input.read(&mut buffer[held..]).map_err(unreadable)?;
            let bytes = &buffer[..held + read];
            if let Some(at) = memmem::find(bytes, MARK) {
                return Ok(Some(start + at as u64));
            }
            if read == 0 {
                return Ok(None);
            }
            // A mark may lie across two readings.
            let kept = bytes.len().min(MARK.len() - 1);
            let gone = bytes.len() - kept;
            start += gone as u64;
            buffer.copy_within(gone..gone + kept, 0);
            held = kept;
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to `map_err`")]
fn unreadable(error: std::io::Error) -> Error {
    Error::Unreadable(error.kind())
}
