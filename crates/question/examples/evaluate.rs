//! Prints how well the matcher does, cross-validated on the bank and, with a second path, on questions kept apart.
//!
//! `cargo run --release -p spotcheck-question --example evaluate -- data/questions [test.csv]`
#![expect(clippy::print_stdout, reason = "an example's output")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example reads files and takes time"
)]

use std::{error::Error, fs, path::Path, time::Instant};

use spotcheck_question::{
    Bank, Labelled, Lexicon, Matcher, Report, TrainOptions, cross_validate, evaluate, train,
};

const FOLDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let directory = args.next().ok_or("which directory holds the bank?")?;
    let (bank, lexicon) = read_bank(Path::new(&directory))?;
    let options = TrainOptions::default();
    println!("{} rows, {} labels", bank.rows.len(), bank.labels().len());

    let mut reports = vec![(
        "cross-validated",
        cross_validate(&bank, &lexicon, &options, FOLDS)?,
    )];
    let start = Instant::now();
    let bytes = train(&bank, &lexicon, &options)?.to_bytes();
    println!("trained in {:.1?}, {} bytes", start.elapsed(), bytes.len());
    let start = Instant::now();
    let matcher = Matcher::from_bytes(&bytes)?;
    let read = start.elapsed();
    matcher.match_question("do sit upps get rid of bely fat")?;
    println!(
        "read in {read:.1?}, read and matched once in {:.1?}",
        start.elapsed()
    );
    if let Some(path) = args.next() {
        let questions = read_questions(Path::new(&path))?;
        reports.push(("held out", evaluate(&matcher, &questions, &options)?));
    }
    print(&reports);
    Ok(())
}

fn read_bank(directory: &Path) -> Result<(Bank, Lexicon), Box<dyn Error>> {
    let mut paths: Vec<_> = fs::read_dir(directory)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut bank = Bank::default();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "csv"))
    {
        let label = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .ok_or("a plain file name")?;
        bank.extend(Bank::parse(label, &fs::read_to_string(path)?)?);
    }
    let lexicon = Lexicon::parse(&fs::read_to_string(directory.join("lexicon.toml"))?)?;
    Ok((bank, lexicon))
}

/// Columns `question,label,also_acceptable,form`, others ignored.
fn read_questions(path: &Path) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers()?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|held| held == name)
            .ok_or(format!("no {name}"))
    };
    let columns = ["question", "label", "also_acceptable", "form"].map(column);
    let [question, label, also, voice] = columns;
    let (question, label, also, voice) = (question?, label?, also?, voice?);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        rows.push(Labelled {
            question: record[question].to_owned(),
            label: record[label].to_owned(),
            also: record[also]
                .split([' ', ';', ',', '|'])
                .map(str::to_owned)
                .collect(),
            voice: record[voice].to_owned(),
        });
    }
    Ok(rows)
}

fn print(reports: &[(&str, Report)]) {
    let line = |name: &str, value: fn(&Report) -> f64| {
        print!("{name:16}");
        for (_, report) in reports {
            print!("{:17.4}", value(report));
        }
        println!();
    };
    print!("{:16}", "");
    for (name, _) in reports {
        print!("{name:>17}");
    }
    println!();
    line("n", |r| r.n as f64);
    line("top-1", |r| r.top1);
    line("nearest 1", |r| r.nearest1);
    line("nearest 3", |r| r.top3);
    line("out of scope", |r| r.outside_recall);
    line("unsafe", |r| r.unsafe_recall);
    line("refused", |r| r.refused);
    for (name, report) in reports {
        println!("\n{name}, top-1 by voice: {:.2?}", report.top1_by_voice);
        println!("top-1 by claim: {:.2?}", report.top1_by_claim);
        let worst: Vec<String> = report
            .confusions
            .iter()
            .take(40)
            .map(|(wanted, given, n)| format!("{wanted}>{given}:{n}"))
            .collect();
        println!("wanted>given: {}", worst.join(" "));
    }
}
