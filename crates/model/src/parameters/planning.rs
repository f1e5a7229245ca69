//! The parameters of a plan of food and minutes, read by the engine.

use super::{groups::group, parameter::Parameter};
use crate::Error;

group! {
    /// How far and how fast intake is lowered or raised, and what it is made of.
    NutritionParameters in "nutrition.toml" {
        /// Loss of body weight a week where more fat is carried: what is planned unless asked otherwise; its interval ends at the most.
        rate_high_fat: "1/week",
        /// Loss of body weight a week in the middle: what is planned unless asked otherwise; its interval ends at the most.
        rate_middle_fat: "1/week",
        /// Loss of body weight a week where little fat is carried: what is planned unless asked otherwise; its interval ends at the most.
        rate_low_fat: "1/week",
        /// Loss of body weight a week in lean people: what is planned unless asked otherwise; its interval ends at the most.
        rate_lean: "1/week",
        /// Share of fat below which no loss is planned, men.
        fat_edge_least_men: "frac",
        /// Share of fat up to which the rate of lean people holds, men.
        fat_edge_lean_men: "frac",
        /// Share of fat up to which the rate of little fat holds, men.
        fat_edge_low_men: "frac",
        /// Share of fat up to which the middle rate holds, men.
        fat_edge_middle_men: "frac",
        /// Share of fat below which no loss is planned, women.
        fat_edge_least_women: "frac",
        /// Share of fat up to which the rate of lean people holds, women.
        fat_edge_lean_women: "frac",
        /// Share of fat up to which the rate of little fat holds, women.
        fat_edge_low_women: "frac",
        /// Share of fat up to which the middle rate holds, women.
        fat_edge_middle_women: "frac",
        /// The fastest loss planned for anybody, of body weight a week.
        rate_most: "1/week",
        /// The fastest loss planned for anybody.
        rate_most_kg: "kg/week",
        /// Share of the most energy that fat gives a day which a plan asks for.
        fat_energy_share: "frac",
        /// Share of expenditure that a deficit takes at most.
        deficit_share_most: "frac",
        /// Intake over resting expenditure that a plan keeps for longer than four weeks.
        resting_share_least: "kcal/kcal",
        /// Energy left for the body after exercise, per kg of fat-free mass, that a plan keeps.
        availability_least: "kcal/kg/day",
        /// Energy availability below which a plan says so.
        availability_warned: "kcal/kg/day",
        /// Body mass index below which energy availability is a floor.
        availability_bmi: "kg/m2",
        /// Hours of training a week above which energy availability is a floor.
        availability_hours: "h/week",
        /// Protein per kg of fat-free mass where weight is kept or gained.
        protein_kept: "g/kg/day",
        /// Protein per kg of fat-free mass in a deficit.
        protein_deficit: "g/kg/day",
        /// Protein per kg of fat-free mass of lean people in a large deficit.
        protein_lean: "g/kg/day",
        /// Deficit over expenditure from which `protein_lean` holds.
        protein_lean_share: "frac",
        /// Least fat in food per kg of body weight.
        fat_food_least: "g/kg/day",
        /// Least share of energy from fat in food.
        fat_food_share: "frac",
        /// Fibre per kcal.
        fibre_density: "g/kcal",
        /// Energy of a g of fat in food.
        fat_food_energy: "kcal/g",
        /// Energy of a g of carbohydrate in food.
        carb_food_energy: "kcal/g",
        /// Deficit over expenditure of a recomposition.
        recomposition_share: "frac",
        /// Share of today's weight that a recomposition may take.
        recomposition_most: "frac",
        /// Surplus over expenditure where weight is to be gained.
        surplus_share: "frac",
        /// Gain of body weight a week.
        gain_rate: "1/week",
        /// Weeks after which intake is set anew to what the body burns by then.
        step_weeks: "week",
        /// Weeks of deficit between two breaks.
        break_every: "week",
        /// Weeks of deficit between two breaks of lean people.
        break_every_lean: "week",
        /// Length of a break at maintenance.
        break_length: "week",
        /// Rise of intake a week from the deficit to maintenance.
        exit_ramp: "1/week",
    }
}

group! {
    /// How many minutes of activity a week, how they are built up, and what they bring.
    MinutesParameters in "minutes.toml" {
        /// Minutes a week that somebody who does none begins with.
        minutes_first: "min/week",
        /// Minutes a week that count as a start.
        minutes_start: "min/week",
        /// Minutes a week while weight is to fall.
        minutes_loss: "min/week",
        /// Minutes a week once weight is to stay.
        minutes_kept: "min/week",
        /// Minutes by which a week may exceed the one before.
        minutes_ramp: "min/week2",
        /// Moderate minutes that a vigorous one counts as.
        vigorous_counts: "1",
        /// Metabolic equivalents from which a minute is vigorous.
        vigorous_met: "MET",
        /// Sessions of lifting a week where nobody says.
        usual_sessions: "1/week",
        /// Length of a session of lifting where nobody says.
        usual_session: "min",
        /// Length of a plan that names neither weeks nor a weight.
        usual_weeks: "week",
        /// Steps in a minute of moderate walking.
        cadence: "1/min",
        /// Change of weight per extra 30 min a week of aerobic exercise.
        dose_weight: "kg",
        /// Change of waist per extra 30 min a week of aerobic exercise.
        dose_waist: "cm",
        /// Extra minutes a week that the two are per.
        dose_step: "min/week",
        /// Minutes a week up to which the two were seen.
        dose_most: "min/week",
        /// Speed at which beginners walk.
        walking_first_pace: "km/h",
    }
}

group! {
    /// What muscle that is trained does to the shape of a body, and what fat does to it.
    ShapeParameters in "shape.toml" {
        /// Growth of a muscle's cross-section a week with `growth_sets` sets, of a novice.
        growth: "1/week",
        /// Sets a week with which that is seen.
        growth_sets: "sets/week",
        /// Sets added under the root.
        growth_start: "sets/week",
        /// Share of a level's growth that the next one has.
        growth_level: "1",
        /// Deficit in which muscle is expected not to grow.
        growth_deficit: "kcal/day",
        /// Time in which growth slows by e.
        growth_time: "day",
        /// Change of the shoulder girth with a kg of body weight.
        shoulder_per_kg: "cm/kg",
        /// Share of the cross-section inside the shoulder girth that the deltoids fill.
        shoulder_muscle: "frac",
        /// Share of the cross-section inside the hip girth that the gluteal muscles fill.
        hip_muscle: "frac",
        /// Share of the cross-section of the upper arm that biceps and triceps fill.
        arm_muscle: "frac",
        /// Share of the cross-section of the thigh that its muscles fill.
        thigh_muscle: "frac",
    }
}
