//! spotcheck: can I lose fat just there? The one binary.

mod answer;
mod calendar;
mod cli;
mod data;
mod demo;
mod diary;
mod doubts;
mod gate;
mod goal;
mod lifted;
mod matcher;
mod me;
mod nearest;
mod number;
mod overlay;
mod plot;
mod report;
mod scenario;
mod stated;
mod table;
mod watch;
mod wire;

use std::{
    io::{self, Write as _},
    panic,
    process::ExitCode,
};

fn main() -> ExitCode {
    // A panic is our fault and says so in the same way as any other failure.
    let ran = panic::catch_unwind(cli::run)
        .unwrap_or_else(|_| Err(anyhow::anyhow!("spotcheck stopped where it should not")));
    match ran {
        Ok(output) => {
            if let Some(note) = &output.note {
                // With stderr gone there is nobody left to tell.
                io::stderr().lock().write_all(note.as_bytes()).ok();
            }
            let mut stdout = io::stdout().lock();
            let written = stdout.write_all(&output.body).and_then(|()| stdout.flush());
            match written {
                // A reader that has seen enough is no failure.
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    fail(&anyhow::Error::new(error).context("cannot write the answer"))
                }
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
