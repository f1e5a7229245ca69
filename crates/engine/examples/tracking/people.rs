//! People who weigh themselves and log their food, made up: the body by the equations of Hall
//! 2011, everything else by noise that is not the tracker's.

use rand::{RngExt as _, SeedableRng as _, distr::Open01};
use rand_chacha::ChaCha8Rng;
use spotcheck_engine::tracker::{Event, EventKind, Log, LoggedIntake, Me, Weighing};
use spotcheck_model::{
    Baseline, Day, Error, Parameters, Person, PersonInput, Schedule, Setting, Sex, Solver, simulate,
};
use statrs::distribution::{ContinuousCDF as _, Normal};

/// Days that are simulated.
pub(crate) const DAYS: usize = 98;

/// First day of the other scale, and of creatine.
const OTHER_SCALE_DAY: usize = 35;
const CREATINE_DAY: usize = 30;

/// What is done to a whole population of logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stress {
    /// Nothing.
    None,
    /// Days are left out where much was eaten.
    MissingWhenEatingMore,
    /// One weighing a week.
    WeeklyWeights,
    /// From day 42 on, 10 % more of what is eaten is logged.
    LogStep,
    /// From day 35 on, a scale that shows 1 kg more.
    ScaleChange,
    /// The same, and the scale is told.
    ScaleChangeTold,
    /// From day 30 on, 1 kg of water over ten days.
    Creatine,
    /// The same, and creatine is told.
    CreatineTold,
    /// Two weeks from day 30 without a log, with 400 kcal a day more.
    Holiday,
}

impl Stress {
    pub(crate) const ALL: [Self; 9] = [
        Self::None,
        Self::MissingWhenEatingMore,
        Self::WeeklyWeights,
        Self::LogStep,
        Self::ScaleChange,
        Self::ScaleChangeTold,
        Self::Creatine,
        Self::CreatineTold,
        Self::Holiday,
    ];

    /// What is written beside it in a table.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::None => "nothing",
            Self::MissingWhenEatingMore => "days left out when much was eaten",
            Self::WeeklyWeights => "one weighing a week",
            Self::LogStep => "10 % more is logged from day 42 on",
            Self::ScaleChange => "a scale that shows 1 kg more from day 35 on",
            Self::ScaleChangeTold => "the same, and the log says that it is another",
            Self::Creatine => "1 kg of water within ten days from day 30 on",
            Self::CreatineTold => "the same, and the log says creatine",
            Self::Holiday => "two weeks unlogged, 400 kcal/day more eaten",
        }
    }

    fn has_other_scale(self, day: usize) -> bool {
        matches!(self, Self::ScaleChange | Self::ScaleChangeTold) && OTHER_SCALE_DAY <= day
    }

    fn has_creatine(self, day: usize) -> bool {
        matches!(self, Self::Creatine | Self::CreatineTold) && CREATINE_DAY <= day
    }

    fn is_holiday(self, day: usize) -> bool {
        self == Self::Holiday && (30..44).contains(&day)
    }
}

/// A log and what is true behind it.
pub(crate) struct Simulated {
    pub(crate) me: Me,
    pub(crate) log: Log,
    /// Expenditure on the logging scale, by day.
    pub(crate) expenditure: Vec<f64>,
    /// Expenditure, by day.
    pub(crate) real: Vec<f64>,
    /// What would be logged if every day were logged whole and without scatter.
    pub(crate) loggable: Vec<f64>,
    /// What a scale would show without outliers.
    pub(crate) shown_kg: Vec<f64>,
    /// Fat and lean tissue, by day.
    pub(crate) tissue_kg: Vec<f64>,
    /// What was set out to be eaten.
    pub(crate) plan: Plan,
    /// What nobody can know of it.
    pub(crate) truth: Truth,
}

/// What somebody set out to eat.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// The day it begins.
    pub(crate) from_day: usize,
    /// Change from what was eaten before, kcal a day.
    pub(crate) change_kcal: f64,
    /// Intake on the logging scale, kcal a day.
    pub(crate) logged_kcal: f64,
}

