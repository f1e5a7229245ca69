//! The sentence table: answer × certainty, filled with a claim's own words.
//!
//! One verb per level, after the GRADE guidance on wording (Santesso 2020): high states, moderate says
//! "probably", low says "may", very low says that we do not know.

use std::fmt;

use crate::claim::{Answer, Certainty, Words};

/// Which variant of the table applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// The usual sentence.
    Plain,
    /// A yes whose estimate is below the smallest effect that matters.
    Slight,
    /// A no whose interval leaves room for an effect that matters the other way, so that "little or no
    /// difference" would say too much.
    Beyond,
    /// An unknown whose few studies all point the claim's way.
    Leaning,
}

/// The first sentence of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// "Probably not": fits a question that yes or no answers.
    pub opening: Option<String>,
    /// What follows it, and stands without it under any other question.
    pub statement: String,
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(opening) = &self.opening {
            write!(f, "{opening}. ")?;
        }
        f.write_str(&self.statement)
    }
}

/// The sentence of the table, filled.
pub fn sentence(
    answer: Answer,
    certainty: Certainty,
    shade: Shade,
    words: &Words,
    condition: Option<&str>,
) -> Sentence {
    let end = condition.map_or_else(String::new, |text| format!(", {text}"));
    let statement = match answer {
        Answer::Yes | Answer::Depends => yes(certainty, words) + &end,
        Answer::No => no(certainty, shade, words),
        Answer::Unknown => unknown(certainty, shade, words),
    };
    let little = if shade == Shade::Slight {
        ", but only a little"
    } else {
        ""
    };
    let opening = opening(answer, certainty).filter(|_| !words.bare);
    match opening {
        Some(opening) => Sentence {
            opening: Some(format!("{opening}{little}")),
            statement: format!("{statement}."),
        },
        None => Sentence {
            opening: None,
            statement: format!("{statement}{little}."),
        },
    }
}

fn opening(answer: Answer, certainty: Certainty) -> Option<&'static str> {
    match (answer, certainty) {
        (Answer::Depends, _) => Some("It depends"),
        (Answer::Unknown | Answer::No, Certainty::VeryLow) => None,
        (Answer::Unknown, _) => Some("Nobody can say yet"),
        (Answer::Yes, Certainty::High) => Some("Yes"),
        (Answer::Yes, Certainty::Moderate) => Some("Probably yes"),
        (Answer::Yes, Certainty::Low) => Some("Maybe"),
        (Answer::No, Certainty::High) => Some("No"),
        (Answer::No, Certainty::Moderate) => Some("Probably not"),
        (Answer::No, Certainty::Low) => Some("Not as far as anyone can tell"),
        (Answer::Yes, Certainty::VeryLow) => Some("We don't know"),
    }
}

fn yes(certainty: Certainty, words: &Words) -> String {
    let Words {
        subject,
        base,
        does,
        ..
    } = words;
    let start = capital(subject);
    match certainty {
        Certainty::High => format!("{start} {does}"),
        Certainty::Moderate => format!("{start} probably {does}"),
        Certainty::Low => format!("{start} may {base}"),
        Certainty::VeryLow => format!("Some small studies suggest {subject} might {base}"),
    }
}

fn no(certainty: Certainty, shade: Shade, words: &Words) -> String {
    let Words {
        subject,
        plural,
        base,
        does,
        object,
        ..
    } = words;
    let start = capital(subject);
    let object = object.as_ref().filter(|_| shade != Shade::Beyond);
    let (makes, auxiliary) = if *plural {
        ("make", "do")
    } else {
        ("makes", "does")
    };
    match (certainty, object) {
        (Certainty::High, Some(object)) => {
            format!("{start} {makes} little or no difference to {object}")
        }
        (Certainty::High, None) => format!("{start} {auxiliary} not {base}"),
        (Certainty::Moderate, Some(object)) => {
            format!("{start} probably {makes} little or no difference to {object}")
        }
        (Certainty::Moderate, None) => format!("{start} probably {auxiliary} not {base}"),
        (Certainty::Low, Some(object)) => {
            format!("{start} may make little or no difference to {object}")
        }
        (Certainty::Low, None) => format!("Nothing solid shows that {subject} {does}"),
        (Certainty::VeryLow, _) => {
            format!("We can't be sure, but nothing solid shows that {subject} {does}")
        }
    }
}

fn unknown(certainty: Certainty, shade: Shade, words: &Words) -> String {
    let Words {
        subject,
        base,
        does,
        ..
    } = words;
    match (certainty, shade == Shade::Leaning) {
        (Certainty::VeryLow, true) => {
            format!("We don't know: a few small studies suggest {subject} might {base}")
        }
        (Certainty::VeryLow, false) => format!("We don't know whether {subject} {does}"),
        (Certainty::Low | Certainty::Moderate | Certainty::High, _) => {
            format!("The studies so far cannot tell whether {subject} {does}")
        }
    }
}

/// `text` with its first letter in upper case, to start a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
