//! Apple Health: `export.xml`, whatever it is called, in its zip or without. It may be gigabytes long, and is
//! read record by record. Read are body, food, activity and workouts; other types are counted by name.

mod draft;
mod kinds;
mod tags;
mod value;
mod workout;

use draft::{Draft, Reading, Said, Tellers, bad_unit, number};
use kinds::Kinds;
use tags::{Attributes, Form, Tag, Tags};
use workout::Workout;

use crate::{
    Error, LeftOut, Stop, Why,
    file::{File, Head},
    intake::Intake,
};

/// How the element begins that everything is in. What stands before it is not read: some versions write a
/// document type there that is not well formed.
const ROOT: &str = "<HealthData";
/// Elements that stand in no other, but for a record in a correlation.
const ROWS: [&[u8]; 4] = [b"Record", b"Workout", b"ActivitySummary", b"Correlation"];
/// Elements nested deeper than any are.
const DEEPEST: usize = 64;

pub(super) fn sniff(head: &Head) -> bool {
    head.text.trim_start().starts_with('<') && head.text.contains(ROOT)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every reader has the shape the table of formats asks for"
)]
pub(super) fn read(mut file: File<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let root = memchr::memmem::find(&file.head.bytes, ROOT.as_bytes());
    file.head.bytes.drain(..root.unwrap_or(0));
    let mut tags = Tags::new(file.reader());
    let mut export = Export {
        intake,
        kinds: Kinds::default(),
        tellers: Tellers::new(),
        open: Vec::new(),
        rows: 0,
    };
    let mut is_closed = false;
    let stop = loop {
        match tags.next() {
            Ok(Some(tag)) if tag.name == &ROOT.as_bytes()[1..] => {
                is_closed |= tag.form != Form::Start;
            }
            Ok(Some(_)) if is_closed => {}
            Ok(Some(tag)) => {
                if let Err(stop) = export.tag(tag) {
                    break Some(stop);
                }
            }
            Ok(None) => break (!is_closed).then_some(Stop::Truncated),
            Err(stop) => break Some(stop),
        }
    };
    export.finish(stop);
    Ok(())
}

/// An element that is open.
enum Element {
    /// A record of one value; nothing where it is left out or refused.
    Record(Option<Box<(Draft, Reading)>>),
    /// The same of one with several.
    Workout(Option<Box<Workout>>),
    /// Records that belong together, each of which stands outside of it as well.
    Correlation,
    /// Any other.
    Part,
}

/// An export that is being read.
struct Export<'i, 'a> {
    intake: &'i mut Intake<'a>,
    kinds: Kinds,
    tellers: Tellers,
    open: Vec<Element>,
    rows: u64,
}

impl Export<'_, '_> {
    fn tag(&mut self, tag: Tag<'_>) -> Result<(), Stop> {
        let form = tag.form;
        if form == Form::End {
            self.close();
            return Ok(());
        }
        if ROWS.contains(&tag.name) {
            self.close_before(tag.name);
        }
        let element = match self.open.last_mut() {
            None => self.row(tag),
            Some(Element::Correlation) if tag.name == b"Record" => {
                self.begin();
                self.intake.leave(LeftOut::Child);
                Element::Record(None)
            }
            Some(parent) => {
                if let Err(why) = part(tag, parent, self.intake) {
                    self.intake.refuse(why);
                }
                Element::Part
            }
        };
        if DEEPEST <= self.open.len() {
            return Err(Stop::Malformed);
        }
        self.open.push(element);
        if form == Form::Whole {
            self.close();
        }
        Ok(())
    }

    /// Ends the element that was opened last: what stands inside may have changed what it says.
    fn close(&mut self) {
        match self.open.pop() {
            Some(Element::Record(Some(record))) => {
                let (draft, reading) = *record;
                draft.finish(&[reading], self.intake);
            }
            Some(Element::Workout(Some(workout))) => workout.finish(self.intake),
            _ => {}
        }
    }

