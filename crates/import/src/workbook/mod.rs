//! Workbooks of spreadsheet programs (Office Open XML, ECMA-376): each sheet as the table of text it would
//! be saved as, so that whatever tells and reads tables reads sheets too.

mod cell;
mod parts;
mod rows;

use std::io::{Read, Seek};

use zip::ZipArchive;

use crate::{
    Error, archive,
    file::{File, Head},
    workbook::{cell::Looks, rows::Rows},
};

/// The part by which a workbook is told from other archives.
const BOOK: &str = "xl/workbook.xml";
const LINKS: &str = "xl/_rels/workbook.xml.rels";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";
/// The longest any part but a sheet is: texts that cells share are the largest of them.
const MOST_BYTES_PER_PART: u64 = 32 << 20;

/// A sheet: what people call it, and the part that holds it.
pub(crate) struct Sheet {
    pub(crate) name: String,
    part: String,
}

/// What the sheets of a workbook share.
pub(crate) struct Book {
    pub(crate) sheets: Vec<Sheet>,
    strings: Vec<String>,
    looks: Looks,
}

/// Whether an archive is a workbook.
pub(crate) fn is_book<R: Read + Seek>(archive: &ZipArchive<R>) -> bool {
    archive.index_for_name(BOOK).is_some()
}

impl Book {
    /// Reads all parts but the sheets.
    pub(crate) fn open<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Self, Error> {
        let book = part(archive, BOOK)?.ok_or(Error::BrokenArchive)?;
        let links = part(archive, LINKS)?.unwrap_or_default();
        let strings = part(archive, STRINGS)?.unwrap_or_default();
        let styles = part(archive, STYLES)?.unwrap_or_default();
        let (named, is_of_1904) = parts::sheets(&book).ok_or(Error::BrokenArchive)?;
        let links = parts::links(&links).ok_or(Error::BrokenArchive)?;
        let part_of = |id: &str| links.iter().find(|link| link.0 == id).map(|link| &link.1);
        let sheet = |(name, id): (String, String)| {
            let part = part_of(&id)?.clone();
            Some(Sheet { name, part })
        };
        Ok(Self {
            sheets: named.into_iter().filter_map(sheet).collect(),
            strings: parts::strings(&strings).ok_or(Error::BrokenArchive)?,
            looks: Looks::read(&styles, is_of_1904).ok_or(Error::BrokenArchive)?,
        })
    }

    /// A sheet as a file of text; nothing where the archive does not have it.
    pub(crate) fn file<'a, R: Read + Seek>(
        &'a self,
        archive: &'a mut ZipArchive<R>,
        sheet: &Sheet,
    ) -> Option<File<'a>> {
        let member = archive.by_name(&sheet.part).ok()?;
        let rows = Rows::new(archive::bounded(member), self);
        let mut file = File::open(Box::new(rows)).ok()?;
        file.head = Head {
            sheet: Some(sheet.name.clone()),
            ..file.head
        };
        Some(file)
    }
}

/// A part as text; nothing where there is none.
fn part<R: Read + Seek>(archive: &mut ZipArchive<R>, name: &str) -> Result<Option<String>, Error> {
    let Ok(member) = archive.by_name(name) else {
        return Ok(None);
    };
    let mut text = String::new();
    let mut bounded = archive::bounded(member).take(MOST_BYTES_PER_PART);
    bounded
        .read_to_string(&mut text)
        .or(Err(Error::BrokenArchive))?;
    Ok(Some(text))
}
