//! Where somebody wants to go, read from their own words: which way, how far, by when and with what to
//! stand out.

use jiff::civil::Date;
use serde::Deserialize;
use spotcheck_engine::{planner::Mode, training};

use super::{
    amount::{Amount, Unclear, amount},
    date::by,
};

/// What before a word turns it round, as far as [`NEGATION_REACH`] words off.
const NEGATIONS: [&str; 11] = [
    "not", "dont", "no", "without", "never", "stop", "nicht", "kein", "keine", "ohne", "sin",
];
const NEGATION_REACH: usize = 2;

/// What a person's words tell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Told {
    pub(super) mode: Option<Mode>,
    /// The shape to stand out, by its code.
    pub(super) preset: Option<String>,
    /// How far weight is to go.
    pub(super) amount: Option<Amount>,
    pub(super) by: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    keep: Vec<String>,
    recompose: Vec<String>,
    lose: Vec<String>,
    gain: Vec<String>,
}

impl Told {
    /// Reads the words of somebody of `weight_kg`; dates are after `start`. An amount that is neither a change nor a
    /// weight to reach is told, not guessed.
    ///
    /// # Errors
    /// When the built-in lists do not load, which a test rules out.
    pub(super) fn of(
        ask: &str,
        weight_kg: f64,
        start: Date,
    ) -> anyhow::Result<Result<Self, Unclear>> {
        let lists: Lists = toml::from_str(include_str!("../../../../data/goals/words.toml"))?;
        let words = words(ask);
        let listed = mode(&lists, &words);
        // Who keeps a weight tells no other one to reach.
        let amount = match amount(&words, weight_kg) {
            _ if listed == Some(Mode::Keep) => None,
            Ok(amount) => amount,
            Err(unclear) => return Ok(Err(unclear)),
        };
        let mode = match amount {
            Some(Amount::Change(kg)) if kg < 0.0 => Some(Mode::Lose),
            Some(Amount::Goal(kg)) if kg < weight_kg => Some(Mode::Lose),
            Some(Amount::Change(_) | Amount::Goal(_)) => Some(Mode::Gain),
            None => listed,
        };
        Ok(Ok(Self {
            mode,
            preset: preset(&words),
            amount,
            by: by(&words, start),
        }))
    }
}

/// Lower-case words; numbers keep their sign and their decimals.
fn words(ask: &str) -> Vec<String> {
    let text = ask
        .to_lowercase()
        .replace(['\u{2212}', '\u{2013}'], "-")
        .replace(['\'', '\u{2019}'], "")
        .replace('%', " percent ");
    let is_part = |c: char| c.is_alphanumeric() || ".,-".contains(c);
    text.split(|c: char| !is_part(c))
        .flat_map(split_unit)
        .map(|word| trimmed(&word))
        .filter(|word| !word.is_empty())
        .collect()
}

/// "8kg" as "8" and "kg"; "v-taper" and "2027-06-01" as they are.
fn split_unit(word: &str) -> Vec<String> {
    let number = word.trim_start_matches(|c: char| c.is_ascii_digit() || ".,-".contains(c));
    let digits = &word[..word.len() - number.len()];
    if digits.chars().any(|c| c.is_ascii_digit()) && !number.is_empty() {
        vec![digits.to_owned(), number.to_owned()]
    } else {
        vec![word.to_owned()]
    }
}

fn trimmed(word: &str) -> String {
    let word = word
        .trim_end_matches(['.', ',', '-'])
        .trim_start_matches(['.', ',']);
    if word.starts_with('-') && !word[1..].starts_with(|c: char| c.is_ascii_digit()) {
        word.trim_start_matches('-').to_owned()
    } else {
        word.to_owned()
    }
}

fn mode(lists: &Lists, words: &[String]) -> Option<Mode> {
    [
        (&lists.keep, Mode::Keep),
        (&lists.recompose, Mode::Recompose),
        (&lists.lose, Mode::Lose),
        (&lists.gain, Mode::Gain),
    ]
    .into_iter()
    .find_map(|(list, mode)| {
        list.iter()
            .any(|phrase| says(words, phrase))
            .then_some(mode)
    })
}

/// The shape whose name or other word is the longest of those said.
fn preset(words: &[String]) -> Option<String> {
    let said = training::presets().iter().flat_map(|preset| {
        let names = std::iter::once(&preset.code).chain(&preset.words);
        names
            .filter(|name| says(words, &name.to_lowercase()))
            .map(move |name| (name.len(), &preset.code))
    });
    said.max_by_key(|(length, _)| *length)
        .map(|(_, code)| code.clone())
}

