//! Tables of somebody's own: what is wrong is named by file, row and column, and nothing is dropped in silence.

use std::fmt::Write as _;

use crate::run::{argument, file, json, spotcheck};

/// What a run on `text` as a table says on stderr, having been refused.
fn refused(name: &str, text: &str, more: &[&str]) -> String {
    let path = file(name, text);
    let mut arguments = vec!["evidence", "pool", "--data", argument(&path)];
    arguments.extend(more);
    let output = spotcheck(&arguments);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(output.stdout.is_empty(), "{stderr}");
    assert_eq!(stderr.matches("\nhint: ").count(), 1, "{stderr}");
    assert!(stderr.contains(name), "{stderr}");
    stderr
}

#[test]
fn each_fault_of_a_table_is_named_with_its_place() {
    for (name, text, said) in [
        ("novi.csv", "yi,v\n1,2\n", "has no column `vi`"),
        (
            "negative.csv",
            "yi,vi\n1,2\n1,-2\n",
            "row 2, column vi: a sampling variance is above zero",
        ),
        ("zero.csv", "yi,vi\n1,0\n", "row 1, column vi"),
        (
            "words.csv",
            "yi,vi\n1,2\n1,2\none,2\n",
            "row 3, column yi: `one` is not a number",
        ),
        (
            "comma.csv",
            "yi,vi\n\"1,5\",2\n",
            "row 1, column yi: `1,5` is not a number",
        ),
        (
            "infinite.csv",
            "yi,vi\n1,inf\n",
            "row 1, column vi: `inf` is not finite",
        ),
        (
            "nan.csv",
            "yi,vi\nNaN,1\n",
            "row 1, column yi: `NaN` is not finite",
        ),
        (
            "twice.csv",
            "id,yi,vi\na,1,2\nb,1,2\na,1,2\n",
            "row 3, column id: `a` is the id of row 1 already",
        ),
        (
            "columns.csv",
            "yi,yi,vi\n1,2,3\n",
            "two columns called `yi`",
        ),
        (
            "short.csv",
            "yi,vi\n1,2\n1\n",
            "line 3: this row has not as many fields as the header (1 where there are 2)",
        ),
        ("header.csv", "yi,vi\n", "has no rows below its header"),
        ("empty.csv", "", "has no"),
        ("absent.csv", "yi,vi\nNA,1\n,2\n", "0 effects are too few"),
    ] {
        let stderr = refused(name, text, &[]);
        assert!(stderr.contains(said), "{name}: {stderr}");
    }
}

#[test]
fn an_option_that_makes_no_sense_is_refused() {
    let text = "yi,vi,dose\n1,1,5\n2,1,5\n3,1,5\n";
    let collinear = refused("dose.csv", text, &["--mods", "dose"]);
    assert!(
        collinear.contains("`dose` is a combination of the others"),
        "{collinear}"
    );
    let unknown = refused("dose.csv", text, &["--mods", "doze"]);
    assert!(unknown.contains("no column `doze`"), "{unknown}");
    let path = file("level.csv", text);
    for level in ["0", "100", "-5", "nan"] {
        let given = format!("--level={level}");
        let output = spotcheck(&["evidence", "pool", "--data", argument(&path), &given]);
        assert_eq!(output.status.code(), Some(2), "{level}");
    }
}

#[test]
fn rows_without_a_value_are_left_out_and_said_to_be() {
    let path = file("gaps.csv", "yi,vi\n1,1\nNA,1\n2,1\n3,\n0,1\n");
    let output = spotcheck(&["evidence", "pool", "--data", argument(&path), "--json"]);
    let note = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        note,
        "note: 2 of 5 rows were left out for want of a value: 2, 4\n"
    );
    let fitted: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(fitted["k"], 3);
}

/// metafor 3.8-1: `rma(yi, vi, mods = ~ ablat + alloc, data = dat.bcg, test = "knha")`, four printed digits.
#[test]
fn a_text_column_explains_by_its_levels_as_metafor_codes_them() {
    let vectors = include_str!("../../../meta/tests/vectors/bcg.json");
    let vectors: serde_json::Value = serde_json::from_str(vectors).expect("JSON");
    let mut text = String::from("yi,vi,ablat,alloc\n");
    for i in 0..13 {
        let inputs = &vectors["inputs"];
        let alloc = inputs["alloc"][i].as_str().expect("a word");
        let (yi, vi) = (&vectors["yi"][i], &vectors["vi"][i]);
        writeln!(text, "{yi},{vi},{},{alloc}", inputs["ablat"][i]).expect("a string");
    }
    let path = file("alloc.csv", &text);
    let data = argument(&path);
    let fitted = json(&[
        "evidence",
        "pool",
        "--data",
        data,
        "--mods",
        "ablat,alloc",
        "--test",
        "knha",
        "--json",
    ]);
    assert_eq!(
        fitted["coef_names"],
        serde_json::json!(["intrcpt", "ablat", "allocrandom", "allocsystematic"])
    );
    for (key, printed) in [
        ("beta", [0.2932, -0.0273, -0.2675, 0.0585]),
        ("ci_ub", [1.2407, -0.0058, 0.5523, 0.9463]),
    ] {
        for (j, printed) in printed.into_iter().enumerate() {
            let ours = fitted[key][j].as_f64().expect("a number");
            assert!((ours - printed).abs() <= 5.1e-5, "{key}[{j}]: {ours}");
        }
    }
}

