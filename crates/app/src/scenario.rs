//! Scenario files: a person and what they will eat and do, as the contract has them.

use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use spotcheck_model::{
    Depot, Device, Menopause, Parameters, Person, PersonInput, Scan, Schedule, Setting,
    activity::{self, Bout, Intensity},
    local_bound,
};

use crate::{
    me::{MenopauseWord, SexWord},
    report::{Refusal, known_activities},
};

/// One forecast to make.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    #[serde(default)]
    pub(crate) id: Option<String>,
    person: Someone,
    pub(crate) days: usize,
    /// Whether the body ages as the days go by.
    #[serde(default)]
    ageing: bool,
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
    thigh_cm: Option<f64>,
    arm_cm: Option<f64>,
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
    /// All that is done besides the usual day; an empty list ends it.
    activity: Option<Vec<Activity>>,
    protein_g_per_day: Option<Value>,
    resistance_sets_per_muscle_per_week: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Activity {
    kind: String,
    minutes_per_week: f64,
    intensity: Option<Effort>,
}

/// How hard an activity is, as people write it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "intensity is easy, moderate or hard; or of walking and running the km/h, or {\"km_per_h\": 5, \"grade_frac\": 0.03}"
)]
enum Effort {
    Word(Word),
    KmPerH(f64),
    Slope(Slope),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    #[serde(alias = "light")]
    Easy,
    Moderate,
    #[serde(alias = "vigorous")]
    Hard,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slope {
    km_per_h: f64,
    #[serde(default)]
    grade_frac: f64,
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
            thigh_cm: told.thigh_cm,
            arm_cm: told.arm_cm,
            scan: told.scan.map(Scan::from),
        })?)
    }

    /// Which of all people's draws are this one's: those of its name, or the first.
    pub(crate) fn key(&self) -> u64 {
        self.id.as_ref().map_or(0, |id| {
            let digest = Sha256::digest(id.as_bytes());
            let (first, _) = digest.split_at(size_of::<u64>());
            u64::from_be_bytes(first.try_into().expect("eight bytes"))
        })
    }

    /// Local work, which changes nothing in the forecast and is bounded beside it. A spell lasts
    /// until its entry ends or the next one works the same spot.
    pub(crate) fn local_work(&self) -> anyhow::Result<Vec<LocalWork>> {
        let mut spells: Vec<LocalWork> = Vec::new();
        for entry in self.entries() {
            let Some(local) = &entry.local else { continue };
            let depot = local.depot()?;
            let from_day = entry.from_day.min(self.days);
            for earlier in spells.iter_mut().filter(|earlier| earlier.depot == depot) {
                earlier.days = earlier.days.min(from_day - earlier.from_day);
            }
            let minutes_per_day = local.minutes_per_day;
            let to_day = entry.to_day.unwrap_or(self.days).min(self.days);
            let days = to_day.saturating_sub(from_day);
            local_bound(Parameters::published(), 0.0, minutes_per_day, days)?;
            spells.push(LocalWork {
                depot,
                minutes_per_day,
                from_day,
                days,
            });
        }
        spells.retain(|spell| 0 < spell.days);
        Ok(spells)
    }

    /// The entries in order of their first day.
    fn entries(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.schedule.iter().collect();
        entries.sort_by_key(|entry| entry.from_day);
        entries
    }

    /// What is done and eaten day by day.
    pub(crate) fn schedule(&self) -> anyhow::Result<Schedule> {
        let start = if self.ageing {
            Schedule::usual().ageing()
        } else {
            Schedule::usual()
        };
        self.entries()
            .into_iter()
            .try_fold(start, |schedule, entry| {
                entry.onto(schedule, self.person.age_y)
            })
    }
}

/// A spell of working one spot, all of it within the forecast.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LocalWork {
    pub(crate) depot: Depot,
    pub(crate) minutes_per_day: f64,
    pub(crate) from_day: usize,
    pub(crate) days: usize,
}

impl Local {
    fn depot(&self) -> anyhow::Result<Depot> {
        let named = Depot::ALL
            .into_iter()
            .find(|depot| depot.name() == self.depot);
        named.ok_or_else(|| {
            let names = Depot::ALL.map(Depot::name).join(", ");
            let message = format!("local: there is no depot `{}`", self.depot);
            Refusal::new(message, format!("the depots are {names}")).into()
        })
    }
}

impl Activity {
    fn bout(&self) -> Result<Bout, spotcheck_model::Error> {
        let intensity = self.intensity.map(Intensity::from).unwrap_or_default();
        Bout::new(&self.kind, self.minutes_per_week, intensity)
    }
}

impl From<Effort> for Intensity {
    fn from(effort: Effort) -> Self {
        match effort {
            Effort::Word(Word::Easy) => Self::Easy,
            Effort::Word(Word::Moderate) => Self::Moderate,
            Effort::Word(Word::Hard) => Self::Hard,
            Effort::KmPerH(km_per_h) => Self::Speed {
                km_per_h,
                grade_frac: 0.0,
            },
            Effort::Slope(Slope {
                km_per_h,
                grade_frac,
            }) => Self::Speed {
                km_per_h,
                grade_frac,
            },
        }
    }
}

