//! The README's examples are what the program says.

use std::fs;

use crate::run::{file, spotcheck_in};

const README: &str = include_str!("../../../../README.md");

/// The fenced blocks of the README: language and text.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let mut blocks = Vec::new();
    let mut rest = README;
    while let Some((_, opened)) = rest.split_once("\n```") {
        let (language, body) = opened.split_once('\n').expect("a fence ends its line");
        let (text, after) = body.split_once("\n```").expect("a fence is closed");
        blocks.push((language, text));
        rest = after;
    }
    blocks
}

/// The words of a command line, double quotes respected.
fn words(line: &str) -> Vec<String> {
    line.split('"')
        .enumerate()
        .flat_map(|(i, part)| {
            if i % 2 == 1 {
                vec![part.to_owned()]
            } else {
                part.split_whitespace().map(str::to_owned).collect()
            }
        })
        .collect()
}

#[test]
fn the_examples_run_and_print_what_is_shown() {
    let mut me = None;
    let mut examples = 0;
    for (language, text) in blocks() {
        match language {
            "toml" => me = Some(text),
            "json" => drop(file("readme/S.json", text)),
            _ => {}
        }
    }
    let path = file("readme/me.toml", me.expect("the README shows a person"));
    let folder = path.parent().expect("a file has a folder");
    for (_, text) in blocks()
        .into_iter()
        .filter(|(_, text)| text.starts_with("$ spotcheck "))
    {
        let (command, shown) = text.split_once('\n').unwrap_or((text, ""));
        let words = words(command.trim_start_matches("$ spotcheck "));
        let arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = spotcheck_in(folder, &arguments);
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(said.trim_end(), shown.trim_end(), "{command}");
        examples += 1;
    }
    assert_eq!(examples, 2);
    let output = spotcheck_in(
        folder,
        &["forecast", "--scenario", "S.json", "--draws", "200"],
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Every command the README names is one the program knows.
#[test]
fn the_commands_exist() {
    for command in ["ask", "forecast", "solve", "bound", "why", "evidence"] {
        let help = spotcheck_in(std::env::temp_dir().as_path(), &[command, "--help"]);
        assert!(help.status.success(), "{command}");
        assert!(
            README.contains(&format!("spotcheck {command}")),
            "{command} is not in the README"
        );
    }
    assert!(fs::metadata(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/method")).is_ok());
}
