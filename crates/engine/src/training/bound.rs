//! An upper bound: the week with its sessions averaged and its sets divisible, as a linear programme.

use microlp::{ComparisonOp, OptimizationDirection, Problem as Linear, Variable};
use spotcheck_model::{Parameters, TrainingParameters};

use super::{
    error::TrainingError, muscle::Muscle, pattern::Pattern, problem::Problem, score::stretches,
};

/// No week of `problem` is worth more.
///
/// # Errors
/// [`TrainingError::Bound`] where the linear solver gives up.
pub(super) fn upper(problem: &Problem) -> Result<f64, TrainingError> {
    let p = &Parameters::published().training;
    let mut week = Relaxed::new(problem, p);
    week.muscles();
    week.sessions();
    week.kinds();
    let solved = week.linear.solve();
    let solution = solved
        .map_err(|reason| TrainingError::Bound { reason })?
        .into_solution()
        .expect("without a limit nothing interrupts");
    Ok(solution.objective())
}

/// Sets `x`, sessions `y` and use `u` of each candidate over the whole week.
struct Relaxed<'p> {
    problem: &'p Problem,
    p: &'p TrainingParameters,
    linear: Linear,
    x: Vec<Variable>,
    y: Vec<Variable>,
    u: Vec<Variable>,
}

impl<'p> Relaxed<'p> {
    fn new(problem: &'p Problem, p: &'p TrainingParameters) -> Self {
        let mut linear = Linear::new(OptimizationDirection::Maximize);
        let days = problem.days.min(problem.limits.exercise_days) as f64;
        let (least, most) = (
            problem.limits.set_least as f64,
            problem.limits.set_most as f64,
        );
        let mut of = |worth: &dyn Fn(&super::problem::Candidate) -> f64, hi: f64| -> Vec<_> {
            let candidates = problem.candidates.iter();
            candidates
                .map(|one| linear.add_var(worth(one), (0.0, hi)))
                .collect()
        };
        let x = of(&|one| one.set_worth, most * days);
        let y = of(&|_| 0.0, days);
        let u = of(&|one| -one.cost, 1.0);
        for at in 0..x.len() {
            let (x, y, u) = (x[at], y[at], u[at]);
            linear.add_constraint([(x, 1.0), (y, -most)], ComparisonOp::Le, 0.0);
            linear.add_constraint([(x, 1.0), (y, -least)], ComparisonOp::Ge, 0.0);
            linear.add_constraint([(y, 1.0), (u, -days)], ComparisonOp::Le, 0.0);
            linear.add_constraint([(y, 1.0), (u, -1.0)], ComparisonOp::Ge, 0.0);
        }
        Self {
            problem,
            p,
            linear,
            x,
            y,
            u,
        }
    }

    /// Rules 3 to 6.
    fn muscles(&mut self) {
        let days = self.problem.days as f64;
        let limits = &self.problem.limits;
        let pairs = (self.problem.days / 2) as f64;
        let week = (limits.session_cap * days)
            .min(limits.neighbours_cap * pairs + limits.session_cap * (days - 2.0 * pairs));
        for muscle in Muscle::ALL {
            let due = self.problem.demand.dose(muscle);
            let volume: Vec<_> = (0..self.x.len())
                .map(|at| (self.x[at], self.problem.exercise(at).fraction(muscle)))
                .filter(|(_, share)| 0.0 < *share)
                .collect();
            let negative = || volume.iter().map(|(x, share)| (*x, -share));
            let mut counted: Vec<_> = negative().collect();
            for (width, slope) in stretches(self.p) {
                let stretch = self.linear.add_var(due.weight * slope, (0.0, width));
                counted.push((stretch, 1.0));
            }
            self.linear.add_constraint(counted, ComparisonOp::Le, 0.0);
            let under = self
                .linear
                .add_var(-self.p.under_cost.value * due.weight, (0.0, f64::INFINITY));
            let mut least = volume.clone();
            least.push((under, 1.0));
            self.linear.add_constraint(least, ComparisonOp::Ge, due.min);
            let over = self
                .linear
                .add_var(-self.p.over_cost.value, (0.0, f64::INFINITY));
            let mut most = volume.clone();
            most.push((over, -1.0));
            self.linear.add_constraint(most, ComparisonOp::Le, due.max);
            self.linear
                .add_constraint(volume.clone(), ComparisonOp::Le, week);
            if 0 < due.exposures {
                let exposed = self.linear.add_var(0.0, (0.0, days));
                let mut dosed: Vec<_> = negative().collect();
                dosed.push((exposed, self.p.exposure_dose.value));
                self.linear.add_constraint(dosed, ComparisonOp::Le, 0.0);
                let missing = self
                    .linear
                    .add_var(-self.p.exposure_cost.value, (0.0, f64::INFINITY));
                let wanted = due.exposures as f64;
                let both = [(exposed, 1.0), (missing, 1.0)];
                self.linear.add_constraint(both, ComparisonOp::Ge, wanted);
            }
        }
    }

