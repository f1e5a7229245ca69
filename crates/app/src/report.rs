//! The one place that decides how a failure looks: its words, its hint and its exit code.

use std::{error::Error, fmt, process::ExitCode};

use spotcheck_engine::{planner::PlanError, tracker::TrackError};

/// Exit codes of the contract: done, a valid negative answer, bad input, our fault.
pub(crate) const DONE: u8 = 0;
pub(crate) const NEGATIVE: u8 = 1;
pub(crate) const BAD_INPUT: u8 = 2;
const OUR_FAULT: u8 = 3;

/// Input that was refused, with what to do about it.
#[derive(Debug)]
pub(crate) struct Refusal {
    message: String,
    hint: String,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Refusal {}

/// The text for stderr and the exit code.
pub(crate) fn failure(error: &anyhow::Error) -> (String, ExitCode) {
    let mut text = format!("error: {error}\n");
    for cause in error.chain().skip(1) {
        for line in cause.to_string().lines() {
            text.push_str("  ");
            text.push_str(line);
            text.push('\n');
        }
    }
    if let Some(hint) = hint(error) {
        text.push_str("\nhint: ");
        text.push_str(&hint);
        text.push('\n');
    }
    (printable(&text), ExitCode::from(code(error)))
}

/// Text that cannot steer the terminal, whatever a file, a service or the command line put into it.
pub(crate) fn printable(text: &str) -> String {
    let is_safe = |c: char| !c.is_control() || c == '\n';
    text.chars()
        .map(|c| if is_safe(c) { c } else { '\u{fffd}' })
        .collect()
}

/// The exit code of a failure. What a person wrote is refused at the boundary that read it, by a
/// [`Refusal`] or by the crate that checks it; whatever else fails is our fault, broken evidence included.
pub(crate) fn code(error: &anyhow::Error) -> u8 {
    use spotcheck_question::Error::{EmptyQuestion, TooLong};
    let is_question = matches!(
        error.downcast_ref::<spotcheck_question::Error>(),
        Some(EmptyQuestion | TooLong { .. })
    );
    let is_refused = error.is::<spotcheck_model::Error>()
        || error.is::<spotcheck_engine::spot_test::Error>()
        || error.is::<TrackError>()
        || error.is::<PlanError>()
        || error
            .downcast_ref::<spotcheck_store::Error>()
            .is_some_and(is_theirs);
    if error.is::<Refusal>() || is_refused || is_question {
        BAD_INPUT
    } else {
        OUR_FAULT
    }
}

/// Whether a store refused what it was asked, or is not one that can be used.
const fn is_theirs(error: &spotcheck_store::Error) -> bool {
    use spotcheck_store::Error::{
        Damaged, Measured, Newer, NoImport, NoTest, NotEmpty, Running, Undone, Unreachable,
    };
    matches!(
        error,
        Damaged(_)
            | Measured { .. }
            | Newer
            | NoImport(_)
            | NoTest(_)
            | NotEmpty
            | Running(_)
            | Undone(_)
            | Unreachable(_)
    )
}

fn hint(error: &anyhow::Error) -> Option<String> {
    // Through the error itself: a context is not among the links of its chain.
    let refusal = error.downcast_ref::<Refusal>();
    refusal
        .map(|refusal| refusal.hint.clone())
        .or_else(|| hint_of_cause(error))
}

/// What the model refuses of a person, whoever asked it.
fn of_the_body(error: &anyhow::Error) -> Option<&spotcheck_model::Error> {
    let of_a_log = || match error.downcast_ref::<TrackError>() {
        Some(TrackError::Person(refused)) => Some(refused),
        _ => None,
    };
    let of_a_plan = || match error.downcast_ref::<PlanError>() {
        Some(PlanError::Person(refused)) => Some(refused),
        _ => None,
    };
    error
        .downcast_ref::<spotcheck_model::Error>()
        .or_else(of_a_log)
        .or_else(of_a_plan)
}

fn hint_of_cause(error: &anyhow::Error) -> Option<String> {
    use spotcheck_model::Error::{
        FatEstimate, NoLeanTissue, NoWeighings, NotAdult, OutOfRange, UnknownActivity,
    };
    let hint = match of_the_body(error) {
        Some(NotAdult { .. }) => {
            "a body that grows needs a growth model and somebody who knows the child: ask a doctor who treats children; for an adult, age is in years"
        }
        Some(OutOfRange { .. } | FatEstimate { .. } | NoLeanTissue { .. }) => {
            "check the number and its unit: height in cm, weight and fat in kg, age in years, energy in kcal"
        }
        Some(UnknownActivity { .. }) => return Some(known_activities()),
        Some(NoWeighings) => "give the file a weight on a later day",
        Some(_) => "check what the schedule makes of intake and days",
        None if error.is::<PlanError>() => {
            "give any two of rate (at most 3 % of body weight a week), time (1 to 104 weeks) and weight, and a mode that goes there"
        }
        None if error.is::<TrackError>() => {
            "`spotcheck imports` lists what was brought, and `spotcheck undo` takes it back"
        }
        None if error.is::<spotcheck_engine::spot_test::Error>() => {
            "a test is planned by `spotcheck spot-test design`, and read with what was planned"
        }
        None if let Some(error) = error.downcast_ref::<spotcheck_store::Error>() => {
            hint_of_store(error)
        }
        None if error.is::<spotcheck_question::Error>() && code(error) == BAD_INPUT => {
            "ask in a sentence or two, as in: spotcheck ask \"do crunches burn belly fat?\""
        }
        None if code(error) == OUR_FAULT
            && error.chain().any(<dyn Error>::is::<std::io::Error>) =>
        {
            "the output could not be written: is there room, and may you write there?"
        }
        None if code(error) == OUR_FAULT => {
            "this is our mistake; please report it with the command you ran"
        }
        None => return None,
    };
    Some(hint.to_owned())
}

/// The kinds of activity there are, as a hint.
pub(crate) fn known_activities() -> String {
    let kinds = spotcheck_model::activity::kinds(spotcheck_model::Parameters::published());
    format!("the kinds are {}", kinds.join(", "))
}

fn hint_of_store(error: &spotcheck_store::Error) -> &'static str {
    use spotcheck_store::Error::{
        Busy, Copy, Damaged, Database, Full, Measured, Newer, NoImport, NoTest, NotEmpty, Row,
        Running, Undone, Unreachable,
    };
    match error {
        Unreachable(_) => "check that the folder or the database is there and that you may use it",
        Full(_) => {
            "make room and do it again: what was kept before is whole, and of this nothing was kept"
        }
        Busy(_) => "wait until the other program is done, and do it again",
        Damaged(_) => "restore a backup into another folder: spotcheck --data DIR restore FILE",
        Newer => "use the newer version, or another folder with --data DIR",
        NoImport(_) | Undone(_) => "`spotcheck imports` lists what can be undone",
        Running(_) => {
            "`spotcheck spot-test status` says how far it is, and `spot-test stop` stops it"
        }
        NoTest(_) => "`spotcheck spot-test status` says which test is kept",
        Measured { .. } => {
            "check the day and the side; --replace puts these readings in place of those"
        }
        NotEmpty => "name an empty folder with --data DIR",
        Row { .. } | Copy { .. } | Database(_) | _ => {
            "`spotcheck check` says whether the store is whole"
        }
    }
}
