//! Trials that changed what people ate or did, and the weight the model makes of it.

use anyhow::Context as _;
use serde::Deserialize;
pub(super) use spotcheck_model::Error as Refused;
use spotcheck_model::{
    Day, Parameters, Person, PersonInput, Schedule, Setting, Sex, Solver, simulate,
};

use super::table::Table;

/// [`Case`]s.
const TABLE: Table = Table {
    name: "weight.csv",
    text: include_str!("../../../../../data/validation/weight.csv"),
};
/// [`Published`] tests.
const PUBLISHED: Table = Table {
    name: "published.csv",
    text: include_str!("../../../../../data/validation/published.csv"),
};

/// One arm, as `weight.csv` has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) key: String,
    pub(super) source: String,
    pub(super) arm: String,
    pub(super) n: usize,
    female: f64,
    age_y: f64,
    height_cm: f64,
    weight_kg: f64,
    fat_kg: Option<f64>,
    pal: Option<f64>,
    /// What of the person is ours, not the paper's.
    pub(super) person_assumed: String,
    pub(super) days: usize,
    /// Intake as a share of the usual one.
    intake_frac: Option<f64>,
    intake_change_kcal: Option<f64>,
    /// Energy that added exercise spends, kcal a day.
    activity_kcal: Option<f64>,
    pub(super) observed_kg: f64,
    pub(super) observed_se: Option<f64>,
    pub(super) observed_fat_kg: Option<f64>,
    pub(super) flag: String,
    /// Further sources, `;` between.
    pub(super) also: String,
    /// Why it does not count, if it does not.
    pub(super) uncounted: String,
    pub(super) note: String,
    /// The likeliest reason should the forecast lie outside the observed interval.
    pub(super) if_missed: String,
}

/// A published test of such models, for comparison.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Published {
    pub(super) source: String,
    pub(super) model: String,
    pub(super) data: String,
    pub(super) bias_kg: f64,
    pub(super) lo: f64,
    pub(super) hi: f64,
    pub(super) flag: String,
    pub(super) locator: String,
}

/// A case with what the model makes of it.
pub(super) struct Weighed {
    pub(super) case: Case,
    pub(super) forecast: Forecast,
}

/// Changes of weight and fat, kg, or what the model says where it does not hold.
pub(super) enum Forecast {
    Changes { weight_kg: f64, fat_kg: f64 },
    Refused(Refused),
}

impl Weighed {
    /// Forecast less observed weight, kg.
    pub(super) fn error(&self) -> Option<f64> {
        match self.forecast {
            Forecast::Changes { weight_kg, .. } => Some(weight_kg - self.case.observed_kg),
            Forecast::Refused(_) => None,
        }
    }

    /// Whether the forecast lies within two standard errors of the observed mean.
    pub(super) fn is_near(&self) -> Option<bool> {
        let (error, se) = self.error().zip(self.case.observed_se)?;
        Some(error.abs() <= 2.0 * se)
    }

    /// The error of a case that counts.
    pub(super) fn counted(&self) -> Option<f64> {
        self.error().filter(|_| self.case.uncounted.is_empty())
    }
}

impl Case {
    fn person(&self, parameters: &Parameters, sex: Sex) -> anyhow::Result<Person> {
        Ok(Person::new(PersonInput {
            fat_kg: self.fat_kg,
            ..PersonInput::new(
                sex,
                self.age_y,
                self.height_cm,
                self.weight_kg,
                self.pal.unwrap_or(parameters.baseline.pal_default.value),
            )
        })?)
    }

    fn schedule(&self, usual: &Day) -> anyhow::Result<Schedule> {
        let mut schedule = Schedule::usual();
        if let Some(frac) = self.intake_frac {
            let intake = Setting::IntakeKcalPerDay(frac * usual.intake_kcal_per_day);
            schedule = schedule.hold(intake, 0)?;
        }
        if let Some(change) = self.intake_change_kcal {
            schedule = schedule.hold(Setting::IntakeChangeKcalPerDay(change), 0)?;
        }
        if let Some(spent) = self.activity_kcal {
            let added = Setting::AddedActivityKcalPerKgPerDay(spent / self.weight_kg);
            schedule = schedule.hold(added, 0)?;
        }
        Ok(schedule)
    }

    fn weighed(self, parameters: &Parameters) -> anyhow::Result<Weighed> {
        let forecast = match self.changes(parameters) {
            Ok([weight_kg, fat_kg]) => Forecast::Changes { weight_kg, fat_kg },
            Err(error) => Forecast::Refused(error.downcast()?),
        };
        Ok(Weighed {
            case: self,
            forecast,
        })
    }

    /// Forecast changes of weight and fat over the case's days, kg.
    fn changes(&self, parameters: &Parameters) -> anyhow::Result<[f64; 2]> {
        let mut changes = [0.0; 2];
        let sexes = [(Sex::Male, 1.0 - self.female), (Sex::Female, self.female)];
        for (sex, share) in sexes.into_iter().filter(|(_, share)| 0.0 < *share) {
            let person = self.person(parameters, sex)?;
            let follow = |schedule: &Schedule, days| {
                simulate(parameters, &person, schedule, days, Solver::Exact)
            };
            let usual = follow(&Schedule::usual(), 0)?;
            let [first] = usual.days() else {
                anyhow::bail!("a forecast of no days has not one row");
            };
            let course = follow(&self.schedule(first)?, self.days)?;
            let last = course.days().last().context("a forecast has rows")?;
            changes[0] += share * (last.weight_kg - first.weight_kg);
            changes[1] += share * (last.fat_kg - first.fat_kg);
        }
        Ok(changes)
    }
}

/// The rows of `weight.csv`.
pub(super) fn cases() -> anyhow::Result<Vec<Case>> {
    TABLE.rows()
}

/// The rows of `published.csv`.
pub(super) fn published() -> anyhow::Result<Vec<Published>> {
    PUBLISHED.rows()
}

/// Every case with what the model makes of it.
pub(super) fn weighed(parameters: &Parameters) -> anyhow::Result<Vec<Weighed>> {
    cases()?
        .into_iter()
        .map(|case| {
            let key = case.key.clone();
            case.weighed(parameters).context(key)
        })
        .collect()
}
