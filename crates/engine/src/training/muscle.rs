//! The muscles whose sets are counted.

/// A muscle, or a group that exercises cannot tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Muscle {
    /// Pectorals.
    Chest,
    /// Front of the shoulder.
    FrontDelts,
    /// Side of the shoulder.
    SideDelts,
    /// Back of the shoulder.
    RearDelts,
    /// Latissimus.
    Lats,
    /// Middle and upper back.
    UpperBack,
    /// Upper trapezius.
    UpperTraps,
    /// Elbow flexors.
    Biceps,
    /// Elbow extensors.
    Triceps,
    /// Forearms and grip.
    Forearms,
    /// Front of the thigh.
    Quads,
    /// Back of the thigh.
    Hamstrings,
    /// Gluteus maximus.
    GluteMax,
    /// Gluteus medius and minimus.
    GluteMed,
    /// Adductors.
    Adductors,
    /// Calves.
    Calves,
    /// Straight abdominals.
    Abs,
    /// Oblique abdominals.
    Obliques,
    /// Erectors of the spine.
    Erectors,
}

impl Muscle {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();
    /// All of them, in the order of tables.
    pub const ALL: [Self; 19] = [
        Self::Chest,
        Self::FrontDelts,
        Self::SideDelts,
        Self::RearDelts,
        Self::Lats,
        Self::UpperBack,
        Self::UpperTraps,
        Self::Biceps,
        Self::Triceps,
        Self::Forearms,
        Self::Quads,
        Self::Hamstrings,
        Self::GluteMax,
        Self::GluteMed,
        Self::Adductors,
        Self::Calves,
        Self::Abs,
        Self::Obliques,
        Self::Erectors,
    ];

    /// The two letters of the exercise table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chest => "CH",
            Self::FrontDelts => "FD",
            Self::SideDelts => "SD",
            Self::RearDelts => "RD",
            Self::Lats => "LA",
            Self::UpperBack => "UB",
            Self::UpperTraps => "UT",
            Self::Biceps => "BI",
            Self::Triceps => "TR",
            Self::Forearms => "FA",
            Self::Quads => "QU",
            Self::Hamstrings => "HA",
            Self::GluteMax => "GM",
            Self::GluteMed => "GD",
            Self::Adductors => "AD",
            Self::Calves => "CA",
            Self::Abs => "AB",
            Self::Obliques => "OB",
            Self::Erectors => "ER",
        }
    }

    /// The word on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chest => "chest",
            Self::FrontDelts => "front delts",
            Self::SideDelts => "side delts",
            Self::RearDelts => "rear delts",
            Self::Lats => "lats",
            Self::UpperBack => "upper back",
            Self::UpperTraps => "upper traps",
            Self::Biceps => "biceps",
            Self::Triceps => "triceps",
            Self::Forearms => "forearms",
            Self::Quads => "quads",
            Self::Hamstrings => "hamstrings",
            Self::GluteMax => "glutes",
            Self::GluteMed => "side glutes",
            Self::Adductors => "inner thighs",
            Self::Calves => "calves",
            Self::Abs => "abs",
            Self::Obliques => "obliques",
            Self::Erectors => "lower back",
        }
    }

    /// The one of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}
