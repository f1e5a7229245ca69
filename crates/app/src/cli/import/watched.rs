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
    /// Bytes that were read, wherever: an archive's list of contents lies at its end.
    done: u64,
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
            done: 0,
            began: Instant::now(),
            shown: None,
            has_reader: io::stderr().is_terminal(),
            stopped,
        })
    }

    fn show(&mut self) {
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
        let done = self.done.min(self.bytes);
        let rate = done as f64 / seconds;
        let left = (self.bytes - done) as f64 / rate.max(1.0);
        format!(
            "{:3.0} %, {:.1} MB a second, {left:.0} s left ",
            100.0 * done as f64 / self.bytes.max(1) as f64,
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
        self.done += read as u64;
        self.show();
        Ok(read)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        cell::Cell,
        fs::File,
        io::{Read as _, Seek as _, SeekFrom},
    };

    use super::Watched;

    /// An archive is read from its end first; that is no progress.
    #[test]
    fn looking_at_the_end_is_no_progress() {
        let stopped = Cell::new(false);
        let own = File::open(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/cli/import/watched.rs"
        ));
        let mut watched = Watched::new(own.expect("there"), &stopped).expect("a file");
        watched.seek(SeekFrom::End(-10)).expect("longer");
        let mut end = [0; 10];
        watched.read_exact(&mut end).expect("ten bytes");
        assert!(watched.line().starts_with("  0 %"), "{}", watched.line());
        watched.seek(SeekFrom::Start(0)).expect("begins");
        watched.read_to_end(&mut Vec::new()).expect("readable");
        assert!(watched.line().starts_with("100 %"), "{}", watched.line());
        stopped.set(true);
        watched
            .read_to_end(&mut Vec::new())
            .expect_err("nothing more is kept");
    }
}
