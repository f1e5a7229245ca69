//! A log followed under several hypotheses about water, and what comes out of them together.

use spotcheck_model::Parameters;

use super::{
    Log, LoggedIntake, Mixture, Normal, PlannedIntake, TrackError,
    belief::{SIZE, SPENT, SUM},
    filter::{Filter, Water, trend},
    intake::Intake,
    log::MOST_DAYS,
    prior::Prior,
    readings::{Readings, median},
    smoother::smooth,
};

/// Days over which expenditure is averaged.
const WINDOW_DAYS: usize = 14;
/// Days of the log that tell what somebody eats when they begin.
const FIRST_DAYS: usize = 14;
/// Days of the log that stand for the next ones where nothing is planned.
const LAST_DAYS: usize = 28;
/// Readings whose median is the weight at the start.
const FIRST_READINGS: usize = 7;
/// Scores and shares of a normal in three: Gauss-Hermite.
const THREE: [(f64, f64); 3] = [(-1.732, 1.0 / 6.0), (0.0, 2.0 / 3.0), (1.732, 1.0 / 6.0)];
/// A hypothesis with less than this share is left out of the past.
const LEAST_SHARE: f64 = 0.05;

/// A person's log, ready to be followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Tracker<'a> {
    parameters: &'a Parameters,
    log: Log,
}

/// What a log says up to a day, and what it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Day of the estimate; weighings up to it and food before it were used.
    pub as_of: usize,
    /// Mean expenditure of the last fortnight (or since the start) on the scale on which the
    /// person logs: what keeps weight, as they would write it down.
    pub expenditure_kcal_per_day: Mixture,
    /// What is likely spent in truth, from that and from what is known of people.
    pub real_expenditure_kcal_per_day: Mixture,
    /// Weight without the water that comes and goes by itself.
    pub trend_kg: Mixture,
    /// What the scale is expected to show `horizon` days later if the plan is kept.
    pub weight_ahead_kg: Mixture,
    /// Days whose weighings were refused.
    pub refused: Vec<usize>,
}

/// One day of the past, given all that was logged.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Days since the start.
    pub day: usize,
    /// Weight without the water that comes and goes by itself.
    pub trend_kg: Mixture,
    /// Expenditure of the day on the person's logging scale.
    pub expenditure_kcal_per_day: Mixture,
}

/// What is used of a log up to a day.
struct Known<'a> {
    readings: Readings,
    intake: Intake<'a>,
    prior: Prior,
}

impl<'a> Tracker<'a> {
    /// Accepts a log.
    ///
    /// # Errors
    /// [`TrackError::OutOfRange`] and [`TrackError::TooFar`] for numbers no body and no log has,
    /// [`TrackError::IntakeTwice`] if the food of a day is given twice.
    pub fn new(parameters: &'a Parameters, log: Log) -> Result<Self, TrackError> {
        let log = log.checked()?;
        Ok(Self { parameters, log })
    }

