//! What there is to train with.

/// A thing an exercise needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Equipment {
    /// A bar and plates.
    Barbell,
    /// A squat rack.
    Rack,
    /// A bench.
    Bench,
    /// Dumbbells.
    Dumbbells,
    /// A kettlebell.
    Kettlebell,
    /// A cable tower.
    Cable,
    /// A pulldown or low row.
    Pulldown,
    /// Machines made for one exercise.
    Machines,
    /// A guided bar.
    Smith,
    /// A bar to hang from.
    PullUpBar,
    /// Parallel bars.
    DipBars,
    /// Elastic bands.
    Bands,
    /// Nothing but the floor; everybody has it.
    Bodyweight,
    /// A box, a step or a chair.
    Step,
    /// An exercise ball.
    Ball,
    /// Sliders or a towel on a smooth floor.
    Sliders,
    /// Rings or straps.
    Rings,
    /// A bent bar.
    CurlBar,
    /// A bar to stand in.
    TrapBar,
    /// A bar with one end held.
    Landmine,
    /// A bench for back extensions.
    BackExtension,
    /// A wheel to roll out.
    AbWheel,
}

impl Equipment {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 22] = [
        Self::Barbell,
        Self::Rack,
        Self::Bench,
        Self::Dumbbells,
        Self::Kettlebell,
        Self::Cable,
        Self::Pulldown,
        Self::Machines,
        Self::Smith,
        Self::PullUpBar,
        Self::DipBars,
        Self::Bands,
        Self::Bodyweight,
        Self::Step,
        Self::Ball,
        Self::Sliders,
        Self::Rings,
        Self::CurlBar,
        Self::TrapBar,
        Self::Landmine,
        Self::BackExtension,
        Self::AbWheel,
    ];

    /// The two letters of the exercise table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Barbell => "BB",
            Self::Rack => "RK",
            Self::Bench => "BN",
            Self::Dumbbells => "DB",
            Self::Kettlebell => "KB",
            Self::Cable => "CB",
            Self::Pulldown => "LP",
            Self::Machines => "MC",
            Self::Smith => "SM",
            Self::PullUpBar => "PU",
            Self::DipBars => "DP",
            Self::Bands => "BD",
            Self::Bodyweight => "BW",
            Self::Step => "BX",
            Self::Ball => "BL",
            Self::Sliders => "SL",
            Self::Rings => "RG",
            Self::CurlBar => "EZ",
            Self::TrapBar => "TB",
            Self::Landmine => "LM",
            Self::BackExtension => "BE",
            Self::AbWheel => "PL",
        }
    }

    /// The word on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Barbell => "barbell",
            Self::Rack => "rack",
            Self::Bench => "bench",
            Self::Dumbbells => "dumbbells",
            Self::Kettlebell => "kettlebell",
            Self::Cable => "cable",
            Self::Pulldown => "lat pulldown",
            Self::Machines => "machines",
            Self::Smith => "Smith machine",
            Self::PullUpBar => "pull-up bar",
            Self::DipBars => "dip bars",
            Self::Bands => "bands",
            Self::Bodyweight => "body weight",
            Self::Step => "box or step",
            Self::Ball => "exercise ball",
            Self::Sliders => "sliders",
            Self::Rings => "rings or straps",
            Self::CurlBar => "curl bar",
            Self::TrapBar => "trap bar",
            Self::Landmine => "landmine",
            Self::BackExtension => "back-extension bench",
            Self::AbWheel => "ab wheel",
        }
    }

    /// The one of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}
