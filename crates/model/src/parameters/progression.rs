//! The parameters of a programme's weeks: one group, read by the engine.

use super::{groups::group, parameter::Parameter};
use crate::Error;

group! {
    /// How weeks of lifting are laid out, and how loads follow what was lifted.
    ProgressionParameters in "progression.toml" {
        /// Rest in a superset over rest alone.
        superset_rest: "ratio",
        /// Rest that is not shortened to fit a session.
        least_rest: "s",
        /// Worth of a superset of exercises that are no opposites over one of opposites.
        far_pair_worth: "ratio",
        /// First ramp set over the work load.
        ramp_first_load: "ratio",
        /// Second ramp set over the work load.
        ramp_second_load: "ratio",
        /// Third ramp set over the work load.
        ramp_third_load: "ratio",
        /// Repetitions of the first ramp set.
        ramp_first_reps: "1",
        /// Repetitions of the second ramp set.
        ramp_second_reps: "1",
        /// Repetitions of the third ramp set.
        ramp_third_reps: "1",
        /// Fewest repetitions of novices.
        novice_least_reps: "1",
        /// Most repetitions of novices.
        novice_most_reps: "1",
        /// Fewest repetitions of intermediate lifters.
        intermediate_least_reps: "1",
        /// Most repetitions of intermediate lifters.
        intermediate_most_reps: "1",
        /// Fewest repetitions of advanced lifters.
        advanced_least_reps: "1",
        /// Most repetitions of advanced lifters.
        advanced_most_reps: "1",
        /// Fewest repetitions of older lifters and those in an energy deficit.
        careful_least_reps: "1",
        /// Most repetitions of older lifters and those in an energy deficit.
        careful_most_reps: "1",
        /// Fewest repetitions of lifts that load the spine or take skill.
        heavy_least_reps: "1",
        /// Most repetitions of lifts that load the spine or take skill.
        heavy_most_reps: "1",
        /// Fewest repetitions of lifts over several joints.
        compound_least_reps: "1",
        /// Most repetitions of lifts over several joints.
        compound_most_reps: "1",
        /// Fewest repetitions of lifts over one joint.
        isolation_least_reps: "1",
        /// Most repetitions of lifts over one joint.
        isolation_most_reps: "1",
        /// Fewest repetitions of exercises without a load.
        unloaded_least_reps: "1",
        /// Most repetitions of exercises without a load.
        unloaded_most_reps: "1",
        /// Repetitions in reserve in the first week of a block: novices.
        novice_first_rir: "1",
        /// Repetitions in reserve before the deload: novices.
        novice_last_rir: "1",
        /// Repetitions in reserve in the first week of a block: intermediate lifters.
        intermediate_first_rir: "1",
        /// Repetitions in reserve before the deload: intermediate lifters.
        intermediate_last_rir: "1",
        /// Repetitions in reserve in the first week of a block: advanced lifters.
        advanced_first_rir: "1",
        /// Repetitions in reserve before the deload: advanced lifters.
        advanced_last_rir: "1",
        /// Repetitions in reserve in the first week of a block: advanced lifters, one joint.
        advanced_isolation_first_rir: "1",
        /// Repetitions in reserve before the deload: advanced lifters, one joint.
        advanced_isolation_last_rir: "1",
        /// Repetitions in reserve in the first week of a block: older lifters and those in an energy deficit.
        careful_first_rir: "1",
        /// Repetitions in reserve before the deload: older lifters and those in an energy deficit.
        careful_last_rir: "1",
        /// Most that a muscle's weekly sets grow in a week.
        most_added_share: "frac",
        /// Most sets a muscle gets more than the week before.
        most_added_sets: "1",
        /// Sets of the first week of a block over those planned.
        first_week: "ratio",
        /// Weeks of a block of novices, the deload its last.
        novice_deload: "week",
        /// Weeks of a block of intermediate lifters, the deload its last.
        intermediate_deload: "week",
        /// Weeks of a block of advanced lifters, the deload its last.
        advanced_deload: "week",
        /// Weeks of a block of older lifters and in a deficit, the deload its last.
        careful_deload: "week",
        /// Sets of a deload week over those planned.
        deload_sets: "ratio",
        /// Load of a deload week over the usual.
        deload_load: "ratio",
        /// Repetitions in reserve on top in a deload week.
        deload_rir: "1",
        /// Repetitions to failure at half the most that can be lifted once.
        epley_reps: "1",
        /// One SD of the step of ln strength from one session to the next.
        strength_step_sd: "1",
        /// One SD of ln strength as a set to failure tells it.
        set_sd: "1",
        /// What a repetition in reserve adds to that SD.
        set_rir_sd: "1",
        /// Repetitions in reserve of a set that tells none.
        untold_rir: "1",
        /// SD of ln strength on top for a set that tells none.
        untold_rir_sd: "1",
        /// Step of load of lifts of the upper body.
        upper_step: "frac",
        /// Step of load of lifts of the lower body.
        lower_step: "frac",
        /// Largest step to the next weight, over the load.
        most_step: "frac",
        /// Most that a load told by effort rises at once.
        most_raise: "frac",
        /// Most that a load falls at once without an absence.
        most_drop: "frac",
        /// Smallest step of a bar, in countries of kilograms.
        plate_step_kg: "kg",
        /// Step between dumbbells, in countries of kilograms.
        dumbbell_step_kg: "kg",
        /// Step of a stack of weights, in countries of kilograms.
        stack_step_kg: "kg",
        /// Smallest step of a bar, in countries of pounds.
        plate_step_lb: "lb",
        /// Step between dumbbells, in countries of pounds.
        dumbbell_step_lb: "lb",
        /// Step of a stack of weights, in countries of pounds.
        stack_step_lb: "lb",
        /// Repetitions a range grows by where no load can.
        added_reps: "1",
        /// Longest set without a load that is asked for, in repetitions.
        longest_reps: "1",
        /// Longest hold without a load that is asked for.
        longest_hold: "s",
        /// SDs below forecast at which a session counts as weak.
        flagged_sds: "1",
        /// Flagged exercises in a week that call for a deload.
        flags_of_deload: "1",
        /// Days between sessions of any kind that are no absence, by which a block begins anew.
        usual_gap: "day",
        /// Load after a week off over the one before.
        short_absence_load: "ratio",
        /// Load after two weeks off or more over the one before.
        long_absence_load: "ratio",
        /// Sets after two weeks off or more over those planned.
        long_absence_sets: "ratio",
        /// Weeks off beyond which a block begins anew.
        most_absence: "week",
    }
}
