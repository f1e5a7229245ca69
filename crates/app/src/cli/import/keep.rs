//! A file into the store, whole or not at all.

use std::{
    cell::Cell,
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use anyhow::Context as _;
use sha2::{Digest as _, Sha256};
use spotcheck_import::{Answers, Observation, Report, import};
use spotcheck_store::{Importing, Origin, Person};

use super::{super::unreadable, refusal, watched::Watched};
use crate::cli::kept::{Kept, now_ms};

/// Observations handed to the store at a time.
const AT_A_TIME: usize = 4096;

/// What became of a file.
pub(super) struct Stored {
    /// The number that undoes it, unless it brought nothing.
    pub(super) undo: Option<i64>,
    /// Observations nothing had told before.
    pub(super) new: u64,
    /// Observations that were there.
    pub(super) known: u64,
}

/// Keeps what a file holds, and takes from its reports the rows that were there already.
pub(super) fn keep(
    kept: &Kept,
    person: &Person,
    path: &Path,
    answers: &Answers,
) -> anyhow::Result<(Vec<Report>, Stored)> {
    let name = path.display().to_string();
    let cannot = || unreadable(&name);
    let sha256 = File::open(path).and_then(hash).with_context(cannot)?;
    let file_name = path.file_name().unwrap_or(path.as_os_str());
    let origin = Origin {
        file: file_name.to_string_lossy().into_owned(),
        sha256,
        reader: format!("{} {answers:?}", env!("CARGO_PKG_VERSION")),
        at_ms: now_ms(),
    };
    if kept.wait(kept.store.is_told(person, &origin))? {
        return told_again(path, answers);
    }
    let stopped = Cell::new(false);
    let mut taken = Taken {
        kept,
        importing: kept.wait(kept.store.begin(person, origin))?,
        waiting: Vec::with_capacity(AT_A_TIME),
        marks: Vec::new(),
        last_row: None,
        failed: None,
        stopped: &stopped,
    };
    let reports = File::open(path)
        .and_then(|file| Watched::new(file, &stopped))
        .with_context(cannot)
        .and_then(|mut file| {
            let reports = import(&mut file, answers, &mut |observation| {
                taken.take(observation);
            });
            reports.map_err(|error| refusal(&name, &error).into())
        });
    taken.flush();
    let reports = match taken.failed {
        Some(error) => Err(error.into()),
        None => reports,
    };
    let mut reports = match reports {
        Ok(reports) => reports,
        Err(error) => {
            kept.wait(taken.importing.abandon())?;
            return Err(error);
        }
    };
    let formats: Vec<&str> = reports.iter().map(|report| report.format).collect();
    let import = kept.wait(taken.importing.finish(&formats))?;
    let new = taken.marks.iter().filter(|mark| mark.is_new).count() as u64;
    let known = taken.marks.len() as u64 - new;
    settle(&mut reports, &taken.marks);
    let undo = import.map(|import| import.id);
    Ok((reports, Stored { undo, new, known }))
}

/// What was kept before, of the same bytes read in the same way, is not looked for again.
fn told_again(path: &Path, answers: &Answers) -> anyhow::Result<(Vec<Report>, Stored)> {
    let name = path.display().to_string();
    let never = Cell::new(false);
    let file = File::open(path).and_then(|file| Watched::new(file, &never));
    let mut file = file.with_context(|| unreadable(&name))?;
    let mut known = 0;
    let reports = import(&mut file, answers, &mut |_| known += 1);
    let mut reports = reports.map_err(|error| refusal(&name, &error))?;
    for report in &mut reports {
        report.duplicate += report.kept;
        report.kept = 0;
    }
    let stored = Stored {
        undo: None,
        new: 0,
        known,
    };
    Ok((reports, stored))
}

/// The SHA-256 of a file in hexadecimal.
fn hash(mut file: File) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => hash.update(&buffer[..read]),
        }
    }
    let mut digits = String::with_capacity(64);
    for byte in hash.finalize() {
        digits.push_str(&format!("{byte:02x}"));
    }
    Ok(digits)
}

/// Of an observation, in the order they came: whether it is new, and whether another row begins with it.
#[derive(Debug, Clone, Copy)]
struct Mark {
    is_new: bool,
    begins_row: bool,
}

/// What was read of a file and is on its way into the store.
struct Taken<'k> {
    kept: &'k Kept,
    importing: Importing,
    waiting: Vec<Observation>,
    marks: Vec<Mark>,
    last_row: Option<u64>,
    failed: Option<spotcheck_store::Error>,
    stopped: &'k Cell<bool>,
}

impl Taken<'_> {
    fn take(&mut self, observation: Observation) {
        self.waiting.push(observation);
        if self.waiting.len() == AT_A_TIME {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if self.failed.is_none() {
            match self.kept.wait(self.importing.keep(&self.waiting)) {
                Ok(are_new) => self.mark(&are_new),
                Err(error) => {
                    self.failed = Some(error);
                    self.stopped.set(true);
                }
            }
        }
        self.waiting.clear();
    }

    fn mark(&mut self, are_new: &[bool]) {
        for (observation, is_new) in self.waiting.iter().zip(are_new) {
            self.marks.push(Mark {
                is_new: *is_new,
                begins_row: self.last_row != Some(observation.row),
            });
            self.last_row = Some(observation.row);
        }
    }
}

/// Counts rows that told only what was there as duplicates. Reports come in the order of what was read.
fn settle(reports: &mut [Report], marks: &[Mark]) {
    let mut rest = marks;
    for report in reports {
        let count = usize::try_from(report.observations()).unwrap_or(usize::MAX);
        let (own, after) = rest.split_at(count.min(rest.len()));
        rest = after;
        let mut known = 0;
        let mut row_is_new = true;
        for (i, mark) in own.iter().enumerate() {
            if i == 0 || mark.begins_row {
                known += u64::from(!row_is_new);
                row_is_new = false;
            }
            row_is_new |= mark.is_new;
        }
        known += u64::from(!row_is_new);
        report.kept = report.kept.saturating_sub(known);
        report.duplicate += known;
    }
}
