//! A log up to a day, made ready to be followed under hypotheses about water.

use std::ops::Range;

use spotcheck_model::Parameters;

use super::{
    FatReading, Log, Me, Normal, TrackError,
    belief::Lesson,
    day::{Calendar, Day},
    filter::{Filter, Jump, Water},
    intake::Intake,
    log::MOST_DAYS,
    prior::Prior,
    readings::{Reading, Readings, median},
    slots::Slots,
    smoother::shift_evidence,
};

/// Days over which expenditure is averaged.
pub(super) const WINDOW_DAYS: usize = 14;
/// Days after which a weight that does not fall begins to be asked about.
pub(super) const STALL_DAYS: usize = 28;
/// Days of the log that tell what somebody eats when they begin.
const FIRST_DAYS: usize = 14;
/// Days of the log that stand for the next ones where nothing is planned.
const LAST_DAYS: usize = 28;
/// Readings whose median is the weight at the start.
const FIRST_READINGS: usize = 7;
/// Odds below which a jump is not followed.
const LEAST_ODDS: f64 = 0.02;
/// Scores and shares of a normal in three: Gauss-Hermite.
const THREE: [(f64, f64); 3] = [(-1.732, 1.0 / 6.0), (0.0, 2.0 / 3.0), (1.732, 1.0 / 6.0)];

/// What is used of a log up to a day, and what is planned after it.
#[derive(Debug)]
pub(super) struct Course<'a> {
    parameters: &'a Parameters,
    pub(super) readings: Readings,
    scans: &'a [FatReading],
    /// The days up to the last that is foretold.
    pub(super) days: Vec<Day>,
    pub(super) prior: Prior,
    pub(super) slots: Slots,
    /// The day whose morning is looked from.
    pub(super) today: usize,
}

/// One hypothesis: how likely it was, and the filter that follows it.
pub(super) type Hypothesis<'a, const N: usize> = (f64, Filter<'a, N>);

impl<'a> Course<'a> {
    pub(super) fn new(
        parameters: &'a Parameters,
        me: &Me,
        log: &'a Log,
        today: usize,
        horizon: usize,
    ) -> Result<Self, TrackError> {
        let end = today.saturating_add(horizon);
        if MOST_DAYS < end {
            let most = MOST_DAYS;
            return Err(TrackError::TooFar { day: end, most });
        }
        let seen = log.weights.partition_point(|w| w.day <= today);
        let scanned = log.fat.partition_point(|reading| reading.day <= today);
        let (weights, scans) = (&log.weights[..seen], &log.fat[..scanned]);
        let cycle = log.cycle.until(today);
        let readings = Readings::new(parameters, weights);
        let first = readings.kept.iter().take(FIRST_READINGS);
        let weight_kg = median(first.map(|reading| reading.weighing.kg).collect())
            .ok_or(TrackError::NoWeight { day: today })?;
        let logged = log.eaten(0..today);
        let middle = median(logged.iter().map(|logged| logged.kcal).collect());
        let first = Intake::new(parameters, logged, middle.unwrap_or(0.0), today);
        let first = first.mean(0..FIRST_DAYS);
        let prior = Prior::new(parameters, me, &cycle, weight_kg, first)?;
        let otherwise = middle.unwrap_or(prior.spent.mean);
        let intake = Intake::new(parameters, logged, otherwise, today);
        let calendar = Calendar {
            parameters,
            cycle: &cycle,
            events: &log.events,
        };
        let past = (0..today).map(|day| calendar.day(day, intake.on(day)));
        let mut days: Vec<Day> = past.collect();
        let usual = intake.usual(today);
        let next = log.eaten(today..end);
        let future = Intake::new(parameters, next, 0.0, end).mean(today..end);
        let last = || intake.mean(today.saturating_sub(LAST_DAYS)..today);
        let otherwise = future.or_else(last).unwrap_or(usual.mean);
        // One day beyond the last, since what is shown on a morning needs its day.
        days.extend((today..=end).map(|day| {
            let mean = log.planned(day).unwrap_or(otherwise);
            let sd = usual.sd;
            calendar.day(day, Normal { mean, sd })
        }));
        Ok(Self {
            parameters,
            readings,
            scans,
            days,
            prior,
            slots: Slots::new(weights, scans)?,
            today,
        })
    }

