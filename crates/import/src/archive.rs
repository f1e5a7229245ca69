//! Files and archives of files, as they come.

use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

use crate::{Answers, Error, Format, Observation, Report, Shape, Stop, file::File, intake::Intake};

/// More than the largest export anyone has told of, unpacked.
const MOST_BYTES: u64 = 16 << 30;
/// Text of an export packs ten to thirty times; only what does not hold data packs more than this.
const MOST_RATIO: u64 = 250;
/// Below this much, how well it packs does not matter.
const ANY_RATIO_BYTES: u64 = 64 << 20;
/// More files than an honest archive has that is read here.
const MOST_MEMBERS: usize = 200_000;

/// A reader of unpacked bytes that ends where there are too many.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::new(io::ErrorKind::InvalidData, Stop::Bomb)),
        }
        Ok(read)
    }
}

/// Reads one file, or every file of an archive whose format is known, and hands each observation to
/// `sink` as it is read. There is one report for each file that was read.
///
/// # Errors
/// What has to be told first ([`Error::UnitNeeded`], [`Error::ZoneNeeded`], [`Error::ClockNeeded`]), or that nothing
/// here is known. A file that breaks off is no error: its report says so and keeps what was read.
pub fn import<R: Read + Seek>(
    input: &mut R,
    answers: &Answers,
    sink: &mut dyn FnMut(Observation),
) -> Result<Vec<Report>, Error> {
    let mut magic = Vec::new();
    let unreadable = |error: io::Error| Error::Unreadable(error.kind());
    input
        .by_ref()
        .take(4)
        .read_to_end(&mut magic)
        .map_err(unreadable)?;
    input.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    if magic == b"PK\x03\x04" || magic == b"PK\x05\x06" {
        return members(input, answers, sink);
    }
    let file = File::open(Box::new(input))?;
    let format = Format::of(&file.head).ok_or_else(|| Error::Unknown(shape(&file)))?;
    Ok(vec![one(format, file, answers, sink)?])
}

fn one(
    format: &Format,
    file: File<'_>,
    answers: &Answers,
    sink: &mut dyn FnMut(Observation),
) -> Result<Report, Error> {
    let mut intake = Intake::new((format.name(), format.app()), answers, sink);
    format.read(file, &mut intake)?;
    Ok(intake.finish())
}

fn members<R: Read + Seek>(
    input: &mut R,
    answers: &Answers,
    sink: &mut dyn FnMut(Observation),
) -> Result<Vec<Report>, Error> {
    let mut archive = ZipArchive::new(input).or(Err(Error::BrokenArchive))?;
    let mut reports = Vec::new();
    let mut shape = Shape::Archive;
    for at in 0..archive.len().min(MOST_MEMBERS) {
        let Ok(member) = archive.by_index(at) else {
            continue;
        };
        if !member.is_file() {
            continue;
        }
        let Ok(name) = member.name().map(std::borrow::Cow::into_owned) else {
            continue;
        };
        if name == "xl/workbook.xml" {
            return Err(Error::Unknown(Shape::Workbook));
        }
        let packed = member.compressed_size();
        let left = packed
            .saturating_mul(MOST_RATIO)
            .clamp(ANY_RATIO_BYTES, MOST_BYTES);
        let bounded = Bounded {
            inner: member,
            left,
        };
        let Ok(file) = File::open(Box::new(bounded)) else {
            continue;
        };
        if file.head.bytes.starts_with(b"SQLite format 3\0") {
            shape = Shape::Database;
        }
        let Some(format) = Format::of(&file.head) else {
            continue;
        };
        let report = one(format, file, answers, sink).map_err(|error| Error::In {
            member: name.clone(),
            error: Box::new(error),
        })?;
        reports.push(Report {
            member: Some(name),
            ..report
        });
    }
    if reports.is_empty() {
        return Err(Error::Unknown(shape));
    }
    Ok(reports)
}

/// What a file is whose format is not known.
fn shape(file: &File<'_>) -> Shape {
    let bytes = &file.head.bytes;
    if bytes.is_empty() {
        Shape::Empty
    } else if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        Shape::Utf16
    } else if bytes.starts_with(b"SQLite format 3\0") {
        Shape::Database
    } else if bytes.get(8..12) == Some(b".FIT".as_slice()) {
        Shape::Fit
    } else {
        Shape::Other
    }
}
