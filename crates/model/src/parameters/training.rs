//! The parameters of a week of lifting: one group, read by the engine.

use super::{groups::group, parameter::Parameter};
use crate::Error;

group! {
    /// Doses by level, the rules of a session and of a week, and what each term of the objective weighs.
    TrainingParameters in "training.toml" {
        /// Least sets of a muscle a week, of a novice.
        dose_min_novice: "set/week",
        /// Least sets of a muscle a week, past half a year.
        dose_min_intermediate: "set/week",
        /// Least sets of a muscle a week, after years.
        dose_min_advanced: "set/week",
        /// Least sets of a muscle a week, in a deficit or from older age on, where it is less.
        dose_min_reduced: "set/week",
        /// Wanted sets of a muscle a week, of a novice.
        dose_target_novice: "set/week",
        /// Wanted sets of a muscle a week, past half a year.
        dose_target_intermediate: "set/week",
        /// Wanted sets of a muscle a week, after years.
        dose_target_advanced: "set/week",
        /// Wanted sets of a muscle a week, in a deficit or from older age on, where it is less.
        dose_target_reduced: "set/week",
        /// Most sets of a muscle a week, of a novice.
        dose_max_novice: "set/week",
        /// Most sets of a muscle a week, past half a year.
        dose_max_intermediate: "set/week",
        /// Most sets of a muscle a week, after years.
        dose_max_advanced: "set/week",
        /// Most sets of a muscle a week, in a deficit or from older age on, where it is less.
        dose_max_reduced: "set/week",
        /// Least sets of an emphasised muscle a week, of a novice.
        promoted_min_novice: "set/week",
        /// Least sets of an emphasised muscle a week, past half a year.
        promoted_min_intermediate: "set/week",
        /// Least sets of an emphasised muscle a week, after years.
        promoted_min_advanced: "set/week",
        /// Least sets of an emphasised muscle a week, in a deficit or from older age on, where it is less.
        promoted_min_reduced: "set/week",
        /// Wanted sets of an emphasised muscle a week, of a novice.
        promoted_target_novice: "set/week",
        /// Wanted sets of an emphasised muscle a week, past half a year.
        promoted_target_intermediate: "set/week",
        /// Wanted sets of an emphasised muscle a week, after years.
        promoted_target_advanced: "set/week",
        /// Wanted sets of an emphasised muscle a week, in a deficit or from older age on, where it is less.
        promoted_target_reduced: "set/week",
        /// Most sets of an emphasised muscle a week, of a novice.
        promoted_max_novice: "set/week",
        /// Most sets of an emphasised muscle a week, past half a year.
        promoted_max_intermediate: "set/week",
        /// Most sets of an emphasised muscle a week, after years.
        promoted_max_advanced: "set/week",
        /// Most sets of an emphasised muscle a week, in a deficit or from older age on, where it is less.
        promoted_max_reduced: "set/week",
        /// Wanted sets of a small muscle a week, of a novice.
        small_target_novice: "set/week",
        /// Wanted sets of a small muscle a week, past half a year.
        small_target_intermediate: "set/week",
        /// Wanted sets of a small muscle a week, after years.
        small_target_advanced: "set/week",
        /// Wanted sets of a small muscle a week, in a deficit or from older age on, where it is less.
        small_target_reduced: "set/week",
        /// Most sets of a small muscle a week, of a novice.
        small_max_novice: "set/week",
        /// Most sets of a small muscle a week, past half a year.
        small_max_intermediate: "set/week",
        /// Most sets of a small muscle a week, after years.
        small_max_advanced: "set/week",
        /// Most sets of a small muscle a week, in a deficit or from older age on, where it is less.
        small_max_reduced: "set/week",
        /// Most sets of a muscle a session, of a novice.
        session_cap_novice: "set",
        /// Most sets of a muscle a session, past half a year.
        session_cap_intermediate: "set",
        /// Most sets of a muscle a session, after years.
        session_cap_advanced: "set",
        /// Most sets of a muscle a session, in a deficit or from older age on, where it is less.
        session_cap_reduced: "set",
        /// Least sets a week of a muscle that is kept while another is emphasised.
        kept_min: "set/week",
        /// Wanted sets a week of such a muscle.
        kept_target: "set/week",
        /// Most sets a week of such a muscle.
        kept_max: "set/week",
        /// Share of a set from which a muscle is brought along by exercises for another.
        partner_fraction: "1",
        /// Most sets of a muscle in two consecutive sessions.
        neighbours_cap: "set",
        /// Sets of a muscle from which a session counts as one that trains it.
        exposure_dose: "set",
        /// Least sets a week from which sessions of a muscle are counted.
        exposure_from: "set/week",
        /// Sessions a week that train a muscle.
        exposures: "session/week",
        /// Sessions a week that train an emphasised muscle.
        promoted_exposures: "session/week",
        /// Weight of a muscle.
        muscle_weight: "1/set",
        /// Weight of an emphasised muscle.
        promoted_weight: "1/set",
        /// Weight of a small muscle.
        small_weight: "1/set",
        /// Worth of a set of the first stretch.
        growth_slope_1: "1",
        /// Sets of the first stretch.
        growth_width_1: "set/week",
        /// Worth of a set of the second stretch.
        growth_slope_2: "1",
        /// Sets of the second stretch.
        growth_width_2: "set/week",
        /// Worth of a set of the third stretch.
        growth_slope_3: "1",
        /// Sets of the third stretch.
        growth_width_3: "set/week",
        /// Worth of a set of the fourth stretch.
        growth_slope_4: "1",
        /// Sets of the fourth stretch.
        growth_width_4: "set/week",
        /// Worth of a set of the fifth stretch.
        growth_slope_5: "1",
        /// Sets of the fifth stretch.
        growth_width_5: "set/week",
        /// What a set short of the least costs, over the muscle's weight.
        under_cost: "1",
        /// What a set above the most costs.
        over_cost: "1/set",
        /// What a missing session of a muscle costs.
        exposure_cost: "1",
        /// What a way of moving that is missing from the week costs.
        pattern_cost: "1",
        /// What a missing second exercise of an emphasised muscle costs.
        variety_cost: "1",
        /// Exercises an emphasised muscle is to have.
        variety_least: "1",
        /// Share of a set from which an exercise counts as one of the muscle's.
        variety_fraction: "1",
        /// What each exercise of the week costs.
        exercise_cost: "1",
        /// What a set costs for each step of axial load and of skill above the first.
        strain_cost: "1/set",
        /// What a set is worth for how well its exercise can be loaded.
        quality_gain: "1/set",
        /// What a set of an exercise somebody is fond of is worth besides.
        liked_gain: "1/set",
        /// Least sets of an exercise in a session.
        set_least: "set",
        /// Most sets of an exercise in a session.
        set_most: "set",
        /// Warm-up of a session.
        warm_up: "min",
        /// From one exercise to the next.
        change_over: "s",
        /// Share of the written rests that is planned for.
        rest_share: "1",
        /// Most exercises of one way of moving in a session.
        pattern_most: "1",
        /// Least pulling over pushing sets in a week.
        pull_least: "1",
        /// Most pulling over pushing sets in a week.
        pull_most: "1",
        /// Most axial load of a session: steps times sets.
        axial_most: "set",
        /// Most lifts of the highest skill in a novice's session.
        skill_most: "1",
        /// Most exercises of a session.
        session_exercises: "1",
        /// Most sessions a week with the same exercise.
        exercise_days: "session/week",
        /// Age from which the doses of a deficit hold and a novice learns no lift of the highest skill.
        older_lifter_age: "year",
        /// Most axial load of an exercise for who spares the lower back.
        spared_back_axial: "1",
    }
}
