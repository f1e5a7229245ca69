//! How the depots' shares move with age and menopause, total fat staying as it is.
//!
//! Published rates are of depots while total fat grows too. By the allometric law a depot with
//! exponent k grows k times as fast as total fat on that account alone; what is left is the drift.

use super::baseline::{shares, trunk_exponent};
use crate::{
    Depot, Menopause, Parameters, PersonInput, Sex, scores::Scores, units::YEARS_PER_DECADE,
};

/// Drift per year at constant fat: of ln leg/trunk fat and of the ln visceral share of fat.
#[derive(Clone, Copy, Debug)]
struct Pace {
    leg_trunk: f64,
    visceral: f64,
}

/// What age and menopause have done to a person by today, and how uncertain that is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    /// Of ln leg/trunk fat, from the reference age.
    pub(super) leg_trunk: f64,
    /// Of the ln visceral share of fat, likewise.
    pub(super) visceral: f64,
    /// Variance of the one for not knowing how far menopause has come.
    pub(super) leg_trunk_var: f64,
    /// Variance of the other.
    pub(super) visceral_var: f64,
}

/// The shift of a person from the reference age, and from what is usual at her age if her
/// menopausal status is told.
pub(super) fn shift(parameters: &Parameters, person: &PersonInput) -> Shift {
    let (a, r) = (&parameters.ageing, &parameters.regional);
    let reference_y = r.leg_trunk_reference.value;
    let leg_age_y = person.age_y.max(r.leg_trunk_onset.value);
    let visceral_age_y = person
        .age_y
        .clamp(a.visceral_ages_from.value, a.visceral_ages_to.value);
    let adult = adult(parameters, person.sex);
    let step = transition_step(parameters);
    let (ahead, var) = match person.sex {
        Sex::Male => (0.0, 0.0),
        Sex::Female => progress(parameters, person),
    };
    Shift {
        leg_trunk: adult.leg_trunk * (leg_age_y - reference_y) + step.leg_trunk * ahead,
        visceral: adult.visceral * (visceral_age_y - reference_y) + step.visceral * ahead,
        leg_trunk_var: step.leg_trunk.powi(2) * var,
        visceral_var: step.visceral.powi(2) * var,
    }
}

/// Drift of each depot's ln mass per year at constant total fat, in the order of [`Depot::ALL`].
///
/// Weighted with the depots' masses it sums to zero. A woman in the transition or after it drifts
/// as SWAN found (Greendale 2021), everyone else as adults do on average (Hunter 2010 for visceral
/// fat); arms and head keep their share.
pub(crate) fn drift_per_year(parameters: &Parameters, person: &PersonInput) -> [f64; Depot::COUNT] {
    let pace = today(parameters, person);
    let [visceral, abdominal, other, legs, _, _] = shares(parameters, person, &Scores::default());
    let trunk = visceral + abdominal + other;
    let of_legs = pace.leg_trunk * trunk / (trunk + legs);
    let of_rest = -(legs * of_legs + visceral * pace.visceral) / (abdominal + other);
    [pace.visceral, of_rest, of_rest, of_legs, 0.0, 0.0]
}

/// The pace of a person at this age and status.
fn today(parameters: &Parameters, person: &PersonInput) -> Pace {
    let (a, r) = (&parameters.ageing, &parameters.regional);
    match (person.sex, person.menopause) {
        (Sex::Female, Some(Menopause::Transition)) => transition(parameters),
        (Sex::Female, Some(Menopause::Post)) => post(parameters),
        (sex, _) => {
            let adult = adult(parameters, sex);
            let ages_y = a.visceral_ages_from.value..a.visceral_ages_to.value;
            let legs_move = f64::from(r.leg_trunk_onset.value <= person.age_y);
            let visceral_moves = f64::from(ages_y.contains(&person.age_y));
            Pace {
                leg_trunk: adult.leg_trunk * legs_move,
                visceral: adult.visceral * visceral_moves,
            }
        }
    }
}

/// Adult life on average.
fn adult(parameters: &Parameters, sex: Sex) -> Pace {
    let a = &parameters.ageing;
    let visceral = sex
        .of(&a.visceral_per_year_men, &a.visceral_per_year_women)
        .value;
    Pace {
        leg_trunk: parameters.regional.leg_trunk_per_decade.value / YEARS_PER_DECADE,
        visceral: visceral - parameters.regional.visceral_exponent.value * a.fat_growth.value,
    }
}

/// The menopause transition.
fn transition(parameters: &Parameters) -> Pace {
    let a = &parameters.ageing;
    let fat = a.fat_growth_transition_ratio.value * a.fat_growth.value;
    swan(
        parameters,
        fat,
        [
            a.visceral_transition.value,
            a.android_transition.value,
            a.gynoid_transition.value,
        ],
    )
}

