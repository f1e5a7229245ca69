//! `spotcheck spot-test`: a test in one person of whether training a spot takes fat from it.

mod calendar;
mod design;
mod read;

use clap::{Subcommand, ValueEnum};
use spotcheck_engine::spot_test::Tool;

use super::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Plan a test: which side a coin chooses, when to measure, what it could see
    Design(design::Options),
    /// Read a test from a table of what was measured
    Read(read::Options),
}

/// What is measured with, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Word {
    /// Ultrasound by somebody practised
    Ultrasound,
    /// Ultrasound by somebody who is not
    UltrasoundNovice,
    /// A skinfold caliper, one practised rater
    Caliper,
    /// A skinfold caliper by somebody who is not practised
    CaliperNovice,
    /// A tape about a limb, one practised rater
    Tape,
    /// A tape by somebody who is not practised, or about the waist
    TapeNovice,
}

impl From<Word> for Tool {
    fn from(word: Word) -> Self {
        match word {
            Word::Ultrasound => Self::Ultrasound,
            Word::UltrasoundNovice => Self::UltrasoundNovice,
            Word::Caliper => Self::Caliper,
            Word::CaliperNovice => Self::CaliperNovice,
            Word::Tape => Self::Tape,
            Word::TapeNovice => Self::TapeNovice,
        }
    }
}

pub(crate) fn run(command: &Command) -> anyhow::Result<Output> {
    match command {
        Command::Design(options) => design::run(options),
        Command::Read(options) => read::run(options),
    }
}
