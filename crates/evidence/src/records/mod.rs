//! Records of publications and rows of studies, read from the files other programs write: bytes in,
//! records and refusals out. Nothing of a file is dropped without a refusal that says where and why.

mod europepmc;
mod fault;
mod identifiers;
mod lines;
mod nbib;
mod publication;
mod pubmed;
mod ris;
mod search;
mod table;

pub use europepmc::{Page, europe_pmc};
pub use fault::{Fault, Refused};
pub use identifiers::{doi, pmid};
pub use publication::Publication;
pub use pubmed::parse as pubmed;
pub use search::{Found, esearch};
pub use table::parse as table;

pub(crate) use publication::year;

/// What a file of records turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Rows of studies.
    Csv,
    /// Research Information Systems: `TY  - ` to `ER  - `.
    Ris,
    /// MEDLINE, as PubMed saves it: `PMID- `.
    Nbib,
    /// PubMed XML: `PubmedArticleSet`.
    PubmedXml,
}

impl Format {
    /// The name people know it by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Ris => "RIS",
            Self::Nbib => "MEDLINE",
            Self::PubmedXml => "PubMed XML",
        }
    }
}

/// What was read from a file, each with the line it starts at.
#[derive(Debug)]
pub struct Parsed<T> {
    /// What was understood.
    pub kept: Vec<(u64, T)>,
    /// What was not, with the reason.
    pub refused: Vec<Refused>,
}

impl<T> Default for Parsed<T> {
    fn default() -> Self {
        Self {
            kept: Vec::new(),
            refused: Vec::new(),
        }
    }
}

impl<T> Parsed<T> {
    fn push(&mut self, line: u64, read: Result<T, Refused>) {
        match read {
            Ok(record) => self.kept.push((line, record)),
            Err(refused) => self.refused.push(refused),
        }
    }

    pub(crate) fn refuse(&mut self, line: u64, fault: Fault) {
        self.refused.push(Refused { line, fault });
    }
}

/// Bytes at the start of a file by which its format is told.
const SNIFFED: usize = 64 * 1024;

/// Tells a format by its content; `None` where it is none of those read here.
pub fn sniff(bytes: &[u8]) -> Option<Format> {
    let bytes = lines::without_mark(bytes);
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(SNIFFED)]);
    let start = start.trim_start();
    if start.starts_with('<') {
        return start.contains("<Pubmed").then_some(Format::PubmedXml);
    }
    let is_at = |tag: &str| start.lines().any(|line| line.starts_with(tag));
    if is_at("TY  - ") {
        return Some(Format::Ris);
    }
    if is_at("PMID- ") {
        return Some(Format::Nbib);
    }
    let header = start.lines().next()?;
    let columns: Vec<&str> = header
        .split(',')
        .map(|name| name.trim().trim_matches('"'))
        .collect();
    ["key", "recipe"]
        .iter()
        .all(|name| columns.contains(name))
        .then_some(Format::Csv)
}

/// Reads a file of publications.
///
/// `None` for [`Format::Csv`], which holds rows of studies: [`table()`] reads those.
pub fn publications(format: Format, bytes: &[u8]) -> Option<Parsed<Publication>> {
    match format {
        Format::Ris => Some(ris::parse(bytes)),
        Format::Nbib => Some(nbib::parse(bytes)),
        Format::PubmedXml => Some(pubmed::parse(bytes)),
        Format::Csv => None,
    }
}
