//! PubMed XML: `PubmedArticleSet` as PubMed saves it and as `EFetch` returns it.

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

use super::{
    Parsed, Publication,
    fault::{Fault, Refused},
    lines::{line_ends, without_mark},
    publication::Draft,
};

/// Elements nested deeper than any record is.
const DEEPEST: usize = 64;

/// Attributes that tell one use of an element from another.
const TELLING: [&str; 4] = ["EIdType", "IdType", "Label", "RefType"];

/// Where the parts of an author's name stand.
const AUTHOR: [&str; 4] = ["MedlineCitation", "Article", "AuthorList", "Author"];

/// Reads every article of a PubMed XML file.
///
/// Where the XML is broken, the articles before it are kept and the refusal says that nothing after
/// it was read.
pub fn parse(bytes: &[u8]) -> Parsed<Publication> {
    let mut parsed = Parsed::default();
    let text = match std::str::from_utf8(without_mark(bytes)) {
        Ok(text) => text,
        Err(error) => {
            let before = &without_mark(bytes)[..error.valid_up_to()];
            parsed.refuse(line_ends(before) + 1, Fault::NotText);
            return parsed;
        }
    };
    let mut reader = Reader::from_str(text);
    let mut walk = Walk::default();
    let mut seen = 0;
    loop {
        let event = reader.read_event();
        let at =
            usize::try_from(reader.buffer_position()).map_or(text.len(), |at| at.min(text.len()));
        walk.line += line_ends(&text.as_bytes()[seen..at]);
        seen = at;
        let line = walk.line + 1;
        match event {
            Ok(Event::Eof) => break,
            Ok(event) => {
                if let Err(fault) = walk.step(&event, &mut parsed) {
                    parsed.refuse(line, fault);
                    return parsed;
                }
            }
            Err(error) => {
                parsed.refuse(line, Fault::Xml(error));
                return parsed;
            }
        }
    }
    walk.end(&mut parsed);
    parsed
}

/// An element that is open: its name, what tells its use, and its text so far.
#[derive(Debug, Default)]
struct Element {
    name: String,
    told: String,
    text: String,
}

#[derive(Debug, Default)]
struct Walk {
    /// Line ends passed.
    line: u64,
    open: Vec<Element>,
    draft: Option<Draft>,
    has_root: bool,
}

impl Walk {
    fn step(&mut self, event: &Event<'_>, parsed: &mut Parsed<Publication>) -> Result<(), Fault> {
        match event {
            Event::Start(start) => self.start(start),
            Event::Empty(start) => {
                self.start(start)?;
                self.close(parsed);
                Ok(())
            }
            Event::End(_) => {
                self.close(parsed);
                Ok(())
            }
            Event::Text(text) => self.text(text),
            Event::CData(text) => self.text(text),
            Event::GeneralRef(name) => self.reference(name),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {
                Ok(())
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Fault> {
        let name = start.name().0.to_owned();
        if DEEPEST <= self.open.len() {
            return Err(Fault::TooDeep);
        }
        if self.open.is_empty() {
            if name != "PubmedArticleSet" && name != "PubmedArticle" {
                return Err(Fault::NotArticle { found: name });
            }
            self.has_root = true;
        }
        if name == "PubmedArticle" && self.draft.is_none() {
            self.draft = Some(Draft::at(self.line + 1));
        }
        let mut told = String::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| Fault::Xml(error.into()))?;
            if TELLING.contains(&attribute.key.0) {
                told = attribute.value.into_owned();
            }
        }
        let text = String::new();
        self.open.push(Element { name, told, text });
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(Fault::stray(text.trim())),
        }
        Ok(())
    }

