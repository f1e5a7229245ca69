//! The brief, row by row: what the long answer to the headline question says to each.

use spotcheck_evidence::{Flag, Library, Role};

use crate::run::said;

fn long() -> String {
    said(&["ask", "--long", "can I lose fat from just one spot?"])
}

/// What stands under a heading, up to the next one.
fn section(text: &str, title: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_heading = |i: usize| lines.get(i + 1).is_some_and(|next| next.starts_with('─'));
    let start = (0..lines.len())
        .find(|&i| lines[i] == title && is_heading(i))
        .unwrap_or_else(|| panic!("no section {title}"));
    let end = (start + 2..lines.len())
        .find(|&i| is_heading(i))
        .unwrap_or(lines.len());
    lines[start..end].join("\n").trim_end().to_owned()
}

/// The paragraph of one claim within the long answer.
fn claim(text: &str, id: &str) -> String {
    let start = text
        .lines()
        .position(|line| line.starts_with(&format!("{id} ")))
        .unwrap_or_else(|| panic!("{id} is not told"));
    let lines: Vec<&str> = text
        .lines()
        .skip(start)
        .take_while(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

fn claims(ids: &[&str]) -> String {
    let text = long();
    ids.iter()
        .map(|id| claim(&text, id))
        .collect::<Vec<_>>()
        .join("\n\n")
}

#[test]
fn b01_answer_certainty_and_size_are_three_things() {
    let text = long();
    let short: Vec<&str> = text
        .lines()
        .take_while(|line| !line.starts_with('─'))
        .collect();
    insta::assert_snapshot!(format!(
        "{}\n{}",
        short.join("\n"),
        section(&text, "How sure, and why")
    ));
}

#[test]
fn b02_six_weeks_of_ab_training() {
    insta::assert_snapshot!(claims(&["C02"]));
}

#[test]
fn b03_limb_comparisons() {
    let text = long();
    insta::assert_snapshot!(format!(
        "{}\n\n{}",
        section(&text, "The studies"),
        claim(&text, "C04")
    ));
}

#[test]
fn b04_local_lipolysis_and_its_bound() {
    let body = section(&long(), "What it means for a body");
    insta::assert_snapshot!(format!("{}\n\n{body}", claims(&["C05", "C06"])));
}

#[test]
fn b05_the_2023_trial() {
    let text = long();
    let studies = section(&text, "The studies");
    let dissent: Vec<&str> = studies
        .lines()
        .skip_while(|line| *line != "Disagrees:")
        .take_while(|line| !line.starts_with("With other tools"))
        .collect();
    let told = format!("{}\n\n{}", dissent.join("\n"), claim(&text, "C07"));
    assert!(
        told.contains("p ≥ 0.09 (8 people per group assumed)"),
        "{told}"
    );
    insta::assert_snapshot!(told);
}

#[test]
fn b06_why_fat_leaves_some_places_first() {
    insta::assert_snapshot!(section(&long(), "Why fat leaves some places first"));
}

#[test]
fn b07_a_deficit_you_can_sustain() {
    insta::assert_snapshot!(claims(&["C11", "C32"]));
}

#[test]
fn b08_exercise_keeps_muscle_and_burns() {
    insta::assert_snapshot!(claims(&["C12", "C13"]));
}

#[test]
fn b09_train_the_whole_body() {
    insta::assert_snapshot!(claims(&["C14", "C35"]));
}

#[test]
fn b10_minutes_and_intensity() {
    let told = claims(&["C15", "C16", "C17"]);
    assert!(told.contains("Superseded:"), "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn b11_train_a_region_for_muscle() {
    insta::assert_snapshot!(section(
        &long(),
        "Shape: train a region for muscle, not for fat"
    ));
}

#[test]
fn b12_every_line_cites_its_source() {
    let text = long();
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = flat(&text);
    let library = Library::built_in().expect("the built-in evidence is sound");
    let story = &library.registry().story["spot"];
    let others = story
        .iter()
        .flat_map(|section| section.claims.iter().map(String::as_str));
    for id in others.chain(["C01"]) {
        let claim = library.claim(id).expect("checked");
        let dissent = library.verdict(claim).expect("computes").dissent;
        for item in &claim.evidence {
            if id != "C01" && item.role != Role::Main && !dissent.contains(&item.row) {
                continue;
            }
            let row = library.row(&item.row).expect("checked");
            let source = library.source(row.source()).expect("checked");
            assert!(
                said.contains(&flat(row.finding())),
                "{}: {}",
                claim.id,
                item.row
            );
            assert!(
                said.contains(&flat(&source.citation())),
                "{} is not among the sources",
                item.row
            );
            if row.flag() == Flag::Recalled {
                assert!(
                    said.contains("recalled, not confirmed"),
                    "{} is not marked",
                    item.row
                );
            }
        }
    }
    insta::assert_snapshot!(section(&text, "Sources"));
}

#[test]
fn b13_takeaways() {
    insta::assert_snapshot!(section(&long(), "Takeaways"));
}
