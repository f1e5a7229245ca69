//! Everything the model refuses, with the values it refused.

use crate::Interval;

/// Why the model gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
#[expect(
    clippy::error_impl_error,
    reason = "one error per crate, told apart by its path"
)]
pub enum Error {
    /// A number given to the model lies outside what it accepts.
    #[error("{field} is {value}, allowed are {lo} to {hi}")]
    OutOfRange {
        /// Name of the field with its unit.
        field: &'static str,
        /// What was given.
        value: f64,
        /// Least accepted value.
        lo: f64,
        /// Largest accepted value.
        hi: f64,
    },
    /// The person is not an adult.
    #[error("age {age_y} y: the model is of adults from 18 y on, who do not grow")]
    NotAdult {
        /// What was given.
        age_y: f64,
    },
    /// The estimate of fat from age, height and weight is not a mass.
    #[error("the estimate of fat mass is {fat_kg} kg, outside what age, height and weight support")]
    FatEstimate {
        /// The estimate.
        fat_kg: f64,
    },
    /// Fat, fluid and glycogen leave no lean tissue.
    #[error("fat of {fat_kg} kg in {weight_kg} kg leaves {lean_tissue_kg} kg of lean tissue")]
    NoLeanTissue {
        /// Fat mass.
        fat_kg: f64,
        /// Body weight.
        weight_kg: f64,
        /// What is left, not positive.
        lean_tissue_kg: f64,
    },
    /// A scan tells regions in kg that its device does not weigh.
    #[error("a scan by {device} tells no trunk, legs, arms or head in kg; only a DXA does")]
    ScanOfRegions {
        /// Name of the device.
        device: &'static str,
    },
    /// Regions of a scan without the fat mass they are parts of.
    #[error("the scan tells fat by region, so fat_kg must be told too")]
    ScanWithoutFat,
    /// The regions of a scan do not fit into the fat mass, or all of them do not make it up.
    #[error("the regions of the scan hold {sum_kg} kg of fat, fat_kg is {fat_kg}")]
    ScanDisagrees {
        /// Fat of the regions told.
        sum_kg: f64,
        /// Fat mass told.
        fat_kg: f64,
    },
    /// A scan tells more visceral fat than its trunk has fat.
    #[error("the scan tells {visceral_kg} kg of visceral fat in a trunk with {trunk_kg} kg")]
    ScanVisceral {
        /// Visceral fat told.
        visceral_kg: f64,
        /// Trunk fat told.
        trunk_kg: f64,
    },
    /// A schedule entry ends before it acts.
    #[error("the entry from day {from_day} ends on day {to_day}")]
    EmptySpan {
        /// First day of the entry.
        from_day: usize,
        /// First day after it.
        to_day: usize,
    },
    /// A schedule entry of daily values has none.
    #[error("the entry from day {from_day} has no daily values")]
    NoDailyValues {
        /// First day of the entry.
        from_day: usize,
    },
    /// A schedule entry begins before the one given earlier for the same quantity.
    #[error("the entry from day {from_day} follows one from day {previous_day}")]
    OutOfOrder {
        /// First day of the entry.
        from_day: usize,
        /// First day of the entry before it.
        previous_day: usize,
    },
    /// The scheduled change of intake leads outside what can be eaten.
    #[error("intake on day {day} would be {intake_kcal_per_day} kcal/day")]
    Intake {
        /// Day of the schedule.
        day: usize,
        /// Resulting intake.
        intake_kcal_per_day: f64,
    },
    /// The forecast leads outside what a body can be.
    #[error("on day {day} {quantity} reaches {value}, the model holds from {lo} to {hi}")]
    LeavesRange {
        /// Day of the forecast.
        day: usize,
        /// Name of the quantity with its unit.
        quantity: &'static str,
        /// Where the forecast led.
        value: f64,
        /// Least value the model holds for.
        lo: f64,
        /// Largest value the model holds for.
        hi: f64,
    },
    /// No intake keeps a weight.
    #[error("no intake that anyone eats keeps {weight_kg} kg")]
    NothingKeeps {
        /// The weight that was reached.
        weight_kg: f64,
    },
    /// Nothing was weighed after the first day.
    #[error("there is no weight after day 0, so nothing tells the intake")]
    NoWeighings,
    /// So many draws left the physical range that quantiles would mislead.
    #[error("by day {day} {lost} of {count} draws have left the range the model holds for")]
    DrawsLost {
        /// Day of the forecast.
        day: usize,
        /// Draws that left the range.
        lost: usize,
        /// Draws asked for.
        count: usize,
    },
    /// No kind of activity has that name.
    #[error("there is no activity `{kind}`; the nearest are {}", near.join(", "))]
    UnknownActivity {
        /// What was given.
        kind: String,
        /// Kinds with a name like it.
        near: Vec<String>,
    },
    /// A kind of activity is not known to be so easy or so hard.
    #[error("`{kind}` is known as {} alone", known.join(" and "))]
    UnknownIntensity {
        /// The kind.
        kind: String,
        /// How hard it is known to be.
        known: Vec<&'static str>,
    },
    /// A speed was given for a kind of activity that is not reckoned from one.
    #[error("`{kind}` is not reckoned from a speed, only walking and running are")]
    NoSpeed {
        /// The kind.
        kind: String,
    },
    /// An interval is empty, not finite, or has an impossible level.
    #[error("no interval runs from {lo} to {hi} at level {level}")]
    NotAnInterval {
        /// Lower end.
        lo: f64,
        /// Upper end.
        hi: f64,
        /// Probability of lying inside.
        level: f64,
    },
    /// A parameter file does not parse.
    #[error("parameter file {file} does not parse")]
    ParameterFile {
        /// Name of the file.
        file: &'static str,
        /// What the parser says.
        source: Box<toml::de::Error>,
    },
    /// A parameter is stated in another unit than the model computes with.
    #[error("parameter {name} is in `{found}`, the model computes with `{expected}`")]
    ParameterUnit {
        /// Name of the parameter.
        name: &'static str,
        /// Unit in the file.
        found: String,
        /// Unit in the code.
        expected: &'static str,
    },
    /// A parameter is not finite or not inside its own interval.
    #[error("parameter {name} = {value} contradicts its interval {interval:?}")]
    ParameterValue {
        /// Name of the parameter.
        name: &'static str,
        /// Its value.
        value: f64,
        /// Its interval, if it has one.
        interval: Option<Interval>,
    },
}