/// The years after it.
fn post(parameters: &Parameters) -> Pace {
    let a = &parameters.ageing;
    let rates = [
        a.visceral_post.value,
        a.android_post.value,
        a.gynoid_post.value,
    ];
    swan(parameters, a.fat_growth_post.value, rates)
}

/// Rates of visceral, android and gynoid fat, less what total fat growing at `fat` explains.
fn swan(parameters: &Parameters, fat: f64, [visceral, android, gynoid]: [f64; 3]) -> Pace {
    let r = &parameters.regional;
    let apart = r.legs_exponent.value - trunk_exponent(parameters, Sex::Female);
    Pace {
        leg_trunk: gynoid - android - apart * fat,
        visceral: visceral - r.visceral_exponent.value * fat,
    }
}

/// What the whole transition does beyond as many years after it.
fn transition_step(parameters: &Parameters) -> Pace {
    let years = parameters.ageing.transition_years.value;
    let (during, after) = (transition(parameters), post(parameters));
    Pace {
        leg_trunk: years * (during.leg_trunk - after.leg_trunk),
        visceral: years * (during.visceral - after.visceral),
    }
}

/// How far a woman has come through the transition beyond what is usual at her age, as a share of
/// it, and the variance of not knowing.
fn progress(parameters: &Parameters, person: &PersonInput) -> (f64, f64) {
    let a = &parameters.ageing;
    let scores = (person.age_y - a.final_period_age.value) / a.final_period_scale.value;
    let usual = 1.0 / (1.0 + (-scores).exp());
    match person.menopause {
        None => (0.0, usual * (1.0 - usual)),
        Some(Menopause::Pre) => (-usual, 0.0),
        // Anywhere in it: uniform between 0 and 1.
        Some(Menopause::Transition) => (0.5 - usual, 1.0 / 12.0),
        Some(Menopause::Post) => (1.0 - usual, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PersonInput;

    fn person(sex: Sex, age_y: f64, menopause: Option<Menopause>) -> PersonInput {
        PersonInput {
            menopause,
            ..PersonInput::new(sex, age_y, 168.0, 78.0, 1.5)
        }
    }

    /// The published rate less 1.3 times the growth of total fat.
    #[test]
    fn greendale2021_hunter2010_visceral_fat() {
        let parameters = Parameters::published();
        for (sex, age_y, menopause, printed, fat) in [
            (Sex::Male, 45.0, None, 0.027, 0.007),
            (Sex::Female, 35.0, Some(Menopause::Pre), 0.04, 0.007),
            (
                Sex::Female,
                50.0,
                Some(Menopause::Transition),
                0.0624,
                0.014,
            ),
            (Sex::Female, 60.0, Some(Menopause::Post), 0.0147, 0.0),
        ] {
            let drift = drift_per_year(parameters, &person(sex, age_y, menopause));
            let found = drift[0] + 1.3 * fat;
            assert!((found - printed).abs() < 1e-12, "{menopause:?} {drift:?}");
        }
    }

    /// Legs against trunk as gynoid against android: −0.87 − 0.90 % a year after menopause.
    #[test]
    fn greendale2021_gynoid_against_android() {
        let parameters = Parameters::published();
        let post = person(Sex::Female, 60.0, Some(Menopause::Post));
        let drift = drift_per_year(parameters, &post);
        let shares = shares(parameters, &post, &Scores::default());
        let trunk = shares[0] + shares[1] + shares[2];
        let of_trunk = (0..3).map(|i| shares[i] * drift[i]).sum::<f64>() / trunk;
        assert!((drift[3] - of_trunk + 0.0177).abs() < 1e-12, "{drift:?}");
    }

    #[test]
    fn a_drift_moves_no_total_fat() {
        let parameters = Parameters::published();
        for person in [
            person(Sex::Male, 25.0, None),
            person(Sex::Male, 60.0, None),
            person(Sex::Female, 50.0, Some(Menopause::Transition)),
            person(Sex::Female, 85.0, None),
        ] {
            let drift = drift_per_year(parameters, &person);
            let shares = shares(parameters, &person, &Scores::default());
            let total: f64 = shares.iter().zip(drift).map(|(s, d)| s * d).sum();
            assert!(total.abs() < 1e-15, "{drift:?}");
        }
    }

    /// Away from menopause, the drift of the typical person is the slope of the shares on age, as
    /// far as odds of a share move like its ln: BMI is a little off the reference.
    #[test]
    fn the_drift_is_the_slope_of_the_shares() {
        let parameters = Parameters::published();
        let at = |age_y| {
            shares(
                parameters,
                &person(Sex::Male, age_y, None),
                &Scores::default(),
            )
        };
        let (before, after) = (at(39.99), at(40.01));
        let drift = drift_per_year(parameters, &person(Sex::Male, 40.0, None));
        for i in 0..Depot::COUNT {
            let slope = (after[i] / before[i]).ln() / 0.02;
            assert!((slope - drift[i]).abs() < 3e-4, "{i} {slope} {drift:?}");
        }
    }
}
