//! Rate, weeks and weight: any two are given, the third is found, and where nothing fits the nearest
//! that does.

use spotcheck_model::{Day, Parameters, Person, inverse};

use super::{
    ask::{Ask, Mode},
    body::least_weight_kg,
    budget::{Budget, DAYS_PER_WEEK, Maker, Pace, whole},
    error::{PlanError, within},
    limit::Limit,
};

/// The longest plan.
pub(super) const MOST_WEEKS: usize = 104;
/// Faster than any limit allows, as a share of body weight a week.
const FASTEST: f64 = 0.03;
/// Weights nobody calls different.
const SAME_KG: f64 = 1.0;
const HALVINGS: usize = 24;
/// Closer to a weight than a scale tells.
pub(super) const REACHED_KG: f64 = 0.25;

/// A budget for what was asked, or the nearest there is.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// The budget.
    pub budget: Budget,
    /// Its weeks.
    pub weeks: usize,
    /// Whether it does what was asked for.
    pub is_feasible: bool,
    /// What limits it, where it does not.
    pub limit: Limit,
    /// Weeks after which the weight asked for would be reached, where more weeks are all it takes.
    pub weeks_needed: Option<usize>,
}

/// The budget that does what is asked for.
///
/// # Errors
/// [`PlanError::Overdetermined`] where all three are given, [`PlanError::Direction`] for a weight on
/// the other side, [`PlanError::Still`] for one in a plan that keeps weight, [`PlanError::OutOfRange`] for weeks or a
/// rate that no plan has, and what the model refuses of the person or the weight.
pub(super) fn solve(maker: &Maker<'_>, ask: &Ask) -> Result<Solved, PlanError> {
    ask.check(&maker.client.person)?;
    let pace = ask.rate.map_or(Pace::Usual, Pace::Rate);
    let Some(asked_kg) = ask.weight_kg.filter(|_| ask.moves()) else {
        let usual = whole(maker.parameters.minutes.usual_weeks.value);
        return by_weeks(maker, pace, ask.weeks.unwrap_or(usual));
    };
    let goal = Goal::new(maker.parameters, maker, ask.mode, asked_kg);
    let solved = match ask.weeks {
        Some(weeks) => by_date(maker, goal, weeks)?,
        None => by_pace(maker, goal, pace)?,
    };
    Ok(if goal.is_raised {
        Solved {
            is_feasible: false,
            limit: Limit::LowWeight,
            weeks_needed: None,
            ..solved
        }
    } else {
        solved
    })
}

/// A weight to reach from one side.
#[derive(Clone, Copy, Debug)]
struct Goal {
    weight_kg: f64,
    /// 1 where weight is to fall, −1 where it is to rise.
    sign: f64,
    /// Whether more was asked for than is safe.
    is_raised: bool,
}

impl Goal {
    fn new(parameters: &Parameters, maker: &Maker<'_>, mode: Mode, asked_kg: f64) -> Self {
        let is_loss = mode == Mode::Lose;
        let least_kg = least_weight_kg(parameters, &maker.client.person);
        let is_raised = is_loss && asked_kg < least_kg;
        Self {
            weight_kg: if is_raised { least_kg } else { asked_kg },
            sign: if is_loss { 1.0 } else { -1.0 },
            is_raised,
        }
    }

    /// How far a body still has to go, kg; negative beyond.
    fn left_kg(self, day: &Day) -> f64 {
        self.sign * (day.weight_kg - self.weight_kg)
    }
}

fn by_weeks(maker: &Maker<'_>, pace: Pace, weeks: usize) -> Result<Solved, PlanError> {
    let budget = maker.budget(pace, weeks)?;
    let first = budget
        .phases
        .first()
        .map_or(Limit::Asked, |phase| phase.limit);
    let is_feasible = pace == Pace::Usual || first == Limit::Asked;
    Ok(Solved {
        limit: if is_feasible { Limit::Asked } else { first },
        budget,
        weeks,
        is_feasible,
        weeks_needed: None,
    })
}

