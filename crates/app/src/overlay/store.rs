//! The files of additions: their names, their order, adding one and taking one away.
//!
//! A name is a number that gives the order, the start of the SHA-256 of the content, by which a file
//! that was cut or changed is noticed, and what it holds: `0003-9f3a1c2b.study.toml`.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use spotcheck_evidence::state::sha256;

use super::durable::{self, UNFINISHED};
use crate::report::Refusal;

/// Digits of the hash that a name holds.
const HASH_DIGITS: usize = 8;

/// The largest file that is read back; what may be imported is smaller.
const MOST_BYTES: u64 = 2_000_000_000;

/// What an addition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Rows of studies.
    Rows,
    /// Publications that await figures.
    Candidates,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Rows, Self::Candidates];

    fn ending(self) -> &'static str {
        match self {
            Self::Rows => ".study.toml",
            Self::Candidates => ".candidates.csv",
        }
    }
}

/// One addition.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) path: PathBuf,
    number: u32,
}

impl Entry {
    fn named(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| name.ends_with(kind.ending()))?;
        let id = name.strip_suffix(kind.ending())?.to_owned();
        let number = id.split('-').next()?.parse().ok()?;
        Some(Self {
            id,
            kind,
            path,
            number,
        })
    }

    /// The text of an addition, if it is what was added.
    pub(super) fn text(&self) -> anyhow::Result<String> {
        let name = self.path.display();
        let unreadable =
            || Refusal::new(format!("cannot read {name}"), "check that you may read it");
        let mut bytes = Vec::new();
        File::open(&self.path)
            .and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes))
            .with_context(unreadable)?;
        if !self.id.ends_with(&hash(&bytes)) {
            let message = format!("{name} is not what was added: it was cut or changed since");
            let hint = format!(
                "`spotcheck evidence undo {}` takes it away; then add the right one again",
                self.id
            );
            return Err(Refusal::new(message, hint).into());
        }
        String::from_utf8(bytes).with_context(unreadable)
    }
}

/// The folder that holds what the user added.
#[derive(Debug)]
pub(crate) struct Overlay {
    folder: PathBuf,
}

impl Overlay {
    pub(crate) fn below(data: &Path) -> Self {
        Self {
            folder: data.join("evidence"),
        }
    }

    /// Every addition, in order; none where the folder does not exist.
    pub(crate) fn entries(&self) -> anyhow::Result<Vec<Entry>> {
        let listed = match fs::read_dir(&self.folder) {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).with_context(|| self.unreadable()),
        };
        let mut entries = Vec::new();
        for file in listed {
            let path = file.with_context(|| self.unreadable())?.path();
            entries.extend(Entry::named(path));
        }
        entries.sort_by(|one, other| (one.number, &one.id).cmp(&(other.number, &other.id)));
        Ok(entries)
    }

    /// Takes the right to change the folder, until the file is dropped or the process ends.
    pub(crate) fn lock(&self) -> anyhow::Result<File> {
        let lock = fs::create_dir_all(&self.folder)
            .and_then(|()| File::create(self.folder.join("lock")))
            .and_then(|file| file.lock().map(|()| file));
        let lock = lock.with_context(|| self.unwritable())?;
        self.sweep();
        Ok(lock)
    }

    /// Removes what a process that was ended left unfinished; it was never acknowledged.
    fn sweep(&self) {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for file in files {
            if file.file_name().to_string_lossy().ends_with(UNFINISHED) {
                // It is in nobody's way, and the next sweep tries again.
                fs::remove_file(file.path()).ok();
            }
        }
    }

    /// Adds a file and returns the id of the addition once the disk holds it. Needs the lock.
    pub(crate) fn add(&self, kind: Kind, text: &str) -> anyhow::Result<String> {
        let last = self.entries()?.last().map_or(0, |entry| entry.number);
        let id = format!("{:04}-{}", last.saturating_add(1), hash(text.as_bytes()));
        let path = self.folder.join(format!("{id}{}", kind.ending()));
        durable::write(&path, text.as_bytes()).with_context(|| self.unwritable())?;
        Ok(id)
    }

    /// The addition with this id, or the number it begins with; without one the last.
    pub(crate) fn find(&self, id: Option<&str>) -> anyhow::Result<Option<Entry>> {
        let mut entries = self.entries()?;
        let Some(id) = id else {
            return Ok(entries.pop());
        };
        let number = id.parse().ok();
        let is_meant = |entry: &Entry| entry.id == id || Some(entry.number) == number;
        Ok(entries.into_iter().find(is_meant))
    }

    /// Takes an addition away. Needs the lock.
    pub(crate) fn remove(&self, entry: &Entry) -> anyhow::Result<()> {
        durable::remove(&entry.path).with_context(|| self.unwritable())
    }

    fn unreadable(&self) -> Refusal {
        let message = format!("cannot read {}", self.folder.display());
        Refusal::new(message, "check that you may read it")
    }

    fn unwritable(&self) -> Refusal {
        let message = format!("cannot write below {}", self.folder.display());
        Refusal::new(
            message,
            "check that you may write there, or say where with --data DIR",
        )
    }
}

fn hash(bytes: &[u8]) -> String {
    let mut digits = sha256(bytes);
    digits.truncate(HASH_DIGITS);
    digits
}
