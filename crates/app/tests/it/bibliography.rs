//! The one bibliography serves the evidence and the model: this is where the two meet.

use std::collections::BTreeSet;

use spotcheck_evidence::Library;
use spotcheck_model::Parameters;

#[test]
fn every_parameter_cites_a_source_and_every_source_is_cited() {
    let library = Library::built_in().expect("the built-in evidence is sound");
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    for (name, parameter) in Parameters::published().all() {
        let source = parameter.source.as_str();
        assert!(
            library.source(source).is_some(),
            "{name} cites `{source}`, which is not in sources.toml"
        );
        cited.insert(source);
    }
    let rows: Vec<String> = library.rows().map(|row| row.source().to_owned()).collect();
    cited.extend(rows.iter().map(String::as_str));
    let gates = spotcheck_engine::planner::gates();
    for gate in gates {
        let key = &gate.source;
        assert!(
            library.source(key).is_some(),
            "{:?}: `{key}` is not in sources.toml",
            gate.id
        );
        cited.insert(key);
    }
    let trials = validation_sources();
    cited.extend(trials.iter().map(String::as_str));
    for (key, _) in library.sources() {
        assert!(cited.contains(key), "nothing cites `{key}`");
    }
}

/// What the tables of `data/validation` cite.
fn validation_sources() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/validation");
    let mut cited = Vec::new();
    for table in ["regional.csv", "weight.csv", "published.csv"] {
        let mut reader =
            csv::Reader::from_path(format!("{folder}/{table}")).expect("the table is there");
        let headers = reader.headers().expect("it has a header").clone();
        for record in reader.records() {
            let record = record.expect("its rows are complete");
            let fields = headers.iter().zip(&record);
            let sources = fields.filter(|(name, _)| ["source", "also"].contains(name));
            for (_, keys) in sources {
                cited.extend(keys.split_terminator(';').map(str::to_owned));
            }
        }
    }
    cited
}

/// The answers' own promise: a depot named by a claim is one the model knows.
#[test]
fn claims_name_depots_of_the_model() {
    let library = Library::built_in().expect("the built-in evidence is sound");
    for claim in library.claims() {
        if let Some(depot) = &claim.depot {
            let known = spotcheck_model::Depot::ALL
                .iter()
                .any(|known| known.name() == depot);
            assert!(known, "{}: {depot}", claim.id);
        }
    }
}

/// The gate and the model agree on who is an adult.
#[test]
fn the_adult_age_is_the_model_s() {
    use spotcheck_model::{Person, PersonInput, Sex};
    let aged = |age_y| Person::new(PersonInput::new(Sex::Male, age_y, 180.0, 80.0, 1.5));
    let adult = Parameters::published().safety.adult_age.value;
    assert!(aged(adult).is_ok() && aged(adult - 0.01).is_err());
}
