//! Measures of one group and a yes-or-no outcome: `xi` events, and `mi` others or `ni` in all.
//!
//! Sources: Stijnen et al. 2010; Freeman & Tukey 1950, Ann Math Stat 21:607; Miller 1978.

use super::{Absence, Columns, Effect, Options, Vtype, columns::Row, weighted_mean, words::words};
use crate::{Error, transform};

words! {
    /// Measures of one proportion.
    ProportionMeasure {
        /// Proportion.
        Pr = "PR",
        /// Log proportion.
        Pln = "PLN",
        /// Log odds.
        Plo = "PLO",
        /// Arcsine of the square root.
        Pas = "PAS",
        /// Freeman-Tukey double arcsine.
        Pft = "PFT",
    }
}

/// Events and others `[x, m]` of each study.
pub(crate) fn read(columns: &Columns, measure: &'static str) -> Result<Vec<Row<[f64; 2]>>, Error> {
    let events = columns.required("xi", measure)?.counts()?;
    let others = columns.optional("mi")?.counts()?;
    let totals = columns.optional("ni")?.sizes()?;
    if !others.is_given() && !totals.is_given() {
        return Err(Error::MissingField {
            measure,
            field: "ni",
        });
    }
    let row = |i: usize| {
        let (x, m, n) = (events.at(i), others.at(i), totals.at(i));
        if let (Ok(x), Ok(m), Ok(n)) = (x, m, n)
            && 0.0 < (x + m - n).abs()
        {
            return Err(totals.refuse(i, n, "it is the sum of the two counts"));
        }
        if let (Ok(x), Ok(n)) = (x, n)
            && n < x
        {
            return Err(events.refuse(i, x, "it is no more than the group"));
        }
        if let (Ok(x), Ok(m)) = (x, m)
            && x + m <= 0.0
        {
            return Err(events.refuse(i, x, "a group is not empty"));
        }
        let others = m.or_else(|_missing| Ok(n? - x?));
        Ok(x.and_then(|x| others.map(|m| [x, m])))
    };
    (0..columns.k()).map(row).collect()
}

/// Effects and people of each study.
pub(super) fn compute(
    measure: ProportionMeasure,
    columns: &Columns,
    options: &Options,
    add: f64,
) -> Result<(Vec<Effect>, Vec<Option<f64>>), Error> {
    let mut rows = read(columns, measure.word())?;
    let sizes = rows
        .iter()
        .map(|row| row.ok().map(|[x, m]| x + m))
        .collect();
    options.zeros.fill(&mut rows, add);
    let average = (options.vtype == Vtype::Av)
        .then(|| weighted_mean(rows.iter().flatten().map(|&[x, m]| (x / (x + m), x + m))));
    let lost = if options.vtype == Vtype::Ub { 1.0 } else { 0.0 };
    let effect = |row: Row<[f64; 2]>| match row {
        Ok([x, m]) => {
            let p = average.unwrap_or(x / (x + m));
            effect(measure, [x, m], p, lost)
        }
        Err(why) => Effect::Absent(why),
    };
    Ok((rows.into_iter().map(effect).collect(), sizes))
}

/// `p` is the proportion at which the variance is taken, `lost` what is taken off the size for it.
fn effect(measure: ProportionMeasure, [x, m]: [f64; 2], p: f64, lost: f64) -> Effect {
    let n = x + m;
    match measure {
        ProportionMeasure::Pr => Effect::of(x / n, p * (1.0 - p) / (n - lost)),
        ProportionMeasure::Pln => Effect::of((x / n).ln(), 1.0 / (p * n) - 1.0 / n),
        ProportionMeasure::Plo => Effect::of((x / m).ln(), 1.0 / (p * n) + 1.0 / ((1.0 - p) * n)),
        ProportionMeasure::Pas => Effect::of((x / n).sqrt().asin(), 1.0 / (4.0 * n)),
        ProportionMeasure::Pft => transform::pft(x / n, n)
            .map_or(Effect::Absent(Absence::Undefined), |estimate| {
                Effect::of(estimate, 1.0 / (4.0 * n + 2.0))
            }),
    }
}
