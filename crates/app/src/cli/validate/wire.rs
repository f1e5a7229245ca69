//! The JSON of `spotcheck validate`.

use serde::Serialize;

use super::{
    Validation,
    arms::{Place, Scored, Set},
    score::Summary,
    weights::{Forecast, Published, Weighed},
};

#[derive(Serialize)]
pub(super) struct Document<'a> {
    all: Option<Sums>,
    sets: Vec<Named>,
    regions: Vec<Named>,
    arms: Vec<Mean<'a>>,
    weights: Vec<Weight<'a>>,
    published: Vec<Test<'a>>,
}

#[derive(Serialize)]
struct Named {
    name: &'static str,
    target: Option<f64>,
    #[serde(flatten)]
    sums: Sums,
}

/// Percentage points, forecast less observed.
#[derive(Serialize)]
struct Sums {
    n: usize,
    bias: f64,
    rmse: f64,
    mean_absolute_error: f64,
    held: usize,
    coverage_percent: f64,
}

/// A group mean; changes in percent of the fat at the start.
#[derive(Serialize)]
struct Mean<'a> {
    key: &'a str,
    set: &'static str,
    source: &'a str,
    also: &'a str,
    arm: &'a str,
    n: usize,
    weeks: Option<f64>,
    person_assumed: &'a str,
    measured: &'a str,
    region: Option<&'static str>,
    unit: &'a str,
    before: f64,
    after: f64,
    dispersion: &'a str,
    flag: &'a str,
    note: &'a str,
    fat_change: Option<f64>,
    observed: f64,
    forecast: Option<f64>,
    lo90: Option<f64>,
    hi90: Option<f64>,
    error: Option<f64>,
    held: Option<bool>,
    unscored: Option<&'a str>,
}

#[derive(Serialize)]
struct Weight<'a> {
    key: &'a str,
    source: &'a str,
    also: &'a str,
    arm: &'a str,
    n: usize,
    days: usize,
    forecast_kg: Option<f64>,
    observed_kg: f64,
    observed_se: Option<f64>,
    error_kg: Option<f64>,
    forecast_fat_kg: Option<f64>,
    refused: Option<String>,
    observed_fat_kg: Option<f64>,
    flag: &'a str,
    note: &'a str,
    uncounted: Option<&'a str>,
}

/// A published test of such a model: its bias with a 95 % interval.
#[derive(Serialize)]
struct Test<'a> {
    source: &'a str,
    model: &'a str,
    data: &'a str,
    bias_kg: f64,
    lo95: f64,
    hi95: f64,
    flag: &'a str,
    locator: &'a str,
}

pub(super) fn document(validation: &Validation) -> Document<'_> {
    let sets = Set::ALL
        .into_iter()
        .filter_map(|set| named(set.word(), None, validation.sum_of_set(set)));
    let regions = Place::LINES
        .into_iter()
        .filter_map(|line| named(line.word(), line.target(), validation.sum_on_line(line)));
    Document {
        all: validation.sum().map(sums),
        sets: sets.collect(),
        regions: regions.collect(),
        arms: validation.arms.iter().map(arm).collect(),
        weights: validation.weights.iter().map(weight).collect(),
        published: validation.published.iter().map(test).collect(),
    }
}

fn named(name: &'static str, target: Option<f64>, summary: Option<Summary>) -> Option<Named> {
    let sums = sums(summary?);
    Some(Named { name, target, sums })
}

fn sums(summary: Summary) -> Sums {
    Sums {
        n: summary.n,
        bias: summary.bias,
        rmse: summary.rmse,
        mean_absolute_error: summary.mean_absolute,
        held: summary.held,
        coverage_percent: summary.coverage(),
    }
}

fn arm(Scored { row, score }: &Scored) -> Mean<'_> {
    Mean {
        key: &row.key,
        set: row.set.word(),
        source: &row.source,
        also: &row.also,
        arm: &row.arm,
        n: row.n,
        weeks: row.weeks,
        person_assumed: &row.person_assumed,
        measured: &row.measured,
        region: row.region.map(Place::word),
        unit: &row.unit,
        before: row.before,
        after: row.after,
        dispersion: &row.dispersion,
        flag: &row.flag,
        note: &row.note,
        fat_change: row.fat_change(),
        observed: row.observed(),
        forecast: score.map(|score| score.forecast),
        lo90: score.map(|score| score.lo),
        hi90: score.map(|score| score.hi),
        error: score.map(super::Score::error),
        held: score.map(|score| score.held),
        unscored: Some(row.unscored.as_str()).filter(|why| !why.is_empty()),
    }
}

fn weight(weighed: &Weighed) -> Weight<'_> {
    let case = &weighed.case;
    let (weight_kg, fat_kg, refused) = match &weighed.forecast {
        Forecast::Changes { weight_kg, fat_kg } => (Some(*weight_kg), Some(*fat_kg), None),
        Forecast::Refused(error) => (None, None, Some(error.to_string())),
    };
    Weight {
        key: &case.key,
        source: &case.source,
        also: &case.also,
        arm: &case.arm,
        n: case.n,
        days: case.days,
        forecast_kg: weight_kg,
        observed_kg: case.observed_kg,
        observed_se: case.observed_se,
        error_kg: weighed.error(),
        forecast_fat_kg: fat_kg,
        refused,
        observed_fat_kg: case.observed_fat_kg,
        flag: &case.flag,
        note: &case.note,
        uncounted: Some(case.uncounted.as_str()).filter(|why| !why.is_empty()),
    }
}

fn test(published: &Published) -> Test<'_> {
    Test {
        source: &published.source,
        model: &published.model,
        data: &published.data,
        bias_kg: published.bias_kg,
        lo95: published.lo,
        hi95: published.hi,
        flag: &published.flag,
        locator: &published.locator,
    }
}
