//! Writing a file so that once it is said to be there, it is: written beside, flushed to the disk,
//! renamed, and the folder flushed.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
};

/// What the name of a file that is not finished ends with.
pub(super) const UNFINISHED: &str = ".unfinished";

/// Writes `bytes` to `path`, whole or not at all, whatever becomes of the process.
///
/// # Errors
/// Those of the file system.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(UNFINISHED);
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&unfinished, path)?;
    flush_folder(path)
}

/// Removes a file for good.
///
/// # Errors
/// Those of the file system.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    flush_folder(path)
}

/// Flushes the folder that holds `path`, where the platform can.
fn flush_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let is_here = folder.as_os_str().is_empty();
    let folder = if is_here { Path::new(".") } else { folder };
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
