//! A test that is begun and kept, and one that is stopped.

use std::path::Path;

use clap::Args;
use jiff::{Zoned, civil::Date};
use spotcheck_engine::spot_test::{Design, Side};
use spotcheck_import as import;
use spotcheck_model::Parameters;
use spotcheck_store::{Person, SpotPlan};

use super::{
    Which,
    design::{Plan, Sheet},
    kept::{KeptTest, named},
    record::Record,
};
use crate::{
    cli::{
        Output,
        kept::{Kept, Whose},
    },
    report::Refusal,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    plan: Plan,
    /// The day on which training begins, two weeks after measuring
    #[arg(long, value_name = "YYYY-MM-DD")]
    start: Date,
    /// The least extra loss in 12 weeks worth having, if more than the tool's own
    #[arg(long, value_name = "MM")]
    worthwhile_mm: Option<f64>,
    #[command(flatten)]
    whose: Whose,
}

#[derive(Debug, Args)]
pub(crate) struct Stop {
    #[command(flatten)]
    which: Which,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let site = named(&options.plan.site);
    if site.is_empty() {
        return Err(Refusal::new("the site has no name", "say it, as in --site calf").into());
    }
    let (design, seed) = options.plan.design()?;
    let own_mm = design.tool.worthwhile_mm(Parameters::published());
    let worthwhile_mm = options.worthwhile_mm.unwrap_or(own_mm);
    // What reading would refuse is refused before anything is measured.
    let nothing = Record {
        site: site.clone(),
        tool: design.tool,
        weeks: design.weeks,
        per_week: design.per_week,
        worthwhile_mm,
        measurements: Vec::new(),
    };
    nothing.reading(None)?;
    let sheet = Sheet {
        design: &design,
        site: &site,
        seed,
        worthwhile_mm,
        kept_since: Some(options.start),
    };
    let text = sheet.shown(&options.plan, Some(options.start))?;
    let today = Zoned::now().date();
    let kept = Kept::open(data)?;
    let person = kept.person(&options.whose)?;
    end_if_over(&kept, &person, &site, today)?;
    let plan = SpotPlan {
        tool: design.tool.name().to_owned(),
        trained: match design.trained {
            Side::Left => import::Side::Left,
            Side::Right => import::Side::Right,
        },
        weeks: design.weeks,
        per_week: design.per_week,
        seed,
        worthwhile_mm,
        start: options.start,
        site: site.clone(),
    };
    kept.wait(kept.store.begin_spot_test(&person, &plan))?;
    let begun = KeptTest::find(&kept, &person, Some(&site))?;
    kept.close();
    Ok(Output {
        note: late(&design, begun.day(today)),
        ..Output::done(text)
    })
}

/// Makes room for another test of a site where the one that runs has nothing more to tell.
fn end_if_over(kept: &Kept, person: &Person, site: &str, today: Date) -> anyhow::Result<()> {
    for test in kept.wait(kept.store.spot_tests(person))? {
        if test.plan.site != site || test.ended.is_some() {
            continue;
        }
        let id = test.id;
        if KeptTest::open(kept, person, test)?.is_over(today) {
            kept.wait(kept.store.end_spot_test(person, id, today))?;
        }
    }
    Ok(())
}

/// A remark where sessions before training can be measured no more.
fn late(design: &Design, today: i32) -> Option<String> {
    let before = || design.sessions.iter().filter(|session| session.day < 0);
    let past = before().filter(|session| session.day < today).count();
    (0 < past).then(|| {
        format!(
            "note: {past} of the {} sessions before training were due before today\n",
            before().count()
        )
    })
}

pub(super) fn stop(options: &Stop, data: Option<&Path>) -> anyhow::Result<Output> {
    let kept = Kept::open(data)?;
    let person = kept.known(&options.which.whose)?;
    let KeptTest { test, .. } = KeptTest::running(&kept, &person, options.which.site.as_deref())?;
    let today = Zoned::now().date();
    kept.wait(kept.store.end_spot_test(&person, test.id, today))?;
    kept.close();
    Ok(Output::done(format!(
        "The test of the {} is stopped; what was measured stays.\n",
        test.plan.site
    )))
}
