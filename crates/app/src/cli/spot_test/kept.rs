//! A test that is kept in the store.

use jiff::{ToSpan as _, civil::Date};
use spotcheck_engine::spot_test::{Design, Limb, Measurement, Outcome, Side, Tool};
use spotcheck_import as import;
use spotcheck_store::{Error, Person, SpotReadings, SpotTest};

use super::record::Record;
use crate::{cli::kept::Kept, report::Refusal};

/// Days after the last session on which it may still be measured.
const SLACK: i32 = 3;

/// A kept test with its plan laid out and all that was measured.
#[derive(Debug)]
pub(super) struct KeptTest {
    pub(super) test: SpotTest,
    pub(super) design: Design,
    pub(super) readings: Vec<SpotReadings>,
}

impl KeptTest {
    /// The test of a site, or the only one that runs; where none does, the last.
    ///
    /// # Errors
    /// A [`Refusal`] where there is none or it is not clear which, or what the store says.
    pub(super) fn find(kept: &Kept, person: &Person, site: Option<&str>) -> anyhow::Result<Self> {
        let site = site.map(named);
        let mut tests = kept.wait(kept.store.spot_tests(person))?;
        tests.retain(|test| site.as_ref().is_none_or(|site| *site == test.plan.site));
        let running = tests.iter().filter(|test| test.ended.is_none());
        let sites: Vec<&str> = running.map(|test| test.plan.site.as_str()).collect();
        if 1 < sites.len() {
            return Err(Refusal::new(
                format!("tests of several sites are running: {}", sites.join(", ")),
                "say which one with --site",
            )
            .into());
        }
        let is_running = |test: &SpotTest| test.ended.is_none();
        let at = tests.iter().rposition(is_running);
        let at = at.or_else(|| tests.len().checked_sub(1)).ok_or_else(|| {
            let which = site.map_or_else(String::new, |site| format!(" of the {site}"));
            Refusal::new(
                format!("no test{which} is kept"),
                "begin one, as in: spotcheck spot-test begin --tool caliper --site calf --start 2026-12-07",
            )
        })?;
        Self::open(kept, person, tests.swap_remove(at))
    }

    /// As [`Self::find`], of those that run.
    ///
    /// # Errors
    /// As [`Self::find`], and where it has ended.
    pub(super) fn running(
        kept: &Kept,
        person: &Person,
        site: Option<&str>,
    ) -> anyhow::Result<Self> {
        let found = Self::find(kept, person, site)?;
        if let Some(day) = found.test.ended {
            return Err(Refusal::new(
                format!("the test of the {} ended on {day}", found.test.plan.site),
                "`spotcheck spot-test read` reads it, `spot-test begin` begins another",
            )
            .into());
        }
        Ok(found)
    }

    /// A test with what was measured in it.
    ///
    /// # Errors
    /// What the store says.
    pub(super) fn open(kept: &Kept, person: &Person, test: SpotTest) -> anyhow::Result<Self> {
        let readings = kept.wait(kept.store.spot_readings(person, test.id))?;
        let plan = &test.plan;
        let design = Design::new(tool(&plan.tool)?, plan.weeks, plan.per_week, plan.seed)?;
        // What was trained stays what it was, however a coin of that seed should fall.
        let design = Design {
            trained: side(plan.trained),
            ..design
        };
        Ok(Self {
            test,
            design,
            readings,
        })
    }

    /// All of it, to be read.
    pub(super) fn record(&self) -> Record {
        let plan = &self.test.plan;
        let measurements = self.readings.iter();
        Record {
            site: plan.site.clone(),
            tool: self.design.tool,
            weeks: plan.weeks,
            per_week: plan.per_week,
            worthwhile_mm: plan.worthwhile_mm,
            measurements: measurements
                .flat_map(|one| self.measurements(one))
                .collect(),
        }
    }

    /// Readings as they count in this test.
    pub(super) fn measurements(
        &self,
        readings: &SpotReadings,
    ) -> impl Iterator<Item = Measurement> {
        let limb = if side(readings.side) == self.design.trained {
            Limb::Trained
        } else {
            Limb::Control
        };
        readings.values_mm.iter().map(move |value_mm| Measurement {
            day: readings.day,
            limb,
            value_mm: *value_mm,
            rater: readings.rater.clone(),
            tool: Some(self.design.tool.name().to_owned()),
            weight_kg: readings.weight_kg,
            rest_h: readings.rest_h,
        })
    }

    /// Whether a look has ended it, or its last day is over.
    pub(super) fn is_over(&self, today: Date) -> bool {
        let last = self.design.sessions.last();
        last.is_some_and(|last| last.day + SLACK < self.day(today)) || self.has_verdict()
    }

    fn has_verdict(&self) -> bool {
        let reading = self.record().reading(None);
        reading.is_ok_and(|reading| matches!(reading.outcome, Outcome::Ended(_)))
    }

    /// The day of the test that a date is.
    pub(super) fn day(&self, date: Date) -> i32 {
        let span = date.since(self.test.plan.start);
        span.map_or(i32::MAX, |span| span.get_days())
    }

    /// The date of a day of the test.
    pub(super) fn date(&self, day: i32) -> Date {
        let start = self.test.plan.start;
        start.saturating_add(i64::from(day).days())
    }

    /// The last day on which a session may be measured: the one before the next.
    pub(super) fn last_day(&self, session: usize) -> i32 {
        let sessions = &self.design.sessions;
        let next = sessions.get(session + 1);
        next.map_or(sessions[session].day + SLACK, |next| next.day - 1)
    }
}

/// A site as it is kept, however it is written.
pub(super) fn named(site: &str) -> String {
    let words: Vec<&str> = site.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

pub(super) fn side(side: import::Side) -> Side {
    match side {
        import::Side::Left => Side::Left,
        import::Side::Right => Side::Right,
    }
}

fn tool(name: &str) -> Result<Tool, Error> {
    let found = Tool::ALL.into_iter().find(|tool| tool.name() == name);
    found.ok_or_else(|| Error::Row {
        table: "spot_test",
        column: "tool",
        value: name.to_owned(),
    })
}
