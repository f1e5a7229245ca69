//! What the person will do, day by day.

mod track;

use crate::{Error, lanes::Lanes, limits, limits::Limit, units::DAYS_PER_YEAR};
pub(crate) use track::Level;
use track::Track;

/// A value of one scheduled quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// Energy intake, kcal/day.
    IntakeKcalPerDay(f64),
    /// Energy intake above the usual one, kcal/day.
    IntakeChangeKcalPerDay(f64),
    /// Share of energy from carbohydrate, 0 to 1.
    CarbFrac(f64),
    /// Sodium intake above the usual one, mg/day.
    SodiumChangeMgPerDay(f64),
    /// Physical activity level, 1 to 3.
    Pal(f64),
    /// Energy that added activity spends above rest, kcal per kg of weight a day, before the body
    /// makes up for any of it.
    AddedActivityKcalPerKgPerDay(f64),
    /// Protein, g/day.
    ProteinGPerDay(f64),
    /// Hard sets of resistance training per muscle and week.
    LiftingSetsPerMusclePerWeek(f64),
}

/// The daily inputs of a forecast.
///
/// Each quantity (intake, carbohydrate share, sodium, activity, protein, lifting) has its own
/// entries. An entry is in force from its first day until the next entry of the same quantity; one
/// with an end gives way on that day to what was in force before it. The value of day d acts on
/// `[d, d + 1)`. Where nothing is in force the person does as usual.
///
/// ```
/// use spotcheck_model::{Schedule, Setting};
/// # fn main() -> Result<(), spotcheck_model::Error> {
/// let schedule = Schedule::usual()
///     .hold(Setting::IntakeChangeKcalPerDay(-500.0), 0)?
///     .hold_between(Setting::Pal(1.8), 28, 56)?
///     .ramp(Setting::IntakeKcalPerDay(2400.0), 84, 112)?
///     .daily(Setting::CarbFrac, 112, &[0.5, 0.4, 0.3])?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule {
    intake: Track,
    carb: Track,
    sodium_change: Track,
    pal: Track,
    added_activity: Track,
    protein: Track,
    lifting: Track,
    ageing: bool,
}

/// What is scheduled for one day, relative to the person's own usual values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Plan<T = f64> {
    pub(crate) intake: Level<T>,
    pub(crate) carb: Level<T>,
    pub(crate) sodium_change: Level<T>,
    pub(crate) pal: Level<T>,
    pub(crate) added_activity: Level<T>,
    pub(crate) protein: Level<T>,
    pub(crate) lifting: Level<T>,
    /// Years by which the body has aged.
    pub(crate) aged_y: T,
}

impl Plan<Lanes> {
    /// Sixteen side by side.
    pub(crate) fn abreast(plans: &[Plan; Lanes::COUNT]) -> Self {
        Self {
            intake: Level::abreast(|place| plans[place].intake),
            carb: Level::abreast(|place| plans[place].carb),
            sodium_change: Level::abreast(|place| plans[place].sodium_change),
            pal: Level::abreast(|place| plans[place].pal),
            added_activity: Level::abreast(|place| plans[place].added_activity),
            protein: Level::abreast(|place| plans[place].protein),
            lifting: Level::abreast(|place| plans[place].lifting),
            aged_y: Lanes::of(|place| plans[place].aged_y),
        }
    }
}

impl Schedule {
    /// Everything stays as usual.
    pub fn usual() -> Self {
        Self::default()
    }

    /// Holds `setting` from `from_day` on.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a value the model does not accept, [`Error::OutOfOrder`] if an
    /// entry of the same quantity given before begins later.
    pub fn hold(mut self, setting: Setting, from_day: usize) -> Result<Self, Error> {
        let level = setting.level()?;
        self.track(setting).hold(level, from_day, None)?;
        Ok(self)
    }

    /// Holds `setting` on the days from `from_day` to the one before `to_day`.
    ///
    /// # Errors
    /// As [`Self::hold`], and [`Error::EmptySpan`] unless `from_day < to_day`.
    pub fn hold_between(
        mut self,
        setting: Setting,
        from_day: usize,
        to_day: usize,
    ) -> Result<Self, Error> {
        let level = setting.level()?;
        self.track(setting).hold(level, from_day, Some(to_day))?;
        Ok(self)
    }