    /// Ends every element that cannot hold one of this name, though its end is missing.
    fn close_before(&mut self, name: &[u8]) {
        while let Some(parent) = self.open.last() {
            if matches!(parent, Element::Correlation) && name == b"Record" {
                return;
            }
            self.close();
        }
    }

    /// Ends the reading. A record that was not read to its end counts as none: the rest of the file says more.
    fn finish(mut self, stop: Option<Stop>) {
        if stop.is_some() && !self.open.is_empty() {
            self.intake.head();
            self.open.clear();
        }
        self.close_before(b"");
        self.kinds.finish(self.intake);
        if let Some(stop) = stop {
            self.intake.stop(stop);
        }
    }

    fn begin(&mut self) {
        self.rows += 1;
        self.intake.begin(self.rows);
    }

    /// An element right below the root: a row of the export.
    fn row(&mut self, tag: Tag<'_>) -> Element {
        if matches!(tag.name, b"ExportDate" | b"Me") {
            return Element::Part;
        }
        self.begin();
        let element = match tag.name {
            b"Record" => self.record(tag.attributes, tag.form),
            b"Workout" => self.workout(tag.attributes),
            b"ActivitySummary" => workout::rings(tag.attributes, self.intake).map(several),
            name => {
                self.intake.pass_over(&String::from_utf8_lossy(name));
                self.intake.leave(LeftOut::Kind);
                Ok(match name {
                    b"Correlation" => Element::Correlation,
                    _ => Element::Part,
                })
            }
        };
        element.unwrap_or_else(|why| {
            self.intake.refuse(why);
            Element::Record(None)
        })
    }

    fn workout(&mut self, attributes: Attributes<'_>) -> Result<Element, Why> {
        workout::workout(attributes, &mut self.tellers, self.intake).map(several)
    }

    fn record(&mut self, attributes: Attributes<'_>, form: Form) -> Result<Element, Why> {
        let mut said = Said::default();
        let mut kind = None;
        let (mut value, mut unit): (&[u8], &[u8]) = (&[], &[]);
        for attribute in attributes {
            let (name, text) = attribute.or(Err(Why::Malformed))?;
            match name {
                b"type" => kind = Some(self.kinds.of(text)),
                b"value" => value = text,
                b"unit" => unit = text,
                _ => said.take(name, text),
            }
            // Most of a long file is of types that are not read, and the type stands first.
            if let Some(kind) = &mut kind
                && kind.quantity.is_none()
            {
                kind.pass();
                self.intake.leave(LeftOut::Kind);
                return Ok(Element::Record(None));
            }
        }
        let kind = kind.ok_or(Why::Malformed)?;
        let quantity = kind.quantity.ok_or(Why::Malformed)?;
        let mut draft = said.draft(&mut self.tellers)?;
        draft.base.site = kind.site();
        let value = number(kind.name(), value)?;
        let unit = kind
            .unit(unit, self.intake)
            .ok_or_else(|| bad_unit(kind.name(), unit))?;
        let reading = (quantity, value, unit);
        if form == Form::Whole {
            draft.finish(&[reading], self.intake);
            return Ok(Element::Part);
        }
        Ok(Element::Record(Some(Box::new((draft, reading)))))
    }
}

/// A record of several values.
fn several(workout: Workout) -> Element {
    Element::Workout(Some(Box::new(workout)))
}

/// Adds what an element says to the one it stands in.
fn part(tag: Tag<'_>, parent: &mut Element, intake: &mut Intake<'_>) -> Result<(), Why> {
    match (tag.name, parent) {
        (b"MetadataEntry", Element::Record(Some(record))) => note(tag.attributes, &mut record.0),
        (b"MetadataEntry", Element::Workout(Some(workout))) => {
            note(tag.attributes, &mut workout.draft)
        }
        (b"WorkoutStatistics", Element::Workout(Some(workout))) => {
            workout::statistics(tag.attributes, workout, intake)
        }
        _ => Ok(()),
    }
}

/// Adds an entry of metadata to what it stands in.
fn note(attributes: Attributes<'_>, draft: &mut Draft) -> Result<(), Why> {
    let [key, value] = attributes.pick(["key", "value"])?;
    draft.note(key, value)
}
