//! The order of a session: what is to stand out first, then lifts that take care, then those over several joints,
//! then single joints.

use super::super::{exercise::Exercise, muscle::Muscle, pattern::Pattern};

/// From this share on a muscle moves an exercise, and does not only help.
const MAIN_SHARE: f64 = 0.75;
/// Of [`Exercise::skill`]: a lift that has to be learned.
const SKILLED: u8 = 3;
/// Of [`Exercise::axial`]: a lift that loads the spine.
const AXIAL: u8 = 2;

/// What kind of lift an exercise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Loads the spine or takes skill, so it is done fresh and alone.
    Heavy,
    /// Over several joints.
    Compound,
    /// Over one joint, or a hold.
    Isolation,
}

impl Class {
    /// The class of an exercise.
    pub fn of(exercise: &Exercise) -> Self {
        if SKILLED <= exercise.skill || AXIAL <= exercise.axial {
            Self::Heavy
        } else if is_compound(exercise.pattern) {
            Self::Compound
        } else {
            Self::Isolation
        }
    }
}

fn is_compound(pattern: Pattern) -> bool {
    match pattern {
        Pattern::Squat
        | Pattern::Hinge
        | Pattern::Thrust
        | Pattern::Lunge
        | Pattern::HorizontalPush
        | Pattern::VerticalPush
        | Pattern::VerticalPull
        | Pattern::HorizontalPull
        | Pattern::Carry => true,
        Pattern::KneeExtension
        | Pattern::KneeFlexion
        | Pattern::HipAbduction
        | Pattern::HipAdduction
        | Pattern::Calf
        | Pattern::ChestIsolation
        | Pattern::ShoulderRaise
        | Pattern::RearDelt
        | Pattern::LatIsolation
        | Pattern::Shrug
        | Pattern::ElbowFlexion
        | Pattern::ElbowExtension
        | Pattern::Grip
        | Pattern::CoreFlexion
        | Pattern::CoreRotation => false,
    }
}

/// Where in a session an exercise belongs; the least comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Whether it is for other muscles than those that are to stand out.
    pub is_ordinary: bool,
    /// What kind of lift it is.
    pub class: Class,
}

impl Rank {
    /// The rank of an exercise where `promoted` muscles are to stand out.
    pub fn of(exercise: &Exercise, promoted: &[Muscle]) -> Self {
        let trains = |muscle: &Muscle| MAIN_SHARE <= exercise.fraction(*muscle);
        Self {
            is_ordinary: !promoted.iter().any(trains),
            class: Class::of(exercise),
        }
    }
}

/// The part of the body an exercise warms up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// Shoulders, arms, chest and back.
    Upper,
    /// Hips and legs.
    Lower,
    /// The trunk.
    Trunk,
}

impl Region {
    /// The region of a pattern.
    pub fn of(pattern: Pattern) -> Self {
        match pattern {
            Pattern::Squat
            | Pattern::Hinge
            | Pattern::Thrust
            | Pattern::Lunge
            | Pattern::KneeExtension
            | Pattern::KneeFlexion
            | Pattern::HipAbduction
            | Pattern::HipAdduction
            | Pattern::Calf => Self::Lower,
            Pattern::HorizontalPush
            | Pattern::ChestIsolation
            | Pattern::VerticalPush
            | Pattern::ShoulderRaise
            | Pattern::RearDelt
            | Pattern::VerticalPull
            | Pattern::LatIsolation
            | Pattern::HorizontalPull
            | Pattern::Shrug
            | Pattern::ElbowFlexion
            | Pattern::ElbowExtension
            | Pattern::Grip => Self::Upper,
            Pattern::Carry | Pattern::CoreFlexion | Pattern::CoreRotation => Self::Trunk,
        }
    }
}