#[test]
fn a_million_rows_are_read() {
    let mut text = String::from("yi,vi\n");
    for i in 0..1_000_000 {
        writeln!(text, "{i}e-6,1").expect("a string");
    }
    let path = file("million.csv", &text);
    let data = argument(&path);
    let fitted = json(&[
        "evidence", "pool", "--data", data, "--method", "FE", "--json",
    ]);
    assert_eq!(fitted["k"], 1_000_000);
    // The mean of 0, 1, … 999 999 millionths, and the error of a mean of a million.
    let beta = fitted["beta"][0].as_f64().expect("a number");
    assert!((beta - 0.499_999_5).abs() < 1e-10, "{beta}");
    let se = fitted["se"][0].as_f64().expect("a number");
    assert!((se - 1e-3).abs() < 1e-12, "{se}");
    std::fs::remove_file(&path).expect("it was written");
}

/// metafor 3.8-1 `escalc("SMD")` of normand1999, through the command and back in as effects to pool.
#[test]
fn effect_sizes_are_two_more_columns_that_can_be_pooled() {
    let vectors = include_str!("../../../meta/tests/vectors/normand1999.json");
    let vectors: serde_json::Value = serde_json::from_str(vectors).expect("JSON");
    let names = ["source", "n1i", "m1i", "sd1i", "n2i", "m2i", "sd2i"];
    let mut text = names.join(",") + "\n";
    for i in 0..9 {
        let fields = names.map(|name| vectors["inputs"][name][i].to_string());
        text += &(fields.join(",") + "\n");
    }
    text += "\"without a spread\",5,1,NA,5,2,1\n";
    let path = file("normand.csv", &text);
    let asked = [
        "evidence",
        "effects",
        "--measure",
        "SMD",
        "--data",
        argument(&path),
    ];
    let output = spotcheck(&asked);
    let note = String::from_utf8_lossy(&output.stderr);
    assert!(
        note.contains("row 10: no effect size, because `sd1i` is missing"),
        "{note}"
    );
    let table = String::from_utf8(output.stdout).expect("text");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let headers: Vec<_> = rows
        .headers()
        .expect("a header")
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(headers[..7], names);
    assert_eq!(headers[7..], ["yi", "vi"]);
    let rows: Vec<_> = rows.records().collect::<Result<_, _>>().expect("rows");
    assert_eq!((&rows[9][7], &rows[9][8]), ("NA", "NA"));
    let smd = &vectors["escalc_cont"]["SMD"];
    for (i, row) in rows.iter().take(9).enumerate() {
        for (column, key) in [(7, "yi"), (8, "vi")] {
            let ours: f64 = row[column].parse().expect("a number");
            let theirs = smd[key][i].as_f64().expect("a number");
            assert!(
                (ours - theirs).abs() <= 1e-10 * theirs.abs(),
                "{key} {i}: {ours}"
            );
        }
    }
    let effects = file("normand_smd.csv", &table);
    let pooled = spotcheck(&["evidence", "pool", "--data", argument(&effects), "--json"]);
    let pooled: serde_json::Value = serde_json::from_slice(&pooled.stdout).expect("JSON");
    assert_eq!(pooled["k"], 9);
}

#[test]
fn effect_sizes_say_how_they_were_computed_and_what_they_need() {
    let path = file("counts.csv", "ai,bi,ci,di\n0,10,3,7\n2,8,3,7\n");
    let data = argument(&path);
    let told = json(&[
        "evidence",
        "effects",
        "--measure",
        "or",
        "--data",
        data,
        "--json",
    ]);
    for (key, value) in [("measure", "OR"), ("vtype", "LS"), ("to", "only0")] {
        assert_eq!(told[key], value, "{key}");
    }
    assert_eq!(
        (&told["add"], &told["correction"]),
        (&0.5.into(), &"none".into())
    );
    assert!(told["engine_version"].is_string());
    // ln((0.5 × 7.5) / (10.5 × 3.5)), by hand.
    let by_hand = (0.5_f64 * 7.5 / (10.5 * 3.5)).ln();
    let ours = told["yi"][0].as_f64().expect("a number");
    assert!((ours - by_hand).abs() < 1e-12, "{ours}");

    let missing = spotcheck(&["evidence", "effects", "--measure", "SMD", "--data", data]);
    let stderr = String::from_utf8_lossy(&missing.stderr);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr.contains("SMD needs `n1i`"), "{stderr}");
    let path = file("minus.csv", "ai,bi,ci,di\n1,10,3,7\n2,-8,3,7\n");
    let minus = spotcheck(&[
        "evidence",
        "effects",
        "--measure",
        "OR",
        "--data",
        argument(&path),
    ]);
    let stderr = String::from_utf8_lossy(&minus.stderr);
    assert!(
        stderr.contains("row 2, column bi: it cannot be -8"),
        "{stderr}"
    );
}
