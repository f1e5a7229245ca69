//! The energy balance of a day on the person's logging scale, and its linear form.
//!
//! With I the logged intake, spent is B = e + a + θ (I − r); what is stored is
//! X = (I − B) / (1 + p `η_L`/`ρ_L` + (1 − p) `η_F`/`ρ_F`) with p = C/(C + F), C = 10.4 kg `ρ_L`/`ρ_F`
//! (Forbes; Hall 2011, web appendix). θ is what digestion adds and under-reporting hides:
//! of a kcal more on the log 1/ρ were eaten, so θ = `β_TEF`/ρ − (1/ρ − 1).

use spotcheck_model::{Baseline, Parameters};

use super::belief::{
    ADAPTIVE, BEFORE, Belief, FAT, LEAN, MONTH, Matrix, ONSET, ONSET_GAIN, SPENT, SUM, Vector,
    WATER, transposed,
};

/// Energy of tissue and what follows intake; the same on every day and in every hypothesis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Body {
    fat_energy: f64,
    lean_energy: f64,
    fat_deposition: f64,
    lean_deposition: f64,
    /// Fat at which as much energy goes to lean tissue as to fat, kg.
    forbes_kg: f64,
    /// Expenditure that goes with a kg of each tissue, kcal/kg/day.
    fat_upkeep: f64,
    lean_upkeep: f64,
    /// θ.
    response: f64,
    adaptive_keep: f64,
    adaptive_gain: f64,
    onset_keep: f64,
    onset_scale: f64,
    /// How much of a monthly term is kept each day.
    pub(super) month_keep: f64,
}

/// One day, linear about what is believed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    /// Stored per kcal of balance.
    stored: f64,
    fat: f64,
    lean: f64,
    drift: f64,
    response: f64,
    adaptive_keep: f64,
    adaptive_gain: f64,
    water_keep: f64,
    onset_keep: f64,
    onset_per_gain: f64,
    onset_per_kcal: f64,
    month_keep: f64,
}

impl Body {
    /// `usual_kcal` is what intake before the log is taken to be; `month_keep` is how much of a
    /// monthly term a day keeps.
    pub(super) fn new(
        parameters: &Parameters,
        baseline: &Baseline,
        usual_kcal: f64,
        month_keep: f64,
    ) -> Self {
        let (energy, p) = (&parameters.energy, &parameters.tracking);
        let (rho_f, rho_l) = (energy.fat_energy.value, energy.lean_energy.value);
        let thermic = energy.thermic_effect.value;
        let logged = p.logged_ratio.value;
        // δ of equation 8: what activity costs per kg of weight.
        let activity = ((1.0 - thermic) * baseline.pal - 1.0) * baseline.resting_kcal_per_day
            / baseline.weight_kg;
        let adaptive_keep = (-1.0 / energy.adaptive_time.value).exp();
        Self {
            fat_energy: rho_f,
            lean_energy: rho_l,
            fat_deposition: energy.fat_deposition.value,
            lean_deposition: energy.lean_deposition.value,
            forbes_kg: energy.forbes_slope.value * rho_l / rho_f,
            fat_upkeep: energy.fat_upkeep.value + activity,
            lean_upkeep: energy.lean_upkeep.value + activity,
            response: thermic / logged - (1.0 / logged - 1.0),
            adaptive_keep,
            adaptive_gain: (1.0 - adaptive_keep) * energy.adaptive_gain.value / logged,
            onset_keep: (-1.0 / p.onset_time.value).exp(),
            onset_scale: usual_kcal,
            month_keep,
        }
    }

    /// The day that starts from `mean` with intake `kcal`; `water_keep` is φ.
    pub(super) fn step<const N: usize>(
        &self,
        mean: &Vector<N>,
        kcal: f64,
        water_keep: f64,
    ) -> Step {
        let share = self.forbes_kg / (self.forbes_kg + mean[FAT].max(1.0));
        let (fat, lean) = ((1.0 - share) / self.fat_energy, share / self.lean_energy);
        let cost = lean * self.lean_deposition + fat * self.fat_deposition;
        let onset = (1.0 - self.onset_keep) / self.onset_scale;
        Step {
            stored: 1.0 / (1.0 + cost),
            fat,
            lean,
            drift: fat * self.fat_upkeep + lean * self.lean_upkeep,
            response: self.response,
            adaptive_keep: self.adaptive_keep,
            adaptive_gain: self.adaptive_gain,
            water_keep,
            onset_keep: self.onset_keep,
            onset_per_gain: onset * (kcal - mean[BEFORE]),
            onset_per_kcal: onset * mean[ONSET_GAIN],
            month_keep: self.month_keep,
        }
    }
}

impl Step {
    /// The state a day later if the day's intake is `kcal`.
    pub(super) fn advance<const N: usize>(&self, mean: &Vector<N>, kcal: f64) -> Vector<N> {
        let mut next = self.apply(&mean.map(|entry| [entry])).map(|[entry]| entry);
        let direction: Vector<N> = self.intake();
        for (entry, slope) in next.iter_mut().zip(&direction) {
            *entry += slope * kcal;
        }
        // The product of gain and change is in both of its derivatives.
        next[ONSET] -= self.onset_per_gain * mean[ONSET_GAIN];
        next
    }

