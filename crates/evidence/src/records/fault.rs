//! What can be wrong with a record, and where in its file.

use std::fmt;

/// Characters of a refused value that a message repeats.
const SHOWN: usize = 60;

/// Why a record was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A field that must be there is not.
    #[error("`{field}` is missing")]
    Missing {
        /// Column or tag.
        field: String,
    },
    /// A field holds what it cannot.
    #[error("`{field}` cannot be `{value}`")]
    BadValue {
        /// Column or tag.
        field: String,
        /// The start of what it holds.
        value: String,
    },
    /// A field that no such file has.
    #[error("`{field}` is not a field that is known here")]
    UnknownField {
        /// Column or tag.
        field: String,
    },
    /// The bytes are not UTF-8.
    #[error("this is not UTF-8 text")]
    NotText,
    /// A record that its file does not end.
    #[error("the record that starts here has no end: `{wanted}` is missing")]
    Unended {
        /// What should have ended it.
        wanted: &'static str,
    },
    /// Text that belongs to no record.
    #[error("text outside any record: `{text}`")]
    Stray {
        /// The start of the text.
        text: String,
    },
    /// A row of a table has the wrong number of fields, or cannot be split into fields.
    #[error("this row cannot be read")]
    Csv(#[source] csv::Error),
    /// A TOML file does not have the shape of its schema; what it says has no line of its own, and is whole.
    #[error("this does not have the shape of its schema: {}", .0.message())]
    Toml(toml::de::Error),
    /// Broken XML; nothing after it can be read.
    #[error("the XML is broken here, and nothing after it was read: {0}")]
    Xml(#[source] quick_xml::Error),
    /// XML that holds something else.
    #[error("`{found}` is not a record of an article")]
    NotArticle {
        /// The element found.
        found: String,
    },
    /// Elements nested deeper than any record is.
    #[error("elements are nested too deeply to be a record")]
    TooDeep,
    /// Broken JSON.
    #[error("the JSON is broken or not of the documented shape: {0}")]
    Json(#[source] serde_json::Error),
    /// The service answered with a message of its own instead of results.
    #[error("the service says: {said}")]
    Said {
        /// Its message.
        said: String,
    },
    /// A claim that is not there.
    #[error("there is no claim `{claim}`")]
    UnknownClaim {
        /// As written.
        claim: String,
    },
    /// A source that is neither in the file nor in the evidence.
    #[error("there is no source `{key}`, in this file or in the evidence")]
    UnknownSource {
        /// As written.
        key: String,
    },
    /// A key that means something else already.
    #[error("the key `{key}` is taken by another row or publication")]
    KeyTaken {
        /// The key.
        key: String,
    },
    /// A row of the same publication, people, place, outcome and tool is there.
    #[error("it is already here as `{of}`")]
    Known {
        /// Key of the row that is there.
        of: String,
    },
    /// The same people are pooled already.
    #[error(
        "its people (cohort {cohort}) are already pooled for {claim} as `{with}`, and nobody is \
         counted twice; with role = \"also\" it is shown beside"
    )]
    AlreadyPooled {
        /// The shared cohort.
        cohort: String,
        /// The claim.
        claim: String,
        /// The row that is pooled.
        with: String,
    },
    /// A figure from memory would decide an answer.
    #[error("it is only recalled, so it cannot decide {claim}; with role = \"also\" it is shown")]
    Recalled {
        /// The claim.
        claim: String,
    },
}

impl Fault {
    pub(crate) fn missing(field: &str) -> Self {
        let field = field.to_owned();
        Self::Missing { field }
    }

    pub(crate) fn bad(field: &str, value: &str) -> Self {
        Self::BadValue {
            field: field.to_owned(),
            value: shortened(value),
        }
    }

    pub(crate) fn stray(text: &str) -> Self {
        Self::Stray {
            text: shortened(text),
        }
    }

    /// Whether nothing is wrong but that it is there already.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Known { .. })
    }
}

fn shortened(text: &str) -> String {
    let printable = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut shown: String = text.chars().take(SHOWN).map(printable).collect();
    if SHOWN < text.chars().count() {
        shown.push('\u{2026}');
    }
    shown
}

/// A record that was not taken, with the line that is at fault.
#[derive(Debug)]
pub struct Refused {
    /// One-based line.
    pub line: u64,
    /// What is wrong.
    pub fault: Fault,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.fault.source()
    }
}
