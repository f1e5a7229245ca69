//! What thickness or girth is measured with, and how well.

use spotcheck_model::{Parameter, Parameters};

/// A tool in a hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// A- or B-mode ultrasound by somebody practised.
    Ultrasound,
    /// The same by somebody who is not.
    UltrasoundNovice,
    /// A skinfold caliper, one practised rater.
    Caliper,
    /// The same by somebody who is not.
    CaliperNovice,
    /// A tape about a limb, one practised rater.
    Tape,
    /// The same by somebody who is not, or about the waist.
    TapeNovice,
}

/// How far readings of a tool scatter, mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToolErrors {
    /// One SD of a reading about the value of its side and session, `s`.
    pub read_sd: f64,
    /// One SD of the difference of the sides between sessions beyond that, `τ`.
    pub session_sd: f64,
}

impl Tool {
    /// Every tool.
    pub const ALL: [Self; 6] = [
        Self::Ultrasound,
        Self::UltrasoundNovice,
        Self::Caliper,
        Self::CaliperNovice,
        Self::Tape,
        Self::TapeNovice,
    ];

    /// The name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ultrasound => "ultrasound",
            Self::UltrasoundNovice => "ultrasound-novice",
            Self::Caliper => "caliper",
            Self::CaliperNovice => "caliper-novice",
            Self::Tape => "tape",
            Self::TapeNovice => "tape-novice",
        }
    }

    /// Whether it measures girth, which is fat and muscle together.
    pub fn measures_girth(self) -> bool {
        matches!(self, Self::Tape | Self::TapeNovice)
    }

    /// What its readings scatter by.
    pub fn errors(self, parameters: &Parameters) -> ToolErrors {
        let p = &parameters.instruments;
        let of = |read: &Parameter, session: &Parameter| ToolErrors {
            read_sd: read.value,
            session_sd: session.value,
        };
        match self {
            Self::Ultrasound => of(&p.ultrasound_read_sd, &p.ultrasound_session_sd),
            Self::UltrasoundNovice => of(
                &p.ultrasound_novice_read_sd,
                &p.ultrasound_novice_session_sd,
            ),
            Self::Caliper => of(&p.caliper_read_sd, &p.caliper_session_sd),
            Self::CaliperNovice => of(&p.caliper_novice_read_sd, &p.caliper_novice_session_sd),
            Self::Tape => of(&p.tape_read_sd, &p.tape_session_sd),
            Self::TapeNovice => of(&p.tape_novice_read_sd, &p.tape_novice_session_sd),
        }
    }

    /// The least extra loss over twelve weeks that is called useful, mm.
    pub fn worthwhile_mm(self, parameters: &Parameters) -> f64 {
        let p = &parameters.instruments;
        match self {
            Self::Ultrasound | Self::UltrasoundNovice => p.ultrasound_worthwhile.value,
            Self::Caliper | Self::CaliperNovice => p.caliper_worthwhile.value,
            Self::Tape | Self::TapeNovice => p.tape_worthwhile.value,
        }
    }
}

impl ToolErrors {
    /// One SD of a session's difference of the sides, each the mean of `reads`, mm.
    pub fn difference_sd(self, reads: u32) -> f64 {
        (2.0 * self.read_sd.powi(2) / f64::from(reads) + self.session_sd.powi(2)).sqrt()
    }
}
