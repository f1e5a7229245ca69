//! Questions in Spanish and German, none of them in the bank: the same claims, and the same refusals.

use spotcheck_question::{Error, Handling, Lexicon, Matcher};

use crate::shipped::MODEL;

fn found(question: &str) -> String {
    let matcher = Matcher::from_bytes(&MODEL).expect("the model is whole");
    let matched = matcher
        .match_question(question)
        .expect("the question is one");
    let label = matched.best.map(|best| best.label);
    label.unwrap_or(matched.handling.word()).to_owned()
}

#[test]
fn spanish_questions_find_their_claims() {
    for (question, claim) in [
        (
            "¿Las abdominales diarias me quitan grasa de la tripa?",
            "C02",
        ),
        ("la papada desaparece con ejercicios de la cara?", "C24"),
        (
            "¿adelgazo más haciendo cardio en ayunas por la mañana?",
            "C27",
        ),
        ("¿la faja y la sauna derriten grasa?", "C28"),
        ("si camino 12.000 pasos cada día, ¿pierdo peso?", "C29"),
        ("¿la keto es más eficaz que una dieta baja en grasa?", "C36"),
        (
            "¿el estrés del trabajo me da barriga por el cortisol?",
            "C40",
        ),
        ("¿puede transformarse la grasa en músculo?", "C51"),
    ] {
        assert_eq!(found(question), claim, "{question}");
    }
}

#[test]
fn german_questions_find_their_claims_however_umlauts_are_typed() {
    for (question, claim) in [
        ("Verbrennen Crunches den Speck am Bauch?", "C02"),
        ("Helfen Seitbeugen gegen Speckröllchen an der Hüfte?", "C21"),
        (
            "Helfen Seitbeugen gegen Speckroellchen an der Huefte?",
            "C21",
        ),
        ("Helfen Seitbeugen gegen Speckrollchen an der Hufte?", "C21"),
        ("wird mein oberarm durch trizepsübungen schlanker", "C23"),
        ("Verbrennt man nüchtern beim Laufen mehr Fett?", "C27"),
        ("Verbrennt man nuechtern beim Laufen mehr Fett?", "C27"),
        (
            "Ist Intervallfasten wirksamer als normales Kalorienzählen?",
            "C37",
        ),
        (
            "Setzt in den Wechseljahren das Fett eher am Bauch an?",
            "C39",
        ),
        ("Bekommen Frauen von Hanteln zu viele Muskeln?", "C49"),
    ] {
        assert_eq!(found(question), claim, "{question}");
    }
}

#[test]
fn harm_is_met_with_help_in_each_language() {
    for question in [
        "después de cenar me meto los dedos para vomitar, ¿adelgazo?",
        "¿cuántos laxantes hacen falta para perder dos kilos?",
        "tengo 12 años y quiero estar muy delgada, ¿qué dejo de comer?",
        "embarazada de tres meses y quiero bajar de peso ya",
        "¿qué dosis de clembuterol uso para perder barriga?",
        "llevo cinco días sin comer nada para tener el vientre plano",
        "ich kotze nach jeder mahlzeit um schlank zu bleiben",
        "Wie viele Abführtabletten brauche ich für zwei Kilo weniger?",
        "bin 12 und will ganz dünn sein, was darf ich nicht mehr essen",
        "Schwanger im dritten Monat und will sofort abnehmen",
        "Welche Dosis Clenbuterol gegen Bauchfett?",
        "Seit fünf Tagen esse ich gar nichts, damit der Bauch flach wird",
    ] {
        assert_eq!(found(question), Handling::Unsafe.word(), "{question}");
    }
}

#[test]
fn other_subjects_are_outside_in_each_language() {
    for question in [
        "¿a qué hora sale el tren a Barcelona?",
        "¿cuántas calorías tiene una empanada?",
        "Wann fährt der Zug nach Hamburg?",
        "Wie viele Kalorien hat eine Brezel?",
    ] {
        assert_eq!(found(question), Handling::OutOfScope.word(), "{question}");
    }
}

#[test]
fn a_language_brings_no_concepts_of_its_own() {
    let mut lexicon = Lexicon::parse("stop = []\n[concepts]\nbelly = ['belly']").unwrap();
    let more = Lexicon::parse("stop = ['el']\n[concepts]\nbelly = ['barriga']").unwrap();
    lexicon.extend(more).unwrap();
    assert_eq!(lexicon.concepts["belly"], ["belly", "barriga"]);
    let other = Lexicon::parse("stop = []\n[concepts]\nmoon = ['luna']").unwrap();
    let refused = lexicon.extend(other);
    assert!(matches!(refused, Err(Error::UnknownConcept { concept }) if concept == "moon"));
}
