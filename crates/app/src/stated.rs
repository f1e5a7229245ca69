//! What a question tells of whoever asks it that keeps advice on eating less from them.

use crate::gate::Gate;

/// Ages at which people write their age into a question about their body.
const CHILD_AGES: std::ops::Range<u32> = 8..18;
/// What stands before an age: "im 15", "aged 15", "at 15".
const BEFORE_AGE: [&str; 6] = ["im", "am", "aged", "age", "at", "turned"];
/// What stands after a number that is no age: "15 kg", "15 weeks".
const NO_AGE: [&str; 22] = [
    "kg", "kilo", "kilos", "kgs", "lb", "lbs", "pound", "pounds", "stone", "st", "cm", "percent",
    "min", "mins", "minutes", "day", "days", "week", "weeks", "months", "reps", "bmi",
];

/// The gate a question speaks of ("i'm 15", "while pregnant"), if it does.
pub(crate) fn gate(question: &str) -> Option<Gate> {
    let text = question.to_lowercase().replace(['\'', '\u{2019}'], "");
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let says = |any: &[&str]| words.iter().any(|word| any.contains(word));
    if says(&["pregnant", "pregnancy", "trimester"]) {
        Some(Gate::Pregnancy)
    } else if says(&["breastfeeding", "breastfeed", "lactating"]) {
        Some(Gate::Breastfeeding)
    } else if says(&[
        "anorexia", "anorexic", "bulimia", "bulimic", "purging", "ednos",
    ]) || words.windows(2).any(|pair| pair == ["eating", "disorder"])
    {
        Some(Gate::EatingDisorder)
    } else if is_child(&words) {
        Some(Gate::Child)
    } else {
        None
    }
}

fn is_child(words: &[&str]) -> bool {
    let at = |i: usize| words.get(i).copied().unwrap_or_default();
    (0..words.len()).any(|i| {
        let number = at(i).trim_end_matches(|c: char| c.is_alphabetic());
        if !number
            .parse()
            .is_ok_and(|age: u32| CHILD_AGES.contains(&age))
        {
            return false;
        }
        let is_bare = number.len() == at(i).len();
        let said_before = 0 < i && BEFORE_AGE.contains(&at(i - 1)) && !NO_AGE.contains(&at(i + 1));
        let said_after = ["year", "years", "yr", "yrs", "yo"].contains(&at(i + 1))
            && (at(i + 2) == "old" || at(i + 1) == "yo");
        let attached = ["yo", "yr", "y"]
            .iter()
            .any(|unit| at(i) == format!("{number}{unit}"));
        attached || (is_bare && (said_before || said_after))
    }) || words
        .iter()
        .any(|word| ["teen", "teens", "teenager"].contains(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn prop_any_text_is_read(text in any::<String>()) {
            gate(&text);
        }

        #[test]
        fn prop_an_age_below_18_is_heard_wherever_it_stands(
            age in 8..18_u32, before in "[a-z ]{0,20}", after in "[a-z ]{0,20}",
        ) {
            let question = format!("{before} i'm {age}, {after}");
            prop_assert!(gate(&question).is_some() || NO_AGE.iter().any(|unit| after.trim_start().starts_with(unit)));
        }
    }

    #[test]
    fn stated_gates_are_heard() {
        for (question, expected) in [
            ("i'm 15, do crunches burn belly fat?", Some(Gate::Child)),
            ("thigh gap at 16", Some(Gate::Child)),
            ("14 years old and want abs", Some(Gate::Child)),
            ("17yo here, spot reduction?", Some(Gate::Child)),
            (
                "i'm pregnant, do crunches burn belly fat?",
                Some(Gate::Pregnancy),
            ),
            (
                "I have an eating disorder, will abs help",
                Some(Gate::EatingDisorder),
            ),
            ("I am 15 kg overweight", None),
            ("at 12 weeks of dieting", None),
            ("do 15 minutes of crunches burn fat", None),
            ("I am 34, do crunches burn belly fat?", None),
            ("16:8 fasting any good?", None),
        ] {
            assert_eq!(gate(question), expected, "{question}");
        }
    }
}
