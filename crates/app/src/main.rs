//! spotcheck: can I lose fat just there? The one binary.

mod answer;
mod cli;
mod demo;
mod matcher;
mod me;
mod number;
mod plot;
mod report;
mod scenario;
mod wire;

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

fn main() -> ExitCode {
    match cli::run() {
        Ok(output) => {
            let written = io::stdout().lock().write_all(output.text.as_bytes());
            match written {
                // A reader that has seen enough is no failure.
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => fail(&error.into()),
                Ok(()) | Err(_) => ExitCode::from(output.code),
            }
        }
        Err(error) => fail(&error),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    let (text, code) = report::failure(error);
    // With stderr gone there is nobody left to tell.
    io::stderr().lock().write_all(text.as_bytes()).ok();
    code
}
