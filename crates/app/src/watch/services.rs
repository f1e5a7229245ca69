//! The two services: where they are, how they are asked, and how their answers are read.

use spotcheck_evidence::records::{Fault, Page, Publication, esearch, europe_pmc, pubmed};

use super::{
    client::Client,
    error::{Failure, Why},
};

/// Records taken of one claim at a time; more are told and left for a narrower time.
const MOST_RECORDS: usize = 1_000;
/// Records fetched at a time.
const PAGE: usize = 100;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    /// The E-utilities of NCBI.
    PubMed,
    /// The REST service of Europe PMC.
    EuropePmc,
}

impl Service {
    pub(crate) const ALL: [Self; 2] = [Self::PubMed, Self::EuropePmc];

    /// As people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PubMed => "PubMed",
            Self::EuropePmc => "Europe PMC",
        }
    }

    /// As files call it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::PubMed => "pubmed",
            Self::EuropePmc => "europepmc",
        }
    }

    /// Where it is, unless an option says otherwise.
    pub(crate) fn base(self) -> &'static str {
        match self {
            Self::PubMed => "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
            Self::EuropePmc => "https://www.ebi.ac.uk/europepmc/webservices/rest",
        }
    }
}

/// One question to one service.
#[derive(Debug)]
pub(crate) struct Request {
    pub(super) service: Service,
    pub(super) url: String,
    pub(super) accept: &'static str,
    /// Types that its answer may have.
    pub(super) types: &'static [&'static str],
}

/// The time in which records are new, both days included, and who asks.
#[derive(Debug)]
pub(crate) struct Since<'a> {
    pub(crate) base: &'a str,
    /// `YYYY-MM-DD`.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) tool: &'a str,
    pub(crate) email: Option<&'a str>,
}

/// What a service found.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) records: Vec<Publication>,
    /// Records that could not be read, told.
    pub(crate) refused: Vec<String>,
    /// How many it says there are.
    pub(crate) count: u64,
}

impl Since<'_> {
    /// Asks a service for the new records of a query.
    ///
    /// # Errors
    /// A [`Failure`] of the first request that fails.
    pub(crate) fn ask(
        &self,
        client: &mut Client,
        service: Service,
        query: &str,
    ) -> Result<Answer, Failure> {
        match service {
            Service::PubMed => self.pubmed(client, query),
            Service::EuropePmc => self.europe_pmc(client, query),
        }
    }

    fn pubmed(&self, client: &mut Client, query: &str) -> Result<Answer, Failure> {
        let service = Service::PubMed;
        let unreadable = |fault| Failure {
            service: service.name(),
            why: Why::Unreadable(fault),
        };
        let (from, to) = (self.from.replace('-', "/"), self.to.replace('-', "/"));
        let most = MOST_RECORDS.to_string();
        let search = self.url(
            "esearch.fcgi",
            &[
                ("db", "pubmed"),
                ("term", query),
                ("datetype", "edat"),
                ("mindate", &from),
                ("maxdate", &to),
                ("retmax", &most),
                ("retmode", "json"),
            ],
        );
        let found = client.ask(&Request {
            service,
            url: search,
            accept: "application/json",
            types: &["application/json", "text/json"],
        })?;
        let found = esearch(&found).map_err(unreadable)?;
        let mut answer = Answer {
            count: found.count,
            ..Answer::default()
        };
        for page in found.pmids.chunks(PAGE) {
            self.fetch(client, page, &mut answer)?;
        }
        Ok(answer)
    }

    /// Fetches the records of some PubMed identifiers.
    fn fetch(
        &self,
        client: &mut Client,
        pmids: &[String],
        answer: &mut Answer,
    ) -> Result<(), Failure> {
        let service = Service::PubMed;
        let fetch = self.url(
            "efetch.fcgi",
            &[
                ("db", "pubmed"),
                ("id", &pmids.join(",")),
                ("retmode", "xml"),
            ],
        );
        let articles = client.ask(&Request {
            service,
            url: fetch,
            accept: "application/xml",
            types: &["text/xml", "application/xml"],
        })?;
        let parsed = pubmed(&articles);
        let mut refused = parsed.refused;
        // Of a broken document nothing after the break was read: none of it stands.
        let is_broken = |fault: &Fault| {
            !matches!(fault, Fault::Missing { .. } | Fault::BadValue { .. })
                && !matches!(fault, Fault::NotArticle { found } if found == "PubmedBookArticle")
        };
        if let Some(at) = refused.iter().position(|refused| is_broken(&refused.fault)) {
            return Err(Failure {
                service: service.name(),
                why: Why::Unreadable(refused.swap_remove(at).fault),
            });
        }
        answer
            .records
            .extend(parsed.kept.into_iter().map(|(_, record)| record));
        answer
            .refused
            .extend(refused.iter().map(ToString::to_string));
        Ok(())
    }

    fn europe_pmc(&self, client: &mut Client, query: &str) -> Result<Answer, Failure> {
        let service = Service::EuropePmc;
        let Self { from, to, .. } = self;
        let query = format!("TITLE_ABS:({query}) AND CREATION_DATE:[{from} TO {to}]");
        let mut answer = Answer::default();
        let mut mark = "*".to_owned();
        let page = PAGE.to_string();
        while answer.records.len() < MOST_RECORDS {
            let url = self.url(
                "search",
                &[
                    ("query", &query),
                    ("format", "json"),
                    ("resultType", "core"),
                    ("pageSize", &page),
                    ("cursorMark", &mark),
                ],
            );
            let body = client.ask(&Request {
                service,
                url,
                accept: "application/json",
                types: &["application/json"],
            })?;
            let Page {
                count,
                results,
                next,
            } = europe_pmc(&body).map_err(|fault| Failure {
                service: service.name(),
                why: Why::Unreadable(fault),
            })?;
            let listed = results.kept.len() + results.refused.len();
            answer.count = count;
            answer
                .records
                .extend(results.kept.into_iter().map(|(_, record)| record));
            let refused = results.refused.iter();
            answer.refused.extend(
                refused.map(|refused| format!("result {}: {}", refused.line, refused.fault)),
            );
            match next.filter(|next| listed == PAGE && *next != mark) {
                Some(next) => mark = next,
                None => break,
            }
        }
        Ok(answer)
    }

    fn url(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        let who = [("tool", Some(self.tool)), ("email", self.email)];
        let who = who
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        let parameters: Vec<String> = parameters
            .iter()
            .copied()
            .chain(who)
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        format!(
            "{}/{path}?{}",
            self.base.trim_end_matches('/'),
            parameters.join("&")
        )
    }
}

/// A value as the query of a URL holds it (RFC 3986, 2.3).
fn escaped(value: &str) -> String {
    let mut text = String::new();
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}
