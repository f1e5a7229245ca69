//! Files and archives of files, as they come.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Read, Seek, SeekFrom},
};

use zip::{ZipArchive, read::ZipFile};

use crate::{
    Answers, Error, Format, Observation, Report, Shape, Stop,
    file::File,
    intake::Intake,
    salvage::Salvage,
    workbook::{self, Book},
};

/// More than the largest export anyone has told of, unpacked.
const MOST_BYTES: u64 = 16 << 30;
/// Text of an export packs ten to thirty times; only what does not hold data packs more than this.
const MOST_RATIO: u64 = 250;
/// Below this much, how well it packs does not matter.
const ANY_RATIO_BYTES: u64 = 64 << 20;
/// More files than an honest archive has that is read here.
const MOST_MEMBERS: usize = 200_000;

/// What files are counted as that are packed in another way, or locked.
const LOCKED: &str = "files that cannot be unpacked";

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
    let Ok(mut archive) = ZipArchive::new(&mut *input) else {
        return salvage(input, answers, sink);
    };
    if workbook::is_book(&archive) {
        return sheets(&mut archive, answers, sink);
    }
    let mut found = Found::default();
    let most = archive.len().min(MOST_MEMBERS);
    for at in 0..most {
        match archive.by_index(at) {
            Ok(member) => found.read(member, answers, sink)?,
            Err(_) => found.pass_over(LOCKED),
        }
    }
    for at in most..archive.len() {
        match archive.name_for_index(at) {
            Some(Ok(name)) if name.ends_with('/') => {}
            Some(Ok(name)) => found.pass_over(&kind(&name)),
            Some(Err(_)) | None => found.pass_over(LOCKED),
        }
    }
    found.reports(Error::Unknown(Shape::Archive))
}

/// What an archive that was cut still holds: its directory is at its end.
fn salvage<R: Read + Seek>(
    input: &mut R,
    answers: &Answers,
    sink: &mut dyn FnMut(Observation),
) -> Result<Vec<Report>, Error> {
    let mut found = Found::default();
    let mut members = Salvage::of(input)?;
    for _ in 0..MOST_MEMBERS {
        let Some(place) = members.next()? else {
            break;
        };
        if let Some(member) = members.open(place)? {
            found.read(member, answers, sink)?;
        }
    }
    let mut reports = found.reports(Error::BrokenArchive)?;
    if let Some(last) = reports.last_mut() {
        // Nobody knows what else was in it.
        last.stopped.get_or_insert(Stop::Truncated);
    }
    Ok(reports)
}

/// What was found in an archive: each of its files is read or counted.
#[derive(Default)]
struct Found {
    reports: Vec<Report>,
    others: BTreeMap<String, u64>,
    /// What the last file is that is known and not read.
    shape: Option<Shape>,
}

impl Found {
    /// Reads a member, or counts it.
    fn read<R: Read>(
        &mut self,
        member: ZipFile<'_, R>,
        answers: &Answers,
        sink: &mut dyn FnMut(Observation),
    ) -> Result<(), Error> {
        if !member.is_file() {
            return Ok(());
        }
        let name = member.name().map(Cow::into_owned);
        let file = File::open(Box::new(bounded(member)));
        let (Ok(name), Ok(file)) = (name, file) else {
            self.pass_over(LOCKED);
            return Ok(());
        };
        let kind = kind(&name);
        match member_of(name, file, answers, sink) {
            Ok(Some(report)) => self.reports.push(report),
            Ok(None) => self.pass_over(&kind),
            Err(Error::Unknown(shape)) => {
                self.shape = Some(shape);
                self.pass_over(&kind);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn pass_over(&mut self, kind: &str) {
        *self.others.entry(kind.to_owned()).or_insert(0) += 1;
    }

    /// The reports, the first with what was not read, or why there are none.
    fn reports(mut self, none: Error) -> Result<Vec<Report>, Error> {
        let Some(first) = self.reports.first_mut() else {
            return Err(self.shape.map_or(none, Error::Unknown));
        };
        first.not_read.extend(self.others);
        Ok(self.reports)
    }
}

/// What files of a name are counted as that are not read.
fn kind(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    let is_short = |ending: &&str| ending.len() <= 10;
    let ending = ending.filter(is_short).map(str::to_lowercase);
    ending.map_or_else(|| "files".to_owned(), |ending| format!("files *.{ending}"))
}

/// Every sheet of a workbook whose format is known; the others are named in the first report.
fn sheets<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    answers: &Answers,
    sink: &mut dyn FnMut(Observation),
) -> Result<Vec<Report>, Error> {
    let book = Book::open(archive)?;
    let mut reports: Vec<Report> = Vec::new();
    let mut others = Vec::new();
    for sheet in &book.sheets {
        let file = book.file(archive, sheet);
        let report = file.map(|file| member_of(sheet.name.clone(), file, answers, sink));
        match report.transpose()?.flatten() {
            Some(report) => reports.push(report),
            None => others.push(sheet.name.clone()),
        }
    }
    let first = reports.first_mut().ok_or(Error::Unknown(Shape::Workbook))?;
    first
        .not_read
        .extend(others.into_iter().map(|name| (name, 1)));
    Ok(reports)
}

/// Reads a member of an archive, if its format is known.
fn member_of(
    name: String,
    file: File<'_>,
    answers: &Answers,
    sink: &mut dyn FnMut(Observation),
) -> Result<Option<Report>, Error> {
    let Some(format) = Format::of(&file.head) else {
        return Ok(None);
    };
    match one(format, file, answers, sink) {
        Ok(report) => Ok(Some(Report {
            member: Some(name),
            ..report
        })),
        Err(Error::Unknown(shape)) => Err(Error::Unknown(shape)),
        Err(error) => Err(Error::In {
            member: name,
            error: Box::new(error),
        }),
    }
}

/// A member that unpacks to no more than an honest one does.
pub(crate) fn bounded<R: Read>(member: ZipFile<'_, R>) -> impl Read {
    let left = member
        .compressed_size()
        .saturating_mul(MOST_RATIO)
        .clamp(ANY_RATIO_BYTES, MOST_BYTES);
    Bounded {
        inner: member,
        left,
    }
}

/// What a file is whose format is not known.
fn shape(file: &File<'_>) -> Shape {
    let bytes = &file.head.bytes;
    if bytes.is_empty() {
        Shape::Empty
    } else if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        Shape::Utf16
    } else {
        Shape::Other
    }
}
