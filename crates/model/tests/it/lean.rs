//! Lean tissue beside Forbes' curve, against trials that are not its inputs.

use proptest::prelude::*;
use spotcheck_model::{
    Bending, Error, Parameters, Person, Schedule, Setting, Sex, Solver, ageing_kg_per_year,
    simulate,
};

use crate::people::{man, woman};

/// Days of a week.
const WEEK: f64 = 7.0;
/// Half a 95 % interval in standard errors.
const Z95: f64 = 1.959_963_984_540_054;
/// Sets of the trials of lifting, where a trial does not tell its own.
const USUAL_SETS: f64 = 8.0;

/// Someone of 75 kg who eats 2400 kcal, so that 96 g of protein, 1.28 g/kg, are usual.
fn bending(sex: Sex, lifting_score: f64, protein_score: f64) -> Bending {
    let parameters = Parameters::published();
    Bending::new(parameters, sex, 75.0, 2400.0, lifting_score, protein_score)
}

/// Gain of lifting over not lifting, kg.
fn lifting_kg(sex: Sex, days: f64, score: f64) -> f64 {
    let bending = bending(sex, score, 0.0);
    let target_kg = bending.target_kg(USUAL_SETS, bending.usual_protein_g_per_day());
    bending.after_kg(0.0, target_kg, days)
}

/// The same of a group with such a share of men.
fn lifting_of_group_kg(men_frac: f64, days: f64, score: f64) -> f64 {
    men_frac * lifting_kg(Sex::Male, days, score)
        + (1.0 - men_frac) * lifting_kg(Sex::Female, days, score)
}

/// Gain of one protein intake over another, g/kg/day, kg.
fn protein_kg(more: f64, less: f64, days: f64, score: f64) -> f64 {
    let bending = bending(Sex::Female, 0.0, score);
    let reached = |g_per_kg: f64| {
        let target_kg = bending.target_kg(USUAL_SETS, g_per_kg * 75.0);
        bending.after_kg(0.0, target_kg, days)
    };
    reached(more) - reached(less)
}

/// Change of fat-free mass on a deficit without training, kg: the mean of a man and a woman with
/// overweight.
fn dieting_kg(deficit_kcal_per_day: f64, days: usize) -> Result<f64, Error> {
    let mut sum_kg = 0.0;
    for input in [man(), woman()] {
        let person = Person::new(input)?;
        let diet = Setting::IntakeChangeKcalPerDay(-deficit_kcal_per_day);
        let schedule = Schedule::usual().hold(diet, 0)?;
        let parameters = Parameters::published();
        let trajectory = simulate(parameters, &person, &schedule, days, Solver::Exact)?;
        sum_kg += trajectory.days()[days].ffm_kg - trajectory.days()[0].ffm_kg;
    }
    Ok(sum_kg / 2.0)
}

#[test]
fn the_pooled_effects_are_seen_when_they_were_measured() {
    for (score, expected_kg) in [(-Z95, 0.6), (0.0, 0.8), (Z95, 1.0)] {
        let found_kg = lifting_of_group_kg(0.39, 126.0, score);
        assert!((found_kg - expected_kg).abs() < 1e-9, "{found_kg}");
    }
    // The interval printed, 0.09 to 0.78, lies 0.005 off the middle.
    for (score, expected_kg) in [(-Z95, 0.09), (0.0, 0.43), (Z95, 0.78)] {
        let found_kg = protein_kg(1.335, 0.715, 84.7, score);
        assert!((found_kg - expected_kg).abs() < 0.0051, "{found_kg}");
    }
}

/// Lifting with a diet against the diet alone: 0.83 kg (0.17 to 1.49) in 34 trials (Deller), 0.819
/// (0.364 to 1.273) in older adults (Sardeli 2018), both 12 to 24 weeks. And without a diet, 39
/// weeks, women: 0.89 kg, p .009 (Schmitz 2003), so 0.22 to 1.56.
#[test]
fn lifting_agrees_with_trials_that_were_not_used() {
    for (name, men_frac, weeks, lo_kg, hi_kg) in [
        ("deller", 0.5, 12.0, 0.17, 1.49),
        ("deller", 0.5, 24.0, 0.17, 1.49),
        ("sardeli2018", 0.5, 12.0, 0.364, 1.273),
        ("sardeli2018", 0.5, 24.0, 0.364, 1.273),
        ("schmitz2003", 0.0, 39.0, 0.22, 1.56),
    ] {
        let found_kg = lifting_of_group_kg(men_frac, weeks * WEEK, 0.0);
        assert!((lo_kg..hi_kg).contains(&found_kg), "{name}: {found_kg}");
    }
}

