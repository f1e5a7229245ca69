//! Forest and funnel plots: well-formed, complete, drawn where metafor puts them, and read aloud.

use std::process::{Command, Output};

use roxmltree::{Document, Node};
use serde_json::Value;

use crate::run::{argument, file, json, said, scratch, spotcheck};

/// Claims whose answer rests on no number.
const WITHOUT_NUMBERS: [&str; 4] = ["C02", "C20", "C28", "C51"];

fn vector(name: &str) -> Value {
    let path = format!(
        "{}/../meta/tests/vectors/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).expect("the vectors are there");
    serde_json::from_str(&text).expect("JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().expect("an array").iter();
    values
        .map(|value| value.as_f64().expect("a number"))
        .collect()
}

/// The BCG trials as a table of effects, with the way people were allocated.
fn bcg(name: &str) -> std::path::PathBuf {
    let bcg = vector("bcg");
    let (yi, vi) = (numbers(&bcg["yi"]), numbers(&bcg["vi"]));
    let text = |key: &str, row: usize| bcg["inputs"][key][row].as_str().expect("text").to_owned();
    let row = |row: usize| {
        let (author, alloc) = (text("author", row), text("alloc", row));
        format!("\"{author}\",{alloc},{},{}", yi[row], vi[row])
    };
    let rows: Vec<String> = (0..yi.len()).map(row).collect();
    file(name, &format!("author,alloc,yi,vi\n{}\n", rows.join("\n")))
}

/// Every claim whose answer rests on a number, with its sentence.
fn drawn() -> Vec<(String, String)> {
    let claims = json(&["evidence", "list", "--json"]);
    let claims = claims.as_array().expect("claims").iter();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let claims = claims.map(|claim| (text(&claim["id"]), text(&claim["sentence"])));
    let claims: Vec<(String, String)> = claims
        .filter(|(id, _)| spotcheck(&["evidence", "plot", id]).status.success())
        .collect();
    assert!(25 < claims.len(), "{claims:?}");
    claims
}

fn svg(arguments: &[&str]) -> String {
    let mut all = vec!["evidence", "plot"];
    all.extend(arguments);
    all.extend(["-o", "-"]);
    said(&all)
}

fn attribute(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node
        .attribute(name)
        .unwrap_or_else(|| panic!("{name} of {node:?}"));
    text.parse()
        .unwrap_or_else(|_| panic!("{name}=\"{text}\" is a number"))
}

fn all<'a>(document: &'a Document<'a>, tag: &str, class: &str) -> Vec<Node<'a, 'a>> {
    let is_it = |node: &Node<'_, '_>| {
        node.has_tag_name(("http://www.w3.org/2000/svg", tag))
            && node.attribute("class") == Some(class)
    };
    document.descendants().filter(is_it).collect()
}

fn text_of(document: &Document<'_>, tag: &str) -> String {
    let mut nodes = document.root_element().children();
    let node = nodes
        .find(|node| node.tag_name().name() == tag)
        .expect("it is there");
    node.text().expect("text").to_owned()
}

/// Every number in an attribute is one, and every text and mark lies inside the picture.
fn check_places(name: &str, document: &Document<'_>) {
    let root = document.root_element();
    let (width, height) = (attribute(root, "width"), attribute(root, "height"));
    for node in root.descendants().filter(Node::is_element) {
        for name in [
            "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height",
        ] {
            if node.has_attribute(name) {
                assert!(attribute(node, name).is_finite());
            }
        }
        let points = node.attribute("points").unwrap_or_default();
        for number in points.split([' ', ',']).filter(|text| !text.is_empty()) {
            number.parse::<f64>().expect("a coordinate is a number");
        }
        if matches!(node.tag_name().name(), "text" | "rect") && node.has_attribute("x") {
            let (x, y) = (attribute(node, "x"), attribute(node, "y"));
            assert!(
                (0.0..=width).contains(&x) && (0.0..=height).contains(&y),
                "{name}: {node:?}"
            );
        }
    }
}

#[test]
fn every_number_of_a_forest_is_in_its_text_alternative() {
    for (id, sentence) in drawn() {
        for layout in ["page", "phone"] {
            let text = svg(&[&id, "--layout", layout]);
            let document = Document::parse(&text).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(
                document.root_element().attribute("role"),
                Some("img"),
                "{id}"
            );
            check_places(&id, &document);
            let spoken = text_of(&document, "desc");
            let estimates = all(&document, "text", "name end");
            let intervals = all(&document, "text", "soft end");
            assert!(!estimates.is_empty() && !intervals.is_empty(), "{id}");
            for figure in estimates.iter().chain(&intervals) {
                let figure = figure.text().expect("text");
                assert!(
                    figure == "100 %" || spoken.contains(figure),
                    "{id}: {figure} in {spoken}"
                );
            }
            assert_eq!(text_of(&document, "title"), sentence, "{id}");
        }
    }
}

#[test]
fn a_study_is_a_square_a_dissenter_a_circle_and_a_mean_a_diamond() {
    let text = svg(&["C01"]);
    let document = Document::parse(&text).expect("XML");
    let asked = json(&["ask", "--json", "can I lose fat from just one spot?"]);
    assert_eq!(asked["claim"]["id"], "C01");
    let (size, dissent) = (&asked["verdict"]["size"], &asked["dissent"]);
    // Each kind once more, in the legend.
    let squares = all(&document, "rect", "ink").len() - 1;
    assert_eq!(Some(squares as u64), size["k"].as_u64());
    let circles = all(&document, "circle", "open").len() - 1;
    let in_words = text.matches("no figure on this scale</text>").count();
    let dissent = dissent.as_array().expect("dissent").len();
    assert_eq!(circles + in_words, dissent, "each of those that disagree");
    assert_eq!(all(&document, "polygon", "ink").len(), 2);
    let published = svg(&["C25"]);
    let document = Document::parse(&published).expect("XML");
    assert!(
        all(&document, "rect", "ink").is_empty() && all(&document, "polygon", "ink").is_empty()
    );
    assert_eq!(all(&document, "polygon", "open").len(), 2);
    assert!(published.contains("Published, not pooled here"));
}

/// metafor: the side of a square is that of the usual one times the root of the weight, spread over 0.5 to 1.5.
#[test]
fn squares_and_axis_are_those_of_metafor() {
    let path = bcg("squares.csv");
    let text = svg(&["--data", argument(&path)]);
    let document = Document::parse(&text).expect("XML");
    let bcg = vector("bcg");
    let tau2 = bcg["fit"]["REML_z"]["tau2"].as_f64().expect("a number");
    let roots: Vec<f64> = numbers(&bcg["vi"])
        .iter()
        .map(|vi| (1.0 / (vi + tau2)).sqrt())
        .collect();
    let least = roots.iter().copied().fold(f64::INFINITY, f64::min);
    let most = roots.iter().copied().fold(0.0, f64::max);
    let squares = all(&document, "rect", "ink");
    assert_eq!(squares.len(), roots.len() + 1);
    for (square, root) in squares.iter().zip(&roots) {
        let expected = 9.0 * (0.5 + (root - least) / (most - least));
        assert!(
            (attribute(*square, "width") - expected).abs() <= 0.02,
            "{expected}"
        );
    }
    let at = numbers(&bcg["bias"]["forest_layout_default"]["at"]);
    let labels = all(&document, "text", "small faint middle");
    let labels: Vec<f64> = labels.iter().map(|label| value(*label)).collect();
    assert_eq!(labels, at);
}

/// The number a label of an axis stands for.
fn value(label: Node<'_, '_>) -> f64 {
    let text = label.text().expect("text").replace('\u{2212}', "-");
    text.parse().expect("a number")
}

/// A straight line through the first and last of some labels: value to coordinate.
fn scale(labels: &[Node<'_, '_>], coordinate: &str) -> impl Fn(f64) -> f64 {
    let (first, last) = (labels[0], labels[labels.len() - 1]);
    let (a, b) = (value(first), value(last));
    let (x, y) = (attribute(first, coordinate), attribute(last, coordinate));
    move |value| x + (value - a) / (b - a) * (y - x)
}

/// metafor: x is the estimate, y its standard error, reversed; the line stands at the pooled mean.
#[test]
fn the_points_of_a_funnel_are_those_of_metafor() {
    let path = bcg("funnel.csv");
    let text = svg(&["--data", argument(&path), "--kind", "funnel"]);
    let document = Document::parse(&text).expect("XML");
    let across = all(&document, "text", "small faint middle");
    let down: Vec<Node<'_, '_>> = all(&document, "text", "small faint end");
    let (x, y) = (scale(&across, "x"), scale(&down, "y"));
    let expected = &vector("bcg")["bias"]["funnel_REML"];
    let pairs = numbers(&expected["x"])
        .into_iter()
        .zip(numbers(&expected["y"]));
    let squares = all(&document, "rect", "ink");
    assert_eq!(squares.len(), 14);
    for (square, (estimate, se)) in squares.iter().zip(pairs) {
        let middle =
            |from: &str, size: &str| attribute(*square, from) + 0.5 * attribute(*square, size);
        assert!((middle("x", "width") - x(estimate)).abs() <= 0.05);
        // Labels stand four below their tick.
        assert!((middle("y", "height") - (y(se) - 4.0)).abs() <= 0.05);
    }
    assert!(y(0.0) < y(0.5), "precise studies are at the top");
    let line = all(&document, "line", "mid")[0];
    let mean = expected["refline"].as_f64().expect("a number");
    assert!((attribute(line, "x1") - x(mean)).abs() <= 0.05);
    // 13 studies are enough to judge.
    assert!(!text.contains("asymmetry cannot be judged"));
    assert!(svg(&["C01", "--kind", "funnel"]).contains("asymmetry cannot be judged"));
    assert!(text_of(&document, "desc").contains("Pooled mean \u{2212}0.71"));
}

/// metafor: `trimfill` of the random-effects fit, estimator L0.
#[test]
fn a_funnel_is_filled_with_the_studies_that_metafor_makes_up() {
    let path = bcg("filled.csv");
    let funnel = ["--data", argument(&path), "--kind", "funnel"];
    let text = svg(&[funnel.as_slice(), &["--fill"]].concat());
    let document = Document::parse(&text).expect("XML");
    let across = all(&document, "text", "small faint middle");
    let x = scale(&across, "x");
    let expected = numbers(&vector("bcg")["bias"]["trimfill"]["REML_L0"]["yi_fill"]);
    let open = all(&document, "rect", "open");
    // One more in the legend.
    assert_eq!(open.len(), expected.len() + 1);
    for (square, estimate) in open.iter().zip(expected) {
        let middle = attribute(*square, "x") + 0.5 * attribute(*square, "width");
        assert!((middle - x(estimate)).abs() <= 0.05);
    }
    assert!(
        all(
            &Document::parse(&svg(&funnel)).expect("XML"),
            "rect",
            "open"
        )
        .is_empty()
    );
    let forest = spotcheck(&["evidence", "plot", "--data", argument(&path), "--fill"]);
    assert_eq!(forest.status.code(), Some(2));
}

/// R: `rma(yi, vi, data = bcg, test = "adhoc")` and the same on the subset of each way of allocation.
#[test]
fn groups_have_the_means_that_metafor_gives() {
    let path = bcg("groups.csv");
    let text = svg(&["--data", argument(&path), "--group", "alloc"]);
    let document = Document::parse(&text).expect("XML");
    let spoken = text_of(&document, "desc").replace('\u{2212}', "-");
    for expected in [
        "All 13 together: -0.71 (-1.11 to -0.32)",
        "These 7 together: -0.97 (-1.65 to -0.30)",
        "These 4 together: -0.42 (-1.58 to +0.73)",
        "A further study: -2.00 to +0.57",
    ] {
        assert!(spoken.contains(expected), "{expected} in {spoken}");
    }
    // Two alternate trials are not pooled.
    assert_eq!(all(&document, "polygon", "sub").len(), 2);
}

#[test]
fn a_label_can_hold_anything() {
    let path = file(
        "labels.csv",
        "label,yi,vi\n\"a <b> & \"\"c\"\"\",0.1,0.01\n\u{1b}[31mred]]>,0.2,0.02\n\u{ffff}\u{1f40d},0.3,900\n",
    );
    let text = svg(&["--data", argument(&path)]);
    let document = Document::parse(&text).expect("XML");
    let names: Vec<&str> = all(&document, "text", "name")
        .iter()
        .filter_map(Node::text)
        .collect();
    assert_eq!(names[0], "a <b> & \"c\"");
    assert_eq!(names[1], "\u{fffd}[31mred]]>");
    // The third interval is cut on both sides.
    assert_eq!(text.matches("goes on").count(), 1);
    let said = said(&["evidence", "plot", "--data", argument(&path)]);
    assert!(
        !said.contains('\u{1b}'),
        "a file must not steer the terminal"
    );
    assert!(said.contains('←') && said.contains('→'));
}

#[test]
fn pictures_are_the_same_every_time_and_hold_no_script() {
    for kind in ["forest", "funnel"] {
        let once = svg(&["C01", "--kind", kind]);
        assert_eq!(once, svg(&["C01", "--kind", kind]));
        let path = scratch(&format!("{kind}.svg"));
        assert!(
            said(&[
                "evidence",
                "plot",
                "C01",
                "--kind",
                kind,
                "-o",
                argument(&path)
            ])
            .is_empty()
        );
        assert_eq!(std::fs::read_to_string(&path).expect("written"), once);
        assert!(once.contains("viewBox=") && once.contains("@media print"));
        assert!(!once.contains("<script") && !once.contains("href"));
    }
}

#[test]
fn what_has_no_numbers_is_refused() {
    let refused = |output: &Output| {
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(
            output.stdout.is_empty() && stderr.contains("\nhint: "),
            "{stderr}"
        );
    };
    for id in WITHOUT_NUMBERS {
        refused(&spotcheck(&["evidence", "plot", id]));
        refused(&spotcheck(&["evidence", "plot", id, "--kind", "funnel"]));
    }
    refused(&spotcheck(&["evidence", "plot", "C99"]));
    refused(&spotcheck(&["evidence", "plot", "C25", "--kind", "funnel"]));
    refused(&spotcheck(&["evidence", "plot", "C07", "--kind", "funnel"]));
    refused(&spotcheck(&[
        "evidence", "plot", "C01", "--group", "colour",
    ]));
    let empty = file("empty_effects.csv", "yi,vi\nNA,1\n");
    refused(&spotcheck(&[
        "evidence",
        "plot",
        "--data",
        argument(&empty),
    ]));
    let zero = file("zero_variance.csv", "yi,vi\n1,0\n");
    refused(&spotcheck(&["evidence", "plot", "--data", argument(&zero)]));
    let unnamed = file("unnamed.csv", "yi,vi\n1,1\n");
    refused(&spotcheck(&[
        "evidence",
        "plot",
        "--data",
        argument(&unnamed),
        "--label",
        "who",
    ]));
}

#[test]
fn a_terminal_gets_lines_it_can_show() {
    for (id, _) in drawn() {
        for columns in ["60", "80", "120"] {
            let width: usize = columns.parse().expect("a number");
            let text = said(&["evidence", "plot", &id, "--columns", columns, "--ascii"]);
            assert!(text.is_ascii(), "{id}: {text}");
            for line in text.lines() {
                assert!(line.len() <= width, "{id} at {columns}: {line}");
            }
        }
    }
}

#[test]
fn a_locale_without_unicode_gets_ascii() {
    let run = |locale: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_spotcheck"))
            .args(["evidence", "plot", "C01"])
            .env("LC_ALL", locale)
            .output()
            .expect("the binary runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    assert!(run("C").is_ascii());
    assert!(run("de_DE.ISO-8859-1").is_ascii());
    assert!(run("C.UTF-8").contains('■'));
}

#[test]
fn the_terminal_shows_groups_weights_and_where_a_further_study_would_lie() {
    let path = bcg("bcg.csv");
    let columns = ["--columns", "80", "--ascii"];
    let forest = [
        "evidence",
        "plot",
        "--data",
        argument(&path),
        "--group",
        "alloc",
    ];
    insta::assert_snapshot!("forest", said(&[forest.as_slice(), &columns].concat()));
    let funnel = [
        "evidence",
        "plot",
        "--data",
        argument(&path),
        "--kind",
        "funnel",
    ];
    insta::assert_snapshot!("funnel", said(&[funnel.as_slice(), &columns].concat()));
}