/// What is behind a log and no log tells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Truth {
    /// One SD of water, kg.
    pub(crate) water_kg: f64,
    /// Its correlation with that of the day before.
    pub(crate) memory: f64,
    /// What week and cycle add, kg, by day.
    pub(crate) turns_kg: Vec<f64>,
    /// Days cut short.
    pub(crate) partial: Vec<usize>,
}

/// The stream of chance that makes one person.
struct Chance(ChaCha8Rng);

impl Chance {
    fn uniform(&mut self, lo: f64, hi: f64) -> f64 {
        let open: f64 = self.0.sample(Open01);
        lo + (hi - lo) * open
    }

    fn normal(&mut self, mean: f64, sd: f64) -> f64 {
        let open: f64 = self.0.sample(Open01);
        mean + sd * Normal::standard().inverse_cdf(open)
    }

    fn happens(&mut self, probability: f64) -> bool {
        self.uniform(0.0, 1.0) < probability
    }

    /// An AR(1) of stationary SD one.
    fn memory(&mut self, memory: f64) -> Vec<f64> {
        let mut value = self.normal(0.0, 1.0);
        let fresh = (1.0 - memory * memory).sqrt();
        (0..=DAYS)
            .map(|_| {
                let today = value;
                value = memory * value + fresh * self.normal(0.0, 1.0);
                today
            })
            .collect()
    }
}

/// `count` people of `seed`; who cannot be simulated is made again.
pub(crate) fn people(seed: u64, stress: Stress, count: usize) -> impl Iterator<Item = Simulated> {
    let tries = (0..).filter_map(move |place| {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(place);
        simulated(&mut Chance(generator), stress).ok()
    });
    tries.take(count)
}

/// Who somebody is in truth.
struct Character {
    person: Person,
    baseline: Baseline,
    told: PersonInput,
}

fn character(chance: &mut Chance) -> Result<Character, Error> {
    let parameters = Parameters::published();
    let sex = if chance.happens(0.5) {
        Sex::Male
    } else {
        Sex::Female
    };
    let height_cm = match sex {
        Sex::Male => chance.normal(178.0, 7.0),
        Sex::Female => chance.normal(165.0, 6.5),
    };
    let weight_kg = chance.uniform(20.0, 40.0) * (height_cm / 100.0).powi(2);
    let pal: f64 = chance.uniform(1.3, 2.2);
    let age_y = chance.uniform(20.0, 60.0).round();
    let told_pal = (pal + chance.normal(0.0, 0.1)).clamp(1.2, 2.4);
    let told = PersonInput {
        carb_frac: Some(chance.uniform(0.35, 0.6)),
        ..PersonInput::new(sex, age_y, height_cm.round(), weight_kg, told_pal)
    };
    let typical = Baseline::new(parameters, &Person::new(told)?)?;
    let fat_kg = typical.state.fat_kg + chance.normal(0.0, 0.045 * weight_kg);
    // Resting expenditure deviates by 8 %; the model takes it from the equation, so the activity
    // level carries it.
    let person = Person::new(PersonInput {
        pal: (pal * (1.0 + chance.normal(0.0, 0.08))).clamp(1.15, 2.6),
        fat_kg: Some(fat_kg.max(0.06 * weight_kg)),
        ..told
    })?;
    Ok(Character {
        baseline: Baseline::new(parameters, &person)?,
        person,
        told,
    })
}