/// Deller: exercise saved 0.87 kg, 45.7 % of what the diets alone took, so these took 1.90 kg and
/// with exercise 1.03 kg. The deficits are not printed; at 500 kcal/day for 16 weeks the energy
/// model alone should lose the first, and with lifting beside it the second.
#[test]
fn deller_remaining_loss() -> Result<(), Error> {
    let alone_kg = dieting_kg(500.0, 112)?;
    assert!((alone_kg + 0.87 / 0.457).abs() < 0.3, "{alone_kg}");
    let with_lifting_kg = alone_kg + lifting_of_group_kg(0.5, 112.0, 0.0);
    let printed_kg = 0.87 - 0.87 / 0.457;
    assert!(
        (with_lifting_kg - printed_kg).abs() < 0.3,
        "{with_lifting_kg}"
    );
    Ok(())
}

/// Murphy and Koehler 2022: lean mass neither grows nor shrinks at about 500 kcal/day. A miss: here
/// it already shrinks there, and the deficit of no change, over 8 and over 16 weeks, is smaller by
/// up to a factor of 2.5. Their trials let athletes and people with more protein lift too.
#[test]
fn murphy2022_zero_gain_comes_too_early() -> Result<(), Error> {
    for days in [56_u16, 112] {
        let lifted_kg = lifting_of_group_kg(0.5, f64::from(days), 0.0);
        let gain_kg = |deficit| Ok::<_, Error>(lifted_kg + dieting_kg(deficit, usize::from(days))?);
        let (mut grows, mut shrinks) = (0.0, 1000.0);
        while shrinks - grows > 1.0 {
            let middle = f64::midpoint(grows, shrinks);
            if gain_kg(middle)? > 0.0 {
                grows = middle;
            } else {
                shrinks = middle;
            }
        }

        assert!((200.0..500.0).contains(&grows), "{days} days: {grows}");
    }
    Ok(())
}

/// With lifting: 0.30 kg (0.09 to 0.52) in Morton 2018, for 1.8 against 1.4 g/kg/day over 13 weeks
/// (the three recalled). In a deficit without: 0.1 kg for 1.5 against 0.8 over 12 weeks in 46 women
/// (PMC8255642), SDs 1.1 and 1.3, so −0.6 to 0.8. More than the 0.8 g/kg/day recommended against
/// that, in trials from 6 weeks on (Hudson 2020, PMID 31794597), taken as half a gram more for 12
/// weeks: 0.36 kg (0.06 to 0.67) in a deficit, 0.77 (0.23 to 1.31) with lifting, 0.08 (−0.59 to
/// 0.75) with neither.
#[test]
fn protein_agrees_with_trials_that_were_not_used() {
    for (name, more, less, weeks, lo_kg, hi_kg) in [
        ("morton2018", 1.8, 1.4, 13.0, 0.09, 0.52),
        ("PMC8255642", 1.5, 0.8, 12.0, -0.6, 0.8),
        ("hudson2020, deficit", 1.3, 0.8, 12.0, 0.06, 0.67),
        ("hudson2020, lifting", 1.3, 0.8, 12.0, 0.23, 1.31),
        ("hudson2020, neither", 1.3, 0.8, 12.0, -0.59, 0.75),
    ] {
        let found_kg = protein_kg(more, less, weeks * WEEK, 0.0);
        assert!((lo_kg..hi_kg).contains(&found_kg), "{name}: {found_kg}");
    }
}

/// Known misses, all to the same side: short trials in the young, trained or overfed, where more
/// protein or a slower loss brought several times what is said here, beyond the interval of ours.
/// Longland 2016: 1.2 against 0.1 kg, SDs 1.0, 20 each. Mettler 2010: −0.3 against −1.6 kg, ± 0.3
/// taken as errors. Bray 2012: 5 against 15 % of an overfeeding diet, 0.63 against 1.9 g/kg/day,
/// −1.5 against 6.3 lb.
#[test]
fn short_hard_trials_are_missed() {
    for (name, more, less, weeks, lo_kg) in [
        ("longland2016", 2.4, 1.2, 4.0, 1.1 - Z95 * 0.32),
        ("mettler2010", 2.3, 1.0, 2.0, 1.3 - Z95 * 0.42),
        ("bray2012", 1.9, 0.63, 8.0, 3.0),
    ] {
        let typical_kg = protein_kg(more, less, weeks * WEEK, 0.0);
        let most_kg = protein_kg(more, less, weeks * WEEK, Z95);
        assert!(0.0 < typical_kg && typical_kg < most_kg, "{name}");
        assert!(most_kg < lo_kg, "{name} is no longer missed: {most_kg}");
    }
}

