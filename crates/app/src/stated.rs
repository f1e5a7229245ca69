//! What a question tells of whoever asks it that keeps advice on eating less from them.

use serde::Deserialize;
use spotcheck_model::Parameters;

use crate::gate::Gate;

/// Youngest age that people write into a question about a body.
const LEAST_AGE: f64 = 8.0;
const SPELLED_AGES: [(&str, f64); 9] = [
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
];
/// What stands before an age: "im 15", "aged 15", "gap at 15".
const BEFORE_AGE: [&str; 7] = ["im", "am", "aged", "age", "at", "turned", "turning"];
/// What may stand between: "im only 15".
const BETWEEN: [&str; 7] = [
    "only", "just", "almost", "nearly", "still", "now", "turning",
];
/// Whose age "is 14" tells.
const SOMEONE: [&str; 12] = [
    "daughter", "son", "child", "kid", "sister", "brother", "she", "he", "girl", "boy", "niece",
    "nephew",
];
/// What stands after a number that is no age: "15 kg", "10 years past".
const NO_AGE: [&str; 32] = [
    "kg", "kilo", "kilos", "kgs", "lb", "lbs", "pound", "pounds", "stone", "st", "cm", "inch",
    "inches", "percent", "min", "mins", "minute", "minutes", "hour", "hours", "day", "days",
    "week", "weeks", "month", "months", "year", "years", "reps", "sets", "bmi", "k",
];

/// Phrases by gate, as the data file has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    pregnancy: Vec<String>,
    breastfeeding: Vec<String>,
    eating_disorder: Vec<String>,
    low_weight: Vec<String>,
    condition: Vec<String>,
    child: Vec<String>,
}

/// The gate a question speaks of ("i'm 15", "while pregnant"), if it does.
///
/// # Errors
/// When the built-in phrases do not load, which a test rules out.
pub(crate) fn gate(parameters: &Parameters, question: &str) -> anyhow::Result<Option<Gate>> {
    let phrases: Phrases = toml::from_str(include_str!("../../../data/safety/stated.toml"))?;
    let text = question
        .to_lowercase()
        .replace(['\'', '\u{2019}'], "")
        .replace('%', " percent ");
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let spaced = format!(" {} ", words.join(" "));
    let says = |any: &[String]| {
        any.iter()
            .any(|phrase| spaced.contains(&format!(" {phrase} ")))
    };
    let safety = &parameters.safety;
    Ok([
        (says(&phrases.pregnancy), Gate::Pregnancy),
        (says(&phrases.breastfeeding), Gate::Breastfeeding),
        (says(&phrases.eating_disorder), Gate::EatingDisorder),
        (
            says(&phrases.child) || is_child(&words, safety.adult_age.value),
            Gate::Child,
        ),
        (
            says(&phrases.low_weight) || low_bmi(&words, safety.bmi_floor.value),
            Gate::LowWeight,
        ),
        (says(&phrases.condition), Gate::Condition),
    ]
    .into_iter()
    .find_map(|(is_stated, gate)| is_stated.then_some(gate)))
}

fn is_child(words: &[&str], adult_age: f64) -> bool {
    (0..words.len())
        .any(|i| age_at(words, i).is_some_and(|age| LEAST_AGE <= age && age < adult_age))
}

/// The age that a word tells, if its neighbours make it one.
fn age_at(words: &[&str], i: usize) -> Option<f64> {
    let at = |i: usize| words.get(i).copied().unwrap_or_default();
    let digits = at(i).trim_end_matches(|c: char| c.is_alphabetic());
    let unit = &at(i)[digits.len()..];
    let spelled = SPELLED_AGES
        .iter()
        .find(|(word, _)| *word == at(i))
        .map(|(_, age)| *age);
    let age = spelled.or_else(|| digits.parse().ok())?;
    let is_bare = unit.is_empty() || spelled.is_some();
    let next = (at(i + 1), at(i + 2));
    let is_told_after = matches!(
        next,
        ("year" | "years" | "yr" | "yrs" | "y", "old" | "o") | ("yo", _)
    );
    let is_attached = ["yo", "f", "yr", "yrs"].contains(&unit) && spelled.is_none();
    let before = match i {
        0 => "",
        1 => at(0),
        _ if BETWEEN.contains(&at(i - 1)) => at(i - 2),
        _ => at(i - 1),
    };
    let is_someone =
        before == "is" && 2 <= i && words[..i].iter().any(|word| SOMEONE.contains(word));
    let is_told_before = (BEFORE_AGE.contains(&before) || is_someone) && !NO_AGE.contains(&next.0);
    (is_attached || (is_bare && (is_told_after || is_told_before))).then_some(age)
}

/// "my bmi is 17": a stated body mass index below the floor.
fn low_bmi(words: &[&str], floor: f64) -> bool {
    let numbers_after = |i: usize| {
        words[i + 1..]
            .iter()
            .take(3)
            .find_map(|word| word.parse::<f64>().ok())
    };
    (0..words.len()).any(|i| words[i] == "bmi" && numbers_after(i).is_some_and(|bmi| bmi < floor))
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