/// What a value of the file becomes.
type Make = fn(f64) -> Setting;

impl Entry {
    fn onto(&self, mut schedule: Schedule, age_y: f64) -> anyhow::Result<Schedule> {
        self.check()?;
        let added_activity = self.added_activity(age_y)?;
        let settings: [(&Option<Value>, Make); 8] = [
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
            (&added_activity, Setting::AddedActivityKcalPerKgPerDay),
            (&self.protein_g_per_day, Setting::ProteinGPerDay),
            (
                &self.resistance_sets_per_muscle_per_week,
                Setting::LiftingSetsPerMusclePerWeek,
            ),
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

    /// What the activities spend above rest, in kcal per kg and day.
    fn added_activity(&self, age_y: f64) -> anyhow::Result<Option<Value>> {
        let Some(activities) = &self.activity else {
            return Ok(None);
        };
        let parameters = Parameters::published();
        let spent = activities
            .iter()
            .map(Activity::bout)
            .collect::<Result<Vec<_>, _>>()
            .and_then(|bouts| activity::net_kcal_per_kg_per_day(parameters, age_y, &bouts));
        match spent {
            Ok(kcal) => Ok(Some(Value::Held(kcal))),
            Err(error) => Err(self.no_activity(error)),
        }
    }

    fn no_activity(&self, error: spotcheck_model::Error) -> anyhow::Error {
        let hint = if matches!(error, spotcheck_model::Error::UnknownActivity { .. }) {
            known_activities()
        } else {
            "minutes_per_week are of one week, 10080 at most; intensity is easy, moderate or hard, \
             or the km/h of walking and running"
                .to_owned()
        };
        let message = format!("the entry from day {}: activity", self.from_day);
        anyhow::Error::new(error).context(Refusal::new(message, hint))
    }

    fn check(&self) -> anyhow::Result<()> {
        if self.intake_kcal_per_day.is_some() && self.intake_change_kcal_per_day.is_some() {
            return Err(self.refused("give intake or a change of intake, not both"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheduled(entries: &str) -> anyhow::Result<Schedule> {
        let person = r#"{"sex":"female","age_y":40,"height_cm":165,"weight_kg":80,"pal":1.5}"#;
        let text = format!(r#"{{"person":{person},"days":28,"schedule":{entries}}}"#);
        serde_json::from_str::<Scenario>(&text)?.schedule()
    }

    /// The Compendium's 3.5 MET of lifting are 2.5 kcal/kg/h net, its 4 of easy cycling 3: seven hours
    /// a week of either are as much a day.
    #[test]
    fn activity_becomes_net_energy() -> anyhow::Result<()> {
        let added = Setting::AddedActivityKcalPerKgPerDay;
        let found = scheduled(
            r#"[{"from_day":0,"activity":[{"kind":"lifting","minutes_per_week":420},
                                          {"kind":"cycling","minutes_per_week":420,"intensity":"light"}]},
                {"from_day":14,"activity":[]}]"#,
        )?;
        let expected = Schedule::usual()
            .hold(added(5.5), 0)?
            .hold(added(0.0), 14)?;
        assert_eq!(found, expected);
        Ok(())
    }

    /// Running costs 0.2 ml of oxygen per kg and metre, 5 kcal a litre: 10 km cost 10 kcal/kg on the
    /// flat, 4.5 % more for each percent it rises.
    #[test]
    fn speed_and_grade_are_read() -> anyhow::Result<()> {
        for (intensity, kcal_per_kg) in [
            ("10", 10.0),
            (r#"{"km_per_h":10}"#, 10.0),
            (r#"{"km_per_h":10,"grade_frac":0.02}"#, 10.9),
        ] {
            let text = format!(
                r#"{{"from_day":0,"activity":[{{"kind":"running","minutes_per_week":420,"intensity":{intensity}}}]}}"#
            );
            let entry: Entry = serde_json::from_str(&text)?;
            let found = entry.added_activity(40.0)?;
            let Some(Value::Held(found)) = found else {
                anyhow::bail!("{found:?} is no number")
            };
            assert!((found - kcal_per_kg).abs() < 1e-9, "{intensity}: {found}");
        }
        Ok(())
    }

    #[test]
    fn protein_and_lifting_are_numbers_or_daily_lists() -> anyhow::Result<()> {
        let found = scheduled(
            r#"[{"from_day":0,"protein_g_per_day":[90,100],"resistance_sets_per_muscle_per_week":10},
                {"from_day":7,"to_day":21,"ramp":true,"protein_g_per_day":130}]"#,
        )?;
        let expected = Schedule::usual()
            .daily(Setting::ProteinGPerDay, 0, &[90.0, 100.0])?
            .hold(Setting::LiftingSetsPerMusclePerWeek(10.0), 0)?
            .ramp(Setting::ProteinGPerDay(130.0), 7, 21)?;
        assert_eq!(found, expected);
        Ok(())
    }
}
