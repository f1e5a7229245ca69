//! The places where fat lies.

/// A depot of body fat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depot {
    /// Inside the abdomen.
    Visceral,
    /// Under the skin of the abdomen.
    AbdominalSubcutaneous,
    /// The rest of the trunk.
    OtherTrunk,
    /// Legs, hips and buttocks.
    Legs,
    /// Arms.
    Arms,
    /// Head.
    Head,
}

impl Depot {
    /// How many depots there are.
    pub const COUNT: usize = 6;

    /// Every depot, in the order of all tables.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Visceral,
        Self::AbdominalSubcutaneous,
        Self::OtherTrunk,
        Self::Legs,
        Self::Arms,
        Self::Head,
    ];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Visceral => "visceral",
            Self::AbdominalSubcutaneous => "abdominal_subcutaneous",
            Self::OtherTrunk => "other_trunk",
            Self::Legs => "legs",
            Self::Arms => "arms",
            Self::Head => "head",
        }
    }
}
