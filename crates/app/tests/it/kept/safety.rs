//! Nothing that loses weight is targeted or foretold where it could harm, whatever the options.

use super::Folder;
use crate::run::{argument, file};

/// Four steady weeks at a weight, as kept of somebody 180 cm tall, and what the file says of them.
fn steady(name: &str, kg: f64, more: &str) -> (Folder, String) {
    let folder = Folder::new(name);
    let mut log = "time,offset,quantity,value,unit,source\n".to_owned();
    for day in 1..29_u32 {
        let water = 0.3 * (f64::from(day) * 1.9).sin();
        let shown = kg + water;
        log.push_str(&format!(
            "2026-03-{day:02}T07:10,+01:00,weight,{shown:.1},kg,scale\n2026-03-{day:02},,energy_eaten,2200,kcal,diary\n"
        ));
    }
    folder.said(&[
        "import",
        argument(&file(&format!("steady/{name}.csv"), &log)),
    ]);
    let me = format!("sex = \"male\"\nage_y = 40\nheight_cm = 180\nweight_kg = 86\n{more}");
    let me = file(&format!("steady/{name}.toml"), &me);
    (folder, argument(&me).to_owned())
}

/// What a check-in says that ends without a target.
fn stopped(folder: &Folder, me: &str, arguments: &[&str]) -> String {
    let check = ["check-in", "--me", me, "--as-of", "2026-03-29"];
    let output = folder.run(&[&check, arguments].concat());
    let said = String::from_utf8(output.stdout).expect("output is UTF-8");
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    assert!(output.stderr.is_empty(), "{arguments:?}");
    assert!(!said.contains("kcal"), "{said}");
    said
}

#[test]
fn a_gate_holds_for_every_way_to_ask() {
    let (folder, me) = steady("gated", 86.0, "eating_disorder = true\n");
    for arguments in [
        &["--rate", "-0.5"][..],
        &["--rate", "-2.5"],
        &["--rate", "0", "--target", "600"],
        &["--rate", "0.1", "--target", "900", "--pin"],
    ] {
        assert!(stopped(&folder, &me, arguments).contains("helpline"));
    }
    // To stay as one is takes no gate.
    folder.said(&[
        "check-in",
        "--me",
        &me,
        "--rate",
        "0",
        "--as-of",
        "2026-03-29",
    ]);
}

/// The file says 86 kg; what counts is the weight by now.
#[test]
fn what_somebody_weighs_by_now_decides() {
    let (folder, me) = steady("thin by now", 58.0, "fat_kg = 20\n");
    assert!(stopped(&folder, &me, &["--rate", "-0.3"]).contains("already low"));
    let told = folder.json(&["track", "--me", &me, "--as-of", "2026-03-29"]);
    assert_eq!(told["weight_ahead_kg"], serde_json::json!([]));
    let (folder, me) = steady("nearly thin", 63.0, "");
    assert!(stopped(&folder, &me, &["--rate", "-0.5"]).contains("below a healthy weight"));
    let refused = folder.refused(&[
        "track",
        "--me",
        &me,
        "--as-of",
        "2026-03-29",
        "--goal",
        "55",
    ]);
    assert!(refused.contains("a BMI of 17.0"), "{refused}");
}

#[test]
fn no_target_is_set_below_the_floor_at_any_rate() {
    let (folder, me) = steady("floored", 86.0, "");
    for arguments in [
        ["--rate", "-0.5", "--target", "900"],
        ["--rate", "0", "--target", "900"],
    ] {
        let check = ["check-in", "--me", &me, "--as-of", "2026-03-29"];
        let refused = folder.refused(&[&check, &arguments[..]].concat());
        assert!(refused.contains("less than 1500 kcal a day"), "{refused}");
    }
}

/// A child is no adult to any command, and is told where to turn.
#[test]
fn children_are_pointed_on() {
    let (folder, _) = steady("of a child", 60.0, "");
    let me = "sex = \"male\"\nage_y = 15\nheight_cm = 170\nweight_kg = 60\n";
    let me = file("steady/child.toml", me);
    for command in [&["track"][..], &["check-in", "--rate", "-0.5"]] {
        let refused = folder.refused(&[command, &["--me", argument(&me)]].concat());
        assert!(
            refused.contains("a doctor who treats children"),
            "{refused}"
        );
    }
}