    /// Holds `setting` from `from_day` on in place of whatever was scheduled for its quantity from
    /// that day on.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a value the model does not accept.
    pub fn replace(mut self, setting: Setting, from_day: usize) -> Result<Self, Error> {
        let level = setting.level()?;
        self.track(setting).replace(level, from_day)?;
        Ok(self)
    }

    /// Moves in equal daily steps from what is in force on `from_day` to `setting` on `to_day`
    /// and stays there.
    ///
    /// # Errors
    /// As [`Self::hold_between`].
    pub fn ramp(mut self, setting: Setting, from_day: usize, to_day: usize) -> Result<Self, Error> {
        let level = setting.level()?;
        self.track(setting).ramp(level, from_day, to_day)?;
        Ok(self)
    }

    /// Gives each day from `from_day` on its own value, in the order of `values`; the last one
    /// stays in force.
    ///
    /// # Errors
    /// As [`Self::hold`], and [`Error::NoDailyValues`] if `values` is empty.
    pub fn daily(
        mut self,
        setting: fn(f64) -> Setting,
        from_day: usize,
        values: &[f64],
    ) -> Result<Self, Error> {
        let levels = values.iter().map(|&value| setting(value).level());
        let levels = levels.collect::<Result<_, _>>()?;
        let first = *values.first().ok_or(Error::NoDailyValues { from_day })?;
        self.track(setting(first)).daily(levels, from_day)?;
        Ok(self)
    }

    /// Lets the body age as the days go by.
    ///
    /// Without it a forecast is of the body as it is, as in the publication: who changes nothing
    /// stays the same.
    #[must_use]
    pub fn ageing(mut self) -> Self {
        self.ageing = true;
        self
    }

    /// The schedule without what the publication does not know: lifting, protein and ageing.
    pub(crate) fn published(&self) -> Self {
        Self {
            protein: Track::default(),
            lifting: Track::default(),
            ageing: false,
            ..self.clone()
        }
    }

    /// The first day after `day` for which anything else may be scheduled.
    pub(crate) fn next_change(&self, day: usize) -> Option<usize> {
        if self.ageing {
            return Some(day + 1);
        }
        let changes = self.tracks().into_iter().filter_map(|t| t.next_change(day));
        changes.min()
    }

    fn tracks(&self) -> [&Track; 7] {
        [
            &self.intake,
            &self.carb,
            &self.sodium_change,
            &self.pal,
            &self.added_activity,
            &self.protein,
            &self.lifting,
        ]
    }

    /// What is scheduled for `day`.
    pub(crate) fn on(&self, day: usize) -> Plan {
        let aged_y = if self.ageing {
            day as f64 / DAYS_PER_YEAR
        } else {
            0.0
        };
        Plan {
            aged_y,
            intake: self.intake.on(day),
            carb: self.carb.on(day),
            sodium_change: self.sodium_change.on(day),
            pal: self.pal.on(day),
            added_activity: self.added_activity.on(day),
            protein: self.protein.on(day),
            lifting: self.lifting.on(day),
        }
    }

    fn track(&mut self, setting: Setting) -> &mut Track {
        match setting {
            Setting::IntakeKcalPerDay(_) | Setting::IntakeChangeKcalPerDay(_) => &mut self.intake,
            Setting::CarbFrac(_) => &mut self.carb,
            Setting::SodiumChangeMgPerDay(_) => &mut self.sodium_change,
            Setting::Pal(_) => &mut self.pal,
            Setting::AddedActivityKcalPerKgPerDay(_) => &mut self.added_activity,
            Setting::ProteinGPerDay(_) => &mut self.protein,
            Setting::LiftingSetsPerMusclePerWeek(_) => &mut self.lifting,
        }
    }
}

