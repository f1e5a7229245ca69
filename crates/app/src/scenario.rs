//! Scenario files: a person and what they will eat and do, as the contract has them.

use serde::Deserialize;
use spotcheck_model::{
    Depot, Device, Menopause, Parameters, Person, PersonInput, Scan, Schedule, Setting, local_bound,
};

use crate::{
    me::{MenopauseWord, SexWord},
    report::Refusal,
};

/// One forecast to make.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    #[serde(default)]
    pub(crate) id: Option<String>,
    person: Someone,
    pub(crate) days: usize,
    #[serde(default)]
    schedule: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Someone {
    sex: SexWord,
    age_y: f64,
    height_cm: f64,
    weight_kg: f64,
    pal: f64,
    fat_kg: Option<f64>,
    waist_cm: Option<f64>,
    hip_cm: Option<f64>,
    menopause: Option<MenopauseWord>,
    scan: Option<Scanned>,
    baseline_intake_kcal_per_day: Option<f64>,
    carb_frac: Option<f64>,
}

/// What a scan told; visceral and abdominal subcutaneous fat in the unit of its device.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scanned {
    device: DeviceWord,
    trunk_fat_kg: Option<f64>,
    legs_fat_kg: Option<f64>,
    arms_fat_kg: Option<f64>,
    head_fat_kg: Option<f64>,
    abdominal_subcutaneous: Option<f64>,
    visceral: Option<f64>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DeviceWord {
    DxaGe,
    DxaHologic,
    Mri,
    CtSlice,
}

/// What holds from a day on; a list gives each day its own value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    from_day: usize,
    to_day: Option<usize>,
    #[serde(default)]
    ramp: bool,
    intake_kcal_per_day: Option<Value>,
    intake_change_kcal_per_day: Option<Value>,
    carb_frac: Option<Value>,
    sodium_change_mg_per_day: Option<Value>,
    pal: Option<Value>,
    /// Bounded by `spotcheck bound`, and zero in the forecast.
    local: Option<Local>,
    activity: Option<serde::de::IgnoredAny>,
    protein_g_per_day: Option<serde::de::IgnoredAny>,
    resistance_sets_per_muscle_per_week: Option<serde::de::IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Local {
    depot: String,
    minutes_per_day: f64,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a number, or a list of one number a day")]
enum Value {
    Held(f64),
    Daily(Vec<f64>),
}

impl From<DeviceWord> for Device {
    fn from(word: DeviceWord) -> Self {
        match word {
            DeviceWord::DxaGe => Self::DxaGe,
            DeviceWord::DxaHologic => Self::DxaHologic,
            DeviceWord::Mri => Self::Mri,
            DeviceWord::CtSlice => Self::CtSlice,
        }
    }
}

impl From<Scanned> for Scan {
    fn from(told: Scanned) -> Self {
        Self {
            device: told.device.into(),
            trunk_fat_kg: told.trunk_fat_kg,
            legs_fat_kg: told.legs_fat_kg,
            arms_fat_kg: told.arms_fat_kg,
            head_fat_kg: told.head_fat_kg,
            abdominal_subcutaneous: told.abdominal_subcutaneous,
            visceral: told.visceral,
        }
    }
}

impl Scenario {
    /// The person the model reckons with.
    pub(crate) fn person(&self) -> anyhow::Result<Person> {
        let told = &self.person;
        Ok(Person::new(PersonInput {
            sex: told.sex.into(),
            age_y: told.age_y,
            height_cm: told.height_cm,
            weight_kg: told.weight_kg,
            pal: told.pal,
            fat_kg: told.fat_kg,
            waist_cm: told.waist_cm,
            hip_cm: told.hip_cm,
            menopause: told.menopause.map(Menopause::from),
            baseline_intake_kcal_per_day: told.baseline_intake_kcal_per_day,
            carb_frac: told.carb_frac,
            thigh_cm: None,
            arm_cm: None,
            scan: told.scan.map(Scan::from),
        })?)
    }

    /// The schedule, entries in order of their first day.
    pub(crate) fn schedule(&self) -> anyhow::Result<Schedule> {
        let mut entries: Vec<&Entry> = self.schedule.iter().collect();
        entries.sort_by_key(|entry| entry.from_day);
        entries
            .into_iter()
            .try_fold(Schedule::usual(), |schedule, entry| entry.onto(schedule))
    }
}

impl Local {
    /// Local work changes nothing in the forecast, but a mistake in it is a mistake.
    fn check(&self) -> anyhow::Result<()> {
        if !Depot::ALL.iter().any(|depot| depot.name() == self.depot) {
            let names = Depot::ALL.map(Depot::name).join(", ");
            let message = format!("local: there is no depot `{}`", self.depot);
            return Err(Refusal::new(message, format!("the depots are {names}")).into());
        }
        local_bound(Parameters::published(), 0.0, self.minutes_per_day, 0)?;
        Ok(())
    }
}

/// What a value of the file becomes.
type Make = fn(f64) -> Setting;

impl Entry {
    fn onto(&self, mut schedule: Schedule) -> anyhow::Result<Schedule> {
        self.check_supported()?;
        let settings: [(&Option<Value>, Make); 5] = [
            (&self.intake_kcal_per_day, Setting::IntakeKcalPerDay),
            (
                &self.intake_change_kcal_per_day,
                Setting::IntakeChangeKcalPerDay,
            ),
            (&self.carb_frac, Setting::CarbFrac),
            (
                &self.sodium_change_mg_per_day,
                Setting::SodiumChangeMgPerDay,
            ),
            (&self.pal, Setting::Pal),
        ];
        for (value, make) in settings {
            schedule = match (value, self.to_day) {
                (None, _) => schedule,
                (Some(Value::Daily(values)), None) if !self.ramp => {
                    schedule.daily(make, self.from_day, values)?
                }
                (Some(Value::Daily(_)), _) => {
                    return Err(self.refused("daily values take neither to_day nor ramp"));
                }
                (Some(Value::Held(value)), Some(to)) if self.ramp => {
                    schedule.ramp(make(*value), self.from_day, to)?
                }
                (Some(Value::Held(value)), Some(to)) => {
                    schedule.hold_between(make(*value), self.from_day, to)?
                }
                (Some(Value::Held(_)), None) if self.ramp => {
                    return Err(self.refused("a ramp needs a to_day"));
                }
                (Some(Value::Held(value)), None) => schedule.hold(make(*value), self.from_day)?,
            };
        }
        Ok(schedule)
    }

    fn refused(&self, why: &str) -> anyhow::Error {
        Refusal::new(
            format!("the entry from day {}: {why}", self.from_day),
            "an entry holds from from_day until to_day, or until the next of the same quantity",
        )
        .into()
    }

    /// Refuses what the model does not reckon with yet, so that nothing is silently left out.
    fn check_supported(&self) -> anyhow::Result<()> {
        let given = [
            ("activity", self.activity.is_some()),
            ("protein_g_per_day", self.protein_g_per_day.is_some()),
            (
                "resistance_sets_per_muscle_per_week",
                self.resistance_sets_per_muscle_per_week.is_some(),
            ),
        ];
        if let Some((name, _)) = given.into_iter().find(|(_, is_given)| *is_given) {
            return Err(Refusal::new(
                format!("{name} is not part of the forecast yet"),
                "give activity as pal; protein and lifting do not bend the forecast so far",
            )
            .into());
        }
        if self.intake_kcal_per_day.is_some() && self.intake_change_kcal_per_day.is_some() {
            return Err(self.refused("give intake or a change of intake, not both"));
        }
        self.local.as_ref().map_or(Ok(()), Local::check)
    }
}
