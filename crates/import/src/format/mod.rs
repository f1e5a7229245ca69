//! Every format, how it is told and what reads it: one file a family.

mod apple;
mod cronometer;
mod diary;
pub(crate) mod fit;
mod fitbit;
mod garmin;
mod google_fit;
mod happy_scale;
mod health_connect;
mod hevy;
mod libra;
mod macrofactor;
mod myfitnesspal;
pub(crate) mod neutral;
mod openscale;
mod renpho;
mod samsung;
mod sets;
mod strong;
mod trendweight;
mod withings;

use crate::{
    Error, Moment, Observation, Quantity, Unit, Why, Zone, clock,
    file::{File, Head},
    intake::Intake,
    sheet::brief,
    table::Row,
};

/// A format of one vendor.
#[derive(Debug)]
pub struct Format {
    name: &'static str,
    app: &'static str,
    sniff: fn(&Head) -> bool,
    read: fn(File<'_>, &mut Intake<'_>) -> Result<(), Error>,
}

macro_rules! formats {
    ($($name:literal $app:literal $module:ident $(:: $more:ident)*, $sniff:ident, $read:ident;)*) => {
        &[$(Format {
            name: $name,
            app: $app,
            sniff: $module $(:: $more)* ::$sniff,
            read: $module $(:: $more)* ::$read,
        },)*]
    };
}

impl Format {
    /// All that are read. The first whose marks a file bears is taken, so the more particular stand first.
    pub const ALL: &'static [Self] = formats! {
        "neutral" "spotcheck" neutral, sniff, read;
        "apple-health" "Apple Health" apple, sniff, read;
        "neutral-json" "spotcheck" neutral, sniff_json, read_json;
        "openscale-2" "openScale" openscale, sniff_2, read_2;
        "openscale-3" "openScale" openscale, sniff_3, read_3;
        "libra" "Libra" libra, sniff, read;
        "withings" "Withings" withings, sniff, read;
        "renpho" "Renpho" renpho, sniff, read;
        "happy-scale" "Happy Scale" happy_scale, sniff, read;
        "trendweight-computed" "TrendWeight" trendweight, sniff_computed, read_computed;
        "trendweight-raw" "TrendWeight" trendweight, sniff_raw, read_raw;
        "samsung-health" "Samsung Health" samsung, sniff, read;
        "fitbit" "Fitbit" fitbit, sniff, read;
        "garmin-fit" "Garmin Connect" fit, sniff, read;
        "garmin-connect" "Garmin Connect" garmin, sniff_table, read_table;
        "garmin-biometrics" "Garmin Connect" garmin, sniff_archive, read_archive;
        "macrofactor-days" "MacroFactor" macrofactor, sniff_days, read_days;
        "macrofactor-macros" "MacroFactor" macrofactor, sniff_macros, read_macros;
        "macrofactor-weights" "MacroFactor" macrofactor, sniff_weights, read_weights;
        "macrofactor-foods" "MacroFactor" macrofactor, sniff_foods, read_foods;
        "macrofactor-workouts" "MacroFactor" macrofactor, sniff_workouts, read_workouts;
        "myfitnesspal-nutrition" "MyFitnessPal" myfitnesspal, sniff_food, read_food;
        "myfitnesspal-measurements" "MyFitnessPal" myfitnesspal, sniff_body, read_body;
        "cronometer-days" "Cronometer" cronometer, sniff_days, read_days;
        "cronometer-servings" "Cronometer" cronometer, sniff_servings, read_servings;
        "cronometer-biometrics" "Cronometer" cronometer, sniff_body, read_body;
        "cronometer-exercises" "Cronometer" cronometer, sniff_exercises, read_exercises;
        "strong" "Strong" strong, sniff, read;
        "strong-measurements" "Strong" strong, sniff_body, read_body;
        "hevy" "Hevy" hevy, sniff, read;
        "hevy-measurements" "Hevy" hevy, sniff_body, read_body;
        "health-connect" "Health Connect" health_connect, sniff, read;
        "google-fit-days" "Google Fit" google_fit, sniff_days, read_days;
        "google-fit-points" "Google Fit" google_fit, sniff_points, read_points;
    };

    /// Its name here.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The app that writes it.
    pub const fn app(&self) -> &'static str {
        self.app
    }

    /// Reads a file of this format.
    pub(crate) fn read(&self, file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
        (self.read)(file, intake)
    }

    pub(crate) fn of(head: &Head) -> Option<&'static Self> {
        Self::ALL.iter().find(|format| (format.sniff)(head))
    }
}

/// A moment, or the refusal of the row.
fn moment(text: &str, intake: &mut Intake<'_>) -> Option<Moment> {
    let moment = clock::moment(text);
    if moment.is_none() {
        intake.refuse(Why::BadTime(brief(text)));
    }
    moment
}

/// A day and a time beside it, which may be empty.
fn day_and_time(day: &str, time: &str, intake: &mut Intake<'_>) -> Option<Moment> {
    let Some(date) = clock::day(day) else {
        intake.refuse(Why::BadTime(brief(day)));
        return None;
    };
    if time.is_empty() {
        return Some(Moment::of_day(date));
    }
    let Some(time) = clock::time(time) else {
        intake.refuse(Why::BadTime(brief(time)));
        return None;
    };
    Some(Moment::on_wall(date.to_datetime(time)))
}

/// What a row has beside its values, when only its moment is known.
fn base(at: Moment) -> Observation {
    // Value, quantity and unit are those of each column.
    Observation::new(Quantity::Weight, 0.0, Unit::Kilogram, at)
}

/// A text field, if there is something in it.
fn text(row: &Row, at: Option<usize>) -> Option<String> {
    let text = row.get(at?);
    (!text.is_empty()).then(|| text.to_owned())
}

/// A moment told in UTC as the wall at home showed it.
fn at_home(moment: Moment, intake: &Intake<'_>) -> Result<Moment, Error> {
    let Some(instant) = moment.instant() else {
        return Ok(moment);
    };
    let zone = intake.answers.zone.as_ref().ok_or(Error::ZoneNeeded)?;
    Ok(zone.show(instant))
}

/// The name of the home zone, for moments that were put there.
fn home(intake: &Intake<'_>) -> Option<String> {
    intake.answers.zone.as_ref().map(Zone::name)
}