    /// The linear part times each column.
    fn apply<const N: usize, const M: usize>(&self, columns: &[[f64; M]; N]) -> [[f64; M]; N] {
        let v = columns;
        let spent = sum([(1.0, &v[SPENT]), (1.0, &v[ADAPTIVE])]);
        let stored = sum([
            (-self.stored, &spent),
            (self.stored * self.response, &v[BEFORE]),
        ]);
        let mut next = *v;
        next[FAT] = sum([(1.0, &v[FAT]), (self.fat, &stored)]);
        next[LEAN] = sum([(1.0, &v[LEAN]), (self.lean, &stored)]);
        next[SPENT] = sum([(1.0, &v[SPENT]), (self.drift, &stored)]);
        let (keep, gain) = (self.adaptive_keep, -self.adaptive_gain);
        next[ADAPTIVE] = sum([(keep, &v[ADAPTIVE]), (gain, &v[BEFORE])]);
        next[WATER] = sum([(self.water_keep, &v[WATER])]);
        next[ONSET] = sum([
            (self.onset_keep, &v[ONSET]),
            (self.onset_per_gain, &v[ONSET_GAIN]),
            (-self.onset_per_kcal, &v[BEFORE]),
        ]);
        for state in MONTH {
            next[state] = sum([(self.month_keep, &v[state])]);
        }
        next[SUM] = sum([(1.0, &v[SUM]), (-1.0, &stored)]);
        next
    }

    /// The transposed linear part times each column.
    fn apply_transposed<const N: usize, const M: usize>(
        &self,
        columns: &[[f64; M]; N],
    ) -> [[f64; M]; N] {
        let v = columns;
        let spent = sum([
            (-self.stored * self.fat, &v[FAT]),
            (-self.stored * self.lean, &v[LEAN]),
            (-self.stored * self.drift, &v[SPENT]),
            (self.stored, &v[SUM]),
        ]);
        let mut before = *v;
        before[SPENT] = sum([(1.0, &v[SPENT]), (1.0, &spent)]);
        before[ADAPTIVE] = sum([(self.adaptive_keep, &v[ADAPTIVE]), (1.0, &spent)]);
        before[WATER] = sum([(self.water_keep, &v[WATER])]);
        before[ONSET] = sum([(self.onset_keep, &v[ONSET])]);
        before[ONSET_GAIN] = sum([(1.0, &v[ONSET_GAIN]), (self.onset_per_gain, &v[ONSET])]);
        before[BEFORE] = sum([
            (1.0, &v[BEFORE]),
            (-self.response, &spent),
            (-self.adaptive_gain, &v[ADAPTIVE]),
            (-self.onset_per_kcal, &v[ONSET]),
        ]);
        for state in MONTH {
            before[state] = sum([(self.month_keep, &v[state])]);
        }
        before
    }

    /// Moves a vector back through the day: Jᵀ v.
    pub(super) fn back<const N: usize>(&self, vector: &Vector<N>) -> Vector<N> {
        let back = self.apply_transposed(&vector.map(|entry| [entry]));
        back.map(|[entry]| entry)
    }

    /// What a kcal more of intake does to the state.
    pub(super) fn intake<const N: usize>(&self) -> Vector<N> {
        let stored = self.stored * (1.0 - self.response);
        let mut direction = self.storing(stored);
        direction[ADAPTIVE] = self.adaptive_gain;
        direction[ONSET] = self.onset_per_kcal;
        direction[SUM] = 1.0 - stored;
        direction
    }

    /// What a kcal more of expenditure does to the state.
    pub(super) fn spending<const N: usize>(&self) -> Vector<N> {
        let mut direction = self.storing(-self.stored);
        direction[SUM] = self.stored;
        direction
    }

    fn storing<const N: usize>(&self, stored: f64) -> Vector<N> {
        let mut direction = [0.0; N];
        direction[FAT] = self.fat * stored;
        direction[LEAN] = self.lean * stored;
        direction[SPENT] = self.drift * stored;
        direction
    }

    /// Expenditure of the day as `weights · state + shift`, with what laying down tissue costs.
    pub(super) fn expenditure<const N: usize>(&self, kcal: f64) -> (Vector<N>, f64) {
        let mut weights = [0.0; N];
        weights[SPENT] = self.stored;
        weights[ADAPTIVE] = self.stored;
        weights[BEFORE] = -self.stored * self.response;
        (weights, kcal * (1.0 - self.stored * (1.0 - self.response)))
    }

    /// Change of tissue in kg a day as `weights · state` if nothing is eaten, and per kcal.
    pub(super) fn tissue<const N: usize>(&self) -> (Vector<N>, f64) {
        let per_kcal = (self.fat + self.lean) * self.stored;
        let mut weights = [0.0; N];
        weights[SPENT] = -per_kcal;
        weights[ADAPTIVE] = -per_kcal;
        weights[BEFORE] = per_kcal * self.response;
        (weights, per_kcal * (1.0 - self.response))
    }

    /// Expenditure that goes with a kg of tissue, kcal/kg/day.
    pub(super) fn per_kg_of_tissue(&self) -> f64 {
        self.drift / (self.fat + self.lean)
    }

    /// Moves covariance through the day: J P Jᵀ.
    pub(super) fn carry<const N: usize>(&self, covariance: &Matrix<N>) -> Matrix<N> {
        self.apply(&transposed(&self.apply(covariance)))
    }

    /// Moves a matrix back through the day: Jᵀ M J.
    pub(super) fn carry_back<const N: usize>(&self, matrix: &Matrix<N>) -> Matrix<N> {
        self.apply_transposed(&transposed(&self.apply_transposed(matrix)))
    }

    /// Moves a belief to the next day, without noise.
    pub(super) fn foretell<const N: usize>(&self, belief: &Belief<N>, kcal: f64) -> Belief<N> {
        Belief {
            mean: self.advance(&belief.mean, kcal),
            covariance: self.carry(&belief.covariance),
        }
    }
}

/// A weighted sum of rows.
fn sum<const M: usize, const K: usize>(terms: [(f64, &[f64; M]); K]) -> [f64; M] {
    let mut total = [0.0; M];
    for (weight, row) in terms {
        for (entry, other) in total.iter_mut().zip(row) {
            *entry += weight * other;
        }
    }
    total
}
