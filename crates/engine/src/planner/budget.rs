//! One energy budget: phase by phase what is eaten, and what food, lifting and activity make up of
//! the deficit.

use spotcheck_model::{
    Baseline, Day, Error, Parameters, Schedule, Setting, Solver, Trajectory, simulate,
};

use super::{
    ask::{Client, Mode},
    band::{Band, least_fat_frac},
    body::{Body, Work, least_weight_kg},
    limit::Limit,
    macros::Macros,
    minutes::{Added, Minutes},
    solve::REACHED_KG,
};

pub(super) const DAYS_PER_WEEK: usize = 7;
/// Intake is told in whole tens of kcal: nobody eats more exactly.
pub(super) const INTAKE_STEP_KCAL: f64 = 10.0;
/// Halvings of a deficit that leads too low: to less than half a percent of it.
const HALVINGS: usize = 8;

/// What the week holds beside food.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// Minutes of activity, week by week.
    pub minutes: Minutes,
    /// Minutes of lifting.
    pub lifting_minutes: f64,
    /// Sets per large muscle that count for growth.
    pub sets: f64,
}

/// The parts of a deficit, kcal/day; negative parts add to intake.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// Eaten less.
    pub food: f64,
    /// Spent by lifting.
    pub lifting: f64,
    /// Spent by activity.
    pub activity: f64,
}

/// Weeks that are eaten alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phase {
    /// Its first week, 0 the first of the plan.
    pub from_week: usize,
    /// The week after its last.
    pub to_week: usize,
    /// Whether it is a break at maintenance.
    pub is_break: bool,
    /// What is burnt on its first day without what the plan adds, kcal/day.
    pub expenditure_kcal_per_day: f64,
    /// What to eat, kcal/day.
    pub intake_kcal_per_day: f64,
    /// What is missing, kcal/day; negative for a surplus.
    pub deficit_kcal_per_day: f64,
    /// What it is made of.
    pub parts: Parts,
    /// What sets it.
    pub limit: Limit,
    /// What the food is made of.
    pub macros: Macros,
    /// Energy left after exercise, kcal per kg of fat-free mass a day.
    pub availability_kcal_per_kg: f64,
}

/// A budget over some weeks, and where it leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// What is eaten, phase by phase.
    pub phases: Vec<Phase>,
    /// The same for the model.
    pub schedule: Schedule,
    /// The typical body day by day.
    pub course: Trajectory,
}

/// How fast weight is to move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pace {
    /// As planned unless more is asked for.
    Usual,
    /// By this share of body weight a week.
    Rate(f64),
}

/// Weeks that are eaten alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from_week: usize,
    to_week: usize,
    is_break: bool,
}

