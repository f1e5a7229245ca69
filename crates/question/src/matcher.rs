//! Matching a question with a model that is read in place.

use crate::{
    bytes::Cursor,
    decision::{Calibration, Handling, Reading, Special},
    dictionary::Dictionary,
    error::Error,
    features, hash,
    model::MAGIC,
    space::{self, Scaling},
};

/// Most characters of a question.
pub const LONGEST_QUESTION: usize = 10_000;
const NEAREST: usize = 3;

/// A claim and how probable it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored<'m> {
    /// The claim's label.
    pub label: &'m str,
    /// Calibrated probability that it is the one meant, given that some claim is.
    pub score: f64,
}

/// What a question was matched to.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<'m> {
    /// What to do with it.
    pub handling: Handling,
    /// The claim that answers it, when it is to be answered.
    pub best: Option<Scored<'m>>,
    /// The nearest three claims, best first, however it is handled.
    pub nearest: Vec<Scored<'m>>,
}

/// A model in the bytes it came in.
#[derive(Debug, Clone)]
pub struct Matcher<'m> {
    labels: Vec<&'m str>,
    special: Special,
    calibration: Calibration,
    scaling: Scaling,
    intercepts: &'m [[u8; 4]],
    dictionary: Dictionary<'m>,
    keys: &'m [[u8; 8]],
    idf: &'m [[u8; 4]],
    scales: &'m [[u8; 4]],
    weights: &'m [u8],
}

impl<'m> Matcher<'m> {
    /// Reads a model written by [`crate::TrainedModel::to_bytes`], without copying its tables.
    ///
    /// # Errors
    /// Bytes that are not such a model, whole and unaltered.
    pub fn from_bytes(bytes: &'m [u8]) -> Result<Self, Error> {
        let mut cursor = Cursor::new(bytes);
        if cursor.take(MAGIC.len(), "magic")? != MAGIC {
            return Err(cursor.bad("magic"));
        }
        let checksum = u64::from_le_bytes(cursor.fields::<8>(1, "checksum")?[0]);
        if checksum != hash::of_bytes(cursor.rest()) {
            return Err(cursor.bad("checksum"));
        }
        let n = cursor.u32("labels")?;
        let labels = (0..n)
            .map(|_| cursor.text("labels"))
            .collect::<Result<Vec<_>, _>>()?;
        let special = Special {
            outside: cursor.u32("labels")?,
            harmful: cursor.u32("labels")?,
        };
        if special.outside >= n || special.harmful >= n {
            return Err(cursor.bad("labels"));
        }
        let calibration = Calibration::of(cursor.f32s("calibration")?);
        let scaling = Scaling {
            weights: cursor.f32s("scaling")?,
            strangeness: cursor.f32("scaling")?,
        };
        let intercepts = cursor.fields(n, "intercepts")?;
        let dictionary = Dictionary::read(&mut cursor)?;
        let count = cursor.u32("features")?;
        let keys = cursor.fields(count, "features")?;
        let idf = cursor.fields(count, "features")?;
        let scales = cursor.fields(count, "features")?;
        let cells = count.checked_mul(n).ok_or_else(|| cursor.bad("weights"))?;
        let weights = cursor.take(cells, "weights")?;
        cursor.end("end")?;
        Ok(Self {
            labels,
            special,
            calibration,
            scaling,
            intercepts,
            dictionary,
            keys,
            idf,
            scales,
            weights,
        })
    }

    /// Matches a question.
    ///
    /// # Errors
    /// A question of nothing but white space, or of more than [`LONGEST_QUESTION`] characters.
    pub fn match_question(&self, text: &str) -> Result<Match<'m>, Error> {
        let reading = self.read(text)?;
        Ok(judge(
            reading.as_ref(),
            self.calibration,
            &self.labels,
            self.special,
        ))
    }

    /// What the model makes of a question, unless nothing in it is known.
    pub(crate) fn read(&self, text: &str) -> Result<Option<Reading>, Error> {
        let chars = text.chars().count();
        if chars > LONGEST_QUESTION {
            return Err(Error::TooLong {
                chars,
                limit: LONGEST_QUESTION,
            });
        }
        if text.trim().is_empty() {
            return Err(Error::EmptyQuestion);
        }
        let features = features::extract(&self.dictionary, text);
        let find = |key: u64| {
            let at = self
                .keys
                .binary_search_by_key(&key, |held| u64::from_le_bytes(*held))
                .ok()?;
            Some((at, f32::from_le_bytes(self.idf[at])))
        };
        let row = space::place(&features, find, &self.scaling);
        if row.is_empty() {
            return Ok(None);
        }
        let mut logits: Vec<f32> = self
            .intercepts
            .iter()
            .map(|i| f32::from_le_bytes(*i))
            .collect();
        for (at, x) in row {
            let x = x * f32::from_le_bytes(self.scales[at]);
            let held = &self.weights[at * self.labels.len()..][..self.labels.len()];
            for (logit, weight) in logits.iter_mut().zip(held) {
                *logit += x * f32::from(weight.cast_signed());
            }
        }
        Ok(Some(logits))
    }
}

/// Decides on a reading, and names the claims.
pub(crate) fn judge<'m>(
    reading: Option<&Reading>,
    calibration: Calibration,
    labels: &[&'m str],
    special: Special,
) -> Match<'m> {
    let decision = calibration.decide(reading, labels.len(), special);
    let nearest = decision.claims.iter().take(NEAREST);
    let nearest: Vec<Scored<'m>> = nearest
        .map(|(label, p)| Scored {
            label: labels[*label],
            score: f64::from(*p),
        })
        .collect();
    let best = nearest
        .first()
        .copied()
        .filter(|_| decision.handling == Handling::Answer);
    Match {
        handling: decision.handling,
        best,
        nearest,
    }
}