/// The slowest pace that reaches a weight in time.
fn by_date(maker: &Maker<'_>, goal: Goal, weeks: usize) -> Result<Solved, PlanError> {
    let at = |rate: f64| maker.budget(Pace::Rate(rate), weeks);
    let fastest = at(FASTEST)?;
    if REACHED_KG < goal.left_kg(fastest.reached()) {
        let needed = first_week(maker, goal, Pace::Rate(FASTEST))?;
        return Ok(Solved {
            limit: named(fastest.limit()),
            budget: fastest,
            weeks,
            is_feasible: false,
            weeks_needed: needed,
        });
    }
    let (mut slow, mut fast) = (0.0, FASTEST);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(slow, fast);
        if goal.left_kg(at(middle)?.reached()) <= 0.0 {
            fast = middle;
        } else {
            slow = middle;
        }
    }
    Ok(Solved {
        budget: at(fast)?,
        weeks,
        is_feasible: true,
        limit: Limit::Asked,
        weeks_needed: None,
    })
}

/// As many weeks as a pace needs for a weight.
fn by_pace(maker: &Maker<'_>, goal: Goal, pace: Pace) -> Result<Solved, PlanError> {
    let needed = first_week(maker, goal, pace)?;
    let weeks = needed.unwrap_or(MOST_WEEKS);
    let solved = by_weeks(maker, pace, weeks)?;
    Ok(match needed {
        Some(_) => solved,
        None => Solved {
            limit: named(solved.budget.limit()),
            is_feasible: false,
            ..solved
        },
    })
}

/// The first week at whose end a weight is reached, if there is one in two years.
fn first_week(maker: &Maker<'_>, goal: Goal, pace: Pace) -> Result<Option<usize>, PlanError> {
    let budget = maker.budget(pace, MOST_WEEKS)?;
    let days = budget.course.days();
    let is_there = |week: &usize| {
        let day = days.get(DAYS_PER_WEEK * week);
        day.is_some_and(|day| goal.left_kg(day) <= REACHED_KG)
    };
    Ok((1..=MOST_WEEKS).find(is_there))
}

/// Where no limit of energy stands in the way, time does.
fn named(limit: Limit) -> Limit {
    if limit == Limit::Asked {
        Limit::Time
    } else {
        limit
    }
}

impl Ask {
    /// Whether weight is to move.
    fn moves(&self) -> bool {
        matches!(self.mode, Mode::Lose | Mode::Gain)
    }

    fn check(&self, person: &Person) -> Result<(), PlanError> {
        if self.rate.is_some() && self.weeks.is_some() && self.weight_kg.is_some() {
            return Err(PlanError::Overdetermined);
        }
        if let Some(weeks) = self.weeks {
            within("weeks", weeks as f64, 1.0, MOST_WEEKS as f64)?;
        }
        if let Some(rate) = self.rate {
            // Told in percent, to a tenth.
            let percent = |share: f64| (share * 1_000.0).round() / 10.0;
            within(
                "% of body weight a week",
                percent(rate),
                0.0,
                percent(FASTEST),
            )?;
        }
        let weight_kg = person.input().weight_kg;
        let goal_kg = self.weight_kg.unwrap_or(weight_kg);
        inverse::Goal::WeightKg(goal_kg).check(person)?;
        let is_other = SAME_KG < (goal_kg - weight_kg).abs();
        match self.mode {
            Mode::Lose if weight_kg < goal_kg => Err(PlanError::Direction { weight_kg, goal_kg }),
            Mode::Gain if goal_kg < weight_kg => Err(PlanError::Direction { weight_kg, goal_kg }),
            Mode::Keep | Mode::Recompose if is_other || self.rate.is_some() => {
                Err(PlanError::Still)
            }
            Mode::Lose | Mode::Gain | Mode::Keep | Mode::Recompose => Ok(()),
        }
    }
}
