//! Data directories of the tests' own, and a study to put into them.

use std::{fs, path::PathBuf, process::Output};

use crate::run::{command, file, scratch};

pub(crate) const STUDY: &str = r#"
[source.smith2024]
authors = "Smith J, Doe A"
year = 2024
title = "One arm trained, both arms scanned"
pmid = "39999991"
doi = "https://doi.org/10.1234/ABC.1"
flag = "verified"

[[study]]
key = "smith2024_arm"
source = "smith2024"
cohort = "smith2024"
n = 40
n_trained = 40
depot = "arm"
outcome = "fat volume"
unit = "cm3"
recipe = "limb_pre_post"
sd_type = "sd"
trained_pre = 100.0
trained_pre_spread = 30
trained_post = 99
control_pre = 100
control_post = 100
r_pre_post = 0.95
r_between = 0.5
finding = "Trained arm 100 to 99 cm3, other arm unchanged."
flag = "verified"
bears_on = [{ claim = "C01", says = "against" }, { claim = "C04", says = "against", role = "also" }]
"#;

/// An empty data directory, and the binary run on it.
pub(crate) struct Data(pub(crate) PathBuf);

impl Data {
    pub(crate) fn new(name: &str) -> Self {
        let folder = scratch(&format!("living/{name}"));
        fs::remove_dir_all(&folder).ok();
        Self(folder)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        command(arguments)
            .env("SPOTCHECK_DATA", &self.0)
            .output()
            .expect("the binary runs")
    }

    /// What a run with this exit code says on stdout, or where it is refused on stderr.
    pub(crate) fn said(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        if stdout.is_empty() { stderr } else { stdout }
    }

    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let listed = fs::read_dir(self.0.join("evidence")).expect("it is there");
        let paths = listed.map(|file| file.expect("readable").path());
        let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some()).collect();
        paths.sort();
        paths
    }
}

pub(crate) fn study(name: &str) -> PathBuf {
    file(&format!("living/{name}.toml"), STUDY)
}
