//! `spotcheck evidence diagnose`: what single effects do to a pool, and whether studies seem to be missing.

mod single;
mod small_studies;
mod told;

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use spotcheck_meta::{
    ENGINE_VERSION, Error, Fit,
    bias::{henmi_copas, p_curve, rank_test},
    diagnose::{self, Influence},
};

use super::request::{Data, Request};
use crate::cli::{Output, json};

use single::{Contributions, Influences, Residuals, Sequence};
use small_studies::{Bearing, Curve, Excess, FailSafes, Filled, Rank, Regression, regressions};

#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    request: Request,
    /// The column effects are added by in `cumul`, lowest first; by default as they stand in the file
    #[arg(long, value_name = "COLUMN")]
    order: Option<String>,
}

/// Every diagnostic that these effects allow; of the others, why not.
#[derive(Serialize)]
struct Diagnosis {
    method: &'static str,
    test: &'static str,
    k: usize,
    leave1out: Option<Sequence>,
    cumul: Option<Sequence>,
    influence: Option<Influences>,
    rstandard: Option<Residuals>,
    rstudent: Residuals,
    baujat: Contributions,
    regtest: Option<BTreeMap<String, Regression>>,
    ranktest: Option<Rank>,
    trimfill: Option<Filled>,
    fsn: Option<FailSafes>,
    tes: Option<Excess>,
    hc: Option<Bearing>,
    p_curve: Option<Curve>,
    /// Diagnostics that are null above, with the reason.
    not_computed: BTreeMap<&'static str, String>,
    engine_version: &'static str,
}

/// Keeps the reason of whatever cannot be computed.
#[derive(Default)]
struct Reasons(BTreeMap<&'static str, String>);

impl Reasons {
    fn keep<T>(&mut self, name: &'static str, computed: Result<T, Error>) -> Option<T> {
        computed
            .inspect_err(|error| {
                self.0.insert(name, error.to_string());
            })
            .ok()
    }
}

pub(super) fn run(options: &Options) -> anyhow::Result<Output> {
    let data = Data::read(&options.request)?;
    let fitted = data.fit()?;
    let order = order(&data, options.order.as_deref())?;
    let influence = diagnose::influence(&fitted, &data.effects, &data.design);
    let text = if options.request.json {
        json(&diagnosis(&data, &fitted, &order, influence)?)?
    } else {
        told::told(&data, &fitted, influence)?
    };
    Ok(Output {
        note: data.note(),
        ..Output::done(text)
    })
}

/// The order of `cumul`: by a column of numbers, which no row may lack.
fn order(data: &Data, column: Option<&str>) -> anyhow::Result<Vec<usize>> {
    let mut order: Vec<usize> = (0..data.effects.k()).collect();
    let Some(column) = column else {
        return Ok(order);
    };
    let values = data.table.numbers(column)?;
    let mut keys = Vec::new();
    for &row in &data.rows {
        let value = values[row];
        keys.push(value.ok_or_else(|| data.table.refuse(row, column, "the order needs a value"))?);
    }
    order.sort_by(|&a, &b| keys[a].total_cmp(&keys[b]));
    Ok(order)
}

fn diagnosis(
    data: &Data,
    fitted: &Fit,
    order: &[usize],
    influence: Result<Influence, Error>,
) -> anyhow::Result<Diagnosis> {
    let Data {
        effects,
        design,
        model,
        ..
    } = data;
    let sizes = sizes(data)?;
    let mut reasons = Reasons::default();
    let alone = if design.is_intercept_only() {
        Ok(())
    } else {
        Err(Error::Undefined {
            what: "a mean of some of the effects",
            why: "the model has moderators",
        })
    };
    let leave1out = alone
        .clone()
        .and_then(|()| diagnose::leave1out(effects, model));
    let cumul = alone
        .clone()
        .and_then(|()| diagnose::cumul(effects, order, model));
    let rstandard = diagnose::rstandard(fitted, effects, design);
    let trimfill = alone.and_then(|()| Filled::new(effects, model));
    let diagnosis = Diagnosis {
        method: model.method.word(),
        test: model.test.word(),
        k: effects.k(),
        leave1out: reasons
            .keep("leave1out", leave1out)
            .map(|rows| Sequence::without(&rows)),
        cumul: reasons
            .keep("cumul", cumul)
            .map(|rows| Sequence::growing(order, &rows)),
        influence: reasons
            .keep("influence", influence)
            .map(|found| (&found).into()),
        rstandard: reasons
            .keep("rstandard", rstandard)
            .map(|found| (&found).into()),
        rstudent: (&diagnose::rstudent(fitted, effects, design)).into(),
        baujat: (&diagnose::baujat(fitted, effects, design)).into(),
        regtest: reasons.keep("regtest", regressions(effects, sizes.as_deref(), model)),
        ranktest: reasons
            .keep("ranktest", rank_test(effects))
            .map(|found| (&found).into()),
        trimfill: reasons.keep("trimfill", trimfill),
        fsn: reasons.keep("fsn", FailSafes::new(effects)),
        tes: reasons.keep("tes", Excess::new(effects)),
        hc: reasons
            .keep("hc", henmi_copas(effects, model.level))
            .map(Into::into),
        p_curve: reasons.keep("p_curve", p_curve(effects)).map(Into::into),
        not_computed: BTreeMap::new(),
        engine_version: ENGINE_VERSION,
    };
    Ok(Diagnosis {
        not_computed: reasons.0,
        ..diagnosis
    })
}

/// How many people are in each study: a column `ni`, or `n1i` and `n2i` together, where none is absent.
fn sizes(data: &Data) -> anyhow::Result<Option<Vec<f64>>> {
    let table = &data.table;
    let columns: &[&str] = if table.has("ni") {
        &["ni"]
    } else if table.has("n1i") && table.has("n2i") {
        &["n1i", "n2i"]
    } else {
        return Ok(None);
    };
    let mut sums = vec![Some(0.0); data.rows.len()];
    for column in columns {
        let values = table.numbers(column)?;
        for (sum, &row) in sums.iter_mut().zip(&data.rows) {
            *sum = sum.zip(values[row]).map(|(sum, n)| sum + n);
        }
    }
    Ok(sums.into_iter().collect())
}
