//! Health Connect: Android's own store of health records, as its scheduled export writes it: one database, a table for
//! each kind of record.

use std::{collections::HashMap, io::Read as _};

use jiff::{Timestamp, civil::Date, tz::Offset};

use super::{base, home};
use crate::{
    Doubt, Error, LeftOut, Method, Moment, Observation, Quantity, Shape, Stop, Unit, UnitFrom, Why,
    database::{self, Database, Table, Value},
    file::{File, Head},
    intake::Intake,
    table::stop_of,
};

/// More than years of records of every minute.
const MOST_BYTES: u64 = 512 << 20;
/// What stands for nothing recorded is the least number there is.
const LEAST: f64 = 1e-300;
/// More apps, and devices, than a phone has.
const MOST_NAMES: usize = 100_000;
const APPS: &str = "application_info_table";
const DEVICES: &str = "device_info_table";
/// Kinds of devices by their numbers; zero is none that is known.
const DEVICE_KINDS: [&str; 9] = [
    "",
    "(watch)",
    "(phone)",
    "(scale)",
    "(ring)",
    "(worn on the head)",
    "(fitness band)",
    "(chest strap)",
    "(smart display)",
];
const FOOD: &str = "nutrition_record_table";

/// A kind of record: its table, its column, what that is and in steps of which unit.
struct Kind {
    table: &'static str,
    column: &'static str,
    quantity: Quantity,
    unit: Unit,
    /// Steps to one unit.
    steps: f64,
}

macro_rules! kinds {
    ($($table:literal $column:literal $quantity:ident $unit:ident $steps:literal;)*) => {
        [$(Kind {
            table: $table,
            column: $column,
            quantity: Quantity::$quantity,
            unit: Unit::$unit,
            steps: $steps,
        },)*]
    };
}

/// Masses are grams, lengths metres, energies calories.
const KINDS: [Kind; 18] = kinds! {
    "weight_record_table" "weight" Weight Gram 1.0;
    "body_fat_record_table" "percentage" BodyFat Percent 1.0;
    "lean_body_mass_record_table" "mass" FatFreeMass Gram 1.0;
    "bone_mass_record_table" "mass" BoneMass Gram 1.0;
    "body_water_mass_record_table" "body_water_mass" WaterMass Gram 1.0;
    "height_record_table" "height" Height Metre 1.0;
    "vo2_max_record_table" "vo2_milliliters_per_minute_kilogram" OxygenUptake MillilitrePerKilogramMinute 1.0;
    "steps_record_table" "count" Steps Count 1.0;
    "floors_climbed_record_table" "floors" Flights Count 1.0;
    "distance_record_table" "distance" Distance Metre 1.0;
    "active_calories_burned_record_table" "energy" EnergyActive Kilocalorie 1000.0;
    "total_calories_burned_record_table" "energy" EnergySpent Kilocalorie 1000.0;
    "nutrition_record_table" "energy" EnergyEaten Kilocalorie 1000.0;
    "nutrition_record_table" "protein" Protein Gram 1.0;
    "nutrition_record_table" "total_carbohydrate" Carbohydrate Gram 1.0;
    "nutrition_record_table" "total_fat" Fat Gram 1.0;
    "nutrition_record_table" "dietary_fiber" Fibre Gram 1.0;
    "nutrition_record_table" "sodium" Sodium Gram 1.0;
};

pub(super) fn sniff(head: &Head) -> bool {
    database::is_database(&head.bytes)
}

