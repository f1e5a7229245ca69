//! What a question tells of whoever asks it that keeps advice on eating less from them.

mod age;
#[cfg(test)]
mod languages;
mod phrases;

use serde::Deserialize;
use spotcheck_model::Parameters;
use spotcheck_question::tokens;

use self::{age::AgeWords, phrases::Phrases};
use crate::gate::Gate;

const TABLE: &str = include_str!("../../../../data/safety/stated.toml");
/// What a body mass index is called.
const BMI: [&str; 2] = ["bmi", "imc"];

/// One thing in each language that questions are understood in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Languages<T> {
    en: T,
    de: T,
    es: T,
}

impl<T> Languages<T> {
    const fn each(&self) -> [&T; 3] {
        [&self.en, &self.de, &self.es]
    }
}

/// Phrases by gate, as the data file has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated {
    pregnancy: Languages<Phrases>,
    breastfeeding: Languages<Phrases>,
    eating_disorder: Languages<Phrases>,
    low_weight: Languages<Phrases>,
    condition: Languages<Phrases>,
    child: Languages<Phrases>,
    not_meant: Languages<Phrases>,
    units: Languages<Phrases>,
    age: Languages<AgeWords>,
}

impl Stated {
    fn built_in() -> anyhow::Result<Self> {
        Ok(toml::from_str(TABLE)?)
    }

    /// The words of a question, with gaps where they hold what is not meant.
    fn words(&self, question: &str) -> Vec<String> {
        let mut words = tokens(question);
        for i in 0..words.len() {
            let not_meant = self.not_meant.each();
            let found = not_meant.iter().find_map(|any| any.first(&words[i..]));
            words[i..][..found.unwrap_or_default()].fill(String::new());
        }
        words
    }

    fn tells_child(&self, words: &[String], adult_age: f64) -> bool {
        let units = self.units.each();
        let mut languages = self.age.each().into_iter();
        languages.any(|language| language.tell_child(words, &units, adult_age))
    }
}

/// The gate a question speaks of ("i'm 15", "while pregnant"), if it does.
///
/// # Errors
/// When the built-in phrases do not load, which a test rules out.
pub(crate) fn gate(parameters: &Parameters, question: &str) -> anyhow::Result<Option<Gate>> {
    let stated = Stated::built_in()?;
    let words = stated.words(question);
    let says = |phrases: &Languages<Phrases>| phrases.each().iter().any(|any| any.within(&words));
    let safety = &parameters.safety;
    Ok([
        (says(&stated.pregnancy), Gate::Pregnancy),
        (says(&stated.breastfeeding), Gate::Breastfeeding),
        (says(&stated.eating_disorder), Gate::EatingDisorder),
        (
            says(&stated.child) || stated.tells_child(&words, safety.adult_age.value),
            Gate::Child,
        ),
        (
            says(&stated.low_weight) || low_bmi(&words, safety.bmi_floor.value),
            Gate::LowWeight,
        ),
        (says(&stated.condition), Gate::Condition),
    ]
    .into_iter()
    .find_map(|(is_stated, gate)| is_stated.then_some(gate)))
}

/// "my bmi is 17": a stated body mass index below the floor.
fn low_bmi(words: &[String], floor: f64) -> bool {
    let number_after = |i: usize| {
        words[i + 1..]
            .iter()
            .take(3)
            .find_map(|word| word.parse::<f64>().ok())
    };
    (0..words.len())
        .any(|i| BMI.contains(&words[i].as_str()) && number_after(i).is_some_and(|bmi| bmi < floor))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn heard(question: &str) -> Option<Gate> {
        gate(Parameters::published(), question).expect("the built-in phrases load")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn prop_any_text_is_read(text in any::<String>()) {
            heard(&text);
        }
    }

    #[test]
    fn stated_gates_are_heard() {
        for (question, expected) in [
            ("i'm 15, do crunches burn belly fat?", Gate::Child),
            ("I'm only 15 and want abs", Gate::Child),
            ("thigh gap at 16", Gate::Child),
            ("14 years old and want abs", Gate::Child),
            ("17yo here, spot reduction?", Gate::Child),
            ("15F, belly fat", Gate::Child),
            ("15 y/o belly fat", Gate::Child),
            ("my daughter is 14, do crunches burn belly fat", Gate::Child),
            ("I'm fifteen and hate my belly", Gate::Child),
            ("crunches for a teenage girl", Gate::Child),
            ("I'm in 9th grade, belly fat", Gate::Child),
            ("i'm pregnant, do crunches burn belly fat?", Gate::Pregnancy),
            ("6 weeks postpartum belly", Gate::Pregnancy),
            (
                "while breast feeding, can I lose belly fat",
                Gate::Breastfeeding,
            ),
            (
                "I have an eating disorder, will abs help",
                Gate::EatingDisorder,
            ),
            ("I'm underweight but have a belly", Gate::LowWeight),
            ("my bmi is 17, how do I lose belly fat", Gate::LowWeight),
            (
                "I have diabetes and take insulin, crunches?",
                Gate::Condition,
            ),
        ] {
            assert_eq!(heard(question), Some(expected), "{question}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for question in [
            "I am 15 kg overweight",
            "I'm at 15% body fat",
            "I'm 10 years past menopause",
            "my bmi is 18.7, do crunches burn belly fat",
            "I'm 10 years into lifting",
            "at 12 weeks of dieting",
            "do 15 minutes of crunches burn fat",
            "is 15 minutes of abs enough",
            "is 16:8 fasting any good?",
            "I am 34, do crunches burn belly fat?",
            "my bmi is 31, how do I lose belly fat",
        ] {
            assert_eq!(heard(question), None, "{question}");
        }
    }
}
