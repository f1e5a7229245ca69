//! Everything the model promises, against authorities outside it.

mod activity;
mod appendix;
mod batch;
mod build;
mod cases;
mod continuity;
mod ensemble;
mod group;
mod hall2011;
mod history;
mod inverse;
mod lean;
mod local;
mod parameters;
mod peers;
mod people;
mod person;
mod properties;
mod regional;
mod scan;

#[test]
fn every_file_here_is_a_module() {
    let main = include_str!("main.rs");
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it")).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let module = file.trim_end_matches(".rs");
        let listed = module == "main" || main.contains(&format!("mod {module};"));
        assert!(listed, "{file} is not compiled");
    }
}
