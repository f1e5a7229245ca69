//! Where every reader brings its observations: counted, checked, freed of duplicates, passed on.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    Answers, Chosen, Clock, ClockFrom, Dimension, Doubt, LeftOut, Observation, Quantity, Report,
    Stop, Unit, UnitFrom, Why, ZoneFrom, report::Spread, seen::Seen,
};

/// Weights outside this are shown as doubtful, kg: few adults have them, and most come of a wrong unit or
/// a lost decimal point.
pub(crate) const WEIGHT_KG: std::ops::RangeInclusive<f64> = 25.0..=400.0;
/// A faster change is shown as doubtful, kg a day: food and water move a weight by a kilogram or two, and
/// another person, or pounds among kilograms, by more than this.
pub(crate) const MOST_KG_PER_DAY: f64 = 5.0;
/// As many names of what was not read as somebody reads.
const MOST_NAMES: usize = 500;
/// As much of a name as tells it from others.
const MOST_CHARS: usize = 100;

/// What readers bring observations to.
pub(crate) struct Intake<'a> {
    pub(crate) answers: &'a Answers,
    sink: &'a mut dyn FnMut(Observation),
    report: Report,
    seen: Seen,
    /// Least and greatest weight of each day, with their rows.
    weights: BTreeMap<Date, [(f64, u64); 2]>,
    app: &'static str,
    row: Option<Row>,
}

/// What is known of the row that is being read.
#[derive(Default)]
struct Row {
    number: u64,
    kept: bool,
    duplicate: bool,
    left: Option<LeftOut>,
    why: Option<Why>,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(
        format: (&'static str, &'static str),
        answers: &'a Answers,
        sink: &'a mut dyn FnMut(Observation),
    ) -> Self {
        let (format, app) = format;
        Self {
            answers,
            sink,
            report: Report {
                format,
                ..Report::default()
            },
            seen: Seen::new(),
            weights: BTreeMap::new(),
            app,
            row: None,
        }
    }

    /// Begins a row; the one before it is done.
    pub(crate) fn begin(&mut self, number: u64) {
        self.settle();
        self.report.rows_read += 1;
        self.row = Some(Row {
            number,
            ..Row::default()
        });
    }

    /// Counts the row that is being read as what became of it.
    fn settle(&mut self) {
        let Some(row) = self.row.take() else { return };
        let report = &mut self.report;
        match row.why {
            Some(why) if row.kept => report.incomplete.push(row.number, why),
            Some(why) => {
                report.refused.push(row.number, why);
                return;
            }
            None => {}
        }
        if row.kept {
            report.kept += 1;
        } else if row.duplicate {
            report.duplicate += 1;
        } else {
            *report
                .left_out
                .entry(row.left.unwrap_or(LeftOut::Empty))
                .or_default() += 1;
        }
    }

    /// Notes why the row, or a field of it, is refused; the first reason counts.
    pub(crate) fn refuse(&mut self, why: Why) {
        if let Some(row) = &mut self.row {
            row.why.get_or_insert(why);
        }
    }

    /// Takes the row for a heading of others: it counts as none.
    pub(crate) fn head(&mut self) {
        if self.row.take().is_some() {
            self.report.rows_read -= 1;
        }
    }

    /// Notes why the row is left out.
    pub(crate) fn leave(&mut self, why: LeftOut) {
        if let Some(row) = &mut self.row {
            row.left.get_or_insert(why);
        }
    }

    /// Notes that the row tells only what another told.
    pub(crate) fn repeat(&mut self) {
        if let Some(row) = &mut self.row {
            row.duplicate = true;
        }
    }

    /// Notes a column or kind that is not read.
    pub(crate) fn pass_over(&mut self, name: &str) {
        self.pass_over_all(name, 1);
    }

