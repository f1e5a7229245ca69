//! A FIT weight file, as Garmin Connect takes one: a file id, then a message for each weighing, in hundredths and whole
//! seconds of UTC.

use super::{
    Written,
    line::{Column, Line, lines},
};
use crate::{
    Observation, Zone,
    fit::{EPOCH, FIRST_MOMENT, TIMESTAMP, checksum},
    format::fit::{FIELDS, Field, WEIGHT_SCALE},
};

/// Types of fields, and of files.
const ENUM: u8 = 0x00;
const UINT8: u8 = 0x02;
const UINT16: u8 = 0x84;
const UINT32: u8 = 0x86;
const WEIGHT_FILE: u8 = 9;
/// The maker that stands for none in particular.
const NO_MAKER: u16 = 255;
/// Protocol 1.0, by the profile 21.32.
const VERSION: [u8; 3] = [0x10, 0x54, 0x08];

pub(super) fn write(observations: &[Observation], zone: Option<&Zone>) -> Written {
    let mut written = Written::default();
    let columns: Vec<Column> = FIELDS
        .iter()
        .map(|field| Column::new("", field.quantity, field.unit))
        .collect();
    let mut weighings = Vec::new();
    let mut last = 0;
    for line in lines(observations, &columns, zone, &mut written) {
        let Some(time) = seconds(&line) else {
            written.undated += line.values.iter().flatten().count() as u64;
            continue;
        };
        if let Some(bytes) = weighing(&line, time, &mut written) {
            last = last.max(time);
            written.rows += 1;
            weighings.extend(bytes);
        }
    }
    let mut data = file_id(last);
    data.extend(definition(1, WEIGHT_SCALE, &layout()));
    data.extend(weighings);
    written.bytes = framed(&data);
    written
}

/// Seconds since the epoch of FIT, where it can tell them.
fn seconds(line: &Line) -> Option<u32> {
    let seconds = line.at.instant()?.as_second() - EPOCH;
    u32::try_from(seconds)
        .ok()
        .filter(|seconds| FIRST_MOMENT <= u64::from(*seconds) && *seconds < u32::MAX)
}

/// The fields of a weighing: its moment, then what of it is read again.
fn layout() -> Vec<[u8; 3]> {
    let field = |field: &Field| {
        if is_wide(field) {
            [field.number, 2, UINT16]
        } else {
            [field.number, 1, UINT8]
        }
    };
    let fields = FIELDS.iter().map(field);
    [[TIMESTAMP, 4, UINT32]].into_iter().chain(fields).collect()
}

/// How messages of a local kind look.
fn definition(local: u8, number: u16, fields: &[[u8; 3]]) -> Vec<u8> {
    let mut bytes = vec![0x40 | local, 0, 0];
    bytes.extend(number.to_le_bytes());
    bytes.push(u8::try_from(fields.len()).expect("a handful"));
    bytes.extend(fields.iter().flatten());
    bytes
}

fn file_id(time: u32) -> Vec<u8> {
    let fields = [[0, 1, ENUM], [1, 2, UINT16], [2, 2, UINT16], [4, 4, UINT32]];
    let mut bytes = definition(0, 0, &fields);
    bytes.extend([0, WEIGHT_FILE]);
    bytes.extend(NO_MAKER.to_le_bytes());
    bytes.extend(0_u16.to_le_bytes());
    bytes.extend(time.to_le_bytes());
    bytes
}

/// A message with what fits it, and in `written` what does not.
fn weighing(line: &Line, time: u32, written: &mut Written) -> Option<Vec<u8>> {
    let mut bytes = vec![1];
    bytes.extend(time.to_le_bytes());
    let mut held = 0;
    for (field, value) in FIELDS.iter().zip(&line.values) {
        let steps = value.and_then(|value| steps(field, value));
        held += u32::from(steps.is_some());
        if value.is_some() && steps.is_none() {
            *written.left_out.entry(field.quantity).or_default() += 1;
        }
        // The greatest number says that there is none.
        if is_wide(field) {
            bytes.extend(steps.unwrap_or(u16::MAX).to_le_bytes());
        } else {
            bytes.push(steps.map_or(u8::MAX, |steps| steps.to_le_bytes()[0]));
        }
    }
    (0 < held).then_some(bytes)
}

/// Whether a field has two bytes.
fn is_wide(field: &Field) -> bool {
    1.0 < field.steps
}

/// A value in steps, where the field can tell so many: not none at all, and not the last two, which say other things.
fn steps(field: &Field, value: f64) -> Option<u16> {
    let most = if is_wide(field) {
        u16::MAX
    } else {
        u16::from(u8::MAX)
    };
    let steps = (value * field.steps).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between zero and what sixteen bits hold"
    )]
    (1.0..f64::from(most - 1))
        .contains(&steps)
        .then_some(steps as u16)
}

/// The header with its checksum, the data, and the checksum of both.
fn framed(data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let mut bytes = vec![14];
    bytes.extend(VERSION);
    bytes.extend(length.to_le_bytes());
    bytes.extend(b".FIT");
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes.extend(data);
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}
