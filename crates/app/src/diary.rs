//! What is kept of a person, as the log the tracker follows.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use spotcheck_engine::tracker::{
    Cycle, Event, EventKind, FatMethod, FatReading, Log, LoggedIntake, TimeOfDay, Track, Weighing,
};
use spotcheck_import::{Method, Observation, Quantity};
use spotcheck_store::{Person, Wanted};

use crate::{cli::kept::Kept, report::Refusal};

/// From this hour on a weighing has the day's food and drink inside.
const EVENING_HOUR: i8 = 14;

/// Scales that are told apart: each has an offset the tracker learns.
const MOST_SCALES: usize = 6;
/// The name of all further ones.
const OTHERS: &str = "other scales";

/// A log whose day 0 is a date.
#[derive(Debug)]
pub(crate) struct Diary {
    /// The day of the first weighing.
    pub(crate) start: Date,
    /// What was written down since.
    pub(crate) log: Log,
    /// What the numbers of scales stand for.
    pub(crate) scales: Vec<String>,
}

impl Diary {
    /// Everything that is kept of a person and bears on their weight, up to a day.
    ///
    /// # Errors
    /// A [`Refusal`] without a weighing, or what the store says.
    pub(crate) fn of(kept: &Kept, person: &Person, last: Date) -> anyhow::Result<Self> {
        let weights = weighings(kept, person, last)?;
        let Some(first) = weights.first() else {
            return Err(Refusal::new(
                "no weighing is kept yet",
                "import a scale's file with `spotcheck import FILE`, or write one down with `spotcheck log weight 84.2 kg`",
            )
            .into());
        };
        let start = first.at.day;
        let scales = scales(&weights);
        let log = Log {
            weights: weights
                .iter()
                .filter_map(|weight| weighing(weight, start, &scales))
                .collect(),
            intake: eaten(
                &observations(kept, person, Quantity::EnergyEaten, last)?,
                start,
            ),
            fat: fat(&observations(kept, person, Quantity::BodyFat, last)?, start),
            events: events(kept, person, start, last)?,
            cycle: cycle(&observations(kept, person, Quantity::Menses, last)?, start),
            ..Log::default()
        };
        Ok(Self { start, log, scales })
    }

    /// The day of the last weighing.
    pub(crate) fn last_weighing(&self) -> usize {
        let days = self.log.weights.iter().map(|weighing| weighing.day);
        days.max().unwrap_or(0)
    }

    /// What somebody weighed when they last did, without passing water, kg.
    pub(crate) fn weighed_kg(&self, track: &Track) -> f64 {
        let then = track.past.get(self.last_weighing());
        then.map_or_else(|| track.present.trend_kg.mean(), |day| day.trend_kg.mean())
    }

    /// Days from the start to a date.
    pub(crate) fn day(&self, date: Date) -> usize {
        days(self.start, date).unwrap_or(0)
    }

    /// The date of a day of the log.
    pub(crate) fn date(&self, day: usize) -> Date {
        use jiff::ToSpan as _;
        let days = i64::try_from(day).unwrap_or(i64::MAX);
        self.start.saturating_add(days.days())
    }
}

/// What is kept of one quantity up to a day.
pub(crate) fn observations(
    kept: &Kept,
    person: &Person,
    quantity: Quantity,
    last: Date,
) -> anyhow::Result<Vec<Observation>> {
    let wanted = Wanted {
        quantity: Some(quantity),
        from: None,
        to: Some(last),
    };
    let mut all = Vec::new();
    let mut each = |_, observation| all.push(observation);
    kept.wait(kept.store.observations(person, wanted, &mut each))?;
    Ok(all)
}

/// Days from one date to another that is not before it.
pub(crate) fn days(start: Date, date: Date) -> Option<usize> {
    let span = date.since(start).ok()?;
    usize::try_from(span.get_days()).ok()
}

/// Everything that was weighed up to a day.
///
/// # Errors
/// As [`observations`].
pub(crate) fn weighings(
    kept: &Kept,
    person: &Person,
    last: Date,
) -> anyhow::Result<Vec<Observation>> {
    Ok(weighed(observations(kept, person, Quantity::Weight, last)?))
}

/// Weighings, and means of days only where no weighing of the day is told.
fn weighed(mut told: Vec<Observation>) -> Vec<Observation> {
    let is_mean = |one: &Observation| one.method == Some(Method::DayTotal);
    let weighed: BTreeSet<Date> = told
        .iter()
        .filter(|one| !is_mean(one))
        .map(|one| one.at.day)
        .collect();
    told.retain(|one| !is_mean(one) || !weighed.contains(&one.at.day));
    told
}

/// What a weighing calls its scale.
fn scale(observation: &Observation) -> &str {
    observation.device.as_deref().unwrap_or(&observation.source)
}

