//! A body on its way through the days.
#![expect(
    clippy::inline_always,
    reason = "left as a call it would be compiled without the wide registers of its caller"
)]

use std::ops::{Add, Mul};

use super::{Body, Input, Pace, Solver, State, constants::Constants, flow::Flow, step::Supply};
use crate::{
    Error, Parameters, Person,
    lanes::{Lanes, Real},
    limits,
    schedule::Plan,
    scores::Scores,
};

/// A body, its state, and what acts on it today.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<R> {
    pub(crate) body: Body<R>,
    pub(crate) state: State<R>,
    pub(crate) input: Input<R>,
    /// Years by which the body has aged.
    pub(crate) aged_y: R,
    pub(super) flow: Flow<R>,
    pub(super) pace: Pace,
    /// Lean tissue on the curve at the start, kg.
    curve_start_kg: R,
    /// Less fat than this no body keeps, kg.
    least_fat_kg: R,
    /// How far everything has stayed inside what the model holds for, negative once anything has
    /// left. Units differ, the sign matters.
    margin: R,
}

impl Path<f64> {
    /// The start of someone who deviates from the estimates by `scores` and does as planned for
    /// the first day.
    pub(crate) fn new(
        parameters: &Parameters,
        person: &Person,
        scores: &Scores,
        plan: &Plan,
        pace: &Pace,
    ) -> Result<Self, Error> {
        let (body, state) = Body::new(parameters, person, scores)?;
        let input = body.input(plan);
        let path = Self {
            flow: Flow::new(&body, &input, pace),
            input,
            aged_y: plan.aged_y,
            pace: *pace,
            curve_start_kg: state.lean_tissue_kg,
            least_fat_kg: parameters.regional.least_fat_frac(person.input().sex) * state.fat_kg,
            margin: f64::INFINITY,
            body,
            state,
        };
        Ok(Self {
            margin: path.intake_margin().least(body_margin(
                &path.body.constants,
                &path.state,
                path.least_fat_kg,
            )),
            ..path
        })
    }

    /// Moves on to the next day under today's input.
    pub(crate) fn advance(&mut self) {
        for _ in 0..self.pace.steps {
            self.state = self
                .body
                .constants
                .step(&self.flow, &self.pace, &self.state);
        }
        self.margin = self.margin.least(body_margin(
            &self.body.constants,
            &self.state,
            self.least_fat_kg,
        ));
    }

    /// Refuses a day on which the body leaves what the model holds for.
    pub(crate) fn check(&self, day: usize) -> Result<(), Error> {
        let intake_kcal_per_day = self.input.intake_kcal_per_day;
        limits::INTAKE
            .check(intake_kcal_per_day)
            .map_err(|_out_of_range| Error::Intake {
                day,
                intake_kcal_per_day,
            })?;
        let state = &self.state;
        let (lo, hi) = (self.least_fat_kg, limits::FORECAST_FAT_KG);
        limits::FORECAST_WEIGHT.check_on(day, self.weight_kg())?;
        limits::within(day, "fat_kg", state.fat_kg, lo, hi)?;
        limits::FORECAST_LEAN.check_on(day, state.lean_tissue_kg)?;
        limits::FORECAST_FLUID.check_on(day, state.ecf_kg)?;
        Ok(())
    }

    /// Moves on to the next day, for which `tomorrow` is planned.
    pub(crate) fn advance_by(&mut self, solver: Solver, tomorrow: &Plan) {
        match solver {
            Solver::Exact => {
                self.advance();
                self.plan(tomorrow);
            }
            Solver::Compat => {
                let today = self.input;
                self.plan(tomorrow);
                self.state = self.body.compat_day(&today, &self.input, &self.state);
            }
        }
    }
}

impl Path<Lanes> {
    /// Sixteen side by side, who do as planned.
    pub(crate) fn abreast<T: Copy>(paths: &[&Path<f64>; Lanes::COUNT], plan: &Plan<T>) -> Self
    where
        Lanes: Mul<T, Output = Lanes> + Add<T, Output = Lanes>,
    {
        let each = |field: fn(&Path<f64>) -> f64| Lanes::of(|place| field(paths[place]));
        let body = Body::abreast(&paths.map(|path| &path.body));
        let input = body.input(plan);
        let pace = paths[0].pace;
        Self {
            flow: Flow::new(&body, &input, &pace),
            state: State {
                fat_kg: each(|p| p.state.fat_kg),
                lean_tissue_kg: each(|p| p.state.lean_tissue_kg),
                bent_kg: each(|p| p.state.bent_kg),
                glycogen_kg: each(|p| p.state.glycogen_kg),
                ecf_kg: each(|p| p.state.ecf_kg),
                adaptive_kcal_per_day: each(|p| p.state.adaptive_kcal_per_day),
            },
            input,
            aged_y: Lanes::splat(0.0) + plan.aged_y,
            pace,
            curve_start_kg: each(|p| p.curve_start_kg),
            least_fat_kg: each(|p| p.least_fat_kg),
            margin: each(|p| p.margin),
            body,
        }
    }

