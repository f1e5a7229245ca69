//! Answers that came with a validator, so that a service need not send them again.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use spotcheck_evidence::state::sha256;
use ureq::http::header::{self, HeaderName};

use crate::overlay::write;

/// Answers kept; beyond, the oldest go.
const MOST_KEPT: usize = 200;

/// What makes a service say whether its answer is still the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Validators {
    etag: Option<String>,
    last_modified: Option<String>,
    /// SHA-256 of the body, so that the two files of an answer belong together.
    body: String,
}

impl Validators {
    /// Those of a body; `None` where the answer came without any.
    pub(super) fn of(
        etag: Option<String>,
        last_modified: Option<String>,
        body: &[u8],
    ) -> Option<Self> {
        let has_any = etag.is_some() || last_modified.is_some();
        has_any.then(|| Self {
            etag,
            last_modified,
            body: sha256(body),
        })
    }
}

impl Validators {
    /// The headers that ask whether an answer is still the same.
    pub(super) fn conditions(&self) -> impl Iterator<Item = (HeaderName, &String)> {
        let conditions = [
            (header::IF_NONE_MATCH, &self.etag),
            (header::IF_MODIFIED_SINCE, &self.last_modified),
        ];
        let stated = conditions.into_iter();
        stated.filter_map(|(name, value)| Some((name, value.as_ref()?)))
    }
}

/// A folder of answers. What cannot be read or written there is asked again: a cache may forget.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    pub(super) fn below(data: &Path) -> Self {
        Self {
            folder: data.join("watch").join("cache"),
        }
    }

    pub(super) fn held(&self, url: &str) -> Option<(Validators, Vec<u8>)> {
        let (told, body) = self.paths(url);
        let validators: Validators = toml::from_str(&fs::read_to_string(told).ok()?).ok()?;
        let body = fs::read(body).ok()?;
        (validators.body == sha256(&body)).then_some((validators, body))
    }

    pub(super) fn keep(&self, url: &str, validators: &Validators, body: &[u8]) {
        let (told, path) = self.paths(url);
        if let Ok(text) = toml::to_string(validators)
            && fs::create_dir_all(&self.folder).is_ok()
            && write(&path, body).is_ok()
        {
            write(&told, text.as_bytes()).ok();
            self.forget();
        }
    }

    fn paths(&self, url: &str) -> (PathBuf, PathBuf) {
        let name = sha256(url.as_bytes());
        (
            self.folder.join(format!("{name}.toml")),
            self.folder.join(format!("{name}.body")),
        )
    }

    fn forget(&self) {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let age = |path: &PathBuf| fs::metadata(path).and_then(|file| file.modified()).ok();
        let bodies = files
            .map(|file| file.path())
            .filter(|path| path.extension().is_some_and(|e| e == "body"));
        let mut bodies: Vec<PathBuf> = bodies.collect();
        if bodies.len() <= MOST_KEPT {
            return;
        }
        bodies.sort_by_key(age);
        for path in &bodies[..bodies.len() - MOST_KEPT] {
            fs::remove_file(path).ok();
            fs::remove_file(path.with_extension("toml")).ok();
        }
    }
}