    /// Notes kinds of record that were counted as they were met.
    pub(crate) fn pass_over_all(&mut self, name: &str, times: u64) {
        let names = &mut self.report.not_read;
        let end = name.char_indices().nth(MOST_CHARS).map(|(at, _)| at);
        let name = &name[..end.unwrap_or(name.len())];
        if let Some(count) = names.get_mut(name) {
            *count += times;
        } else if 0 < times && names.len() < MOST_NAMES {
            names.insert(name.to_owned(), times);
        }
    }

    /// Notes the unit of a column.
    pub(crate) fn choose(&mut self, column: &str, quantity: Quantity, unit: Unit, from: UnitFrom) {
        let is_known =
            |chosen: &Chosen| chosen.column == column && chosen.unit == unit && chosen.from == from;
        if self.report.units.len() < MOST_NAMES && !self.report.units.iter().any(is_known) {
            self.report.units.push(Chosen {
                column: column.to_owned(),
                quantity,
                unit,
                from,
            });
        }
    }

    /// Notes whose time the file tells.
    pub(crate) fn clock(&mut self, clock: Clock, from: ClockFrom) {
        self.report.clock = Some((clock, from));
    }

    /// Notes what should be looked at in the row that is being read.
    pub(crate) fn doubt(&mut self, doubt: Doubt) {
        if let Some(row) = &self.row {
            self.report.suspicious.push(row.number, doubt);
        }
    }

    pub(crate) fn stop(&mut self, why: Stop) {
        self.report.stopped = Some(why);
    }

    /// Takes a value in `unit` that otherwise is as `base`.
    pub(crate) fn take(&mut self, base: &Observation, quantity: Quantity, value: f64, unit: Unit) {
        let mut observation = base.clone();
        observation.quantity = quantity;
        self.take_whole(observation, value, unit);
    }

    /// Takes an observation whose value is in `unit`.
    pub(crate) fn take_whole(&mut self, mut observation: Observation, value: f64, unit: Unit) {
        let quantity = fitting(observation.quantity, unit);
        let Some(value) = unit.convert(value, quantity.dimension()) else {
            let column = quantity.name().to_owned();
            let text = unit.name().to_owned();
            return self.refuse(Why::BadUnit { column, text });
        };
        observation.quantity = quantity;
        observation.value = value;
        observation.given = unit;
        self.keep(observation);
    }

    /// Takes an observation whose value is in the canonical unit already.
    pub(crate) fn keep(&mut self, mut observation: Observation) {
        let Observation {
            quantity, value, ..
        } = observation;
        if !can_be(quantity, value) {
            let quantity = quantity.name();
            return self.refuse(Why::Impossible { quantity, value });
        }
        self.place(&mut observation);
        if !quantity.adds_up() && !self.seen.insert(observation.fingerprint()) {
            return self.repeat();
        }
        if let Some(row) = &mut self.row {
            row.kept = true;
        }
        self.note(&observation);
        (self.sink)(observation);
    }

    /// Completes what the person told and the file does not.
    fn place(&mut self, observation: &mut Observation) {
        if observation.source.is_empty() {
            self.app.clone_into(&mut observation.source);
        }
        if observation.row == 0 {
            observation.row = self.row.as_ref().map_or(0, |row| row.number);
        }
        if observation.at.offset.is_none()
            && let Some(zone) = &self.answers.zone
        {
            observation.at = zone.complete(observation.at);
            observation.until = observation.until.map(|until| zone.complete(until));
            observation.zone = observation.at.offset.map(|_| zone.name());
        }
        if observation.at.offset.is_none() {
            return;
        }
        // What was assumed of some rows is told, also where others have an offset of their own.
        match (&self.answers.zone, &observation.zone) {
            (Some(told), Some(zone)) if told.name() == *zone => {
                self.report.zone = ZoneFrom::Told(told.name());
            }
            _ if self.report.zone == ZoneFrom::None => self.report.zone = ZoneFrom::File,
            _ => {}
        }
    }