fn simulated(chance: &mut Chance, stress: Stress) -> Result<Simulated, Error> {
    let who = character(chance)?;
    let (eaten, change_kcal, onset) = eaten(chance, &who, stress);
    let days = lived(chance, &who, &eaten)?;
    let logged_share = chance.normal(0.85, 0.10).clamp(0.55, 1.1);
    let share = |day: usize| {
        if stress == Stress::LogStep && 42 <= day {
            1.1 * logged_share
        } else {
            logged_share
        }
    };
    let real: Vec<f64> = (0..DAYS)
        .map(|day| eaten[day] - (stored(&days[day + 1]) - stored(&days[day])))
        .collect();
    let loggable: Vec<f64> = (0..DAYS).map(|day| share(day) * eaten[day]).collect();
    let mut truth = Truth::default();
    let shown_kg = shown(chance, &who, &days, stress, &mut truth);
    let me = Me {
        sex: who.told.sex,
        age_y: who.told.age_y,
        height_cm: who.told.height_cm,
        pal: Some((who.told.pal * 10.0).round() / 10.0),
    };
    let creatine = (stress == Stress::CreatineTold).then_some(Event {
        day: CREATINE_DAY,
        kind: EventKind::Creatine,
    });
    let log = Log {
        weights: weights(chance, &who, &shown_kg, stress),
        intake: intake(chance, &loggable, stress, &mut truth),
        events: creatine.into_iter().collect(),
        ..Log::default()
    };
    Ok(Simulated {
        expenditure: (0..DAYS)
            .map(|day| real[day] - eaten[day] + loggable[day])
            .collect(),
        real,
        loggable,
        shown_kg,
        tissue_kg: days
            .iter()
            .map(|day| day.fat_kg + day.lean_tissue_kg)
            .collect(),
        plan: Plan {
            from_day: (0..DAYS).find(|day| onset <= *day as f64).unwrap_or(DAYS),
            change_kcal,
            logged_kcal: logged_share * (who.baseline.intake_kcal_per_day + change_kcal),
        },
        truth,
        me,
        log,
    })
}

/// Energy in the body, kcal.
fn stored(day: &Day) -> f64 {
    let energy = &Parameters::published().energy;
    energy.fat_energy.value * day.fat_kg
        + energy.lean_energy.value * day.lean_tissue_kg
        + energy.glycogen_energy.value * day.glycogen_kg
}

/// What is eaten each day, kcal: 60 % eat less, 20 % as before, 20 % more, a fifth of them later on.
/// With it the change and the day it begins.
fn eaten(chance: &mut Chance, who: &Character, stress: Stress) -> (Vec<f64>, f64, f64) {
    let usual = who.baseline.intake_kcal_per_day;
    let change = match chance.uniform(0.0, 1.0) {
        kind if kind < 0.6 => -chance.uniform(250.0, 800.0),
        kind if kind < 0.8 => 0.0,
        _ => chance.uniform(150.0, 450.0),
    };
    let onset = if chance.happens(0.2) {
        chance.uniform(3.0, 30.0)
    } else {
        0.0
    };
    let weekend = chance.uniform(60.0, 160.0);
    let days = (0..DAYS)
        .map(|day| {
            let planned = if onset <= day as f64 { change } else { 0.0 };
            let weekly = if day % 7 < 2 { weekend } else { -0.4 * weekend };
            let feast = if stress.is_holiday(day) { 400.0 } else { 0.0 };
            (usual + planned + weekly + feast + chance.normal(0.0, 330.0)).max(400.0)
        })
        .collect();
    (days, change, onset)
}

/// The body day by day: activity wanders, and in two of five it steps once.
fn lived(chance: &mut Chance, who: &Character, eaten: &[f64]) -> Result<Vec<Day>, Error> {
    let baseline = &who.baseline;
    let step = if chance.happens(0.4) { 120.0 } else { 0.0 };
    let step = if chance.happens(0.5) { step } else { -step };
    let step_day = chance.uniform(10.0, 80.0);
    let wandering = chance.memory(0.75);
    let pal: Vec<f64> = (0..DAYS)
        .map(|day| {
            let stepped = if step_day <= day as f64 { step } else { 0.0 };
            let more = (100.0 * wandering[day] + stepped) / (0.9 * baseline.resting_kcal_per_day);
            (baseline.pal + more).clamp(1.05, 3.0)
        })
        .collect();
    // Salt follows food, in part.
    let salt = chance.uniform(0.0, 1.2) * 4000.0;
    let sodium: Vec<f64> = eaten
        .iter()
        .map(|kcal| salt * (kcal / baseline.intake_kcal_per_day - 1.0))
        .collect();
    let schedule = Schedule::usual()
        .daily(Setting::IntakeKcalPerDay, 0, eaten)?
        .daily(Setting::Pal, 0, &pal)?
        .daily(Setting::SodiumChangeMgPerDay, 0, &sodium)?;
    let course = simulate(
        Parameters::published(),
        &who.person,
        &schedule,
        DAYS,
        Solver::Exact,
    )?;
    Ok(course.days().to_vec())
}

