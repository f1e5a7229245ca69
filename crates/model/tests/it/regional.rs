//! Where fat is and where it goes.

use spotcheck_model::{
    Day, Depot, Error, Parameters, Person, PersonInput, Regions, Schedule, Setting, Sex, Solver,
    simulate,
};

use crate::people::{man, woman};

fn days(input: PersonInput, kcal: f64, days: usize) -> Result<Vec<Day>, Error> {
    let person = Person::new(input)?;
    let schedule = Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(kcal), 0)?;
    let solver = Solver::Exact;
    let trajectory = simulate(Parameters::published(), &person, &schedule, days, solver)?;
    Ok(trajectory.days().to_vec())
}

/// `regional.md`, model 1a: trunk, legs, arms, head of men and women, at the age and BMI the shares
/// are averaged at; two or three decimals printed, arms of men rounded up from 0.105.
#[test]
fn regional_md_partition() -> Result<(), Error> {
    for (input, printed) in [
        (man(), [0.50, 0.35, 0.11, 0.04]),
        (woman(), [0.45, 0.405, 0.115, 0.03]),
    ] {
        let start = &days(
            PersonInput {
                age_y: 40.0,
                height_cm: 170.0,
                weight_kg: 29.0 * 1.7 * 1.7,
                waist_cm: None,
                hip_cm: None,
                menopause: None,
                ..input
            },
            0.0,
            0,
        )?[0];
        let Regions {
            visceral_kg,
            abdominal_subcutaneous_kg,
            other_trunk_kg,
            ..
        } = start.regions;
        let trunk_kg = visceral_kg + abdominal_subcutaneous_kg + other_trunk_kg;
        let found = [
            trunk_kg,
            start.regions.legs_kg,
            start.regions.arms_kg,
            start.regions.head_kg,
        ];
        for (printed, found) in printed.into_iter().zip(found) {
            let found = found / start.fat_kg;
            assert!(
                (printed - found).abs() < 0.006,
                "{:?} {printed} {found}",
                input.sex
            );
        }
    }
    Ok(())
}

#[test]
fn legs_give_way_to_the_trunk_with_age() -> Result<(), Error> {
    let leg_frac = |age_y| {
        let input = PersonInput {
            age_y,
            waist_cm: None,
            hip_cm: None,
            menopause: None,
            ..woman()
        };
        let start = days(input, 0.0, 0)?[0];
        Ok::<_, Error>(start.regions.legs_kg / start.fat_kg)
    };
    assert!((leg_frac(20.0)? - leg_frac(30.0)?).abs() < 1e-12);
    assert!(leg_frac(60.0)? < leg_frac(40.0)?);
    Ok(())
}

#[test]
fn visceral_fat_goes_first_and_no_depot_is_spared_but_the_head() -> Result<(), Error> {
    for input in [man(), woman()] {
        let rows = days(input, -500.0, 150)?;
        let (start, end) = (rows[0].regions.into_array(), rows[150].regions.into_array());
        let left: Vec<f64> = start
            .iter()
            .zip(end)
            .map(|(start, end)| end / start)
            .collect();
        let [visceral, abdominal, other, legs, arms, head] = left[..] else {
            panic!("{} depots", Depot::COUNT)
        };
        assert!(visceral < other && other < abdominal && abdominal < legs && legs < 1.0);
        // Of the arms little is known but that they give more than legs and the belly's skin.
        assert!(arms < abdominal);
        assert!((head - 1.0).abs() < 1e-12);
    }
    Ok(())
}

#[test]
fn regain_retraces_loss() -> Result<(), Error> {
    let rows = days(woman(), -500.0, 200)?;
    let gained = days(woman(), 500.0, 200)?;
    // Depots depend on fat alone, and a day of gain is as far above the start as its fat is: the
    // ratio of two depots' exponents is the same on every day of loss and of gain.
    let ln_ratios = |row: &Day| {
        let ratio = |kg: f64, start_kg: f64| (kg / start_kg).ln();
        [
            ratio(row.regions.visceral_kg, rows[0].regions.visceral_kg),
            ratio(row.regions.legs_kg, rows[0].regions.legs_kg),
        ]
    };
    let [visceral, legs] = ln_ratios(&rows[200]);
    let exponents = visceral / legs;
    // 1.3 over 0.85, each within what the other depots leave open.
    assert!((1.35..1.6).contains(&exponents), "{exponents}");
    for row in rows.iter().chain(&gained) {
        let [visceral, legs] = ln_ratios(row);
        assert!(
            (visceral - exponents * legs).abs() < 1e-9,
            "{visceral} {legs}"
        );
    }
    Ok(())
}

#[test]
fn girth_follows_weight_where_it_was_measured() -> Result<(), Error> {
    for input in [man(), woman()] {
        let rows = days(input, -500.0, 100)?;
        let lost_kg = rows[0].weight_kg - rows[100].weight_kg;
        let (waist, hip) = (rows[100].waist_cm.unwrap(), rows[100].hip_cm.unwrap());
        let (waist_per_kg, hip_per_kg) = match input.sex {
            Sex::Male => (1.1, 0.5),
            Sex::Female => (0.85, 0.6),
        };
        let waist_lost = input.waist_cm.unwrap() - waist;
        assert!((waist_lost - waist_per_kg * lost_kg).abs() < 1e-9);
        let hip_lost = input.hip_cm.unwrap() - hip;
        assert!((hip_lost - hip_per_kg * lost_kg).abs() < 1e-9);
    }
    let untold = days(
        PersonInput {
            waist_cm: None,
            ..man()
        },
        -500.0,
        1,
    )?;
    assert_eq!(untold[1].waist_cm, None);
    Ok(())
}
