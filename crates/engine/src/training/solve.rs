//! From a request to sets of exercises on days.

use super::{
    bound::upper,
    error::TrainingError,
    problem::Problem,
    request::Request,
    search::search,
    selection::{Bound, Selection},
    week::Board,
};

/// Chooses sets of exercises on days for `request`, with how good the choice is and how good any could be.
/// The same request gives the same choice.
///
/// # Errors
/// [`TrainingError`] for numbers out of range, for names nobody has and for too many emphases.
///
/// # Panics
/// Never: what the search keeps breaks no rule, which tests hold it to.
pub fn solve(request: &Request) -> Result<Selection, TrainingError> {
    let problem = Problem::new(request)?;
    let board = Board::new(&problem);
    let days = search(&board, request.seed);
    let objective = problem
        .score(&days)
        .expect("the search leaves no rule broken");
    let upper = upper(&problem)?.max(objective);
    Ok(Selection {
        days,
        bound: Bound { objective, upper },
    })
}
