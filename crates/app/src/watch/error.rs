//! How asking a service can fail, and what to do about it.

use std::{fmt, time::Duration};

use spotcheck_evidence::records::Fault;

/// One question that a service did not answer.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The service, as people call it.
    pub(crate) service: &'static str,
    pub(crate) why: Why,
}

/// Why it did not.
#[derive(Debug)]
pub(crate) enum Why {
    /// It cannot be reached.
    Unreachable(ureq::Error),
    /// It took longer than this.
    Slow(Duration),
    /// It asks to be left alone for longer than we wait.
    Busy(Duration),
    /// It answered with an error, the last time after this many attempts.
    Status { status: u16, attempts: u32 },
    /// Its answer ends before it should.
    Truncated(ureq::Error),
    /// Its answer is longer than any answer should be.
    TooLong(u64),
    /// Its answer is of another kind.
    WrongType { wanted: &'static str, found: String },
    /// Its answer is not of the documented shape.
    Unreadable(Fault),
}

impl Failure {
    /// What a person can do.
    pub(crate) fn hint(&self) -> &'static str {
        match &self.why {
            Why::Unreachable(_) => {
                "check the connection, and whether a proxy must be named in HTTPS_PROXY"
            }
            Why::Slow(_) => "try again later, or give it more time with --timeout",
            Why::Busy(_) => {
                "ask fewer claims at a time, later; with --email the service knows whom to tell"
            }
            Why::Status {
                status: 400..=499, ..
            } => "check --email and --tool, and report it if it stays so",
            Why::Status { .. } => "the fault is theirs; try again later",
            Why::Truncated(_) => "try again; nothing of the broken answer was kept",
            Why::TooLong(_) => "ask for a shorter time with --since",
            Why::WrongType { .. } => {
                "a proxy or a sign-in page may stand between; open the service in a browser"
            }
            Why::Unreadable(_) => "the service may have changed its answers; please report it",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, why } = self;
        match why {
            Why::Unreachable(error) => write!(f, "{service} cannot be reached: {error}"),
            Why::Slow(limit) => write!(f, "{service} did not answer within {} s", limit.as_secs()),
            Why::Busy(wait) => write!(f, "{service} asks to wait {} s", wait.as_secs()),
            Why::Status { status, attempts } => {
                write!(
                    f,
                    "{service} answered with status {status}, at the end of {attempts} attempts"
                )
            }
            Why::Truncated(error) => write!(f, "the answer of {service} ends too early: {error}"),
            Why::TooLong(limit) => {
                write!(f, "the answer of {service} is longer than {limit} bytes")
            }
            Why::WrongType { wanted, found } => {
                write!(
                    f,
                    "{service} answered with `{found}` where {wanted} was asked for"
                )
            }
            Why::Unreadable(fault) => write!(f, "the answer of {service} cannot be read: {fault}"),
        }
    }
}

impl std::error::Error for Failure {}
