//! Running the binary.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// Runs `spotcheck` with `arguments` and nothing on standard input.
pub(crate) fn spotcheck(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the binary runs")
}

/// Runs `spotcheck` with `input` on standard input.
pub(crate) fn spotcheck_reading(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // The binary may stop reading early; what matters is what it says.
    stdin.write_all(input).ok();
    drop(stdin);
    child.wait_with_output().expect("the binary ends")
}

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spotcheck"));
    // Whatever whoever runs the tests has added is not theirs to see, nor is a proxy loopback's.
    command
        .args(arguments)
        .stdin(Stdio::null())
        .env("SPOTCHECK_DATA", scratch("no data"))
        .env_remove("DATABASE_URL");
    for proxy in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(proxy).env_remove(proxy.to_lowercase());
    }
    command
}

/// Standard output of a run that must succeed.
pub(crate) fn said(arguments: &[&str]) -> String {
    let output = spotcheck(arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    assert!(stderr.is_empty(), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// Standard output of a run that must succeed, as JSON.
pub(crate) fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&said(arguments)).expect("output is JSON")
}

/// Runs `spotcheck` in a folder, as a reader of the README would.
pub(crate) fn spotcheck_in(folder: &Path, arguments: &[&str]) -> Output {
    command(arguments)
        .current_dir(folder)
        .output()
        .expect("the binary runs")
}

/// Where a file of the tests' scratch folder lies; names are one test's own.
pub(crate) fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// A file with `text` in the tests' scratch folder.
pub(crate) fn file(name: &str, text: &str) -> PathBuf {
    let path = scratch(name);
    let folder = path.parent().expect("scratch files have a folder");
    fs::create_dir_all(folder).expect("the scratch folder is writable");
    fs::write(&path, text).expect("the scratch folder is writable");
    path
}

/// A path as an argument.
pub(crate) fn argument(path: &Path) -> &str {
    path.to_str().expect("scratch paths are UTF-8")
}