pub(super) fn read(file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    let read = file.reader().take(MOST_BYTES).read_to_end(&mut bytes);
    let mut stop = read.err().map(|error| stop_of(&error));
    if bytes.len() as u64 == MOST_BYTES {
        stop = stop.or(Some(Stop::TooLong));
    }
    let unknown = || Error::Unknown(Shape::Database);
    let database = Database::open(&bytes).ok_or_else(unknown)?;
    let (tables, cut) = database.tables();
    let is_kind = |table: &Table| KINDS.iter().any(|kind| kind.table == table.name);
    if !tables.iter().any(is_kind) {
        return Err(unknown());
    }
    stop = stop.or(cut);
    let mut names = Names::default();
    for table in &tables {
        stop = match table.name.as_str() {
            APPS => stop.or(names.apps(&database, table)),
            DEVICES => stop.or(names.devices(&database, table)),
            _ => stop,
        };
    }
    let mut number = 0;
    for table in &tables {
        if !is_kind(table) {
            not_read(&database, table, intake);
            continue;
        }
        let layout = Layout::of(table);
        let mut failed = None;
        let cut = database.rows(table, &mut |row| {
            number += 1;
            if failed.is_none() {
                intake.begin(number);
                failed = record(&layout, row, &names, intake).err();
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        stop = stop.or(cut);
    }
    if let Some(stop) = stop {
        intake.stop(stop);
    }
    Ok(())
}

/// Names a table of records that are not kept, if there are any.
fn not_read(database: &Database<'_>, table: &Table, intake: &mut Intake<'_>) {
    let name = table.name.to_lowercase();
    if name.ends_with("record_table") || name.ends_with("recordtable") {
        // What breaks off there is no loss.
        let _: Option<Stop> = database.rows(table, &mut |_| intake.pass_over(&table.name));
    }
}

/// What the numbers of apps and devices stand for.
#[derive(Default)]
struct Names {
    apps: HashMap<i64, String>,
    devices: HashMap<i64, String>,
}

impl Names {
    /// Apps by the names people know, else by those of their packages.
    fn apps(&mut self, database: &Database<'_>, table: &Table) -> Option<Stop> {
        let columns = ["row_id", "app_name", "package_name"].map(|name| table.find(name));
        database.rows(table, &mut |row| {
            let [id, name, package] = columns.map(|at| at.map_or(&Value::Null, |at| &row[at]));
            let name = name.text().filter(|name| !name.trim().is_empty());
            let named = id.integer().zip(name.or_else(|| package.text()));
            let named = named.filter(|_| self.apps.len() < MOST_NAMES);
            self.apps
                .extend(named.map(|(id, name)| (id, name.to_owned())));
        })
    }

    /// Devices by maker, model and kind.
    fn devices(&mut self, database: &Database<'_>, table: &Table) -> Option<Stop> {
        let columns = ["row_id", "manufacturer", "model", "device_type"];
        let columns = columns.map(|name| table.find(name));
        database.rows(table, &mut |row| {
            let [id, maker, model, kind] = columns.map(|at| at.map_or(&Value::Null, |at| &row[at]));
            let kind = kind.integer().and_then(|kind| usize::try_from(kind).ok());
            let kind = kind.and_then(|kind| DEVICE_KINDS.get(kind));
            let words = [maker.text(), model.text(), kind.copied()];
            let words: Vec<&str> = words.into_iter().flatten().collect();
            let name = words.join(" ").trim().to_owned();
            let is_told = !name.is_empty() && self.devices.len() < MOST_NAMES;
            self.devices
                .extend(id.integer().filter(|_| is_told).map(|id| (id, name)));
        })
    }
}

/// Where a table has what; a record of a moment and one of an interval name their times otherwise.
struct Layout {
    /// Columns with their names in a report.
    kinds: Vec<(usize, String, &'static Kind)>,
    start: Option<usize>,
    end: Option<usize>,
    start_offset: Option<usize>,
    end_offset: Option<usize>,
    day: Option<usize>,
    uuid: Option<usize>,
    app: Option<usize>,
    device: Option<usize>,
    method: Option<usize>,
    meal: Option<usize>,
    meal_name: Option<usize>,
}

impl Layout {
    fn of(table: &Table) -> Self {
        let kinds = KINDS.iter().filter(|kind| kind.table == table.name);
        let either = |a, b| table.find(a).or_else(|| table.find(b));
        let of_food = |name| table.find(name).filter(|_| table.name == FOOD);
        let placed = |kind: &'static Kind| {
            let name = format!("{}.{}", kind.table, kind.column);
            Some((table.find(kind.column)?, name, kind))
        };
        Self {
            kinds: kinds.filter_map(placed).collect(),
            start: either("time", "start_time"),
            end: table.find("end_time"),
            start_offset: either("zone_offset", "start_zone_offset"),
            end_offset: table.find("end_zone_offset"),
            day: table.find("local_date"),
            uuid: table.find("uuid"),
            app: table.find("app_info_id"),
            device: table.find("device_info_id"),
            method: table.find("recording_method"),
            meal: of_food("meal_type"),
            meal_name: of_food("meal_name"),
        }
    }
}

fn cell(row: &[Value], at: Option<usize>) -> &Value {
    at.and_then(|at| row.get(at)).unwrap_or(&Value::Null)
}

fn record(
    layout: &Layout,
    row: &[Value],
    names: &Names,
    intake: &mut Intake<'_>,
) -> Result<(), Error> {
    let start = cell(row, layout.start);
    let Some(at) = moment(start, cell(row, layout.start_offset), intake)? else {
        let told = start.integer().map(|ms| ms.to_string());
        intake.refuse(Why::BadTime(told.unwrap_or_default()));
        return Ok(());
    };
    let mut base = base(at);
    base.until = moment(cell(row, layout.end), cell(row, layout.end_offset), intake)?;
    if cell(row, layout.start_offset).integer().is_none() {
        base.zone = home(intake);
    }
    let epoch = Date::constant(1970, 1, 1);
    let day = cell(row, layout.day).integer();
    let since = at.day.since(epoch).map(|span| i64::from(span.get_days()));
    if day.is_some_and(|day| since.is_ok_and(|since| since != day)) {
        intake.doubt(Doubt::Day { day: at.day });
    }
    origin(&mut base, layout, row, names);
    for (at, column, kind) in &layout.kinds {
        let value = row[*at].number().filter(|value| LEAST <= *value);
        if let Some(value) = value {
            intake.choose(column, kind.quantity, kind.unit, UnitFrom::Format);
            intake.take(&base, kind.quantity, value / kind.steps, kind.unit);
        }
    }
    intake.leave(LeftOut::Empty);
    Ok(())
}

/// Which app and device a record is of, how it came about, and of which meal it is.
fn origin(base: &mut Observation, layout: &Layout, row: &[Value], names: &Names) {
    let named = |names: &HashMap<i64, String>, at| names.get(&cell(row, at).integer()?).cloned();
    base.source = named(&names.apps, layout.app).unwrap_or_default();
    base.device = named(&names.devices, layout.device);
    base.method = match cell(row, layout.method).integer() {
        Some(1 | 2) => Some(Method::Device),
        Some(3) => Some(Method::Manual),
        _ => None,
    };
    base.external_id = cell(row, layout.uuid).blob().map(|bytes| {
        let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        hex.concat()
    });
    base.group = match cell(row, layout.meal).integer() {
        Some(1) => Some("Breakfast".to_owned()),
        Some(2) => Some("Lunch".to_owned()),
        Some(3) => Some("Dinner".to_owned()),
        Some(4) => Some("Snack".to_owned()),
        _ => None,
    };
    base.item = cell(row, layout.meal_name).text().map(str::to_owned);
}

/// Milliseconds since 1970 as the wall showed them, which was so many seconds from UTC, or else was at home.
fn moment(time: &Value, offset: &Value, intake: &Intake<'_>) -> Result<Option<Moment>, Error> {
    let told = time.integer().map(Timestamp::from_millisecond);
    let Some(Ok(instant)) = told else {
        return Ok(None);
    };
    let Some(seconds) = offset.integer() else {
        let zone = intake.answers.zone.as_ref().ok_or(Error::ZoneNeeded)?;
        return Ok(Some(zone.show(instant)));
    };
    let offset = i32::try_from(seconds).ok().map(Offset::from_seconds);
    Ok(offset
        .and_then(Result::ok)
        .map(|offset| Moment::shown_at(instant, offset)))
}
