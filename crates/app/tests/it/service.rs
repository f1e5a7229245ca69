//! A service on loopback that answers as it is told, for tests of the client.

use std::{
    collections::VecDeque,
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// What a service does with one request.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// Status, headers and body.
    Whole(u16, Vec<(&'static str, &'static str)>, &'static str),
    /// Status 200 and a body after this time.
    Late(Duration, &'static str),
    /// Fewer bytes than were promised.
    Cut(&'static str),
    /// Bytes without end.
    Endless,
    /// The connection closed without a word.
    Gone,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Came {
    pub(crate) at: Instant,
    /// Method, path and query.
    pub(crate) line: String,
    /// Header lines in lower case.
    pub(crate) headers: Vec<String>,
}

/// A service that gives its replies in order, the last one again and again.
pub(crate) struct Service {
    pub(crate) base: String,
    came: Arc<Mutex<Vec<Came>>>,
}

impl Service {
    pub(crate) fn replying(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
        let base = format!("http://{}", listener.local_addr().expect("it is bound"));
        let came = Arc::new(Mutex::new(Vec::new()));
        let held = Arc::clone(&came);
        let replies = replies.into_iter().collect();
        // The thread ends with the test's process.
        thread::spawn(move || serve(&listener, replies, &held));
        Self { base, came }
    }

    /// Every request so far.
    pub(crate) fn came(&self) -> Vec<Came> {
        self.came.lock().expect("nobody panics here").clone()
    }
}

fn serve(listener: &TcpListener, mut replies: VecDeque<Reply>, came: &Mutex<Vec<Came>>) {
    for stream in listener.incoming().map_while(Result::ok) {
        let Some(request) = read(&stream) else {
            continue;
        };
        came.lock().expect("nobody panics here").push(request);
        let next = if 1 < replies.len() {
            replies.pop_front()
        } else {
            replies.front().cloned()
        };
        // A client that has had enough hangs up, and a slow reply must not hold up the next.
        thread::spawn(move || next.map(|reply| write(stream, &reply)));
    }
}

fn read(stream: &TcpStream) -> Option<Came> {
    let at = Instant::now();
    let mut lines = BufReader::new(stream).lines();
    let line = lines.next()?.ok()?;
    let mut headers = Vec::new();
    for header in lines {
        let header = header.ok()?;
        if header.is_empty() {
            break;
        }
        headers.push(header.to_lowercase());
    }
    Some(Came { at, line, headers })
}

fn write(mut stream: TcpStream, reply: &Reply) {
    let spaces = vec![b' '; 65_536];
    let head = |status: u16, length: usize, headers: &[(&str, &str)]| {
        let mut head =
            format!("HTTP/1.1 {status} Said\r\nConnection: close\r\nContent-Length: {length}\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head + "\r\n"
    };
    let typed = |body: &str| {
        let kind = if body.starts_with('<') {
            "text/xml; charset=UTF-8"
        } else {
            "application/json; charset=utf-8"
        };
        [("Content-Type", kind)]
    };
    let written = match reply {
        Reply::Whole(status, headers, body) => {
            let has_type = headers.iter().any(|(name, _)| *name == "Content-Type");
            let typed = typed(body);
            let all: Vec<_> = headers
                .iter()
                .chain(typed.iter().filter(|_| !has_type))
                .copied()
                .collect();
            stream.write_all(format!("{}{body}", head(*status, body.len(), &all)).as_bytes())
        }
        Reply::Late(wait, body) => {
            thread::sleep(*wait);
            stream.write_all(format!("{}{body}", head(200, body.len(), &typed(body))).as_bytes())
        }
        Reply::Cut(body) => stream
            .write_all(format!("{}{body}", head(200, 2 * body.len(), &typed(body))).as_bytes()),
        Reply::Endless => {
            let start =
                "HTTP/1.1 200 Said\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n{";
            let mut written = stream.write_all(start.as_bytes());
            while written.is_ok() {
                written = stream.write_all(&spaces);
            }
            written
        }
        Reply::Gone => Ok(()),
    };
    drop(written);
}
