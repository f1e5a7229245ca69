//! Which of many names somebody may have meant. Letters and digits alone count, so that case and punctuation do not.

/// Names that are told at most.
const MOST: usize = 3;

/// Up to three names that have most pairs of letters in common with one, the likest first. `least` is the share of
/// the pairs of both names together that must be common, which is 0.5 for a name and itself.
pub(crate) fn nearest<'a>(
    name: &str,
    names: impl Iterator<Item = &'a str>,
    least: f64,
) -> Vec<&'a str> {
    let told = pairs(name);
    let mut shared: Vec<(f64, &str)> = names
        .map(|own_name| {
            let own = pairs(own_name);
            let common = told.iter().filter(|pair| own.contains(pair)).count();
            let all = (told.len() + own.len()).max(1);
            (common as f64 / all as f64, own_name)
        })
        .filter(|(share, _)| least < *share)
        .collect();
    shared.sort_by(|one, other| other.0.total_cmp(&one.0));
    shared
        .into_iter()
        .take(MOST)
        .map(|(_, name)| name)
        .collect()
}

/// A name's letters and digits, in lower case.
pub(crate) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.collect::<String>().to_lowercase()
}

/// Letters that stand beside each other.
fn pairs(name: &str) -> Vec<(char, char)> {
    let letters = plain(name);
    letters.chars().zip(letters.chars().skip(1)).collect()
}