    /// The scale that was used last.
    pub(super) fn scale(&self) -> u32 {
        let last = self.readings.kept.last();
        last.map_or(0, |reading| reading.weighing.scale)
    }

    /// The days after today that are foretold.
    pub(super) fn ahead(&self) -> Range<usize> {
        self.today..self.days.len() - 1
    }

    pub(super) fn hypotheses<const N: usize>(&self) -> Vec<Hypothesis<'_, N>> {
        let p = &self.parameters.tracking;
        let mut all = Vec::with_capacity(THREE.len() * THREE.len());
        for (size, size_share) in THREE {
            for (memory, memory_share) in THREE {
                let share = p.water_share.value * (p.water_share.ln_sd() * size).exp();
                let water = Water {
                    sd_kg: share * self.prior.weight_kg,
                    memory: p.water_memory.value + p.water_memory.sd() * memory,
                };
                let filter = Filter::new(self.parameters, &self.prior, &self.slots, water);
                all.push((size_share * memory_share, filter));
            }
        }
        all
    }

    /// The day on which weight most likely jumped beside what the filter allows for, and the odds
    /// that it did, over those that this day has for itself; none where that is improbable.
    pub(super) fn jump<const N: usize>(&self, filter: Filter<'_, N>) -> Option<(Jump, f64)> {
        let p = &self.parameters.tracking;
        let variance = p.jump_sd.value.powi(2);
        let evidence = shift_evidence(self, filter, variance);
        let (day, best) = evidence
            .iter()
            .copied()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        let sum: f64 = evidence.iter().map(|ln| (ln - best).exp()).sum();
        let odds = p.jump_rate.value * sum;
        let probable = LEAST_ODDS.ln() <= odds.ln() + best;
        probable.then_some((Jump { day, variance }, odds))
    }

    /// Follows the log to the morning of `day`, before anything is measured.
    pub(super) fn approach<const N: usize>(&self, filter: &mut Filter<'_, N>, day: usize) {
        let mut measured = self.measured(filter.day);
        while filter.day < day {
            self.begin(filter);
            measured.meet(filter, |_| {}, |_| {});
            filter.pass(&self.days[filter.day]);
        }
    }

    /// Follows the log up to what was measured today.
    pub(super) fn follow<const N: usize>(&self, filter: &mut Filter<'_, N>) {
        self.approach(filter, self.today);
        self.begin(filter);
        let mut measured = self.measured(self.today);
        measured.meet(filter, |_| {}, |_| {});
    }

    /// Begins sums and memories on the days they reach back to.
    fn begin<const N: usize>(&self, filter: &mut Filter<'_, N>) {
        if filter.day + WINDOW_DAYS == self.today {
            filter.begin_sum();
        }
        if filter.day == self.today.saturating_sub(STALL_DAYS) {
            filter.remember();
        }
    }

    /// What was measured from a day on, to be met day by day.
    pub(super) fn measured(&self, first: usize) -> Measured<'_> {
        let kept = &self.readings.kept;
        let weighed = kept.partition_point(|reading| reading.weighing.day < first);
        let scanned = self.scans.partition_point(|scan| scan.day < first);
        Measured {
            readings: &kept[weighed..],
            scans: &self.scans[scanned..],
            days: &self.days,
        }
    }
}

/// Measurements that are still to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured<'a> {
    readings: &'a [Reading],
    scans: &'a [FatReading],
    days: &'a [Day],
}

impl Measured<'_> {
    /// Lets a filter learn from what was measured today; `before` sees it when room is made for
    /// jumps and nothing is learnt yet, `learnt` sees every lesson.
    pub(super) fn meet<const N: usize>(
        &mut self,
        filter: &mut Filter<'_, N>,
        before: impl FnOnce(&Filter<'_, N>),
        mut learnt: impl FnMut(Lesson<N>),
    ) {
        let day = filter.day;
        let weighed = self
            .readings
            .partition_point(|reading| reading.weighing.day <= day);
        let (readings, later) = self.readings.split_at(weighed);
        self.readings = later;
        filter.loosen(readings);
        before(filter);
        for reading in readings {
            learnt(filter.weigh(reading, &self.days[day]));
        }
        let scanned = self.scans.partition_point(|scan| scan.day <= day);
        let (scans, later) = self.scans.split_at(scanned);
        self.scans = later;
        for scan in scans {
            if let Some(lesson) = filter.scan(scan) {
                learnt(lesson);
            }
        }
    }
}
