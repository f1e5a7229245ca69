//! Where fat lies at the start and how the depots share what is lost or gained.
//!
//! Depot masses follow dmᵢ = kᵢ mᵢ / Σ kⱼ mⱼ · dF: d ln mᵢ is proportional to kᵢ, hence mᵢ = mᵢ₀
//! exp(kᵢ λ) with one λ that makes the masses sum to fat. Found as a root, this needs no
//! integration and depends on fat alone, not on the way there: regain retraces loss.

mod ageing;
mod baseline;
mod belief;
mod scanned;
mod split;
mod tape;

use ageing::drift_per_year;
pub(crate) use split::Split;
