//! A file that says how far it is read, and that can be told to end.

use std::{
    cell::Cell,
    fs::File,
    io::{self, IsTerminal as _, Read, Seek, SeekFrom, Write as _},
    time::{Duration, Instant},
};

/// Often enough to see that it goes on.
const PAUSE: Duration = Duration::from_millis(250);

/// A file that says how far it is read, where somebody watches, and that ends where nothing more can be kept.
pub(super) struct Watched<'w> {
    file: File,
    bytes: u64,
    position: u64,
    furthest: u64,
    began: Instant,
    shown: Option<Instant>,
    has_reader: bool,
    stopped: &'w Cell<bool>,
}

impl<'w> Watched<'w> {
    pub(super) fn new(file: File, stopped: &'w Cell<bool>) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        Ok(Self {
            file,
            bytes,
            position: 0,
            furthest: 0,
            began: Instant::now(),
            shown: None,
            has_reader: io::stderr().is_terminal(),
            stopped,
        })
    }

    fn show(&mut self) {
        self.furthest = self.furthest.max(self.position);
        let since = self.shown.unwrap_or(self.began);
        if !self.has_reader || since.elapsed() < PAUSE {
            return;
        }
        self.shown = Some(Instant::now());
        // With stderr gone there is nobody left to tell.
        write!(io::stderr(), "\r{}", self.line()).ok();
    }

    /// "42 %, 120 MB a second, 8 s left".
    fn line(&self) -> String {
        let seconds = self.began.elapsed().as_secs_f64().max(1e-3);
        let rate = self.furthest as f64 / seconds;
        let left = self.bytes.saturating_sub(self.furthest) as f64 / rate.max(1.0);
        format!(
            "{:3.0} %, {:.1} MB a second, {left:.0} s left ",
            100.0 * self.furthest as f64 / self.bytes.max(1) as f64,
            rate / 1e6,
        )
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        if self.shown.is_some() {
            write!(io::stderr(), "\r{:50}\r", "").ok();
        }
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stopped.get() {
            return Err(io::Error::other("nothing more can be kept"));
        }
        let read = self.file.read(buffer)?;
        self.position += read as u64;
        self.show();
        Ok(read)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = self.file.seek(to)?;
        Ok(self.position)
    }
}