    fn note(&mut self, observation: &Observation) {
        let Observation {
            quantity,
            value,
            row,
            at,
            ..
        } = *observation;
        let report = &mut self.report;
        let spread = report.quantities.entry(quantity).or_insert(Spread {
            count: 0,
            least: value,
            greatest: value,
        });
        spread.count += 1;
        spread.least = spread.least.min(value);
        spread.greatest = spread.greatest.max(value);
        let day = at.day;
        report.first_day = Some(report.first_day.map_or(day, |first| first.min(day)));
        report.last_day = Some(report.last_day.map_or(day, |last| last.max(day)));
        if quantity != Quantity::Weight {
            return;
        }
        let ends = self
            .weights
            .entry(day)
            .or_insert([(value, row), (value, row)]);
        if value < ends[0].0 {
            ends[0] = (value, row);
        }
        if ends[1].0 < value {
            ends[1] = (value, row);
        }
        if !WEIGHT_KG.contains(&value) {
            self.doubt(Doubt::Weight { day, kg: value });
        }
    }

    /// The report, with the changes between days looked at.
    pub(crate) fn finish(mut self) -> Report {
        self.settle();
        let weights = std::mem::take(&mut self.weights);
        let mut before: Option<(Date, [(f64, u64); 2])> = None;
        for (day, ends) in weights {
            let [(least, _), (greatest, row)] = ends;
            if MOST_KG_PER_DAY < greatest - least {
                self.jump((day, least), (day, greatest), row);
            }
            if let Some((from_day, from)) = before {
                self.compare((from_day, from), (day, ends));
            }
            before = Some((day, ends));
        }
        self.report
    }

    /// Looks at the greatest change between two days, up or else down.
    fn compare(&mut self, from: (Date, [(f64, u64); 2]), to: (Date, [(f64, u64); 2])) {
        let days = to.0.since(from.0).map_or(1, |span| span.get_days()).max(1);
        let most_kg = MOST_KG_PER_DAY * f64::from(days);
        let up = (from.1[0].0, to.1[1]);
        let down = (from.1[1].0, to.1[0]);
        for (from_kg, (to_kg, row)) in [up, down] {
            if most_kg < (to_kg - from_kg).abs() {
                return self.jump((from.0, from_kg), (to.0, to_kg), row);
            }
        }
    }

    fn jump(&mut self, from: (Date, f64), to: (Date, f64), row: u64) {
        let doubt = Doubt::Jump {
            from_day: from.0,
            from_kg: from.1,
            day: to.0,
            to_kg: to.1,
        };
        self.report.suspicious.push(row, doubt);
    }
}

/// A share given as a mass is that mass, and a mass given in percent is that share.
fn fitting(quantity: Quantity, unit: Unit) -> Quantity {
    if unit.measures(quantity.dimension()) {
        return quantity;
    }
    PAIRS
        .iter()
        .find_map(|(share, mass)| match quantity {
            one if one == *share => Some(*mass),
            one if one == *mass => Some(*share),
            _ => None,
        })
        .unwrap_or(quantity)
}

/// What is told as a share or as a mass.
const PAIRS: [(Quantity, Quantity); 4] = [
    (Quantity::BodyFat, Quantity::FatMass),
    (Quantity::WaterShare, Quantity::WaterMass),
    (Quantity::MuscleShare, Quantity::MuscleMass),
    (Quantity::SkeletalMuscleShare, Quantity::SkeletalMuscleMass),
];

/// Whether a value of this quantity can be at all.
fn can_be(quantity: Quantity, value: f64) -> bool {
    let dimension = quantity.dimension();
    if dimension == Dimension::Share {
        return (0.0..=1.0).contains(&value);
    }
    let is_positive = dimension == Dimension::Length || quantity == Quantity::Weight;
    // More than anything here ever amounts to, so that sums stay finite.
    (0.0..=1e9).contains(&value) && (!is_positive || 0.0 < value)
}
