//! One polite way of asking: paced, with limits of time and size, few attempts, and a cache.

use std::{path::Path, thread, time::Duration};

use jiff::{Timestamp, fmt::rfc2822};
use ureq::{
    Agent, Body,
    http::{HeaderMap, Response, header},
};

use super::{
    cache::{Cache, Validators},
    error::{Failure, Why},
    pace::Pace,
    services::{Request, Service},
};

/// The longest answer that is read.
const MOST_BYTES: u64 = 50_000_000;
/// The longest that a service may ask us to wait.
const LONGEST_WAIT: Duration = Duration::from_mins(1);
const FIRST_WAIT: Duration = Duration::from_secs(1);
const USER_AGENT: &str = concat!("spotcheck/", env!("CARGO_PKG_VERSION"));

/// How patient to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// For the whole of one answer.
    pub(crate) timeout: Duration,
    /// Until a connection stands.
    pub(crate) connect: Duration,
    /// Attempts in all.
    pub(crate) attempts: u32,
    /// Longest answer that is read.
    pub(crate) most_bytes: u64,
}

impl Settings {
    pub(crate) fn patient_for(seconds: u64, attempts: u32) -> Self {
        let timeout = Duration::from_secs(seconds);
        Self {
            timeout,
            connect: timeout.min(Duration::from_secs(10)),
            attempts: attempts.max(1),
            most_bytes: MOST_BYTES,
        }
    }
}

/// Asks services.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    settings: Settings,
    cache: Cache,
    paces: [Pace; Service::ALL.len()],
}

/// What one attempt came to.
enum Attempt {
    Answered(Vec<u8>),
    /// To be tried again, at the earliest after this time.
    Again(Why, Option<Duration>),
    Failed(Why),
}

impl Client {
    pub(crate) fn new(settings: Settings, data: &Path) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(settings.timeout))
            .timeout_connect(Some(settings.connect))
            .http_status_as_error(false)
            .max_redirects(3)
            .user_agent(USER_AGENT)
            .build();
        Self {
            agent: config.new_agent(),
            settings,
            cache: Cache::below(data),
            paces: Default::default(),
        }
    }

    /// The body of the answer to a request.
    ///
    /// # Errors
    /// A [`Failure`] that names the service, after the attempts that are worth making.
    pub(crate) fn ask(&mut self, request: &Request) -> Result<Vec<u8>, Failure> {
        let service = request.service.name();
        let mut wait = FIRST_WAIT;
        let mut attempts = 0;
        loop {
            attempts += 1;
            self.paces[request.service as usize].wait();
            let (why, asked) = match self.attempt(request, attempts) {
                Attempt::Answered(body) => return Ok(body),
                Attempt::Failed(why) => return Err(Failure { service, why }),
                Attempt::Again(why, asked) => (why, asked),
            };
            if let Some(asked) = asked.filter(|asked| LONGEST_WAIT < *asked) {
                let why = Why::Busy(asked);
                return Err(Failure { service, why });
            }
            if self.settings.attempts <= attempts {
                return Err(Failure { service, why });
            }
            thread::sleep(asked.unwrap_or(wait));
            wait *= 2;
        }
    }

    fn attempt(&self, request: &Request, attempts: u32) -> Attempt {
        let held = self.cache.held(&request.url);
        let mut asking = self
            .agent
            .get(&request.url)
            .header(header::ACCEPT, request.accept);
        for (name, value) in held
            .iter()
            .flat_map(|(validators, _)| validators.conditions())
        {
            asking = asking.header(name, value);
        }
        let mut response = match asking.call() {
            Ok(response) => response,
            Err(error) => return self.broken(error, Why::Unreachable),
        };
        match (response.status().as_u16(), held) {
            (304, Some((_, body))) => Attempt::Answered(body),
            (200, _) => self.answer(request, &mut response),
            (status @ (408 | 429 | 500..=599), _) => {
                let why = Why::Status { status, attempts };
                Attempt::Again(why, retry_after(response.headers()))
            }
            (status, _) => Attempt::Failed(Why::Status { status, attempts }),
        }
    }

    fn answer(&self, request: &Request, response: &mut Response<Body>) -> Attempt {
        let found = text(response.headers(), &header::CONTENT_TYPE).unwrap_or_default();
        if !request.types.iter().any(|wanted| found.starts_with(wanted)) {
            let wanted = request.accept;
            return Attempt::Failed(Why::WrongType { wanted, found });
        }
        let limit = self.settings.most_bytes;
        let body = match response.body_mut().with_config().limit(limit).read_to_vec() {
            Ok(body) => body,
            Err(error) => return self.broken(error, Why::Truncated),
        };
        let etag = text(response.headers(), &header::ETAG);
        let last_modified = text(response.headers(), &header::LAST_MODIFIED);
        if let Some(validators) = Validators::of(etag, last_modified, &body) {
            self.cache.keep(&request.url, &validators, &body);
        }
        Attempt::Answered(body)
    }

    fn broken(&self, error: ureq::Error, why: fn(ureq::Error) -> Why) -> Attempt {
        if let ureq::Error::Timeout(_) = error {
            return Attempt::Again(Why::Slow(self.settings.timeout), None);
        }
        if let ureq::Error::BodyExceedsLimit(limit) = error {
            return Attempt::Failed(Why::TooLong(limit));
        }
        Attempt::Again(why(error), None)
    }
}

/// How long the service asks to wait: a number of seconds, or until a moment (RFC 9110, 10.2.3).
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let told = text(headers, &header::RETRY_AFTER)?;
    if let Ok(seconds) = told.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::DateTimeParser::new().parse_timestamp(&told).ok()?;
    // A moment that has passed asks for no wait.
    Some(Duration::try_from(until.duration_since(Timestamp::now())).unwrap_or_default())
}

fn text(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
