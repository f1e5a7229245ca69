//! Trains the question matcher on `data/questions`, so that the model can never be older than its bank.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use spotcheck_question::{Bank, Lexicon, TrainOptions, train};

fn main() -> Result<(), Box<dyn Error>> {
    let bank_dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/questions");
    println!("cargo:rerun-if-changed={}", bank_dir.display());
    let mut files: Vec<PathBuf> = fs::read_dir(&bank_dir)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    // The order of the files is part of what the model is.
    files.sort();
    let mut bank = Bank::default();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "csv"))
    {
        let label = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .ok_or("a plain file name")?;
        bank.extend(Bank::parse(label, &fs::read_to_string(file)?)?);
    }
    let mut lexicon = Lexicon::parse(&fs::read_to_string(bank_dir.join("lexicon.toml"))?)?;
    for language in ["de", "es"] {
        let path = bank_dir.join(format!("lexicon.{language}.toml"));
        lexicon.extend(Lexicon::parse(&fs::read_to_string(path)?)?)?;
    }
    let model = train(&bank, &lexicon, &TrainOptions::default())?;
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("matcher.bin"),
        model.to_bytes(),
    )?;
    Ok(())
}
