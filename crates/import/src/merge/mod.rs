//! Steps, ways and energy of a day, of which phone, watch and apps each tell what they saw: one figure, no sum.
//!
//! Minute by minute the best of those counts that saw it: a watch, which is worn, before a phone, which lies about,
//! before anything else, unless the person says otherwise ([`Order`]). A lesser one adds, for the minutes that no
//! better one saw, its share of what it tells, and never more than the better ones left of it: a phone that began
//! five seconds before the watch has seen no further step.
//!
//! It stands with the readers of files because it is about how vendors write: whose records are a watch's, what
//! repeats what. Records are kept as each source told them, so another order gives another figure at any time.

mod order;
mod span;

use std::collections::BTreeMap;

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, Time},
    tz::Offset,
};

pub use order::Order;

use crate::{Method, Moment, Observation, Quantity};
use order::Rank;
use span::{Cover, Pieces, Span};

const DAY_S: i64 = 86_400;
/// What tells of a longer time at once tells nothing of its days.
const LONGEST_S: i64 = 7 * DAY_S;

/// What one source tells of a stretch of time.
#[derive(Debug, Clone, Copy)]
struct Interval {
    /// Seconds since 1970, or on the wall where no offset is known.
    span: Span,
    /// What the wall is ahead, in seconds.
    ahead: i64,
    value: f64,
    teller: usize,
}

impl Interval {
    /// The seconds of `part` that are on the day whose wall begins at `midnight`.
    fn on_day(&self, part: Span, midnight: i64) -> i64 {
        let from = midnight - self.ahead;
        part.overlap(Span {
            from,
            to: from + DAY_S,
        })
    }
}

/// An interval of a day that was told already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{day} is told already: intervals come by day")]
pub struct Late {
    /// The day it is of.
    pub day: Date,
}

/// The totals of one quantity, day by day, from intervals that come by their local day. It holds those of three days.
#[derive(Debug)]
pub struct Merge<'o> {
    quantity: Quantity,
    order: &'o Order,
    tellers: Vec<Rank>,
    /// Sources and devices, with who they are among the tellers.
    names: Vec<(String, Option<String>, usize)>,
    held: Vec<Interval>,
    /// Totals that apps give of whole days: what counts where nothing closer is known.
    totals: BTreeMap<Date, (usize, f64)>,
    /// The first day that is not told.
    day: Option<Date>,
}

impl<'o> Merge<'o> {
    /// The totals of a quantity that several sources see at once.
    pub const fn of(quantity: Quantity, order: &'o Order) -> Self {
        Self {
            quantity,
            order,
            tellers: Vec::new(),
            names: Vec::new(),
            held: Vec::new(),
            totals: BTreeMap::new(),
            day: None,
        }
    }

    /// Takes an observation, and tells the days that are complete with it. Passed over are other quantities, and what
    /// is said of a workout or a meal, which repeats what was counted.
    ///
    /// # Errors
    /// If its day was told before.
    pub fn add(
        &mut self,
        observation: &Observation,
        tell: &mut dyn FnMut(Date, f64),
    ) -> Result<(), Late> {
        let is_part = observation.item.is_some() || observation.group.is_some();
        if observation.quantity != self.quantity || is_part {
            return Ok(());
        }
        let day = observation.at.day;
        if self.day.is_some_and(|first| day < first) {
            return Err(Late { day });
        }
        // An interval of the next day may be on this one in another zone; one of the day after is not.
        while let Some(first) = self.day
            && first < day.saturating_sub(1.day())
        {
            self.tell(first, tell);
            let is_empty = self.held.is_empty() && self.totals.is_empty();
            self.day = Some(if is_empty {
                day
            } else {
                first.saturating_add(1.day())
            });
        }
        self.day.get_or_insert(day);
        self.hold(observation);
        Ok(())
    }

    /// Tells the days that are left.
    pub fn finish(mut self, tell: &mut dyn FnMut(Date, f64)) {
        while let Some(first) = self.day
            && !(self.held.is_empty() && self.totals.is_empty())
        {
            self.tell(first, tell);
            let next = first.saturating_add(1.day());
            self.day = (first < next).then_some(next);
        }
    }

