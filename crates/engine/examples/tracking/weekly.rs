//! Check-ins of simulated people who eat less than before, every week: how often a target moves,
//! and how often a weight that stands is explained wrongly.

use spotcheck_engine::tracker::{Cause, CheckIn, Move, Plateau, Target, Tracker, check_in};
use spotcheck_model::Parameters;

use super::people::{DAYS, Simulated, Stress, people};

const WEEK: usize = 7;
/// Days a plan is followed before the first check-in.
const FIRST: usize = 28;
/// What dieters reckon a kg of weight to hold, kcal.
const PER_KG: f64 = 7700.0;
/// Share of weight a week below which tissue counts as not falling.
const STALLED_FRAC: f64 = 0.0005;

/// What came of all check-ins.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weekly {
    pub(crate) check_ins: usize,
    /// Targets that moved.
    pub(crate) moved: usize,
    /// Of these, against the move before.
    pub(crate) turned: usize,
    /// Weights that stood though meant to fall.
    pub(crate) stood: usize,
    /// Of these, told to be nothing yet, by what water can hide.
    pub(crate) open: usize,
    /// Told to be intake above the target.
    pub(crate) eaten: usize,
    /// Told to be water, the log or expenditure.
    pub(crate) explained: usize,
    /// Of these, wrongly: water though tissue stood, or not water though it fell.
    pub(crate) wrong: usize,
}

/// Looks at `count` people who set out to eat less, week by week.
pub(crate) fn weekly(seed: u64, stress: Stress, count: usize) -> Weekly {
    let mut all = Weekly::default();
    let losing = people(seed, stress, usize::MAX).filter(|one| one.plan.change_kcal < 0.0);
    for someone in losing.take(count) {
        all.follow(&someone);
    }
    all
}

impl Weekly {
    fn follow(&mut self, someone: &Simulated) {
        let parameters = Parameters::published();
        let tracker = Tracker::new(parameters, someone.me, someone.log.clone())
            .expect("simulated logs can be followed");
        let plan = &someone.plan;
        let mut target = Target {
            rate_kg_per_week: WEEK as f64 * plan.change_kcal / PER_KG,
            intake_kcal_per_day: plan.logged_kcal,
            is_pinned: false,
        };
        let mut last_move = 0.0;
        for day in (plan.from_day + FIRST..DAYS - WEEK).step_by(WEEK) {
            let track = tracker.track(day, 0).expect("they can be followed");
            let found = check_in(parameters, &someone.me, &track, &target);
            self.check_ins += 1;
            if let Move::To(kcal) = found.decision {
                let by = kcal - target.intake_kcal_per_day;
                self.moved += 1;
                self.turned += usize::from(by * last_move < 0.0);
                last_move = by;
                target.intake_kcal_per_day = kcal;
            }
            self.judge(someone, &found);
        }
    }

    fn judge(&mut self, someone: &Simulated, found: &CheckIn) {
        let (then, today) = (found.as_of - FIRST, found.as_of);
        let change = someone.tissue_kg[today] - someone.tissue_kg[then];
        let weeks = (FIRST / WEEK) as f64;
        let fell = change < -STALLED_FRAC * weeks * someone.tissue_kg[today];
        match found.plateau {
            Plateau::NotMeant | Plateau::Falling => return,
            Plateau::EatenMore { .. } => self.eaten += 1,
            Plateau::Explained { cause, .. } => {
                self.explained += 1;
                self.wrong += usize::from((cause == Cause::Water) != fell);
            }
            Plateau::Open { .. } => self.open += 1,
        }
        self.stood += 1;
    }
}
