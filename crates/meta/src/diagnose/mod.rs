//! What single effects do to a model, and how a synthesis grew.
//!
//! Whatever leaves an effect out fits the rest anew. Where that cannot be done, as when the effect alone
//! decides a coefficient, its place holds the reason instead of figures.
//!
//! Semantics are those of metafor 3.8; definitions: Viechtbauer and Cheung 2010, Res Synth Methods 1:112;
//! Baujat et al. 2002, Stat Med 21:2641.

mod baujat;
mod blup;
mod influence;
mod refit;
mod residuals;
mod sequence;

pub use baujat::{Baujat, baujat};
pub use blup::{Blup, blup};
pub use influence::{Deletion, Influence, influence};
pub use residuals::{Residual, rstandard, rstudent};
pub use sequence::{Pooled, cumul, leave1out};

/// One entry for each effect: its figures, or why there are none.
pub type PerEffect<T> = Vec<Result<T, crate::Error>>;

/// One figure of each effect, absent where there is none: the shape of a column of numbers and nulls.
pub fn column<T, V>(entries: &PerEffect<T>, figure: impl Fn(&T) -> V) -> Vec<Option<V>> {
    let entries = entries.iter().map(|entry| entry.as_ref().ok());
    entries.map(|entry| entry.map(&figure)).collect()
}
