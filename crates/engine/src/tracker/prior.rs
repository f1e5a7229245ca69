//! What is believed before the first reading.

use spotcheck_model::{Baseline, Parameters, Person, PersonInput, Sex};

use super::{
    Cycle, Me, Normal, TrackError,
    belief::{BEFORE, Belief, FAT, LEAN, MONTH, ONSET, ONSET_GAIN, SPENT, WATER, WEEK, along},
    body::Body,
    slots::Slots,
};

/// SD of the weight at the start before any reading, kg: any, beside what readings say.
const DIFFUSE_KG: f64 = 5.0;

/// What is known of a person from sex, age, height, weight and activity, and the log as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Prior {
    /// Body and its constants.
    pub(super) body: Body,
    /// Weight at the start, kg.
    pub(super) weight_kg: f64,
    /// Fat at the start, kg, and one SD.
    fat: Normal,
    /// True expenditure from what people like this one spend, kcal/day.
    pub(super) real: Normal,
    /// The same on the logging scale.
    logged: Normal,
    /// Of what is eaten, how much is logged.
    logged_share: f64,
    /// Expenditure on the logging scale from both that and the log as a whole: people seldom eat far from what they
    /// spend.
    pub(super) spent: Normal,
    month: Month,
}

/// What is believed of a monthly term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Month {
    None,
    /// Of unknown phase.
    Untold,
    /// Counted from bleeding.
    Told,
}

impl Month {
    fn of(parameters: &Parameters, me: &Me, cycle: &Cycle) -> Self {
        let may_be = me.sex == Sex::Female && me.age_y < parameters.ageing.final_period_age.value;
        match cycle {
            Cycle::Begun(_) => Self::Told,
            Cycle::Untold if may_be => Self::Untold,
            Cycle::Untold | Cycle::Absent => Self::None,
        }
    }
}

impl Prior {
    /// `intake` is the mean of the logged days of the first weeks, if there is any.
    pub(super) fn new(
        parameters: &Parameters,
        me: &Me,
        cycle: &Cycle,
        weight_kg: f64,
        intake: Option<f64>,
    ) -> Result<Self, TrackError> {
        let p = &parameters.tracking;
        let pal_told = me.pal.unwrap_or(parameters.baseline.pal_default.value);
        let input = PersonInput::new(me.sex, me.age_y, me.height_cm, weight_kg, pal_told);
        let person = Person::new(input)?;
        let baseline = Baseline::new(parameters, &person)?;
        let ratio = match me.pal {
            Some(_) => &p.told_ratio,
            None => &p.untold_ratio,
        };
        let estimate = baseline.expenditure_kcal_per_day;
        let real = Normal {
            mean: ratio.value * estimate,
            sd: ratio.sd() * estimate,
        };
        let logged = on_log(real, p.logged_ratio.value, p.logged_ratio.sd());
        let spent = intake.map_or(logged, |mean| {
            let eaten = Normal {
                mean: mean + p.usual_deficit.value,
                sd: p.usual_deficit.sd(),
            };
            combined(logged, eaten)
        });
        let month_keep = match cycle {
            // Of a phase that is told nothing is forgotten.
            Cycle::Begun(_) => 1.0,
            Cycle::Untold | Cycle::Absent => (-1.0 / p.cycle_memory.value).exp(),
        };
        Ok(Self {
            body: Body::new(parameters, &baseline, spent.mean, month_keep),
            weight_kg,
            fat: Normal {
                mean: baseline.state.fat_kg,
                sd: parameters.baseline.fat_estimate_sd.value * weight_kg,
            },
            real,
            logged,
            logged_share: p.logged_ratio.value,
            spent,
            month: Month::of(parameters, me, cycle),
        })
    }

    /// The belief of day 0, with water of SD `water_kg`.
    pub(super) fn belief<const N: usize>(
        &self,
        parameters: &Parameters,
        slots: &Slots,
        water_kg: f64,
    ) -> Belief<N> {
        let p = &parameters.tracking;
        let mut mean = [0.0; N];
        mean[FAT] = self.fat.mean;
        mean[LEAN] = self.weight_kg - self.fat.mean;
        mean[SPENT] = self.spent.mean;
        mean[BEFORE] = self.spent.mean;
        mean[ONSET_GAIN] = p.onset_gain.value;
        if self.month == Month::Told {
            mean[MONTH[0]] = p.cycle_rise.value;
        }
        let mut belief = Belief {
            mean,
            covariance: [[0.0; N]; N],
        };
        // Fat is uncertain at a weight that is known: what is not fat is the rest.
        let mut for_lean = along(&[FAT]);
        for_lean[LEAN] = -1.0;
        belief.blur(&for_lean, self.fat.sd.powi(2));
        belief.blur(&along(&[LEAN]), DIFFUSE_KG.powi(2));
        belief.blur(&along(&[SPENT, BEFORE]), self.spent.sd.powi(2));
        belief.blur(&along(&[BEFORE]), p.usual_gap_sd.value.powi(2));
        belief.blur(&along(&[WATER]), water_kg.powi(2));
        // What the intake of the days before left: an AR(1) in its long run.
        let keep = (-1.0 / p.onset_time.value).exp();
        let per_day = p.onset_gain.value * p.intake_day_sd.value / self.spent.mean;
        let onset = per_day.powi(2) * (1.0 - keep) / (1.0 + keep);
        belief.blur(&along(&[ONSET]), onset);
        belief.blur(&along(&[ONSET_GAIN]), p.onset_gain.sd().powi(2));
        for state in WEEK {
            let sd = p.weekly_share.value * self.weight_kg;
            belief.blur(&along(&[state]), sd.powi(2));
        }
        for state in MONTH {
            belief.blur(&along(&[state]), self.month_kg(parameters).powi(2));
        }
        for (slot, before) in slots.priors(parameters) {
            belief.mean[slot] = before.mean;
            belief.covariance[slot][slot] = before.sd.powi(2);
        }
        belief
    }

    /// One SD of a monthly term, kg; zero for whom there is none.
    pub(super) fn month_kg(&self, parameters: &Parameters) -> f64 {
        match self.month {
            Month::None => 0.0,
            Month::Untold | Month::Told => parameters.tracking.cycle_sd.value,
        }
    }

    /// True expenditure given what the log says it is on its scale.
    ///
    /// True and logged are taken as jointly normal: the regression of the one on the other from
    /// what is known of people moves with the log, and what it leaves over stays.
    pub(super) fn real_given(&self, logged: Normal) -> Normal {
        let covariance = self.logged_share * self.real.sd.powi(2);
        let slope = covariance / self.logged.sd.powi(2);
        let left = self.real.sd.powi(2) - slope * covariance;
        Normal {
            mean: self.real.mean + slope * (logged.mean - self.logged.mean),
            sd: (left + (slope * logged.sd).powi(2)).sqrt(),
        }
    }
}

/// The product of what is spent and the share that is logged, as a normal of the same moments.
fn on_log(real: Normal, share: f64, share_sd: f64) -> Normal {
    let variance =
        (share * real.sd).powi(2) + (share_sd * real.mean).powi(2) + (share_sd * real.sd).powi(2);
    Normal {
        mean: share * real.mean,
        sd: variance.sqrt(),
    }
}

/// Two independent opinions of one number.
fn combined(one: Normal, other: Normal) -> Normal {
    let (a, b) = (one.sd.powi(-2), other.sd.powi(-2));
    Normal {
        mean: (a * one.mean + b * other.mean) / (a + b),
        sd: (a + b).powf(-0.5),
    }
}