/// What a budget is made from.
pub(super) struct Maker<'a> {
    pub(super) parameters: &'a Parameters,
    pub(super) client: &'a Client,
    pub(super) mode: Mode,
    pub(super) week: &'a Week,
    pub(super) has_breaks: bool,
    baseline: Baseline,
    /// What usual minutes spend above rest, which expenditure holds already.
    usual: Added,
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        parameters: &'a Parameters,
        client: &'a Client,
        mode: Mode,
        week: &'a Week,
        has_breaks: bool,
    ) -> Result<Self, Error> {
        Ok(Self {
            parameters,
            client,
            mode,
            week,
            has_breaks,
            baseline: Baseline::new(parameters, &client.person)?,
            usual: Added::usual(parameters, client, &week.minutes, week.lifting_minutes)?,
        })
    }

    /// The budget of so many weeks at a pace.
    pub(super) fn budget(&self, pace: Pace, weeks: usize) -> Result<Budget, Error> {
        let added = self.added(weeks)?;
        let mut schedule = self.worked(&added)?;
        let mut phases = Vec::new();
        for span in self.spans(weeks) {
            let Span {
                from_week, to_week, ..
            } = span;
            let body = self.body(&schedule, &phases, &added, from_week)?;
            let work = self.work_of(&body, &added[from_week..to_week]);
            let wanted = self.deficit(&body, &work, pace, span.is_break);
            let phase = self.safe(&schedule, &body, &work, span, wanted)?;
            schedule = eat(schedule, &phase)?;
            phases.push(phase);
        }
        let course = self.follow(&schedule, DAYS_PER_WEEK * weeks)?;
        Ok(Budget {
            phases,
            schedule,
            course,
        })
    }

    fn follow(&self, schedule: &Schedule, days: usize) -> Result<Trajectory, Error> {
        simulate(
            self.parameters,
            &self.client.person,
            schedule,
            days,
            Solver::Exact,
        )
    }

    /// What each week adds.
    fn added(&self, weeks: usize) -> Result<Vec<Added>, Error> {
        let minutes = &self.week.minutes;
        let in_week = |week: usize| {
            let moderate = *minutes.weeks.get(week).unwrap_or(&minutes.usual);
            Added::beyond_usual(
                self.parameters,
                self.client,
                minutes,
                moderate,
                self.week.lifting_minutes,
            )
        };
        (0..weeks).map(in_week).collect()
    }

    /// Lifting and activity, week by week.
    fn worked(&self, added: &[Added]) -> Result<Schedule, Error> {
        let mut schedule =
            Schedule::usual().hold(Setting::LiftingSetsPerMusclePerWeek(self.week.sets), 0)?;
        for (week, added_in_week) in added.iter().enumerate() {
            let is_as_before = 0 < week && added[week - 1] == *added_in_week;
            if !is_as_before {
                let setting = Setting::AddedActivityKcalPerKgPerDay(added_in_week.sum());
                schedule = schedule.hold(setting, DAYS_PER_WEEK * week)?;
            }
        }
        Ok(schedule)
    }

    /// The weeks that are eaten alike.
    fn spans(&self, weeks: usize) -> Vec<Span> {
        let p = &self.parameters.nutrition;
        let body = Body::at_start(&self.baseline, &self.client.person);
        let is_lean = body.band(self.parameters, &self.client.person).is_lean();
        let every = if is_lean {
            &p.break_every_lean
        } else {
            &p.break_every
        };
        let (every, length) = (whole(every.value), whole(p.break_length.value));
        let step = whole(p.step_weeks.value);
        let breaks = self.has_breaks && self.mode == Mode::Lose;
        let (mut spans, mut week, mut since) = (Vec::new(), 0, 0);
        while week < weeks {
            let is_break = breaks && since == every;
            let left = if breaks { every - since } else { step };
            let long = if is_break { length } else { step.min(left) };
            let to = (week + long).min(weeks);
            since = if is_break { 0 } else { since + to - week };
            spans.push(Span {
                from_week: week,
                to_week: to,
                is_break,
            });
            week = to;
        }
        spans
    }

    /// The body as a phase begins.
    fn body(
        &self,
        schedule: &Schedule,
        phases: &[Phase],
        added: &[Added],
        week: usize,
    ) -> Result<Body, Error> {
        if phases.is_empty() {
            return Ok(Body::at_start(&self.baseline, &self.client.person));
        }
        let course = self.follow(schedule, DAYS_PER_WEEK * week)?;
        let day = last(&course);
        let reaching = added[week].reaching(self.parameters, self.client, day.weight_kg);
        Ok(Body::on(
            self.parameters,
            &self.baseline,
            day,
            reaching.sum(),
        ))
    }

    fn work_of(&self, body: &Body, weeks: &[Added]) -> Work {
        let added = Added::mean(weeks);
        Work {
            reaching: added.reaching(self.parameters, self.client, body.weight_kg),
            net_kcal_per_day: (added.sum() + self.usual.sum()) * body.weight_kg,
            minutes: self.week.lifting_minutes + self.week.minutes.most(),
        }
    }

    /// The phase with as much of the deficit as leaves the body above its least weight and fat.
    fn safe(
        &self,
        schedule: &Schedule,
        body: &Body,
        work: &Work,
        span: Span,
        (limit, wanted): (Limit, f64),
    ) -> Result<Phase, Error> {
        let whole = self.phase(body, work, span, (limit, wanted));
        let Some(floor) = self.floor(schedule, &whole)? else {
            return Ok(whole);
        };
        let (mut safe, mut low) = (0.0, wanted);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(safe, low);
            let phase = self.phase(body, work, span, (floor, middle));
            match self.floor(schedule, &phase)? {
                None => safe = middle,
                Some(_) => low = middle,
            }
        }
        Ok(self.phase(body, work, span, (floor, safe)))
    }

    /// The floor that a phase leads below, if it does and takes something.
    fn floor(&self, schedule: &Schedule, phase: &Phase) -> Result<Option<Limit>, Error> {
        if phase.deficit_kcal_per_day <= 0.0 {
            return Ok(None);
        }
        let eaten = eat(schedule.clone(), phase)?;
        let course = match self.follow(&eaten, DAYS_PER_WEEK * phase.to_week) {
            Err(Error::LeavesRange { .. }) => return Ok(Some(Limit::LowWeight)),
            course => course?,
        };
        let (parameters, person) = (self.parameters, &self.client.person);
        let day = last(&course);
        let least_frac = least_fat_frac(parameters, person.input().sex);
        let same_kg =
            (1.0 - parameters.nutrition.recomposition_most.value) * self.baseline.weight_kg;
        Ok(
            if day.weight_kg < least_weight_kg(parameters, person) + REACHED_KG {
                Some(Limit::LowWeight)
            } else if self.mode == Mode::Recompose && day.weight_kg < same_kg {
                Some(Limit::Same)
            } else if day.fat_kg < least_frac * day.weight_kg {
                Some(Limit::LowFat)
            } else {
                None
            },
        )
    }

    fn phase(&self, body: &Body, work: &Work, span: Span, (limit, wanted): (Limit, f64)) -> Phase {
        let (parameters, reaching) = (self.parameters, work.reaching);
        let burnt = body.expenditure_kcal_per_day + reaching.sum();
        let exact = (burnt - wanted) / INTAKE_STEP_KCAL;
        // Rounded so that no limit is passed, and a surplus is never turned into a deficit.
        let steps = if wanted < 0.0 {
            exact.floor().max((burnt / INTAKE_STEP_KCAL).ceil())
        } else {
            exact.ceil()
        };
        let intake = INTAKE_STEP_KCAL * steps;
        let deficit = burnt - intake;
        let band = body.band(parameters, &self.client.person);
        Phase {
            from_week: span.from_week,
            to_week: span.to_week,
            is_break: span.is_break,
            expenditure_kcal_per_day: body.expenditure_kcal_per_day,
            intake_kcal_per_day: intake,
            deficit_kcal_per_day: deficit,
            parts: Parts {
                food: body.expenditure_kcal_per_day - intake,
                lifting: reaching.lifting,
                activity: reaching.activity,
            },
            limit,
            macros: Macros::new(parameters, body, band, intake, deficit),
            availability_kcal_per_kg: (intake - work.net_kcal_per_day) / body.ffm_kg,
        }
    }

    /// What may be missing, kcal/day, and what sets it.
    fn deficit(&self, body: &Body, work: &Work, pace: Pace, is_break: bool) -> (Limit, f64) {
        if is_break {
            return (Limit::Asked, 0.0);
        }
        let (parameters, person) = (self.parameters, &self.client.person);
        let p = &parameters.nutrition;
        let burnt = body.expenditure_kcal_per_day;
        let at = |rate: f64| body.imbalance_kcal_per_day(parameters, rate);
        let band = body.band(parameters, person);
        match self.mode {
            Mode::Keep => (Limit::Asked, 0.0),
            Mode::Gain => {
                let usual = p.surplus_share.value * burnt;
                let wanted = match pace {
                    Pace::Usual => usual.min(at(p.gain_rate.value)),
                    Pace::Rate(rate) => at(rate),
                };
                let most = p.surplus_share.interval.map_or(usual, |i| i.hi() * burnt);
                let surplus = least((Limit::Asked, wanted), vec![(Limit::Surplus, most)]);
                (surplus.0, -surplus.1)
            }
            Mode::Lose | Mode::Recompose => {
                let wanted = match (self.mode, pace) {
                    (Mode::Recompose, _) => self.recomposition(band) * burnt,
                    (_, Pace::Rate(rate)) => at(rate),
                    (_, Pace::Usual) => band.rate(parameters).map_or(0.0, |rate| at(rate.value)),
                };
                let limits = body.limits(parameters, person, work);
                let (limit, deficit) = least((Limit::Asked, wanted), limits);
                (limit, deficit.max(0.0))
            }
        }
    }

    /// Share of expenditure that is missing in a recomposition: none for those who are lean and
    /// trained.
    fn recomposition(&self, band: Band) -> f64 {
        let gains = self.client.is_novice || Band::Middle <= band;
        let share = self.parameters.nutrition.recomposition_share.value;
        if gains && band != Band::Least {
            share
        } else {
            0.0
        }
    }
}