    /// Rules 2, 7 and 8, summed over sessions.
    fn sessions(&mut self) {
        let days = self.problem.days as f64;
        let limits = self.problem.limits;
        let count = self.x.len();
        let change = self.p.change_over.value;
        let time = (0..count).flat_map(|at| {
            let set_s = self.problem.candidates[at].set_s;
            [(self.x[at], set_s), (self.y[at], change)]
        });
        let time: Vec<_> = time.collect();
        self.linear
            .add_constraint(time, ComparisonOp::Le, self.problem.session_s * days);
        let axial = (0..count).map(|at| (self.x[at], f64::from(self.problem.exercise(at).axial)));
        let axial: Vec<_> = axial.filter(|(_, axial)| 0.0 < *axial).collect();
        self.linear
            .add_constraint(axial, ComparisonOp::Le, limits.axial_most as f64 * days);
        self.at_most(limits.session_exercises as f64 * days, |_| true);
        self.at_most(limits.skill_most as f64 * days, |exercise| {
            exercise.skill == super::Exercise::HIGHEST_SKILL
        });
        for pattern in Pattern::ALL {
            self.at_most(limits.pattern_most as f64 * days, |exercise| {
                exercise.pattern == pattern
            });
        }
        if self.problem.is_balanced {
            self.balance();
        }
    }

    fn at_most(&mut self, most: f64, is_one: impl Fn(&super::Exercise) -> bool) {
        let places = (0..self.y.len()).filter(|at| is_one(self.problem.exercise(*at)));
        let terms: Vec<_> = places.map(|at| (self.y[at], 1.0)).collect();
        self.linear.add_constraint(terms, ComparisonOp::Le, most);
    }

    fn balance(&mut self) {
        for (share, sign) in [
            (self.p.pull_least.value, 1.0),
            (self.p.pull_most.value, -1.0),
        ] {
            let candidates = self.problem.candidates.iter().zip(&self.x);
            let terms = candidates.map(|(one, x)| {
                let pull = f64::from(u8::from(one.is_pull));
                let push = f64::from(u8::from(one.is_push));
                (*x, sign * (pull - share * push))
            });
            let terms: Vec<_> = terms.filter(|(_, term)| *term != 0.0).collect();
            self.linear.add_constraint(terms, ComparisonOp::Ge, 0.0);
        }
    }

    /// Rules 7 and 9: what the week should have.
    fn kinds(&mut self) {
        for required in &self.problem.required {
            self.owed(&required.candidates, 1.0, self.p.pattern_cost.value);
        }
        for varied in &self.problem.varied {
            let cost = self.p.variety_cost.value;
            self.owed(&varied.candidates, self.p.variety_least.value, cost);
        }
    }

    fn owed(&mut self, candidates: &[usize], wanted: f64, cost: f64) {
        let missing = self.linear.add_var(-cost, (0.0, f64::INFINITY));
        let mut terms: Vec<_> = candidates.iter().map(|at| (self.u[*at], 1.0)).collect();
        terms.push((missing, 1.0));
        self.linear.add_constraint(terms, ComparisonOp::Ge, wanted);
    }
}