/// Whether a phrase is among the words, hyphens and blanks alike, and nothing just before turns it round.
fn says(words: &[String], phrase: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split([' ', '-'])
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let wanted = parts(phrase);
    let all: Vec<String> = words.iter().flat_map(|word| parts(word)).collect();
    let is_turned = |at: usize| {
        let before = &all[at.saturating_sub(NEGATION_REACH)..at];
        before.iter().any(|word| NEGATIONS.contains(&word.as_str()))
    };
    let mut windows = all.windows(wanted.len()).enumerate();
    windows.any(|(at, window)| window == wanted && !is_turned(at))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{
        Amount::{Change, Goal},
        *,
    };

    fn told(ask: &str) -> Result<Told, Unclear> {
        Told::of(ask, 82.0, date(2026, 11, 24)).expect("the lists load")
    }

    const LOSE: Option<Mode> = Some(Mode::Lose);
    const GAIN: Option<Mode> = Some(Mode::Gain);
    const KEEP: Option<Mode> = Some(Mode::Keep);

    #[test]
    fn goals_are_read_in_the_ways_people_write_them() {
        let both = Some(Mode::Recompose);
        for (ask, mode, amount) in [
            ("keep my strength while cutting", LOSE, None),
            ("I am 82 kg and want to be 75 kg", LOSE, Some(Goal(75.0))),
            ("from 82 kg to 75 kg", LOSE, Some(Goal(75.0))),
            ("I weigh 82 kg and want to lose fat", LOSE, None),
            ("put on 5 kg of muscle, lose fat", GAIN, Some(Change(5.0))),
            ("keep my weight", KEEP, None),
            ("keep my weight, I lost 10 kg", KEEP, None),
            ("don't lose weight", None, None),
            ("bauchfett loswerden", LOSE, None),
            ("lose fat and gain muscle", both, None),
            ("get rid of back pain", None, None),
            ("I want to be stronger", None, None),
        ] {
            let told = told(ask).expect("an amount that is clear");
            assert_eq!((told.mode, told.amount), (mode, amount), "{ask}");
        }
        let pounds = told("lose 10 pounds").expect("clear").amount;
        assert!(matches!(pounds, Some(Change(kg)) if (kg + 4.535_923_7).abs() < 1e-9));
    }

    #[test]
    fn shapes_are_found_by_their_names() {
        for (ask, mode, shape) in [
            ("lose belly fat", LOSE, "waist"),
            ("tighter hip line", None, "hip line"),
            ("V-taper", None, "V taper"),
        ] {
            let told = told(ask).expect("no amount");
            let found = told.preset.as_deref();
            assert_eq!((told.mode, found), (mode, Some(shape)), "{ask}");
        }
    }

    #[test]
    fn days_are_found_in_the_ways_people_write_them() {
        for (ask, amount, by) in [
            ("\u{2212}8 kg by June", Some(Change(-8.0)), date(2027, 6, 1)),
            ("-8kg by 15 june", Some(Change(-8.0)), date(2027, 6, 15)),
            ("-8 kg by may 5 2028", Some(Change(-8.0)), date(2028, 5, 5)),
            (
                "lose 5 kg by june 2020",
                Some(Change(-5.0)),
                date(2020, 6, 1),
            ),
            (
                "8 kg abnehmen bis m\u{e4}rz",
                Some(Change(-8.0)),
                date(2027, 3, 1),
            ),
            (
                "bajar 5 kg en 3 meses",
                Some(Change(-5.0)),
                date(2027, 2, 24),
            ),
            (
                "get down to 75 kg in twelve weeks",
                Some(Goal(75.0)),
                date(2027, 2, 16),
            ),
            (
                "gain 4 kilos in 3 months",
                Some(Change(4.0)),
                date(2027, 2, 24),
            ),
            (
                "lose 8,5 kg before 2027-03-01",
                Some(Change(-8.5)),
                date(2027, 3, 1),
            ),
        ] {
            let told = told(ask).expect("an amount that is clear");
            assert_eq!((told.amount, told.by), (amount, Some(by)), "{ask}");
        }
    }

    #[test]
    fn an_amount_that_may_be_anything_is_not_guessed() {
        for ask in [
            "squat 100 kg and lose fat",
            "bench 100 kg",
            "lose 5-8 kg",
            "lose 5 kg, gain 5 kg",
            "lose 10 %",
        ] {
            assert!(told(ask).is_err(), "{ask}");
        }
    }
}