/// What is eaten from a phase on.
fn eat(schedule: Schedule, phase: &Phase) -> Result<Schedule, Error> {
    let day = DAYS_PER_WEEK * phase.from_week;
    schedule
        .hold(Setting::IntakeKcalPerDay(phase.intake_kcal_per_day), day)?
        .hold(Setting::ProteinGPerDay(phase.macros.protein_g), day)
}

/// The least of what is wanted and what is allowed; what is wanted where they are equal.
fn least(wanted: (Limit, f64), allowed: Vec<(Limit, f64)>) -> (Limit, f64) {
    allowed.into_iter().fold(
        wanted,
        |least, one| {
            if one.1 < least.1 { one } else { least }
        },
    )
}

impl Budget {
    /// The body at its end.
    pub fn reached(&self) -> &Day {
        last(&self.course)
    }

    /// Whether anything is missing in any of its weeks.
    pub(super) fn takes(&self) -> bool {
        self.phases
            .iter()
            .any(|phase| 0.0 < phase.deficit_kcal_per_day)
    }

    /// What is missing on average, kcal/day.
    pub fn mean_deficit_kcal_per_day(&self) -> f64 {
        let weeks = |phase: &Phase| (phase.to_week - phase.from_week) as f64;
        let all: f64 = self.phases.iter().map(weeks).sum();
        let missing = |phase: &Phase| weeks(phase) * phase.deficit_kcal_per_day;
        self.phases.iter().map(missing).sum::<f64>() / all.max(1.0)
    }

    /// What limits it first; [`Limit::Asked`] where nothing does.
    pub fn limit(&self) -> Limit {
        let mut limits = self.phases.iter().map(|phase| phase.limit);
        limits
            .find(|limit| *limit != Limit::Asked)
            .unwrap_or(Limit::Asked)
    }
}

fn last(course: &Trajectory) -> &Day {
    course.days().last().expect("a course has its first day")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of weeks in a parameter file"
)]
pub(super) fn whole(weeks: f64) -> usize {
    (weeks.round() as usize).max(1)
}
