//! `spotcheck spot-test`: a test in one person of whether training a spot takes fat from it.

mod begin;
mod calendar;
mod design;
mod file;
mod kept;
mod measure;
mod progress;
mod read;
mod record;
mod status;

use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};
use spotcheck_engine::spot_test::Tool;
use spotcheck_import::Side;

use super::{Output, kept::Whose};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Plan a test: which side a coin chooses, when to measure, what it could see
    Design(design::Options),
    /// Begin a test that is kept: its plan, and then what you measure
    Begin(begin::Options),
    /// Write down what was read on one side; nothing read before is shown
    Measure(measure::Options),
    /// Which sessions of the test that is kept are done, due and missed
    Status(status::Options),
    /// Read the test that is kept, or a table of what was measured
    Read(read::Options),
    /// Stop the test that is kept before its end
    Stop(begin::Stop),
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

/// Which test of whom.
#[derive(Debug, Args)]
struct Which {
    /// Of which site, where tests of several run
    #[arg(long)]
    site: Option<String>,
    #[command(flatten)]
    whose: Whose,
}

/// A side, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SideWord {
    Left,
    Right,
}

impl From<SideWord> for Side {
    fn from(word: SideWord) -> Self {
        match word {
            SideWord::Left => Self::Left,
            SideWord::Right => Self::Right,
        }
    }
}

pub(crate) fn run(command: &Command, data: Option<&Path>) -> anyhow::Result<Output> {
    match command {
        Command::Design(options) => design::run(options),
        Command::Begin(options) => begin::run(options, data),
        Command::Measure(options) => measure::run(options, data),
        Command::Status(options) => status::run(options, data),
        Command::Read(options) => read::run(options, data),
        Command::Stop(options) => begin::stop(options, data),
    }
}
