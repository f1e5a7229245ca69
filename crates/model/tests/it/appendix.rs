//! The web appendix of Hall 2011 as printed, and what others made of it.
//!
//! An oracle apart from the product: constants from the printed kJ, all five states stepped
//! together with small Runge-Kutta steps, no closed form, no curve.

use spotcheck_model::{PersonInput, Sex};

/// Steps a day: worst error about 10⁻⁸ kg.
const STEPS: usize = 24;

/// kJ in kcal at the seven digits the public packages carry.
fn kcal(kilojoules: f64) -> f64 {
    let digits = format!("{:.6e}", kilojoules * 0.239_005_736_14);
    digits.parse().expect("it was a number")
}

/// What a person eats and does on a day.
#[derive(Clone, Copy)]
pub(crate) struct Today {
    pub(crate) intake_change: f64,
    pub(crate) carb_frac: f64,
    pub(crate) pal: f64,
}

/// A state of the body: F, L, G, ECF, AT.
pub(crate) type State = [f64; 5];

/// The model with its constants, flawed where a peer is.
pub(crate) struct Appendix {
    pub(crate) rho_g: f64,
    pub(crate) rho_f: f64,
    pub(crate) rho_l: f64,
    pub(crate) gamma_f: f64,
    pub(crate) gamma_l: f64,
    pub(crate) eta_f: f64,
    pub(crate) eta_l: f64,
    /// What a kg of glycogen counts for in the balance of eq 3 and 9, kcal/kg.
    pub(crate) balanced_rho_g: f64,
}

/// A person on day 0.
pub(crate) struct Start {
    pub(crate) weight_kg: f64,
    pub(crate) resting: f64,
    pub(crate) intake: f64,
    k: f64,
    pub(crate) state: State,
}

impl Appendix {
    pub(crate) fn printed() -> Self {
        Self {
            rho_g: kcal(17_600.0),
            rho_f: kcal(39_500.0),
            rho_l: kcal(7_600.0),
            gamma_f: kcal(13.0),
            gamma_l: kcal(92.0),
            eta_f: kcal(750.0),
            eta_l: kcal(960.0),
            balanced_rho_g: kcal(17_600.0),
        }
    }

    /// C of eq 3, kg.
    fn c(&self) -> f64 {
        10.4 * self.rho_l / self.rho_f
    }

    /// Eq 4 and 8, Mifflin-St Jeor, and fluid as all programs have it.
    pub(crate) fn start(&self, person: &PersonInput) -> Start {
        let (bw, h, age) = (person.weight_kg, person.height_cm / 100.0, person.age_y);
        let ln_bmi = (bw / (h * h)).ln();
        let (sex_kcal, percent, ecf) = match person.sex {
            Sex::Male => (
                5.0,
                0.14 * age + 37.31 * ln_bmi - 103.94,
                0.025 * age + 9.57 * h + 0.191 * bw - 12.4,
            ),
            Sex::Female => (
                -161.0,
                0.14 * age + 39.96 * ln_bmi - 102.01,
                5.98 * h + 0.167 * bw - 4.0,
            ),
        };
        let resting = 9.99 * bw + 625.0 * h - 4.92 * age + sex_kcal;
        let fat = person.fat_kg.unwrap_or(bw * percent / 100.0);
        let lean = bw - fat - ecf - 3.7 * 0.5;
        let spent = person.pal * resting;
        let delta = (0.9 * person.pal - 1.0) * resting / bw;
        Start {
            weight_kg: bw,
            resting,
            intake: person.baseline_intake_kcal_per_day.unwrap_or(spent),
            k: spent - self.gamma_l * lean - self.gamma_f * fat - delta * bw,
            state: [fat, lean, 0.5, ecf, 0.0],
        }
    }

    /// Eq 1, 2, 3, 7, and 9 for expenditure; the person usually eats half of it as carbohydrate.
    fn slopes(&self, start: &Start, today: &Today, state: &State) -> (State, f64) {
        let [fat, lean, glycogen, ecf, at] = *state;
        let intake = start.intake + today.intake_change;
        let usual_carbs = 0.5 * start.intake;
        let carbs = today.carb_frac * intake;
        let glycogen_slope = (carbs - usual_carbs / 0.25 * glycogen * glycogen) / self.rho_g;
        let stored = self.balanced_rho_g * glycogen_slope;
        let delta = (0.9 * today.pal - 1.0) * start.resting / start.weight_kg;
        let p = self.c() / (self.c() + fat);
        let e0 = start.k
            + self.gamma_f * fat
            + self.gamma_l * lean
            + delta * weight(state)
            + 0.1 * today.intake_change
            + at;
        let x = p * self.eta_l / self.rho_l + (1.0 - p) * self.eta_f / self.rho_f;
        let spent = (e0 + (intake - stored) * x) / (1.0 + x);
        let balance = intake - spent - stored;
        let slopes = [
            (1.0 - p) * balance / self.rho_f,
            p * balance / self.rho_l,
            glycogen_slope,
            (-3000.0 * (ecf - start.state[3]) - 4000.0 * (1.0 - carbs / usual_carbs)) / 3220.0,
            (0.14 * today.intake_change - at) / 14.0,
        ];
        (slopes, spent)
    }