/// What a scale shows each morning, kg, without its outliers.
fn shown(
    chance: &mut Chance,
    who: &Character,
    days: &[Day],
    stress: Stress,
    truth: &mut Truth,
) -> Vec<f64> {
    let start_kg = days[0].weight_kg;
    let water_kg = 0.0058 * chance.normal(0.0, 0.3).exp() * start_kg;
    let memory = chance.uniform(0.3, 0.65);
    let water = chance.memory(memory);
    truth.water_kg = water_kg;
    truth.memory = memory;
    let cycle_kg = chance.normal(0.45, 0.25).max(0.0);
    let has_cycle = who.told.sex == Sex::Female && who.told.age_y < 50.0;
    let cycle_days = chance.uniform(25.0, 33.0);
    let phase = chance.uniform(0.0, cycle_days);
    // Sunday and Monday high, falling to Friday: 0.35 % from end to end.
    let weekly = [0.5, 0.45, 0.1, -0.15, -0.35, -0.5, -0.05];
    days.iter()
        .enumerate()
        .map(|(day, body)| {
            let since = (day as f64 + phase) % cycle_days / cycle_days;
            let swollen = has_cycle && !(0.15..0.85).contains(&since);
            let extra = if stress.has_other_scale(day) {
                1.0
            } else if stress.has_creatine(day) {
                ((day - CREATINE_DAY) as f64 / 10.0).min(1.0)
            } else {
                0.0
            };
            let turn_kg = if swollen { cycle_kg } else { 0.0 };
            let turn_kg = turn_kg + 0.0035 * start_kg * weekly[day % 7];
            truth.turns_kg.push(turn_kg);
            body.weight_kg + water_kg * water[day] + turn_kg + extra
        })
        .collect()
}

/// The weighings that are made: 15 % are not, 2 % are off by three times the usual.
fn weights(chance: &mut Chance, who: &Character, shown: &[f64], stress: Stress) -> Vec<Weighing> {
    let wide_kg = 3.0 * 0.0055 * who.told.weight_kg;
    let mut made = Vec::new();
    for (day, kg) in shown.iter().enumerate() {
        let off = if chance.happens(0.02) {
            chance.normal(0.0, wide_kg)
        } else {
            0.0
        };
        let kg = ((kg + off) * 10.0).round() / 10.0;
        let missed = chance.happens(0.15);
        let kept = if stress == Stress::WeeklyWeights {
            day % 7 == 0
        } else {
            day == 0 || !missed
        };
        if kept && !stress.is_holiday(day) {
            let told = stress == Stress::ScaleChangeTold && stress.has_other_scale(day);
            made.push(Weighing {
                scale: u32::from(told),
                ..Weighing::morning(day, kg)
            });
        }
    }
    made
}

/// The food that is logged: 10 % of days are not, 4 % are cut short and nobody says so.
fn intake(
    chance: &mut Chance,
    loggable: &[f64],
    stress: Stress,
    truth: &mut Truth,
) -> Vec<LoggedIntake> {
    let mean = loggable.iter().sum::<f64>() / loggable.len() as f64;
    let mut logged = Vec::new();
    for (day, kcal) in loggable.iter().enumerate() {
        let scatter = chance.normal(0.0, 0.07).exp();
        let share = if chance.happens(0.04) {
            truth.partial.push(day);
            chance.uniform(0.3, 0.7)
        } else {
            1.0
        };
        let left_out = if stress == Stress::MissingWhenEatingMore {
            if mean + 200.0 < *kcal { 0.34 } else { 0.04 }
        } else {
            0.1
        };
        if !chance.happens(left_out) && !stress.is_holiday(day) {
            logged.push(LoggedIntake {
                day,
                kcal: (kcal * scatter * share).round(),
                complete: None,
            });
        }
    }
    logged
}
