//! Where what a user adds is kept: `--data DIR`, else `SPOTCHECK_DATA`, else the platform's folder.

use std::{
    env,
    fs::DirBuilder,
    io,
    path::{Path, PathBuf},
};

use crate::report::Refusal;

/// The variable that names the data directory.
const VARIABLE: &str = "SPOTCHECK_DATA";
/// The variable that names a database instead.
const DATABASE: &str = "DATABASE_URL";
/// The store's file in the data directory.
const STORE: &str = "spotcheck.db";

/// The data directory, whether it exists or not; `None` where nothing says where it would be.
pub(crate) fn directory(given: Option<&Path>) -> Option<PathBuf> {
    let set = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    given
        .map(Path::to_owned)
        .or_else(|| set(VARIABLE))
        .or_else(|| platform(set))
}

/// As [`directory`], for commands that cannot do without one.
///
/// # Errors
/// A [`Refusal`] where nothing says where it would be.
pub(crate) fn needed(given: Option<&Path>) -> Result<PathBuf, Refusal> {
    directory(given).ok_or_else(|| {
        let hint = format!("say where with --data DIR, or in the variable {VARIABLE}");
        Refusal::new("there is no folder to keep data in", hint)
    })
}

/// Where the store is.
pub(crate) enum Place {
    /// A database that is served.
    Url(String),
    /// A file of SQLite.
    File(PathBuf),
}

/// The store: what `DATABASE_URL` names, unless a folder is told; else a file in the data directory.
///
/// # Errors
/// A [`Refusal`] where nothing says where it would be.
pub(crate) fn store(given: Option<&Path>) -> Result<Place, Refusal> {
    let url = env::var(DATABASE).ok().filter(|url| !url.is_empty());
    match (given, url) {
        (None, Some(url)) => Ok(Place::Url(url)),
        (given, _) => Ok(Place::File(needed(given)?.join(STORE))),
    }
}

/// Makes a folder that nobody else on the machine may look into; one that is there stays as it is.
///
/// # Errors
/// Those of the file system.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}

/// What is said of a folder nothing can be kept in.
pub(crate) fn unusable(folder: &Path) -> Refusal {
    Refusal::new(
        format!("nothing can be kept in {}", folder.display()),
        format!("check that you may write there, or say where with --data DIR or {VARIABLE}"),
    )
}

fn platform(set: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let folder = if cfg!(windows) {
        set("APPDATA")?
    } else if cfg!(target_os = "macos") {
        set("HOME")?.join("Library/Application Support")
    } else {
        let home = || Some(set("HOME")?.join(".local/share"));
        set("XDG_DATA_HOME")
            .filter(|path| path.is_absolute())
            .or_else(home)?
    };
    Some(folder.join("spotcheck"))
}
