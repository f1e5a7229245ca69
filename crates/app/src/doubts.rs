//! What may be wrong with a row or a table, in one sentence each: what it says, what it would otherwise be,
//! what to look at.

use spotcheck_evidence::sanity::Doubt;
use spotcheck_meta::{
    Effects,
    sanity::{self, LARGE_SMD, Table},
};

use crate::number;

/// Doubts about one table that a reader is told in full.
const MOST_LINES: usize = 10;

/// Digits that tell one figure from another.
const DIGITS: i32 = 3;

/// A doubt about a row of the evidence.
pub(crate) fn of_row(doubt: &Doubt) -> String {
    match doubt {
        Doubt::SpreadLooksLikeSe { sd, as_se } => format!(
            "Its \u{b1} of {} is small for a standard deviation; were it a standard error, the \
             deviation would be {}: please look how the paper labels it.",
            figure(*sd),
            figure(*as_se)
        ),
        Doubt::SpreadLooksLikeVariance { sd, as_variance } => format!(
            "Its \u{b1} of {} is large for a standard deviation; were it a variance, the deviation \
             would be {}: please look how the paper labels it.",
            figure(*sd),
            figure(*as_variance)
        ),
        Doubt::ChangeHasWrongSign { change, difference } => format!(
            "Its change is given as {}, while after less before is {}: a sign may have been lost.",
            signed(*change),
            signed(*difference)
        ),
        Doubt::ChangeDoesNotFit { change, difference } => format!(
            "Its change is given as {}, while after less before is {}: adjusted, of other people, or \
             a slip.",
            signed(*change),
            signed(*difference)
        ),
        Doubt::OpposesFellows { effect, fellows } => opposed(*effect, *fellows),
        Doubt::LargeEffect { sds } => large(*sds),
        Doubt::SharedControl { with } => format!(
            "Its control group has the figures of that of `{with}`: if they are the same people, give \
             both rows one cohort."
        ),
        Doubt::SameCohort { with, cohort } => format!(
            "It is pooled with `{with}`, which measured the same people ({cohort}): leave one of the \
             two out."
        ),
        Doubt::SameFigures { with } => format!(
            "All its figures are those of `{with}`: if they are the same people, give both rows one \
             cohort."
        ),
        Doubt::PeopleDoNotAdd { groups, all } => format!(
            "Its groups hold {} people, more than the {} in all: please look at its numbers of people.",
            number::plain(*groups, 0),
            number::plain(*all, 0)
        ),
        Doubt::Lopsided { estimate, middle } => format!(
            "Its estimate is {}, while the middle of its interval is {}: one of the three figures may \
             be a misprint.",
            signed(*estimate),
            signed(*middle)
        ),
    }
}

/// Doubts about the effects of a table, one line each; `rows` are their zero-based places in it.
///
/// # Errors
/// Those of [`sanity::check`].
pub(crate) fn of_table(effects: &Effects, rows: &[usize]) -> Result<String, spotcheck_meta::Error> {
    let table = Table {
        effects,
        people: None,
        ids: None,
    };
    let findings = sanity::check(&table)?;
    let lines = findings.iter().map(|finding| {
        let place = finding
            .index
            .map_or_else(String::new, |index| format!("row {}, ", rows[index] + 1));
        let text = of_effect(finding, effects, rows);
        format!("please check {place}{}: {text}\n", finding.column)
    });
    let mut text: String = lines.take(MOST_LINES).collect();
    if MOST_LINES < findings.len() {
        let more = findings.len() - MOST_LINES;
        text.push_str(&format!("please check {more} more like these.\n"));
    }
    Ok(text)
}

fn of_effect(finding: &sanity::Finding, effects: &Effects, rows: &[usize]) -> String {
    match finding.doubt {
        sanity::Doubt::FarFromZero { z } => format!(
            "Its effect is {} standard errors from zero: is its variance right?",
            number::plain(z, 0)
        ),
        sanity::Doubt::LargeEffect { sds } => large(sds),
        sanity::Doubt::VarianceLooksLikeSe { vi, as_variance } => format!(
            "Its variance of {} is unlike the others; were it a standard error, the variance would be \
             {}.",
            figure(vi),
            figure(as_variance)
        ),
        sanity::Doubt::VariancesLookLikeSe { .. } => {
            "The variances fall with the root of the number of people, as standard errors do: are \
             they squared?"
                .to_owned()
        }
        sanity::Doubt::Duplicate { of } => format!(
            "Its effect and variance are those of row {}: one study twice?",
            rows[of] + 1
        ),
        sanity::Doubt::SameId { of } => format!(
            "It is of the same people as row {}, and such effects are not independent.",
            rows[of] + 1
        ),
        sanity::Doubt::Dominates { weight_frac } => format!(
            "Its variance is so small that it has {} % of the weight: is it in the same unit?",
            number::plain(100.0 * weight_frac, 1)
        ),
        sanity::Doubt::OpposesFellows { fellows } => {
            let effect = finding.index.map_or(0.0, |index| effects.yi()[index]);
            opposed(effect, fellows)
        }
    }
}

fn opposed(effect: f64, fellows: f64) -> String {
    format!(
        "Its effect of {} lies far on the other side of zero from the others' {}, where {} would fit: \
         please look which side is which.",
        signed(effect),
        signed(fellows),
        signed(-effect)
    )
}

fn large(sds: f64) -> String {
    format!(
        "Its effect comes to {} standard deviations; most above {} come of a standard error read as a \
         deviation: please look how its \u{b1} is labelled.",
        number::plain(sds, 1),
        number::plain(LARGE_SMD, 0)
    )
}

fn figure(value: f64) -> String {
    number::plain(value, decimals(value))
}

fn signed(value: f64) -> String {
    number::signed(value, decimals(value))
}

/// Decimals that leave [`DIGITS`] significant digits.
fn decimals(value: f64) -> usize {
    let mut decimals = DIGITS;
    let mut size = value.abs();
    while 1.0 <= size && 0 < decimals {
        size /= 10.0;
        decimals -= 1;
    }
    usize::try_from(decimals).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_says_what_was_given_and_what_to_look_at() {
        let doubt = Doubt::SpreadLooksLikeSe {
            sd: 2.8,
            as_se: 25.04,
        };
        assert_eq!(
            of_row(&doubt),
            "Its \u{b1} of 2.80 is small for a standard deviation; were it a standard error, the \
             deviation would be 25.0: please look how the paper labels it."
        );
        let doubt = Doubt::ChangeHasWrongSign {
            change: 0.4,
            difference: -0.4,
        };
        assert_eq!(
            of_row(&doubt),
            "Its change is given as +0.400, while after less before is \u{2212}0.400: a sign may \
             have been lost."
        );
    }

    #[test]
    fn a_table_is_told_by_its_own_rows() {
        let yi = vec![0.5, 0.6, 0.4, -0.5];
        let effects = Effects::new(yi, vec![0.01, 0.01, 0.01, 0.01]).expect("usable");
        assert_eq!(
            of_table(&effects, &[0, 2, 3, 5]).expect("of one shape"),
            "please check row 6, yi: Its effect of \u{2212}0.500 lies far on the other side of zero from \
             the others' +0.500, where +0.500 would fit: please look which side is which.\n"
        );
    }
}
