//! How far a misspelt word is from a known one.

use crate::text::LONGEST_WORD;

/// Largest edit distance at which a word of this length is still taken for another, if any is.
pub(crate) fn allowance(word: &str) -> Option<usize> {
    match word.len() {
        0..=3 => None,
        4..=6 => Some(1),
        _ => Some(2),
    }
}

/// Cost of reading `word` as `known`: edit distance (a swap of neighbours is one edit) first, then
/// whether the first letter differs; none beyond the allowed distance.
pub(crate) fn cost(word: &[u8], known: &[u8], within: usize) -> Option<u32> {
    let other_start = word.first() != known.first();
    if other_start && within < 2 && word.get(1) != known.first() && word.first() != known.get(1) {
        return None;
    }
    let distance = distance(word, known, within)?;
    u32::try_from(distance * 2)
        .ok()
        .map(|cost| cost + u32::from(other_start))
}

/// Optimal string alignment distance of two words, given up once it must exceed `within`.
fn distance(a: &[u8], b: &[u8], within: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > within {
        return None;
    }
    let mut before = [0; LONGEST_WORD + 1];
    let mut last: [usize; LONGEST_WORD + 1] = std::array::from_fn(|j| j);
    for i in 1..=a.len() {
        let mut row = [i; LONGEST_WORD + 1];
        for j in 1..=b.len() {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row[..=b.len()]
            .iter()
            .min()
            .is_some_and(|least| *least > within)
        {
            return None;
        }
        before = last;
        last = row;
    }
    Some(last[b.len()]).filter(|distance| *distance <= within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_once() {
        assert_eq!(distance(b"redction", b"reduction", 2), Some(1));
        assert_eq!(distance(b"excercise", b"exercise", 2), Some(1));
        assert_eq!(distance(b"jialn", b"jilan", 2), Some(1));
        assert_eq!(distance(b"planks", b"protein", 2), None);
    }
}
