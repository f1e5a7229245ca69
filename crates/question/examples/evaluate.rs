//! Prints how well the matcher does, cross-validated on the bank and, with a second path, on questions kept apart.
//!
//! `cargo run --release -p spotcheck-question --example evaluate -- data/questions [test.csv [misses.csv]]`;
//! an empty `test.csv` is none.
#![expect(clippy::print_stdout, reason = "an example's output")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example reads files and takes time"
)]

use std::{error::Error, fs, path::Path, time::Instant};

use spotcheck_question::{
    Bank, Labelled, Lexicon, Matcher, Miss, Report, Shares, TrainOptions, cross_validate, evaluate,
    train,
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
    if let Some(path) = args.next().filter(|path| !path.is_empty()) {
        let questions = read_questions(Path::new(&path))?;
        reports.push(("held out", evaluate(&matcher, &questions, &options)?));
    }
    print(&reports);
    if let Some(path) = args.next() {
        write_misses(&path, &reports)?;
    }
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
    let mut lexicon = Lexicon::parse(&fs::read_to_string(directory.join("lexicon.toml"))?)?;
    for language in ["de", "es"] {
        let path = directory.join(format!("lexicon.{language}.toml"));
        lexicon.extend(Lexicon::parse(&fs::read_to_string(path)?)?)?;
    }
    Ok((bank, lexicon))
}

/// Columns `question` and `label`, or `question`, `claim` and `handling`; if there are any, `also_acceptable`,
/// `form` and `language`; others ignored.
fn read_questions(path: &Path) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers()?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |name: &str| {
            let at = header.iter().position(|held| held == name)?;
            record.get(at)
        };
        let refusal = cell("handling").filter(|handling| *handling != "answer");
        let label = refusal.or(cell("label")).or(cell("claim"));
        let mut labels = label
            .ok_or("no label")?
            .split([' ', ';', ',', '|', '/'])
            .map(str::to_owned);
        rows.push(Labelled {
            question: cell("question").ok_or("no question")?.to_owned(),
            label: labels.next().ok_or("no label")?,
            also: labels
                .chain(
                    cell("also_acceptable")
                        .unwrap_or_default()
                        .split([' ', ';', ',', '|', '/'])
                        .map(str::to_owned),
                )
                .collect(),
            language: cell("language").unwrap_or("en").to_owned(),
            voice: cell("form").unwrap_or("any").to_owned(),
        });
    }
    Ok(rows)
}

fn print(reports: &[(&str, Report)]) {
    let columns: Vec<(String, Shares)> = reports
        .iter()
        .flat_map(|(name, report)| {
            let by_language = report.by_language.iter();
            let by_language =
                by_language.map(move |(code, shares)| (format!("{name} {code}"), *shares));
            std::iter::once(((*name).to_owned(), report.overall)).chain(by_language)
        })
        .collect();
    let line = |name: &str, value: fn(&Shares) -> f64| {
        print!("{name:16}");
        for (_, shares) in &columns {
            print!("{:20.4}", value(shares));
        }
        println!();
    };
    print!("{:16}", "");
    for (name, _) in &columns {
        print!("{name:>20}");
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
        println!("most confused:");
        for (wanted, given, n) in report.confusions.iter().take(40) {
            println!("{n:6}  {wanted} asked, {given} answered");
        }
    }
}

/// Every question that got a wrong label, as CSV.
fn write_misses(path: &str, reports: &[(&str, Report)]) -> Result<(), Box<dyn Error>> {
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record([
        "questions",
        "language",
        "voice",
        "wanted",
        "given",
        "question",
    ])?;
    for (name, report) in reports {
        for Miss { wanted, given } in &report.misses {
            let Labelled {
                language,
                voice,
                label,
                question,
                ..
            } = wanted;
            writer.write_record([name, language.as_str(), voice, label, given, question])?;
        }
    }
    writer.flush()?;
    Ok(())
}
