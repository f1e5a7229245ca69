//! A trained model, and its bytes.

use crate::{
    bytes::{put_f32s, put_text, put_u32},
    decision::{Calibration, Special},
    hash,
    softmax::Weights,
    space::{Scaling, Space},
};

/// First bytes of every model of this layout.
pub(crate) const MAGIC: &[u8; 8] = b"SPOTQM02";
/// Steps of a quantised weight on either side of nought.
const STEPS: f32 = 127.0;

/// All that matching needs, as training leaves it.
#[derive(Debug)]
pub struct TrainedModel {
    pub(crate) labels: Vec<String>,
    pub(crate) special: Special,
    pub(crate) calibration: Calibration,
    pub(crate) scaling: Scaling,
    pub(crate) dictionary: Vec<u8>,
    pub(crate) space: Space,
    pub(crate) weights: Weights,
}

impl TrainedModel {
    /// The model as bytes, to be read in place by [`crate::Matcher`].
    ///
    /// # Panics
    /// When a section is longer than 4 GB, which no bank leads to.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        put_u32(&mut body, self.labels.len());
        self.labels
            .iter()
            .for_each(|label| put_text(&mut body, label));
        put_u32(&mut body, self.special.outside);
        put_u32(&mut body, self.special.harmful);
        put_f32s(&mut body, &self.calibration.fields());
        put_f32s(&mut body, &self.scaling.weights);
        put_f32s(&mut body, &[self.scaling.strangeness]);
        put_f32s(&mut body, &self.weights.intercepts);
        body.extend(&self.dictionary);
        put_u32(&mut body, self.space.keys.len());
        self.space
            .keys
            .iter()
            .for_each(|key| body.extend(key.to_le_bytes()));
        put_f32s(&mut body, &self.space.idf);
        let rows = self.weights.by_feature.chunks_exact(self.labels.len());
        let scales: Vec<f32> = rows.clone().map(scale).collect();
        put_f32s(&mut body, &scales);
        for (row, scale) in rows.zip(&scales) {
            body.extend(
                row.iter()
                    .map(|weight| quantised(weight / scale).cast_unsigned()),
            );
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(hash::of_bytes(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }
}

fn scale(row: &[f32]) -> f32 {
    let most = row
        .iter()
        .fold(0.0_f32, |most, weight| most.max(weight.abs()));
    most.max(f32::MIN_POSITIVE) / STEPS
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "rounded, and within the steps of an i8"
)]
fn quantised(steps: f32) -> i8 {
    steps.round().clamp(-STEPS, STEPS) as i8
}
