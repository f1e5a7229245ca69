//! Where what a user adds is kept: `--data DIR`, else `SPOTCHECK_DATA`, else the platform's folder.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::report::Refusal;

/// The variable that names the data directory.
const VARIABLE: &str = "SPOTCHECK_DATA";

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