    fn reference(&mut self, name: &BytesRef<'_>) -> Result<(), Fault> {
        let found = match &**name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.resolve_char_ref().map_err(Fault::Xml)?,
        };
        let found = found.ok_or_else(|| Fault::bad("&", name))?;
        self.text(found.encode_utf8(&mut [0; 4]))
    }

    /// Ends the innermost element: a field of the draft, markup inside one, or the article itself.
    fn close(&mut self, parsed: &mut Parsed<Publication>) {
        let Some(element) = self.open.pop() else {
            return;
        };
        let line = self.line + 1;
        let is_article = element.name == "PubmedArticle";
        if is_article && let Some(mut draft) = self.draft.take() {
            parsed.push(draft.line, publication(&mut draft));
            return;
        }
        if element.name == "PubmedBookArticle" && self.open.len() == 1 {
            parsed.refuse(
                line,
                Fault::NotArticle {
                    found: element.name,
                },
            );
            return;
        }
        let Some(draft) = &mut self.draft else { return };
        let article = self
            .open
            .iter()
            .position(|open| open.name == "PubmedArticle");
        let below = article.map_or(0, |at| at + 1);
        let names = self.open[below..].iter().map(|open| open.name.as_str());
        let path: Vec<&str> = names.chain([element.name.as_str()]).collect();
        let is_of_author = path.len() == 5 && path[..4] == AUTHOR;
        let tag = tag(&path, &element.told);
        let is_prose = tag.is_none() && is_prose(&path);
        if let Some(tag) = tag {
            draft.field(line, tag, &element.text);
        }
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        match element.name.as_str() {
            _ if is_prose => parent.text.push_str(&element.text),
            // Initials follow the last name, whatever the order of the elements.
            "LastName" | "CollectiveName" if is_of_author => {
                parent.text.insert_str(0, &element.text);
            }
            "Initials" if is_of_author => parent.text.push_str(&format!(" {}", element.text)),
            _ => {}
        }
    }

    fn end(&self, parsed: &mut Parsed<Publication>) {
        if let Some(draft) = &self.draft {
            let wanted = "</PubmedArticle>";
            parsed.refuse(draft.line, Fault::Unended { wanted });
        } else if !self.open.is_empty() {
            let wanted = "</PubmedArticleSet>";
            parsed.refuse(self.line + 1, Fault::Unended { wanted });
        } else if !self.has_root {
            parsed.refuse(1, Fault::missing("PubmedArticleSet"));
        }
    }
}

/// The field that the element at `path` below the article fills, if any.
fn tag(path: &[&str], told: &str) -> Option<&'static str> {
    match (path, told) {
        (["MedlineCitation", "PMID"], _) => Some("PMID"),
        (["MedlineCitation", "Article", "ArticleTitle"], _) => Some("ArticleTitle"),
        (["MedlineCitation", "Article", "VernacularTitle"], _) => Some("VernacularTitle"),
        (["MedlineCitation", "Article", "Abstract", "AbstractText"], _) => Some("AbstractText"),
        (["MedlineCitation", "Article", "Journal", "Title"], _) => Some("Title"),
        (["MedlineCitation", "Article", "Journal", "ISOAbbreviation"], _) => {
            Some("ISOAbbreviation")
        }
        (
            [
                "MedlineCitation",
                "Article",
                "Journal",
                "JournalIssue",
                "PubDate",
                "Year" | "MedlineDate",
            ],
            _,
        ) => Some("PubDate"),
        (["MedlineCitation", "Article", "ArticleDate", "Year"], _) => Some("ArticleDate"),
        (["MedlineCitation", "Article", "AuthorList", "Author"], _) => Some("Author"),
        (["MedlineCitation", "Article", "ELocationID"], "doi") => Some("ELocationID"),
        (
            [
                "MedlineCitation",
                "Article",
                "PublicationTypeList",
                "PublicationType",
            ],
            _,
        ) => Some("PublicationType"),
        (
            [
                "MedlineCitation",
                "CommentsCorrectionsList",
                "CommentsCorrections",
            ],
            "RetractionIn",
        ) => Some("RetractionIn"),
        (["PubmedData", "ArticleIdList", "ArticleId"], "doi") => Some("ArticleId"),
        _ => None,
    }
}

/// Whether markup at `path` stands inside a title or an abstract.
fn is_prose(path: &[&str]) -> bool {
    let prose = ["ArticleTitle", "VernacularTitle", "AbstractText"];
    path.iter().any(|name| prose.contains(name))
}

fn publication(draft: &mut Draft) -> Result<Publication, Refused> {
    let pmid = draft.pmid(&["PMID"])?.ok_or_else(|| Refused {
        line: draft.line,
        fault: Fault::missing("PMID"),
    })?;
    let kinds = |kind: &str| {
        draft
            .all(&["PublicationType"])
            .any(|(_, held)| held == kind)
    };
    let is_retracted =
        kinds("Retracted Publication") || draft.all(&["RetractionIn"]).next().is_some();
    Ok(Publication {
        title: draft.title(&["ArticleTitle", "VernacularTitle"])?,
        authors: draft.names(&["Author"]),
        year: draft.year(&["PubDate", "ArticleDate"])?,
        journal: draft.text(&["Title", "ISOAbbreviation"]),
        doi: draft.doi(&["ELocationID", "ArticleId"])?,
        pmid: Some(pmid),
        summary: draft.text(&["AbstractText"]),
        is_retracted,
    })
}