    /// What the log says on the morning of day `as_of`, and the weight `horizon` days later.
    ///
    /// Until then the plan is followed; where there is none, the mean of what the log holds of
    /// those days; where that is nothing, the mean of the last 28 days.
    ///
    /// # Errors
    /// [`TrackError::NoWeight`] without a usable weighing, [`TrackError::Person`] if the model does
    /// not hold for the person, [`TrackError::TooFar`] for a day no log reaches.
    pub fn estimate(&self, as_of: usize, horizon: usize) -> Result<Estimate, TrackError> {
        let known = self.known(as_of, horizon)?;
        let filters = self.hypotheses(&known.prior);
        let followed: Vec<(f64, Filter<'_>)> = filters
            .into_iter()
            .map(|(prior, filter)| (prior, follow(filter, &known, as_of)))
            .collect();
        let shares = shares(&followed);
        let mix = |of: &mut dyn FnMut(&Filter<'_>) -> Normal| {
            let part = |(share, (_, filter)): (&f64, &(f64, Filter<'_>))| (*share, of(filter));
            Mixture::new(shares.iter().zip(&followed).map(part).collect())
        };
        let logged = |filter: &Filter<'_>| fortnight(filter, as_of);
        let ahead = |filter: &Filter<'_>| self.ahead(filter.clone(), &known, horizon);
        Ok(Estimate {
            as_of,
            expenditure_kcal_per_day: mix(&mut |filter| logged(filter)),
            real_expenditure_kcal_per_day: mix(&mut |filter| {
                known.prior.real_given(self.parameters, logged(filter))
            }),
            trend_kg: mix(&mut |filter| filter.belief.of(&trend(), 0.0)),
            weight_ahead_kg: mix(&mut |filter| ahead(filter)),
            refused: known.readings.refused.clone(),
        })
    }

    /// Every day up to `last`, each in the light of all that was logged up to `last`.
    ///
    /// # Errors
    /// As [`Self::estimate`].
    pub fn past(&self, last: usize) -> Result<Vec<Past>, TrackError> {
        let known = self.known(last, 0)?;
        let filters = self.hypotheses(&known.prior);
        let followed: Vec<(f64, Filter<'_>)> = filters
            .iter()
            .map(|(prior, filter)| (*prior, follow(filter.clone(), &known, last)))
            .collect();
        let shares = shares(&followed);
        let heavy = || {
            let pairs = shares.iter().zip(&filters);
            pairs.filter(|(share, _)| LEAST_SHARE <= **share)
        };
        let total: f64 = heavy().map(|(share, _)| share).sum();
        let days: Vec<_> = heavy()
            .map(|(share, (_, filter))| {
                let readings = &known.readings.kept;
                let days = smooth(filter.clone(), readings, &known.intake, last);
                (share / total, days)
            })
            .collect();
        let past = |day: usize| Past {
            day,
            trend_kg: Mixture::new(days.iter().map(|(w, d)| (*w, d[day].trend_kg)).collect()),
            expenditure_kcal_per_day: Mixture::new(
                days.iter().map(|(w, d)| (*w, d[day].expenditure)).collect(),
            ),
        };
        Ok((0..=last).map(past).collect())
    }

    fn known(&self, as_of: usize, horizon: usize) -> Result<Known<'_>, TrackError> {
        let day = as_of.saturating_add(horizon);
        if MOST_DAYS < day {
            return Err(TrackError::TooFar {
                day,
                most: MOST_DAYS,
            });
        }
        let seen = self.log.weights.partition_point(|w| w.day <= as_of);
        let readings = Readings::new(self.parameters, &self.log.weights[..seen]);
        let first = readings.kept.iter().take(FIRST_READINGS);
        let weight_kg = median(first.map(|reading| reading.kg).collect())
            .ok_or(TrackError::NoWeight { day: as_of })?;
        let logged = self.logged(0..as_of);
        let raw = |logged: &[LoggedIntake]| median(logged.iter().map(|l| l.kcal).collect());
        let middle = raw(logged).unwrap_or(0.0);
        let eaten = Intake::new(self.parameters, logged, middle).mean(0..FIRST_DAYS);
        let prior = Prior::new(self.parameters, &self.log, weight_kg, eaten)?;
        let otherwise = raw(logged).unwrap_or(prior.spent.mean);
        Ok(Known {
            readings,
            intake: Intake::new(self.parameters, logged, otherwise),
            prior,
        })
    }

    fn logged(&self, days: std::ops::Range<usize>) -> &[LoggedIntake] {
        let place = |day| self.log.intake.partition_point(|other| other.day < day);
        &self.log.intake[place(days.start)..place(days.end)]
    }

    fn hypotheses<'b>(&'b self, prior: &'b Prior) -> Vec<(f64, Filter<'b>)> {
        let p = &self.parameters.tracking;
        let mut all = Vec::with_capacity(THREE.len() * THREE.len());
        for (size, size_share) in THREE {
            for (memory, memory_share) in THREE {
                let share = p.water_share.value * (p.water_share.ln_sd() * size).exp();
                let water = Water {
                    sd_kg: share * prior.weight_kg,
                    memory: p.water_memory.value + p.water_memory.sd() * memory,
                };
                let filter = Filter::new(self.parameters, prior, water);
                all.push((size_share * memory_share, filter));
            }
        }
        all
    }

    /// What the scale shows `horizon` days after today if the plan is kept.
    fn ahead(&self, mut filter: Filter<'_>, known: &Known<'_>, horizon: usize) -> Normal {
        let today = filter.day;
        let next = self.logged(today..today + horizon);
        let future = Intake::new(self.parameters, next, 0.0).mean(today..today + horizon);
        let last = || known.intake.mean(today.saturating_sub(LAST_DAYS)..today);
        let usual = known.intake.usual(today);
        let otherwise = future.or_else(last).unwrap_or(usual.mean);
        for day in today..today + horizon {
            filter.pass(Normal {
                mean: planned(&self.log.plan, day).unwrap_or(otherwise),
                sd: usual.sd,
            });
        }
        filter.reading()
    }
}

fn planned(plan: &[PlannedIntake], day: usize) -> Option<f64> {
    let begun = plan.partition_point(|entry| entry.from_day <= day);
    Some(plan[begun.checked_sub(1)?].kcal)
}

/// Follows the log up to the weighing of day `last`.
fn follow<'a>(mut filter: Filter<'a>, known: &Known<'_>, last: usize) -> Filter<'a> {
    let mut readings = known.readings.kept.iter().peekable();
    for day in 0..=last {
        if day + WINDOW_DAYS == last {
            filter.begin_sum();
        }
        if let Some(reading) = readings.next_if(|reading| reading.day == day) {
            filter.loosen(reading);
            filter.weigh(reading);
        }
        if day < last {
            filter.pass(known.intake.on(day));
        }
    }
    filter
}

/// Mean expenditure of the days summed up; on the first morning what is believed of it.
fn fortnight(filter: &Filter<'_>, as_of: usize) -> Normal {
    let mut weights = [0.0; SIZE];
    if as_of == 0 {
        weights[SPENT] = 1.0;
    } else {
        weights[SUM] = 1.0 / as_of.min(WINDOW_DAYS) as f64;
    }
    filter.belief.of(&weights, 0.0)
}

/// Probability of each hypothesis given the readings.
fn shares(followed: &[(f64, Filter<'_>)]) -> Vec<f64> {
    let ln = |(prior, filter): &(f64, Filter<'_>)| prior.ln() + filter.ln_density;
    let best = followed.iter().map(ln).fold(f64::NEG_INFINITY, f64::max);
    let raw: Vec<f64> = followed.iter().map(|one| (ln(one) - best).exp()).collect();
    let total: f64 = raw.iter().sum();
    raw.iter().map(|one| one / total).collect()
}
