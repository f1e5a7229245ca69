//! The parameter files as data.

use std::collections::BTreeSet;

use spotcheck_model::{Error, ParameterTexts, Parameters};

const TEXTS: ParameterTexts<'static> = ParameterTexts::PUBLISHED;

fn with_girth(girth: &str) -> Result<Parameters, Error> {
    Parameters::parse(&ParameterTexts { girth, ..TEXTS })
}

#[test]
fn published_names_are_unique_and_every_number_is_cited() -> Result<(), Error> {
    let parameters = Parameters::parse(&TEXTS)?;
    assert_eq!(&parameters, Parameters::published());
    let mut names = BTreeSet::new();
    for (name, parameter) in parameters.all() {
        assert!(names.insert(name), "{name} twice");
        for text in [
            &parameter.unit,
            &parameter.population,
            &parameter.source,
            &parameter.locator,
        ] {
            assert!(!text.is_empty(), "{name}");
        }
    }
    Ok(())
}

#[test]
fn refuses_unknown_and_missing_keys() {
    let unknown = format!("{}\n[ankle]\nvalue = 1.0\n", TEXTS.girth);
    let within = TEXTS.girth.replacen("symbol", "sign", 1);
    for girth in [unknown.as_str(), within.as_str(), ""] {
        assert!(matches!(
            with_girth(girth),
            Err(Error::ParameterFile {
                file: "girth.toml",
                ..
            })
        ));
    }
}

#[test]
fn refuses_another_unit() {
    let inches = TEXTS.girth.replacen("cm/kg", "inch/kg", 1);
    let refused = with_girth(&inches);
    assert!(matches!(
        refused,
        Err(Error::ParameterUnit {
            name: "waist_per_kg_men",
            ..
        })
    ));
}

#[test]
fn refuses_a_value_outside_its_interval() {
    for value in ["value = 2.0", "value = nan"] {
        let off = TEXTS.girth.replacen("value = 1.1", value, 1);
        assert!(matches!(
            with_girth(&off),
            Err(Error::ParameterValue { .. })
        ));
    }
    let empty = TEXTS.girth.replacen("lo = 0.8", "lo = 1.8", 1);
    assert!(matches!(
        with_girth(&empty),
        Err(Error::ParameterFile { .. })
    ));
}