/// The scales that are told apart, in the order of their first use: those with the most weighings, and last
/// the others as one.
fn scales(weights: &[Observation]) -> Vec<String> {
    let mut uses: Vec<(&str, usize)> = Vec::new();
    for name in weights.iter().map(scale) {
        match uses.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => uses.push((name, 1)),
        }
    }
    let mut counts: Vec<usize> = uses.iter().map(|(_, count)| *count).collect();
    counts.sort_unstable_by(|one, other| other.cmp(one));
    let least = counts.get(MOST_SCALES - 1).copied().unwrap_or(0);
    let is_common = |(_, count): &&(&str, usize)| least <= *count;
    let common = uses.iter().filter(is_common).take(MOST_SCALES);
    let mut names: Vec<String> = common.map(|(name, _)| (*name).to_owned()).collect();
    if names.len() < uses.len() {
        names.push(OTHERS.to_owned());
    }
    names
}

fn weighing(observation: &Observation, start: Date, scales: &[String]) -> Option<Weighing> {
    let name = scale(observation);
    let known = scales.iter().position(|known| known == name);
    Some(Weighing {
        day: days(start, observation.at.day)?,
        kg: observation.value,
        scale: u32::try_from(known.unwrap_or(scales.len() - 1)).ok()?,
        time: if is_of_morning(observation) {
            TimeOfDay::Morning
        } else {
            TimeOfDay::Evening
        },
    })
}

/// Whether it was before the day's food and drink; of no known time, it was.
pub(crate) fn is_of_morning(observation: &Observation) -> bool {
    observation.at.time.map_or(0, Time::hour) < EVENING_HOUR
}

/// What one diary tells of a day: its own total, or else the sum of what it lists.
#[derive(Debug, Default)]
struct Told {
    total: Option<f64>,
    listed: f64,
}

/// The food of each day. Where several diaries tell of a day, the one with the most days counts; a day of
/// nothing was not logged.
fn eaten(observations: &[Observation], start: Date) -> Vec<LoggedIntake> {
    let mut told: BTreeMap<Date, BTreeMap<&str, Told>> = BTreeMap::new();
    for observation in observations {
        let day = told.entry(observation.at.day).or_default();
        let diary = day.entry(&observation.source).or_default();
        if observation.method == Some(Method::DayTotal) {
            diary.total = Some(observation.value);
        } else {
            diary.listed += observation.value;
        }
    }
    let mut days_of: BTreeMap<&str, usize> = BTreeMap::new();
    for diary in told.values().flat_map(BTreeMap::keys) {
        *days_of.entry(diary).or_default() += 1;
    }
    let logged = told.iter().filter_map(|(date, diaries)| {
        let (_, best) = diaries.iter().max_by_key(|(diary, _)| days_of[*diary])?;
        let kcal = best.total.unwrap_or(best.listed);
        Some(LoggedIntake {
            day: days(start, *date)?,
            kcal,
            complete: None,
        })
    });
    logged.filter(|day| 0.0 < day.kcal).collect()
}

/// What a share of fat was measured with: what its device is called says so, and else it is a scale's, by
/// impedance.
pub(crate) fn fat_method(observation: &Observation) -> FatMethod {
    let device = observation.device.as_deref().unwrap_or("").to_lowercase();
    let named = [
        ("dxa", FatMethod::Dxa),
        ("dexa", FatMethod::Dxa),
        ("skinfold", FatMethod::Skinfold),
        ("caliper", FatMethod::Skinfold),
        ("ultrasound", FatMethod::Ultrasound),
        ("tape", FatMethod::Tape),
    ];
    let is_named = |(word, _): &&(&str, FatMethod)| device.contains(word);
    named
        .iter()
        .find(is_named)
        .map_or(FatMethod::Bia, |(_, method)| *method)
}

/// One reading a day by each method.
fn fat(observations: &[Observation], start: Date) -> Vec<FatReading> {
    let mut sums: Vec<(usize, FatMethod, f64, f64)> = Vec::new();
    for observation in observations {
        let Some(day) = days(start, observation.at.day) else {
            continue;
        };
        let method = fat_method(observation);
        let known = sums.iter_mut().rev().take_while(|sum| sum.0 == day);
        match known.into_iter().find(|sum| sum.1 == method) {
            Some((.., sum, count)) => {
                *sum += observation.value;
                *count += 1.0;
            }
            None => sums.push((day, method, observation.value, 1.0)),
        }
    }
    let reading = |(day, method, sum, count)| FatReading {
        day,
        fat_frac: sum / count,
        method,
    };
    sums.into_iter().map(reading).collect()
}

fn events(kept: &Kept, person: &Person, start: Date, last: Date) -> anyhow::Result<Vec<Event>> {
    let mut events = Vec::new();
    for (quantity, kind) in [
        (Quantity::Creatine, EventKind::Creatine),
        (Quantity::Travel, EventKind::Travel),
        (Quantity::Illness, EventKind::Illness),
    ] {
        let told = observations(kept, person, quantity, last)?;
        let days = told.iter().filter_map(|event| days(start, event.at.day));
        events.extend(days.map(|day| Event { day, kind }));
    }
    Ok(events)
}

fn cycle(menses: &[Observation], start: Date) -> Cycle {
    let begun: Vec<usize> = menses
        .iter()
        .filter_map(|one| days(start, one.at.day))
        .collect();
    if begun.is_empty() {
        Cycle::Untold
    } else {
        Cycle::Begun(begun)
    }
}
