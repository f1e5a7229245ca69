//! Ways of moving, of which a week has some of each kind.

/// A way of moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// Knee and hip, both legs.
    Squat,
    /// Hip, knees almost still.
    Hinge,
    /// Hip against a load at its end.
    Thrust,
    /// Knee and hip, one leg.
    Lunge,
    /// Knee alone, straightened.
    KneeExtension,
    /// Knee alone, bent.
    KneeFlexion,
    /// Leg to the side.
    HipAbduction,
    /// Leg to the middle.
    HipAdduction,
    /// Ankle.
    Calf,
    /// Away from the chest.
    HorizontalPush,
    /// Arms together, elbows still.
    ChestIsolation,
    /// Overhead.
    VerticalPush,
    /// Arm to the side.
    ShoulderRaise,
    /// Arm to the back.
    RearDelt,
    /// From overhead.
    VerticalPull,
    /// Arm down, elbow still.
    LatIsolation,
    /// To the chest.
    HorizontalPull,
    /// Shoulders up.
    Shrug,
    /// Elbow alone, bent.
    ElbowFlexion,
    /// Elbow alone, straightened.
    ElbowExtension,
    /// Hand and wrist.
    Grip,
    /// Walking under a load.
    Carry,
    /// Trunk bent, or held against being stretched.
    CoreFlexion,
    /// Trunk turned, or held against being turned.
    CoreRotation,
}

impl Pattern {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();
    /// All of them, in the order of tables.
    pub const ALL: [Self; 24] = [
        Self::Squat,
        Self::Hinge,
        Self::Thrust,
        Self::Lunge,
        Self::KneeExtension,
        Self::KneeFlexion,
        Self::HipAbduction,
        Self::HipAdduction,
        Self::Calf,
        Self::HorizontalPush,
        Self::ChestIsolation,
        Self::VerticalPush,
        Self::ShoulderRaise,
        Self::RearDelt,
        Self::VerticalPull,
        Self::LatIsolation,
        Self::HorizontalPull,
        Self::Shrug,
        Self::ElbowFlexion,
        Self::ElbowExtension,
        Self::Grip,
        Self::Carry,
        Self::CoreFlexion,
        Self::CoreRotation,
    ];

    /// Its spelling in the exercise table and on screen.
    pub fn code(self) -> &'static str {
        match self {
            Self::Squat => "squat",
            Self::Hinge => "hinge",
            Self::Thrust => "thrust/kickback",
            Self::Lunge => "lunge/single-leg",
            Self::KneeExtension => "knee extension",
            Self::KneeFlexion => "knee flexion",
            Self::HipAbduction => "hip abduction",
            Self::HipAdduction => "hip adduction",
            Self::Calf => "calf",
            Self::HorizontalPush => "horizontal push",
            Self::ChestIsolation => "chest isolation",
            Self::VerticalPush => "vertical push",
            Self::ShoulderRaise => "shoulder raise",
            Self::RearDelt => "rear-delt isolation",
            Self::VerticalPull => "vertical pull",
            Self::LatIsolation => "lat isolation",
            Self::HorizontalPull => "horizontal pull",
            Self::Shrug => "shrug",
            Self::ElbowFlexion => "elbow flexion",
            Self::ElbowExtension => "elbow extension",
            Self::Grip => "grip",
            Self::Carry => "carry",
            Self::CoreFlexion => "core flexion/anti-extension",
            Self::CoreRotation => "core rotation/anti-rotation",
        }
    }

    /// The one of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}