    /// Moves on by so many days under today's input.
    #[inline(always)]
    pub(crate) fn advance_days(&mut self, days: usize) {
        for _ in 0..days {
            self.advance();
        }
    }

    /// Moves on to the next day under today's input.
    ///
    /// The loops over places are what the compiler spreads over registers; that there are two lets
    /// the fast quantities run ahead while fat and lean tissue wait for their divisions.
    #[inline(always)]
    pub(crate) fn advance(&mut self) {
        let constants = self.body.constants;
        let mut supply = Supply::none();
        for _ in 0..self.pace.steps {
            for place in 0..Lanes::COUNT {
                let (fast, left) =
                    constants.fast_step(&self.flow.at(place), &self.pace, &self.state.at(place));
                self.state.put(place, &fast);
                supply.put(place, &left);
            }
            for place in 0..Lanes::COUNT {
                let (flow, left) = (self.flow.at(place), supply.at(place));
                let (state, _) =
                    constants.tissue_step(&flow, &self.pace, &self.state.at(place), &left);
                self.state.put(place, &state);
                self.margin.0[place] = self.margin.0[place].least(body_margin(
                    &constants,
                    &state,
                    self.least_fat_kg.0[place],
                ));
            }
        }
    }
}

impl<R: Real> Path<R> {
    /// Acts on another plan from today on.
    #[inline(always)]
    pub(crate) fn plan<T: Copy>(&mut self, plan: &Plan<T>)
    where
        R: Mul<T, Output = R> + Add<T, Output = R>,
    {
        self.input = self.body.input(plan);
        self.aged_y = R::splat(0.0) + plan.aged_y;
        self.flow = Flow::new(&self.body, &self.input, &self.pace);
        self.margin = self.margin.least(self.intake_margin());
    }

    /// Negative or NaN once the body has left what the model holds for.
    #[inline(always)]
    pub(crate) fn margin(&self) -> R {
        self.margin
    }

    /// Body weight, kg.
    #[inline(always)]
    pub(crate) fn weight_kg(&self) -> R {
        self.body.constants.weight_kg(&self.state)
    }

    /// Expenditure at this moment, kcal/day.
    #[inline(always)]
    pub(crate) fn expenditure(&self) -> R {
        self.body.expenditure(&self.input, &self.state)
    }

    /// ln(F / F₀): how far along the curve the body is.
    #[inline(always)]
    pub(crate) fn ln_fat_ratio(&self) -> R {
        let curve_kg = self.state.lean_tissue_kg - self.state.bent_kg;
        (curve_kg - self.curve_start_kg) * self.body.constants.forbes.recip()
    }

    #[inline(always)]
    fn intake_margin(&self) -> R {
        limits::INTAKE.margin(self.input.intake_kcal_per_day)
    }
}

#[inline(always)]
fn body_margin<R: Real>(constants: &Constants, state: &State<R>, least_fat_kg: R) -> R {
    limits::FORECAST_WEIGHT
        .margin(constants.weight_kg(state))
        .least(state.fat_kg - least_fat_kg)
        .least(limits::FORECAST_LEAN.margin(state.lean_tissue_kg))
        .least(limits::FORECAST_FLUID.margin(state.ecf_kg))
}

impl State<Lanes> {
    /// One of sixteen.
    #[inline(always)]
    fn at(&self, place: usize) -> State {
        State {
            fat_kg: self.fat_kg.0[place],
            lean_tissue_kg: self.lean_tissue_kg.0[place],
            bent_kg: self.bent_kg.0[place],
            glycogen_kg: self.glycogen_kg.0[place],
            ecf_kg: self.ecf_kg.0[place],
            adaptive_kcal_per_day: self.adaptive_kcal_per_day.0[place],
        }
    }

    #[inline(always)]
    fn put(&mut self, place: usize, state: &State) {
        self.fat_kg.0[place] = state.fat_kg;
        self.lean_tissue_kg.0[place] = state.lean_tissue_kg;
        self.bent_kg.0[place] = state.bent_kg;
        self.glycogen_kg.0[place] = state.glycogen_kg;
        self.ecf_kg.0[place] = state.ecf_kg;
        self.adaptive_kcal_per_day.0[place] = state.adaptive_kcal_per_day;
    }
}
