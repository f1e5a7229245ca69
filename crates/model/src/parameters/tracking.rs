//! The parameters of what logs say: one group, read by the engine.

use super::{groups::group, parameter::Parameter};
use crate::Error;

group! {
    /// What a log is: its errors, its gaps, and the water over tissue.
    TrackingParameters in "tracking.toml" {
        /// Logged over true intake.
        logged_ratio: "frac",
        /// True over estimated expenditure where activity is told.
        told_ratio: "kcal/kcal",
        /// True over estimated expenditure where activity is not told.
        untold_ratio: "kcal/kcal",
        /// How much less people eat than they spend when they begin to log.
        usual_deficit: "kcal/day",
        /// One SD of the intake before the log about expenditure.
        usual_gap_sd: "kcal/day",
        /// One SD of a day's step of expenditure.
        drift_sd: "kcal/day",
        /// One SD of a day's expenditure about its level.
        activity_sd: "kcal/day",
        /// Scatter of a day's log about the person's own scale.
        log_error_cv: "frac",
        /// One SD of a day's intake about the usual.
        intake_day_sd: "kcal/day",
        /// What a day without a log has above a logged one.
        missing_excess: "kcal/day",
        /// One SD of the intake of a day without a log.
        missing_sd: "kcal/day",
        /// Share of logged days that are not complete.
        partial_rate: "frac",
        /// Least share of food on an incomplete day.
        partial_least: "frac",
        /// Largest share of food on an incomplete day.
        partial_most: "frac",
        /// One SD of water over body weight.
        water_share: "frac",
        /// Correlation of water with the day before.
        water_memory: "1",
        /// Glycogen and fluid per relative change of intake.
        onset_gain: "kg",
        /// How fast glycogen and fluid follow intake.
        onset_time: "day",
        /// One SD of a weekly term over body weight.
        weekly_share: "frac",
        /// One SD of a monthly term.
        cycle_sd: "kg",
        /// Length of the menstrual cycle.
        cycle_length: "day",
        /// Shortest time between two bleedings that is a cycle.
        cycle_shortest: "day",
        /// Longest time between two bleedings that is a cycle.
        cycle_longest: "day",
        /// How long a cycle tells of the next ones.
        cycle_memory: "day",
        /// Height of a cycle's harmonic at the first bleeding.
        cycle_rise: "kg",
        /// What an evening shows over the morning.
        evening_offset: "kg",
        /// One SD of an evening's weight about that.
        evening_sd: "kg",
        /// One SD of one scale against another.
        scale_offset_sd: "kg",
        /// Variance of water after a journey or in illness over the usual.
        event_ratio: "ratio",
        /// How long that lasts.
        event_time: "day",
        /// Water taken up with creatine.
        creatine_water: "kg",
        /// How long that takes.
        creatine_time: "day",
        /// One SD of what fat by girths is off by in a person.
        tape_fat_bias_sd: "frac",
        /// One SD of it from one day to another.
        tape_fat_repeat_sd: "frac",
        /// One SD of what fat by skinfolds is off by in a person.
        skinfold_fat_bias_sd: "frac",
        /// One SD of it from one day to another.
        skinfold_fat_repeat_sd: "frac",
        /// One SD of what fat by ultrasound is off by in a person.
        ultrasound_fat_bias_sd: "frac",
        /// One SD of it from one day to another.
        ultrasound_fat_repeat_sd: "frac",
        /// One SD of what fat by impedance is off by in a person.
        bia_fat_bias_sd: "frac",
        /// One SD of it from one day to another.
        bia_fat_repeat_sd: "frac",
        /// One SD of what fat by DXA is off by in a person.
        dxa_fat_bias_sd: "frac",
        /// One SD of how a habit of logging drifts in four weeks.
        log_drift_sd: "frac",
        /// How often weight jumps with no energy in it.
        jump_rate: "1/day",
        /// One SD of such a jump.
        jump_sd: "kg",
        /// One SD of a reading.
        scale_sd: "kg",
        /// Share of readings with a wider error.
        outlier_rate: "frac",
        /// Width of such an error over that of water.
        outlier_ratio: "ratio",
        /// SDs at which a reading is refused.
        refused_ratio: "ratio",
        /// Distance at which a reading is refused.
        refused_kg: "kg",
        /// Times the median at which a log is refused.
        refused_intake: "ratio",
        /// Weight of a day in the plain trend.
        plain_trend: "1/day",
    }
}