    /// Who tells it.
    fn teller(&mut self, observation: &Observation) -> usize {
        let Observation { source, device, .. } = observation;
        let is_it =
            |name: &&(String, Option<String>, usize)| name.0 == *source && name.1 == *device;
        if let Some((_, _, teller)) = self.names.iter().find(is_it) {
            return *teller;
        }
        let rank = self.order.rank(source, device.as_deref());
        let known = self.tellers.iter().position(|teller| *teller == rank);
        let teller = known.unwrap_or(self.tellers.len());
        if teller == self.tellers.len() {
            self.tellers.push(rank);
        }
        self.names.push((source.clone(), device.clone(), teller));
        teller
    }

    fn hold(&mut self, observation: &Observation) {
        let Observation { at, value, .. } = observation;
        let teller = self.teller(observation);
        if at.time.is_none() || observation.method == Some(Method::DayTotal) {
            let total = self.totals.entry(at.day).or_insert((teller, *value));
            if self.tellers[teller] < self.tellers[total.0] {
                *total = (teller, *value);
            }
            return;
        }
        if let Some(span) = span_of(observation) {
            self.held.push(Interval {
                span,
                ahead: at.offset.map_or(0, |offset| i64::from(offset.seconds())),
                value: *value,
                teller,
            });
        }
    }

    /// Tells a day, and lets go of what ended before it.
    fn tell(&mut self, day: Date, tell: &mut dyn FnMut(Date, f64)) {
        let Ok(midnight) = Offset::UTC.to_timestamp(day.to_datetime(Time::midnight())) else {
            return;
        };
        let midnight = midnight.as_second();
        let total = self.totals.remove(&day).map(|(_, value)| value);
        let seen = self
            .held
            .iter()
            .any(|one| 0 < one.on_day(one.span, midnight));
        if seen {
            tell(day, self.total(midnight));
        } else if let Some(total) = total {
            tell(day, total);
        }
        self.held.retain(|one| midnight < one.span.to + one.ahead);
    }

    /// What the day that begins at `midnight` adds up to.
    fn total(&mut self, midnight: i64) -> f64 {
        let tellers = &self.tellers;
        let key = |one: &Interval| (&tellers[one.teller], one.span.from);
        self.held.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut cover = Cover::default();
        let mut counted = Pieces::default();
        let mut total = 0.0;
        for mine in self.held.chunk_by(|a, b| a.teller == b.teller) {
            let mut found = Vec::new();
            for interval in mine {
                let Interval { span, value, .. } = *interval;
                let free = cover.free(span);
                let seconds: i64 = free.iter().map(Span::seconds).sum();
                let share = value * part(seconds, span.seconds());
                let amount = share.min(value - counted.within(span)).max(0.0);
                let on_day: i64 = free
                    .iter()
                    .map(|free| interval.on_day(*free, midnight))
                    .sum();
                total += amount * part(on_day, seconds);
                let pieces = free.into_iter();
                found.extend(pieces.map(|free| (free, amount * part(free.seconds(), seconds))));
            }
            counted.extend(found);
            cover.extend(mine.iter().map(|interval| interval.span));
        }
        total
    }
}

/// When it was, if it is short enough to tell of a day. What has no length is a second long.
fn span_of(observation: &Observation) -> Option<Span> {
    let second = |moment: &Moment| {
        let wall = moment.day.to_datetime(moment.time?);
        let offset = moment.offset.unwrap_or(Offset::UTC);
        offset.to_timestamp(wall).ok().map(Timestamp::as_second)
    };
    let from = second(&observation.at)?;
    let to = observation.until.as_ref().map_or(Some(from), second)?;
    (to - from <= LONGEST_S).then_some(Span {
        from,
        to: to.max(from + 1),
    })
}

/// A part of a whole, exactly one where it is all of it.
fn part(seconds: i64, of: i64) -> f64 {
    if seconds == of {
        return if of == 0 { 0.0 } else { 1.0 };
    }
    seconds as f64 / of as f64
}

/// The totals of every day that `observations`, in any order, tell of.
///
/// # Panics
/// Never: what is sorted by day is never late.
pub fn merge<'o>(
    quantity: Quantity,
    observations: impl IntoIterator<Item = &'o Observation>,
    order: &Order,
) -> BTreeMap<Date, f64> {
    let mut observations: Vec<&Observation> = observations.into_iter().collect();
    observations.sort_by_key(|observation| observation.at.day);
    let mut days = BTreeMap::new();
    let mut tell = |day, total| {
        days.insert(day, total);
    };
    let mut merge = Merge::of(quantity, order);
    for observation in observations {
        merge
            .add(observation, &mut tell)
            .expect("what is sorted by day is never late");
    }
    merge.finish(&mut tell);
    days
}
