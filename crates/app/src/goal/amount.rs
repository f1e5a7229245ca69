//! Weights in somebody's words: a change, a weight to reach, or one that was.

use spotcheck_engine::training::progression::KG_PER_LB;

const KG_PER_STONE: f64 = 14.0 * KG_PER_LB;
/// Nobody calls two weights different that are so close.
const SAME_KG: f64 = 1.0;
/// What may stand between a word and its amount.
const FILLERS: [&str; 14] = [
    "about", "around", "roughly", "some", "another", "my", "weight", "down", "up", "of", "ca",
    "etwa", "unos", "only",
];
const TO: [&str; 9] = ["to", "at", "reach", "be", "hit", "auf", "zu", "a", "hasta"];
const LESS_BEFORE: [&str; 11] = [
    "lose",
    "losing",
    "drop",
    "dropping",
    "shed",
    "minus",
    "cut",
    "verlieren",
    "perder",
    "bajar",
    "adelgazar",
];
const LESS_AFTER: [&str; 9] = [
    "less",
    "lighter",
    "down",
    "off",
    "weg",
    "abnehmen",
    "verlieren",
    "weniger",
    "menos",
];
const MORE_BEFORE: [&str; 9] = [
    "gain", "gaining", "on", "add", "plus", "zunehmen", "ganar", "aumentar", "subir",
];
const MORE_AFTER: [&str; 6] = ["more", "heavier", "zunehmen", "mehr", "mas", "m\u{e1}s"];
/// Shares of something that nobody names.
const SHARES: [&str; 2] = ["percent", "prozent"];
/// What is, or was, and is no goal.
const NO_GOAL: [&str; 14] = [
    "lost",
    "from",
    "was",
    "am",
    "im",
    "currently",
    "now",
    "weigh",
    "weighed",
    "verloren",
    "von",
    "bin",
    "wiege",
    "peso",
];

/// What an amount is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    /// A change of weight, kg; negative for a loss.
    Change(f64),
    /// A weight to reach, kg.
    Goal(f64),
}

/// What an amount could not be read as.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unclear {
    /// The words.
    pub(super) words: String,
}

/// The one amount of a goal for somebody of `weight_kg`, if there is one.
pub(super) fn amount(words: &[String], weight_kg: f64) -> Result<Option<Amount>, Unclear> {
    let mut found: Option<Amount> = None;
    for i in 0..words.len().saturating_sub(1) {
        let Some(read) = at(words, i, weight_kg)? else {
            continue;
        };
        if found.is_some_and(|other| other != read) {
            return Err(unclear(words, i));
        }
        found = Some(read);
    }
    Ok(found)
}

fn at(words: &[String], i: usize, weight_kg: f64) -> Result<Option<Amount>, Unclear> {
    let unit = words[i + 1].as_str();
    let is_number = words[i].chars().any(|c| c.is_ascii_digit());
    let per_unit = if SHARES.contains(&unit) {
        Some(0.0)
    } else {
        kg_per(unit)
    };
    let (Some(per_unit), true) = (per_unit, is_number) else {
        return Ok(None);
    };
    let before = words[..i].iter().rev().map(String::as_str);
    let before = before
        .into_iter()
        .find(|word| !FILLERS.contains(word))
        .unwrap_or_default();
    let after = |word: &&str| words[i + 2..].iter().take(2).any(|other| other == word);
    let is_of_no_goal = NO_GOAL.contains(&before);
    let number = words[i].replace(',', ".").parse::<f64>();
    let (kg, is_signed) = match number {
        _ if is_of_no_goal => return Ok(None),
        Ok(number) => (number.abs() * per_unit, number < 0.0),
        Err(_) => return Err(unclear(words, i)),
    };
    let is_sized = [&LESS_BEFORE[..], &MORE_BEFORE, &TO]
        .concat()
        .contains(&before);
    if SHARES.contains(&unit) {
        return if is_sized || is_signed {
            Err(unclear(words, i))
        } else {
            Ok(None)
        };
    }
    let read = if is_signed || LESS_BEFORE.contains(&before) || LESS_AFTER.iter().any(&after) {
        Amount::Change(-kg)
    } else if MORE_BEFORE.contains(&before) || MORE_AFTER.iter().any(after) {
        Amount::Change(kg)
    } else if (kg - weight_kg).abs() <= SAME_KG {
        return Ok(None);
    } else if TO.contains(&before) {
        Amount::Goal(kg)
    } else {
        return Err(unclear(words, i));
    };
    Ok(Some(read))
}

/// Kilograms of a unit.
fn kg_per(unit: &str) -> Option<f64> {
    match unit {
        "kg" | "kilo" | "kilos" | "kgs" | "kilogramm" => Some(1.0),
        "lb" | "lbs" | "pound" | "pounds" => Some(KG_PER_LB),
        "stone" | "st" => Some(KG_PER_STONE),
        _ => None,
    }
}

fn unclear(words: &[String], i: usize) -> Unclear {
    let end = (i + 2).min(words.len());
    Unclear {
        words: words[i.saturating_sub(1)..end].join(" "),
    }
}
