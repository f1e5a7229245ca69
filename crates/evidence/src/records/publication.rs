//! One publication as a record describes it.

use serde::{Deserialize, Serialize};

use super::{
    doi,
    fault::{Fault, Refused},
    pmid,
};

/// Years that a publication can have.
const YEARS: std::ops::RangeInclusive<u16> = 1500..=2100;

/// What a record says of a publication; text holds no control characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Title, never empty.
    pub title: String,
    /// Authors as written, in order.
    pub authors: Vec<String>,
    /// Year of publication.
    pub year: Option<u16>,
    /// Journal.
    pub journal: Option<String>,
    /// PubMed identifier, as [`pmid`] spells it.
    pub pmid: Option<String>,
    /// DOI, as [`doi`] spells it.
    pub doi: Option<String>,
    /// Abstract.
    pub summary: Option<String>,
    /// Whether the record says that the publication was retracted.
    pub is_retracted: bool,
}

impl Publication {
    /// Whether both are the same publication: by PMID, by DOI, or without either by title and year.
    pub fn is_same(&self, other: &Self) -> bool {
        self.identities()
            .any(|one| other.identities().any(|two| one == two))
    }

    /// The names it goes by; two publications that share one are the same.
    pub fn identities(&self) -> impl Iterator<Item = String> {
        let pmid = self.pmid.as_ref().map(|pmid| format!("pmid:{pmid}"));
        let doi = self.doi.as_ref().map(|doi| format!("doi:{doi}"));
        let has_none = self.pmid.is_none() && self.doi.is_none();
        let title = has_none.then(|| {
            let letters = self.title.chars().filter(|c| c.is_alphanumeric());
            let title: String = letters.flat_map(char::to_lowercase).collect();
            format!("title:{title}:{}", self.year.unwrap_or_default())
        });
        [pmid, doi, title].into_iter().flatten()
    }

    /// "Smith J, Doe A (2024). Title. Journal."
    pub fn citation(&self) -> String {
        let authors = match self.authors.as_slice() {
            [] => "No author".to_owned(),
            few if few.len() <= 3 => few.join(", "),
            many => format!("{} et al.", many[0]),
        };
        let year = self
            .year
            .map_or_else(|| "no date".to_owned(), |year| year.to_string());
        let end = if self.title.ends_with(['.', '?', '!']) {
            ""
        } else {
            "."
        };
        let journal = self
            .journal
            .as_ref()
            .map_or_else(String::new, |name| format!(" {name}."));
        format!("{authors} ({year}). {}{end}{journal}", self.title)
    }

    /// "PMID …" or "doi:…", where it has one.
    pub fn address(&self) -> Option<String> {
        let pmid = self.pmid.as_ref().map(|pmid| format!("PMID {pmid}"));
        pmid.or_else(|| self.doi.as_ref().map(|doi| format!("doi:{doi}")))
    }
}

/// A record being read: its fields in order, each with tag and line.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) line: u64,
    fields: Vec<(u64, String, String)>,
    fault: Option<Refused>,
}

impl Draft {
    pub(super) fn at(line: u64) -> Self {
        let fields = Vec::new();
        Self {
            line,
            fields,
            fault: None,
        }
    }

    pub(super) fn field(&mut self, line: u64, tag: &str, text: &str) {
        self.fields.push((line, tag.to_owned(), text.to_owned()));
    }

    /// More of the last field; `false` where there is none.
    pub(super) fn continues(&mut self, text: &str) -> bool {
        let Some((_, _, held)) = self.fields.last_mut() else {
            return false;
        };
        held.push(' ');
        held.push_str(text);
        true
    }

    /// Notes a fault; the first one stands.
    pub(super) fn fails(&mut self, line: u64, fault: Fault) {
        self.fault.get_or_insert(Refused { line, fault });
    }

    /// The fault noted, if any.
    pub(super) fn fault(&mut self) -> Option<Refused> {
        self.fault.take()
    }

    /// The first of `tags` that holds any text.
    fn held<'a>(&self, tags: &[&'a str]) -> Option<&'a str> {
        let holds = |tag: &&&str| {
            let mut fields = self.fields.iter();
            fields.any(|(_, held, text)| held == **tag && !text.trim().is_empty())
        };
        tags.iter().find(holds).copied()
    }

    /// The lines and texts of the first of `tags` that holds any.
    pub(super) fn all<'a>(&'a self, tags: &[&'a str]) -> impl Iterator<Item = (u64, &'a str)> {
        let first = self.held(tags);
        let fields = self
            .fields
            .iter()
            .filter(move |(_, tag, _)| Some(tag.as_str()) == first);
        fields.map(|(line, _, text)| (*line, text.trim()))
    }

    /// As [`Draft::all`], joined and cleaned.
    pub(super) fn text(&self, tags: &[&str]) -> Option<String> {
        let parts: Vec<&str> = self.all(tags).map(|(_, text)| text).collect();
        let text = cleaned(&parts.join(" "));
        (!text.is_empty()).then_some(text)
    }

    /// The title, which every record must have.
    pub(super) fn title(&self, tags: &[&str]) -> Result<String, Refused> {
        self.text(tags).ok_or_else(|| Refused {
            line: self.line,
            fault: Fault::missing(tags[0]),
        })
    }

    pub(super) fn year(&self, tags: &[&str]) -> Result<Option<u16>, Refused> {
        self.checked(tags, year)
    }

    pub(super) fn pmid(&self, tags: &[&str]) -> Result<Option<String>, Refused> {
        self.checked(tags, pmid)
    }

    pub(super) fn doi(&self, tags: &[&str]) -> Result<Option<String>, Refused> {
        self.checked(tags, doi)
    }

    pub(super) fn names(&self, tags: &[&str]) -> Vec<String> {
        self.all(tags)
            .map(|(_, name)| cleaned(name))
            .filter(|name| !name.is_empty())
            .collect()
    }

    fn checked<T>(
        &self,
        tags: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Refused> {
        let (Some(tag), Some((line, text))) = (self.held(tags), self.all(tags).next()) else {
            return Ok(None);
        };
        read(text).map(Some).ok_or_else(|| Refused {
            line,
            fault: Fault::bad(tag, text),
        })
    }
}

/// The year a date begins with: "2020", "2020 May 1", "2020/05/01/".
pub(crate) fn year(text: &str) -> Option<u16> {
    let text = text.trim();
    let digits = text.get(..4)?;
    let ends = !text[4..].starts_with(|c: char| c.is_ascii_digit());
    let year = digits
        .parse()
        .ok()
        .filter(|year| ends && YEARS.contains(year));
    year.filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// One line of printable text: control characters and runs of space become single spaces.
pub(super) fn cleaned(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