    /// Expenditure in kcal/day, and the part of it that lays down tissue.
    pub(crate) fn spent(&self, start: &Start, today: &Today, state: &State) -> (f64, f64) {
        let (slopes, spent) = self.slopes(start, today, state);
        (spent, self.eta_f * slopes[0] + self.eta_l * slopes[1])
    }

    /// The state at the start of each day, day 0 first.
    pub(crate) fn follow(
        &self,
        start: &Start,
        days: usize,
        today: impl Fn(usize) -> Today,
    ) -> Vec<State> {
        let mut state = start.state;
        let mut states = vec![state];
        let h = (STEPS as f64).recip();
        for day in 0..days {
            let today = today(day);
            let slopes = |state: &State| self.slopes(start, &today, state).0;
            for _ in 0..STEPS {
                let k1 = slopes(&state);
                let k2 = slopes(&moved(&state, &k1, h / 2.0));
                let k3 = slopes(&moved(&state, &k2, h / 2.0));
                let k4 = slopes(&moved(&state, &k3, h));
                let mean = std::array::from_fn(|i| (k1[i] + 2.0 * (k2[i] + k3[i]) + k4[i]) / 6.0);
                state = moved(&state, &mean, h);
            }
            states.push(state);
        }
        states
    }

    /// Eq 10 to 18 without their linearisation: weight at which intake and expenditure meet for
    /// ever, found by halving along Forbes' curve.
    pub(crate) fn settled_kg(&self, start: &Start, today: &Today) -> f64 {
        let [fat, lean, glycogen, ecf, _] = start.state;
        let intake = start.intake + today.intake_change;
        let carb_ratio = today.carb_frac * intake / (0.5 * start.intake);
        let at = |x: f64| {
            [
                fat * x.exp(),
                lean + 10.4 * x,
                glycogen * carb_ratio.sqrt(),
                ecf - 4000.0 / 3000.0 * (1.0 - carb_ratio),
                0.14 * today.intake_change,
            ]
        };
        let (mut lo, mut hi) = (-3.0, 3.0);
        for _ in 0..60 {
            let middle = f64::midpoint(lo, hi);
            if self.slopes(start, today, &at(middle)).0[0] > 0.0 {
                lo = middle;
            } else {
                hi = middle;
            }
        }
        weight(&at(lo))
    }

    /// Weight by the closed form of a program that steps a year at once: glycogen, fluid and
    /// adaptation settled from the first day on, p as on day 0, the rest 1 − exp(−t / τ).
    pub(crate) fn settled_at_once_kg(&self, start: &Start, today: &Today, days: f64) -> f64 {
        let carb_ratio =
            today.carb_frac * (start.intake + today.intake_change) / (0.5 * start.intake);
        let mut state = start.state;
        state[2] *= carb_ratio.sqrt();
        state[3] -= 4000.0 / 3000.0 * (1.0 - carb_ratio);
        state[4] = 0.14 * today.intake_change;
        let p = self.c() / (self.c() + state[0]);
        let (per_fat, per_lean) = ((1.0 - p) / self.rho_f, p / self.rho_l);
        let delta = (0.9 * today.pal - 1.0) * start.resting / start.weight_kg;
        let deposition = per_lean * self.eta_l + per_fat * self.eta_f;
        let upkeep = (self.gamma_f + delta) * per_fat + (self.gamma_l + delta) * per_lean;
        let (slopes, _) = self.slopes(start, today, &state);
        let stored_per_day = slopes[0] * self.rho_f + slopes[1] * self.rho_l;
        let per_tau = upkeep / (1.0 + deposition);
        let stored = stored_per_day * -(-days * per_tau).exp_m1() / per_tau;
        state[0] += stored * per_fat;
        state[1] += stored * per_lean;
        weight(&state)
    }
}

fn moved(state: &State, slopes: &State, days: f64) -> State {
    std::array::from_fn(|i| state[i] + slopes[i] * days)
}

/// Body weight, kg.
pub(crate) fn weight([fat, lean, glycogen, ecf, _]: &State) -> f64 {
    fat + lean + ecf + 3.7 * glycogen
}
