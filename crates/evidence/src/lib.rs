//! Evidence as data, effect sizes, pooling and graded verdicts.
//!
//! ```
//! use spotcheck_evidence::{Answer, Certainty, Library};
//!
//! let library = Library::built_in()?;
//! let claim = library.claim("C17").expect("higher-intensity is a claim");
//! let verdict = library.verdict(claim)?;
//! assert_eq!((verdict.answer, verdict.certainty), (Answer::No, Certainty::High));
//! # Ok::<(), spotcheck_evidence::Error>(())
//! ```
//!
//! In order: a [`Library`] holds the bibliography ([`Source`]), the rows ([`Study`], [`Synthesis`]) and
//! the [`Claim`]s, cross-checked when read. [`Study::effect`] turns a row into an [`Effect`];
//! [`pool::pool`] pools effects; [`Library::verdict`] reads answer, certainty and size from them.
//! Nothing about an answer is stored that could disagree with its numbers.
//!
//! It does not know what a kilogram or a muscle is: those words live in `data/evidence`. It does not
//! match questions to claims, and it reads no files.
//!
//! The numbers are those of the engine, `spotcheck-meta`.
//!
//! References: Guyatt 2008, BMJ 336:924 (GRADE);
//! Santesso 2020, J Clin Epidemiol 119:126 (wording).

mod claim;
mod effect;
mod error;
mod flag;
mod interval;
mod library;
mod place;
pub mod pool;
mod reading;
mod recipe;
mod registry;
mod size;
mod source;
mod study;
mod synthesis;
mod table;
mod verdict;
mod weight;
mod wording;

pub use claim::{
    Answer, Basis, Certainty, Claim, Domain, Grade, Item, Premise, Role, Says, Sign, Step, Words,
};
pub use effect::{Banner, Correlation, Effect, Measure};
pub use error::Error;
pub use flag::Flag;
pub use interval::Interval;
pub use library::{BUILT_IN, Library, Row, Tally, Texts};
pub use reading::{Reading, read};
pub use registry::{Registry, Section};
pub use size::{LEVEL, Made, Pool, Size, Sized};
pub use source::Source;
pub use study::{Recipe, SpreadKind, Study};
pub use synthesis::Synthesis;
pub use verdict::Verdict;
pub use weight::Weight;
pub use wording::{Sentence, Shade, capital, sentence};
