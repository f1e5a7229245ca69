//! `spotcheck backup` and `spotcheck restore`: one file that holds everything, verified by reading it back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use spotcheck_store::{Health, Store};

use super::Kept;
use crate::{cli::Output, data::private_folder, report::Refusal};

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to make; there must be none of its name
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// A backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Copies beside the final name and renames, so that no half of a backup ever bears it.
pub(super) fn backup(options: &Backup, data: Option<&Path>) -> anyhow::Result<Output> {
    let name = options.file.display();
    if options.file.exists() {
        return Err(Refusal::new(
            format!("{name} is there already"),
            "name a file that is not, so that no backup is lost",
        )
        .into());
    }
    let mut unfinished = options.file.clone().into_os_string();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    fs::remove_file(&unfinished).ok();
    let kept = Kept::open(data)?;
    let copied = kept.wait(async {
        let copy = Store::file(&unfinished).await?;
        let copied = kept.store.copy_to(&copy, &mut |_, _| {}).await;
        let whole = copy.check().await;
        copy.close().await;
        copied?;
        whole
    });
    kept.close();
    let health = copied.inspect_err(|_| {
        fs::remove_file(&unfinished).ok();
    })?;
    if let Some(problem) = health.problems.first() {
        anyhow::bail!("the copy is not whole: {problem}");
    }
    fs::File::open(&unfinished)?.sync_all()?;
    fs::rename(&unfinished, &options.file)?;
    Ok(Output::done(format!(
        "{name} holds {} observations and was read back whole; their hash is {}\n",
        health.digest.count(),
        health.digest
    )))
}

pub(super) fn restore(options: &Restore, data: Option<&Path>) -> anyhow::Result<Output> {
    let name = options.file.display();
    if !options.file.is_file() {
        return Err(Refusal::new(
            format!("there is no {name}"),
            "give a file that `spotcheck backup` made",
        )
        .into());
    }
    // Opening brings an older backup up to date: a copy of it is opened, and the backup is left as it is.
    let folder = std::env::temp_dir().join(format!("spotcheck-restore-{}", std::process::id()));
    private_folder(&folder)?;
    let restored = filled(&options.file, &folder.join("backup.db"), data);
    fs::remove_dir_all(&folder)?;
    let health = restored?;
    Ok(Output::done(format!(
        "{} observations are restored from {name}; their hash is {}\n",
        health.digest.count(),
        health.digest
    )))
}

/// Fills the store from a backup, which is opened as `copy`.
fn filled(backup: &Path, copy: &Path, data: Option<&Path>) -> anyhow::Result<Health> {
    fs::copy(backup, copy)?;
    let kept = Kept::open(data)?;
    let restored = kept.wait(async {
        let from = Store::file(copy).await?;
        let copied = from.copy_to(&kept.store, &mut |_, _| {}).await;
        from.close().await;
        copied?;
        kept.store.check().await
    });
    kept.close();
    Ok(restored?)
}
