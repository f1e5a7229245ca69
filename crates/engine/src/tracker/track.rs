//! A person's log, followed: the past, the present and what is to come.

use spotcheck_model::Parameters;

use super::{
    Estimate, Foretold, Log, Me, Offset, Past, Recent, TrackError,
    belief::{CORE, WIDE},
    course::Course,
    followed::Followed,
};

/// Days between one look and the one it is compared with.
const LOOK_BACK_DAYS: usize = 7;

/// A person's log, ready to be followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Tracker<'a> {
    parameters: &'a Parameters,
    me: Me,
    log: Log,
}

/// What a log says of every day: smoothed up to today, filtered today, foretold after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Each day up to today in the light of all that was logged.
    pub past: Vec<Past>,
    /// Today.
    pub present: Estimate,
    /// What was known a week before today; none if nobody was weighed by then.
    pub week_ago: Option<Estimate>,
    /// The mornings after today if the plan is kept.
    pub forecast: Vec<Foretold>,
    /// What other scales, evenings and ways of measuring fat add.
    pub offsets: Vec<Offset>,
    /// The last four weeks.
    pub recent: Recent,
}

/// Follows a log to the morning of day `as_of` and `horizon` days on.
///
/// # Errors
/// As [`Tracker::new`] and [`Tracker::estimate`].
pub fn track(
    parameters: &Parameters,
    me: Me,
    log: Log,
    as_of: usize,
    horizon: usize,
) -> Result<Track, TrackError> {
    Tracker::new(parameters, me, log)?.track(as_of, horizon)
}

impl<'a> Tracker<'a> {
    /// Accepts a log.
    ///
    /// # Errors
    /// [`TrackError::OutOfRange`] and [`TrackError::TooFar`] for numbers no body and no log has,
    /// [`TrackError::IntakeTwice`] if the food of a day is given twice.
    pub fn new(parameters: &'a Parameters, me: Me, log: Log) -> Result<Self, TrackError> {
        let log = log.checked()?;
        Ok(Self {
            parameters,
            me,
            log,
        })
    }

    /// What the log says on the morning of day `as_of`, and the weight `horizon` days later.
    ///
    /// Until then the plan is followed; where there is none, the mean of what the log holds of
    /// those days; where that is nothing, the mean of the last 28 days.
    ///
    /// # Errors
    /// [`TrackError::NoWeight`] without a usable weighing, [`TrackError::Person`] if the model does
    /// not hold for the person, [`TrackError::TooFar`] for a day no log reaches,
    /// [`TrackError::TooManyDevices`] for more scales and methods than are followed.
    pub fn estimate(&self, as_of: usize, horizon: usize) -> Result<Estimate, TrackError> {
        let course = self.course(as_of, horizon)?;
        Ok(if course.slots.len() == 0 {
            Followed::<CORE>::new(&course).estimate()
        } else {
            Followed::<WIDE>::new(&course).estimate()
        })
    }

    /// Every day up to `last`, each in the light of all that was logged up to `last`.
    ///
    /// # Errors
    /// As [`Self::estimate`].
    pub fn past(&self, last: usize) -> Result<Vec<Past>, TrackError> {
        let course = self.course(last, 0)?;
        Ok(if course.slots.len() == 0 {
            Followed::<CORE>::new(&course).past()
        } else {
            Followed::<WIDE>::new(&course).past()
        })
    }

    /// All of it at once.
    ///
    /// # Errors
    /// As [`Self::estimate`].
    pub fn track(&self, as_of: usize, horizon: usize) -> Result<Track, TrackError> {
        let course = self.course(as_of, horizon)?;
        let followed = Followed::<WIDE>::new(&course);
        let week_ago = match as_of.checked_sub(LOOK_BACK_DAYS) {
            Some(day) => match self.estimate(day, 0) {
                Err(TrackError::NoWeight { .. }) => None,
                estimate => Some(estimate?),
            },
            None => None,
        };
        Ok(Track {
            past: self.past(as_of)?,
            present: followed.estimate(),
            week_ago,
            forecast: followed.foretold(),
            offsets: followed.offsets(),
            recent: followed.recent(),
        })
    }

    fn course(&self, as_of: usize, horizon: usize) -> Result<Course<'_>, TrackError> {
        Course::new(self.parameters, &self.me, &self.log, as_of, horizon)
    }
}

impl Track {
    /// Probability that on day `day` tissue has reached `goal_kg` if the plan is kept, seen from
    /// the side on which it is today; none beyond the forecast.
    ///
    /// A plan that is kept leads one way, so that who is there on the day was there by the day.
    pub fn chance_of(&self, goal_kg: f64, day: usize) -> Option<f64> {
        let first = self.present.as_of;
        let there = if day == first {
            &self.present.trend_kg
        } else {
            &self.forecast.get(day.checked_sub(first + 1)?)?.trend_kg
        };
        let below = there.below(goal_kg);
        if goal_kg <= self.present.trend_kg.mean() {
            Some(below)
        } else {
            Some(1.0 - below)
        }
    }
}