/// Garthe 2011: athletes who lost 5.6 % of weight in 8.5 weeks gained 2.1 % of lean mass, those who
/// lost 5.5 % in 5.3 weeks 0.2 % less than none. Equal losses cost equal lean tissue here, and only
/// the longer lifting differs: the direction is met, the size (2.3 % of at least 50 kg) is not.
#[test]
fn garthe2011_slow_against_fast_is_missed() {
    let gain_kg = |weeks: f64| lifting_of_group_kg(11.0 / 24.0, weeks * WEEK, 0.0);
    let difference_kg = gain_kg(8.5) - gain_kg(5.3);
    assert!(0.0 < difference_kg && difference_kg < 0.023 * 50.0);
}

/// Schoenfeld 2017: 0.37 % more growth per weekly set, where 12 sets brought 9.8 %.
#[test]
fn schoenfeld2017_growth_per_set() {
    let bending = bending(Sex::Male, 0.0, 0.0);
    let usual = bending.usual_protein_g_per_day();
    let percent = |sets| 9.8 * bending.target_kg(sets, usual) / bending.target_kg(12.0, usual);
    let per_set = (percent(15.0) - percent(5.0)) / 10.0;
    assert!((per_set - 0.37).abs() < 0.1, "{per_set}");
}

/// Forbes 1999 (PMID 10584047): 15 men and 5 women of steady weight, followed over 21 to 38 years,
/// lost 1.5 kg of fat-free mass per decade.
#[test]
fn forbes1999_decade() {
    let parameters = Parameters::published();
    let lost_kg = |sex| -10.0 * ageing_kg_per_year(parameters, sex, 50.0);
    let found_kg = 0.75 * lost_kg(Sex::Male) + 0.25 * lost_kg(Sex::Female);
    assert!((found_kg - 1.5).abs() < 0.3, "{found_kg}");
}

/// Janssen 2000: no noticeable decrease of muscle before the end of the fifth decade, so little
/// until then: under 5 % of the 33 and 21 kg from 20 to 45.
#[test]
fn janssen2000_little_before_the_middle() {
    for (sex, muscle_kg) in [(Sex::Male, 33.0), (Sex::Female, 21.0)] {
        let parameters = Parameters::published();
        let lost_kg: f64 = (20_u8..45)
            .map(|age| -ageing_kg_per_year(parameters, sex, f64::from(age)))
            .sum();
        assert!(0.0 < lost_kg && lost_kg < 0.05 * muscle_kg, "{lost_kg}");
    }
}

/// Of an adult of any build.
fn anyone() -> impl Strategy<Value = Bending> {
    let sex = prop_oneof![Just(Sex::Male), Just(Sex::Female)];
    let numbers = (25.0..400.0, 500.0..10_000.0, -3.0..3.0, -2.0..3.0);
    (sex, numbers).prop_map(|(sex, (weight_kg, intake, lifting, protein))| {
        let parameters = Parameters::published();
        Bending::new(parameters, sex, weight_kg, intake, lifting, protein)
    })
}

proptest! {
    #[test]
    fn prop_nothing_done_bends_nothing(bending in anyone(), days in 0.0..36_500.0) {
        let target_kg = bending.target_kg(0.0, bending.usual_protein_g_per_day());
        prop_assert_eq!(target_kg.to_bits(), 0.0_f64.to_bits());
        prop_assert_eq!(bending.after_kg(0.0, target_kg, days).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn prop_more_is_more_and_less_so(
        bending in anyone(),
        sets in 0.0..59.0,
        protein in 0.0..990.0,
    ) {
        let at = |sets, protein| bending.target_kg(sets, protein);
        let [first, second] = [0.5, 1.0].map(|more| at(sets + more, protein));
        prop_assert!(at(sets, protein) < first && first < second);
        prop_assert!(second - first < first - at(sets, protein));
        prop_assert!(at(sets, protein) <= at(sets, protein + 10.0));
        prop_assert!(at(sets, protein).abs() < 10.0);
        // Small steps move it little: no jump at zero sets, at the usual protein or at the plateau.
        let near = at(sets + 1e-9, protein + 1e-9) - at(sets, protein);
        prop_assert!(near.abs() < 1e-8);
    }

    #[test]
    fn prop_days_add_up(
        bending in anyone(),
        start_kg in -2.0..5.0,
        target_kg in -2.0..5.0,
        days in (0.0..500.0, 0.0..500.0),
    ) {
        let at_once = bending.after_kg(start_kg, target_kg, days.0 + days.1);
        let between = bending.after_kg(start_kg, target_kg, days.0);
        let in_two = bending.after_kg(between, target_kg, days.1);
        prop_assert!((at_once - in_two).abs() < 1e-12);
    }

    #[test]
    fn prop_age_takes_steadily_more(age_y in 18.0..109.0) {
        for sex in [Sex::Male, Sex::Female] {
            let at = |age_y| ageing_kg_per_year(Parameters::published(), sex, age_y);
            prop_assert!(at(age_y) <= 0.0 && at(age_y + 1.0) <= at(age_y));
            prop_assert!(at(age_y) - at(age_y + 1e-9) < 1e-9);
        }
    }
}
