//! The sentence table: answer × certainty, filled with a claim's own words.
//!
//! One verb per level, after the GRADE guidance on wording (Santesso 2020): high states, moderate says
//! "probably", low says "may", very low says that we do not know.

use crate::claim::{Answer, Certainty, Words};

/// Which variant of the table applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shade {
    /// A yes whose estimate is below the smallest effect that matters.
    pub slight: bool,
    /// An unknown whose few studies all point the claim's way.
    pub leaning: bool,
}

/// The first sentence of an answer.
pub fn sentence(
    answer: Answer,
    certainty: Certainty,
    shade: Shade,
    words: &Words,
    condition: Option<&str>,
) -> String {
    let Words {
        subject,
        base,
        does,
        ..
    } = words;
    let start = capital(subject);
    match answer {
        Answer::Yes => {
            let end = condition.map_or_else(String::new, |text| format!(", {text}"));
            let little = if shade.slight {
                ", but only a little"
            } else {
                ""
            };
            match certainty {
                Certainty::High => format!("Yes{little}. {start} {does}{end}."),
                Certainty::Moderate => {
                    format!("Probably yes{little}. {start} probably {does}{end}.")
                }
                Certainty::Low => format!("Maybe{little}. {start} may {base}{end}."),
                Certainty::VeryLow => {
                    format!(
                        "We don't know. Some small studies suggest {subject} might {base}{end}."
                    )
                }
            }
        }
        Answer::No => no(certainty, words),
        Answer::Depends => {
            let end = condition.map_or_else(String::new, |text| format!(", {text}"));
            let verb = match certainty {
                Certainty::High => does.clone(),
                Certainty::Moderate => format!("probably {does}"),
                Certainty::Low | Certainty::VeryLow => format!("may {base}"),
            };
            format!("It depends. {start} {verb}{end}.")
        }
        Answer::Unknown => match (certainty, shade.leaning) {
            (Certainty::VeryLow, true) => {
                format!("We don't know. A few small studies suggest {subject} might {base}.")
            }
            (Certainty::VeryLow, false) => format!("We don't know whether {subject} {does}."),
            (Certainty::Low | Certainty::Moderate | Certainty::High, _) => {
                format!(
                    "Nobody can say yet. The studies so far cannot tell whether {subject} {does}."
                )
            }
        },
    }
}

fn no(certainty: Certainty, words: &Words) -> String {
    let Words {
        subject,
        plural,
        base,
        does,
        object,
    } = words;
    let start = capital(subject);
    let (makes, auxiliary) = if *plural {
        ("make", "do")
    } else {
        ("makes", "does")
    };
    match (certainty, object) {
        (Certainty::High, Some(object)) => {
            format!("No. {start} {makes} little or no difference to {object}.")
        }
        (Certainty::High, None) => format!("No. {start} {auxiliary} not {base}."),
        (Certainty::Moderate, Some(object)) => {
            format!("Probably not. {start} probably {makes} little or no difference to {object}.")
        }
        (Certainty::Moderate, None) => {
            format!("Probably not. {start} probably {auxiliary} not {base}.")
        }
        (Certainty::Low, Some(object)) => format!(
            "Not as far as anyone can tell. {start} may make little or no difference to {object}."
        ),
        (Certainty::Low, None) => {
            format!("Not as far as anyone can tell. Nothing solid shows that {subject} {does}.")
        }
        (Certainty::VeryLow, _) => {
            format!("We can't be sure, but nothing solid shows that {subject} {does}.")
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
