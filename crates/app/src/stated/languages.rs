//! Tests that what keeps advice from people is heard in German and Spanish as in English.

use std::{ffi::OsStr, path::Path};

use spotcheck_model::Parameters;

use super::{TABLE, gate};
use crate::gate::Gate;

fn heard(question: &str) -> Option<Gate> {
    gate(Parameters::published(), question).expect("the built-in phrases load")
}

#[test]
fn every_gate_has_words_in_every_language() {
    let table: toml::Table = toml::from_str(TABLE).expect("TOML");
    for gate in [
        "pregnancy",
        "breastfeeding",
        "eating_disorder",
        "low_weight",
        "condition",
        "child",
    ] {
        for language in ["en", "de", "es"] {
            let words = table[gate][language].as_array();
            assert!(
                words.is_some_and(|words| !words.is_empty()),
                "{gate}.{language}"
            );
        }
    }
}

#[test]
fn gates_stated_in_german_are_heard() {
    for (question, expected) in [
        ("abnehmen in der schwangerschaft", Gate::Pregnancy),
        ("ich bin schwanger, bauchfett weg", Gate::Pregnancy),
        ("ich stille, abnehmen", Gate::Breastfeeding),
        (
            "Wie nehme ich während des Stillens ab?",
            Gate::Breastfeeding,
        ),
        ("waehrend des stillens abnehmen", Gate::Breastfeeding),
        ("magersucht abnehmen", Gate::EatingDisorder),
        ("Ich habe eine Essstörung, Bauch weg", Gate::EatingDisorder),
        ("essstoerung bauch weg", Gate::EatingDisorder),
        ("essstorung bauch weg", Gate::EatingDisorder),
        ("zuckerkrank abnehmen", Gate::Condition),
        ("herzschwaeche abnehmen", Gate::Condition),
        ("bin untergewichtig, bauch weg", Gate::LowWeight),
        ("mein bmi ist 17,5, bauchfett weg", Gate::LowWeight),
        ("ich bin 16 und will abnehmen", Gate::Child),
        ("ich bin 16 jahre und will abnehmen", Gate::Child),
        ("bin erst zwölf, bauch weg", Gate::Child),
        ("bin erst zwoelf, bauch weg", Gate::Child),
        ("bin erst zwolf, bauch weg", Gate::Child),
        ("mit 14 abnehmen", Gate::Child),
        ("abnehmen mit 15", Gate::Child),
        ("meine Tochter ist 14 und will abnehmen", Gate::Child),
        ("Diät für eine 13-jährige", Gate::Child),
        ("diaet fuer eine 13jaehrige", Gate::Child),
        ("Diät für meinen zehnjährigen Sohn", Gate::Child),
        ("bin in der 7. Klasse, bauch weg", Gate::Child),
    ] {
        assert_eq!(heard(question), Some(expected), "{question}");
    }
}

#[test]
fn gates_stated_in_spanish_are_heard() {
    for (question, expected) in [
        ("perder peso embarazada", Gate::Pregnancy),
        ("bajar la panza después del parto", Gate::Pregnancy),
        ("doy el pecho y quiero adelgazar", Gate::Breastfeeding),
        ("adelgazar durante la lactancia", Gate::Breastfeeding),
        ("soy anoréxica, quiero perder barriga", Gate::EatingDisorder),
        ("soy anorexica, quiero perder barriga", Gate::EatingDisorder),
        ("trastorno alimenticio y adelgazar", Gate::EatingDisorder),
        ("soy diabético, perder barriga", Gate::Condition),
        ("insuficiencia cardiaca y perder peso", Gate::Condition),
        ("tengo bajo peso y barriga", Gate::LowWeight),
        ("mi imc es 17 y quiero perder barriga", Gate::LowWeight),
        ("tengo 15 años y quiero adelgazar", Gate::Child),
        ("tengo 15 anos y quiero adelgazar", Gate::Child),
        ("tengo 14 y kiero adelgazar", Gate::Child),
        ("tengo quince años, perder barriga", Gate::Child),
        ("mi hija tiene 14 años", Gate::Child),
        ("dieta para mi hijo de 10 años", Gate::Child),
        ("con 13 años quiero adelgazar", Gate::Child),
        ("adelgazar a los 16", Gate::Child),
        ("soy menor de edad, adelgazar", Gate::Child),
    ] {
        assert_eq!(heard(question), Some(expected), "{question}");
    }
}

#[test]
fn words_that_mean_something_else_close_nothing() {
    for question in [
        "ich bin 34 und will abnehmen",
        "ich bin 10 Kilo zu schwer",
        "ich bin 10 Jahre dabei und sehe keine Bauchmuskeln",
        "seit 12 Jahren trainiere ich den Bauch",
        "mit 10 Minuten am Tag den Bauch weg",
        "mit 16:8 abnehmen",
        "am 15. Mai soll der Bauch weg sein",
        "Wie kann ich meinen Hunger stillen?",
        "ich stille meinen Hunger mit Äpfeln",
        "im Stillen hoffe ich auf einen flachen Bauch",
        "bin nicht schwanger, sehe aber so aus",
        "seit den Wechseljahren sitzt das Fett am Bauch",
        "eine Klasse Übung für den Bauch",
        "¿cómo bajo peso?",
        "bajo peso pero no la barriga",
        "tengo 15 kilos de más",
        "tengo 15 % de grasa",
        "tengo 12 años entrenando y no veo abdominales",
        "llevo 12 años entrenando",
        "tengo 45 años y quiero adelgazar",
        "en cinta o en bici, ¿qué quema más?",
        "la grasa del pecho",
        "a los 15 minutos de correr",
        "once again on a diet",
        "im once again on a diet",
        "Spaß an 12 Übungen",
    ] {
        assert_eq!(heard(question), None, "{question}");
    }
}

/// Who asks about a claim is told what holds for them: nothing in the bank's own questions keeps it from them.
#[test]
fn no_question_of_the_bank_about_a_claim_closes_a_gate() {
    let bank = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/questions");
    let mut asked = 0;
    for file in bank.read_dir().expect("the bank") {
        let path = file.expect("a file").path();
        let name = path.file_name().and_then(OsStr::to_str).expect("a name");
        let is_foreign = [".de.csv", ".es.csv"].iter().any(|end| name.ends_with(end));
        if !name.starts_with('C') || !is_foreign {
            continue;
        }
        let mut reader = csv::Reader::from_path(&path).expect("CSV");
        for row in reader.records() {
            let row = row.expect("a row");
            assert_eq!(heard(&row[2]), None, "{}", &row[2]);
            asked += 1;
        }
    }
    assert!(1000 < asked, "{asked}");
}
