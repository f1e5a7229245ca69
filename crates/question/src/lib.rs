//! Free text to the claim that it asks about, or to the finding that none does: English, Spanish, German.
//!
//! A linear model is trained on a bank of written questions and matched in place from its bytes:
//!
//! ```
//! use spotcheck_question::{Bank, Handling, Lexicon, Matcher, TrainOptions, train};
//!
//! # fn main() -> Result<(), spotcheck_question::Error> {
//! let mut bank = Bank::default();
//! for (label, topic) in [
//!     ("C02", "crunches for belly fat"),
//!     ("C28", "sauna sweat loses water"),
//!     ("out_of_scope", "weather tomorrow in leeds"),
//!     ("unsafe", "laxatives after every meal"),
//! ] {
//!     let rows: Vec<String> = (0..5).map(|group| format!("g{group},short,{topic}")).collect();
//!     bank.extend(Bank::parse(label, &format!("group,voice,question\n{}", rows.join("\n")))?);
//! }
//! let bytes = train(&bank, &Lexicon::default(), &TrainOptions::default())?.to_bytes();
//!
//! let matched = Matcher::from_bytes(&bytes)?.match_question("Do crunches burn belly fat?")?;
//! assert_eq!(matched.handling, Handling::Answer);
//! assert_eq!(matched.nearest[0].label, "C02");
//! # Ok(())
//! # }
//! ```
//!
//! A [`Bank`] holds the questions and a [`Lexicon`] the words people use for a concept. Text becomes
//! counted features in views (words, content pairs, letters, concepts, signs of harm), each scaled
//! to its own length, and multinomial logistic regression weighs them. Out-of-fold predictions, with all
//! wordings of one question held out together, set the temperature of the scores and the thresholds
//! that make a question unsafe or out of scope.
//!
//! One model serves every language. A concept has words in each of them, so that what was learned from
//! English questions about it holds in the others, and a language needs only enough questions of its own to
//! be told from text about nothing known. Accents and umlauts may be typed, spelt out or left off.
//!
//! The crate does not know a label by name, does not answer questions, and reads no clock or file.

mod bank;
mod bytes;
mod decision;
mod dictionary;
mod error;
mod features;
mod folds;
mod hash;
mod lexicon;
mod matcher;
mod model;
mod options;
mod report;
mod softmax;
mod space;
mod spelling;
mod text;
mod train;

pub use bank::{Bank, Row, VOICES};
pub use decision::Handling;
pub use error::Error;
pub use lexicon::Lexicon;
pub use matcher::{LONGEST_QUESTION, Match, Matcher, Scored};
pub use model::TrainedModel;
pub use options::TrainOptions;
pub use report::{Labelled, Miss, Report, Shares, cross_validate, evaluate};
pub use text::tokens;
pub use train::train;
