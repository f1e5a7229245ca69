//! States that only some logs need: an offset for each further scale and for evenings, a bias for
//! each way of measuring fat.

use spotcheck_model::Parameters;

use super::{
    Device, FatMethod, FatReading, Normal, TimeOfDay, TrackError, Weighing,
    belief::{CORE, WIDE},
};
use crate::spread::Spread;

/// Tissue and expenditure as they were when somebody asked to remember them.
pub(super) const TISSUE_THEN: usize = CORE;
pub(super) const SPENT_THEN: usize = CORE + 1;
const FIRST: usize = CORE + 2;
const MOST: usize = WIDE - FIRST;

/// What the states from [`FIRST`] on stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slots {
    has_evenings: bool,
    /// Scales beside the first that was used.
    scales: Vec<u32>,
    methods: Vec<FatMethod>,
}

impl Slots {
    pub(super) fn new(weights: &[Weighing], fat: &[FatReading]) -> Result<Self, TrackError> {
        let mut slots = Self {
            has_evenings: weights.iter().any(|w| w.time == TimeOfDay::Evening),
            ..Self::default()
        };
        let first = weights.first().map(|weighing| weighing.scale);
        for Weighing { scale, .. } in weights {
            if Some(*scale) != first && !slots.scales.contains(scale) {
                slots.scales.push(*scale);
            }
        }
        for reading in fat {
            if !slots.methods.contains(&reading.method) {
                slots.methods.push(reading.method);
            }
        }
        let needed = slots.len();
        if MOST < needed {
            return Err(TrackError::TooManyDevices { needed, most: MOST });
        }
        Ok(slots)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        usize::from(self.has_evenings) + self.scales.len() + self.methods.len()
    }

    /// The state of an offset, if the log needs one.
    pub(super) fn of(&self, device: Device) -> Option<usize> {
        let found = self.devices().find(|(_, other)| *other == device);
        found.map(|(slot, _)| slot)
    }

    /// What each stands for, by state.
    pub(super) fn devices(&self) -> impl Iterator<Item = (usize, Device)> {
        let evening = self
            .has_evenings
            .then_some(Device::Time(TimeOfDay::Evening));
        let scales = self.scales.iter().map(|scale| Device::Scale(*scale));
        let methods = self.methods.iter().map(|method| Device::Fat(*method));
        (FIRST..).zip(evening.into_iter().chain(scales).chain(methods))
    }

    /// What is believed of each before anything is measured, by state.
    pub(super) fn priors(&self, parameters: &Parameters) -> impl Iterator<Item = (usize, Normal)> {
        let p = &parameters.tracking;
        let about_nought = |sd: f64| Normal { mean: 0.0, sd };
        self.devices().map(move |(slot, device)| {
            let prior = match device {
                Device::Time(_) => Normal {
                    mean: p.evening_offset.value,
                    sd: p.evening_offset.sd(),
                },
                Device::Scale(_) => about_nought(p.scale_offset_sd.value),
                Device::Fat(method) => about_nought(bias_sd(parameters, method)),
            };
            (slot, prior)
        })
    }
}

/// One SD of what a method is off by in a person, as a share of weight.
fn bias_sd(parameters: &Parameters, method: FatMethod) -> f64 {
    let p = &parameters.tracking;
    match method {
        FatMethod::Tape => p.tape_fat_bias_sd.value,
        FatMethod::Skinfold => p.skinfold_fat_bias_sd.value,
        FatMethod::Ultrasound => p.ultrasound_fat_bias_sd.value,
        FatMethod::Bia => p.bia_fat_bias_sd.value,
        FatMethod::Dxa => p.dxa_fat_bias_sd.value,
    }
}

/// How a share of fat scatters about what the method shows of the person.
pub(crate) const fn repeats(parameters: &Parameters, method: FatMethod) -> Spread<'_> {
    let p = &parameters.tracking;
    match method {
        FatMethod::Tape => Spread::of(&p.tape_fat_repeat_sd),
        FatMethod::Skinfold => Spread::of(&p.skinfold_fat_repeat_sd),
        FatMethod::Ultrasound => Spread::of(&p.ultrasound_fat_repeat_sd),
        FatMethod::Bia => Spread::of(&p.bia_fat_repeat_sd),
        FatMethod::Dxa => Spread::of_cv(&parameters.measurement.dxa_total_cv),
    }
}
