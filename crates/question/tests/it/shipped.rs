//! The bank and the lexicon of this repository, and a model trained on them once.

use std::{collections::BTreeMap, path::Path, sync::LazyLock};

use spotcheck_question::{Bank, Lexicon, TrainOptions, train};

/// The files of `data/questions` by name.
pub(crate) static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/questions");
    let entries = directory
        .read_dir()
        .expect("the bank lies beside the crates");
    entries
        .map(|entry| {
            let path = entry.expect("the bank is readable").path();
            let name = path
                .file_name()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            (name, read(&path))
        })
        .collect()
});

/// Every question.
pub(crate) static BANK: LazyLock<Bank> = LazyLock::new(|| {
    let mut bank = Bank::default();
    for (name, text) in FILES.iter() {
        if let Some(label) = name.strip_suffix(".csv") {
            bank.extend(Bank::parse(label, text).expect("the bank parses"));
        }
    }
    bank
});

/// Every concept.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let parse = |name| Lexicon::parse(&FILES[name]).expect("the lexicon parses");
    let mut lexicon = parse("lexicon.toml");
    for name in ["lexicon.de.toml", "lexicon.es.toml"] {
        lexicon
            .extend(parse(name))
            .expect("languages share their concepts");
    }
    lexicon
});

/// The model as the application trains it.
pub(crate) static MODEL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    train(&BANK, &LEXICON, &TrainOptions::default())
        .expect("the bank is whole")
        .to_bytes()
});

#[expect(
    clippy::disallowed_methods,
    reason = "the test is the caller who owns the files"
)]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the bank is readable")
}