impl Setting {
    /// The value as a level, if the model accepts it.
    fn level(self) -> Result<Level, Error> {
        let absolute = |limit: Limit, value| limit.check(value).map(Level::absolute);
        let change = |limit: Limit, value| limit.check(value).map(Level::change);
        match self {
            Self::IntakeKcalPerDay(value) => absolute(limits::INTAKE, value),
            Self::IntakeChangeKcalPerDay(value) => change(limits::INTAKE_CHANGE, value),
            Self::CarbFrac(value) => absolute(limits::CARB, value),
            Self::SodiumChangeMgPerDay(value) => absolute(limits::SODIUM_CHANGE, value),
            Self::Pal(value) => absolute(limits::PAL, value),
            Self::AddedActivityKcalPerKgPerDay(value) => absolute(limits::ADDED_ACTIVITY, value),
            Self::ProteinGPerDay(value) => absolute(limits::PROTEIN, value),
            Self::LiftingSetsPerMusclePerWeek(value) => absolute(limits::LIFTING, value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Intake on a day of a person who usually eats 2000 kcal.
    fn intake(schedule: &Schedule, day: usize) -> f64 {
        schedule.on(day).intake.given_usual(2000.0)
    }

    #[test]
    fn an_entry_holds_until_the_next_and_an_ended_one_gives_way() -> Result<(), Error> {
        let schedule = Schedule::usual()
            .hold(Setting::IntakeChangeKcalPerDay(-500.0), 2)?
            .hold_between(Setting::IntakeKcalPerDay(1800.0), 4, 6)?
            .hold(Setting::IntakeChangeKcalPerDay(100.0), 8)?;
        let days: Vec<f64> = (0..10).map(|day| intake(&schedule, day)).collect();
        let expected = [
            2e3, 2e3, 1.5e3, 1.5e3, 1.8e3, 1.8e3, 1.5e3, 1.5e3, 2.1e3, 2.1e3,
        ];
        assert_eq!(days, expected);
        Ok(())
    }

    #[test]
    fn a_ramp_starts_where_things_are_and_stays_at_its_end() -> Result<(), Error> {
        let schedule = Schedule::usual()
            .hold(Setting::IntakeChangeKcalPerDay(-400.0), 0)?
            .ramp(Setting::IntakeKcalPerDay(2000.0), 10, 14)?;
        let days: Vec<f64> = (9..17).map(|day| intake(&schedule, day)).collect();
        assert_eq!(days, [1.6e3, 1.6e3, 1.7e3, 1.8e3, 1.9e3, 2e3, 2e3, 2e3]);
        Ok(())
    }

    #[test]
    fn daily_values_act_each_on_its_day() -> Result<(), Error> {
        let schedule =
            Schedule::usual().daily(Setting::IntakeChangeKcalPerDay, 1, &[1.0, 2.0, 3.0])?;
        let days: Vec<f64> = (0..6).map(|day| intake(&schedule, day)).collect();
        assert_eq!(days, [2000.0, 2001.0, 2002.0, 2003.0, 2003.0, 2003.0]);
        Ok(())
    }

    #[test]
    fn a_replaced_entry_leaves_only_what_was_before_it() -> Result<(), Error> {
        let schedule = Schedule::usual()
            .hold(Setting::IntakeChangeKcalPerDay(-400.0), 1)?
            .hold(Setting::Pal(1.9), 1)?
            .ramp(Setting::IntakeKcalPerDay(2000.0), 10, 14)?
            .replace(Setting::IntakeKcalPerDay(1800.0), 3)?;
        let days: Vec<f64> = [0, 1, 2, 3, 20].map(|day| intake(&schedule, day)).to_vec();
        assert_eq!(days, [2e3, 1.6e3, 1.6e3, 1.8e3, 1.8e3]);
        let pal: Vec<f64> = vec![schedule.on(20).pal.given_usual(1.5)];
        assert_eq!(pal, [1.9]);
        Ok(())
    }

    #[test]
    fn refuses_disorder_emptiness_and_nonsense() {
        let usual = Schedule::usual;
        let pal = Setting::Pal(1.5);
        let late = usual().hold(pal, 5).and_then(|s| s.hold(pal, 4));
        assert!(matches!(late, Err(Error::OutOfOrder { .. })));
        let empty = usual().hold_between(pal, 5, 5);
        assert!(matches!(empty, Err(Error::EmptySpan { .. })));
        let none = usual().daily(Setting::Pal, 0, &[]);
        assert!(matches!(none, Err(Error::NoDailyValues { .. })));
        for setting in [
            Setting::Pal(0.9),
            Setting::CarbFrac(1.1),
            Setting::IntakeKcalPerDay(-1.0),
            Setting::IntakeChangeKcalPerDay(f64::NAN),
            Setting::SodiumChangeMgPerDay(f64::INFINITY),
        ] {
            let refused = usual().hold(setting, 0);
            assert!(matches!(refused, Err(Error::OutOfRange { .. })));
        }
    }
}
