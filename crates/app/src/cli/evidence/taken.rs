//! What was taken from a file, what was there already and what was refused, told in text or JSON.

use serde::Serialize;
use spotcheck_evidence::{
    How, Joined, Library,
    overlay::{Addition, Origin},
    records::{Parsed, Refused},
    sanity::Finding,
};

use super::change::Change;
use crate::{
    cli::{Output, json},
    doubts, number,
    report::{BAD_INPUT, DONE, printable},
};

/// Lines of one kind that a text shows; JSON has them all.
const SHOWN: usize = 50;

/// A place in a file with what is said of it.
#[derive(Debug, Serialize)]
pub(super) struct Noted {
    pub(super) line: u64,
    pub(super) why: String,
}

impl From<&Refused> for Noted {
    fn from(refused: &Refused) -> Self {
        let Refused { line, fault } = refused;
        let mut why = fault.to_string();
        let mut cause = std::error::Error::source(fault);
        while let Some(error) = cause {
            let said = error.to_string();
            // Some causes are part of what is said of them.
            if !why.contains(said.trim()) {
                why.push_str(": ");
                why.push_str(said.trim());
            }
            cause = error.source();
        }
        Self { line: *line, why }
    }
}

/// A row whose figures may not plausibly be what they say.
#[derive(Debug, Serialize)]
pub(super) struct Doubted {
    row: String,
    column: &'static str,
    doubt: &'static str,
    why: String,
}

impl From<Finding> for Doubted {
    fn from(finding: Finding) -> Self {
        Self {
            why: doubts::of_row(&finding.doubt),
            doubt: finding.doubt.word(),
            column: finding.column,
            row: finding.row,
        }
    }
}

/// The account of one file.
#[derive(Debug, Serialize)]
pub(super) struct Account {
    pub(super) file: String,
    pub(super) format: &'static str,
    pub(super) read: usize,
    pub(super) kept: usize,
    pub(super) duplicate: Vec<Noted>,
    pub(super) refused: Vec<Noted>,
    /// Records that say their publication was retracted.
    pub(super) retracted: Vec<String>,
    /// How each row joined its claims.
    pub(super) joined: Vec<String>,
    /// What its figures may not plausibly be.
    pub(super) doubts: Vec<Doubted>,
    /// What takes it away again.
    pub(super) undo: Option<String>,
    pub(super) change: Change,
}

impl Account {
    /// Of records read, none of them taken yet.
    pub(super) fn of<T>(origin: &Origin, parsed: &Parsed<T>) -> Self {
        Self {
            file: origin.from.clone(),
            format: "records",
            read: parsed.kept.len() + parsed.refused.len(),
            kept: 0,
            duplicate: Vec::new(),
            refused: parsed.refused.iter().map(Noted::from).collect(),
            retracted: Vec::new(),
            joined: Vec::new(),
            doubts: Vec::new(),
            undo: None,
            change: Change::default(),
        }
    }

    /// The account on stdout; where something was refused, the exit code of bad input.
    pub(super) fn output(&self, is_json: bool, closing: &str) -> anyhow::Result<Output> {
        let text = if is_json {
            json(self)?
        } else {
            printable(&self.text(closing))
        };
        Ok(Output {
            body: text.into_bytes(),
            note: None,
            code: if self.refused.is_empty() {
                DONE
            } else {
                BAD_INPUT
            },
        })
    }

    pub(super) fn text(&self, closing: &str) -> String {
        let mut text = format!(
            "{} ({}): {} read, {} kept, {} here already, {} refused.\n",
            self.file,
            self.format,
            number::grouped(self.read),
            number::grouped(self.kept),
            number::grouped(self.duplicate.len()),
            number::grouped(self.refused.len())
        );
        listed(&mut text, "here already", &self.duplicate);
        listed(&mut text, "refused", &self.refused);
        for retracted in &self.retracted {
            text.push_str(&format!("  RETRACTED: {retracted}\n"));
        }
        for joined in &self.joined {
            text.push_str(&format!("  {joined}\n"));
        }
        for Doubted { row, why, .. } in &self.doubts {
            text.push_str(&format!("  please check {row}: {why}\n"));
        }
        match &self.undo {
            Some(id) => {
                text.push_str(closing);
                text.push_str(&format!(
                    "`spotcheck evidence undo {id}` takes it away again.\n"
                ));
            }
            None if self.refused.is_empty() => {
                text.push_str("Nothing new, so nothing was added.\n");
            }
            None => text.push_str("Nothing was added.\n"),
        }
        text
    }
}

fn listed(text: &mut String, what: &str, noted: &[Noted]) {
    for Noted { line, why } in noted.iter().take(SHOWN) {
        text.push_str(&format!("  {what}, line {line}: {why}\n"));
    }
    if SHOWN < noted.len() {
        let more = number::grouped(noted.len() - SHOWN);
        text.push_str(&format!("  {what}: {more} more; --json lists them all\n"));
    }
}

/// Rows of an addition tried on a library.
pub(super) struct Tried {
    /// The library with the rows that joined.
    pub(super) after: Library,
    /// Those rows alone.
    pub(super) kept: Addition,
    pub(super) joined: Vec<Joined>,
    pub(super) duplicate: Vec<Refused>,
    pub(super) refused: Vec<Refused>,
}

impl Tried {
    /// The doubts that these rows brought, about themselves or about rows that were there.
    pub(super) fn doubts(&self, before: &Library) -> Vec<Doubted> {
        let known = before.open_findings();
        let mut brought = self.after.open_findings();
        brought.retain(|finding| !known.contains(finding));
        brought.into_iter().map(Doubted::from).collect()
    }

    pub(super) fn on(before: &Library, addition: Addition) -> Self {
        let Addition {
            origin,
            mut sources,
            rows,
        } = addition;
        let mut tried = Self {
            after: before.clone(),
            kept: Addition {
                origin,
                ..Addition::default()
            },
            joined: Vec::new(),
            duplicate: Vec::new(),
            refused: Vec::new(),
        };
        for (line, row) in rows {
            match tried
                .after
                .join("this one", &row, sources.get(&row.study.source))
            {
                Ok(joined) => {
                    tried.joined.push(joined);
                    tried.kept.rows.push((line, row));
                }
                Err(fault) if fault.is_duplicate() => tried.duplicate.push(Refused { line, fault }),
                Err(fault) => tried.refused.push(Refused { line, fault }),
            }
        }
        sources.retain(|key, _| {
            tried
                .kept
                .rows
                .iter()
                .any(|(_, row)| row.study.source == *key)
        });
        tried.kept.sources = sources;
        tried
    }
}

/// How a row joined its claims, in a line each.
pub(super) fn told(joined: &Joined) -> Vec<String> {
    let Joined {
        row,
        publication,
        claims,
    } = joined;
    let known = publication
        .iter()
        .map(|key| format!("{row}: its publication is here already, as `{key}`."));
    let claims = claims.iter().map(|(claim, how)| match how {
        How::Pooled => format!("{row}: pooled for {claim}."),
        How::Counted => format!("{row}: counts among the findings of {claim}."),
        How::Shown => format!("{row}: shown at {claim}; it does not decide there."),
        How::NotPooled(error) => format!("{row}: shown at {claim}, but not pooled: {error}."),
    });
    known.chain(claims).collect()
}
